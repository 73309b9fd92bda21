"""From a camera's address in the settings to its driver."""

from devices.address import Address
from devices.camera.capture import CaptureWire
from devices.camera.filming import PATIENCE_SECONDS, FilmingCamera, Wire
from devices.camera.mjpeg import MjpegWire
from devices.camera.protocol import Camera
from devices.camera.video import VideoWire
from office.errors import Refusal

SCHEMES = ('camera', 'video', 'mjpeg')


def open_camera(address: str) -> Camera:
    """The driver for ``camera:0``, ``video:desk.mp4``, ``video:stills/`` or ``mjpeg:http://10.0.0.7/video``.

    Each takes ``seconds``: how long no picture may come before the camera counts as mute.

    Raises:
        Refusal: ``device.address`` or ``device.option`` for an address that no camera driver knows.
    """
    parsed = Address.parse(address)
    return FilmingCamera(_wire(parsed), patience=parsed.number('seconds', PATIENCE_SECONDS))


def _wire(address: Address) -> Wire:
    match address.scheme:
        case 'camera':
            return CaptureWire(address)
        case 'video':
            return VideoWire(address)
        case 'mjpeg':
            return MjpegWire(address)
    raise Refusal('device.address', address=str(address))
