"""A counter opens a dossier that another machine of its centre took in: its pages come from there, or say why not."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import img2pdf
import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter, Opened, capture_panel
from counter.config import CounterConfig
from counter.models import page_album
from counter.settings import CounterSettings
from counter.views.window import CounterWindow
from devices.settings import DeviceSettings
from office import facts
from office.centre import CentreSettings
from office.officer import Right
from office.papers import PageRef
from sync.centre import asking
from sync.centre.page_sharing import PageSharing
from sync.centre.shelf import Seal, Shelf
from tests.counter.workstation import PASSWORD, find, logged_in
from tests.sync.centre.machines import Centre, Machine
from tests.sync.centre.servers import Server
from tests.sync.contract_ledger import accepted, identified, opened

NUMBER = '001199000001'


def _page() -> bytes:
    """A page as the scanner's driver makes it."""
    return bytes(img2pdf.convert(cv2.imencode('.png', np.full((400, 300), 128, np.uint8))[1].tobytes()))


def _share(machine: Machine) -> None:
    machine.exchange()
    pages = PageSharing(machine.store, Shelf(machine.connection, Seal.of(Path(machine.store.settings.centre_key))))
    pages.put()
    pages.take_list()


@pytest.fixture
def counter(trung_tam_rieng: Centre) -> Iterator[Counter]:
    """The counter of the second machine."""
    machine = trung_tam_rieng.machine('Q2', seeded=True)
    config = CounterConfig(
        centre=CentreSettings(),
        store=machine.store.settings,
        devices=DeviceSettings(),
        counter=CounterSettings(name='2'),
    )
    running = Counter(config, Opened(config, clock=machine.store.clock, ids=machine.store.ids))
    running.work.supervising.enrol(
        'lan', 'Lê Thị Lan', PASSWORD, position='', agency='', rights=tuple(Right), by='system'
    )
    yield running
    running.close()


def test_the_pages_of_another_machine_come_when_the_dossier_is_opened(
    trung_tam_rieng: Centre, may_chu: Server, counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First without the server: the place of the page says where it is; then by itself."""
    monkeypatch.setattr(page_album, 'AGAIN_MS', 50)
    monkeypatch.setattr(asking, '_REST_S', 0.2)
    one, other = trung_tam_rieng.machine('Q1', seeded=True), trung_tam_rieng.machine('Q2')
    content = _page()
    digest = one.store.pages().keep(content)
    one.record('dossier:1', opened())
    one.record('dossier:1', facts.PageAdded(component='a', page=PageRef(digest=digest, size=len(content), source='x')))
    for machine in (one, other):
        _share(machine)
    may_chu.stop()
    shift = logged_in(counter, qtbot)
    made = CounterWindow(shift, capture_panel)
    qtbot.addWidget(made)
    made.show()
    made.dossier.open('dossier:1')
    qtbot.waitUntil(lambda: made.dossier.dossier is not None)
    made.dossier.choose('a')
    hint = find(made, QLabel, 'page-picture')
    qtbot.waitUntil(lambda: 'Q1' in hint.text())
    qtbot.waitUntil(lambda: "chưa trả lời" in hint.text())
    may_chu.start()
    qtbot.waitUntil(lambda: not hint.pixmap().isNull())
    assert other.store.pages().get(digest) == content
    made.close()


def test_what_another_counter_digitised_is_used_again(trung_tam_rieng: Centre, counter: Counter, qtbot: QtBot) -> None:
    """Offered for the same person's next dossier, fetched when it is taken, and then named by that dossier too."""
    one, other = trung_tam_rieng.machine('Q1', seeded=True), trung_tam_rieng.machine('Q2')
    content = _page()
    page = PageRef(digest=one.store.pages().keep(content), size=len(content), source='x')
    one.record('dossier:1', opened(), facts.PageAdded(component='a', page=page))
    one.record('dossier:1', identified("Nguyễn Thị Mẫu", NUMBER), accepted('000.12.34.H99-261124-0001'))
    other.record('dossier:2', opened(), identified("Nguyễn Thị Mẫu", NUMBER))
    for machine in (one, other):
        _share(machine)
    made = CounterWindow(logged_in(counter, qtbot), capture_panel)
    qtbot.addWidget(made)
    made.show()
    made.dossier.open('dossier:2')
    qtbot.waitUntil(lambda: made.dossier.dossier is not None)
    made.dossier.choose('a')
    again = find(made, QPushButton, 'reuse')
    qtbot.waitUntil(again.isVisible)
    assert not other.store.pages().holds(page.digest)
    again.click()
    qtbot.waitUntil(lambda: bool(made.dossier.dossier and made.dossier.dossier.component('a').pages))
    assert other.store.pages().get(page.digest) == content
    made.close()
