"""A dossier's slip on its way to paper: printed once, and asked about when nobody knows how it ended."""

from contextlib import suppress

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.slip_forms import Form, form_of
from counter.models.work import Shift
from counter.texts import sentence
from counter.words import moment, say
from office.dossier import Dossier
from office.errors import Problem, Refusal
from office.procedure import Procedure
from office.signature import Signature
from office.slip_job import SlipJob, SlipState
from qtkit.slip_printing import slip_picture


class SlipsModel(Desk):
    """The slip of one dossier; ``job`` is how it stands, None before it was first printed.

    ``signature`` is its collector's, where she signed on a pad.
    ``picture`` is a PNG of the slip while nobody knows whether it came out, for the officer who looks at the printer.
    """

    changed = Signal()
    pdf_made = Signal(str, bytes, str)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.job: SlipJob | None = None
        self.picture = b''
        self.is_printing = False
        self._last: tuple[Dossier, Procedure | None] | None = None
        self.signature: Signature | None = None

    def forget(self) -> None:
        """Another dossier is at the desk."""
        self.job, self.picture, self._last, self.signature = None, b'', None, None
        self.changed.emit()

    def look(self, known: Dossier, procedure: Procedure | None) -> None:
        """Find out how the slip of a dossier stands that was printed before; what a crash left open is asked about."""
        form = self._form(known, procedure)
        if form is None:
            return
        ledger = self._shift.work.ledger

        def read() -> SlipJob | None:
            with ledger.read() as books, suppress(Refusal):
                return books.get_slip_job(form.job)
            return None

        def on_read(job: SlipJob | None) -> None:
            if job is None or self.job is not None or self.is_printing:
                return
            self._last = (known, procedure)
            self._stand(job)
            self.changed.emit()
            if job.state is SlipState.SENDING:
                self.print(known, procedure)

        self._run(read, on_read)

    def show_pdf(self, known: Dossier, procedure: Procedure | None) -> None:
        """Make the form as a PDF, keep it, and hand it out by ``pdf_made``."""
        form = self._form(known, procedure)
        if form is None:
            return
        pages = self._shift.work.pages

        def make() -> bytes:
            from qtkit.form_pdf import form_pdf  # noqa: PLC0415 - costs the start what few need

            made = form_pdf(form.fields)
            pages.keep(made)
            return made

        self._run(make, lambda made: self.pdf_made.emit(form.fields.form.template.title, made, form.about))

    def _form(self, known: Dossier, procedure: Procedure | None) -> Form | None:
        work = self._shift.work
        at, signature = work.clock.now(), self.signature
        return form_of(known, procedure, work.centre, self._shift.officer, at=at, signature=signature)

    def print(self, known: Dossier, procedure: Procedure | None) -> None:
        """Print the form that the dossier's state calls for; what is on paper already is not printed again."""
        work, officer = self._shift.work, self._shift.officer
        form = self._form(known, procedure)
        if form is None:
            return
        printing = work.printing
        if printing is None:
            self.troubled.emit(
                say(
                    "Quầy chưa cài máy in phiếu. Mở bản PDF để in ở máy in khác.",
                    "No slip printer is set up here. Open the PDF and print it elsewhere.",
                )
            )
            return
        self._last, self.is_printing = (known, procedure), True
        self.changed.emit()
        work.print_jobs.run(
            lambda: printing.print(form.job, form.layout, slip=form.name, about=form.about, actor=officer.id),
            owner=self,
            then=self._on_printed,
            failed=self._on_not_printed,
        )

    def open_drawer(self) -> None:
        """Cash came in: the drawer behind the printer opens, where there is one; the fee is written down either way."""
        work = self._shift.work
        printing = work.printing
        if printing is not None:
            work.print_jobs.run(
                lambda: printing.signal(f'drawer:{moment(work.clock.now())}', opens_drawer=True),
                owner=self,
                then=lambda _nothing: None,
                failed=self._on_shut,
            )

    def _on_shut(self, problem: Problem) -> None:
        why = sentence(problem)
        self.troubled.emit(
            say(f"Đã ghi thu tiền; ngăn kéo chưa mở. {why}", f"The fee is written down; the drawer stayed shut. {why}")
        )

    def settle(self, *, printed: bool) -> None:
        """The officer looked at the printer and says whether the slip of unknown outcome is there."""
        job, printing, officer = self.job, self._shift.work.printing, self._shift.officer.id
        if job is None or printing is None or job.state is not SlipState.UNKNOWN:
            return
        self._shift.work.print_jobs.run(
            lambda: printing.printing.settle(job.id, printed=printed, officer=officer),
            owner=self,
            then=self._on_settled,
            failed=self._on_problem,
        )

    def _on_not_printed(self, problem: Problem) -> None:
        self.is_printing = False
        self._on_problem(problem)
        self.changed.emit()

    def _on_printed(self, job: SlipJob) -> None:
        self.is_printing = False
        self._stand(job)
        if job.state is SlipState.PRINTED:
            self.told.emit(say("Đã in phiếu.", "The slip is printed."))
        elif job.state is SlipState.UNKNOWN:
            self.troubled.emit(
                say(
                    "Không rõ phiếu đã in chưa. Nhìn máy in: bấm Có phiếu, hoặc Không có, in lại.",
                    "Nobody knows whether the slip came out. Look at the printer and say whether it is there.",
                )
            )
        else:
            self.troubled.emit(sentence(Problem(job.trouble or 'printer.error')))
            self._shift.work.watch.look_now()
        self.changed.emit()

    def _on_settled(self, job: SlipJob) -> None:
        self._stand(job)
        self.changed.emit()
        if job.state is SlipState.FAILED and self._last is not None:
            self.print(*self._last)

    def _stand(self, job: SlipJob) -> None:
        """A job stands so; one of unknown outcome gets its picture drawn."""
        self.job, self.picture = job, b''
        if job.state is SlipState.UNKNOWN:
            pages = self._shift.work.pages
            self._run(lambda: slip_picture(pages, job), lambda made: self._on_picture(job, made))

    def _on_picture(self, job: SlipJob, made: bytes) -> None:
        if self.job == job:
            self.picture = made
            self.changed.emit()
