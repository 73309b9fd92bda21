"""The three shapes keep one contract; and each says on the wire what its own province expects."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from office.errors import Refusal, Trouble
from sync.province.adapters import adapter
from sync.province.protocol import Province, ProvinceRefused
from sync.province.settings import ProvinceSettings
from sync.province.shapes import SHAPES
from tests.emulators_province import SESSION, TOKEN, RunningProvince, reply, saying
from tests.offices import FixedClock
from tests.sync.province.contract_province import PortalContract, ProvinceContract, ready
from tests.sync.province.reports import CODE, FORM, FORM_DIGEST, record, step
from tests.sync.province.test_province_envelope import NOT_AN_ANSWER

TOKEN_ONCE = TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')
DOOR = {'s1': SESSION, 's2': TOKEN_ONCE, 's3': TOKEN_ONCE}
# a record that names no file, so that nothing has to be uploaded first
BARE = record(components=())


class TestSecurityServer(PortalContract):
    shape = 's1'


class TestGateway(PortalContract):
    shape = 's2'


class TestSixCalls(ProvinceContract):
    shape = 's3'

    def test_a_dossier_waits_for_its_files(self, province: RunningProvince) -> None:
        with province.in_shape('s3') as made:
            with pytest.raises(Trouble) as raised:
                made.send_dossier(record(), updating=False, key='k-1')
            assert (raised.value.code, raised.value.params) == ('pages.first', {'digest': FORM_DIGEST})
            assert province.desk.held() == []
            ready(made)
            made.send_dossier(record(), updating=False, key='k-1')
        (paper,) = province.desk.dossier(CODE)['TaiLieuNop']
        assert (paper['TepDinhKemId'], paper['MaThanhPhanHoSo']) == (FORM_DIGEST, 'G15-01')

    def test_another_adapter_knows_what_was_uploaded(self, province: RunningProvince) -> None:
        """The lane of pages and the lane of facts each have their own."""
        with province.in_shape('s3') as pages, province.in_shape('s3') as facts:
            ready(pages)
            assert facts.send_dossier(record(), updating=False, key='k-1').ids == (CODE,)

    def test_a_state_body_has_no_number_here(self, province: RunningProvince) -> None:
        with province.in_shape('s3') as made, pytest.raises(ProvinceRefused) as raised:
            made.send_dossier(BARE | {'LoaiDoiTuong': '3'}, updating=False, key='k-1')
        assert raised.value.field == 'LoaiDoiTuong'

    def test_what_the_shape_cannot_do_is_nothing(self, province: RunningProvince) -> None:
        with province.in_shape('s3') as made:
            assert {made.can.news, made.can.lookup, made.can.catalogue} == {False}
            assert made.find_dossier(CODE) is made.procedure('1.001193') is None
            assert made.changes('7', 3).cursor == '7'
            assert [*made.fields(), *made.procedures(), *made.link(FORM_DIGEST)] == []
            with pytest.raises(ProvinceRefused):
                made.download(FORM_DIGEST)


def speaking_to(url: str, shape: str, folder: Path, **settings: Any) -> Province:
    given: dict[str, Any] = {'upload_dir': str(folder), 'connect_timeout': 2, 'read_timeout': 2, **settings}
    made = ProvinceSettings(url=url, shape=shape, unit='000.12.34.H99', client_id='x', **given)
    return adapter(made, 'bí mật', FixedClock())


def body_of(request: bytes) -> Any:
    return json.loads(request.partition(b'\r\n\r\n')[2])


@pytest.mark.parametrize('shape', ['s1', 's3'])
@pytest.mark.parametrize('case', sorted(set(NOT_AN_ANSWER) - {'receipt of something else'}))
def test_what_is_no_answer_is_trouble_with_its_name(tmp_path: Path, shape: str, case: str) -> None:
    answer, code, params = NOT_AN_ANSWER[case]
    with saying(DOOR[shape], answer) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url, shape, tmp_path).send_dossier(BARE, updating=False, key='k-1')
    assert (raised.value.code, raised.value.params) == (code, params)


@pytest.mark.parametrize('shape', sorted(SHAPES))
@pytest.mark.parametrize('code', ['0', '00', ' 0 ', 0])
def test_success_in_every_spelling(tmp_path: Path, shape: str, code: object) -> None:
    name = 'code' if shape == 's3' else 'error_code'
    yes = reply(json.dumps({name: code, 'message': 'Thành công', 'data': []}))
    with saying(DOOR[shape], yes, yes) as (url, _heard):
        assert not speaking_to(url, shape, tmp_path).send_dossier(BARE, updating=False, key='k').confirms


@pytest.mark.parametrize('shape', sorted(SHAPES))
@pytest.mark.parametrize(
    ('said', 'code', 'params'),
    [('403', 'province.auth', {'status': 403}), ('429', 'province.busy', {'retry_after': 9})],
    ids=['forbidden', 'too many'],
)
def test_a_status_inside_the_envelope_counts_like_one_outside(
    tmp_path: Path, shape: str, said: str, code: str, params: dict[str, int]
) -> None:
    answer = reply(json.dumps({'error_code': said, 'message': 'Không'}), headers=['Retry-After: 9'])
    with saying(DOOR[shape], answer) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url, shape, tmp_path).send_dossier(BARE, updating=False, key='k-1')
    assert (raised.value.code, raised.value.params) == (code, params)


EXPIRED = [
    reply('', status='401 Unauthorized'),
    reply(json.dumps({'error_code': '401', 'message': ''})),
    reply(json.dumps({'error_code': '-1', 'message': 'Session hết hạn'})),
    reply(json.dumps({'error_code': '-1', 'message': 'Phiên làm việc không hợp lệ'})),
]


@pytest.mark.parametrize('shape', sorted(SHAPES))
@pytest.mark.parametrize('expired', EXPIRED)
def test_an_expired_login_is_renewed_once_however_it_is_said(tmp_path: Path, shape: str, expired: bytes) -> None:
    yes = reply(json.dumps({'error_code': '0', 'message': '', 'result': []}))
    with saying(DOOR[shape], expired, DOOR[shape], yes) as (url, heard):
        speaking_to(url, shape, tmp_path).send_progress([step()], key='k-1')
        assert len(heard) == 4
    with saying(DOOR[shape], expired, DOOR[shape], expired) as (url, heard), pytest.raises(Trouble) as raised:
        speaking_to(url, shape, tmp_path).send_progress([step()], key='k-1')
    assert (raised.value.code, len(heard)) == ('province.auth', 4)


@pytest.mark.parametrize('shape', ['s1', 's2'])
def test_an_unexplained_no_is_looked_up(tmp_path: Path, shape: str) -> None:
    """Texts differ by gateway: whether the dossier is there says TraCuuHoSo."""
    no = reply(json.dumps({'error_code': '17', 'message': 'Lỗi nghiệp vụ'}))
    held = reply(json.dumps({'error_code': '0', 'result': [{'MaHoSo': CODE}]}))
    yes = reply(json.dumps({'error_code': '0', 'message': 'Thành công'}))
    with saying(DOOR[shape], no, held, yes) as (url, heard):
        speaking_to(url, shape, tmp_path).send_dossier(BARE, updating=False, key='k-1')
        assert b'True' in heard[3]
    refuses = reply(json.dumps({'error_code': '4', 'message': 'Không có dịch vụ này'}))
    with saying(DOOR[shape], no, refuses) as (url, _heard), pytest.raises(ProvinceRefused, match='nghiệp vụ'):
        speaking_to(url, shape, tmp_path).send_dossier(BARE, updating=False, key='k-1')
    with saying(DOOR[shape], no) as (url, _heard), pytest.raises(ProvinceRefused, match='nghiệp vụ'):
        speaking_to(url, shape, tmp_path, lookup=False).send_dossier(BARE, updating=False, key='k-1')


def test_already_there_is_not_a_yes_even_where_it_is_coded_as_one(tmp_path: Path) -> None:
    exists = reply(json.dumps({'error_code': '0', 'message': 'Hồ sơ đã tồn tại'}))
    conflict = reply(json.dumps({'error_code': '9', 'message': 'Hồ sơ đã tồn tại'}), status='409 Conflict')
    held = reply(json.dumps({'error_code': '0', 'result': [{'MaHoSo': CODE}]}))
    yes = reply(json.dumps({'error_code': '0', 'message': 'Thành công'}))
    for first in (exists, conflict):
        with saying(SESSION, first, held, yes) as (url, heard):
            speaking_to(url, 's1', tmp_path).send_dossier(BARE, updating=False, key='k-1')
            assert [body_of(one).get('isUpdating') for one in heard[1:]] == ['False', None, 'True']


def test_the_security_server_hears_session_unit_and_service(tmp_path: Path) -> None:
    yes = reply(json.dumps({'error_code': '0', 'message': '', 'result': []}))
    with saying(SESSION, yes, yes) as (url, heard):
        made = speaking_to(
            url, 's1', tmp_path, paths=('share=mapi/g', 'integration=mapi/h'), provider_url='https://a.vn'
        )
        made.send_dossier(BARE, updating=False, key='k-1')
        made.fields()
    login, told, asked = heard
    assert body_of(login) == {'username': 'x', 'password': 'bí mật'}
    assert body_of(told) == {
        'session': 'p',
        'madonvi': '000.12.34.H99',
        'service': 'DongBoHoSoMC',
        'isUpdating': 'False',
        'data': [BARE],
    }
    assert told.startswith(
        b'POST /mapi/h?dstcode=VN%3AGOV%3A000.00.00.G22%3Avpcpdvcprovider&providerurl=https%3A%2F%2Fa.vn'
    )
    assert b'\r\ndstcode: VN:GOV:000.00.00.G22:vpcpdvcprovider\r\n' in told
    assert asked.startswith(b'POST /mapi/g?')
    assert body_of(asked) == {'session': 'p', 'madonvi': '000.12.34.H99', 'service': 'LayDanhMucLinhVuc'}


def test_the_six_calls_are_spelt_as_published(tmp_path: Path) -> None:
    put = reply(json.dumps({'code': 200, 'data': [{'IdTepTin': 'T1', 'HashTepTin': FORM_DIGEST}]}))
    made_it = reply(json.dumps({'code': '0', 'data': {'idHoSo': 'H7', 'maHoSo': CODE}}))
    yes = reply(json.dumps({'code': '0', 'message': '', 'data': []}))
    with saying(TOKEN_ONCE, put, made_it, yes, yes) as (url, heard):
        made = speaking_to(url, 's3', tmp_path)
        ready(made)
        assert made.send_dossier(record(), updating=False, key='k-1').number == 'H7'
        made.send_progress([step()], key='k-2')
    token, upload, create, state, progress = heard
    assert token.endswith(b'grant_type=client_credentials&client_id=x&client_secret=b%C3%AD+m%E1%BA%ADt')
    assert b'name="files"' in upload
    assert FORM in upload
    said = body_of(create)
    assert (said['NgayTiepNhan'], said['LoaiDoiTuong']) == ('2026-11-24 08:15:00', 0)
    assert said['ThanhPhanHoSo'][0]['GiayToDinhKem'][0]['IdGiayTo'] == 'T1'
    assert said['ThanhPhanHoSo'][0]['LoaiBan'] is None
    (told,) = body_of(state)
    assert (told['IdHoSo'], told['TrangThai'], 'DanhSachGiayToKetQua' in told) == ('H7', 2, False)
    (one,) = body_of(progress)
    assert (one['IDHoSo'], one['ThoiDiemXuLy']) == ('H7', '2026-11-24T08:15:00.000+07:00')


def test_a_file_that_arrived_as_another_is_not_held(tmp_path: Path) -> None:
    other = hashlib.sha256(b'khac').hexdigest()
    put = reply(json.dumps({'code': 200, 'data': {'IdTepTin': 'T1', 'HashTepTin': other}}))
    with saying(TOKEN_ONCE, put) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url, 's3', tmp_path).upload(FORM, digest=FORM_DIGEST, name='a.pdf')
    assert raised.value.params == {'what': 'digest'}


def test_a_dossier_filed_under_another_code_is_shown_to_a_person(tmp_path: Path) -> None:
    made_it = reply(json.dumps({'code': '0', 'data': {'idHoSo': 'H7', 'maHoSo': 'G09.20-20261124-0092637'}}))
    with saying(TOKEN_ONCE, made_it) as (url, _heard), pytest.raises(ProvinceRefused) as raised:
        speaking_to(url, 's3', tmp_path).send_dossier(BARE, updating=False, key='k-1')
    assert (raised.value.field, raised.value.message) == ('MaHoSo', 'G09.20-20261124-0092637')


@pytest.mark.parametrize('given', ['"hôm nay"', '"G09.20-20261199-0092637"', '{"value": ""}', '[]', 'null'])
def test_a_number_that_is_none(tmp_path: Path, given: str) -> None:
    with (
        saying(TOKEN_ONCE, reply(f'{{"code": 0, "data": {given}}}')) as (url, _heard),
        pytest.raises(Trouble) as raised,
    ):
        speaking_to(url, 's3', tmp_path).reserve_codes(1, key='k-1')
    assert raised.value.code == 'province.garbled'


@pytest.mark.parametrize(
    ('settings', 'code'),
    [
        ({'shape': 's4'}, 'province.shape'),
        ({'shape': 's1', 'paths': ('login',)}, 'province.path'),
        ({'shape': 's3', 'upload_dir': ''}, 'province.not_set'),
    ],
)
def test_a_shape_is_checked_before_anything_is_connected(tmp_path: Path, settings: Any, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        speaking_to('https://tinh.mau.example', **{'shape': 's2', 'folder': tmp_path, **settings})
    assert raised.value.code == code


def test_what_a_province_lacks_is_data(tmp_path: Path) -> None:
    made = speaking_to('https://a.example', 's2', tmp_path, numbers=False, files=False, left_out=('GhiChu',))
    assert (made.can.numbers, made.can.files, made.can.news, made.can.left_out) == (
        False,
        False,
        True,
        frozenset({'GhiChu'}),
    )
    assert made.link(FORM_DIGEST) == ''
