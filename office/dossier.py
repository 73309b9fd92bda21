"""A dossier (hồ sơ): its states and the legal moves between them.

    OPEN --accepted--> ACCEPTED --> PROCESSING --> FINISHED --returned--> RETURNED
      |                   |             |             |<--came back-- POSTED --delivered--> RETURNED
      |--refused--> REFUSED             |--> SUPPLEMENT --received--> ACCEPTED
      |--abandoned--> ABANDONED         |--> OBLIGATION, STOPPED
      '--supplement--> INCOMPLETE --accepted--> ACCEPTED     ACCEPTED… --withdrawn--> WITHDRAWN

After reception the province is the authority of the state (design.md §3 step 9), so ``ProvinceStateSeen`` may move
between any two of the states that it governs; what we ourselves may do is in ``MOVES``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from office import facts
from office.errors import Refusal
from office.judgement import Judgement
from office.papers import Component, ComponentFile, FeeLine, PaperStatus, Payment, ResultFile, Supplement
from office.person import Applicant


class DossierState(StrEnum):
    """Where a dossier stands."""

    OPEN = 'open'
    INCOMPLETE = 'incomplete'
    ABANDONED = 'abandoned'
    REFUSED = 'refused'
    ACCEPTED = 'accepted'
    PROCESSING = 'processing'
    SUPPLEMENT = 'supplement'
    OBLIGATION = 'obligation'
    FINISHED = 'finished'
    POSTED = 'posted'
    RETURNED = 'returned'
    WITHDRAWN = 'withdrawn'
    STOPPED = 'stopped'


S = DossierState

# the national portal's state numbers (portal-contract.md §1.5)
PORTAL_STATES: Mapping[DossierState, int] = {
    S.OPEN: 1,
    S.INCOMPLETE: 1,
    S.ACCEPTED: 2,
    S.REFUSED: 3,
    S.PROCESSING: 4,
    S.SUPPLEMENT: 5,
    S.OBLIGATION: 6,
    S.WITHDRAWN: 7,
    S.STOPPED: 8,
    S.FINISHED: 9,
    # on its way by post nothing is handed over yet
    S.POSTED: 9,
    S.RETURNED: 10,
}

STATE_OF_PORTAL: Mapping[int, DossierState] = {
    number: state for state, number in PORTAL_STATES.items() if state not in (S.INCOMPLETE, S.POSTED)
}

# states between which the province's word moves a dossier that was received
UNDER_WAY = frozenset({S.ACCEPTED, S.PROCESSING, S.SUPPLEMENT, S.OBLIGATION, S.FINISHED})
FINAL = frozenset({S.RETURNED, S.REFUSED, S.WITHDRAWN, S.STOPPED, S.ABANDONED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """How a result left the centre."""

    serial: str
    collector: Applicant
    is_applicant: bool
    authorisation: str
    papers: tuple[str, ...]
    at: datetime
    officer: str
    signature: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalItem:
    """A result that was handed to the post (bưu gửi), and what the post said of it.

    ``delivered_on`` is the local day on the post's slip, ``receiver`` '' where it names nobody; ``came_back`` is why it
    was brought back, '' for one that wasn't.
    """

    tracking: str
    papers: tuple[str, ...]
    at: datetime
    officer: str
    delivered_on: date | None = None
    receiver: str = ''
    came_back: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier as it stands now.

    ``code`` is what is printed and asked for: the official code, or the provisional number until one is bound;
    ``former_code`` keeps the number printed first, ``other_codes`` any between the two: all of them find the dossier.
    Times are aware, in UTC. ``told`` counts confirmed items; ``judgements`` are what was found of files from outside.
    """

    id: str
    state: DossierState
    officer: str
    opened_at: datetime
    ticket: str | None
    procedure: str
    procedure_version: str
    procedure_name: str
    case: str
    channel: str
    components: tuple[Component, ...]
    applicant: Applicant | None = None
    summary: str = ''
    fees: tuple[FeeLine, ...] = ()
    payments: tuple[Payment, ...] = ()
    code: str = ''
    former_code: str = ''
    other_codes: tuple[str, ...] = ()
    provisional: bool = False
    serial: str = ''
    received_at: datetime | None = None
    due_at: datetime | None = None
    first_due_at: datetime | None = None
    competent_agency: str = ''
    here_competent: bool = True
    return_method: str = ''
    sets: int = 1
    files: tuple[ComponentFile, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    refusal: str = ''
    ended_reason: str = ''
    refused_at: datetime | None = None
    results: tuple[ResultFile, ...] = ()
    finished_at: datetime | None = None
    returned: Return | None = None
    postal_items: tuple[PostalItem, ...] = ()
    told: int = 0
    judgements: tuple[Judgement, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every listed component was judged and none is missing."""
        judged = {PaperStatus.SEEN, PaperStatus.SCANNED, PaperStatus.REUSED, PaperStatus.NOT_NEEDED}
        return all(part.status in judged for part in self.components if not part.listed.is_note)

    @property
    def fee_due(self) -> int:
        """What is to be paid in đồng, after exemptions."""
        return sum(line.due for line in self.fees)

    @property
    def fee_paid(self) -> int:
        """What came in, in đồng."""
        return sum(payment.amount for payment in self.payments)

    @property
    def with_post(self) -> PostalItem | None:
        """The item in which the result is on its way; None while it isn't."""
        return self.postal_items[-1] if self.state is S.POSTED else None

    def component(self, code: str) -> Component:
        """The component of a code.

        Raises:
            Refusal: ``dossier.off_list``: nothing off the published list can be handled (Decree 61/2018 Art. 15).
        """
        for part in self.components:
            if part.listed.code == code:
                return part
        raise Refusal('dossier.off_list', component=code)

    def judgement_of(self, digest: str) -> Judgement | None:
        """What was found of a file from outside when it came; None where nobody has judged it."""
        return next((one for one in self.judgements if one.digest == digest), None)


MOVES: Mapping[tuple[DossierState, type[facts.FactBody]], DossierState] = {
    **{(state, facts.DossierAccepted): S.ACCEPTED for state in (S.OPEN, S.INCOMPLETE)},
    **{(state, facts.DossierRefused): S.REFUSED for state in (S.OPEN, S.INCOMPLETE)},
    **{(state, facts.DossierAbandoned): S.ABANDONED for state in (S.OPEN, S.INCOMPLETE)},
    (S.OPEN, facts.SupplementRequested): S.INCOMPLETE,
    **{(state, facts.SupplementRequested): S.SUPPLEMENT for state in (S.ACCEPTED, S.PROCESSING)},
    (S.SUPPLEMENT, facts.SupplementReceived): S.ACCEPTED,
    **{(state, facts.ResultArrived): S.FINISHED for state in UNDER_WAY},
    (S.FINISHED, facts.ResultReturned): S.RETURNED,
    (S.FINISHED, facts.ResultPosted): S.POSTED,
    (S.POSTED, facts.PostDelivered): S.RETURNED,
    (S.POSTED, facts.PostCameBack): S.FINISHED,
    **{(state, facts.DossierWithdrawn): S.WITHDRAWN for state in UNDER_WAY - {S.FINISHED}},
}

_INTAKE = (
    facts.ApplicantIdentified,
    facts.FaceCompared,
    facts.SummaryWritten,
    facts.ComponentMarked,
    facts.PageAdded,
    facts.PageRemoved,
    facts.PagesArranged,
    facts.ComponentSigned,
    facts.FeesAssessed,
)
_BEING_TAKEN_IN = frozenset({S.OPEN, S.INCOMPLETE})

# what may be written in which states without moving the dossier
WRITTEN_IN: Mapping[type[facts.FactBody], frozenset[DossierState]] = {
    **dict.fromkeys(_INTAKE, _BEING_TAKEN_IN | {S.SUPPLEMENT}),
    facts.FeeCollected: frozenset(S) - {S.ABANDONED, S.REFUSED},
    facts.CodeBound: frozenset(S) - {S.OPEN, S.INCOMPLETE, S.ABANDONED},
    # the province may mend a result while the first one is on its way
    facts.ResultArrived: frozenset({S.POSTED}),
    facts.TrackingCorrected: frozenset({S.POSTED}),
    facts.ProvinceReceipt: frozenset(S),
    facts.ProvinceRefusal: frozenset(S),
    facts.ItemResent: frozenset(S),
    facts.ProvinceForgot: frozenset(S),
    facts.NothingToTell: frozenset({S.REFUSED, S.ABANDONED}),
    # what came may be judged when everything else is over
    facts.FileJudged: frozenset(S),
}


def next_state(dossier: Dossier, body: facts.FactBody) -> DossierState:
    """The state a fact leads to.

    Raises:
        Refusal: ``dossier.move`` when the move is not legal, ``dossier.one_supplement`` when a second supplement
            request is tried (Decree 61/2018 Art. 11.2c: one time only).
    """
    if isinstance(body, facts.ProvinceStateSeen):
        return _seen_at_province(dossier, body)
    if isinstance(body, facts.SupplementRequested) and dossier.supplements and not body.by_province:
        raise Refusal('dossier.one_supplement', dossier=dossier.id)
    if dossier.state in WRITTEN_IN.get(type(body), frozenset()):
        return dossier.state
    moved = MOVES.get((dossier.state, type(body)))
    if moved is None:
        raise Refusal('dossier.move', dossier=dossier.id, state=dossier.state.value, move=type(body).__name__)
    return moved


def _seen_at_province(dossier: Dossier, body: facts.ProvinceStateSeen) -> DossierState:
    seen = STATE_OF_PORTAL.get(body.status)
    if seen is None:
        raise Refusal('dossier.province_state', status=body.status)
    if dossier.state in _BEING_TAKEN_IN or dossier.state in FINAL:
        raise Refusal('dossier.move', dossier=dossier.id, state=dossier.state.value, move='ProvinceStateSeen')
    if seen in (S.OPEN, S.RETURNED) or dossier.state is S.POSTED:
        # the hand-over is ours to report, what the post carries as well; "registered" is before what we know
        return dossier.state
    return seen
