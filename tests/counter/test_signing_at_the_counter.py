"""Scans signed at the counter with the officer's token, and what received files' signatures prove beside the page."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.steps import StepName
from counter.views.dossier_table import DossierTable
from counter.views.pin_dialog import PinDialog
from counter.views.window import CounterWindow
from counter.words import use_language
from devices.signer.emulator.soft_token import PIN, SoftToken
from office.desk.province import ProvinceWord
from office.judgement import Judgement
from office.papers import Component, ResultFile
from tests.counter.capture_bench import Bench, model_of
from tests.counter.test_keys import assert_keys
from tests.counter.workstation import at_desk, find, identified, judged, press, told
from tests.devices.signing_bench import page, pdfsig, saved, signed_by, thrown, token
from tests.offices import FixedClock, SequenceIds
from tests.qtkit.sheets import DECLARATION

__all__ = ['token']

WAIT_MS = 30_000


@pytest.fixture
def signing(bench: Bench, token: SoftToken) -> Iterator[Bench]:
    """A counter with a token."""
    bench.signer, bench.roots = token.address, str(token.roots)
    return bench


def dialog(window: CounterWindow) -> PinDialog | None:
    """The question for the PIN, if it is asked."""
    found = window.findChild(PinDialog)
    return found if found is not None and found.isVisible() else None


def asked(window: CounterWindow, qtbot: QtBot) -> PinDialog:
    """The scans are to be signed, and the PIN is asked."""
    press(window, 'sign-scans')
    qtbot.waitUntil(lambda: dialog(window) is not None, timeout=WAIT_MS)
    found = dialog(window)
    assert found is not None
    return found


def give(question: PinDialog, pin: str) -> None:
    """Type a PIN and press Enter."""
    line = find(question, QLineEdit, 'pin')
    line.setText(pin)
    QTest.keyClick(line, Qt.Key.Key_Return)


def declaration(window: CounterWindow) -> Component:
    """The paper that is scanned."""
    return at_desk(window).component(DECLARATION)


def scanned(signing: Bench) -> CounterWindow:
    """A dossier with one scanned paper, ready to be received but for its signature."""
    window = signing.scanned(0)
    identified(window, signing.qtbot)
    for code in [part.listed.code for part in at_desk(window).components if part.listed.code != DECLARATION]:
        window.dossier.choose(code)
        judged(window, signing.qtbot, 'seen')
    window.intake.look_at(StepName.FINISH)
    return window


def until(qtbot: QtBot, happens: Callable[[], bool]) -> None:
    qtbot.waitUntil(happens, timeout=WAIT_MS)


def test_a_pin_once_and_what_was_signed_is_what_is_received(signing: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    """Wrong first, then right; a page more makes the signature void, and the second signature asks for no PIN."""
    window = scanned(signing)
    assert_keys(window, 'to be signed')
    question = asked(window, qtbot)
    assert find(question, QLabel, 'pin-whose').text() == "Lê Thị Lan – UBND xã Mẫu"
    assert not find(question, QLabel, 'pin-other').isVisible()
    give(question, '000000')
    until(qtbot, lambda: find(question, QLabel, 'pin-told').text().startswith("PIN sai, lần thứ 1."))
    assert find(question, QLineEdit, 'pin').text() == ''
    give(question, PIN)
    until(qtbot, lambda: told(window) == "Đã ký số 1 bản quét.")
    first = declaration(window).signed
    assert first is not None
    assert (first.signature.holder, first.signature.stamped_at) == ("Lê Thị Lan", None)
    assert_keys(window, 'signed')
    signing.lay(1)
    window.dossier.choose(DECLARATION)
    press(window, 'scan')
    until(qtbot, lambda: len(declaration(window).pages) == 2 and declaration(window).signed is None)
    press(window, 'sign-scans')
    until(qtbot, lambda: declaration(window).signed is not None)
    assert dialog(window) is None
    second = declaration(window).signed
    assert second is not None
    press(window, 'accept')
    until(qtbot, lambda: at_desk(window).received_at is not None)
    (file,) = at_desk(window).files
    assert file == second.file
    content = signing.counters[0].store.pages().get(file.digest)
    assert 'Signature is Valid' in pdfsig(saved(content, tmp_path))


def test_locking_forgets_the_pin(signing: Bench, qtbot: QtBot) -> None:
    """As logging out and closing do: the window hides."""
    window = scanned(signing)
    give(asked(window, qtbot), PIN)
    work = signing.counters[0].work
    until(qtbot, lambda: declaration(window).signed is not None)
    assert work.signing.is_open
    window.hide()
    until(qtbot, lambda: not work.signing.is_open)


def test_a_token_pulled_out_or_absent_is_said_and_nothing_is_lost(
    signing: Bench, token: SoftToken, qtbot: QtBot
) -> None:
    """Absent before the PIN is asked; pulled out after it was given; put off; the dossier is received unsigned."""
    window = scanned(signing)
    with thrown(token, 'removed'):
        press(window, 'sign-scans')
        until(qtbot, lambda: told(window).startswith("Chưa cắm thiết bị ký số."))
    question = asked(window, qtbot)
    press_in(question, 'put-off-pin')
    until(qtbot, lambda: find(window, QPushButton, 'sign-scans').isEnabled())
    question = asked(window, qtbot)
    find(question, QLineEdit, 'pin').setText(PIN)
    with thrown(token, 'locked'):
        press_in(question, 'give-pin')
        until(qtbot, lambda: told(window).startswith("Thiết bị ký số đã khóa"))
    assert declaration(window).signed is None
    press(window, 'accept')
    until(qtbot, lambda: at_desk(window).received_at is not None)
    assert find(window, QLabel, 'signing-state').text() == "1 bản quét chưa ký số."
    assert not find(window, QPushButton, 'sign-scans').isVisible()


def press_in(question: PinDialog, name: str) -> None:
    """Press a button of the question."""
    find(question, QPushButton, name).click()


def test_the_token_is_tried_on_the_devices_page(signing: Bench, token: SoftToken, qtbot: QtBot) -> None:
    """Without its PIN: whose it is and until when, or what is wrong with it."""
    signing.has_scanner = False
    window = signing.start()
    signing.counters[0].start_devices()
    press(window, 'tab-devices')
    qtbot.waitUntil(lambda: window.findChild(QLabel, 'trial-signer') is not None, timeout=WAIT_MS)
    assert_keys(window, 'a token on the devices page')
    press(window, 'try-signer')
    tried = find(window, QLabel, 'trial-signer')
    until(qtbot, lambda: "Đọc được chứng thư của Lê Thị Lan, đến 24/11/2027." in tried.text())
    with thrown(token, 'locked'):
        press(window, 'try-signer')
        until(qtbot, lambda: "Thiết bị ký số đã khóa" in tried.text())


def test_whoever_may_not_sign_is_not_offered_to(bench: Bench, qtbot: QtBot) -> None:
    """No token in the settings; nothing says anything of signatures."""
    window = scanned(bench)
    assert not find(window, QPushButton, 'sign-scans').isVisible()


def test_received_files_signatures_are_judged_beside_the_page(signing: Bench, token: SoftToken, qtbot: QtBot) -> None:
    """Results as the province sends them; their bytes stay as they came, and what is said goes with the file."""
    good = signed_by(token.officer, page())
    cases = {
        "Chữ ký hợp lệ – UBND xã Mẫu": good,
        "Nội dung ĐÃ BỊ SỬA sau khi ký.": good.replace(b'612', b'613', 1),
        "Tệp này không có chữ ký số.": page(),
    }
    window = scanned(signing)
    press(window, 'accept')
    until(qtbot, lambda: at_desk(window).received_at is not None)
    counter = signing.counters[0]
    files = [
        ResultFile(code='KQ', name=f'KQ {at}', digest=counter.store.pages().keep(content), size=len(content))
        for at, content in enumerate(cases.values(), start=1)
    ]
    ProvinceWord(counter.store, SequenceIds(9)).result(
        at_desk(window).code, files, happened_at=counter.work.clock.now()
    )
    press(window, 'tab-results')
    rows = find(window, DossierTable, 'results')
    until(qtbot, lambda: rows.count == 1)
    rows.open_chosen()
    state = find(window, QLabel, 'signature-state')
    for at, (words, content) in enumerate(cases.items(), start=1):
        until(qtbot, lambda at=at: window.findChild(QPushButton, f'view-result-{at}') is not None)
        press(window, f'view-result-{at}')
        until(qtbot, lambda words=words: state.text().startswith(words))
        assert state.isVisible()
        assert window.paper._content == content
    assert_keys(window, 'a result and who signed it')
    press(window, 'close-paper')
    assert not state.isVisible()


def test_a_file_that_a_citizen_brings_signed_is_hers(
    signing: Bench, token: SoftToken, qtbot: QtBot, tmp_path: Path
) -> None:
    """Shown with what its signature proves, and not offered to be signed again."""
    signing.has_scanner = False
    window = signing.opened()
    content = signed_by(token.officer, page())
    window.dossier.choose(DECLARATION)
    model_of(window).files.add([saved(content, tmp_path)])
    until(qtbot, lambda: bool(declaration(window).pages) and not model_of(window).files.is_taking)
    window.intake.look_at(StepName.FINISH)
    assert not find(window, QPushButton, 'sign-scans').isVisible()
    press(window, 'page-zoom')
    state = find(window, QLabel, 'signature-state')
    until(qtbot, lambda: state.text().startswith("Chữ ký hợp lệ – UBND xã Mẫu"))
    assert window.paper._content == content


def test_what_was_found_when_a_file_came_stands_beside_what_is_true_now(
    signing: Bench, token: SoftToken, qtbot: QtBot, tmp_path: Path
) -> None:
    """Valid when it was brought; at another start, a year and a half later, its certificate is over."""
    signing.has_scanner = False
    window = signing.opened()
    window.dossier.choose(DECLARATION)
    model_of(window).files.add([saved(signed_by(token.officer, page()), tmp_path)])
    until(qtbot, lambda: bool(declaration(window).pages) and not model_of(window).files.is_taking)
    counter, known, digest = signing.counters[0], at_desk(window).id, declaration(window).pages[0].digest
    counter.work.judging.start()
    until(qtbot, lambda: judgement(counter, known, digest) is not None)
    window.close()
    second = signing.start()
    clock = signing.counters[1].opened.clock
    assert isinstance(clock, FixedClock)
    clock.forward(timedelta(days=500))
    second.dossier.open(known)
    until(qtbot, lambda: second.dossier.dossier is not None)
    second.dossier.choose(DECLARATION)
    state = find(second, QLabel, 'signature-state')
    try:
        for language, now, then in (
            (
                'vi',
                "Bây giờ: Chứng thư của người ký đã hết hạn",
                "\nKhi nhận, 24/11/2026 08:00: Chữ ký hợp lệ – UBND xã",
            ),
            (
                'en',
                "Now: The signer's certificate has ended",
                "\nWhen it came, 24/11/2026 08:00: Valid signature – UBND",
            ),
        ):
            use_language(language)
            press(second, 'page-zoom')
            until(qtbot, lambda now=now: state.text().startswith(now))
            assert then in state.text()
            press(second, 'close-paper')
    finally:
        use_language('vi')


def judgement(counter: Counter, dossier: str, digest: str) -> Judgement | None:
    """What the books have of a file."""
    with counter.store.read() as books:
        return books.get_dossier(dossier).judgement_of(digest)
