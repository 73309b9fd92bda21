"""What the people of a soak saw, written down apart from every store: what was tried, and what was said to be done.

A line that is tried and never done belongs to a process that was killed in between: it may have happened or not. What
was said to be done must have happened, and nothing may have happened that nobody tried.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TRIED, DONE = 'tried', 'done'


class Witness:
    """One machine's; a line is in the system's hands when a call returns, so no kill of ours takes it back."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    @contextmanager
    def sees(self, kind: str, about: str) -> Iterator[dict[str, Any]]:
        """Something is tried; it is done when the block ends well, with what was put into the given dict."""
        self._line(TRIED, kind, about, {})
        seen: dict[str, Any] = {}
        yield seen
        self._line(DONE, kind, seen.pop('about', about), seen)

    def counts(self, kind: str, about: str) -> None:
        """Something to be counted and not to be balanced: a trouble that was met, a refusal."""
        self._line('met', kind, about, {})

    def _line(self, how: str, kind: str, about: str, seen: dict[str, Any]) -> None:
        os.write(self._file, (json.dumps([how, kind, about, seen], ensure_ascii=False) + '\n').encode())


@dataclass(slots=True)
class Seen:
    """What a witness wrote: by kind what was done, by what it is about; how often something was only tried; counts."""

    done: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=lambda: defaultdict(dict))
    tried: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    met: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def only_tried(self, kind: str) -> int:
        """How many were tried of which nobody saw the end."""
        return sum(self.tried[kind].values()) - sum(len(found) for found in self.done[kind].values())


def read(file: Path) -> Seen:
    """What was written."""
    seen = Seen()
    for line in file.read_text(encoding='utf-8').splitlines() if file.exists() else ():
        how, kind, about, what = json.loads(line)
        if how == TRIED:
            seen.tried[kind][about] += 1
        elif how == DONE:
            seen.done[kind].setdefault(about, []).append(what)
        else:
            seen.met[f'{kind} {about}'] += 1
    return seen
