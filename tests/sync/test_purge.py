"""Retention: a file goes only after receipt, grace, the dossier's end and a comparison, and comes back if needed."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from office import command, facts
from office.errors import Refusal, Trouble
from office.papers import ResultFile
from sync import purge, reconcile, shown
from sync.command import main
from sync.status import ADMINISTRATOR, PROVINCE
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import digest_of, kinds, lines, one_pass, receive

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FILE, OTHER = b'PDF mot', b'PDF hai'
CODE = '000.12.34.H99-261124-0001'


@pytest.fixture
def finished(centre: Store, tinh: RunningProvince) -> Store:
    """A dossier that was told, and whose applicant then took it back: nothing more will happen to it."""
    receive(centre, 1, code=CODE, content=FILE)
    with centre.change('officer:1') as books:
        books.record('dossier:1', facts.DossierWithdrawn(reason='rút'))
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
    return centre


def _digests(store: Store) -> list[str]:
    return [one.digest for one in purge.purgeable(store)]


def _compared(store: Store, tinh: RunningProvince) -> None:
    with tinh.adapter() as adapter:
        reconcile.compare(store, adapter)


def test_a_file_goes_when_its_grace_is_over_and_not_before(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    standing_clock.forward(timedelta(days=90) - HOUR)
    assert _digests(finished) == []
    standing_clock.forward(2 * HOUR)
    assert _digests(finished) == [digest_of(FILE)]
    _compared(finished, tinh)
    assert [one.size for one in purge.purge(finished)] == [len(FILE)]
    assert not finished.pages().holds(digest_of(FILE))
    assert kinds(finished, 'PagesPurged') == 1
    assert purge.purge(finished) == []
    assert verify(finished) == []


def test_nothing_goes_without_a_fresh_comparison(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """A receipt is the province's word of then; that it holds the file still was heard today."""
    standing_clock.forward(timedelta(days=91))
    with pytest.raises(Refusal) as refused:
        purge.purge(finished)
    assert refused.value.code == 'purge.not_compared'
    assert finished.pages().holds(digest_of(FILE))


def test_a_file_that_the_province_lost_is_sent_again_and_stays(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    standing_clock.forward(timedelta(days=91))
    for path in (tinh.listening.options.data / 'tep').glob('??/*'):
        path.unlink()
    assert one_pass(finished, tinh) == []
    assert [one['SHA256'] for one in tinh.desk.files()] == [digest_of(FILE)]
    assert _digests(finished) == []


@pytest.mark.parametrize('why', ['open', 'unsent', 'scans'])
def test_what_is_not_confirmed_or_may_be_needed_stays(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, why: str
) -> None:
    """A dossier at work, a file that a second dossier still owes, and pages whose digest the province never named."""
    receive(centre, 1, code=CODE, content=FILE)
    scan = centre.pages().keep(b'a scan')
    if why != 'open':
        with centre.change('officer:1') as books:
            books.record('dossier:1', facts.DossierWithdrawn(reason='rút'))
    assert one_pass(centre, tinh) == []
    if why == 'unsent':
        receive(centre, 2, code=CODE.replace('0001', '0002'), content=FILE)
    standing_clock.forward(timedelta(days=91))
    assert _digests(centre) == ([digest_of(FILE)] if why == 'scans' else [])
    _compared(centre, tinh)
    purge.purge(centre)
    assert centre.pages().holds(scan)


def test_a_purged_file_that_is_wanted_again_comes_back_from_the_province(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    standing_clock.forward(timedelta(days=91))
    assert one_pass(finished, tinh) == []
    purge.purge(finished)
    with pytest.raises(Trouble) as gone:
        finished.pages().get(digest_of(FILE))
    assert gone.value.code == 'pages.purged'
    assert one_pass(finished, tinh) == []
    assert finished.pages().get(digest_of(FILE)) == FILE
    assert kinds(finished, 'PageFetched') == 1
    assert verify(finished) == []
    # it came back, and goes again when nobody asks for longer
    assert _digests(finished) == [digest_of(FILE)]


def _damaged(store: Store, digest: str) -> Path:
    file = store.settings.place / 'pages' / digest[:2] / digest[2:]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(Trouble) as met:
        store.pages().get(digest)
    assert met.value.code == 'pages.damaged'
    return file


@pytest.mark.parametrize('whose', ['sent', 'result'])
def test_a_damaged_file_that_the_province_holds_is_healed_from_there(
    finished: Store, tinh: RunningProvince, whose: str
) -> None:
    content = FILE if whose == 'sent' else OTHER
    if whose == 'result':
        receive(finished, 2, code=CODE.replace('0001', '0002'))
        digest = finished.pages().keep(OTHER)
        result = ResultFile(code='1', name='', digest=digest, size=len(OTHER))
        with tinh.adapter() as adapter, finished.change('courier') as books:
            adapter.upload(OTHER, digest=digest, name='x.pdf')
            books.record('dossier:2', facts.ResultArrived(results=(result,), happened_at=finished.clock.now()))
    _damaged(finished, digest_of(content))
    (found,) = verify(finished)
    assert (found.code, found.who) == ('page.damaged', PROVINCE)
    assert "người đưa tin đang chạy sẽ xin lại" in shown.findings([found])
    assert one_pass(finished, tinh) == []
    assert finished.pages().get(digest_of(content)) == content
    assert kinds(finished, 'PageFetched') == 1
    assert verify(finished) == []


@pytest.mark.parametrize('why', ['never sent', 'lost there'])
def test_a_damaged_file_that_the_province_does_not_hold_holds_up_no_other(
    finished: Store, tinh: RunningProvince, why: str
) -> None:
    digest = finished.pages().keep(b'a scan') if why == 'never sent' else digest_of(FILE)
    for path in (tinh.listening.options.data / 'tep').glob('??/*'):
        path.unlink()
    file = _damaged(finished, digest)
    before = file.read_bytes()
    receive(finished, 2, code=CODE.replace('0001', '0002'), content=OTHER)
    assert one_pass(finished, tinh) == []
    assert (lines(finished), finished.pages().wanted(), kinds(finished, 'PageFetched')) == ([], [], 0)
    assert file.read_bytes() == before
    assert {(found.about, found.who) for found in verify(finished)} == {
        (digest, ADMINISTRATOR if why == 'never sent' else PROVINCE)
    }


def test_a_file_that_is_back_is_fetched_no_more(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """As after a crash between the file and the word that it was wanted: else it would be fetched with every pass."""
    standing_clock.forward(timedelta(days=91))
    _compared(finished, tinh)
    purge.purge(finished)
    with pytest.raises(Trouble):
        finished.pages().get(digest_of(FILE))
    word = finished.settings.place / 'pages' / 'wanted' / digest_of(FILE)
    assert word.exists()
    finished.pages().keep(FILE)
    word.touch()
    for _pass in range(2):
        assert one_pass(finished, tinh) == []
    assert (kinds(finished, 'PageFetched'), finished.pages().wanted()) == (0, [])


def test_a_purged_file_that_the_province_lost_as_well_is_said(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    standing_clock.forward(timedelta(days=91))
    assert one_pass(finished, tinh) == []
    purge.purge(finished)
    for path in (tinh.listening.options.data / 'tep').glob('??/*'):
        path.unlink()
    standing_clock.forward(HOUR)
    one_pass(finished, tinh)
    assert kinds(finished, 'DifferencesFound') == 1
    assert lines(finished) == [('dossier:1', 'parked')]
    assert one_pass(finished, tinh) == []


def test_a_crash_between_fact_and_removal_is_finished_by_the_next_purge(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_clock.forward(timedelta(days=91))
    _compared(finished, tinh)
    with monkeypatch.context() as crash:
        crash.setattr('sync.pages.PageStore.purge', lambda *_: (_ for _ in ()).throw(Trouble('pages.disk')))
        with pytest.raises(Trouble):
            purge.purge(finished)
    assert finished.pages().holds(digest_of(FILE))
    assert verify(finished) == []
    assert len(purge.purge(finished)) == 1
    assert verify(finished) == []


def test_grace_is_a_setting(finished: Store, standing_clock: FixedClock, tmp_path: Path) -> None:
    finished.settings = replace(finished.settings, grace_days=1)
    standing_clock.forward(DAY)
    assert _digests(finished) == [digest_of(FILE)]


def test_the_command_lists_first_compares_and_then_removes(
    finished: Store, tinh: RunningProvince, standing_clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an administrator does it, on a machine whose clock is the day's: the grace is set to none."""
    chosen, folder = tinh.settings, finished.settings.place
    config = folder.parent / 'motcua.toml'
    config.write_text(
        f'[store]\nfolder = "{folder}"\nkeyring = false\nlog = "{folder.parent}/log"\ngrace_days = 0\n'
        f'[province]\nurl = "{chosen.url}"\n'
        f'unit = "{chosen.unit}"\nclient_id = "{chosen.client_id}"\nsecret_file = "{chosen.secret_file}"\n',
        encoding='utf-8',
    )

    def called(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(['--config', str(config), *words])
        out, err = capsys.readouterr()
        return code, out + err

    digest = digest_of(FILE)
    code, said = called('purge', '--dry-run')
    assert (code, "Sẽ xóa 1 tệp" in said, digest in said) == (command.DONE, True, True)
    code, said = called('purge')
    assert (code, "compare" in said) == (command.REFUSED, True)
    code, said = called('compare')
    assert (code, "Đã đối chiếu 3 mục" in said) == (command.DONE, True)
    code, said = called('purge', '--json')
    assert (code, [one['digest'] for one in json.loads(said)]) == (command.DONE, [digest])
    assert not finished.pages().holds(digest)
    code, said = called('status', '--json')
    line = json.loads(said)['health']
    assert (code, line['code'], line['level']) == (command.DONE, 'stopped', 'act')
    assert 'motcua_courier_running{machine="Q1"} 0.0' in called('metrics')[1]
