"""What comes from outside is what it is by content, opens and does nothing; all else is refused, with a reason."""

import subprocess
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from office.errors import Problem, Refusal, Trouble
from sync import outside
from sync.outside import PAPERS, RESULTS, checked
from sync.outside_worker import looked_at
from tests.sync import hostile_files as made


def code_of(content: bytes, kinds: tuple[outside.Kind, ...] = PAPERS) -> tuple[str, dict[str, object]]:
    """Why a file is refused, by what the child process runs."""
    with pytest.raises(Problem) as refused:
        looked_at(content, kinds)
    return refused.value.code, dict(refused.value.params)


@pytest.mark.parametrize('change', made.ACTIVE, ids=lambda change: change.__name__)
@pytest.mark.parametrize('packed', [False, True])
def test_a_pdf_that_acts_is_refused(change: made.Change, packed: bool) -> None:
    """Also where its objects are packed away in streams."""
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert code_of(made.pdf(change, object_stream_mode=mode)) == ('file.active', {'what': made.ACTIVE[change]})


PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    'a password': (lambda: made.pdf(encryption=pikepdf.Encryption(owner='o', user='u')), 'file.encrypted'),
    'rights without a password': (
        lambda: made.pdf(encryption=pikepdf.Encryption(owner='o', user='')),
        'file.encrypted',
    ),
    'too many pages': (lambda: made.pdf(pages=201), 'file.pages'),
    'no page': (lambda: made.pdf(pages=0), 'file.damaged'),
    'cut short': (lambda: made.pdf(pages=3)[:-200], 'file.damaged'),
    'only a beginning': (lambda: b'%PDF-1.7 and then nothing\n%%EOF', 'file.damaged'),
    'another file behind it': (lambda: made.pdf() + b'PK\x03\x04' + b'x' * 2000, 'file.damaged'),
    'something before it': (lambda: b'MZ' + made.pdf(), 'file.kind'),
    'a page of a point': (lambda: made.pdf(made.a_speck_of_a_page), 'file.measure'),
    'a picture of 3600 million pixels': (lambda: made.pdf(made.a_huge_picture), 'file.bomb'),
    'a bomb': (lambda: made.pdf(made.a_bomb, compress_streams=False), 'file.bomb'),
    'a bomb in a bomb': (lambda: made.pdf(made.a_bomb_in_a_bomb, compress_streams=False), 'file.bomb'),
}
OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    'a program called .pdf': (lambda: b'MZ\x90\0', 'file.kind'),
    'a document of Word': (lambda: b'PK\x03\x04word/document.xml', 'file.kind'),
    'a photograph of a newer telephone': (lambda: b'\0\0\0\x18ftypheic', 'file.kind'),
    'no kind at all': (lambda: b'\0\1\2\3', 'file.kind'),
    'signed data where papers are wanted': (lambda: b'<?xml version="1.0"?><a/>', 'file.kind'),
    'half a photograph': (lambda: made.picture(kind='JPEG')[:400], 'file.damaged'),
    'a picture that claims to be huge': (lambda: made.png_that_claims(100_000, 100_000), 'file.bomb'),
    'a picture with nothing in it': (lambda: made.png_that_claims(1000, 1000), 'file.damaged'),
    'a line': (lambda: made.picture((4000, 2)), 'file.measure'),
}


@pytest.mark.parametrize(('make', 'code'), [*PDFS.values(), *OTHERS.values()], ids=[*PDFS, *OTHERS])
def test_a_file_that_is_not_what_it_should_be_is_refused(make: Callable[[], bytes], code: str) -> None:
    """Each with its own reason."""
    assert code_of(make())[0] == code


def test_the_parent_hears_the_reason_and_reads_no_file_of_no_or_any_size() -> None:
    """What the child refuses is refused here; what has no sane size doesn't get there."""
    large = b'%PDF-' + bytes(outside.MOST_BYTES)
    wanted = {b'': 'file.empty', large: 'file.large', b'MZ': 'file.kind', made.pdf(made.an_attachment): 'file.active'}
    for content, code in wanted.items():
        with pytest.raises(Refusal) as refused:
            checked(content)
        assert refused.value.code == code


def test_a_harmless_pdf_is_counted_and_links_and_views_are_left() -> None:
    """A link to an address does nothing by itself; opening at a page is no action."""

    def linked(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        action = Dictionary(S=Name.URI, URI='elsewhere')
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].Annots = Array([link])

    found = checked(made.pdf(linked, pages=3))
    assert (found.kind, found.pages, found.picture) == ('pdf', 3, b'')


def test_a_photograph_comes_back_upright_and_without_what_the_telephone_wrote() -> None:
    """Drawn anew: no place, no maker, no turning left to do; only a scanner's resolution is believed."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, 'a telephone'
    found = checked(made.picture((400, 300), kind='JPEG', exif=exif, dpi=(72, 72)))
    with Image.open(BytesIO(found.picture)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ('JPEG', (300, 400), {})
    assert (found.kind, found.dpi) == ('picture', 0)
    assert checked(made.picture(dpi=(300, 300))).dpi == 300


@pytest.mark.parametrize('mode', ['RGBA', 'LA', 'P', '1', 'L', 'I;16'])
def test_a_picture_of_any_make_is_white_where_it_is_white(mode: str) -> None:
    """Transparent, of few colours, of sixteen bits."""
    file = BytesIO()
    white = Image.new('I;16', (40, 60), 65535) if mode == 'I;16' else Image.new('L', (40, 60), 255).convert(mode)
    white.save(file, 'PNG')
    with Image.open(BytesIO(looked_at(file.getvalue(), PAPERS)[1])) as image:
        assert image.convert('L').getextrema() == (255, 255)


def test_signed_data_of_the_province_may_not_bring_entities() -> None:
    """Well-formed XML is a result; one that leads elsewhere or swells is not."""
    assert checked(b'<?xml version="1.0"?><KetQua>1</KetQua>', RESULTS).kind == 'xml'
    assert code_of(b'<?xml version="1.0"?><KetQua>', RESULTS)[0] == 'file.damaged'
    swelling = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    assert code_of(swelling, RESULTS) == ('file.active', {'what': 'ENTITY'})


@pytest.mark.parametrize(
    ('script', 'code'), [('import time; time.sleep(60)', 'file.slow'), ('import os; os.abort()', 'file.died')]
)
def test_a_file_that_hangs_or_kills_its_parser_costs_itself(
    monkeypatch: pytest.MonkeyPatch, script: str, code: str
) -> None:
    """The child is given up, or is dead; the next file is looked at as ever."""
    real = subprocess.run

    def other(command: list[str], **given: object) -> object:
        return real([command[0], '-c', script], **given)

    with monkeypatch.context() as hostile:
        hostile.setattr(subprocess, 'run', other)
        with pytest.raises(Trouble) as caught:
            checked(made.pdf(), patience=1.0)
    assert caught.value.code == code
    assert checked(made.pdf()).pages == 1
