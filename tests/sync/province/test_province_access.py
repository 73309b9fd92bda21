"""Who may talk to the province: units, secrets and tokens."""

import dataclasses
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from office.errors import Refusal, Trouble
from sync.province.lgsp import Lgsp
from tests.emulators_province import UNIT, RunningProvince, running_province
from tests.offices import FixedClock
from tests.sync.province.reports import CODE, record


def test_each_unit_sees_its_own(tmp_path: Path) -> None:
    other = '000.12.35.H99'
    with running_province(tmp_path, clients={'mot-cua': UNIT, 'khac': other}) as province, province.adapter() as mine:
        mine.send_dossier(record(), updating=False, key='k-1')
        province.desk.move(CODE, 4)
        secret = province.listening.client_secret('khac')
        with province.adapter(client_id='khac', unit=other, secret_file=str(secret)) as theirs:
            assert theirs.find_dossier(CODE) is None
            assert theirs.changes('', 10).items == ()
            with pytest.raises(Trouble, match='auth'):
                theirs.send_dossier(record(), updating=True, key='k-1')
        with (
            province.adapter(client_id='khac', unit=UNIT, secret_file=str(secret)) as posing,
            pytest.raises(Trouble, match='auth'),
        ):
            posing.changes('', 10)


def test_a_wrong_secret_is_said_so(province: RunningProvince, tmp_path: Path) -> None:
    wrong = tmp_path / 'sai'
    wrong.touch(mode=0o600)
    wrong.write_text('không phải bí mật này', encoding='utf-8')
    with province.adapter(secret_file=str(wrong)) as adapter, pytest.raises(Trouble) as raised:
        adapter.find_dossier(CODE)
    assert raised.value.code == 'province.auth'


def test_an_expired_token_is_renewed_in_mid_batch(tmp_path: Path) -> None:
    clock = FixedClock()
    with running_province(tmp_path, clock=clock, token_life=600) as province:
        # the client's clock stands still, so it learns of the expiry only from the 401
        with province.adapter() as adapter:
            adapter._wire._clock = FixedClock()
            adapter.send_dossier(record(), updating=False, key='k-1')
            clock.forward(timedelta(seconds=601))
            assert adapter.send_dossier(record(owner='Mẫu Mới'), updating=True, key='k-2').confirms
        with province.adapter() as adapter:
            clock.forward(timedelta(seconds=601))
            assert adapter.find_dossier(CODE) is not None


def test_an_adapter_without_its_settings_is_not_made(province: RunningProvince) -> None:
    empty: dict[str, Any] = {'url': '', 'unit': '', 'client_id': ''}
    for key, nothing in empty.items():
        with pytest.raises(Refusal) as raised:
            Lgsp(dataclasses.replace(province.settings, **{key: nothing}), 'x', province.clock)
        assert (raised.value.code, raised.value.params) == ('province.not_set', {'key': key})
    with pytest.raises(Refusal) as raised:
        Lgsp(dataclasses.replace(province.settings, url='http://tinh.mau.example'), 'x', province.clock)
    assert raised.value.code == 'province.plain_http'


def test_a_gateway_of_four_keys_is_spoken_to_as_well(province: RunningProvince) -> None:
    """No token is asked for; every service and the files take the keys."""
    keys = {'auth': 'keys', 'partner_code': UNIT}
    with province.adapter(**keys) as adapter:
        assert adapter.send_dossier(record(), updating=False, key='k-1').confirms
        assert adapter.find_dossier(CODE) is not None
        content = b'%PDF-1.7 bon khoa'
        digest = hashlib.sha256(content).hexdigest()
        assert adapter.upload(content, digest=digest, name='a.pdf').sent == len(content)
        assert adapter.download(digest) == content
        assert adapter._wire._token is None
    for wrong in ({'partner_code': '000.12.35.H99'}, {'client_id': 'khac'}):
        with province.adapter(**{**keys, **wrong}) as adapter, pytest.raises(Trouble, match='auth'):
            adapter.find_dossier(CODE)


def test_keys_need_their_partner_code_and_a_way_that_exists(province: RunningProvince) -> None:
    for given, code in (({'auth': 'keys'}, 'province.not_set'), ({'auth': 'basic'}, 'province.auth_kind')):
        with pytest.raises(Refusal) as refused, province.adapter(**given):
            pass
        assert refused.value.code == code
