"""Machine readable zones in pictures: cards on a table, however they lie, and pictures without any."""

import json
import tracemalloc
from datetime import date
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.command import main
from devices.id_reader.mrz import MrzRead, read_mrz
from devices.paper.picture import Picture
from office.errors import Refusal
from office.mrz import lines_of, parse
from tests.bench.mrz_cards import KINDS, photographed, printed, written

TODAY = date(2026, 11, 25)
FOREIGN = ('I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<')
MAU = lines_of(
    personal_number='001199000000',
    birth=date(1999, 3, 2),
    sex='F',
    expiry=date(2039, 3, 2),
    surname='DO',
    given='THI MAU',
)


def seed(number: int) -> np.random.Generator:
    return np.random.default_rng(number)


def flat(lines: tuple[str, ...], scale: float = 0.7) -> Picture:
    """The back of a card as a flatbed scanner sees it."""
    card = cv2.resize(printed(lines, seed(1)), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(np.clip(card, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def read(picture: Picture) -> MrzRead:
    found = read_mrz(picture)
    assert found is not None
    return found


@pytest.mark.parametrize('kind', KINDS)
def test_a_card_on_the_table_is_read(kind: str) -> None:
    """In the light of a counter: one picture of each kind; the bench measures hundreds."""
    random = seed(5)
    lines = written(random)
    found = read(photographed(lines, kind, random))
    assert found.lines == lines
    assert parse(found.lines, today=TODAY).warnings == ()


@pytest.mark.parametrize('quarters', [0, 1, 2, 3])
def test_however_it_lies(quarters: int) -> None:
    """Upright, upside down, on either side."""
    assert read(np.ascontiguousarray(np.rot90(flat(MAU), quarters))).lines == MAU


@pytest.mark.parametrize('scale', [0.35, 0.5, 1.2])
def test_however_large_it_is(scale: float) -> None:
    """From 14 to 49 pixels a sign."""
    assert read(flat(MAU, scale)).lines == MAU


def test_only_the_lines_cut_out_are_enough() -> None:
    """As a person crops them."""
    whole = flat(MAU)
    assert read(whole[int(whole.shape[0] * 0.55) :]).lines == MAU


def test_a_foreign_card_is_read_too() -> None:
    """Its number has letters, and nothing is assumed of its issuer."""
    assert read(flat(FOREIGN)).lines == FOREIGN


def test_a_false_check_digit_is_read_as_it_is_and_refused() -> None:
    """Nothing is mended: a card that doesn't add up is the officer's business."""
    false = (MAU[0], MAU[1][:29] + str((int(MAU[1][29]) + 1) % 10), MAU[2])
    found = read(flat(false))
    assert found.lines == false
    assert not found.is_checked
    with pytest.raises(Refusal, match=r'mrz\.check\(fields=whole\)'):
        parse(found.lines, today=TODAY)


def test_a_hidden_number_doesnt_pass() -> None:
    """A thumb over some digits: the check digits say so."""
    picture = flat(MAU)
    high, wide = picture.shape[:2]
    picture[int(0.66 * high) : int(0.95 * high), int(0.30 * wide) : int(0.36 * wide)] = 120
    found = read_mrz(picture)
    assert found is None or not found.is_checked


def test_a_hidden_sign_of_the_name_is_doubted() -> None:
    """No check digit covers the name: it is to be compared by eye."""
    picture = flat(MAU)
    soft = cv2.GaussianBlur(picture, (0, 0), 9)
    high, wide = picture.shape[:2]
    picture[int(0.86 * high) :, int(0.05 * wide) : int(0.13 * wide)] = soft[
        int(0.86 * high) :, int(0.05 * wide) : int(0.13 * wide)
    ]
    found = read(picture)
    assert found.lines[2] == MAU[2] or found.is_name_doubtful


def test_where_there_is_none_none_is_found() -> None:
    """A table, a page of noise, a card's front with its text."""
    blank = np.full((960, 1280, 3), 180, np.uint8)
    noise = seed(7).integers(0, 255, (960, 1280, 3), dtype=np.uint8)
    text = blank.copy()
    for row in range(12):
        cv2.putText(
            text, 'Cong hoa xa hoi chu nghia Viet Nam 123456', (40, 60 + 70 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 3
        )
    for picture in (blank, noise):
        assert read_mrz(picture) is None
    found = read_mrz(text)
    assert found is None or not found.is_checked


def test_the_command_says_what_a_picture_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines and their fields; a picture without any is a failure that names itself."""
    cv2.imwrite(str(tmp_path / 'card.png'), flat(MAU))
    cv2.imwrite(str(tmp_path / 'table.png'), np.full((300, 400, 3), 180, np.uint8))
    assert main(['read-mrz', '--json', str(tmp_path / 'card.png')]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told['lines'] == list(MAU)
    assert (told['personal_number'], told['birth'], told['expiry']) == ('001199000000', '1999-03-02', '2039-03-02')
    assert main(['read-mrz', '--json', str(tmp_path / 'table.png'), str(tmp_path / 'card.png')]) == 1
    table, _ = json.loads(capsys.readouterr().out)
    assert (table['lines'], table['refusal']) == ([], 'mrz.none')


def test_cloth_and_screens_of_dots_cost_no_more_than_a_page() -> None:
    """Ten thousand spots of a sign's size: pairs of all of them would fill the machine's memory."""
    cloth = np.full((1080, 1920, 3), 230, np.uint8)
    for down, across in product(range(7), range(5)):
        cloth[down::14, across::14] = 0
    tracemalloc.start()
    try:
        assert read_mrz(cloth) is None
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1 << 30
