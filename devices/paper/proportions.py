"""The true proportions of a rectangle that is seen at a tilt."""

import numpy as np
import numpy.typing as npt

# lenses of document cameras and telephones: focal lengths as shares of the picture's diagonal
_SHORTEST_LENS, _LONGEST_LENS = 0.5, 4.0
# seen nearly straight from above, the vanishing points say nothing of the lens
_STRAIGHT = 1e-6


def proportions(shape: tuple[int, ...], corners: npt.NDArray[np.floating]) -> float:
    """Width to height of the rectangle that looks so (Zhang and He, Whiteboard scanning, 2007, eq. 11 to 20).

    The lens's axis is taken to go through the picture's middle.

    Args:
        shape: of the picture.
        corners: 4 x 2, in pixels of the picture, in order around.
    """
    centre = np.array((float(shape[1]), float(shape[0]))) / 2
    top_left, top_right, bottom_right, bottom_left = (
        np.append(point - centre, 1.0) for point in corners.astype(np.float64)
    )
    along = np.cross(top_left, bottom_right)
    second = along @ bottom_left / (np.cross(top_right, bottom_right) @ bottom_left) * top_right - top_left
    third = along @ top_right / (np.cross(bottom_left, bottom_right) @ top_right) * bottom_left - top_left
    diagonal = float(np.hypot(shape[0], shape[1]))
    lens = 1.0 * diagonal
    if abs(second[2] * third[2]) > _STRAIGHT:
        squared = -(second[0] * third[0] + second[1] * third[1]) / (second[2] * third[2])
        lens = float(np.sqrt(np.clip(squared, (_SHORTEST_LENS * diagonal) ** 2, (_LONGEST_LENS * diagonal) ** 2)))
    second[2] *= lens
    third[2] *= lens
    return float(np.linalg.norm(second) / np.linalg.norm(third))
