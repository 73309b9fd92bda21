"""QR scanners on a real pseudo terminal: the contract, and one test for each misfortune."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from devices.id_reader.emulator import SPECIMEN_CARD, EmulatedReader
from devices.id_reader.lines import MOST_BYTES, Lines
from devices.id_reader.opening import open_id_reader
from devices.id_reader.protocol import IdRead, IdReader, Source
from devices.stop import Stop
from office.errors import Refusal, Trouble
from office.identity import read_card
from tests.devices.contract_id_reader import OTHER_CARD, IdReaderContract, Show


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedReader]:
    """A scanner that is plugged in."""
    with EmulatedReader(tmp_path / 'usb') as emulated:
        yield emulated


@pytest.fixture
def reader(emulated: EmulatedReader) -> Iterator[IdReader]:
    """The driver of the emulated scanner."""
    with closing(open_id_reader(emulated.address)) as reader:
        yield reader


class TestSerialKeepsTheContract(IdReaderContract):
    """The scanner on a port."""

    @pytest.fixture
    def show(self, emulated: EmulatedReader) -> Show:
        """A hand with a card."""
        return emulated.show


def refused(read: IdRead) -> bool:
    """Whether the rules say that this is no card."""
    try:
        read_card(read.payload)
    except Refusal as refusal:
        return refusal.code == 'card.not_a_card'
    return False


def test_half_a_line_is_no_card(emulated: EmulatedReader, reader: IdReader) -> None:
    """A silence ends the read; the rules refuse the half, and the next card is whole."""
    reader.ready()
    emulated.switches.half = True
    emulated.show()
    half = reader.read(Stop())
    assert SPECIMEN_CARD.startswith(half.payload)
    assert refused(half)
    emulated.switches.half = False
    emulated.show()
    assert reader.read(Stop()).payload == SPECIMEN_CARD


def test_garbage_is_noticed_and_refused(emulated: EmulatedReader, reader: IdReader) -> None:
    """A wrong speed gives bytes that are no text."""
    reader.ready()
    emulated.switches.garbage = True
    emulated.show()
    read = reader.read(Stop())
    assert read.damaged
    assert refused(read)


def test_another_encoding_damages_the_name_and_is_noticed(emulated: EmulatedReader, reader: IdReader) -> None:
    """Digits survive, so the card fills what it can; the officer is told to compare the name."""
    reader.ready()
    emulated.switches.other_encoding = True
    emulated.show(OTHER_CARD)
    read = reader.read(Stop())
    card = read_card(read.payload)
    assert read.damaged
    assert card.number == '001097000000'
    assert 'name.damaged' in card.warnings


def test_a_scanner_without_line_ends_is_read_by_its_silence(emulated: EmulatedReader, reader: IdReader) -> None:
    """Its maker's default may send nothing after a code."""
    reader.ready()
    emulated.switches.no_line_end = True
    for card in (SPECIMEN_CARD, OTHER_CARD):
        emulated.show(card)
        assert reader.read(Stop()).payload == card


def test_two_cards_glued_together_are_no_card(emulated: EmulatedReader, reader: IdReader) -> None:
    """Never one person with another's particulars."""
    reader.ready()
    emulated.switches.glued = True
    for card in (SPECIMEN_CARD, OTHER_CARD):
        emulated.show(card)
        assert refused(reader.read(Stop()))


def test_two_cards_in_one_burst_are_two_reads(emulated: EmulatedReader, reader: IdReader) -> None:
    """With the line end between them both are whole, however they arrive."""
    reader.ready()
    emulated.show(SPECIMEN_CARD)
    emulated.show(OTHER_CARD)
    assert [reader.read(Stop()).payload for _ in range(2)] == [SPECIMEN_CARD, OTHER_CARD]


def test_a_slow_scanner_is_waited_for(emulated: EmulatedReader, reader: IdReader) -> None:
    """Pieces that come within the gap are one read."""
    reader.ready()
    emulated.switches.slow_seconds = 0.01
    hand = threading.Thread(target=emulated.show)
    hand.start()
    assert reader.read(Stop()).payload == SPECIMEN_CARD
    hand.join()


def test_unplugged_and_plugged_in_again_without_restart(emulated: EmulatedReader, reader: IdReader) -> None:
    """Gone is said once asked, half a code from before is forgotten, and the port is found when it is back."""
    reader.ready()
    emulated.switches.half = True
    emulated.show()
    emulated.unplug()
    for verb in (reader.ready, lambda: reader.read(Stop())):
        with pytest.raises(Trouble) as trouble:
            verb()
        assert trouble.value.code == 'reader.gone'
    emulated.plug()
    emulated.switches.half = False
    reader.ready()
    emulated.show()
    assert reader.read(Stop()).payload == SPECIMEN_CARD


def test_unplugged_while_it_waits(emulated: EmulatedReader, reader: IdReader) -> None:
    """Whoever waits is told."""
    reader.ready()
    assert emulated.is_listened_to(30)
    cable = threading.Timer(0.1, emulated.unplug)
    cable.start()
    with pytest.raises(Trouble) as trouble:
        reader.read(Stop())
    cable.join()
    assert trouble.value.code == 'reader.gone'


def test_what_was_scanned_before_anybody_listened_is_not_read(emulated: EmulatedReader, reader: IdReader) -> None:
    """The card of the citizen before must never appear as the next one's."""
    emulated.show(OTHER_CARD)
    reader.ready()
    emulated.show(SPECIMEN_CARD)
    assert reader.read(Stop()).payload == SPECIMEN_CARD


def test_a_port_in_another_programs_hands_is_busy(emulated: EmulatedReader, reader: IdReader) -> None:
    """Two programs would each get half of every card."""
    with serial.Serial(emulated.address.removeprefix('serial:'), exclusive=True), pytest.raises(Trouble) as trouble:
        reader.ready()
    assert trouble.value.code == 'reader.busy'


@pytest.mark.skipif(os.geteuid() == 0, reason='nothing is denied to root')
def test_a_port_that_this_account_may_not_use_is_denied(tmp_path: Path) -> None:
    """The administrator adds the account to the port's group."""
    port = tmp_path / 'port'
    port.touch(mode=0)
    with closing(open_id_reader(f'serial:{port}')) as reader, pytest.raises(Trouble) as trouble:
        reader.ready()
    assert trouble.value.code == 'reader.denied'


@pytest.mark.parametrize('address', ['serial:/dev/x?bauds=9600', 'serial:/dev/x?baud=fast', 'usb:0c2e', 'serial:'])
def test_an_address_that_no_reader_knows_is_refused(address: str) -> None:
    """A misspelt option is no "default"."""
    with pytest.raises(Refusal, match=r'device\.'):
        open_id_reader(address)


@given(st.lists(st.text(st.characters(categories=('L', 'N', 'P')), min_size=1), max_size=4), st.data())
def test_however_the_bytes_are_cut_the_reads_are_the_same(texts: list[str], data: st.DataObject) -> None:
    """A property of the lines alone: packets mean nothing."""
    sent = ''.join(f'{text}\r\n' for text in texts).encode()
    lines, reads = Lines(), []
    while sent:
        cut = data.draw(st.integers(1, len(sent)))
        lines.feed(sent[:cut])
        sent = sent[cut:]
        while read := lines.next():
            reads.append(read)
    assert reads == [IdRead(payload=text, source=Source.SERIAL) for text in texts]


def test_noise_without_end_is_cut_and_doesnt_fill_the_memory() -> None:
    """No code is longer than 2953 bytes."""
    lines = Lines()
    lines.feed(b'\xff' * (MOST_BYTES + 1))
    read = lines.next()
    assert read is not None
    assert read.damaged
    assert lines.next() is None
