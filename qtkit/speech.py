"""Sentences said aloud, one after the other; a machine without loudspeakers or voice is simply silent."""

import io
from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from devices.voice.clip import Clip
from devices.voice.protocol import Language, Voice
from office.errors import Problem
from qtkit.jobs import Jobs
from qtkit.loudspeaker import Loudspeaker
from qtkit.sound import may_sound

# what nobody heard after so many others is no news any more
_MOST_WAITING = 12
# what a sound system may take to begin
_GRACE_MS = 3000

Sentence = tuple[str, Language]


class Speech(QObject):
    """Says sentences in turn; ``open_voice`` runs on the thread of ``jobs``, which this speech owns.

    Signals:
        ended: everything that was to be said has been said, or couldn't be.
        works: (bool) whether it can be heard, as far as is known: after ``try_out``, and when it turned out otherwise.
    """

    ended = Signal()
    works = Signal(bool)

    def __init__(self, open_voice: Callable[[], Voice], loudspeaker: Loudspeaker) -> None:
        super().__init__()
        self._open, self._jobs, self._loudspeaker = open_voice, Jobs('voice'), loudspeaker
        self._voice: Voice | None = None
        self._waiting: deque[Sentence] = deque(maxlen=_MOST_WAITING)
        self._is_speaking = False
        # which sentence is meant: an answer for one that was silenced is not played
        self._turn = 0
        # a loudspeaker that is unplugged in the middle of a word must not end all words
        self._watch = QTimer(self, singleShot=True)
        self._watch.timeout.connect(self._give_up)

    def try_out(self, sentence: Sentence) -> None:
        """Make the sound of a sentence without playing it, and say whether this works."""
        self._jobs.run(
            partial(self._made, *sentence),
            owner=self,
            then=lambda _: self.works.emit(may_sound()),
            failed=lambda _: self.works.emit(False),
        )

    def say(self, *sentences: Sentence) -> None:
        """Say sentences after those that wait."""
        self._waiting.extend(sentences)
        if not self._is_speaking:
            self._next()

    def hush(self) -> None:
        """Say no more, at once."""
        self._waiting.clear()
        self._turn += 1
        self._is_speaking = False
        self._watch.stop()
        self._loudspeaker.stop()

    def close(self) -> None:
        """Fall silent, end the thread and what plays."""
        self.hush()
        self._jobs.close()
        self._loudspeaker.close()

    def _next(self) -> None:
        if not self._waiting:
            self._is_speaking = False
            self.ended.emit()
            return
        self._is_speaking = True
        self._turn += 1
        sentence, language = self._waiting.popleft()
        turn = self._turn
        self._jobs.run(
            partial(self._made, sentence, language),
            owner=self,
            then=lambda sound: self._play(turn, sound),
            failed=lambda problem: self._failed(turn, problem),
        )

    def _made(self, sentence: str, language: Language) -> bytes:
        if self._voice is None:
            self._voice = self._open()
        return self._voice.speak(sentence, language)

    def _failed(self, turn: int, problem: Problem) -> None:
        """What comes next is tried all the same; a word that nobody recorded is no reason to do without the others."""
        if turn == self._turn:
            if problem.code != 'voice.words':
                self.works.emit(False)
            self._next()

    def _play(self, turn: int, sound: bytes) -> None:
        if turn != self._turn:
            return
        if not may_sound():
            self._over(is_heard=False)
            return
        self._watch.start(int(Clip.read(io.BytesIO(sound)).seconds * 1000) + _GRACE_MS)
        self._loudspeaker.play(sound, self._over)

    def _give_up(self) -> None:
        """What plays hangs: the next sentence gets another."""
        self._loudspeaker.give_up()
        self._next()

    def _over(self, is_heard: bool) -> None:  # noqa: FBT001 - as it is told
        self._watch.stop()
        if not is_heard:
            self.works.emit(False)
        self._next()
