"""Cards laid on a chip reader, over a socket: the stories of a counter, and one test for each misfortune."""

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from devices import texts
from devices.emulate import play_card
from devices.id_reader.chip.emulator.contents import Contents, Making
from devices.id_reader.chip.emulator.drill import Drill
from devices.id_reader.chip.emulator.specimen import Holder, drawn_face
from devices.id_reader.chip.emulator.wire import ATR, EmulatedCard, received, sent
from devices.id_reader.chip.key import Key
from devices.id_reader.chip.roots import Roots
from devices.id_reader.chip.vpcd import VpcdSlot
from devices.id_reader.opening import open_chip_reader
from devices.stop import Stop
from office.chip import Original, key_of_numbers, keys_of_card
from office.errors import Refusal, Trouble
from office.identity import read_card
from office.mrz import parse
from office.person import Proof
from tests.devices.chip_cards import NOW, Fixed, authority, desk, trusting
from tests.ports import free_port

HOLDER = Holder()


def trouble_of(reading: object) -> str:
    """The code of the trouble that a call ends in."""
    with pytest.raises(Trouble) as raised:
        reading()  # type: ignore[operator]  # a lambda of the test
    return raised.value.code


def test_an_officer_reads_a_card_by_its_qr(tmp_path: Path) -> None:
    """The QR pre-fills and gives what opens the chip; the chip proves it, and shows the face."""
    scanned = read_card(HOLDER.qr)
    assert scanned.applicant().proof is Proof.QR_UNPROVEN
    with desk(trusting(tmp_path)) as at:
        at.card.lay()
        read = at.reader.read(Key(numbers=keys_of_card(scanned)), Stop())
    person = read.identity.applicant()
    assert (person.name, person.number, person.birth) == (HOLDER.name, HOLDER.number, HOLDER.birth)
    assert (person.sex, person.address, person.proof) == ("Nữ", HOLDER.residence, Proof.CHIP)
    assert read.identity.warnings == ()
    assert read.face is not None
    assert (read.face.image, read.face.kind) == (drawn_face(), 'jpeg')


def test_the_result_says_how_it_was_proven(tmp_path: Path) -> None:
    """Opened by PACE, signed, checked against the list of revoked signers, and no copy."""
    with desk(trusting(tmp_path)) as at, at.card:
        proof = at.reader.read(at.key, Stop()).identity.proof
    assert (proof.access, proof.is_revocation_known, proof.original, proof.by) == (
        'pace',
        True,
        Original.PROVEN,
        'chip',
    )


def test_a_card_number_typed_off_the_front_opens_it(tmp_path: Path) -> None:
    """Six digits, for a card whose back is worn."""
    with desk(trusting(tmp_path)) as at, at.card:
        assert at.reader.read(Key(can=HOLDER.can), Stop()).identity.applicant().proof is Proof.CHIP


def test_numbers_typed_by_hand_open_it(tmp_path: Path) -> None:
    """The twelve digits, birth and expiry, when no scanner reads anything."""
    typed = key_of_numbers(number=HOLDER.number, birth=HOLDER.birth, expiry=HOLDER.expiry)
    with desk(trusting(tmp_path), Making(pace=0)) as at, at.card:
        read = at.reader.read(Key(numbers=[typed]), Stop())
    assert read.identity.proof.access == 'bac'


def test_a_face_is_not_written_into_logs(tmp_path: Path) -> None:
    """Only its kind can be printed."""
    with desk(trusting(tmp_path)) as at, at.card:
        read = at.reader.read(at.key, Stop())
    assert repr(read.face) == "Face(kind='jpeg')"


def test_one_card_after_the_other(tmp_path: Path) -> None:
    """The second citizen's card is read as the second citizen's."""
    other = Holder(number='001097000000', name="NGUYỄN VĂN MẪU", latin=('NGUYEN', 'VAN MAU'), sex='M')
    with desk(trusting(tmp_path)) as at:
        with at.card:
            first = at.reader.read(at.key, Stop())
        second = EmulatedCard(Contents(authority(), Making(holder=other)), *at.card.reader)
        with second:
            read = at.reader.read(Key(numbers=[other.key]), Stop())
    assert [one.identity.applicant().name for one in (first, read)] == [HOLDER.name, other.name]


def test_the_same_card_lies_there_and_is_read_again(tmp_path: Path) -> None:
    """It is woken up anew: the keys of the first reading are gone."""
    with desk(trusting(tmp_path)) as at, at.card:
        reads = [at.reader.read(at.key, Stop()).identity for _ in range(2)]
    assert reads[0] == reads[1]


def test_it_is_waited_for_until_a_person_stops(tmp_path: Path) -> None:
    """A stop is heard within half a second (some more on a busy machine)."""
    stop = Stop()
    with desk(trusting(tmp_path)) as at:
        timer = threading.Timer(0.1, stop.set)
        timer.start()
        begun = time.monotonic()
        assert trouble_of(lambda: at.reader.read(at.key, stop)) == 'reader.cancelled'
        timer.join()
    assert time.monotonic() - begun < 5


def test_a_stop_is_heard_while_a_card_is_read(tmp_path: Path) -> None:
    """A slow card and a citizen in a hurry."""
    stop = Stop()
    with desk(trusting(tmp_path)) as at, at.card:
        assert trouble_of(lambda: at.reader.read(at.key, stop, lambda *_: stop.set())) == 'reader.cancelled'


def test_removed_half_way_nothing_is_handed_out(tmp_path: Path) -> None:
    """At whatever command it leaves; laid down again it is read."""
    for commands in (0, 1, 4, 20, 130):
        with desk(trusting(tmp_path)) as at:
            at.card.switches.removed_after = commands
            at.card.lay()
            assert trouble_of(lambda at=at: at.reader.read(at.key, Stop())) == 'chip.removed'
            at.card.remove()
            with at.card:
                assert at.reader.read(at.key, Stop()).identity.applicant().proof is Proof.CHIP


@pytest.mark.parametrize('pace', [0, 1, 2])
def test_another_cards_numbers_dont_open_it(tmp_path: Path, pace: int) -> None:
    """A mistyped date looks the same; by either protocol the officer is told to compare the numbers."""
    with desk(trusting(tmp_path), Making(pace=pace)) as at, at.card:
        at.card.switches.other_card = True
        assert trouble_of(lambda: at.reader.read(at.key, Stop())) == 'chip.key'
        at.card.switches.other_card = False
        assert at.reader.read(at.key, Stop()).identity.applicant().proof is Proof.CHIP


def test_one_right_key_among_wrong_ones_is_enough(tmp_path: Path) -> None:
    """A QR leaves two or three dates of expiry open."""
    wrong = key_of_numbers(number=HOLDER.number, birth=HOLDER.birth, expiry=None)
    for pace in (0, 2):
        with desk(trusting(tmp_path), Making(pace=pace)) as at, at.card:
            assert at.reader.read(Key(numbers=[wrong, HOLDER.key]), Stop()).identity.applicant().proof is Proof.CHIP


def test_two_misreads_are_forgiven(tmp_path: Path) -> None:
    """The card is woken up and read again, and nobody notices."""
    with desk(trusting(tmp_path)) as at, at.card:
        at.card.switches.misreads_at = (20, 60)
        assert at.reader.read(at.key, Stop()).identity.applicant().proof is Proof.CHIP


def test_three_misreads_are_a_persons_business(tmp_path: Path) -> None:
    """Somebody has to lay the card down flat."""
    with desk(trusting(tmp_path)) as at, at.card:
        at.card.switches.misreads_at = (20, 21, 22, 40, 41, 42, 60, 61, 62)
        assert trouble_of(lambda: at.reader.read(at.key, Stop())) == 'chip.misread'


def test_a_slow_card_is_waited_for(tmp_path: Path) -> None:
    """And who waits sees how far it is."""
    told: list[tuple[int, int]] = []
    with desk(trusting(tmp_path)) as at, at.card:
        at.card.switches.slow_seconds = 0.002
        at.reader.read(at.key, Stop(), lambda done, whole: told.append((done, whole)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > len(drawn_face())


def test_a_card_that_hangs_is_mute(tmp_path: Path) -> None:
    """It took the power and says nothing."""
    with desk(trusting(tmp_path), seconds=0.2) as at, at.card:
        at.card.switches.slow_seconds = 5.0
        assert trouble_of(lambda: at.reader.read(at.key, Stop())) == 'chip.mute'


def test_somebody_changed_what_the_chip_says(tmp_path: Path) -> None:
    """The signature is right, but of other data: it says which, and nothing counts as read from the chip."""
    with desk(trusting(tmp_path)) as at, at.card:
        at.card.switches.changed = True
        identity = at.reader.read(at.key, Stop()).identity
    assert identity.proof.changed == (13,)
    assert identity.applicant().proof is Proof.NONE
    assert identity.warnings[0] == 'chip.changed'


def test_a_copy_is_found_out(tmp_path: Path) -> None:
    """All that was signed can be copied; the secret half of a key can't."""
    with desk(trusting(tmp_path)) as at, at.card:
        at.card.switches.copied = True
        identity = at.reader.read(at.key, Stop()).identity
    assert identity.proof.original is Original.FAILED
    assert identity.applicant().proof is Proof.NONE
    assert 'chip.copy' in identity.warnings


def test_a_card_of_a_bank_is_none(tmp_path: Path) -> None:
    """It has no such application."""
    with desk(Roots()) as at:
        bank = threading.Thread(target=_answer_nothing, args=(at.card.reader,))
        bank.start()
        assert trouble_of(lambda: at.reader.read(at.key, Stop())) == 'chip.refused'
        at.reader.close()
        bank.join()


def _answer_nothing(reader: tuple[str, int]) -> None:
    with socket.create_connection(reader) as connection:
        while (message := received(connection)) is not None:
            if len(message) > 1:
                sent(connection, b'\x6a\x82')
            elif message == b'\x04':
                sent(connection, ATR)


def test_a_port_in_use_is_a_busy_reader() -> None:
    """Two programs can't be the same reader."""
    with closing(VpcdSlot('127.0.0.1', 0)) as first:
        first.ready()
        with closing(VpcdSlot('127.0.0.1', first.port)) as second:
            assert trouble_of(second.ready) == 'reader.busy'


def test_a_card_without_a_reader_has_nowhere_to_go() -> None:
    """Nothing listens there."""
    with closing(VpcdSlot('127.0.0.1', 0)) as slot:
        slot.ready()
        port = slot.port
    assert trouble_of(EmulatedCard(Contents(authority(), Making()), '127.0.0.1', port).lay) == 'reader.gone'


def test_an_address_opens_it(tmp_path: Path) -> None:
    """As the settings have it, with the directory of those that the centre trusts."""
    authority().write(tmp_path)
    port = free_port()
    with closing(open_chip_reader(f'vpcd:127.0.0.1:{port}?roots={tmp_path}', Fixed())) as reader:
        reader.ready()
        with EmulatedCard(Contents(authority(), Making()), '127.0.0.1', port):
            read = reader.read(Key(numbers=[HOLDER.key]), Stop())
    assert read.identity.applicant().proof is Proof.CHIP


@pytest.mark.parametrize('address', ['serial:/dev/ttyS0', 'vpcd:35963', 'vpcd:127.0.0.1:1?speed=2', 'pcsc:*?dpi=300'])
def test_other_addresses_are_refused(address: str) -> None:
    """With what to mend."""
    with pytest.raises(Refusal, match=r'device\.(address|option)'):
        open_chip_reader(address, Fixed())


def test_a_directory_of_roots_must_be_there(tmp_path: Path) -> None:
    """A misspelt one would trust nobody, silently."""
    assert trouble_of(lambda: open_chip_reader(f'vpcd:127.0.0.1:1?roots={tmp_path / "no"}', Fixed())) == 'chip.roots'


def test_a_drill_plays_a_card_by_words(tmp_path: Path) -> None:
    """Laid, changed for one of an unknown signer, taken away; what is printed on it stands in a file."""
    said: list[str] = []
    seen: list[Proof] = []
    port = free_port()
    drill = Drill(tmp_path, now=NOW, port=port)
    printed = (tmp_path / 'card.txt').read_text(encoding='utf-8').splitlines()
    key = Key(numbers=[parse(printed[:3], today=NOW.date()).key])

    def lines() -> Iterator[str]:
        yield 'lay'
        with closing(open_chip_reader(said[0], Fixed())) as reader:
            reader.ready()
            for word in ('trusted', 'unknown', 'copied'):
                yield word
                yield 'lay'
                seen.append(reader.read(key, Stop()).identity.applicant().proof)
            yield 'remove'
        yield 'dance'

    play_card(drill, lines(), said.append)
    assert seen == [Proof.CHIP, Proof.NONE, Proof.NONE]
    assert said[1].startswith(texts.sentence('reader.gone'))
    assert said[2:] == ['copied: bật / on', texts.unknown_switch('dance')]


def test_a_machine_without_pcsc_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra for such readers isn't installed."""
    monkeypatch.setitem(sys.modules, 'smartcard', None)
    assert trouble_of(lambda: open_chip_reader('pcsc:*', Fixed()).ready()) == 'reader.library'
