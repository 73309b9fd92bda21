"""The ``kiosk`` and ``board`` sections of a machine's settings."""

from dataclasses import dataclass

LANGUAGES = ('vi', 'en')


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """A kiosk.

    Attributes:
        name: its name in facts, and where two kiosks work alone, what tells their numbers apart.
        panel_mm: the panel's visible width in millimetres; every size on the screen follows from it.
        services: letters of the services that this centre's counters serve; none means all.
        first_number: each letter begins with it; where a centre has several kiosks on machines of their own, each has
            its own range, such as 1 and 501, so that no number is given twice even while they don't hear each other.
        daily_cap: the centre gives at most so many numbers a day; 0 for no limit.
        keep_hours: numbers only on working days and within the centre's hours, and only while they can be served;
            off for training and drills at any time of day.
        priority_age: with a reader, from this age on a citizen who shows her card goes first; 0 never asks for
            the card.
        reader: what reads the QR of cards and receipts, such as ``serial:/dev/serial/by-id/usb-…``; '' for none.
        voice: what says a screen's sentences aloud, such as ``espeak:vi``; '' for nothing.
        speaks_first: it says them when a screen opens, not only when asked.
        idle_seconds: after so long without a touch a warning shows.
        warning_seconds: so long the warning shows before everything is wiped.
        ticket_seconds: so long a ticket stays on the screen.
        unprinted_seconds: so long it stays when its slip did not come out and the number must be copied.
        full_screen: no window frame and no way out; the service is stopped to end the program.
    """

    name: str = 'K1'
    panel_mm: float = 345.0
    services: tuple[str, ...] = ()
    first_number: int = 1
    daily_cap: int = 0
    keep_hours: bool = True
    priority_age: int = 75
    reader: str = ''
    voice: str = 'espeak:vi'
    speaks_first: bool = False
    idle_seconds: int = 45
    warning_seconds: int = 10
    ticket_seconds: int = 20
    unprinted_seconds: int = 90
    full_screen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSettings:
    """A board.

    Attributes:
        panel_mm: the panel's visible width in millimetres.
        old_after_seconds: after so long without an answer of the store the board says how old it is.
        chime: whether a call is heard.
        voice: what says the called numbers, ``espeak:vi-vn-x-south`` or ``recorded:/srv/giong``; '' for nothing.
        languages: in which languages each call is said, ``vi`` and ``en``.
        full_screen: no window frame and no way out; the service is stopped to end the program.
    """

    panel_mm: float = 950.0
    old_after_seconds: int = 10
    chime: bool = True
    voice: str = 'espeak:vi'
    languages: tuple[str, ...] = ('vi',)
    full_screen: bool = True
