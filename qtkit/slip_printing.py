"""A slip from its layout to paper: kept, queued, sent, and its honest outcome written down.

Runs on the printer's own thread. The first byte leaves only after "sending" is durable, so a crash in between leaves a
slip that somebody must look for, never one that is printed twice.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from devices.receipt_printer.protocol import Printed, PrintJob, ReceiptPrinter
from devices.turns import working
from office.codec import canonical
from office.desk.printing import Printing
from office.errors import Refusal, Trouble
from office.ports import Pages
from office.slip_job import SlipJob, SlipState
from office.slip_layout import Element, Ink, Layout, Pair, Qr, Rule, Space, Table, Text

# a picture of 80 mm paper, whatever the printer's: it is looked at, not printed
PICTURE_DOTS = 576

_ELEMENTS: dict[str, type[Element]] = {one.__name__: one for one in (Text, Pair, Rule, Space, Qr, Table, Ink)}


@dataclass(slots=True)
class SlipPrinting:
    """One printer and the books of its jobs; ``open_printer`` is called on the thread that prints.

    ``name`` is its address in the settings.
    """

    printing: Printing
    pages: Pages
    name: str
    open_printer: Callable[[], ReceiptPrinter]
    _printer: ReceiptPrinter | None = None

    def print(self, job: str, layout: Layout, *, slip: str, about: str, actor: str) -> SlipJob:
        """Print a slip once; a job that is or may be on paper already is left alone.

        A job that was queued before prints what was kept then: a person who found no paper and has it printed again
        gets the slip that they were shown a picture of, to the letter.

        Returns:
            the job as it stands afterwards: printed, failed with its trouble's code, or unknown. One that is found
            being sent was left so by a crash, for one thread prints: how it ended only a person can say.
        """
        kept = self.pages.keep(layout_text(layout).encode())
        known = self.printing.queue(job, slip=slip, about=about, layout=kept, actor=actor)
        if known.state is SlipState.SENDING:
            return self.printing.unsure(job, actor)
        if known.state not in (SlipState.QUEUED, SlipState.FAILED):
            return known
        try:
            same = layout if known.layout == kept else kept_layout(self.pages, known)
            printer = self._opened()
            self.printing.sending(job, self.name, actor)
        except (Trouble, Refusal) as problem:
            return self.printing.failed(job, problem.code, actor)
        return self._send(printer, PrintJob(id=job, layout=same), actor)

    def trial(self, layout: Layout, job: str) -> Printed:
        """Print what is no slip, to see how the printer is; nothing is written down.

        Raises:
            Trouble, Refusal: why nothing came out.
        """
        with working(self.name):
            try:
                return self._opened().print(PrintJob(id=job, layout=layout))
            finally:
                with suppress(Trouble):
                    self.close()

    def signal(self, job: str, *, opens_drawer: bool = False, rings: bool = False) -> None:
        """Open the cash drawer or ring the bell behind the printer, where it has one; no paper moves.

        Raises:
            Trouble, Refusal: why the printer wasn't told; whether a drawer opened nobody but a person sees.
        """
        with working(self.name):
            try:
                self._opened().print(PrintJob(id=job, layout=(), opens_drawer=opens_drawer, rings=rings))
            finally:
                with suppress(Trouble):
                    self.close()

    def close(self) -> None:
        """Let go of the printer."""
        if self._printer is not None:
            self._printer.close()
            self._printer = None

    def _send(self, printer: ReceiptPrinter, job: PrintJob, actor: str) -> SlipJob:
        with working(self.name):
            try:
                outcome = printer.print(job)
            except Trouble as trouble:
                return self.printing.failed(job.id, trouble.code, actor)
            finally:
                # most printers serve one connection at a time, and whoever asks for their health needs a turn
                with suppress(Trouble):
                    self.close()
        if outcome is Printed.UNKNOWN:
            return self.printing.unsure(job.id, actor)
        return self.printing.printed(job.id, actor)

    def _opened(self) -> ReceiptPrinter:
        if self._printer is None:
            self._printer = self.open_printer()
        return self._printer


def slip_picture(pages: Pages, job: SlipJob) -> bytes:
    """A slip as it was sent, for a person who is to say whether it lies in the printer: a PNG, black on white.

    Raises:
        Trouble: ``pages.missing`` or ``pages.damaged`` when what was kept of it is not there.
    """
    return pictured(kept_layout(pages, job))


def pictured(layout: Layout) -> bytes:
    """How a slip looks on paper, as a PNG; slow, off the GUI thread."""
    from devices.receipt_printer.raster import render  # noqa: PLC0415  # brings Pillow

    made = BytesIO()
    render(layout, PICTURE_DOTS).save(made, 'PNG')
    return made.getvalue()


def kept_layout(pages: Pages, job: SlipJob) -> Layout:
    """What a job's slip says, as it was kept when it was queued.

    Raises:
        Trouble: ``pages.missing`` or ``pages.damaged``.
    """
    return layout_of(pages.get(job.layout).decode())


def layout_text(layout: Layout) -> str:
    """A layout as text, for keeping what a slip said."""
    return canonical([[type(element).__name__, asdict(element)] for element in layout])


def layout_of(text: str) -> Layout:
    """The layout of a text by ``layout_text``.

    Raises:
        Trouble: ``pages.damaged`` when it is none.
    """
    try:
        return tuple(
            _ELEMENTS[name](**{key: _tupled(value) for key, value in said.items()}) for name, said in json.loads(text)
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Trouble('pages.damaged') from error


def _tupled(value: Any) -> Any:
    """JSON's lists as the tuples they were."""
    return tuple(_tupled(one) for one in value) if isinstance(value, list) else value
