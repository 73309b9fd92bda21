"""Pictures on chips, in every form that cards have them, and what is no picture."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.id_reader.chip.emulator.contents import Making
from devices.id_reader.chip.emulator.drill import Drill
from devices.id_reader.chip.emulator.specimen import Holder, drawn_face, drawn_face_2000
from devices.id_reader.chip.face import Face, decoded
from devices.id_reader.chip.key import Key
from devices.id_reader.chip.roots import Roots
from devices.stop import Stop
from office.errors import Trouble
from tests.devices.chip_cards import NOW, desk, read, trusting

KEY = Key(numbers=[Holder().key])
JPEG = drawn_face()


def opened(image: bytes) -> Image.Image:
    """The same picture by the library's own front door."""
    return Image.open(io.BytesIO(image)).convert('RGB')


@pytest.mark.parametrize(
    ('image', 'kind'),
    [(JPEG, 'jpeg'), (drawn_face_2000(), 'jpeg2000'), (drawn_face_2000(is_bare=True), 'jpeg2000')],
)
def test_a_picture_is_shown_whichever_form_it_has(tmp_path: Path, image: bytes, kind: str) -> None:
    """JPEG, JPEG 2000 as a file, and its bare stream."""
    face = read(Making(face=image), trusting(tmp_path)).face
    assert face is not None
    assert (face.image, face.kind) == (image, kind)
    shown = decoded(face)
    assert (shown.width, shown.height) == (300, 400)
    assert shown.rgb == opened(image).tobytes()
    assert 'rgb' not in repr(shown)


def test_a_bomb_is_no_picture() -> None:
    """A small file that would fill the memory."""
    large = io.BytesIO()
    Image.new('L', (9000, 9000)).save(large, 'JPEG', quality=1)
    for image in (large.getvalue(), JPEG[: len(JPEG) // 2], b'\xff\xd8\xff', b'\x89PNG\r\n\x1a\n' + bytes(40)):
        with pytest.raises(Trouble, match=r'chip\.face'):
            decoded(Face(image, 'jpeg'))


@given(st.binary(max_size=200), st.sampled_from([JPEG[:400], drawn_face_2000(is_bare=True)[:400]]))
def test_made_up_pictures_are_a_trouble_and_no_bug(made_up: bytes, begin: bytes) -> None:
    """Whoever makes a card chooses the bytes."""
    with pytest.raises(Trouble, match=r'chip\.face'):
        decoded(Face(begin + made_up, 'jpeg'))


def test_every_misfortune_of_a_card_can_be_played(tmp_path: Path) -> None:
    """By the words of the drill: removed half-way, misread until somebody comes, slow, the other kind of picture."""
    with desk(Roots()) as at:
        drill = Drill(tmp_path, now=NOW, port=at.card.reader[1])
        outcomes = []
        for words in (['half', 'lay'], ['misread', 'lay'], ['slow', 'slow', 'lay'], ['jpeg2000', 'lay']):
            assert all(drill.obey(word) for word in words)
            try:
                face = at.reader.read(KEY, Stop()).face
                outcomes.append(face.kind if face else '')
            except Trouble as trouble:
                outcomes.append(trouble.code)
            drill.obey('trusted')
        drill.card.remove()
    assert outcomes == ['chip.removed', 'chip.misread', 'jpeg', 'jpeg2000']
    assert not drill.obey('dance')
