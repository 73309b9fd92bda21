"""What people ask centres, and what those answer: the portal's list, one unit's at a time."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.answers import ABSENT, DECLINED, Said
from sync.province.reference.database import add
from sync.province.reference.schema import QUESTION, packed, unpacked


def ask(books: sa.Connection, unit: str, question: Mapping[str, JSON]) -> None:
    """Somebody asks a unit; the same number again is the same question, and keeps its answer."""
    number = str(question['HOIDAPID'])
    add(books, QUESTION, {'number': number, 'unit': unit, 'question': packed(dict(question)), 'answer': ''})


def listed(books: sa.Connection, unit: str) -> list[JSON]:
    """A unit's questions as the portal lists them."""
    found = books.execute(sa.select(QUESTION).where(QUESTION.c.unit == unit).order_by(QUESTION.c.number)).all()
    return [
        {
            **unpacked(row.question),
            'TRANGTHAI': '1' if row.answer else '0',
            'TRALOIID': f'TL-{row.number}' if row.answer else '',
        }
        for row in found
    ]


def answer_of(books: sa.Connection, unit: str, number: str) -> list[JSON]:
    """The answer to one question, none where there is none yet."""
    row = books.execute(sa.select(QUESTION).where((QUESTION.c.number == number) & (QUESTION.c.unit == unit))).first()
    return [unpacked(row.answer)] if row is not None and row.answer else []


def answer(books: sa.Connection, unit: str, records: Sequence[Mapping[str, JSON]]) -> None:
    """Take answers.

    Raises:
        Said: for a question that this unit wasn't asked, or one that has another answer.
    """
    for record in records:
        number = str(record['HOIDAPID'])
        same = (QUESTION.c.number == number) & (QUESTION.c.unit == unit)
        row = books.execute(sa.select(QUESTION).where(same).with_for_update()).first()
        if row is None:
            raise Said(200, ABSENT, f"Câu hỏi {number} không tồn tại")
        if row.answer and row.answer != packed(dict(record)):
            raise Said(200, DECLINED, f"Câu hỏi {number} đã có trả lời")
        books.execute(QUESTION.update().where(same).values(answer=packed(dict(record))))
