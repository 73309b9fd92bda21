"""What a counter has to see who somebody is: readers of codes and chips, and a camera for the person."""

from dataclasses import dataclass

from qtkit.card_reading import CardReading
from qtkit.chip_reading import ChipReading
from qtkit.face_watch import FaceWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifying:
    """The devices of the identity step.

    Attributes:
        readers: of QR codes, on a wire.
        wedge: the machine's input method where a scanner types what it reads, None where none does.
        chip: reads the chips of cards.
        face: films the person.
    """

    readers: tuple[CardReading, ...] = ()
    wedge: str | None = None
    chip: ChipReading | None = None
    face: FaceWatch | None = None

    def start(self) -> None:
        """Begin to wait for cards; the camera films nobody yet."""
        for reader in self.readers:
            reader.start()
        if self.chip is not None:
            self.chip.start()

    def close(self) -> None:
        """End their threads, and let go of them."""
        for device in (*self.readers, self.chip, self.face):
            if device is not None:
                device.close()
