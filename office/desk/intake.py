"""The use cases of taking in a dossier: open, identify, check, scan, assess, and accept, supplement or refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from office import facts
from office.desk.receiving import HERE, Reception, due_of, receive
from office.dossier import Dossier
from office.errors import Refusal
from office.officer import Right
from office.organisation import checked
from office.papers import Component, ComponentFile, FeeLine, PageRef, PaperStatus, Payment, SupplementItem
from office.person import Applicant
from office.ports import Books, Clock, Ids, Ledger
from office.procedure import case_of
from office.workdays import Calendar, local_day


@dataclass(frozen=True, slots=True)
class Intake:
    """What an officer does with a dossier until it is received or not; each method is one transaction."""

    ledger: Ledger
    clock: Clock
    ids: Ids
    calendar: Calendar
    reception: Reception

    def open_dossier(
        self, procedure: str, officer: str, *, case: str = '', channel: str = 'direct', ticket: str | None = None
    ) -> Dossier:
        """Begin a dossier of a procedure's version in force, with the published list of its case.

        Raises:
            Refusal: ``procedure.unknown``, ``procedure.not_in_force``, ``procedure.case`` or ``officer.right``.
        """
        day = local_day(self.clock.now())
        subject = f'dossier:{self.ids.new()}'
        with self.ledger.change(officer) as books:
            _require(books, officer, Right.RECEIVE)
            found = books.get_procedure(procedure, day)
            chosen = case_of(found, case)
            body = facts.DossierOpened(
                ticket=ticket,
                procedure=found.code,
                procedure_version=found.version,
                procedure_name=found.name,
                case=chosen.name,
                channel=channel,
                components=chosen.components,
            )
            books.record(subject, body)
            return books.get_dossier(subject)

    def identify(self, dossier: str, applicant: Applicant, officer: str, *, proven: Sequence[str] = ()) -> Dossier:
        """Write down who applies and how that was established; ``proven`` is what a chip's reading found."""
        if not applicant.name.strip():
            raise Refusal('applicant.no_name')
        if applicant.organisation is not None:
            checked(applicant.organisation)
        body = facts.ApplicantIdentified(applicant=applicant, proven=tuple(proven))
        return self._written(dossier, body, officer)

    def compare_face(self, dossier: str, officer: str, *, is_same: bool, beside_camera: bool) -> Dossier:
        """Write down whether the person is the one on the chip's picture, as the officer sees it.

        Raises:
            Refusal: ``dossier.no_applicant`` when no card was read.
        """
        with self.ledger.change(officer) as books:
            if books.get_dossier(dossier).applicant is None:
                raise Refusal('dossier.no_applicant', dossier=dossier)
            books.record(dossier, facts.FaceCompared(is_same=is_same, beside_camera=beside_camera))
            return books.get_dossier(dossier)

    def summarise(self, dossier: str, summary: str, officer: str) -> Dossier:
        """Write down what the dossier asks for."""
        return self._written(dossier, facts.SummaryWritten(summary=summary.strip()), officer)

    def mark(
        self,
        dossier: str,
        component: str,
        status: PaperStatus,
        officer: str,
        *,
        originals: int = 0,
        copies: int = 0,
        note: str = '',
        reused_from: str | None = None,
    ) -> Dossier:
        """Judge one listed component."""
        body = facts.ComponentMarked(
            component=component, status=status, originals=originals, copies=copies, note=note, reused_from=reused_from
        )
        return self._written(dossier, body, officer)

    def add_page(self, dossier: str, component: str, page: PageRef, officer: str) -> Dossier:
        """Name a page that is already durable.

        Raises:
            Refusal: ``page.alone``: a file from outside, which is not rewritten, can't be bound with other pages.
        """
        with self.ledger.change(officer) as books:
            others = books.get_dossier(dossier).component(component).pages
            if others and (page.is_file or others[0].is_file):
                raise Refusal('page.alone')
            books.record(dossier, facts.PageAdded(component=component, page=page))
            return books.get_dossier(dossier)

    def remove_page(self, dossier: str, component: str, digest: str, officer: str) -> Dossier:
        """Take a page out of a component."""
        return self._written(dossier, facts.PageRemoved(component=component, digest=digest), officer)

    def turn_pages(self, dossier: str, component: str, turned: Mapping[str, PageRef], officer: str) -> Dossier:
        """Put durable pages in the places of those that they are, set upright; how the component is judged stays.

        Args:
            dossier: the dossier's id.
            component: the code of theirs.
            turned: the page that takes a place, by the digest of the one that leaves it; none of the component's own.
            officer: who turned them.

        Raises:
            Refusal: ``dossier.page_unknown``; ``page.alone``: a file from outside is not rewritten.
        """
        with self.ledger.change(officer) as books:
            before = books.get_dossier(dossier).component(component)
            if any(page.is_file for page in before.pages):
                raise Refusal('page.alone')
            for page in turned.values():
                books.record(dossier, facts.PageAdded(component=component, page=page))
            for digest in turned:
                books.record(dossier, facts.PageRemoved(component=component, digest=digest))
            order = tuple(turned.get(page.digest, page).digest for page in before.pages)
            now = books.get_dossier(dossier).component(component)
            if order != tuple(page.digest for page in now.pages):
                books.record(dossier, facts.PagesArranged(component=component, order=order))
            if (judged := _judged(before)) != _judged(now):
                books.record(dossier, judged)
            return books.get_dossier(dossier)

    def arrange_pages(self, dossier: str, component: str, order: Sequence[str], officer: str) -> Dossier:
        """Put a component's pages in order."""
        return self._written(dossier, facts.PagesArranged(component=component, order=tuple(order)), officer)

    def assess_fees(self, dossier: str, lines: Sequence[FeeLine], officer: str) -> Dossier:
        """Write down what is to be paid."""
        return self._written(dossier, facts.FeesAssessed(lines=tuple(lines)), officer)

    def collect(self, dossier: str, payment: Payment, officer: str) -> Dossier:
        """Write down that money came in."""
        if payment.amount <= 0:
            raise Refusal('fee.amount', amount=payment.amount)
        return self._written(dossier, facts.FeeCollected(payment=payment), officer)

    def accept(
        self, dossier: str, files: Sequence[ComponentFile], officer: str, *, return_method: str = HERE, sets: int = 1
    ) -> Dossier:
        """Receive a complete dossier: code, due time and what is owed to the province, in one transaction.

        Args:
            dossier: the dossier's id.
            files: one bound PDF per component that has pages; each is durable already.
            officer: who receives.
            return_method: ``'here'``, ``'post'`` or ``'online'``.
            sets: how many sets were handed in.

        Raises:
            Refusal: ``dossier.incomplete``, ``dossier.no_applicant``, ``dossier.files``, ``officer.right``.
        """
        with self.ledger.change(officer) as books:
            _require(books, officer, Right.RECEIVE)
            known = books.get_dossier(dossier)
            body = receive(
                books,
                known,
                files,
                at=self.clock.now(),
                reception=self.reception,
                calendar=self.calendar,
                return_method=return_method,
                sets=sets,
            )
            books.record(dossier, body)
            return books.get_dossier(dossier)

    def ask_supplement(self, dossier: str, items: Sequence[SupplementItem], reason: str, officer: str) -> Dossier:
        """Ask once, completely, for what is missing (Decree 61/2018 Art. 11.2c).

        Raises:
            Refusal: ``supplement.empty``, ``supplement.no_reason``, ``dossier.off_list``, ``dossier.one_supplement``.
        """
        if not items or any(not item.what.strip() for item in items):
            raise Refusal('supplement.empty')
        if not reason.strip():
            raise Refusal('supplement.no_reason')
        with self.ledger.change(officer) as books:
            _require(books, officer, Right.RECEIVE)
            known = books.get_dossier(dossier)
            for item in items:
                known.component(item.component)
            serial = self._serial(books, '02')
            body = facts.SupplementRequested(serial=serial, items=tuple(items), reason=reason.strip())
            books.record(dossier, body)
            return books.get_dossier(dossier)

    def supplemented(self, dossier: str, officer: str) -> Dossier:
        """The citizen brought what an accepted dossier lacked; time is counted again from the beginning."""
        now = self.clock.now()
        with self.ledger.change(officer) as books:
            known = books.get_dossier(dossier)
            due = due_of(books, known, now, reception=self.reception, calendar=self.calendar)
            books.record(dossier, facts.SupplementReceived(received_at=now, due_at=due))
            return books.get_dossier(dossier)

    def refuse(self, dossier: str, reason: str, officer: str) -> Dossier:
        """Refuse reception with a lawful reason in concrete terms.

        Raises:
            Refusal: ``refusal.no_reason`` when no reason is given.
        """
        if not reason.strip():
            raise Refusal('refusal.no_reason')
        with self.ledger.change(officer) as books:
            _require(books, officer, Right.RECEIVE)
            books.record(dossier, facts.DossierRefused(serial=self._serial(books, '03'), reason=reason.strip()))
            return books.get_dossier(dossier)

    def abandon(self, dossier: str, reason: str, officer: str) -> Dossier:
        """Close an opened dossier that was never received."""
        return self._written(dossier, facts.DossierAbandoned(reason=reason), officer)

    def _serial(self, books: Books, form: str) -> str:
        year = local_day(self.clock.now()).year
        return books.next_serial(f'form{form}:{year}')

    def _written(self, dossier: str, body: facts.FactBody, officer: str) -> Dossier:
        with self.ledger.change(officer) as books:
            books.record(dossier, body)
            return books.get_dossier(dossier)


def _judged(part: Component) -> facts.ComponentMarked:
    return facts.ComponentMarked(
        component=part.listed.code,
        status=part.status,
        originals=part.originals,
        copies=part.copies,
        note=part.note,
        reused_from=part.reused_from,
    )


def _require(books: Books, officer: str, right: Right) -> None:
    if not books.get_officer(officer).may(right):
        raise Refusal('officer.right', right=right.value)
