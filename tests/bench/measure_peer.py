"""Replication beside PouchDB's in the same run: documents, documents with files, and bytes sent again after a cut.

The peer is PouchDB 9 with LevelDB replicating to express-pouchdb with LevelDB, on loopback in one process; npm brings
it into ``out/pouch``. Ours is a machine's encrypted store, whose facts and pages go to the centre's PostgreSQL: durable
at both ends, every fact's chain and every page's digest checked at both ends. After a cut ours goes on at the byte by
tus to the reference province, which the peer's protocol cannot.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from office import facts
from office.errors import Trouble
from office.papers import PageRef, PaperStatus
from sync.catalogue import load_seed_if_empty
from sync.centre.connection import connect
from sync.centre.founding import Founded, init_centre
from sync.centre.page_sharing import PageSharing
from sync.centre.sharing import Sharing
from sync.centre.shelf import Seal, Shelf
from sync.clock import SystemClock
from sync.ids import TimeIds
from sync.province.lgsp import Lgsp
from sync.province.settings import read_secret
from sync.settings import StoreSettings
from sync.store import Store
from tests.bench.figures import Figure, hand_over, progress
from tests.bench.measure_drain import province
from tests.bench.sizes import size_of
from tests.sync.centre.servers import running_server
from tests.sync.contract_ledger import opened
from tests.wire.conditions import Way
from tests.wire.proxy import Wire

DOCUMENTS, BYTES = size_of('DOCUMENTS'), 1500
FILED, ATTACHMENTS, ATTACHMENT_BYTES = size_of('PEER_FILED'), 5, 200_000
# where the line is cut: in the middle of the files
CUT_AT = FILED * ATTACHMENTS * ATTACHMENT_BYTES // 2
PEER = Path(__file__).parent / 'pouch'
PLACE = Path(__file__).parents[2] / 'out' / 'pouch'


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds for the documents and for those with files, the bytes that went up for the latter, a document's size."""

    small_s: float
    filed_s: float
    up: int = 0
    size: int = BYTES


def peer_place() -> Path | None:
    """Where the peer's packages are; None where there is no npm to bring them."""
    npm = shutil.which('npm')
    if npm is None or shutil.which('node') is None:
        return None
    PLACE.mkdir(parents=True, exist_ok=True)
    for file in PEER.iterdir():
        shutil.copy(file, PLACE)
    if not (PLACE / 'node_modules' / 'pouchdb').exists():
        call = [npm, 'install', '--no-audit', '--no-fund', '--no-package-lock']
        if subprocess.run(call, cwd=PLACE, stdout=subprocess.DEVNULL, timeout=300, check=False).returncode:
            return None
    return PLACE


def peers(place: Path, *, documents: int, cut: bool) -> Took:
    """One run of the peer."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ('local', 'remote'):
            (Path(folder) / name).mkdir()
        sizes = [str(size) for size in (documents, BYTES, FILED, ATTACHMENTS, ATTACHMENT_BYTES)]
        child = subprocess.Popen(
            ['node', 'replicate.js', folder, *sizes],
            cwd=place,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdin is not None
        assert child.stdout is not None
        with child, Wire(int(child.stdout.readline())) as wire:
            cutting = _cut_once(wire) if cut else None
            child.stdin.write(f'{wire.port}\n')
            child.stdin.flush()
            told = json.loads(child.stdout.readline())
            if cutting is not None:
                cutting.join()
            up = wire.passed[Way.UP]
    assert told['filed']['held'] == FILED
    return Took(small_s=told['small']['seconds'] if told['small'] else 0.0, filed_s=told['filed']['seconds'], up=up)


def _cut_once(wire: Wire) -> threading.Thread:
    """Cut every connection when half of the files has passed."""

    def watch() -> None:
        never = threading.Event()
        while wire.passed[Way.UP] < CUT_AT or not wire.cut_all():
            never.wait(0.001)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def contents() -> list[bytes]:
    """The files of a day."""
    return [os.urandom(ATTACHMENT_BYTES) for _ in range(FILED * ATTACHMENTS)]


def ours(folder: Path) -> Took:
    """A machine's facts and pages go to the centre."""
    with running_server(settings=()) as server:
        (founded,) = init_centre(server.admin, 'motcua', {'Q1': 'counter'}, folder)
        store = _store(folder, founded)
        _write(store, 'dossier:small-', [[] for _ in range(DOCUMENTS)])
        with store.read() as books:
            total = books.connection.execute('SELECT sum(length(body)) FROM fact').fetchone()[0]
        with closing(connect(founded.address)) as connection:
            sharing = Sharing(store, connection)
            begun = time.monotonic()
            sharing.push()
            small = time.monotonic() - begun
            files = contents()
            each = [files[at : at + ATTACHMENTS] for at in range(0, len(files), ATTACHMENTS)]
            _write(store, 'dossier:filed-', each)
            pages = PageSharing(store, Shelf(connection, Seal.of(Path(store.settings.centre_key))))
            begun = time.monotonic()
            sharing.push()
            put = pages.put()
            filed = time.monotonic() - begun
        store.close()
    assert put == len(files)
    return Took(small_s=small, filed_s=filed, size=total // DOCUMENTS)


def _store(folder: Path, founded: Founded) -> Store:
    clock = SystemClock()
    settings = StoreSettings(
        folder=str(folder / 'store'), device='Q1', keyring=False, centre=founded.address, centre_key=str(founded.key)
    )
    store = Store(settings, clock=clock, ids=TimeIds(clock))
    load_seed_if_empty(store)
    return store


def _write(store: Store, prefix: str, files: list[list[bytes]]) -> None:
    """Dossiers with a note that makes each as large as a document of the peer, and their pages."""
    with store.read() as books:
        version = books.connection.execute("SELECT version FROM procedure WHERE code = '1.001193'").fetchone()[0]
    kept = [[(store.pages().keep(content), len(content)) for content in one] for one in files]
    for at, pages in enumerate(kept):
        with store.change('officer:1') as books:
            books.record(f'{prefix}{at}', replace(opened(), procedure_version=version))
            note = os.urandom(BYTES).hex()[: BYTES - 417]
            marked = facts.ComponentMarked(component='a', status=PaperStatus.SCANNED, originals=1, copies=0, note=note)
            books.record(f'{prefix}{at}', marked)
            for digest, size in pages:
                page = PageRef(digest=digest, size=size, source='scanner')
                books.record(f'{prefix}{at}', facts.PageAdded(component='a', page=page))


def ours_after_a_cut(folder: Path) -> tuple[int, int]:
    """Bytes that went up to the province by tus, without a cut and with one in the middle."""
    ups = []
    files = [(content, sha256(content).hexdigest()) for content in contents()]
    for name, cut in (('whole', False), ('cut', True)):
        with province(folder / name) as reach, Wire(int(reach.url.rpartition(':')[2])) as wire:
            cutting = _cut_once(wire) if cut else None
            through = replace(reach, url=f'http://127.0.0.1:{wire.port}')
            with closing(Lgsp(through, read_secret(through), SystemClock())) as adapter:
                for content, digest in files:
                    try:
                        adapter.upload(content, digest=digest, name=digest)
                    except Trouble:
                        adapter.upload(content, digest=digest, name=digest)
            if cutting is not None:
                cutting.join()
            ups.append(wire.passed[Way.UP])
    return ups[0], ups[1]


def figures(mine: Took, peer: Took | None, again: tuple[float, float | None]) -> list[Figure]:
    """Ours beside the peer's, in the units of both."""
    against = 'PouchDB 9 → express-pouchdb' if peer else ''
    return [
        Figure(
            name=f'documents of {BYTES / 1000} KB replicated',
            value=DOCUMENTS / mine.small_s,
            unit='1/s',
            baseline=DOCUMENTS / peer.small_s if peer else None,
            against=against,
            bound=1,
            of_ratio=True,
            at_least=True,
            note=f'dossiers of two facts, {mine.size} bytes of body in the mean, durable and chained at both ends',
        ),
        Figure(
            name=f'documents with {ATTACHMENTS} files of {ATTACHMENT_BYTES // 1000} KB replicated',
            value=FILED / mine.filed_s,
            unit='1/s',
            baseline=FILED / peer.filed_s if peer else None,
            against=against,
            bound=1,
            of_ratio=True,
            at_least=True,
            note='facts and pages, encrypted at both ends, each page proven by its digest',
        ),
        Figure(
            name='bytes sent again after a cut in the middle',
            value=again[0],
            unit='MB',
            baseline=again[1],
            against=against,
            bound=1,
            of_ratio=True,
            note=f'{FILED * ATTACHMENTS} files of {ATTACHMENT_BYTES // 1000} KB; ours by tus to the province',
        ),
    ]


def main() -> None:
    """Ours, the peer, ours after a cut, the peer after a cut."""
    place = peer_place()
    if place is None:
        print('no npm: the peer is not measured', file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        progress('ours')
        mine = ours(Path(folder) / 'ours')
        peer = peers(place, documents=DOCUMENTS, cut=False) if place else None
        progress('after a cut')
        for name in ('whole', 'cut'):
            (Path(folder) / name).mkdir()
        whole, cut = ours_after_a_cut(Path(folder))
        peer_again = None
        if place and peer:
            peer_again = max(0, peers(place, documents=0, cut=True).up - peer.up) / 1e6
    hand_over(figures(mine, peer, ((cut - whole) / 1e6, peer_again)))


if __name__ == '__main__':
    main()
