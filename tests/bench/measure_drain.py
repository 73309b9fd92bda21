"""The morning after a day offline: dossiers' facts, then page bytes, drained to a reference province.

Store, courier and province are the product's own commands in processes of their own, on loopback. The baseline sends
what the province then holds once more, to a second empty province, by the adapter alone: without store, leases,
receipts and encryption.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from office.catalogue import seed_calendar
from office.centre import CentreSettings
from office.desk.intake import Intake
from office.desk.receiving import Reception
from office.desk.supervising import Supervising
from office.identity import read_card
from office.officer import Officer, Right
from office.papers import ComponentFile, PageRef, PaperStatus
from office.workdays import parse_hours
from sync.catalogue import load_seed_if_empty
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.passwords import Argon2
from sync.province.lgsp import Lgsp
from sync.province.settings import ProvinceSettings, read_secret
from sync.settings import StoreSettings
from sync.store import Store
from tests.bench.figures import Figure, hand_over, progress
from tests.bench.programs import COURIER, call_of, served
from tests.bench.sizes import size_of

DOSSIERS, FILES, FILE_BYTES = size_of('DOSSIERS'), size_of('FILES'), size_of('FILE_BYTES')
CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
UNIT, CLIENT = '000.12.34.H99', 'mot-cua'
BIRTH = '1.001193'
# one pass sends all; more are only needed where something was put off
PASSES = 5


@contextmanager
def province(folder: Path) -> Iterator[ProvinceSettings]:
    """A reference province in its own process, and how to reach it."""
    with served('--data', str(folder), '--client', f'{CLIENT}={UNIT}') as (told, _process):
        yield ProvinceSettings(
            url=told['url'], unit=UNIT, client_id=CLIENT, secret_file=told['clients'][CLIENT], upload_dir=str(folder)
        )


class Morning:
    """A centre that takes in dossiers with the network cut."""

    def __init__(self, folder: Path) -> None:
        clock, centre = SystemClock(), CentreSettings()
        ids = TimeIds(clock)
        self.store = Store(StoreSettings(folder=str(folder), keyring=False), clock=clock, ids=ids)
        load_seed_if_empty(self.store)
        self.officer = self._officer(clock, ids, centre)
        reception = Reception(agency=centre.agency, own_agencies=centre.own_agencies, hours=parse_hours(centre.hours))
        self.intake = Intake(self.store, clock, ids, seed_calendar(), reception)

    def _officer(self, clock: SystemClock, ids: TimeIds, centre: CentreSettings) -> Officer:
        return Supervising(self.store, clock, ids, Argon2()).enrol(
            'lan',
            'Lê Thị Lan',
            'a long invented sentence',
            position='',
            agency=centre.agency,
            rights=(Right.RECEIVE,),
            by='system',
        )

    def receive(self, files: int = 0) -> None:
        """Take in one birth registration, with a scanned page for its first papers."""
        officer = self.officer.id
        dossier = self.intake.open_dossier(BIRTH, officer)
        self.intake.identify(dossier.id, replace(read_card(CARD).applicant(), phone='0900000001'), officer)
        bound = []
        for at, part in enumerate(part.listed for part in dossier.components if not part.listed.is_note):
            if at < files:
                content = os.urandom(FILE_BYTES)
                digest = self.store.pages().keep(content)
                page = PageRef(digest=digest, size=len(content), source='scanner')
                self.intake.add_page(dossier.id, part.code, page, officer)
                bound.append(ComponentFile(component=part.code, digest=digest, size=len(content), pages=1))
            else:
                self.intake.mark(dossier.id, part.code, PaperStatus.SEEN, officer, originals=1)
        self.intake.accept(dossier.id, bound, officer)

    def owed(self, lane: str = '%') -> int:
        """How many items, of one lane or of all, the province has not confirmed."""
        with self.store.read() as books:
            owed = "SELECT count(*) FROM outbox WHERE state <> 'done' AND lane LIKE ?"
            return int(books.connection.execute(owed, (lane,)).fetchone()[0])

    def codes(self) -> list[str]:
        """The official codes, in order of reception."""
        with self.store.read() as books:
            return [code for (code,) in books.connection.execute('SELECT code FROM dossier ORDER BY row')]


def write_config(morning: Morning, folder: Path, reach: ProvinceSettings) -> Path:
    """The settings of the courier's own process."""
    config = folder / 'courier.toml'
    province_lines = [f'{key} = {json.dumps(getattr(reach, key))}' for key in ('url', 'unit', 'client_id')]
    config.write_text(
        '\n'.join(
            [
                '[store]',
                f'folder = {json.dumps(str(morning.store.settings.place))}',
                'keyring = false',
                '[province]',
                *province_lines,
                f'secret_file = {json.dumps(reach.secret_file)}',
                f'upload_dir = {json.dumps(reach.upload_dir)}',
            ]
        ),
        encoding='utf-8',
    )
    return config


def drained(morning: Morning, folder: Path, reach: ProvinceSettings) -> float:
    """Seconds that the courier's own process needs until nothing is owed."""
    config = write_config(morning, folder, reach)
    call = call_of(COURIER, '--config', str(config), 'run', '--once')
    begun = time.monotonic()
    for _ in range(PASSES):
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        if not morning.owed():
            return time.monotonic() - begun
    raise RuntimeError(f'{morning.owed()} items are still owed')


def timed(work: Callable[[Lgsp], None], reach: ProvinceSettings) -> float:
    """Seconds that the adapter alone needs for something."""
    adapter = Lgsp(reach, read_secret(reach), SystemClock())
    begun = time.monotonic()
    work(adapter)
    took = time.monotonic() - begun
    adapter.close()
    return took


def facts(folder: Path) -> Figure:
    """A day's dossiers as facts."""
    morning = Morning(folder / 'store')
    progress(f'{DOSSIERS} dossiers')
    for _ in range(DOSSIERS):
        morning.receive()
    progress('the courier sends them')
    with province(folder / 'province') as reach:
        took = drained(morning, folder, reach)
        records = []
        timed(lambda adapter: records.extend(adapter.find_dossier(code) for code in morning.codes()), reach)
    with province(folder / 'second') as reach:

        def again(adapter: Lgsp) -> None:
            for at, record in enumerate(records):
                assert record is not None
                adapter.send_dossier(record, updating=False, key=f'again-{at}')

        alone = timed(again, reach)
    morning.store.close()
    return Figure(
        name=f"{DOSSIERS} dossiers' facts acknowledged by the province",
        value=took,
        unit='s',
        baseline=alone,
        against='the same records sent by the adapter alone, without store, leases and receipts',
        bound=60,
        note='the province is a process on this machine: it shares the processor, and the line is loopback',
    )


def pages(folder: Path) -> Figure:
    """Files of a scanned page's size."""
    morning = Morning(folder / 'store')
    for _ in range(FILES // 2):
        morning.receive(files=2)
    with morning.store.read() as books:
        rows = books.connection.execute("SELECT digest, size FROM outbox WHERE lane = 'pages'").fetchall()
    total = sum(size for _, size in rows) / 1e6
    progress(f'{total:.0f} MB of pages')
    with province(folder / 'province') as reach:
        took = drained(morning, folder, reach)
    kept = morning.store.pages()
    contents = [(kept.get(digest), digest) for digest, _ in rows]
    with province(folder / 'second') as reach:

        def again(adapter: Lgsp) -> None:
            for content, digest in contents:
                adapter.upload(content, digest=digest, name=digest)

        alone = timed(again, reach)
    morning.store.close()
    return Figure(
        name=f'page bytes drained, files of {FILE_BYTES // 1000} KB',
        value=total / took,
        unit='MB/s',
        baseline=total / alone,
        against='the same files sent by the tus client alone, without store, decryption and receipts',
        note=f'{len(rows)} files and {FILES // 2} dossiers in {took:.1f} s; 2 Mbit/s would carry 0.25 MB/s',
    )


def main() -> None:
    """Take in, cut nothing, send."""
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ('facts', 'pages')]
        for place in places:
            place.mkdir()
        hand_over([facts(places[0]), pages(places[1])])


if __name__ == '__main__':
    main()
