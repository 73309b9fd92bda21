"""What every status lamp does, whoever made it.

Troubles that its verb raises; the lamp then shows whatever it showed before:

    lamp.gone     no connection: unplugged, another port
    lamp.denied   this account may not use the port
    lamp.busy     another program holds the port
"""

from enum import StrEnum
from typing import Protocol


class Light(StrEnum):
    """What a counter's lamp says to the hall."""

    OPEN = 'open'
    """The officer is here and nobody sits before her."""
    SERVING = 'serving'
    PAUSED = 'paused'
    """Locked, or nobody has logged in."""


class Lamp(Protocol):
    """A lamp. One thread owns it; saying the same again changes nothing."""

    def show(self, light: Light) -> None:
        """Show one state and no other.

        Raises:
            Trouble: any of the codes above.
        """
        ...

    def close(self) -> None:
        """Let go of the port; the lamp goes on showing what it shows."""
        ...
