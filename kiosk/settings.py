"""The ``kiosk`` and ``board`` sections of a machine's settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """A kiosk.

    Attributes:
        name: its name in facts, and where two kiosks work alone, what tells their numbers apart.
        panel_mm: the panel's visible width in millimetres; every size on the screen follows from it.
        idle_seconds: after so long without a touch a warning shows.
        warning_seconds: so long the warning shows before everything is wiped.
        ticket_seconds: so long a ticket stays on the screen.
        full_screen: no window frame and no way out.
    """

    name: str = 'K1'
    panel_mm: float = 345.0
    idle_seconds: int = 45
    warning_seconds: int = 10
    ticket_seconds: int = 20
    full_screen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSettings:
    """A board.

    Attributes:
        panel_mm: the panel's visible width in millimetres.
        old_after_seconds: after so long without an answer of the store the board says how old it is.
        full_screen: no window frame.
    """

    panel_mm: float = 950.0
    old_after_seconds: int = 10
    full_screen: bool = True
