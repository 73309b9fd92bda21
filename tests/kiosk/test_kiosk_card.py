"""The optional card: it may give priority, it may be skipped, and nothing of it is kept beyond the ticket."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.id_reader.emulator import EmulatedReader
from kiosk.app import Kiosk
from office.desk.queueing import Queueing
from office.facts import Priority
from tests.kiosk.touching import WORKDAY, find, kiosk_on, shows, touch
from tests.offices import FixedClock, SequenceIds

# invented people; the older one was born in 1948
ELDER = '001148000123||TRẦN THỊ MẪU|02021948|Nữ|Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu|20082024'
YOUNG = '001095000123|012345678|NGUYỄN VĂN MẪU|01011995|Nam|Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu|15042021'


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[EmulatedReader]:
    """The kiosk's QR reader."""
    with EmulatedReader(tmp_path / 'reader') as plugged:
        yield plugged


@pytest.fixture
def kiosk(tmp_path: Path, reader: EmulatedReader, qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk with a reader."""
    running = kiosk_on(tmp_path / 'store', qtbot, clock=FixedClock(WORKDAY), reader=reader.address)
    yield running
    running.close()


def to_the_card_step(kiosk: Kiosk, qtbot: QtBot) -> None:
    """Two touches."""
    touch(kiosk.window, 'service-A')
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'card')


@pytest.mark.parametrize(('card', 'priority'), [(ELDER, Priority.ELDERLY), (YOUNG, Priority.NORMAL)])
def test_a_card_gives_the_number_and_perhaps_priority(
    kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot, card: str, priority: Priority
) -> None:
    """Held to the reader, it is the third and last thing to do."""
    to_the_card_step(kiosk, qtbot)
    reader.show(card)
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    (ticket,) = kiosk.readings.waiting(WORKDAY.date())
    assert ticket.priority is priority
    told = kiosk.session.face['ticket']['priority']
    assert told == ("Số ưu tiên theo tuổi" if priority is Priority.ELDERLY else '')


def test_the_card_can_be_skipped(kiosk: Kiosk, qtbot: QtBot) -> None:
    """The filled button goes on without it: the third touch."""
    to_the_card_step(kiosk, qtbot)
    touch(kiosk.window, 'skip-card')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    assert kiosk.readings.waiting(WORKDAY.date())[0].priority is Priority.NORMAL


def test_priority_goes_first_within_its_bound(kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot) -> None:
    """Three came before her in the last minutes, and her ticket says that nobody is ahead."""
    desk = Queueing(kiosk.store, FixedClock(WORKDAY - timedelta(minutes=10)), SequenceIds(5))
    for _ in range(3):
        desk.issue('A', series='A', place='K2')
    to_the_card_step(kiosk, qtbot)
    reader.show(ELDER)
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    assert kiosk.session.face['ticket']['ahead'] == "Không có ai trước ông/bà"


def test_a_code_that_is_no_card_is_said_so(kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot) -> None:
    """A shop's QR: what to do, and the step stays."""
    to_the_card_step(kiosk, qtbot)
    reader.show('00020101021138570010A000000727')
    qtbot.waitUntil(lambda: shows(kiosk.window, 'card-notice'))
    assert find(kiosk.window, 'notice-title').property('text').startswith("Chưa đọc được thẻ")
    assert kiosk.session.screen == 'card'


def test_a_card_that_nobody_asked_for_does_nothing(kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot) -> None:
    """On the first screen a card is not looked up, and not remembered."""
    assert kiosk.reader is not None
    with qtbot.waitSignal(kiosk.reader.read):
        reader.show(ELDER)
    assert kiosk.session.screen == 'welcome'
    assert kiosk.session.face['code'] == ''


def test_a_receipt_held_to_the_reader_is_looked_up(kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot) -> None:
    """Without a touch, from the first screen."""
    reader.show('H99.12-261120-0001')
    qtbot.waitUntil(lambda: bool(kiosk.session.face['answer']))
    assert kiosk.session.face['code'] == 'H99.12-261120-0001'
    assert kiosk.session.face['answer']['title'].startswith("Chưa tìm thấy mã này")


def test_without_its_reader_the_step_is_not_shown(kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot) -> None:
    """Unplugged, the kiosk goes on without; plugged in again, it asks again."""
    assert kiosk.reader is not None
    with qtbot.waitSignal(kiosk.reader.troubled):
        reader.unplug()
    touch(kiosk.window, 'service-A')
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    touch(kiosk.window, 'done')
    with qtbot.waitSignal(kiosk.reader.recovered):
        reader.plug()
    to_the_card_step(kiosk, qtbot)


def test_nothing_of_the_card_is_kept(kiosk: Kiosk, reader: EmulatedReader, qtbot: QtBot) -> None:
    """No name, number, address or birthday in any table, fact or page."""
    to_the_card_step(kiosk, qtbot)
    reader.show(ELDER)
    qtbot.waitUntil(lambda: kiosk.session.screen == 'ticket')
    dump = '\n'.join(_everything(kiosk.store.connect(reads_only=True)))
    assert Priority.ELDERLY.value in dump
    for part in ('001148000123', 'MẪU', '1948', 'Thôn'):
        assert part not in dump.replace("Thủ tục", '')


def _everything(connection: sqlite3.Connection) -> Iterator[str]:
    """Every value of the tables in which anything of a citizen could stand."""
    for table in ('fact', 'ticket', 'dossier', 'outbox', 'slip'):
        for row in connection.execute(f'SELECT * FROM {table}'):
            yield from (str(value) for value in row)
    connection.close()
