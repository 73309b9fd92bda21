"""Whatever is done through the books, lawful or not: folding the facts gives the tables, and the audit is clean."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office import facts
from office.errors import Refusal
from office.facts import FactBody
from office.fold import TABLES, fold
from office.judgement import FoundSignature, TrustStore
from office.papers import (
    ComponentFile,
    DigitalSignature,
    FeeLine,
    PageRef,
    PaperStatus,
    Payment,
    PayMethod,
    ResultFile,
    SupplementItem,
)
from office.person import Applicant
from sync import chain, rows
from sync.verify import verify
from tests.offices import FixedClock, PulledPlugError, open_store, pull_the_plug
from tests.sync.contract_ledger import accepted, identified, issued, opened

AT = datetime(2026, 11, 24, 3, 0, 0, 5, tzinfo=UTC)
PAGE = PageRef(digest='a' * 64, size=10, source='scanner')
OTHER = replace(PAGE, digest='b' * 64)
FILE = ComponentFile(component='a', digest='c' * 64, size=30, pages=2)
PAYMENT = Payment(amount=8000, method=PayMethod.CASH, reference='')
ITEMS = (SupplementItem(component='b', name="Giấy b", what="bản chính"),)
BY = {'person': facts.SupplementRequested(serial='1', items=ITEMS, reason="thiếu")}

JUDGED = facts.FileJudged(
    digest=PAGE.digest,
    code='signature.good',
    signatures=(FoundSignature(code='signature.good', holder="Lê Thị Lan", until=AT, stamped_at=AT),),
    trust=TrustStore(certificates=1, lists=1, fingerprint='9' * 64),
)

TICKET_MOVES: list[FactBody] = [
    issued(),
    facts.TicketCalled(counter='1'),
    facts.TicketRecalled(counter='1'),
    facts.TicketMissed(counter='1'),
    facts.TicketPutBack(reason=''),
    facts.ServiceStarted(counter='1'),
    facts.ServiceFinished(counter='1'),
    facts.TicketGone(reason=''),
]
DOSSIER_MOVES: list[FactBody] = [
    opened(),
    identified("Trần Văn Đô", '001099000002'),
    facts.ComponentMarked(component='a', status=PaperStatus.SEEN, originals=1, copies=0),
    facts.ComponentMarked(component='z', status=PaperStatus.SEEN, originals=1, copies=0),
    facts.PageAdded(component='a', page=PAGE),
    facts.PageAdded(component='a', page=OTHER),
    facts.PageRemoved(component='a', digest=PAGE.digest),
    facts.PagesArranged(component='a', order=(OTHER.digest, PAGE.digest)),
    facts.ComponentSigned(
        component='a',
        pages=(PAGE.digest,),
        file=FILE,
        signature=DigitalSignature(
            holder="Lê Thị Lan", organisation='', issuer="CA", serial='1f', signed_at=AT, stamped_at=AT
        ),
    ),
    JUDGED,
    replace(JUDGED, code='signature.expired'),
    facts.PageAdded(component='b', page=replace(PAGE, source='file')),
    facts.FeesAssessed(lines=(FeeLine(code='1', name="Lệ phí", kind='fee', amount=8000, due=8000),)),
    facts.FeeCollected(payment=PAYMENT),
    BY['person'],
    replace(BY['person'], by_province=True),
    facts.SupplementReceived(received_at=AT, due_at=AT + timedelta(days=1)),
    facts.FaceCompared(is_same=True, beside_camera=False),
    facts.FaceCompared(is_same=False, beside_camera=True),
    facts.DossierRefused(serial='1', reason="không thuộc thẩm quyền"),
    facts.DossierAbandoned(reason=''),
    facts.ProvinceStateSeen(status=4, note='', happened_at=AT, due_at=None),
    facts.ProvinceStateSeen(status=9, note='', happened_at=AT, due_at=AT),
    facts.ProvinceStateSeen(status=77, note='', happened_at=AT, due_at=None),
    facts.ResultArrived(results=(ResultFile(code='1', name="Giấy", digest='d' * 64, size=1),), happened_at=AT),
    facts.ResultReturned(
        serial='1', collector=Applicant(name="Trần Văn Đô"), is_applicant=True, authorisation='', papers=("Giấy",)
    ),
    facts.ResultPosted(tracking='EA473124829VN', papers=("Giấy",)),
    facts.TrackingCorrected(tracking='RR111111115VN'),
    facts.PostDelivered(on=AT.date(), receiver="Trần Văn Đô"),
    facts.PostCameBack(reason="đi vắng"),
    facts.DossierWithdrawn(reason=''),
    facts.ProvinceReceipt(item='nobody', digest='', receipt=''),
]
RATING = {'procedure': '1.001193', 'procedure_name': "Khai sinh", 'occasion': facts.Occasion.ACCEPTED}
ASKED = dict.fromkeys(('field', 'procedure', 'name', 'address', 'email', 'phone'), '')
OTHER_MOVES: list[tuple[str, FactBody]] = [
    ('question:1', facts.QuestionAsked(**ASKED, text='?', asked_at=AT)),
    ('question:1', facts.QuestionAnswered(text='!')),
    ('question:1', facts.QuestionClosed(text='…')),
    ('rating:1', facts.Rated(**RATING, level=facts.Satisfaction.NOT, opinions=('wait',))),
    ('rating:1', facts.RatingDeclined(**RATING)),
    ('slip:1', facts.SlipQueued(slip='receipt', about='dossier:1', layout='e' * 64)),
    ('slip:1', facts.SlipSending(printer='p')),
    ('slip:1', facts.SlipPrinted()),
    ('slip:1', facts.SlipFailed(code='printer.paper')),
    ('slip:1', facts.SlipUnsure()),
    ('slip:1', facts.SlipSettled(printed=False)),
    ('codes:1', facts.CodesReserved(prefix='H', first=1, last=2, width=2, usable_on=date(2026, 11, 24))),
    ('codes:1', facts.CodeTaken(number=1, dossier='dossier:1')),
    ('codes:1', facts.CodeTaken(number=2, dossier='dossier:1')),
    ('codes:1', facts.CodesReturned(first=2, last=2, reason='day_over')),
    ('comparison:Q1', facts.DifferencesFound(forgotten=('1',), surplus=())),
    ('machine:Q1', facts.TwinNoticed(device='Q1')),
    ('pages:Q1', facts.PagesPurged(digests=('a' * 64,))),
    ('pages:Q1', facts.PageFetched(digest='a' * 64)),
    ('officer:1', facts.OfficerEnrolled(login='a', name='A', position='', agency='', rights=('receive', 'sign'))),
    ('officer:1', facts.LoginFailed(counter='1', locked_until=None)),
    ('officer:1', facts.LoginFailed(counter='1', locked_until=AT)),
    ('officer:1', facts.PasswordChanged()),
    ('officer:1', facts.OfficerRevised(login='b', rights=('post',), is_shut=True)),
    ('catalogue', facts.CatalogueReplaced(digest='f' * 64, procedures=1, bad=0)),
    ('stray:H9', facts.StrayReported(code='H9', change='result')),
    ('crossed:9', facts.FactsCrossed(about='ticket:1', kind='TicketCalled', mine='9', theirs='8', void=True)),
]


def _moves() -> list[tuple[str, FactBody]]:
    """Every kind of fact on two tickets and two dossiers, and on one of each other subject."""
    made = [(f'ticket:{which}', body) for which in (1, 2) for body in TICKET_MOVES]
    for which in (1, 2):
        received = replace(accepted(f'TẠM-{which}', provisional=True), files=(FILE,))
        bodies = [*DOSSIER_MOVES, received, accepted(f'H-{which}'), facts.CodeBound(code=f'H-{which}')]
        made += [(f'dossier:{which}', body) for body in bodies]
    return made + OTHER_MOVES


STEP = st.tuples(st.sampled_from(_moves()), st.integers(-60, 600))


@given(transactions=st.lists(st.tuples(st.lists(STEP, min_size=1, max_size=8), st.booleans()), max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_folding_the_facts_gives_the_tables(
    transactions: list[tuple[list[tuple[tuple[str, FactBody], int]], bool]],
) -> None:
    clock = FixedClock()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), clock=clock)
        for steps, fails in transactions:
            try:
                with store.change('officer:1') as books:
                    for (subject, body), seconds in steps:
                        clock.forward(timedelta(seconds=seconds))
                        try:
                            books.record(subject, body)
                        except Refusal:
                            # a use case may go on after a refusal, so it must have left nothing
                            continue
                    if fails:
                        pull_the_plug()
            except PulledPlugError:
                pass
        connection = store.connect()
        recorded = list(chain.facts(connection))
        kept = {row.id: row for kind in TABLES.values() for row in rows.select(connection, kind, '')}
        connection.close()
        found = verify(store)
        store.close()
    assert fold(recorded).rows == kept
    assert [fact.seq for fact in recorded] == list(range(1, len(recorded) + 1))
    # no page was kept, so exactly the pages that rows name are missed
    assert {finding.code for finding in found} <= {'page.missing'}


def test_every_kind_is_tried() -> None:
    """A kind that joins the facts joins the property."""
    tried = {type(body) for _, body in _moves()}
    absent = set(facts.KINDS.values()) - tried
    assert absent == {
        *(facts.SummaryWritten, facts.ProvinceRefusal, facts.ItemResent, facts.NothingToTell, facts.ProvinceForgot),
        *(facts.LoginSucceeded, facts.CalendarReplaced),
    }
