"""Scanners that type what they read, as a keyboard does (HID keyboard wedge): which keys are a scan's and whose aren't.

A scan is known by its haste. What isn't one goes to where it was typed, key by key and in order; nothing is swallowed.
What a scan says is worked out by ``devices.id_reader.wedge_text``.
"""

from dataclasses import dataclass

# scanners type a key every 1 to 20 ms (USB asks a keyboard at most every 8 to 10 ms, radio adds as much again); who
# types 200 words a minute needs 60 ms a key. Two keys rolled by one hand come closer, and that is why LEAST_KEYS is
GAP_MS = 35.0
# nobody types ten keys in a row with no pause of 35 ms; the shortest code of this house (S10, 13 letters) is longer
LEAST_KEYS = 10
# ten keys are a scan for certain; the rest of it may come this late after each other, for a busy machine stamps keys
# late, and without Enter it is over when nothing came for so long
END_MS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One key that was pressed, or what an input method made of some.

    Attributes:
        at: milliseconds on any clock, as the system stamped it.
        text: what the system's layout made of it, '' for nothing.
        scan: where the key lies, as PC keyboards number it (set 1; Linux has the same numbers), 0 when nobody said.
        is_shifted: with Shift.
        is_back: a backspace, as input methods send to take letters back.
        is_end: Enter or Tab, which scanners send after a code.
        is_composed: not a key: an input method's own text.
    """

    at: float
    text: str = ''
    scan: int = 0
    is_shifted: bool = False
    is_back: bool = False
    is_end: bool = False
    is_composed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of keys.

    Attributes:
        released: so many of those held, the oldest first, were typed by a person: they go where they were typed.
        read: all that were held are a scan.
        is_kept: the new one isn't handed on: it is held, or belongs to a scan.
    """

    released: int = 0
    read: tuple[Stroke, ...] = ()
    is_kept: bool = False


class Burst:
    """Keys that came in haste and may be a scan."""

    def __init__(self) -> None:
        self._held: list[Stroke] = []
        self._read_until: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not self._held

    @property
    def patience(self) -> float:
        """After how many milliseconds of silence ``silence`` is to be asked."""
        return END_MS if len(self._held) >= LEAST_KEYS else GAP_MS

    def take(self, stroke: Stroke) -> Outcome:
        """A key was pressed."""
        is_late = bool(self._held) and stroke.at - self._held[-1].at > self.patience
        before = self.silence() if is_late else Outcome()
        if stroke.is_end:
            if self._is_echo(stroke):
                return Outcome(is_kept=True)
            if len(self._held) < LEAST_KEYS:
                return Outcome(released=before.released + self._let_go(), read=before.read)
            self._read_until = stroke.at
            return Outcome(read=self._taken(), is_kept=True)
        if stroke.is_back and not self._held:
            return before
        self._held.append(stroke)
        return Outcome(released=before.released, read=before.read, is_kept=True)

    def silence(self) -> Outcome:
        """Nothing came for a while, or what no scanner types: what is held is a scan by its length, or was typed."""
        if len(self._held) >= LEAST_KEYS:
            return Outcome(read=self._taken())
        return Outcome(released=self._let_go())

    def _is_echo(self, stroke: Stroke) -> bool:
        """Whether it is the second of two line ends of one scan."""
        return not self._held and self._read_until is not None and stroke.at - self._read_until <= GAP_MS

    def _taken(self) -> tuple[Stroke, ...]:
        taken, self._held = tuple(self._held), []
        return taken

    def _let_go(self) -> int:
        return len(self._taken())
