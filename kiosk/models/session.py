"""One citizen at the kiosk: what she chose, which screen she sees, and that nothing of it stays."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.models import showing
from kiosk.models.idle import IdleClock
from kiosk.models.offering import Offering
from kiosk.models.printout import Printout
from kiosk.models.taking import LookedUp, StillWaiting, Taken, Taking, card_of
from kiosk.models.visit import Visit
from kiosk.settings import KioskSettings
from kiosk.texts import Texts, problem_key
from office.errors import Problem, Refusal
from office.facts import Priority
from office.queue import priority_of_age
from office.service import service_of
from office.workdays import local_day
from qtkit.jobs import Jobs
from qtkit.rows import Rows

T = TypeVar('T')

# longer than any code or name of a procedure that people type
LONGEST = 40

# while a slip isn't out, its number must be copied from the screen
UNPRINTED = frozenset({'printing', 'not_printed', 'maybe_printed', 'no_printer'})


class Session(QObject):
    """The kiosk's state machine over one visit after the other."""

    changed = Signal()
    ticked = Signal()
    wiped = Signal()

    def __init__(
        self,
        taking: Taking,
        offering: Offering,
        *,
        texts: Texts,
        settings: KioskSettings,
        store_jobs: Jobs,
        printout: Printout,
        found_at_once: int,
    ) -> None:
        super().__init__()
        self._taking, self._offering, self._texts, self._settings = taking, offering, texts, settings
        self._jobs, self._printout = store_jobs, printout
        self._has_reader, self._found_at_once = False, found_at_once
        self.services_rows = Rows(['letter', 'title', 'subtitle', 'icon'], self, key='letter')
        self.procedure_rows = Rows(['code', 'title', 'subtitle'], self, key='code')
        self._visit = Visit()
        self.idle = IdleClock(self)
        self.idle.ticked.connect(self._on_tick)
        texts.changed.connect(self._show)
        printout.changed.connect(self._show)
        offering.changed.connect(self._on_offering)
        self._show()

    def use_reader(self, *, works: bool) -> None:
        """Whether a reader of cards and receipts is there; without one nobody is asked to hold anything to it."""
        self._has_reader = works
        self._show()

    def _forget(self) -> None:
        self._visit = Visit(screen='closed' if self._offering.is_broken else 'welcome')
        self._printout.forget()
        self.idle.touch()
        self._show()

    @Slot()
    def wipe(self) -> None:
        """The citizen has gone: everything of her goes, her language and text size too."""
        self._forget()
        self._texts.use('vi')
        self.wiped.emit()

    @Slot()
    def start_over(self) -> None:
        """Back to the first screen, with nothing chosen; the language stays."""
        if not self._visit.is_busy:
            self._forget()

    @Slot()
    def touched(self) -> None:
        """Somebody is there: the idle clock starts anew."""
        self.idle.touch()

    def _on_tick(self) -> None:
        # at home there is nothing to lose but a language, so nobody is asked
        warning = 0 if self._visit.is_home else self._settings.warning_seconds
        if self.idle.seconds >= self._limit() + warning and not self._visit.is_busy:
            self.wipe()
        self.ticked.emit()

    def _limit(self) -> int:
        if self._visit.screen != 'ticket':
            return self._settings.idle_seconds
        is_out = self._printout.key not in UNPRINTED
        return self._settings.ticket_seconds if is_out else self._settings.unprinted_seconds

    def _go(self, screen: str) -> None:
        visit = self._visit
        visit.screen, visit.page, visit.notice = screen, 0, ''
        self.touched()
        self._show()

    @Slot(str)
    def choose(self, letter: str) -> None:
        """Choose a service; one that can't be served any more today says so at once."""
        offered = next(one for one in self._offering.offer.services if one.service.letter == letter)
        self._visit.letter, self._visit.needle = letter, ''
        if self._settings.keep_hours and offered.turn.is_too_late:
            self._on_problem(Refusal('queue.too_late', service=letter))
        else:
            self._go('procedures')

    @Slot()
    def open_search(self) -> None:
        """Open the search over all services; it needs no diacritics."""
        self._visit.letter, self._visit.needle = '', ''
        self._go('procedures')

    @Slot()
    def more(self) -> None:
        """The next page of choices; after the last comes the first."""
        self._visit.page = (self._visit.page + 1) % self._choices().pages
        self.touched()
        self._show()

    @Slot()
    def back(self) -> None:
        """One screen back."""
        if self._visit.screen == 'card' and not self._visit.is_busy:
            self._go('procedures')
        else:
            self.start_over()

    @Slot(str)
    def take(self, procedure: str) -> None:
        """Take a number, for a procedure or, with '', for the chosen service; a reader asks for the card first."""
        self._visit.procedure = procedure
        if self._has_reader and self._settings.priority_age:
            self._go('card')
        else:
            self._take(Priority.NORMAL)

    @Slot()
    def skip_card(self) -> None:
        """Take the number without a card."""
        self._take(Priority.NORMAL)

    @Slot()
    def take_result(self) -> None:
        """Take a number for collecting the result that was looked up."""
        found = self._visit.collects
        if found is not None:
            self._visit.letter, self._visit.procedure = found.letter, found.procedure
            self._take(Priority.NORMAL)

    def _take(self, priority: Priority) -> None:
        self.touched()
        visit = self._visit
        service = service_of((one.service for one in self._offering.offer.services), visit.procedure)
        letter = visit.letter or (service.letter if service else '')
        if visit.is_busy or not letter:
            return
        visit.is_busy = True
        self._do(partial(self._taking.take, letter, visit.procedure or None, priority), self._on_taken)
        self.changed.emit()

    @Slot()
    def open_lookup(self) -> None:
        """Ask for a dossier's code."""
        self._visit = Visit()
        self._go('lookup')

    @Slot(str)
    def key(self, key: str) -> None:
        """A key of the on-screen keyboard: a character, ``back`` or ``clear``."""
        visit = self._visit
        text = visit.code if visit.screen == 'lookup' else visit.needle
        text = {'back': text[:-1], 'clear': ''}.get(key, text + key)[:LONGEST]
        if visit.screen == 'lookup':
            visit.code, visit.was_asked, visit.found = text, False, None
        else:
            visit.needle, visit.page = text, 0
        self.touched()
        self._show()

    @Slot(str)
    def scanned(self, text: str) -> None:
        """Something was held before the reader: a card where it was asked for, else a receipt or a ticket."""
        visit, card = self._visit, card_of(text)
        if visit.is_busy or visit.screen in ('closed', 'ticket') or (card and visit.screen != 'card'):
            return
        if card:
            today = local_day(self._taking.clock.now())
            self._take(priority_of_age(card.birth, today, self._settings.priority_age))
        elif visit.screen == 'card':
            visit.notice = 'card_bad'
            self.touched()
            self._show()
        else:
            self.open_lookup()
            self._visit.code = '' if text.startswith('ticket:') else text.strip()[:LONGEST]
            self._look(text)

    @Slot()
    def look_up(self) -> None:
        """Look up the typed code."""
        self.touched()
        if self._visit.code:
            self._look(self._visit.code)

    def _look(self, text: str) -> None:
        self._do(partial(self._taking.look_up, text), self._on_looked_up)

    @Slot()
    def print_again(self) -> None:
        """Try the slip once more, after it surely did not come out."""
        self.touched()
        if self._visit.taken is not None:
            self._printout.print(self._visit.taken)

    def _do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Work for this visit: an answer that comes after it has ended is told to nobody."""
        visit = self._visit
        self._jobs.run(
            work,
            owner=self,
            then=lambda result: then(result) if visit is self._visit else None,
            failed=lambda problem: self._on_problem(problem) if visit is self._visit else None,
        )

    def _on_taken(self, taken: Taken) -> None:
        self._visit.taken, self._visit.is_busy = taken, False
        self._printout.print(taken)
        self._go('ticket')

    def _on_looked_up(self, found: LookedUp | StillWaiting | None) -> None:
        self._visit.found, self._visit.was_asked = found, True
        self._show()

    def _on_problem(self, problem: Problem) -> None:
        self._visit.is_busy = False
        if isinstance(problem, Refusal) and problem_key(problem) != 'closed':
            self._visit.refused = problem
            self._go('sorry')
        else:
            # a refusal means only that what was offered is out of date
            if not isinstance(problem, Refusal):
                self._offering.broke()
            self._forget()
        self._offering.refresh()

    def _on_offering(self) -> None:
        """A ticket on the screen stays whatever happens to the store; only an idle kiosk goes out of service."""
        if self._visit.is_home and (self._visit.screen == 'closed') is not self._offering.is_broken:
            self._forget()
        self._show()

    def _choices(self) -> showing.Choices:
        return showing.choices(self._visit, self._offering.offer, self._texts, found_at_once=self._found_at_once)

    def _show(self) -> None:
        choices = self._choices()
        self.services_rows.show(choices.services)
        self.procedure_rows.show(choices.procedures)
        self.changed.emit()

    def _warning(self) -> str:
        return self._texts.say('idle_more', self._limit() + self._settings.warning_seconds - self.idle.seconds)

    def _face(self) -> dict[str, object]:
        return showing.face(
            self._visit,
            self._offering.offer,
            self._texts,
            settings=self._settings,
            centre=self._taking.centre,
            cards=self._choices(),
            printing=self._printout.key,
            has_reader=self._has_reader,
        )

    screen = Property(str, lambda self: self._visit.screen, notify=changed)
    services = Property(QObject, lambda self: self.services_rows, constant=True)
    procedures = Property(QObject, lambda self: self.procedure_rows, constant=True)
    face = Property(dict, _face, notify=changed)
    warns = Property(bool, lambda self: not self._visit.is_home and self.idle.seconds >= self._limit(), notify=ticked)
    warning = Property(str, _warning, notify=ticked)
