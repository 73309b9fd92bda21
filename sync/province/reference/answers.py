"""The province's envelope, and its memory of what it answered to which key."""

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.database import add
from sync.province.reference.schema import ANSWER, RECEIPT, packed, unpacked
from sync.province.validation import FieldProblem

# our own numbers: no public source lists the national ones (portal-contract.md §1.1)
EXISTS, ABSENT, INVALID, UNREADABLE, DECLINED, EXHAUSTED, TWIN = '1', '2', '3', '4', '5', '6', '7'

_WORDS = {
    'field.missing': "thiếu thông tin bắt buộc",
    'field.shape': "sai định dạng",
    'field.moment': "không phải thời điểm yyyyMMddHHmmss",
    'field.code': "không thuộc danh mục mã",
    'field.long': "quá dài",
    'field.kind': "sai kiểu dữ liệu",
    'field.contradicts': "mâu thuẫn với thông tin khác",
}

Envelope = dict[str, JSON]
NO_HEADERS: Mapping[str, str] = {}
# seconds after which a database that was restarted is back; another one for each, so that not all come together
_SOONEST, _LATEST = 2, 10


class Said(Exception):
    """An answer that ends the request at once: its HTTP status, its envelope and its further headers."""

    def __init__(
        self, status: int, code: str, message: str, result: JSON = None, headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        super().__init__(code)
        self.status, self.headers = status, headers
        self.envelope: Envelope = {'error_code': code, 'message': message, 'result': result or {}}


def yes(result: JSON, message: str = "Thành công") -> Envelope:
    """The envelope of a yes."""
    return {'error_code': '0', 'message': message, 'result': result}


def busy(seconds: int) -> Said:
    """The no to what is more than fits now, and after how many seconds to come back."""
    return Said(429, '429', "Bận; chờ theo Retry-After", headers={'Retry-After': str(seconds)})


def closed() -> Said:
    """The no of a province whose database doesn't answer, with the time to come back at."""
    later = {'Retry-After': str(random.randint(_SOONEST, _LATEST))}  # noqa: S311  # spreading, not secrecy
    return Said(503, '503', "Cơ sở dữ liệu chưa sẵn sàng; chờ theo Retry-After", headers=later)


def invalid(found: Sequence[tuple[str, FieldProblem]]) -> Said:
    """The no to a record with wrong fields: each field, which record it is in, and what is wrong."""
    first_code, first = found[0]
    return Said(
        200,
        INVALID,
        f"Hồ sơ {first_code}: {first.field} {_WORDS[first.code]}",
        {'DanhSachLoi': [{'MaHoSo': code, 'Truong': one.field, 'Loi': one.code} for code, one in found]},
    )


def once(engine: sa.Engine, client: str, key: str, body: bytes, work: Callable[[sa.Connection], Envelope]) -> Envelope:
    """Do the work and remember the answer, or give the remembered answer to the same key and body.

    Work and memory are one transaction, durable before anybody hears of it. The key is written first: of two that bear
    it at once, in whichever process, one works and the other waits for what becomes of it.

    Raises:
        Said: 409 when the key came before with another body; whatever the work says no with, which is not remembered.
    """
    digest = hashlib.sha256(body).hexdigest()
    with engine.begin() as books:
        same = (ANSWER.c.client == client) & (ANSWER.c.key == key)
        if key and not add(books, ANSWER, {'client': client, 'key': key, 'digest': digest, 'content': ''}):
            known = books.execute(sa.select(ANSWER.c.digest, ANSWER.c.content).where(same)).one()
            if known.digest != digest:
                raise Said(409, '409', "Khóa này đã dùng cho nội dung khác")
            return unpacked(known.content)
        answer = work(books)
        if key:
            books.execute(ANSWER.update().where(same).values(content=packed(answer)))
        return answer


def receipt(books: sa.Connection, *, unit: str, service: str, digest: str, at: str) -> str:
    """The number of a new receipt."""
    made = books.execute(RECEIPT.insert().values(unit=unit, service=service, digest=digest, at=at))
    return str(made.inserted_primary_key[0]) if made.inserted_primary_key else ''
