"""One sheet from a counter's scanner or camera, to see how the device is: shown, and kept nowhere."""

from contextlib import closing

from devices.scanner.protocol import ScanOptions
from devices.stop import Stop
from office.errors import Trouble
from qtkit.page_capture import Origin, PageCapture


def trial_sheet(capture: PageCapture, origin: Origin, dpi: int, stop: Stop) -> bytes:
    """The sheet as an image file; on the thread that captures, which lets go of its devices for it.

    Raises:
        Trouble, Refusal: why there is none.
    """
    # most devices serve one program at a time; the next capture opens them anew
    capture.close()
    if origin == 'camera':
        if capture.open_camera is None:
            raise Trouble('camera.gone')
        with closing(capture.open_camera()) as camera:
            return camera.still(stop).image
    if capture.open_scanner is None:
        raise Trouble('scanner.gone')
    with closing(capture.open_scanner()) as scanner:
        able = scanner.capabilities()
        enough = [one for one in able.resolutions if one >= dpi]
        options = ScanOptions(source=able.sources[0], dpi=min(enough) if enough else max(able.resolutions), sheets=1)
        with closing(scanner.scan(options, stop)) as sides:
            return next(sides).image
