"""A store as large as a busy centre's after many years: invented dossiers, each with its fact, written in bulk."""

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from office import codec
from office.dossier import Dossier, DossierState
from office.facts import DossierOpened
from office.papers import Component, ListedComponent, PaperStatus
from office.person import Applicant, Proof
from sync import chain
from sync.catalogue import load_seed_if_empty
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.rows import SHAPES
from sync.settings import StoreSettings
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
# seeded once and kept between runs
CACHED = Path(__file__).parents[2] / 'out' / 'bench' / 'store'
PIECE = 50_000
INSERT_FACT = f'INSERT INTO fact ({chain.COLUMNS}) VALUES ({", ".join("?" * 12)})'  # our own names

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


def seeded(folder: Path, count: int) -> Store:
    """The store of a folder with at least ``count`` dossiers, seeded when it has none; one half made is made anew."""
    done = folder / f'seeded-{count}'
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    clock = SystemClock()
    store = Store(StoreSettings(folder=str(folder), keyring=False), clock=clock, ids=TimeIds(clock))
    if not done.exists():
        load_seed_if_empty(store)
        seed(store, count)
        done.touch()
    return store


def seed(store: Store, count: int) -> None:
    """Write ``count`` dossiers with a fact each; the chain of facts holds, and search knows them all.

    Other processes make the rows, this one chains and writes them: a million on two cores in two minutes.
    """
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
    shape, device = SHAPES[Dossier], store.settings.device
    marks = ', '.join('?' * (len(shape.names) + 2))
    insert = f'INSERT INTO dossier (id, {", ".join(shape.names)}, body) VALUES ({marks})'  # our own names
    pieces = [(begin, min(begin + PIECE, count)) for begin in range(0, count, PIECE)]
    with store.read() as books:
        last = next(chain.rows(books.connection, 'ORDER BY seq DESC LIMIT 1'))
        books.connection.execute('PRAGMA cache_size = -400000')  # 400 MB: an index is written once and not evicted
    with ProcessPoolExecutor(max_workers=2) as makers:
        for dossiers in makers.map(_made, pieces):
            with store.change('system') as books:
                facts = [last := _fact(last, row[0], row[3], opened, device) for row in dossiers]
                books.connection.executemany(INSERT_FACT, facts)
                books.connection.executemany(insert, dossiers)
                for table in ('dossier_part', 'dossier_word'):
                    copy = (
                        f'INSERT INTO {table} (rowid, needle) SELECT row, needle FROM dossier WHERE id BETWEEN ? AND ?'
                    )
                    books.connection.execute(copy, (dossiers[0][0], dossiers[-1][0]))


def _made(piece: tuple[int, int]) -> list[tuple[Any, ...]]:
    """The rows of some dossiers, by number; the same numbers give the same rows."""
    begin, end = piece
    chance = random.Random(begin)  # noqa: S311  # invented people, no secrets
    people = names(chance)
    shape = SHAPES[Dossier]
    made = (_dossier(number, next(people), chance) for number in range(begin, end))
    return [(dossier.id, *shape.columns(dossier), codec.dump(dossier)) for dossier in made]


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


def _fact(last: tuple[Any, ...], dossier: str, at: str, body: str, device: str) -> tuple[Any, ...]:
    """The fact after the last one, of which the number, the counter and the digest are read."""
    seq, monotonic, previous = last[0] + 1, last[6], last[-1]
    row = (
        *(seq, f'0180{seq:09x}', 'DossierOpened', 1, dossier, at),
        *(monotonic + 1, _TEMPLATE.officer, device, body, previous),
    )
    return *row, chain.digest_of(row)
