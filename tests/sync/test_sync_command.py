"""``motcua-sync`` as an administrator calls it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.signer.texts import SENTENCES as SIGNER_SENTENCES
from office import command, facts
from office.desk.judging import Judging
from office.judgement import UNSIGNED, FoundSignature, TrustStore
from office.papers import FILE, PageRef
from sync.calendar import calendar_in_force, seed, signed
from sync.catalogue import catalogue_digest
from sync.command import main
from sync.judged import OUTCOMES
from sync.keys import KEY_FILE
from sync.store import DATABASE
from tests.emulators_province import running_province
from tests.offices import open_store
from tests.sync.contract_ledger import accepted, identified, opened

Call = Callable[..., tuple[int, str, str]]
SIGNER = b'k' * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / 'kho'


@pytest.fixture
def config(tmp_path: Path, folder: Path) -> Path:
    key = Ed25519PrivateKey.from_private_bytes(SIGNER).public_key().public_bytes_raw().hex()
    path = tmp_path / 'motcua.toml'
    path.write_text(
        f'[store]\nfolder = "{folder}"\nkeyring = false\nlog = "{tmp_path}/log"\ncalendar_signers = ["{key}"]\n',
        encoding='utf-8',
    )
    return path


@pytest.fixture
def call(config: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command with the settings; its exit code and what it said on either side."""

    def called(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(['--config', str(config), *words])
        out, err = capsys.readouterr()
        return code, out, err

    return called


def test_a_dossier_that_cannot_be_reported_is_shown_and_resent(
    tmp_path: Path, folder: Path, config: Path, call: Call
) -> None:
    store = open_store(folder)
    with store.change('officer:1') as books:
        books.record('dossier:1', opened())
        books.record('dossier:1', identified('Nguyễn Thị Mẫu'))
        books.record('dossier:1', accepted('000.12.34.H99-261124-0001'))
    store.close()
    with running_province(tmp_path) as province:
        chosen = province.settings
        config.write_text(
            f'{config.read_text(encoding="utf-8")}[province]\nurl = "{chosen.url}"\n'
            f'unit = "{chosen.unit}"\nclient_id = "{chosen.client_id}"\nsecret_file = "{chosen.secret_file}"\n',
            encoding='utf-8',
        )
        assert call('run', '--once')[0] == command.DONE
    code, out, _ = call('parked', '--json')
    (line,) = json.loads(out)
    assert (code, line['answer'], line['who']) == (command.DONE, 'procedure.unknown', 'administrator')
    _, out, _ = call('parked')
    assert all(said in out for said in ('000.12.34.H99-261124-0001', "thủ tục không có trong danh mục", line['item']))
    assert call('resend', line['item'])[0] == command.DONE
    code, _, err = call('resend', line['item'])
    assert (code, "không chờ người xử lý" in err) == (command.REFUSED, True)
    _, out, _ = call('status', '--json')
    told = json.loads(out)
    assert (told['items'][0]['state'], told['unsent'], told['running']) == ('waiting', {'facts.waiting': 1}, False)
    _, out, _ = call('status')
    assert "KHÔNG chạy" in out


def test_resending_all_takes_every_parked_item(folder: Path, call: Call) -> None:
    open_store(folder).close()
    code, _, err = call('resend', '--all')
    assert (code, "Không có mục nào" in err) == (command.REFUSED, True)
    code, _, err = call('resend', 'nobody')
    assert (code, 'nobody' in err) == (command.REFUSED, True)


def test_bad_lines_of_a_catalogue_are_told_by_line_and_reason(tmp_path: Path, call: Call) -> None:
    sound = {'code': '1.1', 'name': "Cấp bản sao", 'channels': [], 'composition': []}
    path = tmp_path / 'danh-muc.jsonl'
    path.write_text(f'{json.dumps(sound)}\n{{"code": "1.2"}}\nnot json\n{json.dumps(sound)}\n', encoding='utf-8')
    code, out, _ = call('import-catalogue', str(path))
    head, *left = out.splitlines()
    assert (code, "Đã nhập 1 thủ tục" in head, "bỏ 3 dòng" in head) == (command.DONE, True, True)
    assert [line.split(':')[0].strip() for line in left] == [
        'dòng / line 2 (1.2)',
        'dòng / line 3',
        'dòng / line 4 (1.1)',
    ]
    assert 'thiếu "name"' in left[0]
    assert "đã có ở dòng trên" in left[2]
    told = json.loads(call('import-catalogue', str(path), '--json')[1])
    assert [one['reason'] for one in told['bad']] == ['missing:name', 'not_json', 'repeated']


def test_a_catalogue_of_the_wrong_shape_leaves_the_one_in_force(tmp_path: Path, folder: Path, call: Call) -> None:
    path = tmp_path / 'anh.png'
    path.write_bytes(b'\x89PNG\r\n\x1a\n')
    store = open_store(folder)
    before = catalogue_digest(store)
    code, out, err = call('--json', 'import-catalogue', str(path))
    assert (code, json.loads(out)['problem']) == (command.REFUSED, 'catalogue.shape')
    assert "danh mục đang dùng giữ nguyên" in err
    assert catalogue_digest(store) == before
    store.close()


def test_a_signed_calendar_is_put_in_force_and_another_is_not(tmp_path: Path, folder: Path, call: Call) -> None:
    payload = json.dumps({'until': '2028-12-31', 'entries': [{'date': '2028-01-26', 'kind': 'holiday', 'name': 'Tết'}]})
    path = tmp_path / 'lich.json'
    path.write_text(signed(payload, b'x' * 32), encoding='utf-8')
    code, _, err = call('import-calendar', str(path))
    assert (code, "khóa lạ" in err) == (command.REFUSED, True)
    path.write_text(signed(payload, SIGNER).replace('2028-01-26', '2028-01-27'), encoding='utf-8')
    code, _, err = call('import-calendar', str(path))
    assert (code, "Chữ ký của lịch không đúng" in err) == (command.REFUSED, True)
    store = open_store(folder)
    assert calendar_in_force(store) == seed()
    path.write_text(signed(payload, SIGNER), encoding='utf-8')
    code, out, _ = call('import-calendar', str(path))
    assert (code, '31/12/2028' in out) == (command.DONE, True)
    assert calendar_in_force(store).known_until.year == 2028
    store.close()


def test_options_may_stand_before_the_verb_and_after_it(folder: Path, config: Path, call: Call) -> None:
    open_store(folder).close()
    for words in (['--json', 'verify'], ['verify', '--json'], ['verify', '--json', '--config', str(config)]):
        assert call(*words)[:2] == (command.DONE, '[]\n')
    assert "đều khớp" in call('verify')[1]


def test_looking_at_a_store_that_is_not_there_makes_none(folder: Path, call: Call) -> None:
    code, _, err = call('status')
    assert (code, "Chưa có kho dữ liệu" in err) == (command.REFUSED, True)
    assert not folder.exists()


@pytest.mark.parametrize(
    ('key', 'said'), [(None, "không thấy khóa"), ('ab' * 32, "Khóa không mở được"), ('ab', "Khóa không mở được")]
)
def test_a_missing_or_wrong_key_is_a_sentence_and_no_new_store(
    folder: Path, call: Call, key: str | None, said: str
) -> None:
    open_store(folder).close()
    before = (folder / DATABASE).read_bytes()
    if key is None:
        (folder / KEY_FILE).unlink()
    else:
        (folder / KEY_FILE).write_text(key, encoding='ascii')
    for verb in ('status', 'run', 'verify'):
        config = ('--once',) if verb == 'run' else ()
        code, out, err = call(verb, *config)
        assert (code, out, said in err) == (command.FAILED, '', True)
    assert (folder / DATABASE).read_bytes() == before


def test_a_store_of_a_newer_version_is_a_sentence(folder: Path, call: Call) -> None:
    store = open_store(folder)
    connection = store.connect()
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('motcua', 'm9999_later', '2031')"
    )
    connection.close()
    store.close()
    code, _, err = call('status')
    assert (code, "phiên bản mới hơn" in err) == (command.REFUSED, True)


@pytest.mark.parametrize(
    ('text', 'said'),
    [
        ('[store]\nfoldr = "x"\n', 'có phải "folder"'),
        ('[stor]\n', 'có phải [store]'),
        ('[store\n', "không đọc được"),
        (None, "Không đọc được tệp cài đặt"),
    ],
)
def test_settings_that_are_wrong_are_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    path = tmp_path / 'sai.toml'
    if text is not None:
        path.write_text(text, encoding='utf-8')
    assert main(['status', '--config', str(path)]) != command.DONE
    assert said in capsys.readouterr().err


def test_what_received_files_were_found_to_be_is_told_by_a_dossiers_code(folder: Path, call: Call) -> None:
    """Who signed, by whom certified, when and by whose word; of what nobody has judged yet, how much."""
    code, at = '000.12.34.H99-261124-0001', datetime(2026, 11, 24, 3, tzinfo=UTC)
    store = open_store(folder)
    digests = [store.pages().keep(content) for content in (b'%PDF- a', b'%PDF- b')]
    by = FoundSignature(
        code='signature.good',
        holder="Lê Thị Lan",
        organisation="UBND xã Mẫu",
        issuer="CA Mẫu",
        serial='1f',
        signed_at=at,
    )
    trust = TrustStore(certificates=2, lists=1, fingerprint='9' * 64)
    with store.change('officer:1') as books:
        books.record('dossier:1', opened())
        for component, digest in zip('ab', digests, strict=True):
            page = PageRef(digest=digest, size=7, source=FILE)
            books.record('dossier:1', facts.PageAdded(component=component, page=page))
        books.record('dossier:1', identified('Nguyễn Thị Mẫu'))
        books.record('dossier:1', accepted(code))
    judging = Judging(store)
    assert judging.judged('dossier:1', digests[0], code='signature.good', signatures=(by,), trust=trust)
    store.close()
    _, out, _ = call('judged', code)
    assert all(said in out for said in ("Giấy a", digests[0], "hợp lệ / valid: Lê Thị Lan, UBND xã Mẫu", "CA Mẫu, 1f"))
    assert all(said in out for said in ("ký / signed 24/11/2026 10:00:00", '2 chứng thư', '9' * 64))
    ((found,), waits) = (json.loads(call('judged', *words, '--json')[1]) for words in ((code,), ()))
    assert (found['paper'], found['found']['trust']['lists']) == ("Giấy a", 1)
    assert (waits['count'], call('judged', 'H9')[0]) == (1, command.REFUSED)
    assert "1 tệp chờ kiểm tra" in call('judged')[1]


def test_every_outcome_of_a_signature_has_its_words() -> None:
    """Those that say nothing of the file are none."""
    troubles = {'signature.reader', 'signature.roots'}
    known = {code for code in SIGNER_SENTENCES if code.startswith('signature.')}
    assert set(OUTCOMES) == (known - troubles) | {UNSIGNED}
