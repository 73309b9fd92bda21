"""``motcua-sync`` as an administrator calls it."""

import json
from pathlib import Path

import pytest

from office import command
from sync.command import main
from tests.emulators_province import running_province
from tests.offices import open_store
from tests.sync.contract_ledger import accepted, identified, opened


def test_a_dossier_that_cannot_be_reported_is_shown_and_resent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / 'kho'
    store = open_store(folder)
    with store.change('officer:1') as books:
        books.record('dossier:1', opened())
        books.record('dossier:1', identified('Nguyễn Thị Mẫu'))
        books.record('dossier:1', accepted('000.12.34.H99-261124-0001'))
    store.close()
    with running_province(tmp_path) as province:
        chosen = province.settings
        config = tmp_path / 'motcua.toml'
        config.write_text(
            f'[store]\nfolder = "{folder}"\nkeyring = false\nlog = "{tmp_path}/log"\n[province]\nurl = "{chosen.url}"\n'
            f'unit = "{chosen.unit}"\nclient_id = "{chosen.client_id}"\nsecret_file = "{chosen.secret_file}"\n',
            encoding='utf-8',
        )
        assert main(['--config', str(config), 'run', '--once']) == command.DONE
    capsys.readouterr()
    assert main(['--config', str(config), 'parked', '--json']) == command.DONE
    (line,) = json.loads(capsys.readouterr().out)
    assert 'procedure.unknown' in line['answer']
    assert main(['--config', str(config), 'resend', line['id']]) == command.DONE
    assert main(['--config', str(config), 'resend', line['id']]) == command.REFUSED
    capsys.readouterr()
    assert main(['--config', str(config), 'status', '--json']) == command.DONE
    assert json.loads(capsys.readouterr().out)[0]['state'] == 'waiting'
