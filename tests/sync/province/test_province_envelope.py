"""Every envelope a gateway was seen to answer with, and everything that is none, from a raw socket."""

import json

import pytest

from office.errors import Trouble
from sync.province.lgsp import Lgsp
from sync.province.protocol import ProvinceRefused
from sync.province.settings import ProvinceSettings
from tests.emulators_province import TOKEN, reply, saying
from tests.offices import FixedClock
from tests.sync.province.reports import CODE, record

TOKEN_ONCE = TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')


def speaking_to(url: str, **settings: object) -> Lgsp:
    made = ProvinceSettings(url=url, unit='000.12.34.H99', client_id='x', connect_timeout=2, read_timeout=2)
    return Lgsp(made, 'bí mật', FixedClock())


@pytest.mark.parametrize('code', ['0', '00', ' 0 ', 0])
@pytest.mark.parametrize('name', ['error_code', 'ErrorCode', 'errorCode', 'ERROR_CODE'])
def test_success_in_every_spelling(code: str | int, name: str) -> None:
    body = json.dumps({name: code, 'message': 'Đồng bộ thành công', 'result': []})
    with saying(TOKEN_ONCE, reply(body)) as (url, heard):
        receipt = speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    # yes, but without naming what was taken: the courier must look it up
    assert not receipt.confirms
    assert b'idempotency-key: k-1' in heard[1].lower()
    assert json.loads(heard[1].partition(b'\r\n\r\n')[2]) == [record()]


@pytest.mark.parametrize(
    'envelope',
    [
        {'error_code': '0', 'message': '', 'result': [{'MATTHC': '1', 'TENTTHC': 'Một'}]},
        {'error_code': '0', 'message': '[{"MATTHC": "1", "TENTTHC": "Một"}]', 'result': []},
        {'error_code': 0, 'message': 'ok', 'result': '[{"MATTHC": "1", "TENTTHC": "Một"}]'},
        {'error_code': 0, 'message': [{'MATTHC': '1', 'TENTTHC': 'Một'}]},
        [{'MATTHC': '1', 'TENTTHC': 'Một'}],
    ],
)
def test_the_content_is_found_wherever_it_stands(envelope: object) -> None:
    with saying(TOKEN_ONCE, reply(json.dumps(envelope))) as (url, _heard):
        assert speaking_to(url).procedures() == [{'MATTHC': '1', 'TENTTHC': 'Một'}]


@pytest.mark.parametrize('message', ['Hồ sơ đã tồn tại trên hệ thống', 'HO SO DA TON TAI'])
def test_already_there_becomes_an_update_with_the_same_key(message: str) -> None:
    exists = reply(json.dumps({'error_code': '3', 'message': message}))
    done = reply(json.dumps({'error_code': '0', 'message': 'Thành công'}))
    held = reply(json.dumps({'error_code': '0', 'result': [record()]}))
    with saying(TOKEN_ONCE, exists, held, done) as (url, heard):
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    first, looked, second = (request.partition(b'\r\n')[0] for request in heard[1:])
    assert b'isUpdating=False' in first
    assert b'TraCuuHoSo' in looked
    assert b'isUpdating=True' in second
    assert heard[1].partition(b'\r\n\r\n')[2] == heard[3].partition(b'\r\n\r\n')[2]


def test_a_gateway_that_contradicts_itself_is_asked_twice_and_not_for_ever() -> None:
    exists = reply(json.dumps({'error_code': '3', 'message': 'đã tồn tại'}))
    absent = reply(json.dumps({'error_code': '-3', 'message': 'chưa tồn tại'}))
    held = reply(json.dumps({'error_code': '0', 'result': [record()]}))
    with saying(TOKEN_ONCE, exists, held, absent) as (url, heard), pytest.raises(ProvinceRefused) as raised:
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert (len(heard), raised.value.answer) == (4, '-3')


def test_a_no_carries_the_provinces_own_words() -> None:
    body = json.dumps({'error_code': '-3', 'message': 'Mã thủ tục không hợp lệ'})
    nothing = reply(json.dumps({'error_code': '0', 'result': []}))
    with saying(TOKEN_ONCE, reply(body), nothing) as (url, _heard), pytest.raises(ProvinceRefused) as raised:
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert (raised.value.code, raised.value.answer, raised.value.message) == (
        'province.refused',
        '-3',
        'Mã thủ tục không hợp lệ',
    )


RECEIPT = {'SoTiepNhan': '1', 'MaHoSo': [CODE], 'SHA256': '0' * 64, 'TepConThieu': []}
OK_HEAD = b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{"error_code"'

NOT_AN_ANSWER = {
    'html': (reply('<!DOCTYPE html><html>Đăng nhập</html>'), 'province.garbled', {'what': 'html', 'status': 200}),
    'empty': (reply(''), 'province.garbled', {'what': 'empty', 'status': 200}),
    'truncated': (reply('{"error_code": "0", "mess'), 'province.garbled', {'what': 'truncated', 'status': 200}),
    'other json': (reply('{"ok": true}'), 'province.garbled', {'what': 'shape', 'status': 200}),
    'a number': (reply('7'), 'province.garbled', {'what': 'shape', 'status': 200}),
    'receipt of something else': (
        reply(json.dumps({'error_code': '0', 'message': '', 'result': RECEIPT})),
        'province.garbled',
        {'what': 'receipt'},
    ),
    'redirect': (
        reply('', status='302 Found', headers=['Location: http://127.0.0.1:9/login']),
        'province.garbled',
        {'what': 'redirect', 'status': 302},
    ),
    'proxy 404': (
        reply('<h1>Not Found</h1>', status='404 Not Found'),
        'province.garbled',
        {'what': 'html', 'status': 404},
    ),
    'body cut': (OK_HEAD, 'province.no_answer', {'cut': 1}),
    'hung up': (b'', 'province.no_answer', {'cut': 1}),
    'no http': (b'SSH-2.0-OpenSSH\r\n', 'province.no_answer', {'cut': 1}),
    '500': (reply('Traceback', status='500 Internal Server Error'), 'province.no_answer', {'status': 500}),
    '502': (reply('<html>', status='502 Bad Gateway'), 'province.no_answer', {'status': 502}),
    '504': (reply('', status='504 Gateway Timeout'), 'province.no_answer', {'status': 504}),
    '403': (reply('{}', status='403 Forbidden'), 'province.auth', {'status': 403}),
    '429': (
        reply('', status='429 Too Many Requests', headers=['Retry-After: 30']),
        'province.busy',
        {'retry_after': 30},
    ),
    '429 bare': (reply('', status='429 Too Many Requests'), 'province.busy', {'retry_after': 0}),
    '503': (
        reply('', status='503 Service Unavailable', headers=['Retry-After: 120']),
        'province.busy',
        {'retry_after': 120},
    ),
    '503 by date': (
        reply(
            '',
            status='503 Service Unavailable',
            headers=['Date: Tue, 24 Nov 2026 01:00:00 GMT', 'Retry-After: Tue, 24 Nov 2026 01:02:30 GMT'],
        ),
        'province.busy',
        {'retry_after': 150},
    ),
}


@pytest.mark.parametrize('case', sorted(NOT_AN_ANSWER))
def test_what_is_no_answer_is_trouble_with_its_name(case: str) -> None:
    answer, code, params = NOT_AN_ANSWER[case]
    with saying(TOKEN_ONCE, answer) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert (raised.value.code, raised.value.params) == (code, params)


def test_too_large_and_conflict_are_a_no() -> None:
    large = reply('', status='413 Request Entity Too Large')
    with saying(TOKEN_ONCE, large) as (url, _heard), pytest.raises(ProvinceRefused) as raised:
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert raised.value.answer == '413'
    conflict = reply(json.dumps({'error_code': '9', 'message': 'Trùng khóa'}), status='409 Conflict')
    with saying(TOKEN_ONCE, conflict) as (url, _heard), pytest.raises(ProvinceRefused) as raised:
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert (raised.value.code, raised.value.message) == ('province.key_conflict', 'Trùng khóa')


def test_a_401_is_met_once_with_a_fresh_token() -> None:
    expired = reply('', status='401 Unauthorized')
    done = reply(json.dumps({'error_code': '0', 'message': '', 'result': []}))
    with saying(TOKEN_ONCE, expired, TOKEN_ONCE.replace(b'"gia"', b'"moi"'), done) as (url, heard):
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert b'Bearer gia' in heard[1]
    assert b'Bearer moi' in heard[3]
    with saying(TOKEN_ONCE, expired, TOKEN_ONCE, expired) as (url, heard), pytest.raises(Trouble) as raised:
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert (raised.value.code, len(heard)) == ('province.auth', 4)


@pytest.mark.parametrize(
    ('answer', 'code'),
    [
        (reply('', status='401 Unauthorized'), 'province.auth'),
        (reply('{"error":"invalid_client"}', status='400 Bad Request'), 'province.auth'),
        (reply('<html>'), 'province.garbled'),
        (reply('{"token":"x"}'), 'province.garbled'),
        (reply('', status='503 Service Unavailable'), 'province.busy'),
        (b'', 'province.no_answer'),
    ],
)
def test_trouble_with_the_token(answer: bytes, code: str) -> None:
    with saying(answer, answer) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url).find_dossier(CODE)
    assert raised.value.code == code


@pytest.mark.parametrize(
    'result',
    [{}, {'MaKhoi': 'a', 'TienTo': 'p', 'TuSo': 'một', 'DenSo': '2', 'DoRong': '4'},
     {'MaKhoi': 'a', 'TienTo': 'p', 'TuSo': '5', 'DenSo': '2', 'DoRong': '4'},
     {'MaKhoi': 'a', 'TienTo': 'p', 'TuSo': '1', 'DenSo': '2', 'DoRong': '4', 'Ngay': 'mai'}],
)  # fmt: skip
def test_a_code_block_that_is_none(result: dict[str, str]) -> None:
    body = json.dumps({'error_code': '0', 'message': '', 'result': result})
    with saying(TOKEN_ONCE, reply(body)) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url).reserve_codes(2, key='k-1')
    assert raised.value.code == 'province.garbled'


def test_a_feed_without_a_cursor_is_garbled_and_an_unknown_change_is_kept() -> None:
    body = json.dumps({'error_code': '0', 'message': '', 'result': {'DanhSach': []}})
    with saying(TOKEN_ONCE, reply(body)) as (url, _heard), pytest.raises(Trouble):
        speaking_to(url).changes('', 1)
    item = {'MaThayDoi': '4', 'Loai': 'ThuHoi', 'MaHoSo': CODE, 'ThoiDiem': 'hôm qua', 'Ly': {'do': 1}}
    body = json.dumps({'error_code': '0', 'result': {'DanhSach': [item, 'rác'], 'Cursor': 'c4'}})
    with saying(TOKEN_ONCE, reply(body)) as (url, _heard):
        stretch = speaking_to(url).changes('', 1)
    (change,) = stretch.items
    assert (change.id, change.dossier, change.at, change.raw) == ('4', CODE, None, item)
    assert (stretch.cursor, stretch.more) == ('c4', False)


def test_a_line_that_was_closed_as_we_spoke_is_asked_again_once() -> None:
    """Only by who changes nothing: what is told may have arrived, and is asked again under its own key by its lane."""
    body = json.dumps({'error_code': '0', 'result': {'DanhSach': [], 'Cursor': 'c4'}})
    with saying(TOKEN_ONCE, b'', reply(body)) as (url, heard):
        assert speaking_to(url).changes('', 1).cursor == 'c4'
    assert [one.split(b'?')[0] for one in heard[1:]] == [b'GET /KetNoiMotCuaQuocGia/ThayDoi'] * 2
    with saying(TOKEN_ONCE, b'', b'', reply(body)) as (url, heard), pytest.raises(Trouble) as raised:
        speaking_to(url).changes('', 1)
    assert (raised.value.code, raised.value.params, len(heard)) == ('province.no_answer', {'cut': 1}, 3)
    with saying(TOKEN_ONCE, b'', reply(body)) as (url, heard), pytest.raises(Trouble):
        speaking_to(url).send_dossier(record(), updating=False, key='k-1')
    assert len(heard) == 2


def test_a_receipt_is_no_answer_to_what_a_procedure_is() -> None:
    """Else a late receipt would be taken for a procedure without a field, and the dossier parked for that."""
    receipt = {'SoTiepNhan': '7', 'MaHoSo': [CODE], 'SHA256': '0' * 64, 'TepConThieu': []}
    answer = reply(json.dumps({'error_code': '0', 'message': '', 'result': receipt}))
    with saying(TOKEN_ONCE, answer) as (url, _heard), pytest.raises(Trouble) as raised:
        speaking_to(url).procedure('1.001193')
    assert raised.value.code == 'province.garbled'
