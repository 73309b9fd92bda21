"""Questions from the portal at the counter: read by all, answered by who supervises, nothing typed lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from counter.app import Counter
from counter.views.window import CounterWindow
from office import facts
from office.officer import Right
from office.question import QuestionState
from sync.questions import listed
from tests.counter.workstation import counter_of, find, opened_window, press


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter that two questions have come to."""
    running = counter_of(tmp_path)
    asked = {'field': '', 'procedure': '1.001193', 'address': '', 'email': '', 'phone': '0900000001'}
    with running.store.change('courier') as books:
        for number, text in (('901', "Đăng ký khai sinh cần giấy gì?"), ('902', "Chiều thứ bảy có làm việc không?")):
            body = facts.QuestionAsked(**asked, name="Nguyễn Thị Mẫu", text=text)
            books.record(f'question:{number}', body)
    yield running
    running.close()


def may_supervise(counter: Counter) -> None:
    """The officer gets the right."""
    with counter.store.change('system') as books:
        officer = books.find_officer('lan')
        assert officer is not None
        rights = (Right.RECEIVE.value, Right.SUPERVISE.value)
        books.record(officer.id, facts.OfficerRevised(login='lan', rights=rights, is_shut=False))


def opened_questions(window: CounterWindow, qtbot: QtBot) -> QDialog:
    """The dialogue with its list."""
    press(window, 'tab-outbox')
    press(window, 'questions')
    found = find(window, QDialog, 'questions')
    qtbot.waitUntil(lambda: find(found, QListWidget, 'question-list').count() == 2)
    return found


def test_an_answer_is_typed_kept_and_sent(counter: Counter, qtbot: QtBot) -> None:
    """Half of it survives another question and a closed dialogue; sent, it can't be written over."""
    may_supervise(counter)
    window = opened_window(counter, qtbot)
    dialog = opened_questions(window, qtbot)
    rows, answer = find(dialog, QListWidget, 'question-list'), find(dialog, QPlainTextEdit, 'question-answer')
    rows.setCurrentRow(0)
    assert "khai sinh" in find(dialog, QLabel, 'question-text').text()
    assert '0900000001' not in find(dialog, QLabel, 'question-about').text()
    answer.setPlainText("Giấy chứng sinh")
    rows.setCurrentRow(1)
    assert answer.toPlainText() == ''
    rows.setCurrentRow(0)
    qtbot.waitUntil(lambda: answer.toPlainText() == "Giấy chứng sinh")
    dialog.reject()
    # one that is closed doesn't go on listening
    qtbot.waitUntil(lambda: not isValid(dialog))
    press(window, 'questions')
    again = find(window, QDialog, 'questions')
    rows, answer = find(again, QListWidget, 'question-list'), find(again, QPlainTextEdit, 'question-answer')
    qtbot.waitUntil(lambda: rows.count() == 2)
    rows.setCurrentRow(1)
    rows.setCurrentRow(0)
    qtbot.waitUntil(lambda: answer.toPlainText() == "Giấy chứng sinh")
    find(again, QPushButton, 'send-answer').click()
    qtbot.waitUntil(lambda: any(one.state is QuestionState.ANSWERED for one in listed(counter.store)))
    qtbot.waitUntil(lambda: not find(again, QPushButton, 'send-answer').isVisible())
    assert answer.isReadOnly()
    window.close()


def test_who_may_not_supervise_reads(counter: Counter, qtbot: QtBot) -> None:
    """Locking the counter closes what is read."""
    window = opened_window(counter, qtbot)
    dialog = opened_questions(window, qtbot)
    find(dialog, QListWidget, 'question-list').setCurrentRow(0)
    assert not find(dialog, QPushButton, 'send-answer').isVisible()
    assert find(dialog, QPlainTextEdit, 'question-answer').isReadOnly()
    window.close()
