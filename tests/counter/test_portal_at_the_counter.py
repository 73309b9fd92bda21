"""What the portal will refuse is said at the step where the officer can mend it, and what it refused when she looks."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.portal_texts import FIELDS, RULES, portal_sentence
from counter.views.window import CounterWindow
from counter.words import use_language
from office import facts
from office.desk.province import COURIER
from sync.foreseen import portal_problems
from sync.province.validation import HEADER, LISTS
from tests.counter.workstation import accepted, at_desk, began, find, press


def typed(window: CounterWindow, **texts: str) -> None:
    press(window, 'type-applicant')
    for name, text in texts.items():
        line = find(window, QLineEdit, f'who-{name}')
        line.setText(text)
        line.textEdited.emit(text)
    press(window, 'write-applicant')


def note(window: CounterWindow, step: str) -> str:
    """What is said at a step, '' while its line is hidden."""
    label = find(window, QLabel, f'portal-{step}')
    return label.text() if label.isVisibleTo(window) else ''


def test_a_field_that_the_portal_will_refuse_is_said_at_its_step_until_it_is_mended(
    window: CounterWindow, qtbot: QtBot
) -> None:
    began(window, qtbot)
    typed(window, name='Trần Văn Thử', phone='gọi nhà bên')
    qtbot.waitUntil(lambda: note(window, 'who') != '')
    said = note(window, 'who')
    assert 'Sửa ngay khi công dân còn ở đây' in said
    assert 'Điện thoại: chỉ gồm chữ số, ví dụ 0900000001.' in said
    assert 'Số định danh: còn trống, cổng bắt buộc phải có.' in said
    assert note(window, 'papers') == note(window, 'finish') == ''
    typed(window, number='001199000001', phone='0900 000 001')
    qtbot.waitUntil(lambda: note(window, 'who') == '')


def test_what_the_province_refused_is_shown_with_its_words_where_it_is_looked_at(
    counter: Counter, window: CounterWindow, qtbot: QtBot
) -> None:
    accepted(window, qtbot)
    known = at_desk(window)
    parked(counter, known.id, 'province.refused', 'Hồ sơ 1: SoDienThoai không hợp lệ')
    window.dossier.open(known.id)
    qtbot.waitUntil(lambda: note(window, 'who') != '')
    assert 'Điện thoại: tỉnh từ chối: "Hồ sơ 1: SoDienThoai không hợp lệ".' in note(window, 'who')
    assert 'Gửi lại ở "Gửi tỉnh" (Ctrl+J)' in note(window, 'who')


def parked(counter: Counter, dossier: str, code: str, message: str) -> None:
    with counter.store.read() as books:
        (item,) = books.connection.execute(
            "SELECT id FROM outbox WHERE subject = ? AND lane = 'facts' ORDER BY fact LIMIT 1", (dossier,)
        ).fetchone()
    with counter.store.change(COURIER) as books:
        books.record(dossier, facts.ProvinceRefusal(item=item, code=code, message=message))


@pytest.mark.parametrize(
    ('code', 'message', 'found'),
    [
        (
            'courier.invalid',
            'TaiLieuNop[2].TenTepDinhKem (field.missing); DinhDanhCHS (field.missing)',
            [('TaiLieuNop[2].TenTepDinhKem', 'field.missing'), ('DinhDanhCHS', 'field.missing')],
        ),
        ('province.refused', 'Cơ quan không nhận', [('', 'province.refused')]),
        ('province.key_conflict', '', [('', 'province.key_conflict')]),
        ('pages.missing', 'ab12', [('', 'pages.missing')]),
    ],
)
def test_what_is_parked_names_its_field_where_anybody_named_one(
    counter: Counter, window: CounterWindow, qtbot: QtBot, *, code: str, message: str, found: list[tuple[str, str]]
) -> None:
    accepted(window, qtbot)
    known = at_desk(window)
    parked(counter, known.id, code, message)
    with counter.store.read() as books:
        told = portal_problems(books.connection, known.id, 'UBND xã Mẫu')
    assert [(one.field, one.code) for one in told] == found


def test_a_sentence_names_the_field_as_the_screen_does() -> None:
    assert portal_sentence('TaiLieuNop[2].TenTepDinhKem', 'field.missing', {}, '') == (
        'Giấy tờ 3: còn trống, cổng bắt buộc phải có.'
    )
    long = portal_sentence('TrichYeuHoSo', 'field.long', {'length': 1200, 'longest': 1000}, '')
    assert long == 'Trích yếu hồ sơ: dài 1200 ký tự, cổng chỉ nhận 1000: viết gọn lại.'
    assert portal_sentence('', 'province.refused', {}, 'Sai mã') == 'Tỉnh từ chối: "Sai mã".'
    # a rule or a field that nobody worded is shown as it is, for support to look up
    assert portal_sentence('TruongLa', 'field.moi', {}, '') == 'TruongLa: tỉnh chưa nhận [field.moi].'
    use_language('en')
    try:
        assert portal_sentence('Email', 'field.shape', {}, '') == 'E-mail: is written like name@place.vn.'
    finally:
        use_language('vi')


def test_every_rule_has_its_words_and_every_worded_field_is_the_portals() -> None:
    rules = {'missing', 'shape', 'moment', 'code', 'long', 'kind', 'contradicts'}
    assert {f'field.{one}' for one in rules} <= set(RULES)
    assert set(FIELDS) <= {*HEADER, *LISTS}
