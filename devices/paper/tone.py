"""The paper's own colour, and the page as if its light were even and its paper clean.

What is nearly the paper's colour becomes exactly that colour, so that a JPEG spends nothing on a scanner's noise; all
that is clearly darker or of another colour keeps its distance from the paper. White paper becomes white; yellow, pink
and blue paper stays yellow, pink and blue: on a certificate the colour is evidence.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from devices.paper.picture import Grey, Picture, grey

Colour = tuple[int, int, int]
"""Blue, green, red: 0 to 255 each."""
Table = npt.NDArray[np.uint8]

WHITE: Colour = (255, 255, 255)

# below this the commonest brightness is a photograph's or a cover's, not paper's
_DARKEST_PAPER = 120
# what lamps and old cream paper differ from white; forms on coloured paper differ by 30 and more
_MOST_TINT = 18
# all that lies within four deviations of the noise is paper, but never what a soft pencil leaves (20 levels)
_NOISES, _LEAST_KNEE, _MOST_KNEE = 4.0, 5, 10
_NEAR = 12
# a sheet in 24 by 24 parts: 9 mm by 12 mm of an A4; deeper shadows than this gain lifts are refused as dark
_PARTS, _BRIGHT, _MOST_GAIN = 24, 85, 3.0
_STEP, _LEAST_SEEN = 8, 100
# a normal distribution's deviation from its median absolute one
_FROM_MEDIAN = 1.4826


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The sheet's bare surface as the sensor saw it; ``noise`` is a standard deviation in grey levels."""

    colour: Colour
    noise: float

    @property
    def is_tinted(self) -> bool:
        """Whether the paper is of a colour that must stay."""
        return max(self.colour) - min(self.colour) > _MOST_TINT

    @property
    def clean(self) -> Colour:
        """What its bare surface becomes: white, or its own colour as bright as it goes."""
        if not self.is_tinted:
            return WHITE
        blue, green, red = (round(255 * part / max(self.colour)) for part in self.colour)
        return blue, green, red


def paper_of(picture: Picture) -> Paper | None:
    """The paper's colour: the commonest brightness among the bright ones; None where no paper prevails.

    Args:
        picture: of any size; every eighth line and column of a large one decides.
    """
    step = max(1, min(_STEP, min(picture.shape[:2]) // _LEAST_SEEN))
    seen = np.ascontiguousarray(picture[::step, ::step])
    light = grey(seen)
    counts = np.convolve(np.bincount(light.ravel(), minlength=256), np.ones(5), 'same')
    counts[:_DARKEST_PAPER] = 0
    common = int(counts.argmax())
    near = np.abs(light.astype(np.int16) - common) <= _NEAR
    if not counts.any() or near.mean() < 1 / 8:
        return None
    bare = seen[near]
    blue, green, red = (int(level) for level in np.median(bare, axis=0))
    middle = light[near].astype(np.float32)
    noise = _FROM_MEDIAN * float(np.median(np.abs(middle - np.median(middle))))
    return Paper(colour=(blue, green, red), noise=noise)


def whitened(picture: Picture, paper: Paper) -> Picture:
    """The picture with its paper balanced and made even."""
    tables = [_table(seen, clean, paper.noise) for seen, clean in zip(paper.colour, paper.clean, strict=True)]
    return np.asarray(cv2.LUT(picture, np.stack(tables, -1)[:, None, :]), np.uint8)


def evened(picture: Picture) -> Picture:
    """A photographed sheet as if its light were even: a lamp's fall-off and soft shadows go, colours stay.

    The paper's brightness is taken part by part from the brightest that neighbours show; a seal or a photograph of up
    to 3 cm is no darker paper.
    """
    light = grey(picture)
    rows = [np.array_split(row, _PARTS, axis=1) for row in np.array_split(light, _PARTS, axis=0)]
    bright = np.array([[np.percentile(part[::2, ::2], _BRIGHT) for part in row] for row in rows], np.float32)
    bare = cv2.medianBlur(cv2.dilate(bright, np.ones((3, 3), np.uint8)), 5)
    smooth = cv2.GaussianBlur(bare, (0, 0), 1.0)
    gain = np.clip(smooth.max() / np.maximum(smooth, 1), 1, _MOST_GAIN)
    full = cv2.resize(gain, light.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(picture * full[:, :, None] + 0.5, 0, 255), np.uint8)


def whitened_grey(light: Grey, paper: Paper) -> Grey:
    """Its brightness with the paper balanced and made even; bare paper becomes that of ``paper.clean``."""
    return np.asarray(cv2.LUT(light, _table(brightness(paper.colour), brightness(paper.clean), paper.noise)), np.uint8)


def brightness(colour: Colour) -> int:
    """As OpenCV weighs the three (ITU-R BT.601)."""
    blue, green, red = colour
    return round(0.114 * blue + 0.587 * green + 0.299 * red)


def _table(seen: int, clean: int, noise: float) -> Table:
    """What each level becomes: within the knee exactly clean paper, from twice the knee on only scaled."""
    knee = min(max(_NOISES * noise, _LEAST_KNEE), _MOST_KNEE)
    darker = np.clip(seen - np.arange(256, dtype=np.float32), 0, None)
    kept = np.where(darker < 2 * knee, np.clip(2 * (darker - knee), 0, None), darker)
    return np.asarray(np.clip((seen - kept) * clean / max(seen, 1) + 0.5, 0, 255), np.uint8)
