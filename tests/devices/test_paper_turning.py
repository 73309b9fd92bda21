"""A page that lay wrong is set upright without loss: the same pictures, an archive file, measured as it then lies."""

import re
import subprocess
from io import BytesIO

import cv2
import numpy as np
import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest

from devices.paper.archive import archive_page, bind
from devices.paper.picture import Picture, jpeg
from devices.paper.specimen import scanned
from devices.paper.turning import turned
from devices.paper.twin import twin
from office.errors import Trouble
from office.page_text import PageText, Word


@pytest.fixture(scope='module', params=[200, 300])
def page(request: pytest.FixtureRequest) -> bytes:
    """A notice with seal and signature: one picture at 200 dpi, stencils and patches at 300."""
    dpi = request.param
    return archive_page(jpeg(scanned('birth_notice', seed=5, dpi=dpi), 92), dpi=dpi, source='scanner').pdf


def streams(page: bytes) -> dict[str, tuple[bytes, str]]:
    """Each picture's bytes as they stand in the file, and what is said of them."""
    with pikepdf.open(BytesIO(page)) as file:
        return {
            name: (image.read_raw_bytes(), repr(sorted((key, repr(value)) for key, value in image.items())))
            for name, image in file.pages[0].Resources.XObject.items()
        }


def drawn(page: bytes) -> Picture:
    """The page as another reader of PDF shows it."""
    run = subprocess.run(['pdftoppm', '-r', '60', '-'], input=page, capture_output=True, check=True)
    shown = cv2.imdecode(np.frombuffer(run.stdout, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    # where lines are, not how each reader's pixels fall
    return np.asarray(cv2.blur(shown, (9, 9)), np.uint8)


@pytest.mark.parametrize('quarters', [1, 2, 3, -1])
def test_a_turned_page_shows_the_same_streams_turned(page: bytes, quarters: int) -> None:
    """Nothing is encoded anew; the file is PDF/A-2b, of the turned size, and the same every time."""
    made = turned(page, quarters)
    assert streams(made) == streams(page)
    assert made == turned(page, quarters)
    with pikepdf.open(BytesIO(made)) as file:
        assert pikepdf.pdfa.check(file, '2b').verdict == 'pass'
        assert '/Rotate' not in file.pages[0]
    wanted = np.rot90(drawn(page), -quarters)
    assert drawn(made).shape == wanted.shape
    assert cv2.absdiff(drawn(made), np.ascontiguousarray(wanted)).mean() < 3
    with pypdfium2.PdfDocument(page) as before, pypdfium2.PdfDocument(made) as after:
        size = before[0].get_size()
        assert after[0].get_size() == (size if quarters == 2 else size[::-1])


def test_turns_add_up_and_four_are_none(page: bytes) -> None:
    """However it is turned, the marks are laid once; a twin stays another page."""
    assert turned(turned(page, 1), 1) == turned(page, 2)
    assert turned(turned(page, 2), -1) == turned(page, 1)
    around = turned(turned(page, 3), 1)
    assert around == turned(page, 4)
    assert turned(around, 1) == turned(page, 1)
    with pikepdf.open(BytesIO(page)) as lay, pikepdf.open(BytesIO(around)) as lies:
        assert lies.pages[0].Contents.read_bytes() == lay.pages[0].Contents.read_bytes()
        assert lies.pages[0].mediabox == lay.pages[0].mediabox
    assert turned(twin(page, 1), 1) != turned(page, 1)


def test_a_text_is_laid_where_the_turned_page_says_it(page: bytes) -> None:
    """Boxes are millimetres of the page as it lies now."""
    word = Word(text="Mẫu", left=200, top=30, right=230, bottom=36, line=0, sure=95)
    content = bind([turned(page, 1)], [PageText(width=297, height=210, words=(word,))])
    told = subprocess.run(['pdftotext', '-bbox', '-', '-'], input=content, capture_output=True, check=True).stdout
    found = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">Mẫu', told.decode())
    assert found is not None
    left, top, bottom = (float(one) / 72 * 25.4 for one in found.groups())
    assert left == pytest.approx(200, abs=0.5)
    assert top < 33 < bottom


@pytest.mark.parametrize('content', [b'', b'%PDF-1.7 and then nothing'])
def test_what_is_no_page_is_not_turned(content: bytes) -> None:
    """The trouble of every other reading of a page."""
    with pytest.raises(Trouble, match=r'page\.unreadable'):
        turned(content, 1)
