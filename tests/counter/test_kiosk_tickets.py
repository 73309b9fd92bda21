"""Tickets that a kiosk left of unknown outcome are settled at the counter by whoever looked at its printer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.kiosk_tickets_model import KioskTicketsModel
from counter.views.window import CounterWindow
from office import facts
from office.desk.printing import Printing
from office.desk.queueing import Queueing
from office.errors import Refusal, Trouble
from office.officer import Right
from office.slip import ticket_opening
from office.slip_job import SlipState, UnsureTicket, ticket_job
from qtkit.slip_printing import layout_text
from sync.kiosk_tickets import unsure_tickets
from sync.store import Store
from sync.verify import verify
from tests.counter.test_keys import keyless, shared
from tests.counter.workstation import counter_of, find, logged_in, opened_window, press


def left_open(store: Store, *, keeps: bool = True) -> str:
    """A kiosk goes down while the next ticket prints; its slip's job. ``keeps``: the slip itself is in this store."""
    ticket = Queueing(store, store.clock, store.ids).issue('A', series='A', place='K1')
    job, printing = ticket_job(ticket.id), Printing(store)
    layout = ticket_opening("Trung tâm", ticket.label, ("Hộ tịch", "Civil status"), ticket.issued_at)
    kept = store.pages().keep(layout_text(layout).encode()) if keeps else 'e' * 64
    printing.queue(job, slip='ticket', about=ticket.id, layout=kept, actor='kiosk:K1')
    printing.sending(job, 'tcp://127.0.0.1:9', 'kiosk:K1')
    printing.unsure(job, 'kiosk:K1')
    return job


def stands(store: Store, job: str) -> SlipState:
    """How a slip stands."""
    with store.read() as books:
        return books.get_slip_job(job).state


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter on the same machine as the kiosk."""
    running = counter_of(tmp_path)
    yield running
    running.close()


def opened_tickets(window: CounterWindow, qtbot: QtBot, count: int) -> QDialog:
    """The dialogue with its list, reached as an officer does."""
    tab = find(window, QPushButton, 'tab-devices')
    qtbot.waitUntil(lambda: tab.text().startswith(f"Thiết bị: {count}"))
    press(window, 'tab-devices')
    press(window, 'kiosk-tickets-open')
    found = find(window, QDialog, 'kiosk-tickets')
    assert find(found, QListWidget, 'kiosk-ticket-list').count() == count
    return found


def test_tickets_are_settled_by_a_look_at_the_kiosk(counter: Counter, qtbot: QtBot) -> None:
    """Each with its picture, also where the slip itself is lost; both answers are kept, and the numbers stay valid."""
    store = counter.store
    jobs = [left_open(store), left_open(store, keeps=False)]
    window = opened_window(counter, qtbot)
    dialog = opened_tickets(window, qtbot, 2)
    assert (keyless(dialog), shared(dialog)) == ([], [])
    picture, redrawn = find(dialog, QLabel, 'kiosk-ticket-picture'), find(dialog, QLabel, 'kiosk-ticket-drawn')
    qtbot.waitUntil(picture.isVisible)
    assert not redrawn.isVisible()
    find(dialog, QPushButton, 'ticket-came').click()
    qtbot.waitUntil(lambda: find(dialog, QListWidget, 'kiosk-ticket-list').count() == 1)
    # a key pressed twice answers for one
    assert not find(dialog, QPushButton, 'ticket-came').isVisible()
    find(dialog, QListWidget, 'kiosk-ticket-list').setCurrentRow(0)
    qtbot.waitUntil(redrawn.isVisible)
    find(dialog, QPushButton, 'ticket-not-there').click()
    qtbot.waitUntil(lambda: find(dialog, QListWidget, 'kiosk-ticket-list').count() == 0)
    assert [stands(store, job) for job in jobs] == [SlipState.PRINTED, SlipState.FAILED]
    assert [one.label for one in window.queue.waiting] == ['A001', 'A002']
    assert not find(window, QPushButton, 'kiosk-tickets-open').isVisible()
    window.close()
    counter.work.store_jobs.close()
    # the second one's slip never was here, as a test wanted it
    assert [one.code for one in verify(store)] == ['page.missing']


def test_who_receives_nobody_only_reads(counter: Counter, qtbot: QtBot) -> None:
    """The screen offers no answer, and the use case takes none."""
    job = left_open(counter.store)
    with counter.store.change('system') as books:
        officer = books.find_officer('lan')
        assert officer is not None
        body = facts.OfficerRevised(login='lan', rights=(Right.RETURN.value,), is_shut=False)
        books.record(officer.id, body)
    window = opened_window(counter, qtbot)
    dialog = opened_tickets(window, qtbot, 1)
    qtbot.waitUntil(find(dialog, QLabel, 'kiosk-ticket-picture').isVisible)
    assert not find(dialog, QPushButton, 'ticket-came').isVisible()
    assert "cán bộ tiếp nhận" in find(dialog, QLabel, 'kiosk-ticket-about').text()
    with pytest.raises(Refusal, match=r'officer\.right'):
        Printing(counter.store).settle_ticket(job, printed=True, officer=officer.id)
    assert [one.job.id for one in unsure_tickets(counter.store)] == [job]
    window.close()


def test_a_store_that_fails_is_asked_once(counter: Counter, qtbot: QtBot) -> None:
    """What can't be read now is read with the next tick, not at once and again without end."""
    asked = []

    def read() -> Sequence[UnsureTicket]:
        asked.append(1)
        raise Trouble('store.io')

    shift = logged_in(counter, qtbot)
    model = KioskTicketsModel(replace(shift, work=replace(counter.work, read_unsure_tickets=read)))
    with qtbot.waitSignal(model.troubled):
        model.refresh()
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle)
    assert asked == [1]
