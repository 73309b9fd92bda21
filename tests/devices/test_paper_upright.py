"""A page that lies sideways or upside down is read as it should lie, and says so; where that is unsure, nothing."""

from io import BytesIO

import numpy as np
import pypdfium2
import pytest

from devices.paper.archive import archive_page, bind
from devices.paper.picture import Picture, jpeg
from devices.paper.recognition import recognised
from devices.paper.specimen import scanned
from devices.paper.turning import turned
from devices.paper.upright import is_better, is_poor
from devices.stop import Stop
from office.page_text import PageText, Word
from office.suggestions import Field, suggestions
from tests.bench.reading import distance, specimen_truth
from tests.bench.wordless import DPI, wordless


def archived(picture: Picture) -> bytes:
    """A picture as a page of the archive."""
    return archive_page(jpeg(np.ascontiguousarray(picture), 92), dpi=DPI, source='scanner').pdf


# the third way is read at the counter
@pytest.mark.parametrize('lay', [2, 3])
def test_a_page_that_lies_wrong_is_read_upright(lay: int) -> None:
    """With its seal; what it says and offers is what it says and offers when it is turned as was told."""
    page = archived(np.rot90(scanned('birth_notice', seed=5, dpi=DPI), -lay))
    text = recognised(page, Stop())
    assert text.turn == 4 - lay
    assert text.width < text.height
    wanted = ' '.join(specimen_truth('birth_notice').split())
    assert distance(wanted, ' '.join(text.text.split())) <= 0.03 * len(wanted)
    assert '001199000000' in [one.value for one in suggestions(text) if one.field is Field.NUMBER]
    upright = turned(page, text.turn)
    (word,) = [word for word in text.words if word.text == 'SINH'][:1]
    box = centre_in(bind([upright], [PageText(width=text.width, height=text.height, words=text.words)]))
    assert box == pytest.approx(((word.left + word.right) / 2, (word.top + word.bottom) / 2), abs=2)
    # laid over the page as it lies, the word stands where it is seen there
    across, down = box
    lain = {
        1: (text.height - down, across),
        2: (text.width - across, text.height - down),
        3: (down, text.width - across),
    }
    assert centre_in(bind([page], [text])) == pytest.approx(lain[lay], abs=2)


def centre_in(file: bytes) -> tuple[float, float]:
    """Where the middle of the heading's last word stands, in millimetres from the left and the top."""
    with pypdfium2.PdfDocument(BytesIO(file)) as document:
        page = document[0]
        shown = page.get_textpage()
        at, count = shown.search("SINH").get_next()
        boxes = [shown.get_charbox(at + number) for number in range(count)]
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        middle = (min(lefts) + max(rights)) / 2, page.get_height() - (min(bottoms) + max(tops)) / 2
    return middle[0] / 72 * 25.4, middle[1] / 72 * 25.4


@pytest.mark.parametrize('kind', ['few words', 'photograph'])
def test_a_page_that_says_too_little_is_left_as_it_lies(kind: str) -> None:
    """Upside down or not, nobody is asked anything."""
    assert recognised(archived(np.rot90(wordless(kind), 2)), Stop()).turn == 0


def read(sure: int, unsure: int) -> PageText:
    """A reading of so many words that are right and so many that may be anything."""
    sides = {'left': 0.0, 'top': 0.0, 'right': 9.0, 'bottom': 4.0, 'line': 0}
    words = [Word(text="Mẫu", sure=95, **sides)] * sure + [Word(text="nÿW", sure=40, **sides)] * unsure
    return PageText(width=210, height=297, words=tuple(words))


@pytest.mark.parametrize(
    ('lying', 'is_asked', 'upright', 'is_taken'),
    [
        ((160, 5), False, (0, 0), False),
        ((0, 0), True, (150, 5), True),
        ((25, 140), True, (150, 5), True),
        ((60, 100), True, (150, 5), False),
        ((0, 0), True, (9, 0), False),
        ((0, 0), True, (60, 60), False),
    ],
)
def test_a_turn_is_believed_when_the_page_reads_much_better(
    lying: tuple[int, int], is_asked: bool, upright: tuple[int, int], is_taken: bool
) -> None:
    """A good reading is not asked again; few words, or writing in two directions, prove nothing."""
    assert is_poor(read(*lying)) is is_asked
    assert is_better(read(*upright), read(*lying)) is is_taken
