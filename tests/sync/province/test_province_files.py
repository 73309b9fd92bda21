"""Files on their way to the province: cut, resumed, doubled, damaged."""

import base64
import dataclasses
import hashlib
import os
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
import requests

from office.errors import Trouble
from sync.province.gateway.files import UploadPlaces
from sync.province.lgsp import Lgsp
from sync.province.protocol import ProvinceRefused
from sync.province.settings import ProvinceSettings
from tests.emulators_province import TOKEN, RunningProvince, cutting, reply, running_province, saying, speaking
from tests.offices import FixedClock
from tests.sync.province.reports import FORM, FORM_DIGEST

PAGE = os.urandom(900_000)
DIGEST = hashlib.sha256(PAGE).hexdigest()
TUS = {'Tus-Resumable': '1.0.0'}


def test_a_file_travels_once(province: RunningProvince, adapter: Lgsp) -> None:
    first = adapter.upload(PAGE, digest=DIGEST, name='1.pdf')
    assert (first.digest, first.size, first.sent) == (DIGEST, len(PAGE), len(PAGE))
    assert province.desk.file(DIGEST) == PAGE
    assert adapter.upload(PAGE, digest=DIGEST, name='1.pdf').sent == 0
    # nor from another machine of the centre
    with province.adapter(upload_dir='') as other:
        assert other.upload(PAGE, digest=DIGEST, name='1.pdf').sent == 0


def test_a_file_goes_in_pieces(province: RunningProvince) -> None:
    with province.adapter(piece_size=100_001) as adapter:
        assert adapter.upload(PAGE, digest=DIGEST, name='1.pdf').sent == len(PAGE)
    assert province.desk.file(DIGEST) == PAGE


@pytest.mark.parametrize('after', [400, 70_000, 500_000, 899_000])
def test_a_cut_costs_only_what_was_on_the_way(province: RunningProvince, after: int) -> None:
    with cutting(province.port, after=after) as port:
        settings = dataclasses.replace(province.settings, url=f'http://127.0.0.1:{port}')
        with speaking(settings, province.clock) as adapter:
            with pytest.raises(Trouble) as raised:
                adapter.upload(PAGE, digest=DIGEST, name='1.pdf')
            assert raised.value.code == 'province.no_answer'
        place = UploadPlaces(settings.upload_dir).recall(DIGEST).replace(str(port), str(province.port))
        await_offset(province, place, at_least=after - 70_000)
        # a new process, as after a restart: it knows the place only from its folder
        with speaking(settings, province.clock) as adapter:
            receipt = adapter.upload(PAGE, digest=DIGEST, name='1.pdf')
    assert province.desk.file(DIGEST) == PAGE
    # one socket buffer of the server may be lost with the line, and the request's own head
    assert len(PAGE) - receipt.sent >= after - 70_000


@pytest.mark.parametrize('cut', [9, 20, 36])
def test_an_address_that_lost_its_end_leads_nowhere_and_is_asked_for_anew(
    province: RunningProvince, adapter: Lgsp, cut: int
) -> None:
    """It came in an answer that was cut off, and is remembered: the file must not wait for it for ever."""
    place = begin(province, bearer_of(province), DIGEST, len(PAGE))
    UploadPlaces(province.settings.upload_dir).remember(DIGEST, place[:-cut])
    assert adapter.upload(PAGE, digest=DIGEST, name='1.pdf').sent == len(PAGE)
    assert province.desk.file(DIGEST) == PAGE


def test_an_upload_goes_on_after_the_province_restarted(tmp_path: Path) -> None:
    with running_province(tmp_path) as before, cutting(before.port, after=600_000) as port:
        settings = dataclasses.replace(before.settings, url=f'http://127.0.0.1:{port}')
        with speaking(settings, before.clock) as adapter, pytest.raises(Trouble):
            adapter.upload(PAGE, digest=DIGEST, name='1.pdf')
        place = UploadPlaces(before.settings.upload_dir).recall(DIGEST)
        await_offset(before, place.replace(str(port), str(before.port)), at_least=500_000)
    with running_province(tmp_path, port=before.port) as after:
        # the address it remembers led through the proxy of the test
        UploadPlaces(before.settings.upload_dir).remember(DIGEST, place.replace(str(port), str(after.port)))
        with after.adapter() as adapter:
            receipt = adapter.upload(PAGE, digest=DIGEST, name='1.pdf')
        assert receipt.sent < 450_000
        assert after.desk.file(DIGEST) == PAGE


def test_a_place_that_is_gone_means_a_new_beginning(province: RunningProvince, adapter: Lgsp) -> None:
    gone = f'{province.url}/tep/0f9d2c1e-7a55-4a3b-9a66-3a1f5f0c9d11'
    UploadPlaces(province.settings.upload_dir).remember(DIGEST, gone)
    assert adapter.upload(PAGE, digest=DIGEST, name='1.pdf').sent == len(PAGE)


def test_an_expired_upload_is_begun_anew(tmp_path: Path) -> None:
    with running_province(tmp_path, upload_life=-1) as expiring, cutting(expiring.port, after=100_000) as port:
        settings = dataclasses.replace(expiring.settings, url=f'http://127.0.0.1:{port}', upload_dir='')
        with speaking(settings, expiring.clock) as adapter, pytest.raises(Trouble):
            adapter.upload(PAGE, digest=DIGEST, name='1.pdf')
    with running_province(tmp_path) as again, again.adapter() as adapter:
        assert adapter.upload(PAGE, digest=DIGEST, name='1.pdf').sent == len(PAGE)


def test_our_own_damage_is_noticed_before_anything_is_sent(province: RunningProvince, adapter: Lgsp) -> None:
    with pytest.raises(Trouble) as raised:
        adapter.upload(PAGE[:-1], digest=DIGEST, name='1.pdf')
    assert raised.value.code == 'pages.damaged'
    assert province.desk.files() == []


def test_other_bytes_than_the_digest_are_refused_by_the_province(province: RunningProvince) -> None:
    bearer = bearer_of(province)
    made = begin(province, bearer, DIGEST, len(FORM))
    sent = requests.patch(
        made,
        data=FORM,
        headers=TUS | bearer | {'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream'},
        timeout=5,
    )
    assert sent.status_code == 460
    assert province.desk.files() == []
    # the upload is gone too
    assert requests.head(made, headers=TUS | bearer, timeout=5).status_code == 404


def test_an_upload_that_was_filled_with_other_bytes_is_begun_anew(province: RunningProvince, adapter: Lgsp) -> None:
    made = begin(province, bearer_of(province), DIGEST, len(PAGE))
    requests.patch(
        made,
        data=b'x' * 1000,
        headers=TUS | bearer_of(province) | {'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream'},
        timeout=5,
    )
    UploadPlaces(province.settings.upload_dir).remember(DIGEST, made)
    assert adapter.upload(PAGE, digest=DIGEST, name='1.pdf').digest == DIGEST
    assert province.desk.file(DIGEST) == PAGE


def test_a_damaged_piece_is_refused_by_its_checksum(province: RunningProvince) -> None:
    bearer = bearer_of(province)
    made = begin(province, bearer, FORM_DIGEST, len(FORM))
    wrong = base64.b64encode(hashlib.sha256(b'khac').digest()).decode()
    headers = TUS | bearer | {'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream'}
    sent = requests.patch(made, data=FORM, headers=headers | {'Upload-Checksum': f'sha256 {wrong}'}, timeout=5)
    assert sent.status_code == 460
    right = base64.b64encode(hashlib.sha256(FORM).digest()).decode()
    sent = requests.patch(made, data=FORM, headers=headers | {'Upload-Checksum': f'sha256 {right}'}, timeout=5)
    assert (sent.status_code, sent.headers['X-Tep-SHA256']) == (204, FORM_DIGEST)


def test_the_tus_side_says_what_it_can_and_keeps_its_door(province: RunningProvince) -> None:
    options = requests.options(f'{province.url}/tep/', timeout=5)
    assert set(options.headers['Tus-Extension'].split(',')) >= {'creation', 'checksum', 'expiration', 'termination'}
    assert 'sha256' in options.headers['Tus-Checksum-Algorithm']
    nobody = requests.post(f'{province.url}/tep/', headers=TUS | {'Upload-Length': '1'}, timeout=5)
    assert nobody.status_code == 401
    unnamed = requests.post(
        f'{province.url}/tep/', headers=TUS | bearer_of(province) | {'Upload-Length': '1'}, timeout=5
    )
    assert unnamed.status_code == 400


def test_an_upload_can_be_ended_by_its_sender(province: RunningProvince) -> None:
    bearer = bearer_of(province)
    made = begin(province, bearer, DIGEST, len(PAGE))
    assert requests.delete(made, headers=TUS | bearer, timeout=5).status_code == 204
    assert requests.head(made, headers=TUS | bearer, timeout=5).status_code == 404


def test_a_file_that_is_not_there_is_refused(adapter: Lgsp) -> None:
    with pytest.raises(ProvinceRefused) as raised:
        adapter.download(DIGEST)
    assert raised.value.answer == '404'


def test_a_download_of_other_bytes_is_garbled() -> None:
    once = TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')
    with (
        saying(once, reply(b'khac')) as (url, _heard),
        speaking_plain(url) as adapter,
        pytest.raises(Trouble) as raised,
    ):
        adapter.download(FORM_DIGEST)
    assert (raised.value.code, raised.value.params['what']) == ('province.garbled', 'digest')


def test_a_token_never_follows_an_address_to_another_host() -> None:
    once = TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')
    elsewhere = reply('', status='201 Created', headers=['Location: http://127.0.0.2:9/tep/1'])
    absent = reply('', status='404 Not Found')
    with saying(once, absent, elsewhere) as (url, heard), speaking_plain(url) as adapter:
        with pytest.raises(Trouble) as raised:
            adapter.upload(FORM, digest=FORM_DIGEST, name='1.pdf')
        assert raised.value.params['what'] == 'foreign_address'
        assert len(heard) == 3


def speaking_plain(url: str) -> AbstractContextManager[Lgsp]:
    """An adapter without a folder for places, so that every upload begins anew."""
    made = ProvinceSettings(url=url, unit='000.12.34.H99', client_id='x', connect_timeout=2, read_timeout=2)
    return closing(Lgsp(made, 'x', FixedClock()))


def bearer_of(province: RunningProvince) -> dict[str, str]:
    """What a client that we did not write would send."""
    settings = province.settings
    secret = Path(settings.secret_file).read_text(encoding='ascii')
    given = requests.post(
        f'{province.url}/token',
        data={'grant_type': 'client_credentials'},
        auth=(settings.client_id, secret),
        timeout=5,
    ).json()
    return {'Authorization': f'Bearer {given["access_token"]}'}


def await_offset(province: RunningProvince, place: str, *, at_least: int) -> None:
    """Ask until what was on the way at the cut is written; the courier would be in its back-off."""
    bearer = bearer_of(province)
    for _time in range(2000):
        answer = requests.head(place, headers=TUS | bearer, timeout=5)
        if int(answer.headers['Upload-Offset']) >= at_least:
            return
    raise AssertionError(place)


def begin(province: RunningProvince, bearer: dict[str, str], digest: str, length: int) -> str:
    metadata = f'sha256 {base64.b64encode(digest.encode()).decode()}'
    made = requests.post(
        f'{province.url}/tep/',
        headers=TUS | bearer | {'Upload-Length': str(length), 'Upload-Metadata': metadata},
        timeout=5,
    )
    assert made.status_code == 201
    return f'{province.url}{made.headers["Location"]}'


def scripted(*answers: bytes) -> tuple[bytes, ...]:
    """What a gateway says to the token, to 'do you hold it?', and then."""
    once = TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')
    return (once, reply('', status='404 Not Found'), *answers)


CREATED = reply('', status='201 Created', headers=['Location: /tep/1'])
CONFLICT = reply('', status='409 Conflict')
HELD = f'X-Tep-SHA256: {FORM_DIGEST}'


def test_the_rest_of_a_broken_try_that_arrives_late_is_counted() -> None:
    state = reply('', headers=['Upload-Offset: 30'])
    done = reply('', status='204 No Content', headers=[f'Upload-Offset: {len(FORM)}', HELD])
    with saying(*scripted(CREATED, CONFLICT, state, done)) as (url, heard), speaking_plain(url) as adapter:
        assert adapter.upload(FORM, digest=FORM_DIGEST, name='1.pdf').digest == FORM_DIGEST
    assert heard[-1].partition(b'\r\n\r\n')[2] == FORM[30:]


@pytest.mark.parametrize(
    ('answers', 'code'),
    [
        ((CREATED, CONFLICT, reply('', headers=['Upload-Offset: 0'])), 'province.busy'),
        ((CREATED, reply('', status='423 Locked')), 'province.busy'),
        ((CREATED, reply('<html>')), 'province.garbled'),
        ((CREATED, reply('', status='503 Service Unavailable')), 'province.busy'),
        ((reply('<html>'),), 'province.garbled'),
        ((reply('', status='507 Insufficient Storage'),), 'province.no_answer'),
        ((CREATED, b''), 'province.no_answer'),
    ],
)
def test_trouble_on_the_way_of_a_file(answers: tuple[bytes, ...], code: str) -> None:
    with saying(*scripted(*answers)) as (url, _heard), speaking_plain(url) as adapter, pytest.raises(Trouble) as raised:
        adapter.upload(FORM, digest=FORM_DIGEST, name='1.pdf')
    assert raised.value.code == code


@pytest.mark.parametrize(
    'answer',
    [
        reply('<html>Wi-Fi</html>', headers=['Content-Type: text/html']),
        reply('', headers=[f'X-Tep-SHA256: {"0" * 64}']),
    ],
    ids=["a captive portal's", "another file's"],
)
def test_a_yes_that_is_not_this_files_proves_nothing(answer: bytes) -> None:
    """Else a file would be confirmed, and purged some day, that the province never had."""
    token = TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')
    with saying(token, answer) as (url, _heard), speaking_plain(url) as adapter, pytest.raises(Trouble) as raised:
        adapter.upload(FORM, digest=FORM_DIGEST, name='1.pdf')
    assert raised.value.code == 'province.garbled'
