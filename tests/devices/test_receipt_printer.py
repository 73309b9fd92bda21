"""The printer driver against the emulated printer: a slip comes out once, and every misfortune has its name."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from devices.receipt_printer import faces
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.encoding import Abilities, slip_bytes
from devices.receipt_printer.escpos import EscPosPrinter
from devices.receipt_printer.faces import Face, face
from devices.receipt_printer.opening import open_printer
from devices.receipt_printer.paper import PAPERS
from devices.receipt_printer.protocol import Printed, PrintJob
from devices.receipt_printer.raster import render
from devices.receipt_printer.wires.tcp import TcpWire
from devices.receipt_printer.wrap import wrapped
from office.errors import Refusal, Trouble
from office.slip import receipt_layout, ticket_layout
from office.slip_layout import Size, Text
from tests.devices.contract_receipt_printer import SLIP
from tests.office.test_slip import RECEIPT, TICKET


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A running emulated printer."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


def at_port(port: int) -> EscPosPrinter:
    """The driver of a printer at a port of this machine, impatient."""
    return EscPosPrinter(TcpWire('127.0.0.1', port), Abilities(dots=576), print_seconds=0.5)


def test_a_printer_that_vanishes_while_printing_is_unknown() -> None:
    """Bytes left, the peer closed: only a person can say what is on the paper."""
    with socket.create_server(('127.0.0.1', 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                for _ in range(3):
                    connection.recv(3)
                    connection.sendall(b'\x12')
                connection.sendall(b'\x37\x22' + connection.recv(4096)[-4:] + b'\x00')
                connection.recv(4096)

        thread = threading.Thread(target=serve)
        thread.start()
        with closing(at_port(server.getsockname()[1])) as printer:
            assert printer.print(PrintJob(id='slip:1', layout=SLIP)) is Printed.UNKNOWN
        thread.join()


def test_nobody_at_the_address_is_gone() -> None:
    """A refused connection is a printer that is gone, never "paper adequate"."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Trouble, match=r'printer\.gone'):
        at_port(port).status()


def test_a_machine_without_vietnamese_letters_prints_nothing(
    emulated: EmulatedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip with holes for letters is worse than none; the trouble names the font that is missing."""
    monkeypatch.setattr(faces, '_FILES', {True: ('absent.ttf',), False: ('absent.ttf',)})
    faces.face.cache_clear()
    with closing(open_printer(emulated.address)) as printer, pytest.raises(Trouble) as trouble:
        printer.print(PrintJob(id='slip:1', layout=SLIP))
    assert (trouble.value.code, trouble.value.params) == ('printer.font', {'wanted': 'absent.ttf'})
    assert emulated.slips() == []


@pytest.mark.parametrize('dots', PAPERS)
def test_stacked_marks_are_not_clipped(dots: int) -> None:
    """Above Ễ and below Ậ there is ink, and the line has white paper at both edges."""
    line = render((Text('ỄỖẬỰ', size='heading', bold=True),), dots).convert('L')
    box = line.point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    assert 0 < box[1] < box[3] < line.height
    plain = (
        render((Text('EOAU', size='heading', bold=True),), dots).convert('L').point(lambda grey: 255 - grey).getbbox()
    )
    assert plain is not None
    assert box[1] < plain[1]
    assert box[3] > plain[3]


# every letter of Vietnamese that bears a mark, and those it could be taken for
_LOWER = 'aàáảãạăằắẳẵặâầấẩẫậdđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ'
LETTERS = _LOWER + _LOWER.upper()


@pytest.mark.parametrize('dots', PAPERS)
@pytest.mark.parametrize(('size', 'least'), [('small', 3), ('body', 4), ('heading', 7)])
def test_no_letter_can_be_taken_for_another(dots: int, size: Size, least: int) -> None:
    """Any two letters differ by some dots at every width, the dot below an I included; no stroke falls apart."""
    black = {one: ~np.asarray(render((Text(one, size=size),), dots)) for one in LETTERS}
    apart = {pair: int((black[pair[0]] ^ black[pair[1]]).sum()) for pair in combinations(LETTERS, 2)}
    assert min(apart.values()) >= least, min(apart, key=apart.__getitem__)
    large = face(200).font
    for one, drawn in black.items():
        whole = Image.new('L', (400, 400), 0)
        ImageDraw.Draw(whole).text((80, 280), one, fill=255, font=large, anchor='ls')
        assert pieces(drawn) <= pieces(np.asarray(whole) > 128), one


def pieces(dark: npt.NDArray[np.bool_]) -> int:
    """How many separate strokes there are; ground is one too."""
    return cv2.connectedComponents(dark.astype(np.uint8), connectivity=8)[0]


def test_a_tickets_number_is_twenty_millimetres_high() -> None:
    """Eight dots a millimetre: the digits of a ticket stand 160 dots high, within a millimetre."""
    number = render((Text('017', size='number', bold=True),), 576).convert('L')
    box = number.point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    assert abs((box[3] - box[1]) / 8 - 20) < 1


def test_a_long_word_is_broken_and_not_lost() -> None:
    """A word wider than the paper goes on in the next line."""
    one, long = (render((Text('N' * count),), 384) for count in (1, 200))
    assert long.height > 5 * one.height
    assert len(slip_bytes((Text('N' * 200),), Abilities(dots=384))) > 1000


@pytest.mark.parametrize('address', ['tcp://127.0.0.1:9100?dots=100', 'usb:1', 'fax:1', 'tcp://127.0.0.1:9100?dot=576'])
def test_an_address_that_no_driver_knows_is_refused(address: str) -> None:
    """A wrong scheme, an impossible width and a misspelt option are named."""
    with pytest.raises(Refusal, match=r'device\.'):
        open_printer(address)


def test_no_word_is_broken_on_the_narrowest_roll(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in a table's head nor elsewhere on a slip whose words are ordinary."""
    broken = []

    def watched(text: str, letters: Face, width: int) -> list[str]:
        lines = wrapped(text, letters, width)
        broken.extend([text] if ' '.join(lines).split() != text.split() else [])
        return lines

    monkeypatch.setattr('devices.receipt_printer.raster.wrapped', watched)
    for slip in (receipt_layout(RECEIPT), ticket_layout(TICKET)):
        render(slip, min(PAPERS))
    assert broken == []
