"""From a camera's address in the settings to its driver."""

from typing import TYPE_CHECKING

from devices.address import Address
from office.errors import Refusal

if TYPE_CHECKING:
    from devices.camera.filming import Wire
    from devices.camera.protocol import Camera

SCHEMES = ('camera', 'video', 'mjpeg')


def open_camera(address: str) -> 'Camera':
    """The driver for ``camera:0``, ``video:desk.mp4``, ``video:stills/`` or ``mjpeg:http://10.0.0.7/video``.

    Each takes ``seconds``: how long no picture may come before the camera counts as mute.

    Raises:
        Refusal: ``device.address`` or ``device.option`` for an address that no camera driver knows.
    """
    # imported here, on the camera's thread: OpenCV costs a start a sixth of a second and 40 MB
    from devices.camera.filming import PATIENCE_SECONDS, FilmingCamera  # noqa: PLC0415  # slow, wanted later

    parsed = Address.parse(address)
    return FilmingCamera(_wire(parsed), patience=parsed.number('seconds', PATIENCE_SECONDS))


def _wire(address: Address) -> 'Wire':
    match address.scheme:
        case 'camera':
            from devices.camera.capture import CaptureWire  # noqa: PLC0415  # as above

            return CaptureWire(address)
        case 'video':
            from devices.camera.video import VideoWire  # noqa: PLC0415  # as above

            return VideoWire(address)
        case 'mjpeg':
            from devices.camera.mjpeg import MjpegWire  # noqa: PLC0415  # as above

            return MjpegWire(address)
    raise Refusal('device.address', address=str(address))
