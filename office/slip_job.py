"""A slip on its way to paper: printed, failed or unknown, and never printed twice by itself.

QUEUED --sending--> SENDING --printed--> PRINTED
                       |----failed-----> FAILED --sending--> …
                       '----unsure-----> UNKNOWN --settled--> PRINTED | FAILED
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from office import facts
from office.errors import Refusal
from office.ticket import Ticket

# how the ids of tickets' slips begin; all machines of a centre keep these, for whoever stands beside the kiosk
TICKET_JOBS = 'slip:ticket-'


class SlipState(StrEnum):
    """What is known of a slip's way to paper."""

    QUEUED = 'queued'
    SENDING = 'sending'
    PRINTED = 'printed'
    FAILED = 'failed'
    UNKNOWN = 'unknown'


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipJob:
    """One slip to be printed once; ``layout`` is the digest of its data in the page store."""

    id: str
    slip: str
    about: str
    layout: str
    state: SlipState
    printer: str = ''
    trouble: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureTicket:
    """A ticket of which nobody knows whether it came out of ``kiosk``'s printer, and since when."""

    job: SlipJob
    ticket: Ticket
    kiosk: str
    since: datetime


def ticket_job(ticket: str) -> str:
    """The id of a ticket's slip job: a repeat is no second job."""
    return TICKET_JOBS + ticket.partition(':')[2]


MOVES = {
    (SlipState.QUEUED, facts.SlipSending): SlipState.SENDING,
    (SlipState.FAILED, facts.SlipSending): SlipState.SENDING,
    (SlipState.SENDING, facts.SlipPrinted): SlipState.PRINTED,
    (SlipState.SENDING, facts.SlipFailed): SlipState.FAILED,
    (SlipState.QUEUED, facts.SlipFailed): SlipState.FAILED,
    (SlipState.FAILED, facts.SlipFailed): SlipState.FAILED,
    (SlipState.SENDING, facts.SlipUnsure): SlipState.UNKNOWN,
}


def apply(job: SlipJob | None, subject: str, body: facts.FactBody) -> SlipJob:
    """The job after a fact.

    Raises:
        Refusal: ``slip.move`` when the move is not in the table, ``slip.exists``, ``slip.unknown``.
    """
    if isinstance(body, facts.SlipQueued):
        if job is not None:
            raise Refusal('slip.exists', job=subject)
        return SlipJob(id=subject, slip=body.slip, about=body.about, layout=body.layout, state=SlipState.QUEUED)
    if job is None:
        raise Refusal('slip.unknown', job=subject)
    if isinstance(body, facts.SlipSettled) and job.state is SlipState.UNKNOWN:
        return replace(job, state=SlipState.PRINTED if body.printed else SlipState.FAILED, trouble='')
    state = MOVES.get((job.state, type(body)))
    if state is None:
        raise Refusal('slip.move', job=subject, state=job.state.value, move=type(body).__name__)
    printer = body.printer if isinstance(body, facts.SlipSending) else job.printer
    trouble = body.code if isinstance(body, facts.SlipFailed) else ''
    return replace(job, state=state, printer=printer, trouble=trouble)
