"""A store as large as a busy centre's after many years: invented dossiers, each with its fact, written in bulk."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from office import codec
from office.dossier import Dossier, DossierState
from office.facts import DossierOpened
from office.papers import Component, ListedComponent, PaperStatus
from office.person import Applicant, Proof
from sync import chain
from sync.rows import SHAPES
from sync.store import Store

# shares in per mille as in the country: two people of five bear the first name
SURNAMES = {'Nguyễn': 380, 'Trần': 110, 'Lê': 95, 'Phạm': 70, 'Hoàng': 51, 'Huỳnh': 45, 'Phan': 45, 'Vũ': 39,
            'Võ': 39, 'Đặng': 21, 'Bùi': 20, 'Đỗ': 14, 'Hồ': 13, 'Ngô': 13, 'Dương': 10, 'Lý': 5, 'Giàng': 3,
            'Quách': 2, 'Kiều': 2, 'Âu': 1}  # fmt: skip
MIDDLES = ('Thị', 'Văn', 'Thị', 'Văn', 'Thị Thanh', 'Thị Ngọc', 'Minh', 'Đức', 'Hữu', 'Thị Kim', 'Thị Thu', 'Quang',
           'Thanh', 'Ngọc', 'Xuân', 'Hoàng', 'Thị Mỹ', 'Thị Bích', 'Gia', 'Bảo', 'Khánh', 'Thùy', 'Quốc', 'Trọng',
           'Công', 'Đình', 'Thế', 'Tuấn', 'Anh', 'Phương', 'Thị Hồng', 'Thị Tuyết', 'Mạnh', 'Viết', 'Bá')  # fmt: skip
GIVEN = ('Anh', 'Hùng', 'Dũng', 'Hoa', 'Hương', 'Lan', 'Mai', 'Nga', 'Oanh', 'Phúc', 'Quân', 'Sơn', 'Tâm', 'Uyên',
         'Vân', 'Yến', 'Bình', 'Cường', 'Dung', 'Đạt', 'Giang', 'Hà', 'Hải', 'Hạnh', 'Hiền', 'Hiếu', 'Hòa', 'Hồng',
         'Huy', 'Huyền', 'Khoa', 'Kiên', 'Linh', 'Loan', 'Long', 'Ly', 'Minh', 'My', 'Nam', 'Ngân', 'Nghĩa', 'Ngọc',
         'Nhi', 'Nhung', 'Phong', 'Phương', 'Quyên', 'Quỳnh', 'Tài', 'Thảo', 'Thắng', 'Thi', 'Thịnh', 'Thu', 'Thủy',
         'Thúy', 'Tiến', 'Toàn', 'Trang', 'Trâm', 'Trinh', 'Trung', 'Tú', 'Tuấn', 'Tùng', 'Tuyết', 'Vinh', 'Vy',
         'Xuân', 'Ý', 'An', 'Bảo', 'Châu', 'Chi', 'Diễm', 'Diệp', 'Duy', 'Khánh', 'Khôi', 'Lâm', 'Lộc', 'Nhật',
         'Phát', 'Sang', 'Thiện', 'Tín', 'Trí', 'Việt', 'Vũ', 'Đông')  # fmt: skip
BEGIN = datetime(2006, 1, 2, 1, 0, tzinfo=UTC)
PIECE = 20_000

_TEMPLATE = Dossier(
    id='',
    state=DossierState.RETURNED,
    officer='officer:0190ffff-0000-7000-8000-000000000001',
    opened_at=BEGIN,
    ticket=None,
    procedure='1.001193',
    procedure_version='1',
    procedure_name="Thủ tục đăng ký khai sinh",
    case='',
    channel='direct',
    components=tuple(
        Component(
            listed=ListedComponent(code=f'KQ00{number}', name=f"Giấy tờ số {number}", originals=1, copies=0),
            status=PaperStatus.SEEN,
        )
        for number in range(3)
    ),
)


def names(chance: random.Random) -> Iterator[str]:
    """Invented names without end, as frequent as real ones."""
    surnames, weights = list(SURNAMES), list(SURNAMES.values())
    while True:
        yield f'{chance.choices(surnames, weights)[0]} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}'


def seed(store: Store, count: int, *, start: int = 20260101) -> None:
    """Write ``count`` dossiers with a fact each; the chain of facts holds, and search knows them all."""
    chance = random.Random(start)  # noqa: S311  # invented people, no secrets
    people = names(chance)
    shape = SHAPES[Dossier]
    opened = codec.dump(
        DossierOpened(
            ticket=None,
            procedure='1.001193',
            procedure_version='1',
            procedure_name=_TEMPLATE.procedure_name,
            case='',
            channel='direct',
            components=tuple(part.listed for part in _TEMPLATE.components),
        )
    )
    previous = chain.BEGINNING
    marks = ', '.join('?' * (len(shape.names) + 2))
    insert = f'INSERT INTO dossier (id, {", ".join(shape.names)}, body) VALUES ({marks})'  # our own names
    for begin in range(0, count, PIECE):
        facts, dossiers = [], []
        for number in range(begin, min(begin + PIECE, count)):
            dossier = _dossier(number, next(people), chance)
            facts.append(_fact(number + 1, dossier, opened, previous))
            previous = facts[-1][-1]
            dossiers.append((dossier.id, *shape.columns(dossier), codec.dump(dossier)))
        with store.change('system') as books:
            for row in facts:
                chain.append(books.connection, row)
            books.connection.executemany(insert, dossiers)
    with store.change('system') as books:
        for table in ('dossier_part', 'dossier_word'):
            copy = f'INSERT INTO {table} (rowid, needle) SELECT row, needle FROM dossier'  # our own names
            books.connection.execute(copy)


def _dossier(number: int, name: str, chance: random.Random) -> Dossier:
    opened = BEGIN + timedelta(minutes=10 * number)
    applicant = Applicant(name=name, number=f'0{chance.randrange(10**11):011d}', proof=Proof.CHIP)
    return replace(
        _TEMPLATE,
        id=f'dossier:0180{number:09x}',
        opened_at=opened,
        received_at=opened,
        applicant=applicant,
        code=f'H26.11.7-{opened:%y%m%d}-{number % 10_000:04d}',
        due_at=opened + timedelta(days=1),
    )


def _fact(seq: int, dossier: Dossier, body: str, previous: str) -> tuple[Any, ...]:
    row = (
        *(seq, f'0180{seq:09x}', 'DossierOpened', 1, dossier.id, codec.moment(dossier.opened_at)),
        *(int(dossier.opened_at.timestamp() * 1_000_000), dossier.officer, 'Q1', body, previous),
    )
    return *row, chain.digest_of(row)
