"""``motcua-sync`` in a centre of many machines: as an administrator types it, down to what she reads."""

import json
from pathlib import Path

import pytest

from office import command, facts
from sync.command import main
from sync.status import status
from tests.offices import open_store
from tests.sync.centre.machines import Centre
from tests.sync.centre.servers import Server
from tests.sync.contract_ledger import issued


def test_a_centre_is_set_up_saved_and_restored(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    admin, accounts, saved = f'--admin={server.admin}', f'--accounts={tmp_path}/tk', tmp_path / 'sao'
    assert main(['--json', 'init-centre', admin, accounts, '--database=lenh', '--counter=Q1', '--kiosk=K1']) == 0
    made = {one['device']: one for one in json.loads(capsys.readouterr().out)}
    assert {name: one['kind'] for name, one in made.items()} == {'Q1': 'counter', 'K1': 'kiosk'}
    config = tmp_path / 'k1.toml'
    config.write_text(
        f'[store]\nfolder = "{tmp_path}/k1"\nkeyring = false\ndevice = "K1"\ncentre = "{made["K1"]["address"]}"\n'
    )
    store = open_store(tmp_path / 'k1', device='K1')
    with store.change('kiosk:k1') as books:
        books.record('ticket:1', issued())
    store.close()
    assert main(['--config', str(config), 'run', '--once']) == command.DONE
    key = f'--key={tmp_path}/khoa'
    assert main(['--json', 'backup-centre', admin, '--database=lenh', key, str(saved)]) == 0
    assert json.loads(capsys.readouterr().out)['facts'] == 1
    assert main(['restore-centre', admin, accounts, '--database=lenh2', f'{key}2', str(saved)]) == command.FAILED
    assert 'Không thấy tệp khóa' in capsys.readouterr().err
    assert main(['restore-centre', admin, accounts, '--database=lenh2', key, str(saved)]) == 0
    said = capsys.readouterr().out
    assert 'Đã khôi phục' in said
    assert 'device = "K1"' in said
    assert server.ask('SELECT subject FROM motcua.fact', 'lenh2') == [('ticket:1',)]
    assert main(['restore-centre', admin, accounts, '--database=lenh2', key, str(saved)]) == command.REFUSED
    assert 'đã có dữ liệu' in capsys.readouterr().err


def test_a_server_that_is_gone_is_said_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / 'k1.toml'
    config.write_text(
        f'[store]\nfolder = "{tmp_path}/k1"\nkeyring = false\ndevice = "K1"\ncentre = "host=127.0.0.1 port=1"\n'
    )
    assert main(['--config', str(config), 'run', '--once']) == command.FAILED
    assert 'không trả lời' in capsys.readouterr().err


def test_what_crossed_is_shown_to_a_person(trung_tam: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, kiosk = (trung_tam.machine(name) for name in ('Q1', 'Q2', 'K1'))
    ticket = kiosk.issue(1)
    for machine in (kiosk, one, other):
        machine.exchange()
    one.record(ticket, facts.TicketCalled(counter='1'))
    other.record(ticket, facts.TicketCalled(counter='2'))
    for machine in (one, other, one):
        machine.exchange()
    for machine in (one, other):
        (crossed,) = status(machine.store).crossed
        assert (crossed.about, crossed.what, crossed.void, crossed.device) == ('K1001', 'TicketCalled', True, 'Q2')


@pytest.mark.parametrize('words', [['init-centre'], ['backup-centre', 'x'], ['restore-centre', 'x']])
def test_these_ask_for_the_owner_of_the_server(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(words)


def test_a_backup_asks_for_a_passphrase_where_no_key_is_named(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed twice, and long enough; the same words open it."""
    admin, accounts, saved = f'--admin={server.admin}', f'--accounts={tmp_path}/tk', str(tmp_path / 'sao')
    typed = ['ngan', 'ngan', 'mot cau mat dai', 'mot cau mat sai', *['mot cau mat dai'] * 2, 'mot cau mat sai']
    answers = iter([*typed, 'mot cau mat dai'])
    monkeypatch.setattr('getpass.getpass', lambda _asked: next(answers))
    assert main(['init-centre', admin, accounts, '--database=lenh3', '--counter=Q1']) == 0
    for expected in (command.REFUSED, command.REFUSED, 0):
        assert main(['backup-centre', admin, '--database=lenh3', saved]) == expected
    assert main(['restore-centre', admin, accounts, '--database=lenh4', saved]) == command.REFUSED
    assert server.ask("SELECT 1 FROM pg_database WHERE datname = 'lenh4'") == []
    assert main(['restore-centre', admin, accounts, '--database=lenh4', saved]) == 0
    assert 'khóa không phải của bản này' in capsys.readouterr().err
