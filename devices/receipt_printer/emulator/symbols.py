"""The codes that a printer draws itself: QR by segno, bars by python-barcode, after the orders' parameters."""

from dataclasses import dataclass

import barcode
import segno
from barcode.errors import BarcodeError
from PIL import Image

# GS k, both forms: by the system's number
_SYSTEMS = {0: 'upca', 2: 'ean13', 3: 'ean8', 4: 'code39', 5: 'itf', 6: 'codabar'}
_SYSTEMS |= {65: 'upca', 67: 'ean13', 68: 'ean8', 69: 'code39', 70: 'itf', 71: 'codabar', 73: 'code128'}
_LEVELS = {48: 'l', 49: 'm', 50: 'q', 51: 'h'}
_WITH_LENGTH = 65


@dataclass(slots=True)
class QrMaker:
    """What ``GS ( k`` has set so far for QR codes."""

    module: int = 3
    level: str = 'l'
    payload: bytes = b''

    def take(self, function: int, body: bytes) -> Image.Image | None:
        """Module size (67), level (69), data (80); 81 prints, and gives the code as white 0, black 255."""
        match function:
            case 67:
                self.module = body[0]
            case 69:
                self.level = _LEVELS.get(body[0], 'l')
            case 80:
                self.payload = body[1:]
            case 81 if self.payload:
                return self._drawn()
        return None

    def _drawn(self) -> Image.Image:
        code = segno.make(self.payload, error=self.level, boost_error=False, micro=False)
        rows = [bytes(255 if dark else 0 for dark in row) for row in code.matrix_iter(border=0)]
        side = len(rows)
        return Image.frombytes('L', (side, side), b''.join(rows)).resize(
            (side * self.module, side * self.module), Image.Resampling.NEAREST
        )


def bars(order: bytes, module: int, height: int) -> tuple[Image.Image, str] | None:
    """The bars of ``GS k`` and their text; None for what the system can't say: printers then print nothing."""
    system = order[0]
    data = order[2 : 2 + order[1]] if system >= _WITH_LENGTH else order[1:].removesuffix(b'\x00')
    name = _SYSTEMS.get(system)
    if name is None:
        return None
    text = _code128(data) if name == 'code128' else data.decode('ascii', 'replace').strip('*')
    options = {'add_checksum': False} if name == 'code39' else {}
    try:
        pattern = str(barcode.get_barcode_class(name)(text, **options).build()[0])
    except (BarcodeError, ValueError, KeyError):
        return None
    row = bytes(255 if module_is_black == '1' else 0 for module_is_black in pattern)
    return Image.frombytes('L', (len(row), 1), row).resize((len(row) * module, height), Image.Resampling.NEAREST), text


def _code128(data: bytes) -> str:
    """The text of a CODE128 order: ``{A``, ``{B`` and ``{C`` choose sets, in C every byte is two digits."""
    text, is_pairs, at = '', False, 0
    while at < len(data):
        if data[at] == ord('{') and at + 1 < len(data):
            is_pairs = data[at + 1] == ord('C')
            text += '{' if data[at + 1] == ord('{') else ''
            at += 2
            continue
        text += f'{data[at]:02d}' if is_pairs else chr(data[at])
        at += 1
    return text
