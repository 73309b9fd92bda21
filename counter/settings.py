"""The ``counter`` section of a machine's settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSettings:
    """A counter.

    Attributes:
        name: its number, as the board shows it.
        services: letters of the services it serves; none means all.
        language: ``vi`` or ``en``.
        colours: ``light``, ``dark`` or ``contrast``.
        lock_minutes: after how long without a key or the mouse the window is locked; 0 never locks it. Ten minutes are
            longer than a talk with a citizen, and shorter than a meal.
        ring_on_call: the bell behind the slip printer rings when a number is called, where the printer has one.
        citizen_display: the display that faces the citizen, by its name such as ``HDMI-2`` or its number, 1 being the
            main one; '' where there is none.
        citizen_panel_mm: its visible width in millimetres, from which every size on it follows; 0 takes what it says.
        citizen_touch: whether she can touch it; else the officer turns its pages, and hands over the keys 1, 2, 3 and 0
            when she is to rate.
    """

    name: str = '1'
    services: tuple[str, ...] = ()
    language: str = 'vi'
    colours: str = 'light'
    lock_minutes: int = 10
    ring_on_call: bool = False
    citizen_display: str = ''
    citizen_panel_mm: float = 0.0
    citizen_touch: bool = True
