"""Files from outside are judged once, when they have come: whatever is found, and whatever happens in between."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.signer.emulator.soft_token import SoftToken
from devices.signer.emulator.time_stamps import EmulatedTimeStamps
from devices.signer.verification import GOOD, OTHER, Verified, bears_other, looks_signed
from devices.stop import Stop
from office.desk.judging import Judging
from office.errors import Trouble
from office.facts import FileJudged
from office.judgement import UNSIGNED, Judgement
from qtkit.file_intake import FileIntake
from qtkit.file_judging import FileJudging, Judge, found_in
from sync import chain
from sync.store import Store
from sync.unjudged import Received, UnjudgedFiles
from sync.verify import verify
from tests.devices.signing_bench import NOW, added_to, opened, page, pdfsig, saved, signed_by, token, verified_here
from tests.offices import FixedClock, SequenceIds, open_store
from tests.qtkit.sheets import DECLARATION, NOTICE, ScanDesk, scan_desk

__all__ = ['token']

ROOT = Path(__file__).parents[2]
WAIT_MS = 30_000
XML = '<?xml version="1.0"?><Giay><Signature><SignatureValue>QQ==</SignatureValue></Signature></Giay>'
KILLED = '''
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from office.desk.judging import Judging
from qtkit.file_intake import FileIntake
from qtkit.file_judging import FileJudging
from sync.unjudged import UnjudgedFiles
from tests.qtkit.sheets import DECLARATION, scan_desk
desk = scan_desk(Path(sys.argv[1]))
FileIntake(desk.intake, desk.store.pages(), desk.notes).add(Path(sys.argv[2]), desk.dossier, DECLARATION, desk.officer)
print(desk.dossier, flush=True)
judge = lambda content, stop: os.kill(os.getpid(), signal.SIGKILL)
FileJudging(UnjudgedFiles(desk.store), Judging(desk.store), desk.store.pages(), judge)._first()
'''


@dataclass(frozen=True, slots=True)
class Case:
    """A file, how many days after its signing it comes, and what must be found of it."""

    content: bytes
    code: str
    days: int = 0
    roots: str = 'own'


@pytest.fixture(scope='module')
def roots(token: SoftToken, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whom the centre trusts: the authority alone; with a list that names the signer; with one that doesn't."""
    made = tmp_path_factory.mktemp('roots')
    lists = {'own': b'', 'revoking': token.authority.revoked(token.officer), 'listing': token.authority.revoked()}
    for name, content in lists.items():
        shutil.copytree(token.roots, made / name)
        if content:
            (made / name / 'root.crl').write_bytes(content)
    return made


@pytest.fixture(scope='module')
def cases(token: SoftToken, roots: Path) -> dict[str, Case]:
    """Each outcome, on bytes as a token and other programs make them."""
    with opened(token) as signer:
        good = signer.sign(page(), NOW).pdf
    server = token.authority.time_stamps()
    with (
        EmulatedTimeStamps(server, NOW + timedelta(minutes=1), token.authority.root.der) as stamps,
        opened(token, f'&stamp={stamps.address}') as signer,
    ):
        stamped = signer.sign(page(), NOW).pdf
    made = {
        'none': Case(page(), UNSIGNED),
        'good': Case(good, GOOD),
        'stamped, and the certificate over': Case(stamped, GOOD, days=500),
        'the certificate over': Case(good, 'signature.expired', days=500),
        'not begun': Case(good, 'signature.early', days=-500),
        'nobody vouches': Case(good, 'signature.unknown', roots=''),
        'revoked': Case(good, 'signature.revoked', roots='revoking'),
        'in no list': Case(good, GOOD, roots='listing'),
        'changed': Case(good.replace(b'612', b'613', 1), 'signature.changed'),
        'a page behind it': Case(added_to(good), 'signature.added'),
        'for something else': Case(signed_by(token.authority.officer('usage'), page()), 'signature.usage'),
        'XML': Case(XML.encode('utf-16'), 'signature.other'),
        'no PDF after all': Case(b'%PDF- letters /ByteRange', 'signature.file'),
    }
    return {name: replace(one, roots=str(roots / one.roots) if one.roots else '') for name, one in made.items()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ScanDesk]:
    """An open birth registration."""
    found = scan_desk(tmp_path / 'store')
    yield found
    found.notes.close()  # type: ignore[attr-defined]  # drafts, by their promise
    found.store.close()


def judge_of(case: Case) -> Judge:
    """As the counter judges, without a new process for each file."""

    def judge(content: bytes, _stop: Stop) -> Verified:
        if looks_signed(content):
            return verified_here(content, NOW + timedelta(days=case.days), roots=case.roots)
        return OTHER if bears_other(content) else Verified(signatures=())

    return judge


def known_of(store: Store, dossier: str, digest: str) -> Judgement | None:
    """What the books have of a file."""
    with store.read() as books:
        return books.get_dossier(dossier).judgement_of(digest)


def codes(store: Store) -> list[str]:
    """Every judgement that was written."""
    with store.read() as books:
        bodies = [one.body for one in chain.facts(books.connection)]
    return [body.code for body in bodies if isinstance(body, FileJudged)]


@contextmanager
def judging(store: Store, judge: Judge) -> Iterator[FileJudging]:
    """The machine judges in the background."""
    queue = UnjudgedFiles(store)
    made = FileJudging(queue, Judging(store), store.pages(), judge)
    made.start()
    yield made
    made.close()
    queue.close()


def test_each_outcome_is_kept_as_it_was_found(
    desk: ScanDesk, token: SoftToken, cases: dict[str, Case], tmp_path: Path
) -> None:
    """With who signed, by whom certified, when, and by whose word; read back from the books, and pdfsig agrees."""
    said: dict[str, Judgement] = {}
    desk_of = Judging(desk.store)
    for name, case in cases.items():
        code, signatures, trust = found_in(case.content, judge_of(case), Stop())
        # two cases may have the same bytes
        digest = sha256(name.encode()).hexdigest()
        assert desk_of.judged(desk.dossier, digest, code=code, signatures=signatures, trust=trust)
        assert not desk_of.judged(desk.dossier, digest, code='later', signatures=(), trust=trust)
        known = known_of(desk.store, desk.dossier, digest)
        assert known is not None
        assert (name, known.code, known.at) == (name, case.code, desk.store.clock.now())
        said[name] = known
    (good,) = said['good'].signatures
    assert (good.signer, good.holder, good.issuer) == ("UBND xã Mẫu", "Lê Thị Lan", "CA tập huấn")
    assert (good.signed_at, good.stamped_at, good.is_known_unrevoked) == (NOW, None, False)
    assert said['in no list'].signatures[0].is_known_unrevoked
    assert said['stamped, and the certificate over'].signatures[0].stamped_at == NOW + timedelta(minutes=1)
    trust, nobody, listing = (said[name].trust for name in ('good', 'nobody vouches', 'in no list'))
    assert (trust.certificates, trust.lists, len(trust.fingerprint), nobody.certificates) == (1, 0, 64, 0)
    assert (listing.lists, len({trust.fingerprint, nobody.fingerprint, listing.fingerprint})) == (1, 3)
    words = {'good': 'Signature is Valid', 'changed': 'Digest Mismatch', 'none': 'does not contain any signatures'}
    for name, word in words.items():
        assert word in pdfsig(saved(cases[name].content, tmp_path)), name


def test_a_counter_killed_between_keeping_and_judging_judges_at_its_next_start(
    tmp_path: Path, token: SoftToken, cases: dict[str, Case], qtbot: QtBot
) -> None:
    """By SIGKILL, in a process of its own; then once, and by nobody again."""
    content = cases['good'].content
    ended = subprocess.run(
        [sys.executable, '-c', KILLED.format(root=str(ROOT)), str(tmp_path / 'store'), str(saved(content, tmp_path))],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    dossier, digest = ended.stdout.strip(), sha256(content).hexdigest()
    with closing(open_store(tmp_path / 'store', ids=SequenceIds(1))) as store:
        assert known_of(store, dossier, digest) is None
        with judging(store, judge_of(cases['good'])):
            qtbot.waitUntil(lambda: known_of(store, dossier, digest) is not None, timeout=WAIT_MS)
        queue = UnjudgedFiles(store)
        queue.hurry()
        assert (codes(store), queue.begin(), verify(store)) == ([GOOD], None, [])
        queue.close()


def test_trouble_costs_only_its_file_and_is_tried_again_at_the_next_start(
    desk: ScanDesk, token: SoftToken, cases: dict[str, Case], qtbot: QtBot, tmp_path: Path
) -> None:
    """A reader breaks over one file: the other is judged, the officer goes on, and tomorrow the first one is too."""
    intake = FileIntake(desk.intake, desk.store.pages(), desk.notes)
    digests: dict[str, str] = {}
    for name, component in (('good', DECLARATION), ('none', NOTICE)):
        path = saved(cases[name].content, tmp_path)
        digests[name] = intake.add(path, desk.dossier, component, desk.officer).page.digest
    tried: list[bytes] = []

    def breaks(content: bytes, stop: Stop) -> Verified:
        tried.append(content)
        if content == cases['good'].content:
            raise Trouble('signature.reader')
        return judge_of(cases['none'])(content, stop)

    with judging(desk.store, breaks) as background:
        qtbot.waitUntil(lambda: len(tried) == 2 and codes(desk.store) == [UNSIGNED], timeout=WAIT_MS)
        background.wake()
        assert (codes(desk.store), len(tried)) == ([UNSIGNED], 2)
        desk.intake.remove_page(desk.dossier, DECLARATION, digests['good'], desk.officer)
    with judging(desk.store, judge_of(cases['good'])):
        qtbot.waitUntil(lambda: codes(desk.store) == [UNSIGNED, GOOD], timeout=WAIT_MS)
    # brought once more, it was judged when it came
    intake.add(saved(cases['good'].content, tmp_path), desk.dossier, DECLARATION, desk.officer)
    queue = UnjudgedFiles(desk.store)
    assert queue.begin() == Received(desk.dossier, digests['good'])
    queue.close()
    with judging(desk.store, breaks):
        qtbot.waitUntil(lambda: waiting(desk.store) == 0, timeout=WAIT_MS)
    assert (codes(desk.store), len(tried)) == ([UNSIGNED, GOOD], 2)


def waiting(store: Store) -> int:
    """How many files wait to be judged."""
    with store.read() as books:
        return int(books.connection.execute('SELECT count(*) FROM unjudged').fetchone()[0])


def test_what_cannot_be_judged_is_tried_later_and_later(desk: ScanDesk, tmp_path: Path) -> None:
    """Once a day at last; a clock that was set back makes nothing wait longer, and a file elsewhere has its turn."""
    path = saved(page(), tmp_path)
    FileIntake(desk.intake, desk.store.pages(), desk.notes).add(path, desk.dossier, DECLARATION, desk.officer)
    clock = desk.store.clock
    assert isinstance(clock, FixedClock)
    queue = UnjudgedFiles(desk.store)
    assert queue.begin() is not None
    assert queue.begin() is None
    waits = []
    for _ in range(10):
        minutes = 0
        while queue.begin() is None:
            clock.forward(timedelta(minutes=10))
            minutes += 10
        waits.append(minutes)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    clock.forward(timedelta(days=-30))
    assert queue.begin() is not None
    queue.close()
