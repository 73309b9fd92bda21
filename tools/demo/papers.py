"""The papers: laid into the feeder, scanned with one key a component, looked at, and the fees judged."""

from functools import partial

from PySide6.QtWidgets import QPushButton

from counter.views.capture_panel import CapturePanel
from devices.paper.specimen import write_specimens
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import Source
from office.papers import PaperStatus
from tools.demo.hands import choose, press, until, widget
from tools.demo.journal import Step
from tools.demo.playing import Morning

# what lies on the desk for each component that is handed in, sheet by sheet
STACKS = (('birth_declaration', 'marriage'), ('birth_notice', 'residence'))
# its grid, which a reader of the story takes for a test chart at once
TEST_DEVICE = 'sane:test:0?set.test-picture=Grid'
PAGES = 5


def scans(morning: Morning) -> None:
    """Four sheets by the feeder, and one by SANE's own test device: each is durable before it is named."""
    with morning.journal.step("Quét năm trang giấy tờ", "five pages are scanned") as step:
        for at, kinds in enumerate(STACKS):
            _lay(morning, kinds)
            _scan(morning, len(kinds))
            morning.show(
                step, morning.window, f'counter-5-scan-{at + 1}', f"Quét giấy tờ {at + 1}", f"Scanning paper {at + 1}"
            )
            press(morning.window, 'component-next')
        _plug_in_the_test_device(morning)
        choose(morning.window, 'scan-source', Source.FLATBED)
        _scan(morning, 1)
        morning.show(
            step, morning.window, 'counter-5-scan-3', "Trang thử của thiết bị SANE", "The chart of SANE's test device"
        )
        _look_at_the_pages(morning, step)


def _look_at_the_pages(morning: Morning, step: Step) -> None:
    """Every page that the dossier names is in the store, and no component waits."""
    known, store = morning.dossier, morning.counter.store.pages()
    pages = [page for part in known.components for page in part.pages]
    step.proves('pages', [page.digest for page in pages], holds=len(pages) == PAGES)
    step.proves(
        'durable', sum(store.holds(page.digest) for page in pages), holds=all(store.holds(p.digest) for p in pages)
    )
    states = {part.listed.name: part.status.value for part in known.components}
    scanned = all(part.status is PaperStatus.SCANNED for part in known.components if not part.listed.is_note)
    step.proves('papers', states, holds=scanned)


def judges_the_fees(morning: Morning) -> None:
    """The fee as the procedure publishes it, written down with one key."""
    window = morning.window
    with morning.journal.step("Ghi phí, lệ phí theo mức công bố", "the published fee is written down") as step:
        press(window, 'step-fees')
        until(widget(window, QPushButton, 'assess').isVisible, 'no fees are shown')
        morning.show(step, window, 'counter-6-fees', "Phí, lệ phí", "The fees")
        press(window, 'assess')
        until(lambda: morning.dossier.fees, 'no fee was written down')
        known = morning.dossier
        lines = {line.name: line.due for line in known.fees}
        step.proves('fees', lines, holds=sum(lines.values()) == known.fee_due)


def _lay(morning: Morning, kinds: tuple[str, ...]) -> None:
    """Lay sheets into the feeder, and nothing else."""
    feeder = morning.stage.feeder
    for sheet in feeder.iterdir():
        sheet.unlink()
    write_specimens(feeder, kinds, dpi=morning.stage.dpi)


def _scan(morning: Morning, sheets: int) -> None:
    """One key; every sheet arrives."""
    model = widget(morning.window, CapturePanel, 'capture').model
    until(lambda: model.sources, 'the scanner does not say what it can')
    press(morning.window, 'scan')

    def arrived() -> bool:
        shown = model.component
        if shown is None:
            return False
        stored = morning.dossier.component(shown.listed.code)
        return not model.is_scanning and len(shown.pages) == len(stored.pages) == sheets

    until(arrived, f'{sheets} sheets did not arrive')


def _plug_in_the_test_device(morning: Morning) -> None:
    """Another scanner at the same counter: libsane itself, with SANE's own test device behind it."""
    work = morning.counter.work
    if work.capture is not None:
        work.scan_jobs.run(work.capture.close, owner=morning.window, then=lambda _: None, failed=lambda _: None)
        until(lambda: work.scan_jobs.is_idle, 'the first scanner is not let go')
        work.capture.open_scanner = partial(open_scanner, TEST_DEVICE)
