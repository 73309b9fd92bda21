"""The emulated printer against ESC/POS bytes written by hand from the specification, never by our own encoder."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp
from PIL import Image

from devices.address import Address
from devices.receipt_printer.emulator.mechanism import Mechanism, Switches
from devices.receipt_printer.emulator.rendering import render_stream
from devices.receipt_printer.emulator.stream import Order, Stream, read
from devices.receipt_printer.encoding import Abilities, slip_bytes
from devices.receipt_printer.opening import abilities
from devices.receipt_printer.paper import PAPERS
from devices.receipt_printer.raster import render
from office.slip_layout import Qr, Text
from tests.devices.contract_receipt_printer import SLIP

Ink = npt.NDArray[np.bool_]
START = b'\x1b@'


def ink(data: bytes, dots: int = 384) -> Ink:
    """Where a stream leaves black dots."""
    return ~np.asarray(render_stream(data, dots))


def columns(dark: Ink) -> tuple[int, int]:
    """The first column with ink and the one after the last."""
    (there,) = np.nonzero(dark.any(axis=0))
    return int(there[0]), int(there[-1]) + 1


def test_the_stream_reads_the_bytes_of_the_specification() -> None:
    """Cut at every byte it gives the same orders; dots that read DLE EOT are no question."""
    sent = b'\x1b@' + b'\x1dv0\x00\x02\x00\x02\x00' + b'\x10\x04\x01\xff' + b'\x1bd\x02' + b'\x1dV\x42\x00'
    sent += b'\x1d(H\x06\x0000ABCD' + b'\x1dk\x041A\x00' + b'\x1dk\x49\x03{BA' + b'\x1b*\x21\x01\x00abc' + b'z'
    wanted = [
        Order(b'\x1b@', b''),
        Order(b'\x1dv', b'0\x00\x02\x00\x02\x00\x10\x04\x01\xff'),
        Order(b'\x1bd', b'\x02'),
        Order(b'\x1dV', b'\x42\x00'),
        Order(b'\x1d(', b'H\x06\x0000ABCD'),
        Order(b'\x1dk', b'\x041A\x00'),
        Order(b'\x1dk', b'\x49\x03{BA'),
        Order(b'\x1b*', b'\x21\x01\x00abc'),
        Order(b'', b'z'),
    ]
    for cut in range(len(sent) + 1):
        stream = Stream()
        asked = stream.feed(sent[:cut])
        got = list(stream.orders())
        asked += stream.feed(sent[cut:])
        assert [*got, *stream.orders()] == wanted
        assert asked == []
    asked = Stream().feed(b'\x10\x04\x02' + sent + b'\x10\x04\x04')
    assert asked == [Order(b'\x10\x04', b'\x02'), Order(b'\x10\x04', b'\x04')]


def test_an_order_that_is_cut_off_waits() -> None:
    """Nothing is guessed of a picture that isn't whole, nor of an order of which one byte came."""
    for half in (b'\x1b', b'\x1dv0\x00\x02', b'\x1dv0\x00\x02\x00\x02\x00\x01', b'\x1d(', b'\x1dk\x41\x05ab', b'\x10'):
        assert read(half) == []


def test_letters_stand_in_cells_of_fonts_a_and_b() -> None:
    """Font A is 12 dots wide, font B 9; a blank between keeps its place; a line is 30 dots high."""
    for select, width in ((b'', 12), (b'\x1bM\x01', 9), (b'\x1b!\x01', 9)):
        dark = ink(START + select + b'H H\n')
        assert dark[:, :width].any()
        assert not dark[:, width : 2 * width].any()
        assert dark[:, 2 * width : 3 * width].any()
        assert not dark[:, 3 * width :].any()
        assert dark.shape[0] == 30


@pytest.mark.parametrize('size', [b'\x1d!\x11', b'\x1b!\x30'])
def test_double_size_doubles_every_dot(size: bytes) -> None:
    """GS ! 0x11 and ESC ! 0x30: twice as wide, twice as high."""
    once, twice = ink(START + b'Ab\n')[:24], ink(START + size + b'Ab\n')[:48]
    assert (np.kron(once, np.ones((2, 2), bool))[:, :384] == twice).all()


def test_emphasis_underline_and_inverse() -> None:
    """More ink; a whole row of ink below; white on black."""
    plain = ink(START + b'Mau\n')
    assert ink(START + b'\x1bE\x01Mau\n').sum() > plain.sum()
    underlined = ink(START + b'\x1b-\x01Mau\n')
    assert underlined[23, :36].all()
    inverse = ink(START + b'\x1dB\x01Mau\n')
    assert (inverse[:24, :36] == ~plain[:24, :36]).all()


def test_a_line_is_set_left_centre_or_right() -> None:
    """ESC a, also by the digit; margins move the left edge; what has no room goes on below."""
    for n, wanted in ((b'\x00', (0, 48)), (b'\x01', (168, 216)), (b'2', (336, 384))):
        left, right = columns(ink(START + b'\x1ba' + n + b'MMMM\n'))
        assert wanted[0] <= left < right <= wanted[1]
        assert right - left > 40
    left, right = columns(ink(START + b'\x1dL\x64\x00' + b'M\n'))
    assert 100 <= left < right <= 112
    assert ink(START + b'M' * 33 + b'\n').shape[0] == 60
    left, right = columns(ink(START + b'\x1b$\xc8\x00M\n'))
    assert 200 <= left < right <= 212


def test_the_paper_moves_as_far_as_it_is_told() -> None:
    """LF, ESC d, ESC J, ESC 3 and ESC 2, in dots."""
    for feed, height in (
        (b'\n\n', 60),
        (b'\x1bd\x03', 90),
        (b'\x1bJ\x11', 17),
        (b'\x1b3\x64\n', 100),
        (b'\x1b3\x64\x1b2\n', 30),
    ):
        assert ink(START + feed + b'\x1dv0\x00\x01\x00\x01\x00\x80').shape[0] == height + 1


@pytest.mark.parametrize(('mode', 'across', 'down'), [(0, 1, 1), (1, 2, 1), (2, 1, 2), (3, 2, 2), (51, 2, 2)])
def test_raster_dots_fall_where_they_belong(mode: int, across: int, down: int) -> None:
    """GS v 0: the first bit is the leftmost dot; modes enlarge."""
    dark = ink(START + b'\x1dv0' + bytes([mode]) + b'\x02\x00\x02\x00' + b'\x80\x01\x0f\xf0')
    wanted = np.zeros((2, 16), bool)
    wanted[0, [0, 15]] = wanted[1, 4:12] = True
    assert (dark[:, : 16 * across] == np.kron(wanted, np.ones((down, across), bool))).all()
    assert not dark[:, 16 * across :].any()


def test_a_raster_is_aligned_and_cut_off_at_the_paper() -> None:
    """In the middle with ESC a 1; too wide, its right end is lost as on paper."""
    assert columns(ink(START + b'\x1ba\x01\x1dv0\x00\x01\x00\x01\x00\xff')) == (188, 196)
    assert columns(ink(START + b'\x1dv0\x00\x60\x00\x01\x00' + b'\xff' * 96)) == (0, 384)


def test_bit_columns_of_24_and_8_dots() -> None:
    """ESC * 33: three bytes a column, the first bit on top; ESC * 0: eight dots, each two wide and three high."""
    dark = ink(START + b'\x1b*\x21\x02\x00' + b'\x80\x00\x01' + b'\x00\xff\x00' + b'\n')
    wanted = np.zeros((24, 2), bool)
    wanted[[0, 23], 0] = wanted[8:16, 1] = True
    assert (dark[:24, :2] == wanted).all()
    assert not dark[:, 2:].any()
    coarse = ink(START + b'\x1b*\x00\x01\x00\x81\n')
    assert coarse[:24, :2].sum() == 12
    assert coarse[:3, :2].all()
    assert coarse[21:24, :2].all()


@pytest.mark.parametrize('head', [b'\x1d(L\x0c\x00', b'\x1d8L\x0c\x00\x00\x00'])
def test_graphics_are_stored_then_printed(head: bytes) -> None:
    """GS ( L and GS 8 L: function 112 stores ten dots by one, function 50 prints."""
    stored = head + b'0\x70\x30\x01\x01\x31\x0a\x00\x01\x00' + b'\xff\xff'
    assert not ink(START + stored).any()
    assert columns(ink(START + stored + b'\x1d(L\x02\x000\x32')) == (0, 10)


def decoded(data: bytes, dots: int = 576) -> list[tuple[str, str]]:
    """Every code on the paper: its format and text."""
    picture = np.pad(np.asarray(render_stream(data, dots).convert('L')), 40, constant_values=255)
    return [(code.format.name, code.text) for code in zxingcpp.read_barcodes(picture)]


def test_a_qr_code_of_the_printer_is_read() -> None:
    """GS ( k: model 2, module of 6 dots, level M, data, print."""
    payload = b'H99.12-261123-0001'
    setting = b'\x1d(k\x04\x001A2\x00' + b'\x1d(k\x03\x001C\x06' + b'\x1d(k\x03\x001E1'
    stored = b'\x1d(k' + bytes([len(payload) + 3, 0]) + b'1P0' + payload
    printed = b'\x1d(k\x03\x001Q0'
    assert decoded(START + setting + stored) == []
    assert decoded(START + setting + stored + printed) == [('QRCode', payload.decode())]
    left, right = columns(ink(START + setting + stored + printed))
    assert (right - left) % 6 == 0


@pytest.mark.parametrize(
    ('order', 'wanted'),
    [
        (b'\x02893460200107\x00', ('EAN13', '8934602001078')),
        (b'\x43\x0c893460200107', ('EAN13', '8934602001078')),
        (b'\x44\x078934602', ('EAN8', '89346020')),
        (b'\x04A017\x00', ('Code39', 'A017')),
        (b'\x45\x04A017', ('Code39', 'A017')),
        (b'\x46\x06123456', ('ITF', '123456')),
        (b'\x47\x08A123456B', ('Codabar', 'A123456B')),
        (b'\x49\x0a{BH99-0001', ('Code128', 'H99-0001')),
        (b'\x49\x05{C\x0c\x22\x38', ('Code128', '123456')),
    ],
)
def test_bars_of_the_printer_are_read(order: bytes, wanted: tuple[str, str]) -> None:
    """GS k in both its forms, with height and module as GS h and GS w say."""
    data = START + b'\x1dh\x50\x1dw\x02' + b'\x1dk' + order
    assert decoded(data) == [wanted]
    assert ink(data, 576).shape[0] == 80


def test_the_text_of_bars_stands_where_it_is_asked_for() -> None:
    """GS H: 1 above, 2 below, 3 both."""
    heights = [ink(START + b'\x1dh\x50\x1dH' + bytes([n]) + b'\x1dk\x04A017\x00', 576).shape[0] for n in range(4)]
    assert heights == [80, 104, 104, 128]


def test_every_way_of_cutting_gives_a_slip(tmp_path: Path) -> None:
    """GS V in its functions A, B and C, and the old ESC i and ESC m; function B feeds first."""
    printer = Mechanism(tmp_path, Switches(), 384)
    cuts = (b'\x1dV\x00', b'\x1dV\x01', b'\x1dV0', b'\x1dV1', b'\x1dV\x41\x14', b'\x1dV\x42\x14', b'\x1bi', b'\x1bm')
    for cut in cuts:
        printer.take(START + b'M\n' + cut)
        printer.work()
    heights = []
    for slip in printer.slips():
        with Image.open(slip) as picture:
            heights.append(picture.height)
    assert heights == [30, 30, 30, 30, 50, 50, 30, 30]


@pytest.mark.parametrize(
    ('thrown', 'said'),
    [
        ({}, b'\x12\x12\x12\x12'),
        ({'cover_open': True}, b'\x1a\x16\x12\x12'),
        ({'near_end': True}, b'\x12\x12\x12\x1e'),
        ({'paper_out': True}, b'\x1a\x32\x12\x7e'),
        ({'error': True}, b'\x1a\x52\x1a\x12'),
    ],
)
def test_status_bytes_are_those_of_the_specification(tmp_path: Path, thrown: dict[str, bool], said: bytes) -> None:
    """DLE EOT 1 to 4: offline, its cause, the error, the paper sensors."""
    printer = Mechanism(tmp_path, Switches(**thrown))
    assert b''.join(printer.take(b'\x10\x04' + bytes([n])) for n in (1, 2, 3, 4)) == said


def test_questions_that_wait_their_turn_are_answered_in_turn(tmp_path: Path) -> None:
    """GS r 1 and GS ( H only when everything before is on paper; a stopped printer keeps them."""
    switches = Switches(cover_open=True)
    printer = Mechanism(tmp_path, switches)
    assert printer.take(START + b'M\n\x1dr\x01\x1d(H\x06\x0000ABCD') + printer.work() == b''
    switches.cover_open = False
    assert printer.work() == b'\x00\x37\x22ABCD\x00'
    switches.near_end = True
    assert printer.take(b'\x1dr1') + printer.work() == b'\x03'
    assert printer.take(b'M\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08') + printer.work() == b'\x37\x25\x00'


def test_drawer_and_bell(tmp_path: Path) -> None:
    """ESC p and DLE DC4 1 open the drawer; ESC ( A rings."""
    printer = Mechanism(tmp_path, Switches())
    printer.take(b'\x1bp\x00\x32\xfa\x10\x14\x01\x00\x02\x1b(A\x05\x00\x61\x64\x02\x01\x00')
    printer.work()
    assert (printer.pulses, printer.rings) == (2, 1)


@pytest.mark.parametrize('dots', PAPERS)
def test_what_we_send_is_what_was_drawn(dots: int) -> None:
    """The picture of a slip's bytes is the slip, at every width."""
    wanted = render(SLIP, dots)
    picture = render_stream(slip_bytes(SLIP, Abilities(dots=dots)))
    assert picture.width == dots
    assert picture.crop((0, 0, *wanted.size)).tobytes() == wanted.tobytes()


@pytest.mark.parametrize('profile', ['TM-T88V', 'TM-T20II', 'Sunmi-V2'])
def test_a_profile_that_has_qr_codes_draws_them_itself(profile: str) -> None:
    """Fewer bytes, the same code, as large as ours within a module's rounding, white around it, its caption below."""
    can = abilities(Address.parse(f'tcp://h:1?profile={profile}'))
    assert can.native_qr
    layout = (Text("Trước"), Qr('H99.12-261123-0001', caption='H99.12-261123-0001'), Text("Sau"))
    native, drawn = slip_bytes(layout, can), slip_bytes(layout, Abilities(dots=can.dots))
    assert b'\x1d(k' in native
    assert b'\x1d(k' not in drawn
    assert len(native) < len(drawn)
    assert decoded(native, can.dots) == decoded(drawn, can.dots) == [('QRCode', 'H99.12-261123-0001')]


def test_what_a_profile_has_can_be_said_otherwise() -> None:
    """A cutter, drawer or bell that the settings name or take away; without a profile a picture and a cut."""
    for address, expected in (
        ('tcp://h:1', (576, True, False, False, False)),
        ('tcp://h:1?profile=POS-5890', (384, False, True, False, False)),
        ('tcp://h:1?profile=TM-T88V&qr=no&cutter=no&buzzer=yes', (512, False, True, True, False)),
        ('tcp://h:1?dots=384&drawer=yes', (384, True, True, False, False)),
    ):
        can = abilities(Address.parse(address))
        assert (can.dots, can.cutter, can.drawer, can.buzzer, can.native_qr) == expected
    torn = slip_bytes((Text('A'),), Abilities(dots=384, cutter=False), is_opening_drawer=True, is_ringing=True)
    assert not {order.name for order in read(torn)} & {b'\x1dV', b'\x1bp', b'\x1b('}
    assert render_stream(torn).height > render((Text('A'),), 384).height + 150  # 20 mm to the bar
    all_of_it = Abilities(dots=384, drawer=True, buzzer=True)
    rung = read(slip_bytes((Text('A'),), all_of_it, is_opening_drawer=True, is_ringing=True))
    assert [order.name for order in rung[-3:]] == [b'\x1dV', b'\x1bp', b'\x1b(']
    assert not {order.name for order in read(slip_bytes((Text('A'),), all_of_it))} & {b'\x1bp', b'\x1b('}
