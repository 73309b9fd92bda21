"""Every command has a key, the key stands on it, and in no state do two commands share one."""

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.steps import StepName
from counter.views.dossier_table import DossierTable
from counter.views.window import CounterWindow
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from office.desk.province import ProvinceWord
from office.papers import ResultFile
from tests.counter.capture_bench import Bench, model_of
from tests.counter.workstation import accepted, at_desk, began, find, identified, judged, press, told
from tests.offices import SequenceIds

ARROWS = {'Left': '←', 'Right': '→', 'Up': '↑', 'Down': '↓', 'Return': 'Enter'}
PDF = b'%PDF-1.7 of a test'
PICTURE = b'P5 1 1 255\n\xff'


def shown_key(one: QAbstractButton) -> str:
    """A button's key as keyboards here name it."""
    key = one.shortcut().toString()
    for name, sign in ARROWS.items():
        key = key.replace(name, sign)
    return key


def keyless(window: QWidget) -> list[str]:
    """The commands that may be given now and have no key, or don't show it."""
    return [
        one.objectName() or one.text()
        for kind in (QPushButton, QToolButton)
        for one in window.findChildren(kind)
        if one.isVisible()
        and one.isEnabled()
        and not (one.shortcut().toString() and f'({shown_key(one)})' in one.text())
    ]


def shared(window: QWidget) -> list[str]:
    """The keys that two visible commands or boxes have, pressed or not."""
    keys = [
        one.shortcut().toString()
        for kind in (QPushButton, QToolButton, QCheckBox)
        for one in window.findChildren(kind)
        if one.isVisible() and one.shortcut().toString()
    ]
    return sorted({key for key in keys if keys.count(key) > 1})


def assert_keys(window: CounterWindow, state: str) -> None:
    """Each command that is offered has a key of its own, shown on it."""
    assert (state, keyless(window), shared(window)) == (state, [], [])


def walk_reception(window: CounterWindow, qtbot: QtBot) -> Iterator[str]:
    """The states of a reception, one after the other."""
    yield 'nobody is called'
    press(window, 'call-next')
    qtbot.waitUntil(lambda: window.queue.current is not None)
    yield 'called'
    press(window, 'start')
    qtbot.waitUntil(lambda: find(window, QPushButton, 'finish').isEnabled())
    yield 'being served'
    began(window, qtbot)
    yield 'a dossier is open'
    press(window, 'type-applicant')
    yield 'typing the applicant'
    press(window, 'type-applicant')
    window.dossier.warnings = ('name.half',)
    window.dossier.changed.emit()
    yield 'a warning'
    press(window, 'warnings-seen')
    identified(window, qtbot)
    yield 'papers'
    judged(window, qtbot, 'seen', 'missing', 'seen')
    for step in StepName:
        window.intake.look_at(step)
        yield f'step {step}'


def test_every_command_of_a_reception_has_its_key(bench: Bench) -> None:
    """From an empty desk over a scan to the last step."""
    bench.lay(0, 1)
    window = bench.start()
    bench.counters[0].work.queueing.issue('A', series='A', place='K1')
    for state in walk_reception(window, bench.qtbot):
        assert_keys(window, state)
    window.dossier.choose(at_desk(window).components[0].listed.code)
    press(window, 'scan')
    assert_keys(window, 'scanning')
    bench.qtbot.waitUntil(lambda: len(at_desk(window).components[0].pages) == 2)
    bench.qtbot.waitUntil(lambda: find(window, QPushButton, 'page-remove').isEnabled())
    assert_keys(window, 'scanned')
    page = at_desk(window).components[0].pages[-1]
    model_of(window).album.remember(page.digest, PICTURE, is_blank=True)
    assert find(window, QPushButton, 'blank-remove').isVisible()
    assert_keys(window, 'a blank page')
    for tab in ('tab-outbox', 'tab-dossiers', 'tab-devices'):
        press(window, tab)
        assert_keys(window, f'a blank page at the desk, {tab}')
    window.devices.tickets.rows = (None,)
    window.devices.tickets.changed.emit()
    assert find(window, QPushButton, 'kiosk-tickets-open').isVisible()
    assert_keys(window, 'a blank page at the desk and a ticket at the kiosk')


def test_every_command_of_the_fees_has_its_key(window: CounterWindow, qtbot: QtBot) -> None:
    """Filled in, written down, collected."""
    began(window, qtbot, '1.004873')
    identified(window, qtbot)
    window.intake.look_at(StepName.FEES)
    assert_keys(window, 'fees')
    find(window, QLineEdit, 'fee-amount-1').setText('15.000')
    assert_keys(window, 'an amount')
    press(window, 'assess')
    qtbot.waitUntil(find(window, QPushButton, 'collect').isVisible)
    assert_keys(window, 'assessed')


def test_every_command_after_a_lost_answer_has_its_key(
    window: CounterWindow, counter: Counter, printer: EmulatedPrinter, qtbot: QtBot
) -> None:
    """A receipt whose printing nobody knows of, its A5, the tables, and a result with two files handed over."""
    printer.switches.lose_answer = True
    began(window, qtbot)
    identified(window, qtbot)
    judged(window, qtbot, 'seen', 'seen', 'seen')
    press(window, 'accept')
    qtbot.waitUntil(find(window, QPushButton, 'slip-is-there').isVisible)
    assert_keys(window, 'is the slip there')
    printer.switches.lose_answer = False
    press(window, 'slip-is-there')
    press(window, 'pdf')
    qtbot.waitUntil(lambda: window.paper.pages > 0)
    assert_keys(window, 'the form as A5')
    press(window, 'tab-dossiers')
    qtbot.waitUntil(lambda: find(window, DossierTable, 'dossiers').count == 1)
    assert_keys(window, 'dossiers')
    kept = counter.store.pages().keep(PDF)
    files = [ResultFile(code=code, name=f'Kết quả {code}', digest=kept, size=len(PDF)) for code in ('1', '2')]
    code = at_desk(window).code
    ProvinceWord(counter.store, SequenceIds(9)).result(code, files, happened_at=counter.work.clock.now())
    press(window, 'tab-results')
    qtbot.waitUntil(lambda: find(window, DossierTable, 'results').count == 1)
    assert_keys(window, 'results')
    press(window, 'open-result')
    qtbot.waitUntil(lambda: find(window, QPushButton, 'hand-over').isEnabled())
    assert_keys(window, 'a result')
    find(window, QCheckBox, 'card-seen').setChecked(True)
    printer.switches.lose_answer = True
    press(window, 'hand-over')
    qtbot.waitUntil(find(window, QPushButton, 'slip-is-there-handover').isVisible)
    assert_keys(window, 'handed over')
    assert told(window)


def test_every_command_of_what_is_owed_has_its_key(window: CounterWindow, qtbot: QtBot) -> None:
    """Nothing owed, then a reception that the province was not told yet."""
    press(window, 'tab-outbox')
    assert_keys(window, 'nothing is owed')
    accepted(window, qtbot)
    window.outbox.refresh()
    qtbot.waitUntil(find(window, QPushButton, 'open-owed').isVisible)
    assert_keys(window, 'what is owed')
