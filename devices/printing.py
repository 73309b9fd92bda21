"""For diagnosis: a file onto a printer, a stream of ESC/POS as a picture, and whether a printer prints."""

from contextlib import closing
from io import BytesIO
from pathlib import Path

from devices.address import Address
from devices.form_printer.protocol import FormJob
from devices.form_printer.queued import QueuedForms
from devices.receipt_printer.opening import abilities, open_printer
from devices.receipt_printer.protocol import Printed, PrintJob
from office.errors import Refusal, Trouble
from office.slip_layout import Layout, Pair, Qr, Rule, Table, Text

Told = dict[str, object]

_PDF = b'%PDF-'
_STREAM = b'\x1b@'  # what every stream of ESC/POS begins with
_PICTURES = (b'\x89PNG', b'\xff\xd8')

# a slip that shows what a printer can do wrong: marks cut off, columns astray, a code that isn't read
_SPECIMEN: Layout = (
    Text("Phiếu in thử / test slip", bold=True, align='centre'),
    Text('A017', size='number', bold=True),
    Rule(),
    Text("ẤẦẨẪẬ ẮẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲÝỶỸỴ Đ"),
    Text("ấầẩẫậ ắằẳẵặ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ đ", size='small'),
    Pair("Họ tên", "NGUYỄN VĂN MẪU", bold=True),
    Table((("TT", "Giấy tờ"), ('1', "Giấy chứng sinh"), ('2', "Tờ khai")), (0.2, 0.8)),
    Qr('MOT-CUA-IN-THU', caption='MOT-CUA-IN-THU'),
)


def print_file(path: Path, address: str) -> Told:
    """Print a file: a PDF as sheets, ESC/POS as it is, a picture as wide as the paper, a text as a slip.

    Returns:
        the printer's address, and how it ended: ``sent`` or ``unknown``.

    Raises:
        Refusal: ``device.address``, ``device.option`` or ``device.width``; ``device.file`` for another kind of file.
        Trouble: when certainly nothing whole came out.
    """
    content = path.read_bytes()
    if content.startswith(_PDF):
        forms = QueuedForms.at(address)
        with closing(forms):
            return _told(forms.print(FormJob(id=path.name, content=content)), address)
    with closing(open_printer(address)) as printer:
        if content.startswith(_STREAM):
            return _told(printer.send(path.name, content), address)
        if content.startswith(_PICTURES):
            return _told(printer.send(path.name, _picture(content, address)), address)
        return _told(printer.print(PrintJob(id=path.name, layout=_lines(content, path))), address)


def try_printer(address: str) -> Told:
    """Print the test slip.

    Raises:
        Refusal, Trouble: what the printer raises; ``printer.gone`` where the settings name none.
    """
    if not address:
        raise Trouble('printer.gone')
    with closing(open_printer(address)) as printer:
        status = printer.status()
        told = _told(printer.print(PrintJob(id='test', layout=_SPECIMEN)), address)
    return {**told, 'paper': status.paper}


def render_file(path: Path, out: Path, dots: int | None) -> Told:
    """Draw what a printer would make of a stream of ESC/POS; ``dots`` is the paper's width, None what fits.

    Raises:
        Trouble: ``printer.font``.
    """
    from devices.receipt_printer.emulator.rendering import render_stream  # noqa: PLC0415  # brings Pillow

    picture = render_stream(path.read_bytes(), dots)
    picture.save(out, 'PNG')
    return {'file': str(out), 'width': picture.width, 'height': picture.height}


def _told(outcome: Printed, address: str) -> Told:
    return {'printer': address, 'outcome': outcome.value}


def _lines(content: bytes, path: Path) -> Layout:
    try:
        return tuple(Text(line) for line in content.decode().splitlines())
    except UnicodeDecodeError as error:
        raise Refusal('device.file', file=str(path)) from error


def _picture(content: bytes, address: str) -> bytes:
    """A picture as wide as the paper, its greys as patterns of dots."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # slow, wanted with a picture

    from devices.receipt_printer.encoding import picture_bytes  # noqa: PLC0415  # each job brings its own

    can = abilities(Address.parse(address))
    try:
        with Image.open(BytesIO(content)) as opened:
            grey = opened.convert('L')
    except (UnidentifiedImageError, OSError) as error:
        raise Trouble('pdf.unreadable') from error
    return picture_bytes(grey.resize((can.dots, round(grey.height * can.dots / grey.width))).convert('1'), can)
