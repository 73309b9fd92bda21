"""``make play``: kiosk, board and counter on this desktop, with emulated devices and a province, to be tried."""

import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from counter.app import capture_panel
from counter.settings import CounterSettings
from counter.views.style import use_palette
from counter.views.workstation import Workstation
from devices.id_reader.emulator import SPECIMEN_CARD
from devices.paper.specimen import write_specimens
from devices.signer.emulator.soft_token import PIN
from kiosk.start import WINDOW_PX as KIOSK_PX
from qtkit.garbage import GuiThreadCollector
from sync.clock import SystemClock
from tools.demo.morning import span_back
from tools.demo.papers import STACKS
from tools.demo.stage import LOGIN, PASSWORD, Stage, listen_to_qt

# often enough that Ctrl-C is obeyed at once, seldom enough to cost nothing
_HEARS_MS = 200

_NO_DISPLAY = (
    "Không có màn hình nào ở đây; trên máy chủ hãy dùng make demo, hoặc xvfb-run make play. / "
    "There is no display here; use make demo on a server, or xvfb-run make play."
)


def main() -> int:
    """Open everything and stay until the windows are closed or Ctrl-C is pressed."""
    if os.environ.get('QT_QPA_PLATFORM') == 'offscreen':
        # the Makefile's choice for tests
        del os.environ['QT_QPA_PLATFORM']
    needs_one = sys.platform.startswith('linux') and 'QT_QPA_PLATFORM' not in os.environ
    if needs_one and not (os.environ.get('DISPLAY') or os.environ.get('WAYLAND_DISPLAY')):
        print(_NO_DISPLAY, file=sys.stderr)
        return 1
    app = QApplication([])
    use_palette(app, CounterSettings().colours)
    warnings = listen_to_qt()
    back = span_back(SystemClock().now())
    with tempfile.TemporaryDirectory(prefix='motcua-play-') as folder, ExitStack() as ends:
        collector = GuiThreadCollector()
        ends.callback(collector.close)
        stage = ends.enter_context(Stage(Path(folder), back=back, chimes=True, signs=True))
        write_specimens(stage.feeder, tuple(kind for stack in STACKS for kind in stack))
        room = app.primaryScreen().availableGeometry()
        # upright as the panel is, and never higher than this desktop
        height = min(room.height() * 9 // 10, KIOSK_PX[1])
        kiosk = stage.open_kiosk((height * KIOSK_PX[0] // KIOSK_PX[1], height)).window
        board = stage.open_board().window
        kiosk.setPosition(room.right() - kiosk.width(), room.top())
        board.setPosition(room.left(), max(room.top(), room.bottom() - board.height()))
        workstation = Workstation(stage.open_counter().work, capture_panel)
        stage.close_at_end(workstation)
        workstation.start()
        stage.start_courier()
        print(_told(stage), flush=True)
        _obey_ctrl_c(app)
        app.exec()
    for warning in warnings:
        print(f'Qt: {warning}', file=sys.stderr)
    return 0


def _obey_ctrl_c(app: QApplication) -> None:
    """Let Python hear the signal: while Qt waits for the desktop, Python runs nothing."""
    signal.signal(signal.SIGINT, lambda _number, _frame: app.quit())
    signal.signal(signal.SIGTERM, lambda _number, _frame: app.quit())
    timer = QTimer(app, interval=_HEARS_MS)
    timer.timeout.connect(lambda: None)
    timer.start()


def _told(stage: Stage) -> str:
    command = Path(sys.executable).parent / 'motcua-province'
    province = f'{command} --data {stage.folder / "province"} --url {stage.province.url}'
    signs = f"\n   Ctrl+F9: ký số bản quét / signs the scans, PIN {PIN}" if stage.token else ''
    late = f"\nNgoài giờ làm việc, đồng hồ lùi / clocks set back by: {stage.back}" if stage.back else ''
    return f"""{_WORDS.format(login=LOGIN, password=PASSWORD, card=SPECIMEN_CARD, feeder=stage.feeder)}{signs}
   Phiếu in ra / printed slips:  {stage.folder}/*-printer/
   Cán bộ tỉnh trả kết quả / the province's officials issue a result:
     {province} result MÃ-HỒ-SƠ --code KQ.G15.000031 --name "Giấy khai sinh" --pdf FILE.pdf
   Cắt mạng, rồi nối lại / cut the line, and mend it:
     {province} fault unreachable
     {province} calm{late}
   Ctrl-C: đóng tất cả / closes everything."""


_WORDS = """
Ba cửa sổ đang mở: ki-ốt, bảng gọi số, quầy 3. / Three windows are open: kiosk, board, counter 3.

1. Ki-ốt / kiosk: chạm "Khai sinh, kết hôn, khai tử", rồi "Thủ tục đăng ký khai sinh". / touch a service, a procedure.
2. Quầy / counter: đăng nhập / log in:  {login}   {password}
   F2 gọi số / call, F5 bắt đầu / start, Enter mở hồ sơ / opens the dossier.
3. Dán dòng này vào ô thẻ rồi Enter / paste this into the card's field, then Enter:
   {card}
4. F8 quét / scan: trong khay đã có giấy mẫu / specimen papers lie in the feeder: {feeder}
5. F9 tiếp nhận, in giấy hẹn / receive, print the receipt. Ctrl+K trả kết quả / return a result.
"""

if __name__ == '__main__':
    sys.exit(main())
