"""What the province is owed, on the officer's screen: each item with who can act, and sent again only by who may."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.health_model import Mood
from counter.models.outbox_model import lines_of
from counter.models.owing import OwedItem
from counter.models.work import Shift
from counter.outbox_texts import ANSWERS, STATES, WHAT, WHO
from counter.views.window import CounterWindow
from office import facts
from office.errors import Refusal
from office.officer import Right
from sync import texts
from sync.status import Crossed, LaneState, Owed, Status, status
from tests.counter.workstation import PASSWORD, accepted, at_desk, find, opened_window, press, told

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
ITEM = Owed(
    item='i1',
    subject='d1',
    lane='facts',
    state='waiting',
    what='DossierAccepted',
    dossier='H99.12-261125-0001',
    since=NOW - timedelta(minutes=2),
    tries=1,
    answer='',
    said='',
    next_at=NOW,
    who='nobody',
)
QUIET = Status(
    **{
        # what the screen does not read may be anything
        **dict.fromkeys(field.name for field in fields(Status)),
        'running': True,
        'unsent': {},
        'strays': 0,
        'uncoded': 0,
        'twin': False,
        'lanes': (),
        'items': (),
    }
)
BUSY = replace(QUIET, unsent={'facts.waiting': 2, 'pages.sending': 1}, items=(ITEM,))
OLD = replace(ITEM, since=NOW - timedelta(minutes=11))


def lane(answer: str, *, ahead_s: int | None = None) -> LaneState:
    """A lane that rests because of an answer; '' for one that goes."""
    rest = NOW + timedelta(minutes=1) if answer else None
    heard = NOW - timedelta(hours=1)
    return LaneState(
        lane='facts', answer=answer, tries=3, tried_at=NOW, heard_at=heard, rest_until=rest, ahead_s=ahead_s
    )


@pytest.mark.parametrize(
    ('standing', 'told_of'),
    [
        (QUIET, [(Mood.WELL, "Tỉnh đã xác nhận mọi việc của máy này.")]),
        (BUSY, [(Mood.WELL, "3 mục đang chờ gửi, cũ nhất từ 25/11/2026 07:58. Máy tự gửi.")]),
        (replace(BUSY, items=(OLD,)), [(Mood.WARN, "3 mục đang chờ gửi")]),
        (replace(QUIET, running=False), [(Mood.BAD, "Chương trình gửi chưa chạy. Gọi người quản trị")]),
        (
            replace(BUSY, running=False),
            [(Mood.BAD, "Chương trình gửi chưa chạy: 3 mục nằm an toàn ở máy này.")],
        ),
        (
            replace(BUSY, unsent={'facts.parked': 2, 'facts.waiting': 3}, items=(OLD,)),
            [(Mood.BAD, "2 mục chờ người xử lý"), (Mood.WARN, "3 mục đang chờ gửi")],
        ),
        (
            replace(BUSY, lanes=(lane('province.unreachable'),)),
            [(Mood.WARN, "Tỉnh chưa trả lời, lần cuối 25/11/2026 07:00. 3 mục nằm an toàn ở đây")],
        ),
        (replace(BUSY, lanes=(lane('province.auth'),)), [(Mood.BAD, "Tỉnh không cho máy này kết nối; 3 mục")]),
        (
            replace(QUIET, lanes=(lane('', ahead_s=-300),)),
            [(Mood.WARN, "Đồng hồ máy này chậm 5 phút so với tỉnh.")],
        ),
        (replace(QUIET, twin=True, uncoded=2), [(Mood.BAD, "Máy này dừng gửi"), (Mood.WELL, "2 hồ sơ còn số tạm")]),
        (
            replace(QUIET, centre=lane('centre.gone')),
            [(Mood.WARN, "Máy chủ của trung tâm không trả lời; hồ sơ chưa lên tỉnh được.")],
        ),
        (
            replace(QUIET, crossed=(Crossed(about='A017', what='TicketCalled', void=True, device='Q2', at=NOW),)),
            [(Mood.WARN, "Hai máy cùng làm một việc lúc mất máy chủ: A017.")],
        ),
        (replace(QUIET, strays=1), [(Mood.WARN, "1 tin của tỉnh về hồ sơ không có ở máy này.")]),
    ],
)
def test_how_it_stands_is_said_to_a_head_of_centre(standing: Status, told_of: list[tuple[Mood, str]]) -> None:
    """The worst first; whether anything is lost, and who acts."""
    lines = lines_of(standing, NOW)
    assert [(line.mood, line.words.startswith(words)) for line, (_mood, words) in zip(lines, told_of, strict=True)] == [
        (mood, True) for mood, _words in told_of
    ]


def test_all_that_the_courier_can_say_has_an_officers_words() -> None:
    """In both languages, and every answer is a sentence."""
    assert set(texts.ANSWERS) <= set(ANSWERS)
    assert set(texts.WHO) == set(WHO)
    assert set(texts.WHAT) <= set(WHAT)
    assert set(texts.STATES) == set(STATES)
    for pair in ANSWERS.values():
        assert [words.endswith('.') for words in pair] == [True, True]


def parked(window: CounterWindow, counter: Counter, qtbot: QtBot) -> OwedItem:
    """A reception that the province refused, looked at on the screen."""
    accepted(window, qtbot)
    known = at_desk(window)
    (item,) = status(counter.store).items
    with counter.store.change('system') as books:
        books.record(
            known.id, facts.ProvinceRefusal(item=item.item, code='province.refused', message='Thiếu số định danh')
        )
    press(window, 'tab-outbox')
    table = find(window, QTableWidget, 'outbox')
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    shown = window.outbox_page.chosen
    assert shown is not None
    return shown


def test_a_refused_item_says_why_and_who_can_act(window: CounterWindow, counter: Counter, qtbot: QtBot) -> None:
    """An officer without the right to supervise sees it all, and can open the dossier; nothing is sent again."""
    item = parked(window, counter, qtbot)
    about = find(window, QLabel, 'outbox-about').text()
    assert about.startswith("Tỉnh từ chối.")
    assert "Ai xử lý: Cán bộ tiếp nhận." in about
    assert find(window, QLabel, 'outbox-said').text() == "Tỉnh trả lời: Thiếu số định danh"
    assert find(window, QLabel, 'outbox-why').isVisible()
    assert not find(window, QPushButton, 'resend').isEnabled()
    window.outbox.resend(item)
    qtbot.waitUntil(lambda: told(window).startswith("Tài khoản này không được giao việc đó."))
    with pytest.raises(Refusal, match=r'officer\.right'):
        counter.work.resending.resend(item.subject, item.item, window.shift.officer.id)
    window.dossier.clear()
    press(window, 'open-owed')
    qtbot.waitUntil(lambda: window.dossier.dossier is not None and at_desk(window).id == item.subject)


def test_who_may_supervise_has_it_sent_again(counter: Counter, qtbot: QtBot) -> None:
    """By a key and her own name; once it goes again there is nothing to resend."""
    first = opened_window(counter, qtbot)
    head = counter.work.supervising.enrol(
        'truong', 'Phạm Văn Trưởng', PASSWORD, position='', agency='', rights=tuple(Right), by='system'
    )
    window = CounterWindow(Shift(work=counter.work, officer=head))
    qtbot.addWidget(window)
    item = parked(first, counter, qtbot)
    first.close()
    window.show()
    press(window, 'tab-outbox')
    resend = find(window, QPushButton, 'resend')
    qtbot.waitUntil(resend.isEnabled)
    press(window, 'resend')
    qtbot.waitUntil(lambda: not resend.isEnabled())
    (again,) = status(counter.store).items
    assert (again.item, again.state, again.tries) == (item.item, 'waiting', 0)
    with pytest.raises(Refusal, match=r'outbox\.not_parked'):
        counter.work.resending.resend(item.subject, item.item, head.id)
