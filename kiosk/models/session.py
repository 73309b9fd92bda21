"""One citizen at the kiosk: what she chose, which screen she sees, and that nothing of it stays."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from kiosk.models.taking import LookedUp, Taken, Taking
from kiosk.settings import KioskSettings
from kiosk.texts import Texts, problem_key
from office.errors import Problem
from office.procedure import Procedure
from office.search_key import fold
from office.slip_job import SlipJob, SlipState
from qtkit.jobs import Jobs
from qtkit.rows import Rows
from qtkit.slip_printing import SlipPrinting

# at most so many choices at once (look.md); more are paged
CHOICES = 6
SECOND = 1000

PRINT_SENTENCES = {
    SlipState.PRINTED: 'printed',
    SlipState.FAILED: 'not_printed',
    SlipState.UNKNOWN: 'maybe_printed',
    SlipState.SENDING: 'maybe_printed',
}


class Session(QObject):
    """The kiosk's state machine: ``welcome``, ``procedures``, ``ticket``, ``lookup`` or ``closed``."""

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        taking: Taking,
        procedures: Sequence[Procedure],
        *,
        texts: Texts,
        settings: KioskSettings,
        store_jobs: Jobs,
        print_jobs: Jobs,
        printing: SlipPrinting | None,
    ) -> None:
        super().__init__()
        self._taking, self._texts, self._settings = taking, texts, settings
        self._store_jobs, self._print_jobs, self._printing = store_jobs, print_jobs, printing
        self._by_code = {procedure.code: procedure for procedure in procedures}
        self.services_rows = Rows(['letter', 'title', 'subtitle', 'icon'], self)
        self.procedure_rows = Rows(['code', 'title'], self)
        self._left = 0
        self._timer = QTimer(self, interval=SECOND)
        self._timer.timeout.connect(self._second)
        texts.changed.connect(self._show)
        self._forget()

    def _forget(self) -> None:
        """Drop everything of a citizen."""
        self._screen = 'welcome'
        self._letter, self._needle, self._page, self._code = '', '', 0, ''
        self._taken: Taken | None = None
        self._print_key, self._answer, self._busy = '', '', False
        self._idle = 0
        self._timer.stop()
        self._texts.use('vi')
        self._show()

    @Slot()
    def start_over(self) -> None:
        """Back to the first screen, with nothing kept."""
        self._forget()

    @Slot()
    def touched(self) -> None:
        """Somebody is there: the idle clock starts anew."""
        self._idle = 0
        self._timer.start()
        self.ticked.emit()

    @Slot(str)
    def choose(self, letter: str) -> None:
        """Choose a service."""
        self.touched()
        self._letter, self._screen, self._page, self._needle = letter, 'procedures', 0, ''
        self._show()

    @Slot(str)
    def search(self, needle: str) -> None:
        """Look for procedures by words, with or without diacritics."""
        self.touched()
        self._needle, self._page, self._screen = needle, 0, 'procedures'
        self._show()

    @Slot()
    def open_search(self) -> None:
        """Open the search over all services."""
        self.search('')

    @Slot()
    def more(self) -> None:
        """The next page of choices; after the last comes the first."""
        self.touched()
        pages = -(-len(self._matching()) // CHOICES)
        self._page = (self._page + 1) % max(1, pages)
        self._show()

    @Slot(str)
    def take(self, procedure: str) -> None:
        """Take a number, for a procedure or, with '', for the chosen service."""
        self.touched()
        letter = self._letter or self._service_of(procedure)
        if self._busy or not letter:
            return
        self._busy = True
        self.changed.emit()
        work = self._taking.take
        self._store_jobs.run(
            lambda: work(letter, procedure or None), owner=self, then=self._on_taken, failed=self._on_problem
        )

    @Slot()
    def open_lookup(self) -> None:
        """Ask for a dossier's code."""
        self.touched()
        self._screen, self._code, self._answer = 'lookup', '', ''
        self.changed.emit()

    @Slot(str)
    def key(self, key: str) -> None:
        """A key of the on-screen keyboard: a character, ``back`` or ``clear``."""
        self.touched()
        text = self._code if self._screen == 'lookup' else self._needle
        text = {'back': text[:-1], 'clear': ''}.get(key, text + key)
        if self._screen == 'lookup':
            self._code, self._answer = text, ''
            self.changed.emit()
        else:
            self.search(text)

    @Slot(str)
    def scanned(self, text: str) -> None:
        """A QR was held before the reader: a receipt's or a ticket's."""
        self.open_lookup()
        self._code = '' if text.startswith('ticket:') else text
        self._look(text)

    @Slot()
    def look_up(self) -> None:
        """Look up the typed code."""
        self.touched()
        if self._code:
            self._look(self._code)

    def _look(self, text: str) -> None:
        work = self._taking.look_up
        self._store_jobs.run(lambda: work(text), owner=self, then=self._on_looked_up, failed=self._on_problem)

    def _on_taken(self, taken: Taken) -> None:
        self._taken, self._screen, self._busy = taken, 'ticket', False
        self._print_key = 'printing' if self._printing else 'not_printed'
        self.touched()
        self._show()
        if self._printing is not None:
            printing, work = self._printing, self._taking.print
            self._print_jobs.run(
                lambda: work(taken, printing), owner=self, then=self._on_printed, failed=self._on_print_problem
            )

    def _on_printed(self, job: SlipJob) -> None:
        if self._taken is not None and job.about == self._taken.ticket.id:
            self._print_key = PRINT_SENTENCES.get(job.state, 'not_printed')
            self.changed.emit()

    def _on_print_problem(self, _problem: Problem) -> None:
        if self._taken is not None:
            self._print_key = 'maybe_printed'
            self.changed.emit()

    def _on_looked_up(self, found: LookedUp | int | None) -> None:
        if found is None:
            self._answer = self._texts.say('lookup_none')
        elif isinstance(found, int):
            self._answer = self._texts.say('ahead', found)
        else:
            self._answer = f'{self._texts.state(found.state)} ({found.judged}/{found.listed})'
        self.changed.emit()

    def _on_problem(self, problem: Problem) -> None:
        self._busy, self._screen = False, 'closed'
        self._answer = self._texts.say(problem_key(problem))
        self.changed.emit()

    def _second(self) -> None:
        self._idle += 1
        limit = self._settings.ticket_seconds if self._screen == 'ticket' else self._settings.idle_seconds
        if self._idle >= limit + self._settings.warning_seconds:
            self._forget()
        else:
            self._left = limit + self._settings.warning_seconds - self._idle
            self.ticked.emit()

    def _service_of(self, procedure: str) -> str:
        return next((one.letter for one in self._taking.services if procedure in one.procedures), '')

    def _matching(self) -> list[Procedure]:
        if self._letter and not self._needle:
            chosen = next(one for one in self._taking.services if one.letter == self._letter)
            return [self._by_code[code] for code in chosen.procedures if code in self._by_code]
        needles = fold(self._needle).split()
        listed = [code for one in self._taking.services for code in one.procedures if code in self._by_code]
        found = [self._by_code[code] for code in listed]
        known = {one.code: f'{fold(" ".join((one.name, *one.keywords)))} {one.code}' for one in found}
        return [one for one in found if all(needle in known[one.code] for needle in needles)]

    def _show(self) -> None:
        pick = self._texts.pick
        self.services_rows.show(
            [
                {
                    'letter': one.letter,
                    'title': pick(one.name, one.english),
                    'subtitle': pick(one.english, one.name),
                    'icon': one.icon,
                }
                for one in self._taking.services
            ]
        )
        page = self._matching()[self._page * CHOICES : (self._page + 1) * CHOICES]
        self.procedure_rows.show([{'code': one.code, 'title': one.name} for one in page])
        self.changed.emit()

    def _ticket(self) -> dict[str, Any]:
        if self._taken is None:
            return {}
        taken, say = self._taken, self._texts.say
        return {
            'label': taken.ticket.label,
            'service': self._texts.pick(taken.service.name, taken.service.english),
            'ahead': say('ahead', taken.ahead) if taken.ahead else say('soon'),
            'wait': say('wait', taken.wait.low, taken.wait.high) if taken.ahead else '',
            'print': say(self._print_key),
            'isTrouble': self._print_key in ('not_printed', 'maybe_printed'),
        }

    def _warns(self) -> bool:
        limit = self._settings.ticket_seconds if self._screen == 'ticket' else self._settings.idle_seconds
        return self._idle >= limit

    screen = Property(str, lambda self: self._screen, notify=changed)
    services = Property(QObject, lambda self: self.services_rows, constant=True)
    procedures = Property(QObject, lambda self: self.procedure_rows, constant=True)
    hasMore = Property(bool, lambda self: len(self._matching()) > CHOICES, notify=changed)
    isSearch = Property(bool, lambda self: self._screen == 'procedures' and not self._letter, notify=changed)
    needle = Property(str, lambda self: self._needle, notify=changed)
    code = Property(str, lambda self: self._code, notify=changed)
    answer = Property(str, lambda self: self._answer, notify=changed)
    busy = Property(bool, lambda self: self._busy, notify=changed)
    ticket = Property(dict, lambda self: self._ticket(), notify=changed)
    warns = Property(bool, lambda self: self._warns(), notify=ticked)
    warning = Property(str, lambda self: self._texts.say('idle_more', self._left), notify=ticked)
