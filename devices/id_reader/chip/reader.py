"""The chip reader as counters use it: a card is laid down, opened with its numbers, read, judged."""

from datetime import UTC

from devices.id_reader.chip.channel import CardChannel
from devices.id_reader.chip.files import Progress
from devices.id_reader.chip.key import Key
from devices.id_reader.chip.reading import ChipRead, read_chip
from devices.id_reader.chip.roots import Roots
from devices.id_reader.chip.slot import CardSlot
from devices.stop import Stop
from office.chip import Original
from office.errors import Trouble
from office.ports import Clock

# a hand trembles, a card lies askew: what fails three times needs a person's help
TRIES = 3
_AGAIN = ('chip.misread', 'chip.data')


class ChipReader:
    """A slot, whom to trust, and the time. One thread owns it."""

    def __init__(self, slot: CardSlot, roots: Roots, clock: Clock) -> None:
        self._slot = slot
        self._roots = roots
        self._clock = clock

    def ready(self) -> None:
        """Make sure that it can read; see ``CardSlot.ready``."""
        self._slot.ready()

    def wait(self, stop: Stop) -> None:
        """Wait until a card lies there and wakes up; see ``CardSlot.power``."""
        self._slot.power(stop)

    def read(self, key: Key, stop: Stop, progress: Progress | None = None) -> ChipRead:
        """Wait for a card, open it and read it; one that is misread is woken up and read again, three times in all.

        What looks like a copy is read again too, before anybody is told so: a bad contact looks the same.

        Raises:
            Trouble: those of ``devices.id_reader.chip.channel`` and ``devices.id_reader.chip.slot``.
        """
        codes: set[str] = set()
        for tried in range(1, TRIES + 1):
            channel = _Stoppable(self._slot.power(stop, is_again=tried > 1), stop)
            try:
                read = read_chip(channel, key, self._roots, at=self._clock.now().astimezone(UTC), progress=progress)
            except Trouble as trouble:
                if trouble.code not in _AGAIN:
                    raise
                codes.add(trouble.code)
            else:
                if read.identity.proof.original is not Original.FAILED or tried == TRIES:
                    return read
        # a damaged answer may look like data of another kind; a card of another kind looks so each time
        raise Trouble('chip.data' if codes == {'chip.data'} else 'chip.misread')

    def close(self) -> None:
        """Let go of the device; further verbs may open it again."""
        self._slot.close()


class _Stoppable:
    """A channel that hears a stop between two commands."""

    def __init__(self, channel: CardChannel, stop: Stop) -> None:
        self._channel = channel
        self._stop = stop

    def transmit(self, apdu: bytes) -> bytes:
        """Send a command, unless a stop was asked for; see ``CardChannel.transmit``."""
        if self._stop.is_set():
            raise Trouble('reader.cancelled')
        return self._channel.transmit(apdu)
