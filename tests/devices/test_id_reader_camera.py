"""Codes before a camera: the reader's contract over real HTTP, and what a lens makes of a card."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest
import segno
import zxingcpp

from devices.camera.emulator import EmulatedCamera, on_desk
from devices.id_reader.barcode import read_items
from devices.id_reader.emulator import SPECIMEN_CARD
from devices.id_reader.opening import open_id_reader
from devices.id_reader.protocol import IdReader
from devices.id_reader.qr import read_codes
from devices.paper.picture import Picture
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.bench.card_codes import photographed, samples
from tests.devices.contract_id_reader import OTHER_CARD, IdReaderContract, Show


def code(payload: str, *, scale: int = 4, encoding: str = 'utf-8') -> Picture:
    """A printed code, as cards bear it."""
    made = segno.make(payload, encoding=encoding, eci=False, error='m', boost_error=False, micro=False)
    rows = np.array([list(row) for row in made.matrix_iter(scale=scale, border=4)], np.uint8)
    return np.repeat(255 - 255 * rows[:, :, None], 3, axis=2)


@pytest.fixture
def emulated() -> Iterator[EmulatedCamera]:
    """A camera over an empty desk."""
    with EmulatedCamera() as emulated:
        emulated.switches.rate = 60
        yield emulated


@pytest.fixture
def reader(emulated: EmulatedCamera) -> Iterator[IdReader]:
    """The driver of the emulated camera, as a reader."""
    with closing(open_id_reader(f'{emulated.address}?seconds=1')) as reader:
        yield reader


class TestCameraKeepsTheContract(IdReaderContract):
    """The camera as a reader."""

    @pytest.fixture
    def show(self, emulated: EmulatedCamera) -> Show:
        """A hand that lays a card on the desk."""
        return lambda payload: emulated.show(on_desk(code(payload)))


def test_a_card_that_stays_is_read_once(emulated: EmulatedCamera, reader: IdReader) -> None:
    """The next read is the card laid beside it, and then nothing more."""
    emulated.show(on_desk(code(SPECIMEN_CARD)))
    assert reader.read(Stop()).payload == SPECIMEN_CARD
    emulated.show(on_desk(side_by_side(code(SPECIMEN_CARD), code(OTHER_CARD))))
    assert reader.read(Stop()).payload == OTHER_CARD


def barcode(text: str) -> Picture:
    """The Code 128 of a postal label."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    rows = np.asarray(made.to_image(scale=3, add_quiet_zones=True), np.uint8)
    return np.repeat(rows[:, :, None], 3, axis=2)


def test_a_postal_item_is_read_by_its_barcode(emulated: EmulatedCamera, reader: IdReader) -> None:
    """One whose S10 check digit is wrong is not told; the card that lies beside the next one is read as well."""
    emulated.show(on_desk(barcode('EA473124828VN')))
    assert read_items(on_desk(barcode('EA473124828VN'))) == ()
    emulated.show(on_desk(side_by_side(barcode('EA473124829VN'), code(SPECIMEN_CARD))))
    assert {reader.read(Stop()).payload for _ in range(2)} == {'EA473124829VN', SPECIMEN_CARD}


def side_by_side(one: Picture, other: Picture) -> Picture:
    """Two codes on one sheet."""
    sheet = np.full((max(one.shape[0], other.shape[0]), one.shape[1] + other.shape[1], 3), 255, np.uint8)
    sheet[: one.shape[0], : one.shape[1]] = one
    sheet[: other.shape[0], one.shape[1] :] = other
    return sheet


@pytest.mark.parametrize(
    ('switch', 'trouble'),
    [('mute', 'reader.mute'), ('denied', 'reader.denied'), ('busy', 'reader.busy'), ('gone', 'reader.gone')],
)
def test_a_cameras_trouble_is_the_readers(
    emulated: EmulatedCamera, reader: IdReader, switch: str, trouble: str
) -> None:
    """Under the reader's name; mended, it reads without restart."""
    setattr(emulated.switches, switch, True)
    with pytest.raises(Trouble) as raised:
        reader.read(Stop())
    assert raised.value.code == trouble
    setattr(emulated.switches, switch, False)
    emulated.show(on_desk(code(SPECIMEN_CARD)))
    assert reader.read(Stop()).payload == SPECIMEN_CARD


def test_a_code_that_is_no_utf_8_is_left_to_the_decoder() -> None:
    """Old codes in Latin letters; never a card's name taken for Japanese."""
    assert read_codes(code('Zürich', encoding='iso-8859-1')) == ('Zürich',)
    for name in ('Huỳnh', 'Nguyễn', 'Đặng', 'Ưu'):
        assert read_codes(code(name)) == (name,)


def test_a_picture_without_code_has_none() -> None:
    """Not a guess."""
    assert read_codes(on_desk(np.full((300, 300, 3), 230, np.uint8))) == ()


def test_an_address_of_neither_kind_is_refused() -> None:
    """Named, before anything is opened."""
    with pytest.raises(Refusal, match=r'device\.address'):
        open_id_reader('keyboard:0')


def test_bad_photographs_of_cards_are_read_and_never_wrong() -> None:
    """A sample of what ``tests/bench/measure_qr.py`` measures: nine of ten, and what isn't read has no text at all."""
    found = [(read_codes(sample.picture), sample.text) for sample in samples(seed=4, each=2)]
    assert {text for text, _ in found} <= {(), *((wanted,) for _, wanted in found)}
    assert sum(read == (wanted,) for read, wanted in found) >= 11


def test_what_a_lens_out_of_focus_took_is_given_back() -> None:
    """The decoder alone reads one in four of these."""
    blurred = [photographed(SPECIMEN_CARD, 'blur', np.random.default_rng(seed)) for seed in range(6)]
    assert sum(read_codes(picture) == (SPECIMEN_CARD,) for picture in blurred) >= 5


def test_micro_codes_are_left_out() -> None:
    """Their smallest has so little to check that blurred print passes for one."""
    rows = np.array([list(row) for row in segno.make_micro('776').matrix_iter(scale=8, border=4)], np.uint8)
    assert read_codes(np.repeat(255 - 255 * rows[:, :, None], 3, axis=2)) == ()
