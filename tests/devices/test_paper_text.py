"""The text of a page: read from its picture, laid over it where it stands, and never worth more than the page."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from devices.command import main
from devices.paper import recognition
from devices.paper.archive import archive_page, bind
from devices.paper.picture import jpeg
from devices.paper.recognition import recognised
from devices.paper.specimen import font, scanned
from devices.stop import Stop
from office.errors import Trouble
from office.page_text import PageText, Word
from tests.bench.reading import distance, specimen_truth

DPI, MM = 300, 300 / 25.4
PLACES = {"NGUYỄN": (30, 40), "THẠNH": (90, 40), "huyện": (40, 120), "Đắk": (150, 200), "001199000001": (20, 250)}
Breaks = Callable[[str], None]


@pytest.fixture(scope='module')
def placed() -> bytes:
    """A page with words at known places."""
    sheet = Image.new('RGB', (round(210 * MM), round(297 * MM)), 'white')
    pen = ImageDraw.Draw(sheet)
    for text, (left, foot) in PLACES.items():
        pen.text((left * MM, foot * MM), text, 'black', font(14, DPI), anchor='ls')
    file = BytesIO()
    sheet.save(file, 'PNG')
    return archive_page(file.getvalue(), dpi=DPI, source='scanner').pdf


@pytest.fixture
def breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Puts another Tesseract before the machine's own: a shell script that is run for every page."""

    def put(script: str) -> None:
        program = tmp_path / 'tesseract'
        program.write_text(f'#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit 0\n{script}\n')
        program.chmod(0o755)
        monkeypatch.setenv('PATH', f'{tmp_path}{os.pathsep}{os.environ["PATH"]}')

    return put


def is_running(process: int) -> bool:
    """Whether a process is there and not only waiting to be collected."""
    try:
        return Path(f'/proc/{process}/stat').read_text().rpartition(')')[2].split()[0] not in ('Z', 'X')
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_words_are_found_where_they_stand(placed: bytes) -> None:
    """Read, laid over the page, and found again by another reader of PDF within a millimetre and a half."""
    text = recognised(placed, Stop())
    content = bind([placed], [text])
    told = subprocess.run(['pdftotext', '-bbox', '-', '-'], input=content, capture_output=True, check=True).stdout
    found = {
        word: (float(left) / 72 * 25.4, float(top) / 72 * 25.4, float(bottom) / 72 * 25.4)
        for left, top, bottom, word in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)', told.decode()
        )
    }
    assert found.keys() == PLACES.keys()
    for word, (left, foot) in PLACES.items():
        assert found[word][0] == pytest.approx(left, abs=1.5)
        assert found[word][1] < foot < found[word][2] + 0.5


def test_a_bound_file_is_searched_and_copied_in_vietnamese_and_stays_an_archive() -> None:
    """PDF/A-2b by the library's own check, the same bytes twice, and the page's content as it was."""
    page = archive_page(jpeg(scanned('birth_notice', seed=5), 92), dpi=DPI, source='scanner').pdf
    text = recognised(page, Stop())
    content = bind([page, page], [text, None])
    assert content == bind([page, page], [text, None])
    assert len(content) < len(bind([page, page])) + 8_000
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pikepdf.pdfa.check(pdf, '2b').verdict == 'pass'
    told = subprocess.run(['pdftotext', '-l', '1', '-', '-'], input=content, capture_output=True, check=True).stdout
    wanted = ' '.join(specimen_truth('birth_notice').split())
    assert distance(wanted, ' '.join(told.decode().split())) <= 0.01 * len(wanted)
    with pypdfium2.PdfDocument(content) as document:
        shown = document[0].get_textpage()
        at, count = shown.search("Mã số định danh").get_next()
        left, bottom, right, top = shown.get_charbox(at)
        assert (count, top - bottom > 5, right > left) == (15, True, True)
        assert document[1].get_textpage().count_chars() == 0
        with_text, without = (document[at].render(scale=1).to_numpy() for at in (0, 1))
        assert (with_text == without).all()


def test_every_letter_and_word_of_any_width_is_laid() -> None:
    """More letters than a simple font has codes, specks and no words at all."""
    letters = ''.join(chr(code) for code in range(0x4E00, 0x4E00 + 400)) + "Ậẵ"
    sides = {'left': 10.0, 'top': 10.0, 'right': 200.0, 'bottom': 14.0, 'sure': 90}
    words = (
        Word(text=letters, line=0, **sides),
        Word(text='.', line=1, left=5, top=5, right=5, bottom=5, sure=1),
    )
    page = archive_page(jpeg(scanned('marriage', seed=1, dpi=100), 92), dpi=100, source='scanner').pdf
    content = bind([page, page], [PageText(width=210, height=297, words=words), PageText(width=210, height=297)])
    with pypdfium2.PdfDocument(content) as document:
        assert letters in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ('script', 'code'),
    [
        ('exec sleep 300', 'text.slow'),
        ('kill -SEGV $$', 'text.failed'),
        ('cat >/dev/null; head -c 100000 /dev/urandom', 'text.failed'),
        ('exit 3', 'text.failed'),
    ],
)
def test_a_reader_that_hangs_dies_or_raves_costs_its_page(
    breaks: Breaks, placed: bytes, script: str, code: str
) -> None:
    """Nobody of it is left behind."""
    breaks(f'echo $$ > "$(dirname "$0")/pid"; {script}')
    told = Path(os.environ['PATH'].split(os.pathsep)[0]) / 'pid'
    # on a busy machine the child needs its time to come as far as the reader
    for patience in (2.0, 10.0, 50.0) if code == 'text.slow' else (100.0,):
        with pytest.raises(Trouble) as failed:
            recognised(placed, Stop(), patience=patience)
        assert failed.value.code == code
        if told.exists():
            break
    until = time.monotonic() + 10
    while is_running(int(told.read_text())) and time.monotonic() < until:
        Stop().wait(0.05)
    assert not is_running(int(told.read_text()))


def test_a_page_that_is_none_and_a_stop_are_told(placed: bytes) -> None:
    """Neither waits for anything."""
    with pytest.raises(Trouble, match=r'text\.failed'):
        recognised(b'%PDF-1.7 and then nothing', Stop())
    stop = Stop()
    stop.set()
    with pytest.raises(Trouble, match=r'text\.cancelled'):
        recognised(placed, stop)


def test_a_machine_without_tesseract_says_so(placed: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And without its Vietnamese."""
    monkeypatch.setenv('PATH', str(tmp_path))
    recognition.is_installed.cache_clear()
    with pytest.raises(Trouble, match=r'text\.absent'):
        recognised(placed, Stop())
    (tmp_path / 'tesseract').write_text('#!/bin/sh\necho eng\n')
    (tmp_path / 'tesseract').chmod(0o755)
    recognition.is_installed.cache_clear()
    assert not recognition.is_installed()
    recognition.is_installed.cache_clear()


def test_the_command_says_what_a_page_says(placed: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a PDF, and what a form is offered; of something else the trouble."""
    (tmp_path / 'page.pdf').write_bytes(placed)
    (tmp_path / 'none.pdf').write_bytes(b'%PDF-1.7')
    assert main(['read-text', '--json', str(tmp_path / 'page.pdf')]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert "NGUYỄN" in told['text']
    assert [(one['field'], one['value']) for one in told['suggestions']] == [('number', '001199000001')]
    assert main(['read-text', '--json', str(tmp_path / 'none.pdf')]) == 1
    assert json.loads(capsys.readouterr().out)[0]['trouble'] == 'text.failed'
