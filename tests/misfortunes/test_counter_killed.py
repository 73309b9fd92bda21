"""The counter gets a kill -9 at every durable step of a reception, and the officer goes on as if nothing had been.

A step is anything that makes something last: a page or a bound file synced or renamed, a commit, half a slip sent, a
whole slip sent; each is tried before it and after it. What must hold afterwards is the same for all of them.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter as Tally
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from signal import SIGKILL

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.models.dossier_model import DossierModel
from devices.paper.specimen import write_specimens
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.opening import open_printer
from office.dossier import DossierState
from office.identity import read_card
from office.officer import Right
from office.papers import PageRef, PaperStatus
from office.slip_job import SlipState
from sync.verify import verify
from tests.misfortunes.killing import DPI, FEEDER, FIRST_PAPER, at_desk, counter_on, pages_of, scan, the_dossier, turned

BIRTH = '1.001193'
CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
# the steps are dealt to so many tests, so that two processors share them
SHARES = 6
# a step that doesn't come fails the test sooner than its own limit does, on a busy machine too
PATIENCE_MS = 30_000


def page() -> bytes:
    """A PDF of one empty page."""
    pdf, into = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(into, static_id=True)
    return into.getvalue()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A store just before a reception: the mother is known, two papers are judged, one page is still to be scanned."""
    folder = tmp_path / 'before'
    counter = counter_on(folder, '', series=1)
    work = counter.work
    officer = work.supervising.enrol(
        'lan', 'Lê Thị Lan', 'a long invented sentence', position='', agency='', rights=(Right.RECEIVE,), by='system'
    )
    opened = work.intake.open_dossier(BIRTH, officer.id)
    work.intake.identify(opened.id, read_card(CARD).applicant(), officer.id)
    content = page()
    first = PageRef(digest=work.pages.keep(content), size=len(content), source='scanner')
    work.intake.add_page(opened.id, FIRST_PAPER, first, officer.id)
    for part in opened.components:
        if part.listed.code != FIRST_PAPER and not part.listed.is_note:
            work.intake.mark(opened.id, part.listed.code, PaperStatus.SEEN, officer.id, originals=1)
    counter.close()
    write_specimens(folder / FEEDER, ['birth_notice'], dpi=DPI)
    return folder


class Killer:
    """The process whose children are killed."""

    def __init__(self, printer: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, '-m', 'tests.misfortunes.killing', printer],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def killed(self, at: int, folder: Path) -> bool:
        """Whether a counter on a store was killed at its n-th step; False when its work had fewer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([at, str(folder)]), file=self._process.stdin, flush=True)
        how, code = json.loads(self._process.stdout.readline())
        assert how == SIGKILL or code == 0, "the counter ended by itself, and badly"
        return bool(how == SIGKILL)

    def close(self) -> None:
        """No more children."""
        self._process.communicate()


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """The counter's printer, which no crash of the counter switches off."""
    with EmulatedPrinter(tmp_path / 'printer') as running:
        yield running


@pytest.mark.parametrize('share', range(SHARES))
def test_a_counter_killed_at_any_step_loses_and_doubles_nothing(
    before: Path, printer: EmulatedPrinter, tmp_path: Path, qtbot: QtBot, share: int
) -> None:
    """What was durable is whole; the officer finishes; the books are those of a reception without misfortune."""
    killer, at, tried = Killer(printer.address), 1 + share, 0
    while True:
        folder, slips = tmp_path / f'at-{at}', len(printer.slips())
        shutil.copytree(before, folder)
        if not killer.killed(at, folder):
            break
        counter = counter_on(folder, printer.address, series=3)
        assert verify(counter.store) == [], at
        finished(counter, printer, slips, qtbot)
        assert books_of(counter) == WANTED, at
        assert verify(counter.store) == [], at
        assert len(printer.slips()) == slips + 1, at
        counter.close()
        shutil.rmtree(folder)
        at, tried = at + SHARES, tried + 1
    killer.close()
    assert tried > 5


def finished(counter: Counter, printer: EmulatedPrinter, slips: int, qtbot: QtBot) -> None:
    """An officer takes the dossier up again, does what is left, and answers what only a person can see."""
    model = at_desk(counter)
    model.open(the_dossier(counter))
    qtbot.waitUntil(lambda: model.dossier is not None, timeout=PATIENCE_MS)
    assert model.dossier is not None
    if model.dossier.state is DossierState.OPEN:
        model.take(turned(counter, scan(counter, model.dossier)))
        model.accept()
    else:
        model.print()
    qtbot.waitUntil(lambda: stands(model) in ENDED and not model.slips.is_printing, timeout=PATIENCE_MS)
    if stands(model) is SlipState.UNKNOWN:
        # the next one who is let in finds that all before was worked off
        printed = open_printer(printer.address)
        printed.status()
        printed.close()
        model.slips.settle(printed=len(printer.slips()) > slips)
    qtbot.waitUntil(lambda: stands(model) is SlipState.PRINTED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: counter.work.store_jobs.is_idle and counter.work.print_jobs.is_idle, timeout=PATIENCE_MS)


# how a try to print may end
ENDED = (SlipState.PRINTED, SlipState.UNKNOWN, SlipState.FAILED)


def stands(model: DossierModel) -> SlipState | None:
    """How the receipt stands."""
    return model.slips.job.state if model.slips.job else None


def books_of(counter: Counter) -> dict[str, int]:
    """How many there are of everything that must be there once."""
    with counter.store.read() as books:
        rows = books.connection.execute
        told = Tally(kind for (kind,) in rows('SELECT kind FROM fact'))
        owed = Tally(lane for (lane,) in rows("SELECT lane FROM outbox WHERE state = 'waiting'"))
        (accepted,) = rows("SELECT count(*) FROM dossier WHERE state = 'accepted'").fetchone()
    known = {kind: told[kind] for kind in ('DossierOpened', 'PageRemoved', 'DossierAccepted', 'SlipQueued')}
    pages = pages_of(counter, the_dossier(counter))
    return {**known, 'pages': pages, 'accepted': accepted, **{f'owed {lane}': count for lane, count in owed.items()}}


# the reception itself and its one bound file are owed to the province
WANTED = {
    'DossierOpened': 1,
    'PageRemoved': 1,
    'pages': 2,
    'DossierAccepted': 1,
    'SlipQueued': 1,
    'accepted': 1,
    'owed facts': 1,
    'owed pages': 1,
}
