"""What every reader of identity cards does, whoever made it.

What it gives is the text of a QR, of a card or of anything else: ``office.identity.read_card`` judges it, and calls it
"QR, unproven" whatever it says. Troubles that its verbs raise; a read that was begun is lost with each of them:

    reader.gone        not there: unplugged, another port; plugged in again, the next verb finds it
    reader.busy        another program holds it
    reader.denied      this machine's account may not use it
    reader.mute        it is there and gives nothing, not even a picture (readers that are cameras)
    reader.cancelled   a person asked to stop
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from devices.stop import Stop


class Source(StrEnum):
    """Which kind of reader saw the code."""

    SERIAL = 'serial'
    CAMERA = 'camera'
    KEYBOARD = 'keyboard'


@dataclass(frozen=True, slots=True, kw_only=True)
class IdRead:
    """One code, read once.

    Attributes:
        payload: its text without the line end. What was no UTF-8 stands as U+FFFD, which the rules notice in a name.
        damaged: whether any byte was lost or wrong: to be read again when the rules refuse it.
    """

    payload: str
    source: Source
    damaged: bool = False


class IdReader(Protocol):
    """A reader. One thread owns it."""

    def ready(self) -> None:
        """Make sure that it can read, opening it if need be.

        Raises:
            Trouble: any of the codes above but ``reader.cancelled``.
        """
        ...

    def read(self, stop: Stop) -> IdRead:
        """Wait for a person to show a code; comes back within half a second of ``stop``.

        Raises:
            Trouble: any of the codes above.
        """
        ...

    def close(self) -> None:
        """Let go of the device; further verbs may open it again."""
        ...
