"""Scanners that type: haste tells them from people, and what they meant is told again or refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.id_reader.emulator import SPECIMEN_CARD
from devices.id_reader.wedge import END_MS, GAP_MS, LEAST_KEYS, Burst, Stroke
from devices.id_reader.wedge_text import text_of
from office.errors import Trouble
from office.identity import read_card
from tests.devices.wedge_keys import by_method, composed, pressed, written

LOSSY = '001199000000|012345678|DO THI MAU|02031999|Nu|Khu A1, Phuong Book, Tinh Mau|15042021'


def played(strokes: list[Stroke]) -> tuple[list[Stroke], list[Stroke], list[Stroke]]:
    """What was handed to the window, what was read, and what was dropped, of keys with their times."""
    burst = Burst()
    held: list[Stroke] = []
    typed: list[Stroke] = []
    read: list[Stroke] = []
    dropped: list[Stroke] = []
    for at, stroke in enumerate(strokes):
        outcome = burst.take(stroke)
        typed += held[: outcome.released]
        read += outcome.read
        held = held[outcome.released + len(outcome.read) :]
        if not outcome.is_kept:
            typed.append(stroke)
        elif stroke.is_end:
            dropped.append(stroke)
        else:
            held.append(stroke)
        after = strokes[at + 1].at - stroke.at if at + 1 < len(strokes) else END_MS + 1
        if held and after > burst.patience:
            outcome = burst.silence()
            typed += held[: outcome.released]
            read += outcome.read
            held = []
    return typed, read, dropped


def test_a_scan_is_read_whole_and_its_line_end_is_no_enter() -> None:
    """However fast, with one line end, two or none."""
    for every in (0.0, 1.0, GAP_MS):
        for ends in (0, 1, 2):
            keys = pressed(SPECIMEN_CARD, every=every)
            keys += [Stroke(at=keys[-1].at + 1 + at, is_end=True) for at in range(ends)]
            typed, read, dropped = played(keys)
            assert (typed, ''.join(one.text for one in read), len(dropped)) == ([], SPECIMEN_CARD, ends)


def test_a_scan_that_stutters_is_read_whole() -> None:
    """After ten keys it is one for certain: what a busy machine stamps late belongs to it."""
    keys = pressed(SPECIMEN_CARD)
    late = [replace(one, at=one.at + (END_MS - 10) * (at >= LEAST_KEYS)) for at, one in enumerate(keys)]
    assert ''.join(one.text for one in played(late)[1]) == SPECIMEN_CARD


@pytest.mark.parametrize('every', [GAP_MS + 1, 60.0, 200.0, 5000.0])
def test_a_person_types_and_every_key_arrives(every: float) -> None:
    """The Enter too, wherever it falls."""
    keys = pressed('Nguyen Thi Mau, 12 Hang Bai', every=every)
    keys.append(Stroke(at=keys[-1].at + every, is_end=True))
    assert played(keys) == (keys, [], [])


KEYS = st.lists(
    st.tuples(st.floats(min_value=0, max_value=200), st.sampled_from([*'ab1|', 'end', 'back'])), max_size=60
)


@given(KEYS)
def test_no_key_is_lost_doubled_or_moved(given_: list[tuple[float, str]]) -> None:
    """Each is handed on or part of a scan; a scan is ten hurried keys at least, and one Enter less is seen after it."""
    at, keys = 0.0, []
    for scan, (after, what) in enumerate(given_):
        at += after
        text = what if len(what) == 1 else ''
        keys.append(Stroke(at=at, text=text, scan=scan, is_end=what == 'end', is_back=what == 'back'))
    typed, read, dropped = played(keys)
    assert sorted([*typed, *read, *dropped], key=keys.index) == keys
    for part in (typed, read):
        assert [keys.index(one) for one in part] == sorted(keys.index(one) for one in part)
    assert all(one.is_end for one in dropped)
    hurried, most = 1, 1
    for before, later in pairwise(keys):
        hurried = hurried + 1 if later.at - before.at <= GAP_MS and not later.is_end and not before.is_end else 1
        most = max(most, hurried)
    if most < LEAST_KEYS:
        assert typed == keys


def test_two_rolled_keys_are_no_scan() -> None:
    """A hand that rolls over the keyboard is as fast as a scanner, for two or three keys."""
    keys = [one for at, word in enumerate(('the', 'con', 'of')) for one in pressed(word, begin=at * 300.0, every=4.0)]
    assert played(keys)[0] == keys


LAYOUTS = [
    ('us', LOSSY),
    ('fr', LOSSY),
    ('de', LOSSY),
    ('vn', LOSSY),
    ('us', 'H99.12-261124-0001'),
    ('fr', 'H99.12-261124-0001'),
    ('de', 'EE123456785VN'),
]


@pytest.mark.parametrize(('layout', 'scanned'), LAYOUTS)
def test_whatever_the_layout_the_text_is_the_scanners(layout: str, scanned: str) -> None:
    """French digits need Shift, German Y and Z change places, the Vietnamese layout writes letters for digits."""
    keys = pressed(scanned, layout=layout)
    if layout in ('fr', 'vn'):
        assert ''.join(one.text for one in keys) != scanned
    assert text_of(keys) == scanned


def test_caps_lock_turns_no_letter() -> None:
    assert text_of(pressed('DO Thi Mau 0123', caps=True)) == 'DO Thi Mau 0123'


def test_a_scanner_set_to_the_systems_layout_is_believed() -> None:
    """Its keys lie elsewhere, and what the system makes of them is right."""
    keys = [
        Stroke(at=one.at, text=char, scan=one.scan)
        for char, one in zip(LOSSY, pressed(LOSSY, layout='fr'), strict=True)
    ]
    azerty = [Stroke(at=one.at, text=one.text, scan=30 if one.text == 'q' else one.scan) for one in keys]
    assert text_of(azerty) == LOSSY


def test_letters_written_by_their_numbers_arrive() -> None:
    """As scanners on Windows do with Alt and the number pad."""
    assert text_of(written(SPECIMEN_CARD)) == SPECIMEN_CARD


def test_utf8_that_was_typed_byte_by_byte_is_put_together() -> None:
    """Some scanners know nothing of letters beyond the first 256."""
    mangled = SPECIMEN_CARD.encode().decode('latin-1')
    assert text_of(written(mangled)) == SPECIMEN_CARD


METHODS = [
    ('telex', '001199000000||NGUYEN VAN DDUC|02031999|Nam|Xom Book, Xa Mau|15042021'),
    ('telex', LOSSY),
    ('telex', '001199000000||LE AWN|02031999|Nam|To 3 Baas, Xa Mau|15042021'),
    ('vni', LOSSY),
    ('vni', '001199000000||LE VAN|02031999|Nam|Khu A1 Lo O7, Xa E2|15042021'),
]


@pytest.mark.parametrize(('method', 'scanned'), METHODS)
def test_what_an_input_method_took_is_given_back(method: str, scanned: str) -> None:
    """It wrote one letter for two keys; which keys they were is told by the method that the machine has."""
    keys = by_method(scanned, method)
    assert any(one.is_back for one in keys)
    assert text_of(keys, method) == scanned
    with pytest.raises(Trouble, match=r'reader\.input_method'):
        text_of(keys)


def test_a_change_that_the_method_cannot_make_is_refused() -> None:
    """Somebody switched the method, or it took back what it had written itself."""
    with pytest.raises(Trouble, match=r'reader\.input_method'):
        text_of([*pressed('0123456789a'), Stroke(at=40, is_back=True), Stroke(at=40, text='xy')], 'telex')
    twice = [*pressed('0123456789a'), *[Stroke(at=40, is_back=True), Stroke(at=40, text='â')]]
    with pytest.raises(Trouble, match=r'reader\.input_method'):
        text_of([*twice, Stroke(at=43, text='n', scan=49), *[Stroke(at=46, is_back=True)] * 2], 'telex')


def test_a_composed_text_is_believed_only_when_it_is_whole() -> None:
    """A method that hands over ready text: all of a card's marks, or none of them, are the scanner's own."""
    assert text_of(composed(SPECIMEN_CARD)) == SPECIMEN_CARD
    assert text_of(composed(LOSSY)) == LOSSY
    for damaged in (LOSSY.replace('A1', 'Á'), 'MÂU-0123456789'):
        with pytest.raises(Trouble, match=r'reader\.input_method'):
            text_of(composed(damaged))


def test_lost_diacritics_are_noticed() -> None:
    """By the rules, as with every reader."""
    assert 'name.no_diacritics' in read_card(text_of(pressed(LOSSY, layout='fr'))).warnings
    telex_keys = LOSSY.replace('DO THI MAU', 'DDOOX THIJ MAAUX')
    assert 'name.damaged' in read_card(text_of(pressed(telex_keys))).warnings


@given(st.text(alphabet=[chr(code) for code in range(32, 127)], min_size=1, max_size=80))
def test_on_a_plain_keyboard_whatever_is_scanned_is_what_is_read(scanned: str) -> None:
    assert text_of(pressed(scanned)) == scanned


@given(st.text(alphabet='abcdefghijklmnopqrstuvwxyz0123456789 ,', max_size=30), st.sampled_from(['telex', 'vni']))
def test_an_input_method_never_makes_a_wrong_text(middle: str, method: str) -> None:
    """Given back as it was by the method that the machine has, else refused; never guessed."""
    scanned = f'001199000000||LE VAN|02031999|Nam|{middle}|15042021'
    keys = by_method(scanned, method)
    assert text_of(keys, method) == scanned
    if any(one.is_back for one in keys):
        with pytest.raises(Trouble, match=r'reader\.input_method'):
            text_of(keys)
