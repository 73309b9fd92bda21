"""A figure of the bench: what was measured, what it is compared with in the same run, and whether its bound holds."""

import json
import os
import platform
import sqlite3
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of ``out/bench.json``.

    ``baseline`` is measured in the same run and in the same unit, and ``against`` says what it is; ``bound`` is what
    design §9 promises of the value, or of the ratio when ``of_ratio``; None where nothing is promised.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    against: str = ''
    bound: float | None = None
    of_ratio: bool = False
    at_least: bool = False
    note: str = ''

    @property
    def ratio(self) -> float | None:
        """The value in terms of its baseline."""
        return round(self.value / self.baseline, 3) if self.baseline else None

    @property
    def holds(self) -> bool | None:
        """Whether the bound holds; None where there is none."""
        judged = self.ratio if self.of_ratio else self.value
        if self.bound is None or judged is None:
            return None
        return judged >= self.bound if self.at_least else judged <= self.bound

    def record(self) -> dict[str, object]:
        """The figure as it stands in the file."""
        of = {**asdict(self), 'value': round(self.value, 3)}
        of['baseline'] = None if self.baseline is None else round(self.baseline, 3)
        return {**of, 'ratio': self.ratio, 'holds': self.holds}


def p95(times: Iterable[float]) -> float:
    """The value that nineteen of twenty don't exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def median(times: Iterable[float]) -> float:
    """The value in the middle."""
    return statistics.median(times)


def processor_seconds(process: int) -> float:
    """Processor time of a process, of its children, and of those that have ended."""
    fields = Path(f'/proc/{process}/stat').read_text(encoding='utf-8').rpartition(')')[2].split()
    children = Path(f'/proc/{process}/task/{process}/children').read_text(encoding='ascii').split()
    # the 14th to 17th of proc(5): its own and its ended children's, in user and in system mode
    ticks = sum(int(one) for one in fields[11:15])
    return ticks / os.sysconf('SC_CLK_TCK') + sum(processor_seconds(int(child)) for child in children)


def hand_over(figures: Sequence[Figure]) -> None:
    """Print figures for ``python -m tests.bench``: one JSON array, the last line of a measure's output."""
    print(json.dumps([figure.record() for figure in figures], ensure_ascii=False), flush=True)


def progress(text: str) -> None:
    """A line for the person who waits."""
    print(f'  {text}', file=sys.stderr, flush=True)


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    info = Path('/proc/cpuinfo')
    lines = info.read_text(encoding='utf-8').splitlines() if info.exists() else []
    model = next((line.partition(':')[2].strip() for line in lines if line.startswith('model name')), '')
    memory = os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30
    return {
        'processor': model or platform.machine(),
        'cores': os.cpu_count(),
        'memory_gb': round(memory, 1),
        'system': platform.platform(),
        'python': platform.python_version(),
        'qt': version('PySide6-Essentials'),
        'sqlite': sqlite3.sqlite_version,
        'load_before': round(os.getloadavg()[0], 2),
    }


def table(records: Sequence[dict[str, object]]) -> str:
    """The figures for people: a line each, and a line more where something must be known with it."""
    lines = [f'{"figure":58} {"value":>10}  {"baseline":>10} {"ratio":>7}  {"bound":>9}  holds']
    for one in records:
        sign = '≥' if one['at_least'] else '≤'
        bound = '' if one['bound'] is None else f'{sign} {one["bound"]:g}{" ×" if one["of_ratio"] else ""}'
        holds = {True: 'yes', False: 'NO', None: ''}[one['holds']]  # type: ignore[index]  # as recorded
        lines.append(
            f'{one["name"]:58} {_shown(one["value"]):>10}  {_shown(one["baseline"]):>10} {_shown(one["ratio"]):>7}'
            f'  {bound:>9}  {holds:5} {one["unit"]}'
        )
        if one['against']:
            lines.append(f'    baseline: {one["against"]}')
        if one['note']:
            lines.append(f'    {one["note"]}')
    return '\n'.join(lines)


def _shown(value: object) -> str:
    return '' if value is None else f'{value:,.4g}' if float(str(value)) < 1000 else f'{value:,.0f}'
