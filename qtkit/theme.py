"""The tokens of look (look.md): colours, sizes in millimetres of the configured panel, one table for both apps."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QFontDatabase

# below this share a colour's part is linear (WCAG 2.1's definition of relative luminance)
_DARK_PART = 0.03928


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one mode, as ``#RRGGBB``."""

    paper: str
    surface: str
    line: str
    ink: str
    quiet: str
    action: str
    on_action: str
    gold: str
    on_gold: str
    good: str
    warn: str
    bad: str


LIGHT = Palette(
    paper='#FAF9F6',
    surface='#FFFFFF',
    line='#D9D6CF',
    ink='#1A1E24',
    quiet='#555C66',
    action='#0B4F8C',
    on_action='#FFFFFF',
    gold='#F0B429',
    on_gold='#1A1E24',
    good='#1C7A4C',
    warn='#A65A00',
    bad='#B3261E',
)
DARK = Palette(
    paper='#12171D',
    surface='#1B222B',
    line='#36404C',
    ink='#F3F1EC',
    quiet='#B4BBC4',
    action='#7FB8EE',
    on_action='#0C1A28',
    gold='#F0B429',
    on_gold='#1A1E24',
    good='#63C08F',
    warn='#F0A54A',
    bad='#F2877F',
)
HIGH_CONTRAST = Palette(
    paper='#000000',
    surface='#000000',
    line='#FFFFFF',
    ink='#FFFFFF',
    quiet='#FFFFFF',
    action='#FFFF00',
    on_action='#000000',
    gold='#FFFF00',
    on_gold='#000000',
    good='#FFFFFF',
    warn='#FFFF00',
    bad='#FFFF00',
)

# what the test of contrast looks at: text on its ground
TEXT_ON_GROUND = (
    ('ink', 'paper'),
    ('ink', 'surface'),
    ('quiet', 'paper'),
    ('quiet', 'surface'),
    ('on_action', 'action'),
    ('on_gold', 'gold'),
    ('good', 'surface'),
    ('warn', 'surface'),
    ('bad', 'surface'),
)

# Noto Sans: the capital's height is 0.714 of the em; a kiosk's body capital is 5.2 mm high, a heading's 8.7 mm
CAPITAL_OF_EM = 0.714
KIOSK_BODY_MM, KIOSK_HEADING_MM = 5.2, 8.7
TARGET_MM = 20.0

# the text sizes a citizen may choose, one step of the type scale apart
TEXT_SCALES = (1.0, 1.25)

FONT_FILES = ('NotoSans-Regular.ttf', 'NotoSans-Bold.ttf')
SERIF_FILES = ('NotoSerif-Regular.ttf', 'NotoSerif-Bold.ttf', 'NotoSerif-Italic.ttf')
FONT_DIRECTORIES = (Path('/usr/share/fonts/truetype/noto'),)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.1, 1.4.3), 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return float(share / 12.92 if share <= _DARK_PART else ((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def font_family() -> str:
    """The family of the product's texts: Noto Sans where it is installed, DejaVu Sans otherwise."""
    return _family('Noto Sans', FONT_FILES, 'DejaVu Sans')


def serif_family() -> str:
    """The family of forms on paper: Noto Serif where it is installed, DejaVu Serif otherwise; on any thread."""
    return _family('Noto Serif', SERIF_FILES, 'DejaVu Serif')


def _family(wanted: str, files: tuple[str, ...], otherwise: str) -> str:
    if QFontDatabase.hasFamily(wanted):
        return wanted
    for directory in FONT_DIRECTORIES:
        for name in files:
            if (directory / name).exists():
                QFontDatabase.addApplicationFont(str(directory / name))
    return wanted if QFontDatabase.hasFamily(wanted) else otherwise


class Theme(QObject):
    """The tokens as QML reads them; sizes are pixels on a panel of the configured width.

    Args:
        palette: the colours.
        panel_mm: the panel's visible width in millimetres.
        panel_px: its width in pixels.
        scale: the citizen's text size, 1.0 or larger.
    """

    changed = Signal()

    def __init__(self, palette: Palette, *, panel_mm: float, panel_px: int, scale: float = 1.0) -> None:
        super().__init__()
        self._palette = self._first = palette
        self._per_mm = panel_px / panel_mm
        self._scale = scale
        self._family = font_family()

    def use(self, *, palette: Palette | None = None, scale: float | None = None) -> None:
        """Change the colours or the text size."""
        self._palette = palette or self._palette
        self._scale = scale or self._scale
        self.changed.emit()

    @Slot()
    def larger(self) -> None:
        """The next text size; after the largest comes the usual one."""
        at = TEXT_SCALES.index(self._scale) if self._scale in TEXT_SCALES else 0
        self.use(scale=TEXT_SCALES[(at + 1) % len(TEXT_SCALES)])

    @Slot()
    def usual(self) -> None:
        """The colours and the text size that everybody starts with."""
        self.use(palette=self._first, scale=TEXT_SCALES[0])

    @Slot()
    def toggle_contrast(self) -> None:
        """High contrast, or back."""
        self.use(palette=self._first if self._palette is HIGH_CONTRAST else HIGH_CONTRAST)

    def px(self, millimetres: float) -> float:
        """Millimetres on the panel as pixels."""
        return millimetres * self._per_mm

    def _colour(self, name: str) -> str:
        return str(getattr(self._palette, name))

    paper = Property(str, lambda self: self._colour('paper'), notify=changed)
    surface = Property(str, lambda self: self._colour('surface'), notify=changed)
    line = Property(str, lambda self: self._colour('line'), notify=changed)
    ink = Property(str, lambda self: self._colour('ink'), notify=changed)
    quiet = Property(str, lambda self: self._colour('quiet'), notify=changed)
    action = Property(str, lambda self: self._colour('action'), notify=changed)
    onAction = Property(str, lambda self: self._colour('on_action'), notify=changed)
    gold = Property(str, lambda self: self._colour('gold'), notify=changed)
    onGold = Property(str, lambda self: self._colour('on_gold'), notify=changed)
    good = Property(str, lambda self: self._colour('good'), notify=changed)
    warn = Property(str, lambda self: self._colour('warn'), notify=changed)
    bad = Property(str, lambda self: self._colour('bad'), notify=changed)
    family = Property(str, lambda self: self._family, notify=changed)
    mm = Property(float, lambda self: self._per_mm, notify=changed)
    target = Property(float, lambda self: self.px(TARGET_MM), notify=changed)
    body = Property(float, lambda self: self.px(KIOSK_BODY_MM) / CAPITAL_OF_EM * self._scale, notify=changed)
    isHigh = Property(bool, lambda self: self._palette is HIGH_CONTRAST, notify=changed)
    small = Property(float, lambda self: self.px(KIOSK_BODY_MM) / CAPITAL_OF_EM / 1.25 * self._scale, notify=changed)
    heading = Property(float, lambda self: self.px(KIOSK_HEADING_MM) / CAPITAL_OF_EM * self._scale, notify=changed)
