"""A card read by the command, for who installs a chip reader: its key comes by standard input."""

import io
import json
import threading
from pathlib import Path

import pytest

from devices.chip_trial import try_chip_reader
from devices.command import main
from devices.id_reader.chip.emulator.contents import Contents, Making
from devices.id_reader.chip.emulator.specimen import Holder
from devices.id_reader.chip.emulator.wire import EmulatedCard
from devices.stop import Stop
from office import command
from office.errors import Refusal
from tests.devices.chip_cards import authority, laid_when_heard
from tests.ports import free_port

HOLDER = Holder()


@pytest.mark.parametrize('line', [HOLDER.can, HOLDER.qr])
def test_a_card_is_read_for_diagnosis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    """What was proven is told, the number masked; the key is a line of standard input, in nobody's history."""
    directory = authority().write(tmp_path / 'roots')
    port = free_port()
    settings = tmp_path / 'motcua.toml'
    settings.write_text(f'[devices]\nchip_reader = "vpcd:127.0.0.1:{port}?roots={directory}"\n', encoding='utf-8')
    monkeypatch.setattr('sys.stdin', io.StringIO(line + '\n'))
    card = EmulatedCard(Contents(authority(), Making()), '127.0.0.1', port)
    hand = threading.Thread(target=laid_when_heard, args=(card,))
    hand.start()
    assert main(['--config', str(settings), 'test', 'chip_reader', '--json']) == command.DONE
    hand.join()
    card.remove()
    told = json.loads(capsys.readouterr().out)
    assert (told['proof'], told['access'], told['original'], told['face']) == ('chip', 'pace', 'proven', 'jpeg')
    assert (told['name'], told['warnings']) == (HOLDER.name, [])
    assert HOLDER.number not in str(told)


def test_what_is_no_key_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Before a card is waited for; and a machine without a chip reader says so."""
    with pytest.raises(Refusal, match=r'card\.not_a_card'):
        try_chip_reader('vpcd:127.0.0.1:1', '12345', Stop())
    assert main(['test', 'chip_reader']) == command.FAILED
    assert "Không thấy đầu đọc thẻ" in capsys.readouterr().err
