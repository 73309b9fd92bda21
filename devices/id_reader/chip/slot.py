"""Where a card is laid: what every chip reader does, whoever made it. Troubles that its verbs raise:

reader.gone        not there: unplugged, another name
reader.busy        another program holds it
reader.denied      this machine's account may not use it
reader.service     this machine runs no PC/SC service
reader.library     this machine lacks the program's part for PC/SC
reader.cancelled   a person asked to stop
chip.mute          a card lies there and doesn't wake up
chip.removed       it left
"""

from typing import Protocol

from devices.id_reader.chip.channel import CardChannel
from devices.stop import Stop


class CardSlot(Protocol):
    """A reader for chips. One thread owns it."""

    def ready(self) -> None:
        """Make sure that it is there, opening it if need be; no card is needed.

        Raises:
            Trouble: any of the codes above that begins with ``reader.``.
        """
        ...

    def power(self, stop: Stop, *, is_again: bool = False) -> CardChannel:
        """Wait for a card and wake it up; one that lies there already is put to sleep and woken up.

        With ``is_again`` the card that was read a moment ago is meant, and isn't waited for when it has left.
        Comes back within half a second of ``stop``.

        Raises:
            Trouble: any of the codes above.
        """
        ...

    def close(self) -> None:
        """Let go of card and reader; further verbs may open them again."""
        ...
