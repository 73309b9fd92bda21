"""What the province publishes of itself: every service, with bodies that its own rules accept and refuse."""

import warnings
from typing import Any

import jsonschema
import pytest
import requests

from sync.province.validation import problems
from tests.emulators_province import RunningProvince
from tests.sync.province.reports import record, step

SERVICES = '/KetNoiMotCuaQuocGia'


@pytest.fixture
def published(province: RunningProvince) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        found = requests.get(f'{province.url}/openapi.json', timeout=10)
    assert found.status_code == 200
    return dict(found.json())


def body_of(published: dict[str, Any], service: str) -> dict[str, Any]:
    content = published['paths'][f'{SERVICES}/{service}']['post']['requestBody']['content']
    return dict(content['application/json']['schema'])


def test_every_service_is_there_behind_its_token(published: dict[str, Any]) -> None:
    posts = {'DongBoHoSoMC', 'CapNhatTienDoHoSoMC', 'CapKhoiMaHoSo'}
    gets = {'TraCuuHoSo', 'LayDanhSachTTHC', 'LayThuTuc', 'ThayDoi'}
    for service in posts | gets:
        (operation,) = published['paths'][f'{SERVICES}/{service}'].values()
        assert operation['security'] == [{'client': []}]
        assert {'200', '401', '403', '429'} <= set(operation['responses'])
    assert 'security' not in published['paths']['/token']['post']


def test_every_operation_has_a_name_of_its_own(published: dict[str, Any]) -> None:
    names = [one['operationId'] for path in published['paths'].values() for one in path.values()]
    assert len(names) == len(set(names))


def test_the_published_body_says_what_the_rules_say(published: dict[str, Any]) -> None:
    """A sound record fits the description, and one that the rules refuse for a field's shape doesn't."""
    schema = body_of(published, 'DongBoHoSoMC')
    jsonschema.validate([record()], schema)
    for name, value in (('MaHoSo', 'TẠM-1'), ('KenhThucHien', '9'), ('NgayTiepNhan', '2026'), ('TenTTHC', '')):
        wrong = {**record(), name: value}
        assert problems(wrong)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([wrong], schema)
    jsonschema.validate([step()], body_of(published, 'CapNhatTienDoHoSoMC'))


def test_every_answer_fits_the_published_envelope(province: RunningProvince, published: dict[str, Any]) -> None:
    operation = published['paths'][f'{SERVICES}/TraCuuHoSo']['get']
    answer = requests.get(f'{province.url}{SERVICES}/TraCuuHoSo?mahoso=x&MaDinhDanhDV=y', timeout=10)
    told = operation['responses'][str(answer.status_code)]['content']['application/json']['schema']
    jsonschema.validate(answer.json(), told)
