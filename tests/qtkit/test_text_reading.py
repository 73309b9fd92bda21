"""Pages are read one by one behind everybody's back; no crash loses one from the queue, no page holds the rest up."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from devices.paper.recognition import recognised
from devices.stop import Stop
from office.errors import Refusal, Trouble
from office.page_text import PageText, Progress, Word
from qtkit.binding import bound
from qtkit.page_turning import PageTurning
from qtkit.text_reading import TextReading
from sync.page_texts import PageTexts
from tests.qtkit.sheets import DPI, ScanDesk, five_sheets, scan_desk

MET = Word(text="Mẫu", left=10, top=10, right=30, bottom=15, line=0, sure=95)
TEXT = PageText(width=210, height=297, words=(MET,))


@pytest.fixture(scope='module')
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sheets, drawn once."""
    return five_sheets(tmp_path_factory.mktemp('sheets'))


@pytest.fixture
def desk(tmp_path: Path, stack: Path) -> Iterator[ScanDesk]:
    """A birth registration whose declaration has three pages."""
    made = scan_desk(tmp_path / 'store')
    made.capture(f'folder:{stack}?dpi={DPI}').scan(made.task(sheets=3), Stop(), made.came.append)
    yield made
    made.notes.close()
    made.store.close()


@pytest.fixture
def texts(desk: ScanDesk) -> Iterator[PageTexts]:
    """The store's texts."""
    made = PageTexts(desk.store)
    yield made
    made.close()


def said_in(content: bytes, page: int) -> str:
    """What a reader of PDF finds on a page."""
    with pypdfium2.PdfDocument(content) as document:
        return str(document[page].get_textpage().get_text_range()).strip()


def test_what_waits_is_read_in_order_and_a_page_that_cant_be_costs_only_itself(
    desk: ScanDesk, texts: PageTexts, qtbot: QtBot
) -> None:
    """By the real reader; the second page makes it fail."""
    first, second, third = desk.digests()
    seen: list[str] = []

    def reader(page: bytes, stop: Stop) -> PageText:
        return recognised(b'damaged' if page == desk.store.pages().get(second) else page, stop)

    reading = TextReading(PageTexts(desk.store), desk.store.pages(), reader, is_able=lambda: True)
    reading.settled.connect(seen.append)
    reading.wake()
    qtbot.waitUntil(lambda: seen[-1:] == [''])
    reading.close()
    assert seen[:-1] == [first, second, third]
    assert texts.progress(desk.digests()) == Progress(read=2, given_up=1, total=3)
    assert "KHAI SINH" in getattr(texts.find(first), 'text', '')
    (file,) = bound(desk.known(), desk.store.pages(), texts)
    content = desk.store.pages().get(file.digest)
    assert "KHAI SINH" in said_in(content, 0)
    assert said_in(content, 1) == ''


def test_a_queue_outlives_every_crash_and_gives_up_a_page_that_kills_twice(desk: ScanDesk, texts: PageTexts) -> None:
    """A reading that never came back was a try; one that we broke off ourselves was none."""
    first, second, third = desk.digests()
    texts.gather()
    assert texts.begin() == first
    again = PageTexts(desk.store)
    assert again.begin() == first
    again.put_back(first)
    assert again.begin() == first
    assert again.begin() == second
    again.keep(second, TEXT)
    assert again.begin() == third
    assert again.progress((first, second, third)) == Progress(read=1, given_up=1, total=3)
    again.close()


def test_texts_live_as_long_as_their_dossier_is_taken_in(desk: ScanDesk, texts: PageTexts) -> None:
    """A page that was taken out is forgotten, and all of them with the dossier; what comes late is not kept."""
    first, second, _ = desk.digests()
    texts.gather()
    texts.keep(first, TEXT)
    desk.intake.remove_page(desk.dossier, desk.task().component, first, desk.officer)
    texts.gather()
    assert texts.find(first) is None
    desk.intake.abandon(desk.dossier, "mở nhầm", desk.officer)
    texts.gather()
    texts.keep(second, TEXT)
    assert texts.find(second) is None
    assert texts.begin() is None


def test_what_was_read_of_a_page_holds_when_it_is_turned(desk: ScanDesk, texts: PageTexts) -> None:
    """It needn't be read anew; of a page that is none of the dossier's nothing is kept."""
    first, *_ = desk.digests()
    turning = PageTurning(desk.intake, desk.store.pages(), desk.notes)
    done = turning.turn(desk.dossier, desk.task().component, [first], 1, desk.officer)
    new = done.became[first]
    texts.keep_turned({new: TEXT, first: TEXT})
    assert (texts.find(new), texts.find(first)) == (TEXT, None)
    assert texts.progress(desk.digests()) == Progress(read=1, given_up=0, total=3)
    assert texts.begin() != new


def test_closing_breaks_a_reading_off_for_another_day(desk: ScanDesk, texts: PageTexts, qtbot: QtBot) -> None:
    """At once, and the page waits as before."""
    begun: list[bytes] = []

    def reader(page: bytes, stop: Stop) -> PageText:
        begun.append(page)
        assert stop.wait(20)
        raise Trouble('text.cancelled')

    reading = TextReading(PageTexts(desk.store), desk.store.pages(), reader, is_able=lambda: True)
    reading.wake()
    qtbot.waitUntil(lambda: len(begun) == 1)
    with pytest.raises(Refusal, match=r'reading\.running'), texts.alone():
        pass
    reading.close()
    with texts.alone():
        assert [texts.begin(), texts.begin()] == [desk.digests()[0]] * 2


def test_a_machine_that_cant_read_reads_nothing_and_binds_all_the_same(
    desk: ScanDesk, texts: PageTexts, qtbot: QtBot
) -> None:
    """Nothing is queued away: a reader that is installed later begins then."""
    reading = TextReading(texts, desk.store.pages(), recognised, is_able=lambda: False)
    with qtbot.waitSignal(reading.settled):
        reading.wake()
    reading.close()
    assert reading.is_able is False
    (file,) = bound(desk.known(), desk.store.pages(), texts)
    assert said_in(desk.store.pages().get(file.digest), 0) == ''
    with pypdfium2.PdfDocument(BytesIO(desk.store.pages().get(file.digest))) as document:
        assert len(document) == 3
