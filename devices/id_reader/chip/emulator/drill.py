"""A card for training and drills: made on the spot, laid on a reader and taken away as somebody types."""

from datetime import datetime
from pathlib import Path

from devices.id_reader.chip.emulator.authority import Authority
from devices.id_reader.chip.emulator.contents import Contents, Making
from devices.id_reader.chip.emulator.wire import EmulatedCard
from office.chip import Signer

# where vsmartcard's reader listens, and so ours
USUAL_PORT = 35963


class Drill:
    """Cards of one authority; ``directory`` gets its roots, and ``card.txt`` what is printed on the card.

    ``now``, in UTC, is when the cards are read: those of an expired signer expired the day before.
    """

    def __init__(self, directory: Path, *, now: datetime, port: int = USUAL_PORT) -> None:
        self._authority = Authority(now=now)
        self._port = port
        self.card = self._made(Signer.TRUSTED)
        roots = self._authority.write(directory / 'roots')
        self.address = f'vpcd:127.0.0.1:{port}?roots={roots}'
        holder = self.card.contents.holder
        text = '\n'.join((*holder.mrz, holder.qr, f'CAN {holder.can}', ''))
        (directory / 'card.txt').write_text(text, encoding='utf-8')

    def obey(self, word: str) -> bool:
        """``lay``, ``remove``, or a kind of signer for another card; False for any other word.

        Raises:
            Trouble: ``reader.gone`` when a card is laid and no reader listens.
        """
        if word in (signer.value for signer in Signer):
            self.card.remove()
            self.card = self._made(Signer(word))
        elif word in ('lay', 'remove'):
            self.card.remove()
            if word == 'lay':
                self.card.lay()
        else:
            return False
        return True

    def _made(self, signer: Signer) -> EmulatedCard:
        return EmulatedCard(Contents(self._authority, Making(signer=signer)), '127.0.0.1', self._port)
