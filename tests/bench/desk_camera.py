"""Frames of a document camera with the true corners of the sheet in them, drawn from a seed.

Each frame has a desk (cutting mat, wood, cloth, a desk nearly as white as paper, clutter), a sheet or card that lies
turned and seen at a tilt, a lamp's fall-off, often a shadow or a hand over one edge, the lens's blur and the sensor's
noise. The papers are the invented specimens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.picture import Picture
from devices.paper.specimen import drawn

WIDTH, HEIGHT = 1920, 1080
KINDS = ('birth_declaration', 'birth_notice', 'marriage', 'residence')
DESKS = ('mat', 'wood', 'cloth', 'pale', 'clutter')
_MM = {'A4': (210.0, 297.0), 'A5': (148.0, 210.0), 'card': (85.6, 54.0)}
_DPI = 130
# the frame shows at least so many pixels of desk around a sheet
_SPARE = 12

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame; ``corners`` are the sheet's (4 x 2), clockwise from the corner nearest the frame's top left."""

    picture: Picture
    corners: Floats
    desk: str
    size: str
    has_hand: bool


def frames(count: int, *, seed: int) -> Iterator[Frame]:
    """So many frames, always the same for one seed."""
    for number in range(count):
        yield frame(np.random.default_rng((seed, number)), number)


def frame(random: np.random.Generator, number: int) -> Frame:
    """One frame; its number chooses the desk in turn."""
    desk = DESKS[number % len(DESKS)]
    size = str(random.choice(['A4', 'A4', 'A4', 'A5', 'card']))
    sheet = sheet_of(random, size)
    corners = corners_of(random, size)
    picture = desk_of(random, desk).astype(np.float32)
    picture = laid(picture, sheet, corners, random)
    picture *= lamp(random)
    has_hand = bool(random.random() < 0.4)
    if has_hand:
        picture = _hand(picture, corners, random)
    return Frame(picture=seen_by(picture, random), corners=corners, desk=desk, size=size, has_hand=has_hand)


def laid_sheet(kind: str, desk: str, *, pose: int, seed: int) -> Frame:
    """An A4 of a kind on a desk; the pose and what lamp and lens do each come from a seed of their own."""
    width, height = (round(side / 25.4 * _DPI) for side in _MM['A4'])
    page = cv2.resize(print_of(kind), (width, height), interpolation=cv2.INTER_AREA)
    corners, random = corners_of(np.random.default_rng((pose, 1)), 'A4'), np.random.default_rng((seed, 2))
    picture = laid(desk_of(np.random.default_rng(pose), desk).astype(np.float32), page, corners, random) * lamp(random)
    return Frame(picture=seen_by(picture, random), corners=corners, desk=desk, size='A4', has_hand=False)


def laid_card(random: np.random.Generator, number: int) -> Frame:
    """A card of an identity card's size, alone on a desk, from the least that can be read (70 dots an inch) upward."""
    desk = DESKS[number % len(DESKS)]
    corners = corners_of(random, 'card')
    middle = corners.mean(axis=0)
    corners = ((corners - middle) * random.uniform(0.5, 1) + middle).astype(np.float32)
    picture = laid(desk_of(random, desk).astype(np.float32), sheet_of(random, 'card'), corners, random) * lamp(random)
    return Frame(picture=seen_by(picture, random), corners=corners, desk=desk, size='card', has_hand=False)


def bare_desk(random: np.random.Generator, kind: str) -> Picture:
    """A desk with no sheet on it."""
    return seen_by(desk_of(random, kind).astype(np.float32) * lamp(random), random)


def seen_by(picture: Floats, random: np.random.Generator) -> Picture:
    """What lens, sensor and the camera's JPEG make of it."""
    smeared = cv2.GaussianBlur(picture, (0, 0), float(random.uniform(0.5, 1.3)))
    noisy = smeared + random.normal(0, random.uniform(1, 4), picture.shape).astype(np.float32)
    _, file = cv2.imencode('.jpg', np.clip(noisy, 0, 255).astype(np.uint8), (cv2.IMWRITE_JPEG_QUALITY, 88))
    return np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR), np.uint8)


@cache
def print_of(kind: str) -> Picture:
    return np.asarray(drawn(kind, dpi=_DPI))[:, :, ::-1].copy()


def sheet_of(random: np.random.Generator, size: str) -> Picture:
    """A printed sheet in its paper's colour, blue first."""
    page = print_of(str(random.choice(KINDS)))
    width, height = (round(side / 25.4 * _DPI) for side in _MM[size])
    if size == 'card':
        tone = random.uniform((190, 200, 180), (245, 250, 235))
        card = np.full((height, width, 3), tone, np.uint8)
        # identity cards are pale all over, with a band a little stronger: none has a dark edge
        card[: height // 5] = tone * random.uniform(0.75, 0.95, 3)
        card[height // 3 : 9 * height // 10, width // 20 : width // 3] = random.uniform((60, 60, 60), (150, 160, 180))
        part = cv2.resize(page[250:650, 90:700], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        into = card[height // 3 : height // 3 + height // 2, 2 * width // 5 : 2 * width // 5 + width // 2]
        np.minimum(into, part, out=into)
        return card
    tones = ((250, 250, 250), (240, 246, 250), (235, 235, 235), (170, 232, 248), (226, 214, 248))
    tone = np.array(tones[int(random.choice(5, p=[0.35, 0.25, 0.2, 0.1, 0.1]))], np.float32)
    scaled = cv2.resize(page, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(scaled.astype(np.float32) * tone / 255, np.uint8)


def corners_of(random: np.random.Generator, size: str) -> Floats:
    """Where the sheet's corners fall: turned, at a tilt, and wholly in the frame."""
    width, height = _MM[size]
    share = {'A4': (0.72, 0.93), 'A5': (0.5, 0.85), 'card': (0.3, 0.6)}[size]
    lens = float(random.uniform(0.9, 1.4)) * WIDTH
    while True:
        lying = size != 'card' and random.random() < 0.4
        angle = np.radians((90 if lying else 0) + random.uniform(-14, 14))
        flat = np.array(((-width, -height), (width, -height), (width, height), (-width, height)), np.float64) / 2
        turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
        points = np.c_[flat @ turn.T, np.zeros(4)]
        tilt = random.uniform(-22, 22), random.uniform(-14, 14), 0.0
        rotation, _ = cv2.Rodrigues(np.radians(np.array(tilt)))
        seen = points @ rotation.T
        extent = np.ptp(seen[:, :2], axis=0)
        away = lens / (min(WIDTH / extent[0], HEIGHT / extent[1]) * random.uniform(*share))
        reach = np.array((WIDTH, HEIGHT)) / 2 * away / lens - extent / 2
        seen += (*(random.uniform(-1, 1, 2) * np.clip(reach, 0, None)), away)
        places = seen[:, :2] / seen[:, 2:] * lens + (WIDTH / 2, HEIGHT / 2)
        if (places > _SPARE).all() and (places < np.array((WIDTH, HEIGHT)) - _SPARE).all():
            return np.roll(places, -int(places.sum(axis=1).argmin()), axis=0).astype(np.float32)


def desk_of(random: np.random.Generator, kind: str) -> Picture:
    if kind == 'mat':
        return _mat(random)
    if kind == 'wood':
        return _wood(random)
    if kind == 'cloth':
        base = np.full((HEIGHT, WIDTH, 3), random.uniform(30, 150, 3), np.float32)
        weave = cv2.GaussianBlur(random.normal(0, 40, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 1.5)
        stripes = random.uniform(0, 14) * np.sin(np.arange(WIDTH) / random.uniform(3, 20))
        return np.clip(base + (weave + stripes)[:, :, None], 0, 255).astype(np.uint8)
    if kind == 'pale':
        level = random.uniform(188, 222)
        base = np.full((HEIGHT, WIDTH, 3), level + random.uniform(-6, 6, 3), np.float32)
        grain = cv2.GaussianBlur(random.normal(0, 12, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 3)
        return np.clip(base + grain[:, :, None], 0, 255).astype(np.uint8)
    return _clutter(random)


def _mat(random: np.random.Generator) -> Picture:
    """A cutting mat with its grid."""
    colour = ((60, 90, 30), (70, 60, 40), (45, 45, 45), (110, 90, 20))[int(random.integers(4))]
    desk = np.full((HEIGHT, WIDTH, 3), colour, np.uint8)
    step, line = int(random.integers(40, 90)), tuple(int(part * 1.5 + 20) for part in colour)
    for x in range(0, WIDTH, step):
        cv2.line(desk, (x, 0), (x, HEIGHT), line, 1 + (x // step % 5 == 0))
    for y in range(0, HEIGHT, step):
        cv2.line(desk, (0, y), (WIDTH, y), line, 1 + (y // step % 5 == 0))
    return desk


def _wood(random: np.random.Generator) -> Picture:
    """Boards with grain and joints."""
    base = random.uniform((40, 70, 100), (130, 170, 205))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    bend = cv2.resize(random.normal(0, 1, (6, 8)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    grain = np.sin(y / random.uniform(3, 9) + 4 * bend + x / 400) * random.uniform(4, 16)
    desk = base + (grain + 8 * bend)[:, :, None] * np.array((0.7, 0.9, 1.0))
    board = int(random.integers(180, 420))
    for edge in range(board, HEIGHT, board):
        desk[edge - 1 : edge + 2] *= 0.6
    picture = np.clip(desk, 0, 255).astype(np.uint8)
    return (
        np.ascontiguousarray(cv2.resize(picture.transpose(1, 0, 2), (WIDTH, HEIGHT)))
        if random.random() < 0.5
        else picture
    )


def _clutter(random: np.random.Generator) -> Picture:
    """A dark or light desk with things on it: pens, notes, another sheet's corner, a keyboard's edge."""
    desk = np.full((HEIGHT, WIDTH, 3), random.uniform(40, 190, 3), np.uint8)
    for _ in range(int(random.integers(6, 16))):
        colour = tuple(float(part) for part in random.uniform(10, 250, 3))
        centre = (float(random.uniform(0, WIDTH)), float(random.uniform(0, HEIGHT)))
        size = (float(random.uniform(30, 500)), float(random.uniform(12, 160)))
        box = cv2.boxPoints((centre, size, float(random.uniform(0, 180))))
        cv2.fillConvexPoly(desk, np.int32(box), colour, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(desk, (0, 0), 1.2), np.uint8)


def laid(desk: Floats, sheet: Picture, corners: Floats, random: np.random.Generator) -> Floats:
    """The sheet on the desk, with the thin shadow that its edge throws."""
    height, width = sheet.shape[:2]
    flat = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    upright = np.roll(corners, int(random.integers(4)) if width == height else 0, axis=0)
    if (np.linalg.norm(upright[1] - upright[0]) > np.linalg.norm(upright[2] - upright[1])) != (width > height):
        upright = np.roll(upright, 1, axis=0)
    scale = 4
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillConvexPoly(mask, np.int32(np.round(corners * 2**scale)), 255, cv2.LINE_AA, scale)
    offset = random.uniform(-6, 6, 2)
    thrown = cv2.warpAffine(mask, np.array(((1, 0, offset[0]), (0, 1, offset[1]))), (WIDTH, HEIGHT))
    shadow = cv2.GaussianBlur(thrown, (0, 0), float(random.uniform(2, 8))).astype(np.float32) / 255
    desk = desk * (1 - random.uniform(0.05, 0.3) * shadow)[:, :, None]
    turn = cv2.getPerspectiveTransform(flat - 0.5, upright)
    page = cv2.warpPerspective(sheet, turn, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    share = mask.astype(np.float32)[:, :, None] / 255
    return np.asarray(desk * (1 - share) + page * share, np.float32)


def lamp(random: np.random.Generator) -> Floats:
    """A lamp's fall-off and colour, and often a soft shadow."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    at = random.uniform(-0.2, 1.2, 2) * (WIDTH, HEIGHT)
    distance = np.hypot(x - at[0], y - at[1]) / WIDTH
    light = 1.08 / (1 + random.uniform(0.1, 0.9) * distance**2)
    if random.random() < 0.4:
        angle = random.uniform(0, 2 * np.pi)
        across = (x - WIDTH / 2) * np.cos(angle) + (y - HEIGHT / 2) * np.sin(angle) - random.uniform(-300, 300)
        light *= 1 - random.uniform(0.1, 0.4) / (1 + np.exp(-across / random.uniform(15, 80)))
    tint = 1 + random.uniform(-0.08, 0.08, 3)
    return np.asarray(light[:, :, None] * tint, np.float32)


def _hand(picture: Floats, corners: Floats, random: np.random.Generator) -> Floats:
    """Fingers over one side, never over a corner."""
    side = int(random.integers(4))
    begin, end = corners[side], corners[(side + 1) % 4]
    along, middle = (end - begin), corners.mean(axis=0)
    skin = random.uniform((90, 120, 170), (170, 190, 235))
    drawn_on = picture.copy()
    start, length = random.uniform(0.25, 0.55), float(np.linalg.norm(along))
    thick = int(np.clip(length * 0.05, 16, 42))
    for finger in range(int(random.integers(1, 5))):
        place = begin + along * (start + finger * (thick * 1.25) / length)
        inward = (middle - place) / np.linalg.norm(middle - place)
        tip, root = place + inward * thick * random.uniform(1, 2.2), place - inward * 700
        cv2.line(drawn_on, tuple(map(int, root)), tuple(map(int, tip)), tuple(map(float, skin)), thick, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(drawn_on, (0, 0), 1), np.float32)
