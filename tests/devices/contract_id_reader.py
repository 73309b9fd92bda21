"""What every reader must keep of ``devices.id_reader.protocol``; a class with ``reader`` and ``show`` inherits it."""

import threading
import time
from collections.abc import Callable

import pytest

from devices.id_reader.emulator import SPECIMEN_CARD
from devices.id_reader.protocol import IdReader
from devices.stop import Stop
from office.errors import Trouble
from office.identity import read_card
from office.person import Proof

OTHER_CARD = '001097000000||NGUYỄN VĂN MẪU|20081997|Nam|Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu|02072024||Nguyễn Mẫu Cha|'

Show = Callable[[str], None]


class IdReaderContract:
    """The promises of a reader that somebody holds a code before."""

    def test_a_card_is_read_to_the_last_mark(self, reader: IdReader, show: Show) -> None:
        """The text arrives unchanged, and the rules call it unproven."""
        reader.ready()
        show(SPECIMEN_CARD)
        read = reader.read(Stop())
        assert (read.payload, read.damaged) == (SPECIMEN_CARD, False)
        assert read_card(read.payload).applicant().proof is Proof.QR_UNPROVEN

    def test_one_after_the_other(self, reader: IdReader, show: Show) -> None:
        """Each card is one read, in the order in which they were shown."""
        reader.ready()
        for card in (SPECIMEN_CARD, OTHER_CARD):
            show(card)
            assert reader.read(Stop()).payload == card

    def test_a_code_of_something_else_is_its_text(self, reader: IdReader, show: Show) -> None:
        """A receipt's code, a tracking number: the rules say what it is."""
        reader.ready()
        show('000.12.34.H99-261124-0001')
        assert reader.read(Stop()).payload == '000.12.34.H99-261124-0001'

    def test_a_person_may_cancel(self, reader: IdReader) -> None:
        """Nobody shows anything; a stop is heard within half a second (some more on a busy machine)."""
        stop = Stop()
        reader.ready()
        timer = threading.Timer(0.1, stop.set)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Trouble) as trouble:
            reader.read(stop)
        timer.join()
        assert trouble.value.code == 'reader.cancelled'
        assert time.monotonic() - started < 5

    def test_a_closed_reader_opens_again(self, reader: IdReader, show: Show) -> None:
        """Closing lets go; it doesn't end anything for good."""
        reader.ready()
        reader.close()
        reader.ready()
        show(SPECIMEN_CARD)
        assert reader.read(Stop()).payload == SPECIMEN_CARD
