"""The use cases of a result that goes back by post: handed to the post, delivered, or come back to the centre.

The post carries a result only where the applicant asked for it when the dossier was received (QĐ 45/2016/QĐ-TTg);
until it is handed to the post she may still collect it in person.
"""

from dataclasses import dataclass
from datetime import date

from office import facts
from office.desk.receiving import BY_POST
from office.dossier import Dossier, PostalItem
from office.errors import Refusal
from office.officer import Officer, Right
from office.ports import Books, Clock, Ledger
from office.tracking import tracking_number
from office.workdays import local_day


def may_post(officer: Officer) -> bool:
    """Whether an officer handles results that go by post: whose task the post is, or returning."""
    return officer.may(Right.POST) or officer.may(Right.RETURN)


@dataclass(frozen=True, slots=True)
class Posting:
    """What an officer does with the post; each method is one transaction and refuses ``officer.right``.

    All raise ``dossier.move`` for a dossier that stands otherwise.
    """

    ledger: Ledger
    clock: Clock

    def post_result(self, dossier: str, tracking: str, officer: str) -> Dossier:
        """Hand a result to the post under its tracking number.

        Raises:
            Refusal: ``post.not_chosen`` when the applicant didn't ask for the post, ``post.tracking_taken`` for the
                number of another dossier's item or of an earlier one of this, or what ``tracking_number`` refuses.
        """
        number = tracking_number(tracking)
        with self.ledger.change(officer) as books:
            known = _handled(books, dossier, officer)
            if known.return_method != BY_POST:
                raise Refusal('post.not_chosen')
            _must_be_free(books, number)
            body = facts.ResultPosted(tracking=number, papers=tuple(result.name for result in known.results))
            books.record(dossier, body)
            return books.get_dossier(dossier)

    def correct_tracking(self, dossier: str, tracking: str, officer: str) -> Dossier:
        """Put a mistyped tracking number right; the mistyped one is free again.

        Raises:
            Refusal: as ``post_result``.
        """
        number = tracking_number(tracking)
        with self.ledger.change(officer) as books:
            known = _handled(books, dossier, officer)
            item = known.with_post
            if item is None or item.tracking != number:
                _must_be_free(books, number)
                books.record(dossier, facts.TrackingCorrected(tracking=number))
            return books.get_dossier(dossier)

    def delivered(self, dossier: str, on: date, officer: str, *, receiver: str = '') -> Dossier:
        """Write down what the post's slip says: on which local day, and to whom if it says so.

        Raises:
            Refusal: ``post.day`` for a day before the result was posted or after today.
        """
        with self.ledger.change(officer) as books:
            item = _handled(books, dossier, officer).with_post
            if item is not None:
                _must_be_between(item, on, local_day(self.clock.now()))
            books.record(dossier, facts.PostDelivered(on=on, receiver=receiver.strip()))
            return books.get_dossier(dossier)

    def came_back(self, dossier: str, reason: str, officer: str) -> Dossier:
        """The post brought the result back undelivered; it waits here again, to be collected or posted anew.

        Raises:
            Refusal: ``post.no_reason`` without the reason on the item.
        """
        if not reason.strip():
            raise Refusal('post.no_reason')
        with self.ledger.change(officer) as books:
            _handled(books, dossier, officer)
            books.record(dossier, facts.PostCameBack(reason=reason.strip()))
            return books.get_dossier(dossier)


def _handled(books: Books, dossier: str, officer: str) -> Dossier:
    if not may_post(books.get_officer(officer)):
        raise Refusal('officer.right', right=Right.POST.value)
    return books.get_dossier(dossier)


def _must_be_free(books: Books, number: str) -> None:
    taken = books.find_posted(number)
    if taken is not None:
        raise Refusal('post.tracking_taken', tracking=number, dossier=taken.code)


def _must_be_between(item: PostalItem, on: date, today: date) -> None:
    posted = local_day(item.at)
    if not posted <= on <= today:
        raise Refusal('post.day', first=f'{posted:%d/%m/%Y}', last=f'{today:%d/%m/%Y}')
