"""The driver that reads QR codes and the barcodes of postal items with a camera: any camera's address is one of this.

A code that stays in view is one read; taken away and shown again it is another.
"""

from devices.camera.opening import open_camera
from devices.camera.protocol import Camera
from devices.id_reader.barcode import read_items
from devices.id_reader.protocol import IdRead, Source
from devices.id_reader.qr import read_codes
from devices.stop import Stop
from office.errors import Trouble

# a hand that shakes, a lamp that glares: for that long a code in view may be unreadable without being another
_OUT_OF_VIEW_SECONDS = 1.5


class CameraReader:
    """A camera that looks for codes."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._in_view: dict[str, float] = {}

    @classmethod
    def at(cls, address: str) -> 'CameraReader':
        """The driver for a camera's address; refuses what ``open_camera`` does."""
        return cls(open_camera(address))

    def ready(self) -> None:
        """Open the camera; see ``IdReader.ready``."""
        try:
            self._camera.ready()
        except Trouble as trouble:
            raise _as_reader(trouble) from trouble

    def read(self, stop: Stop) -> IdRead:
        """Film until a code comes into view; see ``IdReader.read``."""
        while True:
            try:
                frame = self._camera.frame(stop)
            except Trouble as trouble:
                raise _as_reader(trouble) from trouble
            seen = (*read_codes(frame.picture), *read_items(frame.picture))
            if fresh := self._fresh(seen, frame.at):
                return IdRead(payload=fresh, source=Source.CAMERA)

    def close(self) -> None:
        """Let go of the camera."""
        self._camera.close()
        self._in_view.clear()

    def _fresh(self, seen: tuple[str, ...], at: float) -> str:
        """The first code that wasn't in view a moment ago, or ''; several new ones come one after the other."""
        self._in_view = {code: since for code, since in self._in_view.items() if at - since < _OUT_OF_VIEW_SECONDS}
        fresh = next((code for code in seen if code.strip() and code not in self._in_view), '')
        for code in seen:
            if code in self._in_view or code == fresh:
                self._in_view[code] = at
        return fresh


def _as_reader(trouble: Trouble) -> Trouble:
    """A camera's trouble as the reader's: what to do is the same, what it stops is not."""
    return Trouble(trouble.code.replace('camera.', 'reader.', 1), **trouble.params)
