"""A receipt printer behind a print queue of the system: bytes go in as a raw job, and no answer comes back."""

from devices.receipt_printer.transport import Written
from devices.spooler.protocol import Ended, Sheets, Spooler, follow
from office.errors import Trouble


class QueueWire:
    """A raw queue; ``write`` waits until the queue has got rid of the job, or takes it back."""

    answers = False

    def __init__(self, spooler: Spooler) -> None:
        self._spooler = spooler

    @property
    def confirms(self) -> bool:
        """Whether the queue has the printer's own word."""
        return self._spooler.confirms

    def ready(self) -> None:
        """See that the queue takes jobs; see ``Transport.ready``."""
        self._spooler.ready()

    def write(self, data: bytes, seconds: float, *, title: str = '') -> Written:
        """Print a raw job; see ``Transport.write``."""
        job = self._spooler.submit(data, 'raw', title=title, sheets=Sheets())
        try:
            ended = follow(self._spooler, job, seconds)
        except Trouble:
            return Written.UNKNOWN
        return {Ended.DONE: Written.ALL, Ended.NEVER: Written.NONE}.get(ended, Written.UNKNOWN)

    def read(self, seconds: float) -> bytes:  # noqa: ARG002 - no word comes back, however long one waits
        """Nothing: a queue brings no word of the printer."""
        return b''

    def close(self) -> None:
        """Let go of the queue."""
        self._spooler.close()
