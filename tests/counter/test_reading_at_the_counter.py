"""What an officer has of the text that is read from the pages behind her back."""

import pypdfium2
from PySide6.QtWidgets import QLabel

from office.dossier import DossierState
from tests.counter.capture_bench import Bench, digests, model_of
from tests.counter.workstation import at_desk, find, identified, judged, press


def test_pages_are_read_while_the_officer_works_and_the_file_is_searched(bench: Bench) -> None:
    """How far it is stands in the quiet line; the received file carries the text, and the pages stay what they were."""
    bench.reads = True
    window = bench.scanned(0, 1)
    model = model_of(window)
    line = find(window, QLabel, 'capture-read')
    bench.qtbot.waitUntil(lambda: line.text() == "Đang đọc chữ 0/2")
    pages = digests(window)
    bench.qtbot.waitUntil(lambda: model.texts.progress.is_over, timeout=60_000)
    assert line.text() == "Đã đọc chữ mọi trang"
    assert digests(window) == pages
    assert "KHAI SINH" in model.texts.texts[pages[0]].text
    identified(window, bench.qtbot)
    for _ in range(2):
        window.dossier.choose(next(p.listed.code for p in at_desk(window).components if p.status == 'pending'))
        judged(window, bench.qtbot, 'seen')
    press(window, 'accept')
    bench.qtbot.waitUntil(lambda: at_desk(window).state is DossierState.ACCEPTED)
    (file,) = at_desk(window).files
    store = bench.counters[0].store
    with pypdfium2.PdfDocument(store.pages().get(file.digest)) as document:
        assert "KHAI SINH" in document[0].get_textpage().get_text_range()
    bench.qtbot.waitUntil(lambda: store.connect().execute('SELECT count(*) FROM page_text').fetchone() == (0,))
