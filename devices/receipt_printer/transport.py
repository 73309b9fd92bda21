"""What every wire to a receipt printer does, whichever cable it is.

Three outcomes of giving bytes away, as with everything that leaves the house: all of them, none of them, or nobody
knows. Troubles that its verbs raise, each meaning that no byte of the call has left:

    printer.gone         no connection: switched off, unplugged, another address, no such queue
    printer.mute         connected, but it takes nothing
    printer.denied       this account may not use the port
    printer.busy         another program holds the port
    printer.library      the system's library for this wire is missing
    printer.paused       somebody stopped the system's queue
"""

from enum import StrEnum
from typing import Protocol

from devices.port_errors import code_of
from office.errors import Trouble


class Written(StrEnum):
    """What became of bytes that were to leave."""

    ALL = 'all'
    """The wire took every byte; of paper that says nothing yet."""
    NONE = 'none'
    """Certainly not one byte left: sending again doubles nothing."""
    UNKNOWN = 'unknown'
    """Some may have left."""


class Transport(Protocol):
    """A wire to one printer, opened by its first verb and again after ``close``. One thread owns it.

    Attributes:
        answers: whether the printer's own words come back by this wire.
        confirms: whether ``Written.ALL`` is the printer's own word that the job is done; only a spooler that follows
            a printer of its own language can say so.
    """

    @property
    def answers(self) -> bool:
        """See above."""
        ...

    @property
    def confirms(self) -> bool:
        """See above."""
        ...

    def ready(self) -> None:
        """Open the wire, or see that it is still there.

        Raises:
            Trouble: one of the codes above.
        """
        ...

    def write(self, data: bytes, seconds: float, *, title: str = '') -> Written:
        """Give all bytes away within so many seconds; ``title`` names the job where the wire has a list of jobs.

        Raises:
            Trouble: one of the codes above, before anything left.
        """
        ...

    def read(self, seconds: float) -> bytes:
        """What the printer said; ``b''`` when it said nothing for so many seconds.

        Raises:
            Trouble: ``printer.gone`` when the wire is broken.
        """
        ...

    def close(self) -> None:
        """Let go of the wire; answers that were not read are dropped."""
        ...


def trouble_of(error: Exception, where: str) -> Trouble:
    """The trouble for what a port's library or the system raised while it was opened."""
    return Trouble(code_of(error, 'printer'), printer=where)
