"""What every document camera does, whoever made it.

Troubles that its verbs raise; after each of them the next verb opens the camera anew:

    camera.gone        not there: unplugged, switched off, another number; plugged in again, the next verb finds it
    camera.busy        another program films with it
    camera.denied      this machine's account, or the password in the address, may not use it
    camera.mute        it is there, and no whole picture came for longer than its patience
    camera.cancelled   a person asked to stop
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from devices.paper.picture import Picture
from devices.stop import Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One moment as the camera saw it.

    Attributes:
        picture: height x width x 3, 8 bits a colour, blue first; at the camera's full resolution.
        at: seconds of the machine's monotonic clock when it arrived.
        jpeg: the file that the camera sent, b'' when it sent none.
    """

    picture: Picture
    at: float
    jpeg: bytes = b''


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """One sharp picture to keep, as a whole file for ``archive_page(image, dpi=…, source='camera')``.

    Attributes:
        sharpness: variance of the Laplacian of its brightness; comparable between stills of the same camera only.
    """

    image: bytes
    media_type: Literal['image/jpeg']
    width: int
    height: int
    sharpness: float


class Camera(Protocol):
    """A document camera. One thread owns it."""

    def ready(self) -> None:
        """Make sure that it films, opening it if need be.

        Raises:
            Trouble: any of the codes above but ``camera.cancelled``.
        """
        ...

    def frame(self, stop: Stop) -> Frame:
        """Wait for the next frame; what was filmed while nobody asked is skipped as far as the wire allows.

        Raises:
            Trouble: any of the codes above.
        """
        ...

    def still(self, stop: Stop) -> Still:
        """The sharpest of the next few frames, at full resolution.

        Raises:
            Trouble: any of the codes above.
        """
        ...

    def close(self) -> None:
        """Let go of the device; further verbs may open it again."""
        ...
