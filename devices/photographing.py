"""For diagnosis: whether a document camera films, how fast, and whether what lies under it could be kept."""

import time
from contextlib import closing
from pathlib import Path

from devices.camera.opening import open_camera
from devices.paper.finding import find_page
from devices.paper.picture import decode
from devices.paper.quality import measured, refuse_illegible
from devices.paper.rectify import rectified, true_size
from devices.stop import Stop
from office.errors import Trouble

_FRAMES = 15
# what a document camera gives at most, so that the sheet is judged at its own resolution
_MOST_DPI = 1200

Told = dict[str, object]


def try_camera(address: str, directory: Path) -> Told:
    """Film for a second, keep the sharpest picture as a file, and judge the sheet in it.

    Returns:
        ``file``, ``width``, ``height``, ``frames_a_second``, and ``page``: 'ok' or the code of what speaks against it.

    Raises:
        Refusal, Trouble: what the camera raises.
    """
    directory.mkdir(parents=True, exist_ok=True)
    stop = Stop()
    with closing(open_camera(address)) as camera:
        camera.frame(stop)
        begun = time.monotonic()
        for _ in range(_FRAMES):
            camera.frame(stop)
        rate = _FRAMES / (time.monotonic() - begun)
        still = camera.still(stop)
    path = directory / 'camera.jpg'
    path.write_bytes(still.image)
    return {
        'file': str(path),
        'width': still.width,
        'height': still.height,
        'frames_a_second': round(rate, 1),
        'page': _judged(still.image),
    }


def _judged(image: bytes) -> str:
    picture = decode(image)
    page = find_page(picture)
    if page is None:
        return 'page.not_found'
    width, height = true_size(picture, page.corners)
    sheet = rectified(picture, page.corners, dpi=_MOST_DPI, size=(width, height))
    try:
        refuse_illegible(measured(picture, page, sheet, width_mm=width))
    except Trouble as trouble:
        return trouble.code
    return 'ok'
