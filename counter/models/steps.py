"""The steps of taking in a dossier, each done, open or blocked with its reason: a pure reading of how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from office.dossier import Dossier, DossierState
from office.papers import PaperStatus
from office.procedure import FeeNote, Procedure, channel_of


class StepName(StrEnum):
    """The five steps, in order."""

    PROCEDURE = 'procedure'
    WHO = 'who'
    PAPERS = 'papers'
    FEES = 'fees'
    FINISH = 'finish'


class StepState(StrEnum):
    """How a step stands; ``STUCK`` is open with something that only the citizen can mend."""

    DONE = 'done'
    OPEN = 'open'
    STUCK = 'stuck'
    BLOCKED = 'blocked'


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; ``reason`` is a code with ``count`` for the words that say it, '' where there is nothing to say."""

    name: StepName
    state: StepState
    reason: str = ''
    count: int = 0


BEING_TAKEN_IN = frozenset({DossierState.OPEN, DossierState.INCOMPLETE})


def is_intake(dossier: Dossier | None) -> bool:
    """Whether a dossier is still being taken in."""
    return dossier is not None and dossier.state in BEING_TAKEN_IN


def steps_of(
    dossier: Dossier | None, procedure: Procedure | None, warnings: int = 0, *, reason: str = 'warnings'
) -> tuple[Step, ...]:
    """The five steps of a dossier, or of none yet; ``warnings`` about the card hold it up for a ``reason``."""
    if dossier is None:
        rest = [name for name in StepName if name is not StepName.PROCEDURE]
        return (
            Step(name=StepName.PROCEDURE, state=StepState.OPEN, reason='choose'),
            *(Step(name=name, state=StepState.BLOCKED, reason='no_procedure') for name in rest),
        )
    papers, fees = _papers(dossier), _fees(dossier, procedure)
    who = _who(dossier, warnings, reason)
    return (
        Step(name=StepName.PROCEDURE, state=StepState.DONE),
        who,
        papers,
        fees,
        _finish(dossier, who, papers),
    )


def current_step(steps: tuple[Step, ...]) -> StepName:
    """The step to do next: the first open one; the last where the reception has ended or only the citizen can help."""
    if steps[-1].state is StepState.DONE or any(step.state is StepState.STUCK for step in steps):
        return StepName.FINISH
    return next((step.name for step in steps if step.state is StepState.OPEN), StepName.FINISH)


def asks_fee(procedure: Procedure | None, channel: str) -> bool:
    """Whether the published procedure has a fee that somebody must look at: an amount, or a text that describes one."""
    return any(fee.is_unclear or fee.amount for fee in _published(procedure, channel))


def _published(procedure: Procedure | None, channel: str) -> Sequence[FeeNote]:
    found = channel_of(procedure, channel) if procedure else None
    return found.fees if found else ()


def _who(dossier: Dossier, warnings: int, reason: str) -> Step:
    if dossier.applicant is None:
        return Step(name=StepName.WHO, state=StepState.OPEN, reason='no_applicant')
    if warnings and is_intake(dossier):
        return Step(name=StepName.WHO, state=StepState.OPEN, reason=reason, count=warnings)
    return Step(name=StepName.WHO, state=StepState.DONE)


def _papers(dossier: Dossier) -> Step:
    asked = [part for part in dossier.components if not part.listed.is_note]
    pending = sum(part.status is PaperStatus.PENDING for part in asked)
    missing = sum(part.status is PaperStatus.MISSING for part in asked)
    if pending:
        return Step(name=StepName.PAPERS, state=StepState.OPEN, reason='papers_pending', count=pending)
    if missing:
        return Step(name=StepName.PAPERS, state=StepState.STUCK, reason='papers_missing', count=missing)
    return Step(name=StepName.PAPERS, state=StepState.DONE, reason='papers_done', count=len(asked))


def _fees(dossier: Dossier, procedure: Procedure | None) -> Step:
    if dossier.fees:
        left = dossier.fee_due - dossier.fee_paid
        if left > 0:
            return Step(name=StepName.FEES, state=StepState.OPEN, reason='fee_left', count=left)
        if not dossier.fee_due:
            return Step(name=StepName.FEES, state=StepState.DONE, reason='fee_free')
        return Step(name=StepName.FEES, state=StepState.DONE, reason='fee_paid', count=dossier.fee_paid)
    if not asks_fee(procedure, dossier.channel):
        # a published zero is something else than nothing published
        reason = 'fee_zero' if _published(procedure, dossier.channel) else 'fee_none'
        return Step(name=StepName.FEES, state=StepState.DONE, reason=reason)
    return Step(name=StepName.FEES, state=StepState.OPEN, reason='fee_unassessed')


def _finish(dossier: Dossier, who: Step, papers: Step) -> Step:
    if not is_intake(dossier):
        state = StepState.OPEN if dossier.state is DossierState.SUPPLEMENT else StepState.DONE
        return Step(name=StepName.FINISH, state=state, reason='')
    for before in (who, papers):
        if before.state is not StepState.DONE:
            return Step(name=StepName.FINISH, state=StepState.BLOCKED, reason=before.reason, count=before.count)
    return Step(name=StepName.FINISH, state=StepState.OPEN, reason='ready')
