"""What a look at a document camera's film found, for whoever shows it."""

from dataclasses import dataclass

from devices.camera.auto_capture import Phase, Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look found.

    Attributes:
        phase: what the camera waits for.
        progress: how much of the time of stillness has passed, 0 to 1.
        corners: of the sheet, in shares of the picture's width and height; () while there is none.
        gutter: a book's two ends of it, in the same shares; () for anything else.
        photograph: the sheet's picture at full resolution, as a JPEG file, when it was taken by itself; else b''.
    """

    phase: Phase
    progress: float
    corners: Places = ()
    gutter: Places = ()
    photograph: bytes = b''
