"""All that the kiosk knows of the citizen before it: one object, dropped when she has gone."""

from dataclasses import dataclass

from kiosk.models.taking import LookedUp, StillWaiting, Taken
from office.errors import Refusal


@dataclass(slots=True, eq=False)
class Visit:
    """A visit; ``screen`` is one of ``welcome procedures card ticket lookup sorry closed``.

    Attributes:
        screen: what she sees.
        letter: the chosen service, '' while none is.
        procedure: the chosen procedure, '' where she isn't sure.
        needle: what she searches for.
        code: the dossier's code as typed.
        notice: the key of one more sentence on the screen.
        page: which page of choices, from 0.
        is_busy: a number is being given.
        was_asked: ``found`` is the answer to ``code``.
        taken: her number.
        found: what the look-up found.
        refused: why no number was given.
    """

    screen: str = 'welcome'
    letter: str = ''
    procedure: str = ''
    needle: str = ''
    code: str = ''
    notice: str = ''
    page: int = 0
    is_busy: bool = False
    was_asked: bool = False
    taken: Taken | None = None
    found: LookedUp | StillWaiting | None = None
    refused: Refusal | None = None

    @property
    def is_home(self) -> bool:
        """Whether nothing was begun."""
        return self.screen in ('welcome', 'closed')

    @property
    def is_search(self) -> bool:
        """Whether procedures are searched rather than listed."""
        return self.screen == 'procedures' and not self.letter

    @property
    def collects(self) -> LookedUp | None:
        """The dossier whose result lies ready, where a number can be taken to collect it."""
        found = self.found
        is_ready = isinstance(found, LookedUp) and found.state.value == 'finished' and bool(found.letter)
        return found if is_ready and isinstance(found, LookedUp) else None
