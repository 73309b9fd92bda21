"""Signed files keep every byte: a scan signed here on its way to the province, a signed result on its way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.signer.emulator.soft_token import PIN, SoftToken
from devices.signer.opening import open_signer
from devices.signer.verification import GOOD
from office.desk.judging import Judging
from office.desk.signing import Signing
from office.dossier import Dossier
from office.errors import Refusal
from office.facts import OfficerEnrolled
from office.papers import PaperStatus
from office.person import Applicant, Proof
from qtkit.binding import bind_pages
from qtkit.file_intake import FileIntake
from qtkit.file_judging import FileJudging
from qtkit.file_signing import FileSigning
from sync.drafts import Drafts
from sync.province.reference.desk import EResult
from sync.unjudged import UnjudgedFiles
from sync.verify import verify
from tests.devices.signing_bench import page, pdfsig, saved, signed_by, token
from tests.journeys.test_birth_certificate import BIRTH, DECLARATION, NOTICE, SHOWN
from tests.journeys.whole_centre import WholeCentre

__all__ = ['token']

SIGNER = 'officer:signer'


@contextmanager
def signing_at(centre: WholeCentre, token: SoftToken) -> Iterator[FileSigning]:
    """A token at the counter, its PIN given."""
    with centre.store.change('system') as books:
        body = OfficerEnrolled(login='ky', name="Lê Thị Lan", position='', agency='', rights=('receive', 'sign'))
        books.record(SIGNER, body)
    made = FileSigning(
        Signing(centre.store), centre.store.pages(), centre.clock, roots=str(token.roots),
        open_signer=partial(open_signer, token.address),
    )  # fmt: skip
    made.unlock(PIN)
    yield made
    made.close()


def taken_in(centre: WholeCentre, notice: Path | None = None) -> Dossier:
    """Two papers are scanned, or the second brought as a file; one is shown."""
    lan, intake = centre.officer.id, centre.intake
    dossier = intake.open_dossier(BIRTH, lan)
    intake.identify(dossier.id, Applicant(name="Nguyễn Thị Mẫu", number='001199000001', proof=Proof.BY_EYE), lan)
    centre.scan(dossier, DECLARATION)
    if notice is None:
        centre.scan(dossier, NOTICE)
    else:
        notes = Drafts(centre.store, centre.clock)
        FileIntake(intake, centre.store.pages(), notes).add(notice, dossier.id, NOTICE, lan)
        notes.close()
    return intake.mark(dossier.id, SHOWN, PaperStatus.SEEN, lan, originals=1)


def signed(centre: WholeCentre, signing: FileSigning, dossier: Dossier, component: str) -> Dossier:
    """One component's scan is signed."""
    part = centre.dossier(dossier).component(component)
    return signing.sign(dossier.id, part, bind_pages(part, centre.store.pages()), SIGNER).dossier


def judge_all(centre: WholeCentre, signing: FileSigning, qtbot: QtBot) -> None:
    """The machine judges what came, in the background and by a process of its own."""
    queue = UnjudgedFiles(centre.store)
    background = FileJudging(queue, Judging(centre.store), centre.store.pages(), signing.judge)
    background.start()
    qtbot.waitUntil(lambda: waiting(centre) == 0, timeout=30_000)
    background.close()
    queue.close()


def waiting(centre: WholeCentre) -> int:
    """How many files wait to be judged."""
    with centre.store.read() as books:
        return int(books.connection.execute('SELECT count(*) FROM unjudged').fetchone()[0])


def test_a_signed_file_keeps_every_byte_there_and_back(
    centre: WholeCentre, token: SoftToken, tmp_path: Path, qtbot: QtBot
) -> None:
    """A scan that is signed here and a file that a citizen brings signed: at the province as they are; a result too."""
    brought = signed_by(token.officer, page())
    with signing_at(centre, token) as signing:
        dossier = signed(centre, signing, taken_in(centre, saved(brought, tmp_path)), DECLARATION)
        copy = dossier.component(DECLARATION).signed
        assert copy is not None
        content = centre.store.pages().get(copy.file.digest)
        accepted = centre.intake.accept(dossier.id, centre.files(dossier), centre.officer.id)
        sent = {file.component: file.digest for file in accepted.files}
        assert sent == {DECLARATION: copy.file.digest, NOTICE: sha256(brought).hexdigest()}
        assert centre.courier_goes() == []
        with centre.province.adapter() as adapter:
            assert [adapter.download(sent[one]) for one in (DECLARATION, NOTICE)] == [content, brought]
        assert 'Signature is Valid' in pdfsig(saved(content, tmp_path))
        code = centre.dossier(accepted).code
        centre.province.desk.issue(code, [EResult(code='KQ', name='Giấy khai sinh', content=brought)])
        assert centre.courier_goes() == []
        kept = centre.store.pages().get(centre.dossier(accepted).results[0].digest)
        assert kept == brought
        # the other program took the machine's own time, which is another day than the centre's
        assert signing.judge(kept).signatures[0].is_intact
        assert signing.judge(content).code == GOOD
        judge_all(centre, signing, qtbot)
    known = centre.dossier(accepted)
    # what the citizen brought and what the province sent back are the same bytes: judged once
    (found,) = known.judgements
    assert (found.digest, found.trust.certificates) == (sha256(brought).hexdigest(), 1)
    assert found.signatures[0].holder == "Lê Thị Lan"
    assert list(verify(centre.store)) == []


def test_only_whoever_may_sign_does_and_only_what_is_there(centre: WholeCentre, token: SoftToken) -> None:
    """The right is asked for before the token is; pages that came meanwhile are not covered, and nothing is written."""
    with signing_at(centre, token) as signing:
        dossier = taken_in(centre)
        part = dossier.component(DECLARATION)
        bound = bind_pages(part, centre.store.pages())
        with pytest.raises(Refusal, match=r'officer\.right'):
            signing.sign(dossier.id, part, bound, centre.officer.id)
        centre.intake.remove_page(dossier.id, DECLARATION, part.pages[0].digest, centre.officer.id)
        with pytest.raises(Refusal, match=r'dossier\.page_unknown'):
            signing.sign(dossier.id, part, bound, SIGNER)
    assert centre.dossier(dossier).component(DECLARATION).signed is None
