"""The back of an identity card under the document camera: what opens its chip; the picture is kept nowhere."""

from datetime import date

from devices.id_reader.mrz import read_mrz
from devices.paper.picture import decode
from devices.stop import Stop
from office.errors import Refusal
from office.mrz import parse
from qtkit.page_capture import PageCapture
from qtkit.trial_sheet import trial_sheet

# the camera's resolution is what it is; a trial of a scanner alone asks for one
_DPI = 300


def key_on_back(capture: PageCapture, today: date, stop: Stop) -> str:
    """What opens the chip, by the three lines in one picture; on the thread that captures.

    Raises:
        Refusal: ``mrz.none``, ``mrz.shape`` or ``mrz.check``.
        Trouble: why the camera gives no picture.
    """
    found = read_mrz(decode(trial_sheet(capture, 'camera', _DPI, stop)))
    if found is None:
        raise Refusal('mrz.none')
    return parse(found.lines, today=today).key
