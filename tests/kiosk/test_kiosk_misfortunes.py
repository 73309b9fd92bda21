"""The store says no: the kiosk says so in one sentence and comes back by itself."""

import threading
from collections import deque
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from devices.settings import DeviceSettings
from kiosk.app import Opened
from kiosk.board_app import Board
from kiosk.config import KioskConfig
from kiosk.running import Waiting
from kiosk.sentences import SENTENCES
from kiosk.settings import BoardSettings, KioskSettings
from kiosk.start import tell_staff
from office.centre import CentreSettings
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.errors import Problem, Refusal, Trouble
from office.slip_job import SlipState, ticket_job
from qtkit.theme import LIGHT, Theme
from sync import lanes
from sync.store import Store
from tests.kiosk.touching import PORTRAIT, WORKDAY, find, kiosk_on, shows, touch, touch_to_ticket
from tests.offices import FixedClock, SequenceIds, open_store, settings_of

# runs an iterator to its end
consume = partial(deque, maxlen=0)


def test_a_full_disk_puts_it_out_of_service_until_there_is_room(tmp_path: Path, qtbot: QtBot) -> None:
    """No number is shown that isn't written; when the disk has room again, numbers go on without a gap."""
    kiosk = kiosk_on(tmp_path, qtbot)
    touch_to_ticket(kiosk, qtbot)
    touch(kiosk.window, 'done')
    connection = kiosk.store._connection
    (pages,) = connection.execute('PRAGMA page_count').fetchone()
    connection.execute(f'PRAGMA max_page_count = {pages}')
    _fill(kiosk.store)
    touch(kiosk.window, 'service-A')
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'closed')
    assert "đến bàn hướng dẫn" in find(kiosk.window, 'notice-title').property('text')
    assert not shows(kiosk.window, 'lookup')
    # a look alone finds nothing wrong with a full disk: only a number that can be written proves it
    with qtbot.waitSignal(kiosk.offering.changed):
        kiosk.offering.refresh()
    assert kiosk.session.screen == 'closed'
    connection.execute('PRAGMA max_page_count = 1000000')
    kiosk.offering.refresh()
    qtbot.waitUntil(lambda: kiosk.session.screen == 'welcome')
    touch_to_ticket(kiosk, qtbot)
    assert kiosk.session.face['ticket']['label'] == 'A002'
    kiosk.close()


def _fill(store: Store) -> None:
    """Others write until there is no room for one more number, nor for the smallest row."""
    desk = Queueing(store, FixedClock(WORKDAY), SequenceIds(6))
    with pytest.raises(Trouble, match=r'store\.disk_full'):
        consume(desk.issue('G', series='G', place='K2') for _ in range(10_000))
    with pytest.raises(Trouble, match=r'store\.disk_full'):
        consume(_count(store, f'{at}') for at in range(10_000))


def _count(store: Store, series: str) -> None:
    with store.change('system') as books:
        books.next_number(series)


def test_a_store_that_another_holds_is_waited_for(tmp_path: Path, qtbot: QtBot) -> None:
    """Somebody's transaction doesn't end: out of service; it ends: welcome."""
    kiosk = kiosk_on(tmp_path, qtbot, busy_seconds=0.1)
    other = open_store(tmp_path, ids=SequenceIds(4))
    other._connection.execute('BEGIN IMMEDIATE')
    touch(kiosk.window, 'service-A')
    touch(kiosk.window, 'procedure-1.001193')
    qtbot.waitUntil(lambda: kiosk.session.screen == 'closed')
    other._connection.execute('ROLLBACK')
    kiosk.offering.refresh()
    qtbot.waitUntil(lambda: kiosk.session.screen == 'welcome')
    other.close()
    kiosk.close()


def test_a_kiosk_whose_name_another_machine_has_gives_no_number(tmp_path: Path, qtbot: QtBot) -> None:
    """As after a store was put back: the centre says so, and no number is given a second time."""
    kiosk = kiosk_on(tmp_path / 'store', qtbot)
    with kiosk.store.change('courier') as books:
        lanes.met_trouble(books, 'centre', Refusal('centre.same_device', device='K1'))
    kiosk.offering.refresh()
    qtbot.waitUntil(lambda: kiosk.session.screen == 'closed')
    with pytest.raises(Trouble):
        kiosk.opened.taking.take('A', None)
    with kiosk.store.change('courier') as books:
        lanes.was_heard(books, 'centre')
    kiosk.offering.refresh()
    qtbot.waitUntil(lambda: kiosk.session.screen == 'welcome')
    kiosk.close()


def test_a_kiosk_of_a_centre_hears_of_itself_before_it_gives_a_number(tmp_path: Path) -> None:
    """Its store was put back to this morning's copy: it waits for the exchange's first word, which says so."""
    settings = replace(settings_of(tmp_path / 'store'), centre='host=127.0.0.1 port=1')
    config = KioskConfig(
        centre=CentreSettings(), store=settings, devices=DeviceSettings(), kiosk=KioskSettings(full_screen=False)
    )
    clock = FixedClock(WORKDAY)
    exchange = Store(settings, clock=clock, ids=SequenceIds(2))
    with exchange.change('courier') as books:
        lanes.was_heard(books, 'centre')
    clock.forward(timedelta(hours=1))
    met: list[Problem] = []

    def open_kiosk() -> None:
        try:
            Opened(config, clock=clock, ids=SequenceIds()).close()
        except Problem as problem:
            met.append(problem)

    opening = threading.Thread(target=open_kiosk)
    opening.start()
    opening.join(0.5)
    assert opening.is_alive()
    with exchange.change('courier') as books:
        lanes.met_trouble(books, 'centre', Refusal('centre.same_device', device='K1'))
    opening.join(30)
    assert [problem.code for problem in met] == ['kiosk.twin']
    with exchange.change('courier') as books:
        lanes.met_trouble(books, 'centre', Trouble('centre.gone', detail=''))
    exchange.close()
    open_kiosk()
    assert len(met) == 1


def test_a_given_number_outlives_the_store(tmp_path: Path, qtbot: QtBot) -> None:
    """What goes wrong behind a ticket takes it from nobody's eyes; the next citizen is told."""
    kiosk = kiosk_on(tmp_path, qtbot)
    touch_to_ticket(kiosk, qtbot)
    kiosk.offering.broke()
    assert find(kiosk.window, 'ticket-label').property('text') == 'A001'
    touch(kiosk.window, 'done')
    assert kiosk.session.screen == 'closed'
    kiosk.offering.refresh()
    qtbot.waitUntil(lambda: kiosk.session.screen == 'welcome')
    kiosk.close()


class Opening:
    """Opens a store once the trouble is over."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.is_over = folder, False

    def __call__(self) -> Store:
        """A store, or the trouble."""
        if not self.is_over:
            raise Trouble('store.busy')
        return open_store(self.folder, clock=FixedClock(WORKDAY))


def test_a_window_waits_for_its_store_at_the_start(tmp_path: Path, qtbot: QtBot) -> None:
    """After a power cut the disk comes later than the kiosk: a sentence meanwhile, then the window."""
    opening = Opening(tmp_path)
    waiting = Waiting(
        opening,
        partial(Board, settings=BoardSettings(full_screen=False, chime=False, voice=''), size=(1280, 720)),
        theme=Theme(LIGHT, panel_mm=345, panel_px=PORTRAIT[0]),
        starting=(SENTENCES['starting_title'][0], SENTENCES['starting'][0]),
        closed=(SENTENCES['closed_title'][0], SENTENCES['closed'][0]),
        size=PORTRAIT,
        full_screen=False,
    )
    window = waiting.window
    assert isinstance(window, QQuickWindow)
    qtbot.waitUntil(window.isExposed)
    assert find(window, 'question').property('text') == "Máy đang khởi động"
    waiting.begin()
    qtbot.waitUntil(lambda: find(window, 'question').property('text') == "Máy tạm thời chưa dùng được")
    assert waiting.public is None
    opening.is_over = True
    with qtbot.waitSignal(waiting.shown):
        waiting.try_again()
    assert waiting.public is not None
    assert waiting.window is waiting.public.window
    waiting.close()


def test_a_slip_left_half_printed_is_said_to_staff_at_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only of this kiosk's printer, once, and never printed again by itself; the number stays valid."""
    config = KioskConfig(
        centre=CentreSettings(),
        store=settings_of(tmp_path),
        devices=DeviceSettings(ticket_printer='tcp://127.0.0.1:9'),
        kiosk=KioskSettings(full_screen=False, voice=''),
    )
    before = Opened(config, clock=FixedClock(WORKDAY), ids=SequenceIds())
    tickets = [before.taking.take('A', None).ticket for _ in range(2)]
    printing = Printing(before.store)
    for ticket, printer in zip(tickets, (config.devices.ticket_printer, 'tcp://127.0.0.1:10'), strict=True):
        job = ticket_job(ticket.id)
        printing.queue(job, slip='ticket', about=ticket.id, layout='e' * 64, actor='kiosk:K1')
        printing.sending(job, printer, 'kiosk:K1')
    before.close()
    later = FixedClock(WORKDAY + timedelta(minutes=1))
    after = Opened(config, clock=later, ids=SequenceIds(3))
    tell_staff(after.unsure)
    said = capsys.readouterr().err
    assert "phiếu số A001" in said
    assert 'A002' not in said
    assert [line.job.about for line in after.readings.slips(SlipState.UNKNOWN)] == [tickets[0].id]
    assert [one.label for one in after.readings.waiting(WORKDAY.date())] == ['A001', 'A002']
    after.close()
    again = Opened(config, clock=later, ids=SequenceIds(4))
    assert again.unsure == ()
    again.close()
