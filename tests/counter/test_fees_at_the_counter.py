"""Money at the desk: what is published unclearly is typed, never taken for zero; what came in is written down."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QSpinBox
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.fees import FeeEntry, lines_of, read_money
from counter.models.steps import StepName
from counter.views.qr_picture import QrPicture
from counter.views.style import style_sheet
from counter.views.window import CounterWindow
from office.catalogue.rules import fee_rules
from office.centre import CentreSettings
from office.errors import Refusal
from office.papers import PayMethod
from office.procedure import FeeNote
from office.vietqr import parse
from qtkit.theme import LIGHT, font_family
from tests.counter.workstation import at_desk, began, counter_of, find, identified, opened_window, press

SINGLE = '1.004873'
CERTIFIED_COPY = '2.000815'
DAY = date(2026, 11, 25)


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Counter]:
    """A counter of a centre that takes transfers."""
    running = counter_of(tmp_path, centre=CentreSettings(bank_bin='970415', bank_account='113366668888'))
    yield running
    running.close()


def fees_of(window: CounterWindow, qtbot: QtBot, procedure: str) -> None:
    """The fees of an identified applicant's dossier are looked at."""
    began(window, qtbot, procedure)
    identified(window, qtbot)
    find(window, QPushButton, 'step-fees').click()


@pytest.mark.parametrize(
    ('text', 'amount'), [('8000', 8000), ('8.000 đ', 8000), ('1.500.000₫', 1500000), ('', None), ('tám', None)]
)
def test_money_is_read_as_it_is_typed(text: str, amount: int | None) -> None:
    assert read_money(text) == amount


def test_a_fee_said_only_in_words_is_never_zero() -> None:
    """Without an amount nothing is assessed; with one it is; an exemption without a percentage asks for the rest."""
    note = FeeNote(code='', kind='SERVICE_FEE', amount=0, text='do Hội đồng nhân dân quyết định')
    with pytest.raises(Refusal, match=r'fee\.unclear'):
        lines_of([FeeEntry(note=note, amount=None, count=1)], None, on=DAY, field='Hộ tịch')
    (line,) = lines_of([FeeEntry(note=note, amount=15000, count=2)], None, on=DAY, field='Hộ tịch')
    assert (line.amount, line.due, line.name) == (30000, 30000, "Lệ phí")
    poor = next(rule for rule in fee_rules() if rule.code == 'civil_poor')
    (line,) = lines_of([FeeEntry(note=note, amount=15000, count=1)], poor, on=DAY, field='Hộ tịch')
    assert (line.due, 'hộ nghèo' in line.exemption) == (0, True)
    elderly = next(rule for rule in fee_rules() if rule.code == 'elderly')
    with pytest.raises(Refusal, match=r'fee\.stated'):
        lines_of([FeeEntry(note=note, amount=15000, count=1)], elderly, on=DAY, field='Hộ tịch')
    with pytest.raises(Refusal, match=r'fee\.none_chosen'):
        lines_of([FeeEntry(note=note, amount=15000, count=0)], None, on=DAY, field='Hộ tịch')


def test_a_fee_is_typed_assessed_and_collected_by_transfer(bank: Counter, qtbot: QtBot) -> None:
    """The text is shown, the amount typed; the QR asks for exactly what is left, and proves nothing."""
    window = opened_window(bank, qtbot)
    fees_of(window, qtbot, SINGLE)
    assess = find(window, QPushButton, 'assess')
    assert not assess.isEnabled()
    assert 'chỉ ghi bằng chữ' in find(window, QLabel, 'fee-sum').text()
    find(window, QLineEdit, 'fee-amount-1').setText('15.000')
    assert find(window, QLabel, 'fee-sum').text() == "Phải nộp: 15.000 đ (mười lăm nghìn đồng)"
    press(window, 'assess')
    qtbot.waitUntil(lambda: at_desk(window).fee_due == 15000)
    find(window, QRadioButton, 'pay-transfer').setChecked(True)
    asked = parse(find(window, QrPicture, 'vietqr').payload)
    assert (asked.amount, asked.account) == (15000, '113366668888')
    find(window, QLineEdit, 'pay-reference').setText('FT2632901')
    press(window, 'collect')
    qtbot.waitUntil(lambda: at_desk(window).fee_paid == 15000)
    (payment,) = at_desk(window).payments
    assert (payment.method, payment.reference) == (PayMethod.TRANSFER, 'FT2632901')
    assert not find(window, QPushButton, 'collect').isVisible()
    window.close()


def test_an_exemption_is_chosen_with_its_reason(window: CounterWindow, qtbot: QtBot) -> None:
    """The reason of the rule is written into the dossier, and nothing is left to collect."""
    fees_of(window, qtbot, SINGLE)
    find(window, QLineEdit, 'fee-amount-1').setText('15000')
    box = find(window, QComboBox, 'exemption')
    box.setCurrentIndex(next(at for at in range(box.count()) if 'hộ nghèo' in box.itemText(at)))
    press(window, 'assess')
    qtbot.waitUntil(lambda: bool(at_desk(window).fees))
    (line,) = at_desk(window).fees
    assert (line.amount, line.due) == (15000, 0)
    assert 'Luật Hộ tịch' in line.exemption
    assert find(window, QLabel, 'about-fees').toolTip() == "không thu"


def test_pages_are_counted_and_a_scale_in_words_may_be_typed(window: CounterWindow, qtbot: QtBot) -> None:
    """Two certified pages at the published price of one; from the third on the text has another price."""
    fees_of(window, qtbot, CERTIFIED_COPY)
    find(window, QSpinBox, 'fee-count-1').setValue(2)
    press(window, 'assess')
    qtbot.waitUntil(lambda: at_desk(window).fee_due == 4000)
    press(window, 'assess-again')
    find(window, QSpinBox, 'fee-count-1').setValue(1)
    find(window, QLineEdit, 'fee-amount-1').setText('5.000')
    press(window, 'assess')
    qtbot.waitUntil(lambda: at_desk(window).fee_due == 5000)
    press(window, 'collect')
    qtbot.waitUntil(lambda: at_desk(window).fee_paid == 5000)
    assert at_desk(window).payments[0].method is PayMethod.CASH


def test_a_published_zero_is_called_so_and_its_count_can_be_read(window: CounterWindow, qtbot: QtBot) -> None:
    """Zero is not "nothing published", and the box of the count has room for its number."""
    window.setStyleSheet(style_sheet(LIGHT, font_family()))
    fees_of(window, qtbot, '1.001193')
    fees = next(step for step in window.dossier.steps if step.name is StepName.FEES)
    assert fees.reason == 'fee_zero'
    count = find(window, QSpinBox, 'fee-count-1')
    assert count.lineEdit().width() >= count.fontMetrics().horizontalAdvance('999')
