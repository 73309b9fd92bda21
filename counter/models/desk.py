"""What every model of the counter shares: work on the store's thread, and words for the officer."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from counter.models.work import Shift
from counter.texts import sentence
from office.errors import Problem

T = TypeVar('T')


class Desk(QObject):
    """A model at an officer's desk: ``told`` says what was done, ``troubled`` what was not and why.

    ``went_on``: the officer did something after all, so that what was refused before is no longer news.
    """

    told = Signal(str)
    troubled = Signal(str)
    went_on = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift.home)
        self._shift = shift

    def _run(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Do ``work`` on the store's thread, then show what it gave."""
        self._shift.work.store_jobs.run(work, owner=self, then=then, failed=self._on_problem)

    def _fetch(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Read pages, which may have to come from the centre, where nothing else waits for them."""
        self._shift.work.page_jobs.run(work, owner=self, then=then, failed=self._on_problem)

    def _on_problem(self, problem: Problem) -> None:
        self.troubled.emit(sentence(problem))
