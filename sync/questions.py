"""Questions that people ask the centre through the portal: pulled now and then, answered through the outbox."""

from collections.abc import Mapping
from datetime import timedelta

from office import facts
from office.desk.province import COURIER
from office.question import Question, QuestionState
from sync import cursors, merged, rows
from sync.connection import telling
from sync.lanes import Item
from sync.province.protocol import JSON, Province
from sync.province.record import moment, read_moment
from sync.store import Store

# an answer takes an officer hours; the portal needn't be asked more often than this
EVERY = timedelta(minutes=5)
_PULLED = 'questions'


def pull(store: Store, province: Province) -> bool:
    """Write down what was asked since, and what was answered elsewhere; whether the province was asked.

    Raises:
        Refusal, Trouble: as the province.
    """
    last = cursors.at(store, _PULLED)
    if last is not None and timedelta(0) <= store.clock.now() - last < EVERY:
        return False
    for one in province.questions():
        _hear(store, province, one)
    with store.change(COURIER) as books:
        cursors.put(books, _PULLED, '')
    return True


def listed(store: Store) -> list[Question]:
    """Every question: those that wait for an answer first, the oldest on top, then the answered, the newest on top."""
    connection = store.connect(reads_only=True)
    try:
        with telling():
            waiting = rows.select(connection, Question, "WHERE state = 'open' ORDER BY asked_at, id")
            done = rows.select(connection, Question, "WHERE state <> 'open' ORDER BY asked_at DESC, id LIMIT 200")
    finally:
        connection.close()
    return [*waiting, *done]


def answer_record(store: Store, item: Item, unit: str) -> dict[str, JSON]:
    """The one entry of a DongBoKetQuaHoiDapGuiTuDVCQG call."""
    with store.read() as books:
        row, fact = merged.as_it_stood(books.connection, item.subject, item.fact)
        officer = merged.enrolled(books.connection, fact.actor) if fact is not None else None
    if not isinstance(row, Question) or fact is None:
        raise RuntimeError('an item of the lane answers follows from an answer')
    return {
        'HOIDAPID': row.number,
        'MADONVI': unit,
        'NGUOITRALOI': officer.name if officer is not None else '',
        'CHUCVUNGUOITRALOI': officer.position if officer is not None else '',
        'NGAYTRALOI': moment(fact.at),
        'NOIDUNGTRALOI': row.answer,
    }


def _hear(store: Store, province: Province, said: Mapping[str, JSON]) -> None:
    number, text = _text(said, 'HOIDAPID'), _text(said, 'NOIDUNG')
    if not number or not text:
        return
    subject = f'question:{number}'
    with store.read() as books:
        known = rows.read(books.connection, Question, subject)
    # the portal's own number of an answer: there is one, ours or another's
    is_answered = _text(said, 'TRALOIID') != ''
    if known is None and not is_answered:
        with store.change(COURIER) as books:
            books.record(subject, _asked(said, text))
    elif known is not None and is_answered and known.state is QuestionState.OPEN:
        answer = province.answer_to(number)
        with store.change(COURIER) as books:
            books.record(subject, facts.QuestionClosed(text=answer))


def _asked(said: Mapping[str, JSON], text: str) -> facts.QuestionAsked:
    return facts.QuestionAsked(
        field=_text(said, 'MALINHVUC'),
        procedure=_text(said, 'MATTHCDP'),
        name=_text(said, 'HOVATEN'),
        address=_text(said, 'DIACHI'),
        email=_text(said, 'THUDIENTU'),
        phone=_text(said, 'SODIENTHOAI'),
        text=text,
        asked_at=read_moment(_text(said, 'NGAYHOI')),
    )


def _text(said: Mapping[str, JSON], name: str) -> str:
    value = said.get(name)
    return '' if value is None else str(value).strip()
