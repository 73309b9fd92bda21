"""A result that goes back by post: handed to the post, its number put right, and what the post says of it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from counter.models.applicant import read_day
from counter.models.desk import Desk
from counter.models.work import Shift
from counter.words import say
from office.desk.posting import may_post
from office.desk.receiving import BY_POST
from office.dossier import Dossier, DossierState
from office.errors import Problem, Refusal
from office.tracking import Doubt, doubt_of, tracking_number
from office.workdays import local_day


class PostModel(Desk):
    """What the officer does with the post; ``moved`` says which dossier changed.

    ``scanned`` is a tracking number that a scanner read.
    """

    moved = Signal(str)
    scanned = Signal(str)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.may_post = may_post(shift.officer)

    @property
    def today(self) -> date:
        """The centre's day."""
        return local_day(self._shift.work.clock.now())

    def goes_by_post(self, known: Dossier | None) -> bool:
        """Whether a dossier's result waits here to be handed to the post, by this officer."""
        waits = known is not None and known.state is DossierState.FINISHED and known.return_method == BY_POST
        return waits and self.may_post

    def post(self, known: Dossier, tracking: str) -> None:
        """Hand the result to the post."""
        posting = self._shift.work.posting
        self._do(
            lambda officer: posting.post_result(known.id, tracking, officer),
            say("Đã ghi: kết quả giao cho bưu chính.", "Written down: the result was handed to the post."),
        )

    def correct(self, known: Dossier, tracking: str) -> None:
        """Put a mistyped number right."""
        posting = self._shift.work.posting
        self._do(
            lambda officer: posting.correct_tracking(known.id, tracking, officer),
            say("Đã sửa số hiệu bưu gửi.", "The tracking number is put right."),
        )

    def delivered(self, known: Dossier, on: str, receiver: str) -> None:
        """Write down the delivery that the post's slip tells of; ``on`` is typed as ``24/11/2026``."""
        posting = self._shift.work.posting
        try:
            day = _day(on, known, self.today)
        except Refusal as refusal:
            self._on_problem(refusal)
            return
        self._do(
            lambda officer: posting.delivered(known.id, day, officer, receiver=receiver),
            say("Đã ghi: bưu chính đã phát kết quả.", "Written down: the post delivered the result."),
        )

    def came_back(self, known: Dossier, reason: str) -> None:
        """Write down that the item came back undelivered."""
        posting = self._shift.work.posting
        self._do(
            lambda officer: posting.came_back(known.id, reason, officer),
            say(
                "Kết quả đã về trung tâm; trả tại quầy hoặc gửi lại.",
                "The result is here again, to be collected or posted anew.",
            ),
        )

    def _do(self, verb: Callable[[str], Dossier], words: str) -> None:
        officer = self._shift.officer.id

        def on_done(dossier: Dossier) -> None:
            self.told.emit(words)
            self.moved.emit(dossier.id)

        self._run(lambda: verb(officer), on_done)


def doubt_in(typed: str) -> Doubt | None:
    """What speaks against a number as it is typed; None where nothing does or where it is none yet."""
    try:
        return doubt_of(tracking_number(typed))
    except Problem:
        return None


def is_right(typed: str) -> bool:
    """Whether a number may be handed on by an Enter: a whole one of the shape of S10, its check digit right."""
    try:
        return doubt_of(tracking_number(typed)) is None
    except Problem:
        return False


def _day(typed: str, known: Dossier, today: date) -> date:
    found = read_day(typed)
    if found is None:
        item = known.with_post
        first = local_day(item.at) if item is not None else today
        raise Refusal('post.day', first=f'{first:%d/%m/%Y}', last=f'{today:%d/%m/%Y}')
    return found
