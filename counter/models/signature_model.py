"""The signature of who takes a result: drawn stroke by stroke, looked at, drawn anew, and kept once it is one."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from office.errors import Problem, Refusal
from office.ports import Clock
from office.signature import PER_MM, Signature, Trace, checked


class SignatureModel(QObject):
    """What is being drawn on a pad of a size in millimetres; ``signed`` when she said that this is it."""

    changed = Signal()
    signed = Signal(object)
    refused = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._began: datetime | None = None
        self._size = (0.0, 0.0)
        self._strokes: list[list[tuple[float, float, int]]] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing is drawn yet."""
        return not self._strokes

    @property
    def strokes(self) -> list[list[tuple[float, float, int]]]:
        """The strokes so far: places in millimetres, with their milliseconds."""
        return self._strokes

    def begin(self, width_mm: float, height_mm: float) -> None:
        """A blank pad."""
        self._size, self._strokes, self._began = (width_mm, height_mm), [], None
        self.changed.emit()

    def down(self, x_mm: float, y_mm: float, ms: int) -> None:
        """The pen touches the pad."""
        if self._began is None:
            self._began = self._clock.now()
        self._strokes.append([(x_mm, y_mm, ms)])
        self.changed.emit()

    def move(self, x_mm: float, y_mm: float, ms: int) -> None:
        """The pen is led."""
        if self._strokes:
            self._strokes[-1].append((x_mm, y_mm, max(ms, self._strokes[-1][-1][2])))
            self.changed.emit()

    def again(self) -> None:
        """All of it anew."""
        self.begin(*self._size)

    def done(self) -> None:
        """She says that this is it; what is none is refused in words, and the pad stays."""
        try:
            self.signed.emit(checked(self._made()))
        except Problem as problem:
            self.refused.emit(problem)

    def _made(self) -> Signature:
        if self._began is None:
            raise Refusal('signature.empty')
        width, height = (round(side * PER_MM) for side in self._size)
        first = self._strokes[0][0][2]
        return Signature(
            width=width,
            height=height,
            at=self._began,
            strokes=tuple(
                Trace(
                    # a pen that slides over the edge is on the edge
                    x=tuple(min(width, max(0, round(x * PER_MM))) for x, _, _ in one),
                    y=tuple(min(height, max(0, round(y * PER_MM))) for _, y, _ in one),
                    ms=tuple(ms - first for _, _, ms in one),
                )
                for one in self._strokes
            ),
        )
