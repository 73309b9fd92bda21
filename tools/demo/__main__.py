"""``python -m tools.demo``: play the morning, leave it in a folder, and say how it went."""

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from office.errors import Problem
from qtkit.garbage import GuiThreadCollector
from sync.clock import SystemClock
from tools.demo import report
from tools.demo.journal import NotHappenedError
from tools.demo.morning import span_back
from tools.demo.playing import Morning
from tools.demo.report import REPORT
from tools.demo.stage import DPI, Stage, application, listen_to_qt
from tools.demo.story import play

OUT = Path('out') / 'demo'

# what a shell makes of an end by SIGTERM
_TERMINATED = 143
_NOT_OURS = "thư mục có thứ khác, không ghi đè; chọn nơi khác. / the folder holds other things; choose another one."


def main() -> int:
    """Play it; returns 0 when every step happened, 1 when one did not."""
    parser = argparse.ArgumentParser(prog='demo', description="Diễn một buổi sáng / play one morning")
    parser.add_argument('--out', type=Path, default=OUT, metavar='DIR', help='nơi để lại kết quả / where to leave it')
    parser.add_argument('--dpi', type=int, default=DPI, help='độ phân giải khi quét / resolution of the scans')
    given = parser.parse_args()
    out: Path = given.out
    if not is_ours(out):
        print(f'{out}: {_NOT_OURS}', file=sys.stderr)
        return 1
    # a second run replaces the first
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    # an orderly end for "kill" too: whatever was started is ended on the way out
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(_TERMINATED))
    app = application()
    warnings = listen_to_qt()
    collector = GuiThreadCollector()
    try:
        failed = play_in(out, dpi=given.dpi)
    finally:
        collector.close()
    for warning in warnings:
        print(f'Qt: {warning}', file=sys.stderr)
    app.quit()
    page = (out / 'index.html').resolve()
    if failed:
        print(f'\nKHÔNG XONG / NOT DONE: {failed}\n{page}', file=sys.stderr)
        return 1
    print(f'\nXong. Mở trang này bằng trình duyệt / done, open this page in a browser:\n  {page}')
    return 0


def is_ours(out: Path) -> bool:
    """Whether a folder may be replaced: it isn't there, is empty, or holds an earlier morning."""
    return not out.exists() or (out.is_dir() and (not any(out.iterdir()) or (out / REPORT).exists()))


def play_in(out: Path, *, dpi: int = DPI) -> str:
    """Play the morning; returns what did not happen, '' when all did."""
    back = span_back(SystemClock().now())
    with tempfile.TemporaryDirectory(prefix='motcua-demo-') as folder, Stage(Path(folder), back=back, dpi=dpi) as stage:
        morning, failed = Morning(stage, out), ''
        try:
            play(morning)
        except (NotHappenedError, Problem, OSError) as error:
            failed = f'{type(error).__name__}: {error}'
        report.leave(morning, failed=failed)
        if not failed:
            print(report.summary(morning))
    return failed


if __name__ == '__main__':
    sys.exit(main())
