"""One sheet from a counter's scanner, to see how it is: shown, and kept nowhere."""

from contextlib import closing

from devices.scanner.protocol import ScanOptions
from devices.stop import Stop
from office.errors import Trouble
from qtkit.page_capture import PageCapture


def trial_sheet(capture: PageCapture, dpi: int, stop: Stop) -> bytes:
    """The sheet as an image file; on the thread that scans, which lets go of its scanner for it.

    Raises:
        Trouble, Refusal: why there is none.
    """
    # most devices serve one program at a time; the next capture opens it anew
    capture.close()
    if capture.open_scanner is None:
        raise Trouble('scanner.gone')
    with closing(capture.open_scanner()) as scanner:
        able = scanner.capabilities()
        enough = [one for one in able.resolutions if one >= dpi]
        options = ScanOptions(source=able.sources[0], dpi=min(enough) if enough else max(able.resolutions), sheets=1)
        with closing(scanner.scan(options, stop)) as sides:
            return next(sides).image
