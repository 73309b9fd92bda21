"""The province's catalogue beside ours: pulled with a memory of what was asked, shown as a difference, then applied.

What was asked is kept for a day, so that what is applied is what was shown, and a pull that broke off goes on where it
was. Published procedures are no secret; they lie readable in ``danh-muc-tinh`` in the store's folder.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from office import codec
from office.errors import Refusal
from office.procedure import Procedure
from office.workdays import local_day
from sync import catalogue
from sync.province.protocol import JSON, Province
from sync.province.published import Published, changes, merged, read_procedure
from sync.store import Store

_FOLDER = 'danh-muc-tinh'
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One procedure that differs: ``kind`` is ``new``, ``changed`` or ``gone``; what differs, by our names."""

    code: str
    name: str
    kind: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a pull found; ``same`` counts what agrees, ``unread`` are codes that the province lists without content."""

    differences: tuple[Difference, ...]
    same: int
    unread: tuple[str, ...]
    applied: bool = False


class Memory:
    """What the province said, by the question; forgotten after a day."""

    def __init__(self, store: Store, *, fresh: bool) -> None:
        self._folder, self._clock, self._fresh = store.settings.place / _FOLDER, store.clock, fresh

    def recall(self, question: str) -> JSON:
        """The answer of less than a day ago, None when there is none."""
        if self._fresh:
            return None
        try:
            kept = json.loads(self._path(question).read_text(encoding='utf-8'))
            lately = abs(self._clock.now() - codec.at(kept['at'])) < _KEPT
        except (OSError, ValueError, KeyError, TypeError):
            return None
        answer: JSON = kept.get('answer') if lately else None
        return answer

    def keep(self, question: str, answer: JSON) -> None:
        """Keep an answer; losing one costs another question."""
        if not re.fullmatch(r'[\w.-]{1,80}', question):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = {'at': codec.moment(self._clock.now()), 'answer': answer}
        self._path(question).write_text(json.dumps(kept, ensure_ascii=False), encoding='utf-8')

    def _path(self, question: str) -> Path:
        return self._folder / f'{question}.json'


def pull(store: Store, province: Province, *, fresh: bool = False) -> tuple[Pulled, tuple[Procedure, ...]]:
    """The differences, and the procedures that would be put in force for them; nothing is changed yet.

    Args:
        store: whose catalogue is compared.
        province: asked once a day for each procedure.
        fresh: ask for everything anew.

    Raises:
        Refusal: ``catalogue.not_published`` for a province whose shape has none, or that lists nothing.
        Trouble: as the province; what was heard until then is kept.
    """
    if not province.can.catalogue:
        raise Refusal('catalogue.not_published')
    memory = Memory(store, fresh=fresh)
    listed = _listed(province, memory)
    if not listed:
        raise Refusal('catalogue.not_published')
    today = local_day(store.clock.now())
    current = {one.code: one for one in catalogue.in_force_on(store, today)}
    published = {code: _in_full(province, memory, code) for code in listed}
    return _compared(current, published, listed, today)


def apply(store: Store, pulled: Pulled, procedures: Sequence[Procedure], *, end_missing: bool, actor: str) -> None:
    """Put in force what was pulled; what the province no longer publishes ends only when that is asked for."""
    gone = [one.code for one in pulled.differences if one.kind == 'gone']
    catalogue.amend(store, procedures, ended=gone if end_missing else (), actor=actor)


def _listed(province: Province, memory: Memory) -> dict[str, str]:
    """Name by code of everything that the province lists, its fields remembered beside."""
    known = memory.recall('danh-sach')
    if not isinstance(known, dict):
        memory.keep('linh-vuc', [dict(one) for one in province.fields()])
        found = {str(one.get('MATTHC') or ''): str(one.get('TENTTHC') or '') for one in province.procedures()}
        known = {code: name for code, name in found.items() if code}
        memory.keep('danh-sach', known)
    return {code: str(name) for code, name in known.items()}


def _in_full(province: Province, memory: Memory, code: str) -> Published | None:
    known = memory.recall(code)
    if not isinstance(known, dict):
        known = dict(province.procedure(code) or {})
        memory.keep(code, known)
    return read_procedure(known)


def _compared(
    current: Mapping[str, Procedure],
    published: Mapping[str, Published | None],
    listed: Mapping[str, str],
    today: date,
) -> tuple[Pulled, tuple[Procedure, ...]]:
    differences: list[Difference] = []
    wanted: list[Procedure] = []
    unread: list[str] = []
    for code, one in published.items():
        ours = current.get(code)
        if one is None:
            unread.append(code)
        elif one.public and ours is None:
            differences.append(Difference(code=code, name=one.name, kind='new'))
            wanted.append(merged(None, one, today))
        elif one.public and ours is not None and (what := changes(ours, one)):
            differences.append(Difference(code=code, name=one.name, kind='changed', what=what))
            wanted.append(merged(ours, one, today))
    withdrawn = {code for code, one in published.items() if one is not None and not one.public}
    gone = [one for code, one in current.items() if code not in listed or code in withdrawn]
    differences += [Difference(code=one.code, name=one.name, kind='gone') for one in gone]
    same = len(published) - len(unread) - len(withdrawn) - len(wanted)
    return Pulled(differences=tuple(differences), same=same, unread=tuple(unread)), tuple(wanted)
