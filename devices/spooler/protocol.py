"""What every print queue of a system does: take a job under a name, and tell what became of it.

Troubles that its verbs raise, each before the job is in the queue:

    printer.gone         no such queue, no print service, or the queue says that its printer is off
    printer.paused       somebody stopped the queue, or it refuses jobs
    printer.paper_out    the queue says so of its printer
    printer.cover_open   the same
    printer.error        the same
    printer.mute         the print service takes or answers nothing
    printer.denied       this account may not print there
    printer.library      this machine lacks what speaks to the queue
"""

from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from time import monotonic
from typing import Literal, Protocol

Content = Literal['raw', 'pdf']

# the queue is asked again after so long: a slip takes a second, a sheet five
POLL_SECONDS = 0.2


class JobState(StrEnum):
    """Where a job of a queue is."""

    WAITING = 'waiting'
    """In the queue; no byte has left for the printer."""
    PRINTING = 'printing'
    """Bytes leave, or left."""
    DONE = 'done'
    """Everything left, and where the printer speaks the queue's language, it is on paper."""
    NEVER = 'never'
    """Ended before any byte left."""
    BROKEN = 'broken'
    """Ended in the middle: what is on paper nobody knows."""


class Ended(StrEnum):
    """How a job ended as far as its queue knows."""

    DONE = 'done'
    NEVER = 'never'
    UNKNOWN = 'unknown'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """How a document is to be put on paper; raw bytes need none of it."""

    copies: int = 1
    media: str = ''
    """The paper's name after PWG 5101.1, such as ``iso_a5_148x210mm``; '' leaves it to the queue."""


class Spooler(Protocol):
    """One queue of the system. One thread owns it.

    Attributes:
        confirms: whether ``DONE`` is the printer's own word.
    """

    @property
    def confirms(self) -> bool:
        """See above."""
        ...

    def ready(self) -> None:
        """See that the queue is there and takes jobs.

        Raises:
            Trouble: one of the codes above.
        """
        ...

    def submit(self, content: bytes, kind: Content, *, title: str, sheets: Sheets) -> int:
        """Put a job into the queue and return its number there.

        Raises:
            Trouble: one of the codes above.
        """
        ...

    def state(self, job: int) -> JobState:
        """Where a job is.

        Raises:
            Trouble: ``printer.mute`` or ``printer.gone`` when the print service doesn't answer.
        """
        ...

    def find(self, title: str) -> int | None:
        """The last job under a title, None where the queue knows none or doesn't tell titles.

        Raises:
            Trouble: as ``state``.
        """
        ...

    def cancel(self, job: int) -> None:
        """Take a job out of the queue; one that has ended stays ended."""
        ...

    def close(self) -> None:
        """Let go of the queue."""
        ...


def follow(spooler: Spooler, job: int, seconds: float) -> Ended:
    """Wait until a job has ended; one that takes too long is taken back, so that it can't come out tomorrow.

    Raises:
        Trouble: when the print service is lost meanwhile.
    """
    pause, end = Event(), monotonic() + seconds
    while (state := spooler.state(job)) in (JobState.WAITING, JobState.PRINTING) and monotonic() < end:
        pause.wait(POLL_SECONDS)
    if state in (JobState.WAITING, JobState.PRINTING):
        spooler.cancel(job)
        state = spooler.state(job)
    return {JobState.DONE: Ended.DONE, JobState.NEVER: Ended.NEVER}.get(state, Ended.UNKNOWN)
