"""A scanner that types, heard before any field hears it: hurried keys are held for an instant, then read or handed on.

Keys are heard where the system hands them to the window, and an input method's text where it is handed to the field
that has the cursor. What a person typed goes on to where it was going, in order; a scan goes into no field at all.
"""

import sys
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow

from devices.id_reader.protocol import IdRead, Source
from devices.id_reader.wedge import Burst, Outcome, Stroke
from devices.id_reader.wedge_text import text_of
from office.errors import Trouble

# what Wayland and X11 add to the numbers that Linux, as Windows, gives the places of keys
_LINUX_OFFSET = 8
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
# keys that write nothing themselves; a scanner presses them between others, Alt for letters by their numbers
_SILENT = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Mode_switch,
    }
)
_WRITING = (
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
)
_NO_KEY = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class _Held:
    """An event that waits, and to whom it was going."""

    target: QObject
    event: QEvent


class WedgeFilter(QObject):
    """Hears a window's keys from ``watch`` on; ``method`` is the machine's input method, '' when nobody said.

    Signals:
        read: an ``IdRead``.
        troubled: a ``Trouble``: a scan that can't be told any more.
    """

    read = Signal(object)
    troubled = Signal(object)

    def __init__(self, method: str = '') -> None:
        super().__init__()
        self._method = method
        self._burst, self._held = Burst(), list[_Held]()
        self._window: QWindow | None = None
        self._field: QObject | None = None
        self._is_handing_on = False
        self._uptime = QElapsedTimer()
        self._uptime.start()
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._on_silence)
        self._taken, self._ahead = 0, 0.0

    def watch(self, window: QWindow | None) -> None:
        """Hear this window's keys; None lets go of it, and of nothing that was typed."""
        if window is self._window:
            return
        if self._window is not None:
            self._do(self._burst.silence())
            self._window.removeEventFilter(self)
            self._window.focusObjectChanged.disconnect(self._on_field)
            self._on_field(None)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.focusObjectChanged.connect(self._on_field)
            self._on_field(QGuiApplication.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold keys that come in haste."""
        if self._is_handing_on:
            return False
        if watched is self._window and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(watched, event)
        if watched is self._field and isinstance(event, QInputMethodEvent):
            return self._on_composed(watched, event)
        return False

    def _on_field(self, field: QObject | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
        self._field = field if field is not self._window else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def _on_key(self, window: QObject, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in _SILENT or (modifiers & Qt.KeyboardModifier.AltModifier and not self._burst.is_empty):
            return False
        is_back = key == Qt.Key.Key_Backspace
        writes = event.text().isprintable() and bool(event.text())
        if event.isAutoRepeat() or modifiers & ~_WRITING != _NO_KEY or not (writes or is_back or key in _ENDS):
            self._do(self._burst.silence())
            return False
        stroke = Stroke(
            at=self._moment(event),
            text=event.text() if writes else '',
            scan=_place(event.nativeScanCode()),
            is_shifted=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            is_back=is_back,
            is_end=key in _ENDS,
        )
        return self._take(stroke, _Held(window, _copied(event)))

    def _on_composed(self, field: QObject, event: QInputMethodEvent) -> bool:
        copy = QInputMethodEvent(event.preeditString(), event.attributes())
        copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
        stroke = Stroke(at=self._uptime.elapsed() + self._ahead, text=event.commitString(), is_composed=True)
        return self._take(stroke, _Held(field, copy))

    def _moment(self, event: QKeyEvent) -> float:
        """When the key was pressed, as the system says: a busy window hears of it later."""
        if event.timestamp():
            # an input method's text bears no time: it is put on the same clock
            self._ahead = float(event.timestamp() - self._uptime.elapsed())
        return self._uptime.elapsed() + self._ahead

    def _take(self, stroke: Stroke, held: _Held) -> bool:
        outcome = self._burst.take(stroke)
        self._do(outcome)
        if outcome.is_kept and not stroke.is_end:
            self._held.append(held)
        self._taken += 1
        if not self._burst.is_empty:
            self._silence.start(int(self._burst.patience) + 1)
        return outcome.is_kept

    def _on_silence(self) -> None:
        """Keys that came while the window was busy are heard before it is called a silence."""
        taken = self._taken
        QTimer.singleShot(0, self, lambda: self._do(self._burst.silence()) if taken == self._taken else None)

    def _do(self, outcome: Outcome) -> None:
        """Hand on what was typed, and read what was scanned."""
        released, self._held = self._held[: outcome.released], self._held[outcome.released :]
        self._is_handing_on = True
        for one in released:
            QCoreApplication.sendEvent(one.target, one.event)
        self._is_handing_on = False
        if not outcome.read:
            return
        self._held.clear()
        if any(one.is_composed for one in outcome.read):
            QGuiApplication.inputMethod().reset()
        try:
            payload = text_of(outcome.read, self._method)
        except Trouble as trouble:
            self.troubled.emit(trouble)
        else:
            self.read.emit(IdRead(payload=payload, source=Source.KEYBOARD))


def _place(native: int) -> int:
    """Where a key lies, as Linux and Windows both number it; 0 where the system doesn't say."""
    if sys.platform == 'win32':
        return native
    return native - _LINUX_OFFSET if native > _LINUX_OFFSET and sys.platform == 'linux' else 0


def _copied(event: QKeyEvent) -> QKeyEvent:
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
