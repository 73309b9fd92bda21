"""Photographed codes of identity cards, as bad as counters make them: pictures from a fixed seed, each with its text.

Six kinds of damage, fifty pictures each; every card is invented. The pictures are 960 x 720 as a camera of a counter
sends them, the codes of versions 7 to 10 with error correction M, turned up to 25 degrees and seen from the side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import segno

from devices.paper.picture import Picture

KINDS = ('mild', 'blur', 'motion', 'noise', 'glare', 'lowres')
WIDTH, HEIGHT = 960, 720
_SCALE = 10  # pixels of a module before it is photographed

_FAMILIES = ('Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Đặng', 'Vũ', 'Bùi', 'Đỗ', 'Ngô')
_MIDDLES = ('Thị', 'Văn', 'Hữu', 'Ngọc', 'Thanh', 'Đức', 'Kim', 'Xuân', 'Mỹ', 'Quốc')
_GIVEN = ('Mẫu', 'Thử', 'Ví Dụ', 'Giả Định', 'Kiểm Thử', 'Minh Họa', 'Bản Mẫu', 'Phép Thử')
_PLACES = ('Thôn Mẫu', 'Ấp Thử', 'Tổ dân phố Giả Định', 'Khu phố Ví Dụ', 'Bản Kiểm Thử', 'Đường Minh Họa')
_WARDS = ('Xã Mẫu Đông', 'Phường Thử Nghiệm', 'Xã Ví Dụ Thượng', 'Phường Giả Định Tây')
_PROVINCES = ('Tỉnh Mẫu', 'Thành phố Thử Nghiệm', 'Tỉnh Giả Định')

Float = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture, what is wrong with it, and what its code says."""

    picture: Picture
    kind: str
    text: str


def samples(*, seed: int, each: int = 50) -> Iterator[Sample]:
    """``each`` pictures of every kind, the same from the same seed."""
    for at, kind in enumerate(KINDS):
        for number in range(each):
            random = np.random.default_rng((seed, at, number))
            text = card(random)
            yield Sample(photographed(text, kind, random), kind, text)


def card(random: np.random.Generator) -> str:
    """What an invented card's code says, of 112 to 188 bytes."""

    def pick(words: tuple[str, ...]) -> str:
        return words[int(random.integers(len(words)))]

    while True:
        is_female = bool(random.integers(2))
        birth = f'{random.integers(1, 29):02d}{random.integers(1, 13):02d}{(year := int(random.integers(1940, 2000)))}'
        number = f'{random.integers(1, 97):03d}{int(is_female)}{year % 100:02d}{random.integers(1_000_000):06d}'
        old = f'{random.integers(100_000_000, 999_999_999)}' if random.integers(2) else ''
        name = ' '.join((pick(_FAMILIES), pick(_MIDDLES), pick(_GIVEN)))
        home = f'Số {random.integers(1, 400)}, {pick(_PLACES)}, {pick(_WARDS)}, {pick(_PROVINCES)}'
        fields = (number, old, name, birth, 'Nữ' if is_female else 'Nam', home, f'1506{random.integers(2021, 2027)}')
        text = '|'.join(fields) + ('||||' if random.integers(2) else '')
        if 112 <= len(text.encode()) <= 188:
            return text


def photographed(text: str, kind: str, random: np.random.Generator) -> Picture:
    """The card's code before a counter's camera."""
    code = segno.make(text, encoding='utf-8', eci=False, error='m', boost_error=False, micro=False)
    rows = np.array([list(row) for row in code.matrix_iter(scale=_SCALE, border=4)], np.uint8)
    printed = np.where(rows, 35.0, 225.0).astype(np.float32)
    side = float(random.uniform(300, 430))
    seen = _laid(printed, side, random)
    module = side / (rows.shape[0] / _SCALE)
    picture = np.clip(_damaged(seen, kind, module, random), 0, 255).astype(np.uint8)
    coloured = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    _, file = cv2.imencode('.jpg', coloured, (cv2.IMWRITE_JPEG_QUALITY, int(random.integers(70, 93))))
    return np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR), np.uint8)


def _laid(printed: Float, side: float, random: np.random.Generator) -> Float:
    """On a card on a table, turned and seen from the side, under a lamp at one edge."""
    size = printed.shape[0]
    turn = np.deg2rad(random.uniform(-25, 25))
    corners = np.array(((-1, -1), (1, -1), (1, 1), (-1, 1)), np.float64) * side / 2
    corners = corners @ np.array(((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
    lean = random.uniform(0.02, 0.08)
    corners *= 1 + lean * random.uniform(-1, 1, (4, 2))
    corners += np.array((WIDTH, HEIGHT)) / 2 + random.uniform(-60, 60, 2)
    flat = np.array(((0, 0), (size, 0), (size, size), (0, size)), np.float32)
    seen = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    card_of = cv2.getPerspectiveTransform(flat, (corners + 0.35 * (corners - corners.mean(0))).astype(np.float32))
    table = cv2.GaussianBlur(random.uniform(60, 150, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 6)
    view = _on(table, np.full((size, size), 195, np.float32), card_of)
    view = _on(view, printed, seen, fine=2)
    across = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None, :] * float(random.uniform(-0.2, 0.2))
    return np.asarray(view * (1 - 0.1 + across), np.float32)


def _on(view: Float, thing: Float, seen: npt.NDArray[np.float64], *, fine: int = 1) -> Float:
    """A view with a thing in it; ``fine`` times as large and then averaged: a lens doesn't pick single pixels."""
    large = (WIDTH * fine, HEIGHT * fine)
    placed = np.diag((float(fine), float(fine), 1.0)) @ seen
    laid, mask = (
        cv2.resize(cv2.warpPerspective(what, placed, large), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        for what in (thing, np.ones_like(thing))
    )
    return np.asarray(view * (1 - mask) + laid, np.float32)


def _damaged(view: Float, kind: str, module: float, random: np.random.Generator) -> Float:
    light, noisy = random.uniform(0.5, 0.9), 4.0
    if kind == 'lowres':
        scale = float(random.uniform(2.0, 2.8)) / module
        small = cv2.resize(view, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return np.asarray(
            cv2.resize(
                small + random.normal(0, 4, small.shape).astype(np.float32),
                (WIDTH, HEIGHT),
                interpolation=cv2.INTER_LINEAR,
            ),
            np.float32,
        )
    if kind == 'blur':
        light = module * random.uniform(0.32, 0.7)
    view = cv2.GaussianBlur(view, (0, 0), light)
    if kind == 'motion':
        view = cv2.filter2D(view, -1, swept(module * random.uniform(0.8, 1.9), random.uniform(0, np.pi)))
    if kind == 'glare':
        view = view + _glare(view.shape, random)
    if kind == 'noise':
        noisy = random.uniform(50, 85)
    return np.asarray(view + random.normal(0, noisy, view.shape), np.float32)


def swept(length: float, angle: float) -> Float:
    """The path of a hand that doesn't keep still, as a kernel."""
    size = 2 * int(np.ceil(length)) + 3
    kernel = np.zeros((size * 8, size * 8), np.float32)
    middle = size * 4
    reach = np.array((np.cos(angle), np.sin(angle))) * length * 4
    start, end = (np.array((middle, middle)) - reach).round(), (np.array((middle, middle)) + reach).round()
    cv2.line(kernel, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1.0, 5)
    small = cv2.resize(kernel, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small / small.sum(), np.float32)


def _glare(shape: tuple[int, ...], random: np.random.Generator) -> Float:
    """A lamp's reflection on the card's film, over a part of the code."""
    spot = np.zeros(shape, np.float32)
    centre = (int(WIDTH / 2 + random.uniform(-130, 130)), int(HEIGHT / 2 + random.uniform(-130, 130)))
    axes = (int(random.uniform(20, 54)), int(random.uniform(12, 38)))
    cv2.ellipse(spot, centre, axes, float(random.uniform(0, 180)), 0, 360, 260.0, -1)
    return np.asarray(cv2.GaussianBlur(spot, (0, 0), 12), np.float32)
