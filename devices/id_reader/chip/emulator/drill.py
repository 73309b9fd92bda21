"""A card for training and drills: made on the spot, laid on a reader and taken away as somebody types."""

from datetime import datetime
from pathlib import Path

from devices.id_reader.chip.emulator.authority import Authority
from devices.id_reader.chip.emulator.contents import Contents, Making
from devices.id_reader.chip.emulator.specimen import drawn_face_2000
from devices.id_reader.chip.emulator.wire import EmulatedCard
from office.chip import Signer

# where vsmartcard's reader listens, and so ours
USUAL_PORT = 35963

# a reading of the specimen takes some 130 commands; by this one the face has begun
_HALF_WAY = 60
# from when the chip is open on, more answers than three readings come to hear
_OPENED, _ALL_TRIES = 20, 60
# a slow card in the field reads for ten seconds
_SLOW_SECONDS = 0.08


class Drill:
    """Cards of one authority; ``directory`` gets its roots, and ``card.txt`` what is printed on the card.

    ``now``, in UTC, is when the cards are read: those of an expired signer expired the day before.
    """

    def __init__(self, directory: Path, *, now: datetime, port: int = USUAL_PORT) -> None:
        self._authority = Authority(now=now)
        self._port = port
        self.card = self._made(Making())
        roots = self._authority.write(directory / 'roots')
        self.address = f'vpcd:127.0.0.1:{port}?roots={roots}'
        holder = self.card.contents.holder
        text = '\n'.join((*holder.mrz, holder.qr, f'CAN {holder.can}', ''))
        (directory / 'card.txt').write_text(text, encoding='utf-8')

    def obey(self, word: str) -> bool:
        """``lay``, ``remove``, a kind of signer for another card, or a misfortune; False for any other word.

        ``half`` removes the card in the middle of the next reading, ``misread`` damages answers until somebody has to
        lay it down again, ``slow`` makes it take its time, ``jpeg2000`` is a card with the other kind of picture.

        Raises:
            Trouble: ``reader.gone`` when a card is laid and no reader listens.
        """
        if word in (signer.value for signer in Signer):
            self._change(Making(signer=Signer(word)))
        elif word == 'jpeg2000':
            self._change(Making(face=drawn_face_2000()))
        elif word in ('lay', 'remove'):
            self.card.remove()
            if word == 'lay':
                self.card.lay()
        else:
            return self._spoil(word)
        return True

    def _spoil(self, word: str) -> bool:
        switches = self.card.switches
        match word:
            case 'half':
                switches.removed_after = _HALF_WAY
            case 'misread':
                switches.misreads_at = self.card.next_answers(_OPENED, _ALL_TRIES)
            case 'slow':
                switches.slow_seconds = 0.0 if switches.slow_seconds else _SLOW_SECONDS
            case _:
                return False
        return True

    def _change(self, making: Making) -> None:
        self.card.remove()
        self.card = self._made(making)

    def _made(self, making: Making) -> EmulatedCard:
        return EmulatedCard(Contents(self._authority, making), '127.0.0.1', self._port)
