"""A file judged by one machine of a centre is known by the others, and not judged by them again."""

from datetime import timedelta

import pytest

from office import facts
from office.desk.judging import Judging
from office.judgement import FoundSignature, Judgement, TrustStore
from office.papers import FILE, PageRef, ResultFile
from sync.unjudged import Received, UnjudgedFiles
from tests.sync.centre.machines import Centre, Machine, every_row
from tests.sync.contract_ledger import accepted, identified, opened

DOSSIER = 'dossier:1'
TRUST = TrustStore(certificates=3, lists=1, fingerprint='9' * 64)


def _brought(machine: Machine, content: bytes = b'%PDF- giay khai sinh') -> str:
    """A citizen's file is taken in: durable, then named."""
    digest = machine.store.pages().keep(content)
    page = PageRef(digest=digest, size=len(content), source=FILE)
    machine.record(DOSSIER, facts.PageAdded(component='a', page=page))
    return digest


def _judge(machine: Machine, digest: str, code: str = 'signature.good') -> bool:
    found = FoundSignature(code=code, holder="Lê Thị Lan", organisation="UBND xã Mẫu", issuer="CA")
    return Judging(machine.store).judged(DOSSIER, digest, code=code, signatures=(found,), trust=TRUST)


def _known(machine: Machine, digest: str) -> Judgement | None:
    with machine.store.read() as books:
        return books.get_dossier(DOSSIER).judgement_of(digest)


def _next(machine: Machine) -> Received | None:
    """What a machine would judge now."""
    queue = UnjudgedFiles(machine.store)
    try:
        queue.hurry()
        return queue.begin()
    finally:
        queue.close()


@pytest.fixture
def one(trung_tam: Centre) -> Machine:
    """The counter where the dossier is taken in."""
    made = trung_tam.machine('Q1')
    made.record(DOSSIER, opened(), identified("Nguyễn Thị Mẫu"))
    return made


@pytest.fixture
def other(trung_tam: Centre) -> Machine:
    return trung_tam.machine('Q2')


def test_what_one_machine_found_the_other_knows_and_does_not_judge_again(one: Machine, other: Machine) -> None:
    """Whoever has the file goes first; the fact ends the other's wait, with the same moment and the same trust."""
    digest = _brought(one)
    one.exchange()
    other.exchange()
    assert (_next(one), _next(other)) == (Received(DOSSIER, digest), None)
    assert _judge(one, digest)
    one.exchange()
    other.exchange()
    found = _known(other, digest)
    assert found == _known(one, digest)
    assert found is not None
    assert (found.code, found.trust, found.signatures[0].signer) == ('signature.good', TRUST, "UBND xã Mẫu")
    other.store.clock.forward(timedelta(days=2))  # type: ignore[attr-defined]  # a test's clock
    assert (_next(one), _next(other), _judge(other, digest)) == (None, None, False)
    assert [machine.kinds('FileJudged') for machine in (one, other)] == [1, 1]
    assert one.is_sound()


def test_a_file_that_its_own_machine_does_not_judge_has_its_turn_elsewhere(one: Machine, other: Machine) -> None:
    """As a result that a kiosk fetched, where nobody judges: within the hour, and once."""
    one.record(DOSSIER, accepted('000.12.34.H99-261124-0001'))
    result = ResultFile(code='KQ', name="Giấy khai sinh", digest=one.store.pages().keep(b'%PDF- kq'), size=8)
    one.record(DOSSIER, facts.ResultArrived(results=(result,), happened_at=one.store.clock.now()), actor='courier')
    one.exchange()
    other.exchange()
    assert _next(other) is None
    one.store.clock.forward(timedelta(minutes=60))  # type: ignore[attr-defined]  # a test's clock
    assert _next(other) == Received(DOSSIER, result.digest)
    assert _judge(other, result.digest, 'signature.expired')
    other.exchange()
    one.exchange()
    assert _next(one) is None
    assert _known(one, result.digest) == _known(other, result.digest)


def test_judged_by_two_that_had_not_heard_of_each_other_the_first_counts(one: Machine, other: Machine) -> None:
    """On both machines the same; nobody is told of it, though an officer was at work on the dossier meanwhile."""
    digest = _brought(one)
    one.exchange()
    other.exchange()
    assert _judge(other, digest, 'signature.unknown')
    one.record(DOSSIER, facts.SummaryWritten(summary="Khai sinh"))
    assert _judge(one, digest)
    one.exchange()
    other.exchange()
    one.exchange()
    for machine in (one, other):
        known = _known(machine, digest)
        assert known is not None
        assert (known.code, machine.kinds('FileJudged'), machine.crossed()) == ('signature.good', 2, [])
        assert _next(machine) is None
    assert every_row(one) == every_row(other)
