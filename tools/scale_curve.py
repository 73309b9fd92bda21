"""Draws the curve of a storm into ``docs/scale.svg`` and writes its table into ``docs/scale.md``.

``python -m tools.scale_curve`` reads what ``python -m tests.bench storm --long`` left in ``out/bench.json``.
"""

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
BEGIN, END = '<!-- measured: python -m tools.scale_curve -->', '<!-- end of measured -->'

# one rung of the ladder: a figure's name without its prefix, and its value
Rung = Mapping[str, float]
Rungs = Mapping[int, Rung]

# pixels
_WIDTH, _HEIGHT, _LEFT, _TOP, _PANEL_W, _PANEL_H, _GAP = 940, 360, 70, 46, 360, 250, 110
_INK, _SOFT, _GREEN, _RED, _BLUE = '#1f2933', '#9aa5b1', '#0b6e4f', '#a4262c', '#1f5fa8'
_TEXT = 'font-family="Noto Sans, sans-serif" font-size="13"'


def rungs_of(record: Mapping[str, object]) -> Rungs:
    """The storm's figures by the number of workstations; empty when none was measured."""
    found: dict[int, dict[str, float]] = {}
    figures = record.get('figures')
    for one in figures if isinstance(figures, list) else []:
        storm, _, rest = str(one['name']).partition('.')
        count, _, name = rest.partition('.')
        if storm == 'storm' and count.isdigit():
            rung = found.setdefault(int(count), {})
            rung[name] = float(one['value'])
            if one['baseline'] is not None:
                rung['bare'] = float(one['baseline'])
    return dict(sorted(found.items()))


class Panel:
    """One set of curves over the number of workstations, both axes logarithmic."""

    def __init__(self, left: float, title: str, lowest: float, highest: float, counts: Sequence[int]) -> None:
        self._left, self._lowest, self._highest, self._counts = left, lowest, highest, counts
        self.drawn = [_label(left + _PANEL_W / 2, _TOP - 22, title, bold=True)]
        self._grid()

    def _x(self, count: float) -> float:
        first, last = math.log10(self._counts[0]), math.log10(self._counts[-1])
        return self._left + 20 + (_PANEL_W - 40) * (math.log10(count) - first) / max(last - first, 1e-9)

    def _y(self, value: float) -> float:
        low, high = math.log10(self._lowest), math.log10(self._highest)
        share = (math.log10(max(value, self._lowest)) - low) / (high - low)
        return _TOP + _PANEL_H - _PANEL_H * min(share, 1)

    def _grid(self) -> None:
        right, bottom = self._left + _PANEL_W, _TOP + _PANEL_H
        self.drawn.append(
            f'<rect x="{self._left}" y="{_TOP}" width="{_PANEL_W}" height="{_PANEL_H}" fill="none" stroke="{_SOFT}"/>'
        )
        power = math.ceil(math.log10(self._lowest))
        while 10**power <= self._highest:
            y = self._y(10**power)
            self.drawn.append(f'<path d="M{self._left} {y:.1f}H{right}" stroke="{_SOFT}" stroke-width="0.5"/>')
            self.drawn.append(_label(self._left - 8, y + 4, f'{10**power:,g}', anchor='end'))
            power += 1
        for count in self._counts:
            self.drawn.append(_label(self._x(count), bottom + 20, f'{count:,}'))
        self.drawn.append(_label(self._left + _PANEL_W / 2, bottom + 40, 'workstations'))

    def line(
        self, rungs: Rungs, value: Callable[[Rung], float], *, said: str, place: int, colour: str, dashed: bool = False
    ) -> None:
        """One curve, and what it is."""
        look = f'stroke="{colour}" stroke-width="2"' + (' stroke-dasharray="2 5"' if dashed else '')
        points = [(self._x(count), self._y(value(rung))) for count, rung in rungs.items()]
        path = ' '.join(f'{x:.1f},{y:.1f}' for x, y in points)
        self.drawn.append(f'<polyline points="{path}" fill="none" {look}/>')
        self.drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        y = _TOP + 18 + 18 * place
        self.drawn.append(f'<path d="M{self._left + 12} {y - 4}h22" {look}/>')
        self.drawn.append(_label(self._left + 40, y, said, anchor='start'))


def drawing(rungs: Rungs) -> str:
    """The two panels as SVG."""
    counts = list(rungs)
    left = Panel(_LEFT, 'Facts acknowledged a second', 10, 30_000, counts)
    left.line(rungs, lambda rung: rung['bare'], said='bare INSERTs', place=0, colour=_SOFT)
    left.line(rungs, lambda rung: rung['facts'], said='acknowledged', place=1, colour=_GREEN)
    left.line(rungs, lambda rung: rung['owed'], said='owed within the minute', place=2, colour=_INK, dashed=True)
    right = Panel(_LEFT + _PANEL_W + _GAP, 'Seconds of waiting', 0.001, 10_000, counts)
    for place, (half, dashed) in enumerate((('p95', False), ('p50', True))):
        right.line(
            rungs,
            lambda rung, name=f'drained_{half}': rung[name],  # type: ignore[misc]  # bound at once
            said=f'back to all told, {half}',
            place=place,
            colour=_RED,
            dashed=dashed,
        )
        right.line(
            rungs,
            lambda rung, name=f'answer_{half}': rung[name] / 1000,  # type: ignore[misc]  # bound at once
            said=f'one answer, {half}',
            place=place + 2,
            colour=_BLUE,
            dashed=dashed,
        )
    inside = '\n'.join((*left.drawn, *right.drawn))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_TEXT} fill="{_INK}">'
    return f'{head}\n<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n{inside}\n</svg>\n'


def written_table(rungs: Rungs, machine: Mapping[str, object]) -> str:
    """The figures for readers."""
    head = (
        '| workstations | facts/s | of bare INSERTs | one answer p50, p95 | back to all told p50, p95 |'
        ' 429 | 5xx | other troubles | astray | bytes a fact |'
        ' of all processors |'
        ' processor a fact: province, PostgreSQL, workstations |'
    )
    rows = [_row(count, rung, int(str(machine['cores']))) for count, rung in rungs.items()]
    bare = next(iter(rungs.values()))['bare']
    told = (
        f'{machine["processor"]}, {machine["cores"]} cores, {machine["memory_gb"]} GB; load before the run'
        f' {machine["load_before"]}. Bare INSERTs: {bare:,.0f} facts/s.'
    )
    return '\n'.join(('', told, '', head, f'|{"---|" * 12}', *rows, ''))


def _row(count: int, rung: Rung, cores: int) -> str:
    spent = [rung[f'cpu_{whose}'] for whose in ('province', 'postgresql', 'workstations')]
    return (
        f'| {count:,} | {rung["facts"]:.0f} | {rung["facts"] / rung["bare"]:.0%} |'
        f' {rung["answer_p50"]:.0f} ms, {rung["answer_p95"]:.0f} ms |'
        f' {rung["drained_p50"]:.1f} s, {rung["drained_p95"]:.1f} s |'
        f' {rung["told_to_come_back"]:,.0f} | {rung["server_errors"]:.0f} |'
        f' {rung["other_troubles"]:.0f} | {rung["astray"]:.0f} | {rung["bytes"]:,.0f} |'
        f' {rung["facts"] * sum(spent) / 1000 / cores:.0%} | {", ".join(f"{one:.1f} ms" for one in spent)} |'
    )


def _label(x: float, y: float, text: str, *, anchor: str = 'middle', bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ''
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" stroke="none"{weight}>{text}</text>'


def main() -> int:
    """Draw and write; 1 when nothing was measured."""
    file = ROOT / 'out' / 'bench.json'
    record = json.loads(file.read_text(encoding='utf-8')) if file.exists() else {}
    rungs = rungs_of(record)
    if len(rungs) <= 1:
        print("Chưa có số đo: chạy python -m tests.bench storm --long trước. / Nothing measured yet.", file=sys.stderr)
        return 1
    (ROOT / 'docs' / 'scale.svg').write_text(drawing(rungs), encoding='utf-8')
    page = ROOT / 'docs' / 'scale.md'
    before, _, rest = page.read_text(encoding='utf-8').partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f'{before}{BEGIN}\n{written_table(rungs, record["machine"])}\n{END}{after}', encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main())
