"""Invented papers, marked "MẪU", as a scanner would see them: for the demo, for training and for tests.

Nobody on them exists. Each is drawn anew from its kind and a seed, the same on every machine with the same fonts.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from devices.paper.picture import Picture
from devices.paper.specimen_texts import PAPERS, Paper
from office.errors import Trouble

_A4_INCHES = (210 / 25.4, 297 / 25.4)
_BLACK, _RED, _BLUE, _PENCIL = (25, 25, 28), (205, 30, 45), (35, 55, 160), (150, 150, 152)

# the first that the machine has; DejaVu always arrives with Qt's libraries, Times with Windows
_FONTS = {
    False: ('NotoSerif-Regular.ttf', 'DejaVuSerif.ttf', 'times.ttf'),
    True: ('NotoSerif-Bold.ttf', 'DejaVuSerif-Bold.ttf', 'timesbd.ttf'),
}
_POINTS_PER_INCH = 72
_LEADING = 1.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """What a sheet and the scanner add to what was printed.

    Attributes:
        skew: degrees that the sheet lies counter-clockwise.
        noise: the sensor's, in grey levels (standard deviation).
        tone: the paper's colour, red first.
    """

    skew: float = 0.0
    noise: float = 2.5
    tone: tuple[int, int, int] = (250, 249, 245)


def drawn(kind: str, *, dpi: int = 300) -> Image.Image:
    """A clean, straight A4 sheet of a kind (``PAPERS``), with seal, signature and a pencil note."""
    paper = PAPERS[kind]
    sheet = Image.new('RGB', (round(_A4_INCHES[0] * dpi), round(_A4_INCHES[1] * dpi)), 'white')
    pen = ImageDraw.Draw(sheet)
    bottom = _write(pen, paper, sheet.width, dpi)
    if paper.issued_by:
        seal(sheet, (round(0.72 * sheet.width), bottom + round(0.75 * dpi)), dpi)
        sign(pen, (round(0.6 * sheet.width), bottom + round(0.8 * dpi)), dpi)
    pen.text((0.09 * sheet.width, 0.955 * sheet.height), "đã đối chiếu, đủ", _PENCIL, font(11, dpi))
    return sheet


def scanned(kind: str, *, seed: int, dpi: int = 300, wear: Wear | None = None) -> Picture:
    """The sheet as a scanner sees it; without ``wear`` the seed chooses skew within 1.5° and a paper's tone."""
    random = np.random.default_rng(seed)
    chosen = wear or Wear(
        skew=round(float(random.uniform(-1.5, 1.5)), 2), tone=(250, 248 - int(random.integers(4)), 244)
    )
    picture = np.asarray(drawn(kind, dpi=dpi))[:, :, ::-1]
    tinted = cv2.LUT(picture, _tone_table(chosen.tone))
    height, width = tinted.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chosen.skew, 1)
    lid = (238, 240, 240)
    turned = cv2.warpAffine(tinted, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=lid)
    noise = random.normal(0, chosen.noise, (height, width, 1)).astype(np.float32)
    return np.asarray(np.clip(turned + noise, 0, 255), np.uint8)


def write_specimens(directory: Path, kinds: tuple[str, ...], *, seed: int = 1, dpi: int = 300) -> list[Path]:
    """Write scanned sheets as JPEG files in the order given, ready for ``folder:directory``."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for number, kind in enumerate(kinds, 1):
        path = directory / f'{number:02d}-{kind}.jpg'
        _, file = cv2.imencode('.jpg', scanned(kind, seed=seed + number, dpi=dpi), (cv2.IMWRITE_JPEG_QUALITY, 92))
        path.write_bytes(file.tobytes())
        written.append(path)
    return written


@cache
def font(points: float, dpi: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The typeface that the papers are printed in.

    Raises:
        Trouble: ``page.font`` when this machine has none.
    """
    for name in _FONTS[bold]:
        try:
            return ImageFont.truetype(name, points * dpi / _POINTS_PER_INCH, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
    raise Trouble('page.font', wanted=_FONTS[bold][0])


def _write(pen: ImageDraw.ImageDraw, paper: Paper, width: int, dpi: int) -> int:
    """Everything printed; returns where the signature's place begins."""
    margin, middle = round(0.8 * dpi), width // 2
    pen.text((margin, round(0.45 * dpi)), "MẪU - KHÔNG CÓ GIÁ TRỊ", _RED, font(9, dpi, bold=True))
    y = 0.8 * dpi
    for text, points in (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12), ("Độc lập - Tự do - Hạnh phúc", 12.5)):
        pen.text((middle, y), text, _BLACK, font(points, dpi, bold=True), anchor='ma')
        y += points * dpi / _POINTS_PER_INCH * _LEADING
    pen.line((middle - 0.9 * dpi, y + 8, middle + 0.9 * dpi, y + 8), _BLACK, max(1, dpi // 150))
    y += 0.35 * dpi
    pen.text((middle, y), paper.title, _BLACK, font(15, dpi, bold=True), anchor='ma')
    y += 0.5 * dpi
    body = font(11.5, dpi)
    for line in paper.lines:
        pen.text((margin, y), line, _BLACK, body)
        y += 11.5 * dpi / _POINTS_PER_INCH * _LEADING
    y += 0.15 * dpi
    place = (round(0.72 * width), y)
    pen.text(place, paper.issued_by or "NGƯỜI KHAI", _BLACK, font(12, dpi, bold=True), anchor='ma')
    return round(y + 0.3 * dpi)


def seal(sheet: Image.Image, centre: tuple[int, int], dpi: int) -> None:
    """A round red seal of 36 mm, wet: what lies below it shows through."""
    radius = round(18 / 25.4 * dpi)
    ink = Image.new('RGB', (2 * radius + 8, 2 * radius + 8), 'white')
    pen = ImageDraw.Draw(ink)
    for inset, stroke in ((2, dpi // 40), (dpi // 6, dpi // 100)):
        pen.ellipse((inset, inset, ink.width - inset, ink.height - inset), outline=_RED, width=max(1, stroke))
    for row, text in ((0.3, "TRUNG TÂM"), (0.43, "MẪU"), (0.56, "SỐ 00")):
        pen.text((ink.width / 2, row * ink.height), text, _RED, font(9.5, dpi, bold=True), anchor='ma')
    corner = (centre[0] - radius, centre[1] - radius)
    under = sheet.crop((*corner, corner[0] + ink.width, corner[1] + ink.height))
    sheet.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(ink))), corner)


def sign(pen: ImageDraw.ImageDraw, start: tuple[int, int], dpi: int) -> None:
    """A signature in blue ink: a curve that nobody writes."""
    along = np.linspace(0, 1, 160)
    x = start[0] + along * 1.7 * dpi
    y = start[1] + dpi * (0.22 * np.sin(along * 19) * (1 - along) + 0.08 * np.sin(along * 47))
    pen.line([*zip(x.tolist(), y.tolist(), strict=True)], _BLUE, max(2, dpi // 75), joint='curve')


def _tone_table(tone: tuple[int, int, int]) -> Picture:
    """Black stays, white becomes the paper's colour (blue first)."""
    levels = np.arange(256, dtype=np.float32)[:, None] / 255
    return np.asarray(levels * np.array(tone[::-1], np.float32), np.uint8).reshape(256, 1, 3)
