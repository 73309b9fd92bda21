"""Every legal move of a dossier is made, every other is refused by name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from office import dossier_facts, facts
from office.dossier import MOVES, PORTAL_STATES, UNDER_WAY, WRITTEN_IN, Dossier, DossierState, PostalItem
from office.errors import Refusal
from office.facts import FactBody
from office.judgement import FoundSignature, TrustStore
from office.papers import (
    Component,
    ComponentFile,
    DigitalSignature,
    FeeLine,
    ListedComponent,
    PageRef,
    PaperStatus,
    Payment,
    PayMethod,
    ResultFile,
    SignedCopy,
    SupplementItem,
)
from office.person import Applicant, Proof

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PAPER = ListedComponent(code='GT1', name='Giấy chứng sinh', originals=1, copies=0)
PAGE = PageRef(digest='a' * 64, size=1000, source='scanner')
MOTHER = Applicant(name='Nguyễn Thị Mẫu', number='001199000001', proof=Proof.BY_EYE)
ITEM = PostalItem(tracking='EA000000015VN', papers=(), at=AT, officer='officer:1')

SIGNATURE = DigitalSignature(
    holder='Lê Thị Lan', organisation='UBND xã Mẫu', issuer='CA', serial='1f', signed_at=AT, stamped_at=None
)
SIGNED = facts.ComponentSigned(
    component='GT1',
    pages=(PAGE.digest,),
    file=ComponentFile(component='GT1', digest='e' * 64, size=9, pages=1),
    signature=SIGNATURE,
)
JUDGED = facts.FileJudged(
    digest='f' * 64,
    code='signature.good',
    signatures=(FoundSignature(code='signature.good', holder='Trần Văn Đô', signed_at=AT),),
    trust=TrustStore(certificates=1, fingerprint='0' * 64),
)
BODIES: tuple[FactBody, ...] = (
    facts.ApplicantIdentified(applicant=MOTHER),
    facts.SummaryWritten(summary='Khai sinh'),
    facts.ComponentMarked(component='GT1', status=PaperStatus.SEEN, originals=1, copies=0),
    facts.PageAdded(component='GT1', page=PAGE),
    facts.FeesAssessed(lines=(FeeLine(code='1', name='Lệ phí', kind='fee', amount=8000, due=8000),)),
    facts.FeeCollected(payment=Payment(amount=8000, method=PayMethod.CASH)),
    facts.SupplementRequested(
        serial='1', items=(SupplementItem(component='GT1', name=PAPER.name, what='bản chính'),), reason='thiếu'
    ),
    facts.SupplementReceived(received_at=AT, due_at=None),
    facts.DossierRefused(serial='1', reason='không thuộc thẩm quyền'),
    facts.DossierAccepted(
        code='H99.12-261123-0001',
        provisional=False,
        serial='1',
        received_at=AT,
        due_at=AT,
        competent_agency='UBND',
        here_competent=True,
        return_method='here',
        sets=1,
        files=(),
    ),
    facts.DossierAbandoned(reason='left'),
    facts.CodeBound(code='H99.12-261123-0002'),
    facts.ResultArrived(results=(ResultFile(code='KQ1', name='Giấy khai sinh', digest='', size=0),), happened_at=AT),
    facts.ResultReturned(serial='1', collector=MOTHER, is_applicant=True, authorisation='', papers=()),
    facts.ResultPosted(tracking='EA473124829VN', papers=('Giấy khai sinh',)),
    facts.TrackingCorrected(tracking='RR111111115VN'),
    facts.PostDelivered(on=AT.date(), receiver=''),
    facts.PostCameBack(reason='vắng'),
    facts.DossierWithdrawn(reason='asked'),
    facts.ProvinceReceipt(item='1', digest='d', receipt='r'),
    facts.ProvinceRefusal(item='1', code='province.refused', message='no'),
    facts.ItemResent(item='1'),
    facts.NothingToTell(item='1'),
    facts.ProvinceForgot(item='1'),
    facts.PageRemoved(component='GT1', digest=PAGE.digest),
    facts.PagesArranged(component='GT1', order=(PAGE.digest,)),
    facts.FaceCompared(is_same=True, beside_camera=False),
    SIGNED,
    JUDGED,
)


def in_state(state: DossierState, *pages: PageRef) -> Dossier:
    """A dossier put into a state by hand."""
    return Dossier(
        id='dossier:1',
        state=state,
        officer='officer:1',
        opened_at=AT,
        ticket=None,
        procedure='1.001193',
        procedure_version='163/QĐ-BTP',
        procedure_name='Đăng ký khai sinh',
        case='',
        channel='direct',
        components=(Component(listed=PAPER, pages=pages),),
        postal_items=(ITEM,) if state is DossierState.POSTED else (),
    )


def after(dossier: Dossier | None, body: FactBody) -> Dossier:
    """The dossier after one more fact."""
    return dossier_facts.apply(dossier, 'dossier:1', body, at=AT, actor='officer:1')


@pytest.mark.parametrize('state', DossierState)
@pytest.mark.parametrize('body', BODIES, ids=lambda body: type(body).__name__)
def test_a_dossier_moves_only_as_the_table_says(state: DossierState, body: FactBody) -> None:
    """What the tables allow happens; anything else is refused with the state and the move."""
    moved = MOVES.get((state, type(body)))
    stays = state in WRITTEN_IN.get(type(body), frozenset())
    if moved is None and not stays:
        with pytest.raises(Refusal) as refused:
            after(in_state(state, PAGE), body)
        assert refused.value.code == 'dossier.move'
        assert refused.value.params['state'] == state.value
    else:
        assert after(in_state(state, PAGE), body).state is (state if stays else moved)


def test_every_fact_that_concerns_a_dossier_is_in_the_table() -> None:
    """A kind that joins the rules joins the cases above."""
    known = {kind for _, kind in MOVES} | set(WRITTEN_IN)
    assert known == {type(body) for body in BODIES}


@pytest.mark.parametrize('status', range(12))
@pytest.mark.parametrize('state', DossierState)
def test_the_province_moves_only_what_is_under_way(state: DossierState, status: int) -> None:
    """After reception the province's state wins; before it and after the end its word is refused."""
    body = facts.ProvinceStateSeen(status=status, note='', happened_at=AT, due_at=None)
    if state not in UNDER_WAY | {DossierState.POSTED} or not 1 <= status <= 10:
        with pytest.raises(Refusal):
            after(in_state(state), body)
        return
    seen = after(in_state(state), body)
    # what the post carries is ours to tell
    is_ours = status in (1, 10) or state is DossierState.POSTED
    assert seen.state is state if is_ours else PORTAL_STATES[seen.state] == status


def test_the_centre_asks_for_papers_only_once() -> None:
    """A second supplement request of our own is refused; one of the province's is not ours to refuse."""
    request = next(body for body in BODIES if isinstance(body, facts.SupplementRequested))
    asked = after(in_state(DossierState.OPEN), request)
    accepted = after(asked, next(body for body in BODIES if isinstance(body, facts.DossierAccepted)))
    assert accepted.supplements[0].received_at == AT
    with pytest.raises(Refusal, match=r'dossier\.one_supplement'):
        after(accepted, request)
    assert len(after(accepted, replace(request, by_province=True)).supplements) == 2


def test_nothing_off_the_published_list_is_handled() -> None:
    """A paper that the procedure doesn't list can be neither marked nor scanned."""
    with pytest.raises(Refusal, match=r'dossier\.off_list'):
        after(in_state(DossierState.OPEN), facts.PageAdded(component='KHÁC', page=PAGE))


def test_pages_are_kept_once_in_the_order_the_officer_gives() -> None:
    """The same page twice is one page; arranging names exactly the pages that are there; removing empties the paper."""
    second = replace(PAGE, digest='b' * 64)
    dossier = after(after(in_state(DossierState.OPEN), BODIES[3]), BODIES[3])
    dossier = after(dossier, facts.PageAdded(component='GT1', page=second))
    dossier = after(dossier, facts.PagesArranged(component='GT1', order=(second.digest, PAGE.digest)))
    assert [page.digest for page in dossier.component('GT1').pages] == [second.digest, PAGE.digest]
    with pytest.raises(Refusal, match=r'dossier\.page_unknown'):
        after(dossier, facts.PagesArranged(component='GT1', order=(PAGE.digest,)))
    for digest in (PAGE.digest, second.digest):
        dossier = after(dossier, facts.PageRemoved(component='GT1', digest=digest))
    assert dossier.component('GT1').status is PaperStatus.PENDING


def test_a_scanned_paper_counts_as_the_list_asks_for_it() -> None:
    """The receipt says what was handed in: as listed when scanned, as the officer counted when she judged it."""
    part = after(in_state(DossierState.OPEN), facts.PageAdded(component='GT1', page=PAGE)).component('GT1')
    assert (part.originals, part.copies) == (PAPER.originals, PAPER.copies) != (0, 0)
    counted = facts.ComponentMarked(component='GT1', status=PaperStatus.SEEN, originals=0, copies=3)
    dossier = after(in_state(DossierState.OPEN), counted)
    part = after(dossier, facts.PageAdded(component='GT1', page=PAGE)).component('GT1')
    assert (part.originals, part.copies) == (0, 3)
    emptied = after(dossier, facts.PageAdded(component='GT1', page=PAGE))
    part = after(emptied, facts.PageRemoved(component='GT1', digest=PAGE.digest)).component('GT1')
    assert (part.originals, part.copies, part.status) == (0, 0, PaperStatus.PENDING)


def test_both_numbers_find_a_dossier_whose_code_came_later() -> None:
    """Binding an official code keeps the provisional number beside it."""
    accepted = replace(in_state(DossierState.ACCEPTED), code='TẠM-M1-261123-001', provisional=True)
    bound = after(accepted, facts.CodeBound(code='H99.12-261123-0002'))
    assert (bound.code, bound.former_code, bound.provisional) == ('H99.12-261123-0002', 'TẠM-M1-261123-001', False)


def test_every_code_that_a_dossier_ever_bore_is_kept() -> None:
    """Filed under a third code, the first stays what was printed and the second is not forgotten."""
    accepted = replace(in_state(DossierState.ACCEPTED), code='TẠM-M1-261123-001', provisional=True)
    bound = after(after(accepted, facts.CodeBound(code='H1')), facts.CodeBound(code='H2'))
    assert (bound.code, bound.former_code, bound.other_codes) == ('H2', 'TẠM-M1-261123-001', ('H1',))
    assert after(bound, facts.CodeBound(code='H2')) == bound


@pytest.mark.parametrize(
    ('before', 'is_same', 'then'),
    [
        (Proof.CHIP, True, Proof.CHIP),
        (Proof.NONE, True, Proof.BY_EYE),
        (Proof.CHIP, False, Proof.NONE),
        (Proof.NONE, False, Proof.NONE),
    ],
)
def test_a_chip_proves_the_card_and_the_eye_the_person(before: Proof, is_same: bool, then: Proof) -> None:
    """A genuine card in another's hand proves nothing of who came; an unproven one may have been looked at."""
    known = after(
        in_state(DossierState.OPEN), facts.ApplicantIdentified(applicant=replace(MOTHER, proof=before), proven=('x',))
    )
    found = after(known, facts.FaceCompared(is_same=is_same, beside_camera=True)).applicant
    assert found == replace(MOTHER, proof=then)


def test_a_signature_holds_for_these_pages_and_no_others() -> None:
    """Whatever changes the pages makes it void; it is never written down for pages that aren't there."""
    second = replace(PAGE, digest='b' * 64)
    signed = after(in_state(DossierState.OPEN, PAGE), SIGNED)
    assert signed.component('GT1').signed == SignedCopy(file=SIGNED.file, signature=SIGNATURE)
    assert after(signed, BODIES[2]).component('GT1').signed is not None
    for change in (
        facts.PageAdded(component='GT1', page=second),
        facts.PageRemoved(component='GT1', digest=PAGE.digest),
        facts.PagesArranged(component='GT1', order=(PAGE.digest,)),
    ):
        assert after(signed, change).component('GT1').signed is None
    for pages in ((), (second.digest,), (PAGE.digest, second.digest)):
        with pytest.raises(Refusal, match=r'dossier\.page_unknown'):
            after(in_state(DossierState.OPEN, PAGE), replace(SIGNED, pages=pages))


def test_of_two_judgements_of_one_file_the_first_counts() -> None:
    """As when two machines judged it while neither heard of the other; another file has its own."""
    first = after(in_state(DossierState.RETURNED), JUDGED)
    again = after(first, replace(JUDGED, code='signature.expired', signatures=()))
    assert again == first
    known = after(again, replace(JUDGED, digest='b' * 64, code='signature.none', signatures=()))
    assert [one.code for one in known.judgements] == ['signature.good', 'signature.none']
    found = known.judgement_of(JUDGED.digest)
    assert found is not None
    assert (found.signatures, found.trust, found.at) == (JUDGED.signatures, JUDGED.trust, AT)
    assert known.judgement_of('c' * 64) is None
