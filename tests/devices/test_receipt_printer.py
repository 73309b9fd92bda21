"""The printer driver against the emulated printer: a slip comes out once, and every misfortune has its name."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from devices.receipt_printer import faces
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.emulator.stream import Cut, Feed, Raster, ReportId, Start, Stream
from devices.receipt_printer.escpos_tcp import EscPosTcp, slip_bytes
from devices.receipt_printer.opening import open_printer
from devices.receipt_printer.paper import PAPERS
from devices.receipt_printer.protocol import Printed, PrintJob
from devices.receipt_printer.raster import render
from office.errors import Refusal, Trouble
from office.slip_layout import Layout, Pair, Qr, Rule, Space, Table, Text

SLIP: Layout = (
    Text("Trung tâm Phục vụ hành chính công xã Mẫu", bold=True, align='centre'),
    Text('A017', size='number', bold=True),
    Rule(),
    Pair("Số người chờ trước", '3'),
    Table((("TT", "Giấy tờ"), ('1', "Giấy chứng sinh")), (0.2, 0.8)),
    Qr('H99.12-261123-0001', caption='H99.12-261123-0001'),
    Space(2),
)


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A running emulated printer."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


def driver(emulated: EmulatedPrinter) -> EscPosTcp:
    """The driver of an emulated printer, impatient."""
    host, port = emulated.address.removeprefix('tcp://').split(':')
    return EscPosTcp(host, int(port), dots=576, print_seconds=0.5)


def test_a_slip_comes_out_as_it_was_drawn(emulated: EmulatedPrinter) -> None:
    """Confirmed means that the paper shows exactly the dots of the layout."""
    with closing(open_printer(emulated.address)) as printer:
        assert printer.print(PrintJob(id='slip:1', layout=SLIP)) is Printed.SENT
    (paper,) = emulated.wait_for_slips(1, 2)
    wanted = render(SLIP, 576)
    assert Image.open(paper).crop((0, 0, *wanted.size)).tobytes() == wanted.tobytes()


@pytest.mark.parametrize(
    ('switch', 'code'),
    [
        ('paper_out', 'printer.paper_out'),
        ('cover_open', 'printer.cover_open'),
        ('error', 'printer.error'),
        ('mute', 'printer.mute'),
        ('gone', 'printer.gone'),
    ],
)
def test_a_printer_that_cannot_print_says_why(emulated: EmulatedPrinter, switch: str, code: str) -> None:
    """Nothing is sent to a printer that isn't ready, so the trouble is certain; once mended, it prints."""
    setattr(emulated.switches, switch, True)
    with closing(driver(emulated)) as printer:
        with pytest.raises(Trouble) as trouble:
            printer.print(PrintJob(id='slip:1', layout=SLIP))
        assert trouble.value.code == code
        assert emulated.slips() == []
        setattr(emulated.switches, switch, False)
        assert printer.print(PrintJob(id='slip:1', layout=SLIP)) is Printed.SENT
    assert len(emulated.slips()) == 1


def test_paper_that_ends_in_the_middle_is_certain(emulated: EmulatedPrinter) -> None:
    """The printer stops among the rows and says so: the slip is not whole."""
    emulated.switches.paper_out_after = 40
    with closing(driver(emulated)) as printer:
        with pytest.raises(Trouble, match=r'printer\.paper_out'):
            printer.print(PrintJob(id='slip:1', layout=SLIP))
        emulated.switches.paper_out = False
        assert printer.print(PrintJob(id='slip:1', layout=SLIP)) is Printed.SENT
    assert len(emulated.slips()) == 1


def test_a_lost_answer_leaves_the_outcome_unknown(emulated: EmulatedPrinter) -> None:
    """The slip is on paper and nobody said so: the driver doesn't guess and doesn't print again."""
    emulated.switches.lose_answer = True
    with closing(driver(emulated)) as printer:
        assert printer.print(PrintJob(id='slip:1', layout=SLIP)) is Printed.UNKNOWN
    assert len(emulated.wait_for_slips(1, 2)) == 1


def test_a_printer_that_vanishes_while_printing_is_unknown() -> None:
    """Bytes left, the peer closed: only a person can say what is on the paper."""
    with socket.create_server(('127.0.0.1', 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                for _ in range(3):
                    connection.recv(3)
                    connection.sendall(b'\x12')
                connection.recv(4096)

        thread = threading.Thread(target=serve)
        thread.start()
        with closing(EscPosTcp('127.0.0.1', server.getsockname()[1], dots=576, print_seconds=0.5)) as printer:
            assert printer.print(PrintJob(id='slip:1', layout=SLIP)) is Printed.UNKNOWN
        thread.join()


def test_nobody_at_the_address_is_gone() -> None:
    """A refused connection is a printer that is gone, never "paper adequate"."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Trouble, match=r'printer\.gone'):
        EscPosTcp('127.0.0.1', port, dots=576).status()


def test_a_machine_without_vietnamese_letters_prints_nothing(
    emulated: EmulatedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip with holes for letters is worse than none; the trouble names the font that is missing."""
    monkeypatch.setattr(faces, '_FILES', {True: ('absent.ttf',), False: ('absent.ttf',)})
    faces.face.cache_clear()
    with closing(driver(emulated)) as printer, pytest.raises(Trouble) as trouble:
        printer.print(PrintJob(id='slip:1', layout=SLIP))
    assert (trouble.value.code, trouble.value.params) == ('printer.font', {'wanted': 'absent.ttf'})
    assert emulated.slips() == []


def test_near_the_end_of_the_roll_is_a_warning(emulated: EmulatedPrinter) -> None:
    """The printer prints on, and says that the roll is nearly at its end."""
    emulated.switches.near_end = True
    with closing(driver(emulated)) as printer:
        status = printer.status()
    assert status.paper == 'near_end'
    assert status.trouble() == ''


def test_the_emulator_reads_the_bytes_of_the_specification() -> None:
    """Hand-written ESC/POS, cut at every byte, gives the same commands; dots that read DLE EOT are no question."""
    sent = b'\x1b@' + b'\x1dv0\x00\x02\x00\x02\x00' + b'\x10\x04\x01\xff' + b'\x1bd\x02' + b'\x1dV\x42\x00'
    sent += b'\x1d(H\x06\x0000ABCD'
    wanted = [Start(), Raster(2, 2, b'\x10\x04\x01\xff'), Feed(60), Cut(), ReportId(b'ABCD')]
    for cut in range(len(sent) + 1):
        stream = Stream()
        asked = stream.feed(sent[:cut])
        read = list(stream.commands())
        asked += stream.feed(sent[cut:])
        assert [*read, *stream.commands()] == wanted
        assert asked == b''
    assert Stream().feed(b'\x10\x04\x02' + sent + b'\x10\x04\x04') == b'\x02\x04'


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
    assert len(slip_bytes((Text('N' * 200),), 384)) > 1000


@pytest.mark.parametrize('address', ['tcp://127.0.0.1:9100?dots=100', 'usb:1', 'tcp://127.0.0.1:9100?dot=576'])
def test_an_address_that_no_driver_knows_is_refused(address: str) -> None:
    """A wrong scheme, an impossible width and a misspelt option are named."""
    with pytest.raises(Refusal, match=r'device\.'):
        open_printer(address)
