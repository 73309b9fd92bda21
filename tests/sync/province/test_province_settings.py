"""The section [province] and where its secret is kept."""

import dataclasses
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from office import settings
from office.errors import Refusal, Trouble
from sync.province.settings import KEYRING_SERVICE, ProvinceSettings, checked, read_secret

SET = ProvinceSettings(url='https://tinh.mau.example', unit='000.12.34.H99', client_id='quay-1')


def test_the_section_is_read_from_the_machines_file() -> None:
    text = '[province]\nurl = "https://tinh.mau.example"\nunit = "000.12.34.H99"\nclient_id = "quay-1"\n'
    assert settings.section(settings.parse(text), 'province', ProvinceSettings) == SET
    with pytest.raises(Refusal) as raised:
        settings.section(settings.parse('[province]\nread_timout = 3.0\n'), 'province', ProvinceSettings)
    assert raised.value.params['nearest'] == 'read_timeout'


@pytest.mark.parametrize(
    'url', ['https://tinh.mau.example', 'http://127.0.0.1:8', 'http://localhost:8', 'http://[::1]:8']
)
def test_safe_addresses(url: str) -> None:
    assert checked(dataclasses.replace(SET, url=url)).url == url


@pytest.mark.parametrize('url', ['http://tinh.mau.example', 'http://10.0.0.1', 'ftp://127.0.0.1', 'tinh.mau.example'])
def test_an_address_without_tls_that_leaves_the_machine_is_refused(url: str) -> None:
    with pytest.raises(Refusal) as raised:
        checked(dataclasses.replace(SET, url=url))
    assert raised.value.code == 'province.plain_http'


def secret_in(path: Path, text: str, mode: int) -> ProvinceSettings:
    path.write_text(text, encoding='utf-8')
    path.chmod(mode)
    return dataclasses.replace(SET, secret_file=str(path))


def test_a_secret_file_of_ones_own(tmp_path: Path) -> None:
    assert read_secret(secret_in(tmp_path / 's', 'bí mật\n', 0o600)) == 'bí mật'


@pytest.mark.parametrize('mode', [0o640, 0o604, 0o660, 0o644])
def test_a_secret_that_others_may_read_is_not_used(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Trouble) as raised:
        read_secret(secret_in(tmp_path / 's', 'bí mật', mode))
    # the name of the file, never the secret nor the way to it
    assert (raised.value.code, raised.value.params) == ('province.open_secret', {'file': 's'})


def test_an_empty_or_absent_secret_file(tmp_path: Path) -> None:
    for chosen in (secret_in(tmp_path / 's', ' \n', 0o600), dataclasses.replace(SET, secret_file=str(tmp_path / 'x'))):
        with pytest.raises(Trouble) as raised:
            read_secret(chosen)
        assert raised.value.code == 'province.no_secret'


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, or one that is locked."""

    priority = 1.0

    def __init__(self, held: dict[tuple[str, str], str] | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.held = held

    def get_password(self, service: str, username: str) -> str | None:
        if self.held is None:
            raise keyring.errors.KeyringLocked
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def test_the_keyring_keeps_it_where_no_file_is_named() -> None:
    before = keyring.get_keyring()
    try:
        keyring.set_keyring(Ring({(KEYRING_SERVICE, 'quay-1'): 'bí mật'}))
        assert read_secret(SET) == 'bí mật'
        for ring in (Ring({}), Ring(None)):
            keyring.set_keyring(ring)
            with pytest.raises(Trouble) as raised:
                read_secret(SET)
            assert raised.value.code == 'province.no_secret'
    finally:
        keyring.set_keyring(before)
