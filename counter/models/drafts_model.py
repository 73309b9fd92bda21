"""What is typed and not done yet, kept as it is typed: it survives a crash, a restart and another citizen's turn."""

import json
from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer

from counter.models.desk import Desk
from counter.models.work import Shift

# a pause between two words: a crash costs less than a word, and a commit is not made for every letter
PAUSE_MS = 300

Texts = Mapping[str, str]


class DraftsModel(Desk):
    """Keeps texts by key; what was kept last under a key is what is found there."""

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._pending: dict[str, dict[str, str]] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, key: str, texts: Texts) -> None:
        """Keep texts under a key, soon."""
        self._pending[key] = dict(texts)
        self._timer.start()

    def flush(self) -> None:
        """Keep now what waits."""
        pending, self._pending = self._pending, {}
        for key, texts in pending.items():
            self._save(key, json.dumps(texts, ensure_ascii=False))

    def load(self, key: str, then: Callable[[Texts], object]) -> None:
        """Bring what was kept under a key, if anything was."""
        drafts = self._shift.work.drafts
        self._run(lambda: drafts.load(key), lambda text: then(_read(text)) if text else None)

    def drop(self, key: str) -> None:
        """Forget a key."""
        self._pending.pop(key, None)
        drafts = self._shift.work.drafts
        self._run(lambda: drafts.drop(key), lambda _: None)

    def _save(self, key: str, text: str) -> None:
        drafts = self._shift.work.drafts
        self._run(lambda: drafts.save(key, text), lambda _: None)


def _read(text: str) -> Texts:
    """The texts as they were kept; what an older version wrote otherwise is no draft of ours."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
