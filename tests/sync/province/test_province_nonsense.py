"""Whatever arrives at any address of the province, in any of the three shapes, is answered: nothing breaks it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.province.reference import axis, sixcalls
from sync.province.reference.services import SERVICES
from tests.emulators_province import CLIENT, UNIT, RunningProvince, running_province
from tests.sync.province.reports import record, step

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
S3_DOSSIER: dict[str, Any] = {
    'MaHoSo': '000.12.34.H99-261124-0007',
    'MaTTHC': '1.001193',
    'ChuHoSo': 'Nguyễn Thị Mẫu',
    'LoaiDoiTuong': 0,
    'MaDonViTiepNhan': UNIT,
    'NgayTiepNhan': '2026-11-24 08:15:00',
    'ThanhPhanHoSo': [{'MaThanhPhanHoSo': 'a', 'TenThanhPhanHoSo': 'Giấy', 'GiayToDinhKem': []}],
    'ThongTinNguoiNop': {'ThongTinChiTiet': {'SoDinhDanhChuHs': '001199000001'}},
}
# a sound body of each address, of which one value at a time becomes nonsense
SOUND: dict[str, Any] = {
    f'{SERVICES}/DongBoHoSoMC': [record()],
    f'{SERVICES}/CapNhatTienDoHoSoMC': [step()],
    f'{SERVICES}/CapKhoiMaHoSo': {'SoLuong': 1, 'Ngay': ''},
    f'/{axis.PATHS["login"]}': {'username': CLIENT, 'password': 'x'},
    f'/{axis.PATHS["integration"]}': {'service': 'DongBoHoSoMC', 'isUpdating': 'False', 'data': [record()]},
    f'/{axis.PATHS["integration"]}#codes': {'service': 'CapKhoiMaHoSo', 'data': {'SoLuong': 1}},
    f'/{axis.PATHS["integration"]}#changes': {'service': 'ThayDoi', 'cursor': '', 'limit': '7'},
    f'/{axis.PATHS["integration"]}#find': {'service': 'TraCuuHoSo', 'mahoso': 'x'},
    f'/{axis.PATHS["share"]}': {'service': 'LayDanhSachTTHC'},
    f'/{sixcalls.PATHS["number"]}': {'code': UNIT},
    f'/{sixcalls.PATHS["create"]}': S3_DOSSIER,
    f'/{sixcalls.PATHS["progress"]}': [{'MaHoSo': S3_DOSSIER['MaHoSo'], 'TrangThai': 2, 'NguoiXuLy': 'x'}],
    f'/{sixcalls.PATHS["status"]}': [{'MaHoSo': S3_DOSSIER['MaHoSo'], 'TrangThai': 2, 'DanhSachLePhi': []}],
}


@pytest.fixture(scope='module')
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    folder: Path = tmp_path_factory.mktemp('tinh')
    with running_province(folder) as province:
        yield province


@pytest.fixture(scope='module')
def token(standing: RunningProvince) -> str:
    secret = standing.listening.client_secret(CLIENT).read_text(encoding='ascii')
    form = {'grant_type': 'client_credentials', 'client_id': CLIENT, 'client_secret': secret}
    return str(requests.post(f'{standing.url}/token', data=form, timeout=10).json()['access_token'])


def asked(province: RunningProvince, token: str, path: str, body: bytes) -> requests.Response:
    headers = {'Authorization': f'Bearer {token}', 'Content-Type': 'application/json', 'dstcode': 'VN:x'}
    address, _, _about = path.partition('#')
    return requests.post(
        f'{province.url}{address}', params={'MaDinhDanhDV': UNIT}, data=body, headers=headers, timeout=10
    )


def in_words(path: str, content: Any, token: str) -> Any:
    """The content as its shape wraps it: an envelope of S1 bears the session."""
    if path.startswith('/mapi') and isinstance(content, dict) and 'service' in content:
        return {'session': token, 'madonvi': UNIT, **content}
    return content


def spoilt(content: Any, at: int, nonsense: Any) -> Any:
    """The content with one of its values, counted through, replaced."""
    places: list[tuple[Any, Any]] = []

    def walk(one: Any) -> None:
        for key in list(one) if isinstance(one, dict) else range(len(one)):
            places.append((one, key))
            if isinstance(one[key], dict | list):
                walk(one[key])

    copy = json.loads(json.dumps(content))
    walk(copy)
    holder, key = places[at % len(places)]
    holder[key] = nonsense
    return copy


@pytest.mark.parametrize('path', sorted(SOUND))
def test_one_value_that_is_nonsense(standing: RunningProvince, token: str, path: str) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.integers(min_value=0, max_value=200), JSONS)
    def spoil(at: int, nonsense: Any) -> None:
        content = in_words(path, spoilt(SOUND[path], at, nonsense), token)
        said = asked(standing, token, path, json.dumps(content).encode())
        assert said.status_code < 500, (content, said.text)
        assert said.json()

    spoil()


@pytest.mark.parametrize('path', sorted({path.partition('#')[0] for path in SOUND}))
@pytest.mark.parametrize(
    'body',
    [
        b'',
        b'{',
        b'null',
        b'[' * 100_000,
        b'\xff\xfe',
        b'["\\ud800"]',
        b'{"service": "\\ud800", "session": "\\ud800", "username": "\\ud800", "code": "\\ud800", "MaHoSo": "\\udfff"}',
    ],
    ids=['empty', 'cut', 'null', 'deep', 'no text', 'half a letter', 'half letters'],
)
def test_a_body_that_is_nonsense(standing: RunningProvince, token: str, path: str, body: bytes) -> None:
    said = asked(standing, token, path, body)
    assert said.status_code < 500, said.text
    answer = said.json()
    assert str(answer.get('error_code', answer.get('code'))) not in ('0', '200')


@pytest.mark.parametrize('path', sorted(SOUND))
def test_half_a_letter_in_a_sound_body_is_no_text(standing: RunningProvince, token: str, path: str) -> None:
    content = json.loads(json.dumps(in_words(path, SOUND[path], token)))
    (content[0] if isinstance(content, list) else content)['GhiChu'] = '\ud800'
    said = asked(standing, token, path, json.dumps(content).encode())
    assert (said.status_code, str(said.json().get('error_code'))) == (400, '4')


def test_every_answer_is_one_of_the_published(standing: RunningProvince, token: str) -> None:
    published = requests.get(f'{standing.url}/openapi.json', timeout=10).json()
    for path, content in SOUND.items():
        said = asked(standing, token, path, json.dumps(in_words(path, content, token)).encode())
        told = published['paths'][path.partition('#')[0]]['post']['responses'][str(said.status_code)]
        jsonschema.validate(said.json(), told['content']['application/json']['schema'])
