"""Sheets through a queue of CUPS: the PDF as it is, followed until it has ended.

``cups:QUEUE``; with ``?confirm=queue`` the administrator holds "completed" for printed where the queue only hands
bytes over. ``seconds`` is how long the slowest document may take before it is taken back.
"""

from devices.address import Address
from devices.form_printer.protocol import FormJob
from devices.receipt_printer.protocol import Printed
from devices.spooler.opening import open_spooler
from devices.spooler.protocol import Ended, Spooler, follow
from office.errors import Refusal, Trouble

# an office printer that sleeps wakes in half a minute, and prints twenty sheets in another
USUAL_SECONDS = 90
_PDF = b'%PDF-'


class QueuedForms:
    """Sheets by a queue."""

    def __init__(self, spooler: Spooler, *, seconds: float = USUAL_SECONDS, is_trusted: bool = False) -> None:
        self._spooler, self._seconds, self._is_trusted = spooler, seconds, is_trusted

    @classmethod
    def at(cls, address: str) -> 'QueuedForms':
        """The printer of a queue's address; nothing is asked yet.

        Raises:
            Refusal: ``device.address`` or ``device.option``.
        """
        parsed = Address.parse(address)
        parsed.known_options('server', 'seconds', 'confirm')
        confirm = parsed.options.get('confirm', 'person')
        if confirm not in ('queue', 'person'):
            raise Refusal('device.option', address=address, option='confirm', value=confirm)
        return cls(open_spooler(parsed), seconds=parsed.number('seconds', USUAL_SECONDS), is_trusted=confirm == 'queue')

    def print(self, job: FormJob) -> Printed:
        """See ``FormPrinter.print``."""
        if not job.content.startswith(_PDF):
            raise Trouble('pdf.unreadable')
        self._spooler.ready()
        number = self._spooler.submit(job.content, 'pdf', title=job.id, sheets=job.sheets)
        outcome = self._followed(number, self._seconds)
        if outcome is None:
            raise Trouble('printer.mute')
        return outcome

    def left(self, job: str) -> Printed | None:
        """See ``FormPrinter.left``."""
        try:
            number = self._spooler.find(job)
        except Trouble:
            number = None
        # one that the queue doesn't know may have been printed and forgotten
        return Printed.UNKNOWN if number is None else self._followed(number, 0.0)

    def _followed(self, number: int, seconds: float) -> Printed | None:
        """How a job ended, None when it never began; one that takes longer is taken back."""
        try:
            ended = follow(self._spooler, number, seconds)
            is_said = self._is_trusted or self._spooler.confirms
        except Trouble:
            # the service was lost with the job in its hands
            return Printed.UNKNOWN
        if ended is Ended.NEVER:
            return None
        return Printed.SENT if ended is Ended.DONE and is_said else Printed.UNKNOWN

    def close(self) -> None:
        """Let go of the queue."""
        self._spooler.close()
