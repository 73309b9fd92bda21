"""What a citizen can do at the kiosk, by touch: choose, search, look up, change the language, and be told the truth."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from tests.kiosk.touching import WORKDAY, crowd, find, kiosk_on, refreshed, shows, touch, touch_to_ticket, type_in


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk without printer and reader."""
    running = kiosk_on(tmp_path / 'store', qtbot)
    yield running
    running.close()


def test_the_ticket_says_all_that_matters(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Number, service, time, people ahead, an honest range and a code for later."""
    crowd(kiosk, 'A', 3)
    touch_to_ticket(kiosk, qtbot)
    ticket = kiosk.session.face['ticket']
    assert ticket['label'] == 'A004'
    assert ticket['service'] == "Khai sinh, kết hôn, khai tử"
    assert ticket['at'] == "Lấy số lúc 08:30"
    assert ticket['ahead'] == "Trước ông/bà còn 3 người"
    assert ticket['wait'] == "Chờ khoảng 25–60 phút"
    assert find(kiosk.window, 'ticket-qr').property('source').toString().startswith('image://qr/ticket:')
    touch(kiosk.window, 'done')
    assert kiosk.session.screen == 'welcome'


def test_a_hasty_second_tap_chooses_nothing(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Who taps a service twice doesn't take a number for whatever then lies under the finger."""
    touch(kiosk.window, 'service-C', click=QTest.mouseDClick)
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    assert not kiosk.session.face['isBusy']
    with kiosk.store.read() as books:
        assert books.count_tickets(WORKDAY.date()) == 0


def test_a_search_needs_no_diacritics(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Typing "khai sinh" on the letters finds the birth procedures of all services; the answer gives a number."""
    touch(kiosk.window, 'search')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    type_in(kiosk, 'KHAI SINH')
    assert [row['code'] for row in kiosk.session.procedure_rows.rows][:1] == ['1.001193']
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    assert kiosk.session.face['ticket']['label'] == 'A001'


def test_everyday_words_are_understood(kiosk: Kiosk) -> None:
    """No official name says "sổ đỏ", everybody else does; nonsense is answered by what to do."""
    touch(kiosk.window, 'search')
    type_in(kiosk, 'SO DO')
    found = [row['title'] for row in kiosk.session.procedure_rows.rows]
    assert {"Cấp đổi sổ đỏ", "Cấp sổ đỏ lần đầu"} <= set(found)
    type_in(kiosk, 'XX')
    assert shows(kiosk.window, 'none-found')
    touch(kiosk.window, 'key-clear')
    assert not shows(kiosk.window, 'none-found')


def test_choices_come_by_the_page(kiosk: Kiosk, qtbot: QtBot) -> None:
    """A service with seven procedures shows six and then one; after the last page comes the first."""
    touch(kiosk.window, 'service-A')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    pages = []
    for _ in range(3):
        pages.append(len(kiosk.session.procedure_rows.rows))
        touch(kiosk.window, 'more')
    assert pages == [6, 1, 6]


def test_who_is_not_sure_gets_a_number_too(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The number is the service's, without a procedure."""
    touch(kiosk.window, 'service-E')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
    touch(kiosk.window, 'any')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    (ticket,) = kiosk.readings.waiting(WORKDAY.date())
    assert (ticket.label, ticket.procedure) == ('E001', None)


def test_an_unknown_code_is_answered_plainly(kiosk: Kiosk, qtbot: QtBot) -> None:
    """A code that this centre doesn't know gets a sentence and a next step, not an error."""
    touch(kiosk.window, 'lookup')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'lookup')
    type_in(kiosk, 'H99')
    touch(kiosk.window, 'look')
    qtbot.waitUntil(lambda: kiosk.session.face['answer'].get('title', '').startswith("Chưa tìm thấy mã này"))
    touch(kiosk.window, 'key-back')
    assert kiosk.session.face['answer'] == {}
    assert kiosk.session.face['code'] == 'H9'


def test_a_ticket_held_to_the_reader_tells_its_turn(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The slip's QR, at any later moment, from any screen where nobody is in the middle of something."""
    crowd(kiosk, 'A', 3)
    third = kiosk.readings.waiting(WORKDAY.date())[2]
    kiosk.session.scanned(third.id)
    qtbot.waitUntil(lambda: bool(kiosk.session.face['answer']))
    assert kiosk.session.face['answer']['title'] == "Số A003 đang chờ"
    assert kiosk.session.face['answer']['detail'] == "Trước ông/bà còn 2 người"


def test_english_and_large_text_are_one_touch_away(kiosk: Kiosk) -> None:
    """The controls stay in their place, and every sentence follows."""
    normal = kiosk.theme.body
    touch(kiosk.window, 'language')
    touch(kiosk.window, 'text-size')
    touch(kiosk.window, 'contrast')
    assert find(kiosk.window, 'question').property('text') == "What do you need today?"
    assert kiosk.theme.body == pytest.approx(normal * 1.25)
    assert kiosk.theme.paper == '#000000'


def test_back_goes_back_and_start_over_starts_over(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Both lead out of every screen, and a citizen's language stays."""
    touch(kiosk.window, 'language')
    for leave in ('back', 'start-over'):
        touch(kiosk.window, 'service-A')
        qtbot.waitUntil(lambda: kiosk.session.screen == 'procedures')
        touch(kiosk.window, leave)
        assert kiosk.session.screen == 'welcome'
    assert kiosk.texts.language == 'en'


def test_another_catalogue_is_offered_from_the_next_look_on(kiosk: Kiosk, qtbot: QtBot) -> None:
    """A procedure that is no longer in force can't be chosen any more."""
    with kiosk.store.change('system') as books:
        books.connection.execute("UPDATE procedure SET effective_to = '2026-11-24' WHERE code = '1.001193'")
    refreshed(kiosk, qtbot)
    touch(kiosk.window, 'service-A')
    assert not shows(kiosk.window, 'procedure-1.001193')
