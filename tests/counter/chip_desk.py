"""A counter with a chip reader on the loopback, an emulated card beside it, and perhaps a camera for the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.chip_model import ChipState
from counter.views.window import CounterWindow
from devices.id_reader.chip.emulator.contents import Contents, Making
from devices.id_reader.chip.emulator.wire import EmulatedCard
from office.facts import ApplicantIdentified, FaceCompared
from office.person import Proof
from sync import chain
from tests.counter.workstation import at_desk, began, counter_of, find, opened_window, press
from tests.devices.chip_cards import NOW, authority
from tests.offices import FixedClock
from tests.ports import free_port


@dataclass(slots=True)
class ChipDesk:
    """An officer at her window, and the card that a citizen holds."""

    counter: Counter
    window: CounterWindow
    qtbot: QtBot
    address: tuple[str, int]
    cards: list[EmulatedCard] = field(default_factory=list)

    def card(self, making: Making | None = None) -> EmulatedCard:
        """A card that isn't laid yet."""
        made = EmulatedCard(Contents(authority(), making or Making()), *self.address)
        self.cards.append(made)
        return made

    @property
    def state(self) -> ChipState:
        """What happens at the chip reader."""
        return self.window.intake.chip.state

    def wait_for(self, state: ChipState) -> None:
        """Until this happens at the chip reader."""
        self.qtbot.waitUntil(lambda: self.state is state)

    def answer(self, name: str) -> None:
        """The officer presses a button, once it can be pressed."""
        self.qtbot.waitUntil(find(self.window, QPushButton, name).isEnabled)
        press(self.window, name)

    def said(self, name: str) -> str:
        """The words of a label, '' while it is hidden."""
        found = find(self.window, QLabel, name)
        return found.text() if found.isVisible() else ''


@contextmanager
def chip_desk(folder: Path, qtbot: QtBot, *, face: str = '', camera: str = '', printer: str = '') -> Iterator[ChipDesk]:
    """A window with a dossier open, and the reader listening."""
    port = free_port()
    roots = authority().write(folder / 'roots')
    counter = counter_of(
        folder, printer, chip_reader=f'vpcd:127.0.0.1:{port}?roots={roots}', face_camera=face, camera=camera
    )
    clock = counter.opened.clock
    assert isinstance(clock, FixedClock)
    # to when the authority's cards are read: an expired signer expired the day before
    clock.forward(NOW - clock.now())
    counter.start_devices()
    window = opened_window(counter, qtbot)
    began(window, qtbot)
    desk = ChipDesk(counter, window, qtbot, ('127.0.0.1', port))
    desk.wait_for(ChipState.WAITING)
    try:
        yield desk
    finally:
        for card in desk.cards:
            card.remove()
        window.close()
        counter.close()


def typed_can(desk: ChipDesk, can: str) -> None:
    """The officer types six digits and Enter."""
    desk.wait_for(ChipState.ASKING)
    line = find(desk.window, QLineEdit, 'chip-can')
    desk.qtbot.waitUntil(line.hasFocus)
    line.setText(can)
    QTest.keyClick(line, Qt.Key.Key_Return)


def facts_of(desk: ChipDesk) -> list[object]:
    """What the books hold of the person."""
    desk.qtbot.waitUntil(lambda: desk.counter.work.store_jobs.is_idle)
    connection = desk.counter.store.connect()
    found = [one.body for one in chain.facts(connection) if isinstance(one.body, ApplicantIdentified | FaceCompared)]
    connection.close()
    return found


def proof_of(desk: ChipDesk) -> Proof | None:
    """How the applicant was established, None before there is one."""
    known = at_desk(desk.window).applicant
    return known.proof if known is not None else None
