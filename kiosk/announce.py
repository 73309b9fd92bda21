"""A called number is heard: the chime, then the number and its counter, one call after the other."""

from collections import deque

from PySide6.QtCore import QObject, QTimer

from kiosk.settings import LANGUAGES
from kiosk.texts import call_spoken
from qtkit.sound import Sound
from qtkit.speech import Speech

# calls that nobody heard after so many others are on the board all the same
_MOST_WAITING = 8
# the chime takes a second and a half; a sound system that hangs must not silence the voice too
_CHIME_MS = 4000


class Announcer(QObject):
    """Announces calls in their order; ``chime`` and ``speech`` are None where the settings want none.

    ``languages`` in which each call is said, of ``kiosk.settings.LANGUAGES``.
    """

    def __init__(self, chime: Sound | None, speech: Speech | None, languages: tuple[str, ...] = LANGUAGES[:1]) -> None:
        super().__init__()
        self._chime, self._speech, self._languages = chime, speech, languages
        self._waiting: deque[tuple[str, str]] = deque(maxlen=_MOST_WAITING)
        self._now: tuple[str, str] | None = None
        self._is_saying = False
        self._patience = QTimer(self, singleShot=True, interval=_CHIME_MS)
        self._patience.timeout.connect(self._say)
        if chime is not None:
            chime.ended.connect(self._say)
        if speech is not None:
            speech.ended.connect(self._next)

    def call(self, label: str, counter: str) -> None:
        """Announce a number and the counter that called it, after those before it."""
        self._waiting.append((label, counter))
        if self._now is None:
            self._next()

    def close(self) -> None:
        """Fall silent."""
        self._waiting.clear()
        self._patience.stop()
        if self._speech is not None:
            self._speech.close()

    def _next(self) -> None:
        self._is_saying = False
        self._now = self._waiting.popleft() if self._waiting else None
        if self._now is None:
            return
        if self._chime is not None:
            self._patience.start()
            self._chime.play()
        else:
            self._say()

    def _say(self) -> None:
        self._patience.stop()
        if self._now is None or self._is_saying:
            return
        if self._speech is None:
            self._next()
            return
        self._is_saying = True
        self._speech.say(*(call_spoken(*self._now, language) for language in self._languages))
