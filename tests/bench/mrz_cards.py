"""Photographed backs of identity cards, as counters see them: pictures from a fixed seed, each with its three lines.

Every person is invented. The lines are printed in OCR-B (ISO 1073-2) at ten to the inch, thinner or fatter than they
should be, on a card with a pattern and other text, lying turned and seen from the side on a table; then what cameras
do: out of focus, moved, noise, glare, a shadow, few pixels, JPEG.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from devices.paper.picture import Picture
from office.identity import PROVINCES
from office.mrz import lines_of
from tests.bench.card_codes import swept

KINDS = ('mild', 'blur', 'motion', 'noise', 'glare', 'shadow', 'lowres', 'turned')
FONT = '/usr/share/fonts/opentype/ocr-b/OCRB.otf'
WIDTH, HEIGHT = 1280, 960
_DOTS = 16  # pixels a millimetre of the card before it is photographed
_CARD = (85.6, 54.0)
_PITCH, _LINE, _CAP = 2.54, 6.35, 2.4  # millimetres: from sign to sign, from line to line, height of a capital

_FAMILIES = ('NGUYEN', 'TRAN', 'LE', 'PHAM', 'HUYNH', 'DANG', 'VU', 'BUI', 'DO', 'NGO', 'TON NU', 'QUACH')
_MIDDLES = ('THI', 'VAN', 'HUU', 'NGOC', 'THANH', 'DUC', 'KIM', 'XUAN', 'MY', 'QUOC', 'HOANG', 'PHUONG')
_GIVEN = ('MAU', 'THU', 'VI DU', 'GIA DINH', 'KIEM', 'MINH', 'BAN', 'PHEP', 'KHOI', 'YEN', 'QUYNH', 'SANG')

Float = npt.NDArray[np.float32]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture, what is wrong with it, and what its lines say."""

    picture: Picture
    kind: str
    lines: tuple[str, ...]


def samples(*, seed: int, each: int = 50) -> Iterator[Sample]:
    """``each`` pictures of every kind, the same from the same seed."""
    for at, kind in enumerate(KINDS):
        for number in range(each):
            random = np.random.default_rng((seed, at, number))
            lines = written(random)
            yield Sample(photographed(lines, kind, random), kind, lines)


def written(random: Random) -> tuple[str, ...]:
    """The lines of somebody who doesn't exist."""

    def pick(words: tuple[str, ...]) -> str:
        return words[int(random.integers(len(words)))]

    birth = date(1940, 1, 1) + timedelta(days=int(random.integers(26_000)))
    birth = birth.replace(day=min(birth.day, 28))
    is_female = int(random.integers(2))
    number = f'{random.choice(sorted(PROVINCES)):03d}{is_female + 2 * (birth.year >= 2000)}{birth.year % 100:02d}'
    age = next(age for age in (25, 40, 60, 200) if birth.year + age > 2026)
    return lines_of(
        personal_number=f'{number}{random.integers(1_000_000):06d}',
        birth=birth,
        sex='MF'[is_female],
        expiry=date(2099, 12, 31) if age == 200 else birth.replace(year=birth.year + age),
        surname=pick(_FAMILIES),
        given=f'{pick(_MIDDLES)} {pick(_GIVEN)}',
    )


def printed(lines: tuple[str, ...], random: Random) -> Float:
    """The back of a card, flat."""
    size = (round(_CARD[0] * _DOTS), round(_CARD[1] * _DOTS))
    card = Image.fromarray(_pattern(size, random))
    draw = ImageDraw.Draw(card)
    small = ImageFont.truetype('DejaVuSans.ttf', round(2.0 * _DOTS))
    for row in range(5):
        draw.text(
            (3 * _DOTS, (3 + 3.4 * row) * _DOTS),
            'Đặc điểm nhân dạng / Personal identification'[: 44 - 3 * row],
            70,
            small,
        )
    for left in (42, 58):
        draw.rectangle([left * _DOTS, 16 * _DOTS, (left + 13) * _DOTS, 30 * _DOTS], outline=90, width=3)
    # the font's capitals are 0.7 of its size; each sign stands in the middle of its place
    font = ImageFont.truetype(FONT, round(_CAP / 0.7 * _DOTS))
    ink = Image.new('L', size, 0)
    pen = ImageDraw.Draw(ink)
    line = float(random.uniform(4.3, _LINE))
    left = (_CARD[0] - 30 * _PITCH) / 2 + random.uniform(-1.5, 1.5)
    below = _CARD[1] - random.uniform(3.5, 5.0)
    for row, text in enumerate(lines):
        for column, sign in enumerate(text):
            middle = (left + (column + 0.5) * _PITCH) * _DOTS
            pen.text((middle, (below - (2 - row) * line) * _DOTS), sign, 255, font, anchor='ms')
    weight = int(random.integers(-1, 3))
    strokes = np.asarray(ink, np.float32) / 255
    if weight:
        change = cv2.dilate if weight > 0 else cv2.erode
        strokes = change(strokes, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (1 + 2 * abs(weight),) * 2))
    dark = float(random.uniform(15, 70))
    return np.asarray(np.asarray(card, np.float32) * (1 - strokes) + dark * strokes, np.float32)


def photographed(lines: tuple[str, ...], kind: str, random: Random) -> Picture:
    """The card before a counter's camera."""
    card = printed(lines, random)
    share = 0.34 if kind == 'lowres' else float(random.uniform(0.55, 0.85))
    view = _laid(card, share * WIDTH, kind, random)
    pitch = share * WIDTH * _PITCH / _CARD[0]
    picture = np.clip(_damaged(view, kind, pitch, random), 0, 255).astype(np.uint8)
    coloured = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    _, file = cv2.imencode('.jpg', coloured, (cv2.IMWRITE_JPEG_QUALITY, int(random.integers(70, 93))))
    return np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR), np.uint8)


def _pattern(size: tuple[int, int], random: Random) -> npt.NDArray[np.uint8]:
    """A light ground with waves, as printers of security paper draw them."""
    down, across = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    ground = np.full((size[1], size[0]), random.uniform(185, 225), np.float32)
    for _ in range(3):
        bend = random.uniform(20, 90) * np.sin(across / random.uniform(120, 400) + random.uniform(0, 6))
        ground += random.uniform(4, 14) * np.sin((down + bend) / random.uniform(5, 14))
    return np.clip(ground, 0, 255).astype(np.uint8)


def _laid(card: Float, width: float, kind: str, random: Random) -> Float:
    height, long = card.shape
    turn = np.deg2rad(random.uniform(-12, 12) + (180 if kind == 'turned' and random.integers(2) else 0))
    if kind == 'turned':
        turn += np.deg2rad(random.uniform(-30, 30))
    half = np.array((width, width * height / long)) / 2
    corners = np.array(((-1, -1), (1, -1), (1, 1), (-1, 1)), np.float64) * half
    corners = corners @ np.array(((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
    corners *= 1 + random.uniform(0.01, 0.06) * random.uniform(-1, 1, (4, 2))
    corners += np.array((WIDTH, HEIGHT)) / 2 + random.uniform(-40, 40, 2)
    flat = np.array(((0, 0), (long, 0), (long, height), (0, height)), np.float32)
    seen = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    table = cv2.GaussianBlur(random.uniform(40, 160, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 5)
    laid, mask = (_seen(what, seen) for what in (card, np.ones_like(card)))
    view = table * (1 - mask) + laid
    across = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None, :] * float(random.uniform(-0.2, 0.2))
    return np.asarray(view * (0.9 + across), np.float32)


def _seen(thing: Float, seen: npt.NDArray[np.float64]) -> Float:
    placed = np.diag((2.0, 2.0, 1.0)) @ seen
    # averaged twice: a lens doesn't pick single pixels
    fine = cv2.warpPerspective(thing, placed, (2 * WIDTH, 2 * HEIGHT), flags=cv2.INTER_AREA)
    return np.asarray(cv2.resize(fine, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.float32)


def _damaged(view: Float, kind: str, pitch: float, random: Random) -> Float:
    light, noisy = random.uniform(0.5, 0.9), 4.0
    if kind == 'blur':
        light = pitch * random.uniform(0.07, 0.13)
    view = cv2.GaussianBlur(view, (0, 0), light)
    if kind == 'motion':
        view = cv2.filter2D(view, -1, swept(pitch * random.uniform(0.1, 0.3), random.uniform(0, np.pi)))
    if kind == 'glare':
        view = view + _glare(view.shape, random)
    if kind == 'shadow':
        view = view * _shadow(view.shape, random)
    if kind == 'noise':
        noisy = random.uniform(20, 40)
    return np.asarray(view + random.normal(0, noisy, view.shape), np.float32)


def _glare(shape: tuple[int, ...], random: Random) -> Float:
    """A lamp's reflection on the card's film, over a part of the lines: what it hides can still be guessed."""
    spot = np.zeros(shape, np.float32)
    centre = (int(WIDTH / 2 + random.uniform(-350, 350)), int(HEIGHT / 2 + random.uniform(-100, 300)))
    cv2.ellipse(spot, centre, (int(random.uniform(30, 90)), int(random.uniform(20, 50))), 0, 0, 360, 110.0, -1)
    return np.asarray(cv2.GaussianBlur(spot, (0, 0), 15), np.float32)


def _shadow(shape: tuple[int, ...], random: Random) -> Float:
    """A hand's or a head's shadow with a soft edge across the card."""
    edge = int(WIDTH / 2 + random.uniform(-300, 300))
    dark = np.ones(shape, np.float32)
    dark[:, :edge] = random.uniform(0.3, 0.55)
    return np.asarray(cv2.GaussianBlur(dark, (0, 0), float(random.uniform(4, 25))), np.float32)
