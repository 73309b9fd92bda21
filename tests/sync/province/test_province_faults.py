"""Each misfortune of the reference province, met by the adapter."""

import threading
from pathlib import Path

import pytest

from office.errors import Refusal, Trouble
from sync.province.lgsp import Lgsp
from sync.province.protocol import ProvinceRefused
from sync.province.reference.faults import Fault, Faults
from tests.emulators_province import CLIENT, RunningProvince, running_province
from tests.sync.province.reports import CODE, FORM, FORM_DIGEST, record, step


def codes_held(province: RunningProvince) -> list[str]:
    return [one['MaHoSo'] for one in province.desk.held()]


def test_nobody_listens(tmp_path: Path) -> None:
    with running_province(tmp_path) as province:
        settings = province.settings
    adapter = Lgsp(settings, 'x', province.clock)
    with pytest.raises(Trouble) as raised:
        adapter.send_dossier(record(), updating=False, key='k-1')
    assert raised.value.code == 'province.unreachable'
    # the same address again: up an hour later, nothing is in the way
    with running_province(tmp_path, port=province.port) as again, again.adapter() as later:
        assert later.send_dossier(record(), updating=False, key='k-1').confirms


def test_the_line_is_closed_before_the_work(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='unreachable', times=1))
    with pytest.raises(Trouble) as raised:
        adapter.send_dossier(record(), updating=False, key='k-1')
    assert raised.value.code == 'province.no_answer'
    assert codes_held(province) == []
    adapter.send_dossier(record(), updating=False, key='k-1')
    assert codes_held(province) == [CODE]


def test_the_answer_is_lost_after_the_work(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='lost', times=1))
    with pytest.raises(Trouble) as raised:
        adapter.send_dossier(record(), updating=False, key='k-1')
    assert raised.value.code == 'province.no_answer'
    assert codes_held(province) == [CODE]
    # the work was done once, and the same key hears the receipt of that time
    assert adapter.send_dossier(record(), updating=False, key='k-1').number == '1'


def test_the_answer_comes_after_the_client_gave_up(province: RunningProvince) -> None:
    province.switch(Fault(kind='late', seconds=30, times=1))
    with province.adapter(read_timeout=1) as hasty, pytest.raises(Trouble) as raised:
        hasty.send_dossier(record(), updating=False, key='k-1')
    assert raised.value.code == 'province.no_answer'
    assert codes_held(province) == [CODE]
    with province.adapter() as patient:
        assert patient.send_dossier(record(), updating=False, key='k-1').number == '1'


def test_slow_before_the_work_is_only_slow(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='slow', seconds=0.05, times=1))
    assert adapter.send_dossier(record(), updating=False, key='k-1').confirms
    province.switch(Fault(kind='slow', seconds=30, times=1))
    with province.adapter(read_timeout=1) as hasty, pytest.raises(Trouble) as raised:
        hasty.find_dossier(CODE)
    assert raised.value.code == 'province.no_answer'


def test_busy_says_when_to_come_back(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='busy', seconds=17, times=1))
    with pytest.raises(Trouble) as raised:
        adapter.send_dossier(record(), updating=False, key='k-1')
    assert (raised.value.code, raised.value.params) == ('province.busy', {'retry_after': 17})
    assert codes_held(province) == []


@pytest.mark.parametrize('form', ['html', 'empty', 'truncated'])
def test_a_garbled_answer_is_unknown_and_a_resend_is_safe(province: RunningProvince, adapter: Lgsp, form: str) -> None:
    province.switch(Fault(kind='garbled', form=form, times=1))  # type: ignore[arg-type]  # one of the three
    with pytest.raises(Trouble) as raised:
        adapter.send_dossier(record(), updating=False, key='k-1')
    assert (raised.value.code, raised.value.params['what']) == ('province.garbled', form)
    assert adapter.send_dossier(record(), updating=False, key='k-1').number == '1'


def test_everything_done_twice_is_there_once(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='duplicating'))
    receipt = adapter.send_dossier(record(), updating=False, key='k-1')
    adapter.send_progress([step()], key='k-2')
    block = adapter.reserve_codes(5, key='k-3')
    province.desk.move(CODE, 4)
    changes = adapter.changes('', 10).items
    assert receipt.number == '1'
    assert codes_held(province) == [CODE]
    assert province.desk.steps(CODE) == [step()]
    assert adapter.reserve_codes(1, key='k-4').first == block.last + 1
    assert [change.id for change in changes] == ['1', '1']


def test_a_file_sent_through_a_duplicating_province_is_held_whole(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='duplicating', service='/tep'))
    # the second of two identical pieces is refused by tus; the file is there all the same
    assert adapter.upload(FORM, digest=FORM_DIGEST, name='a.pdf').digest == FORM_DIGEST
    assert province.desk.file(FORM_DIGEST) == FORM
    assert adapter.upload(FORM, digest=FORM_DIGEST, name='a.pdf').sent == 0


def test_one_dossier_of_many_is_refused(province: RunningProvince, adapter: Lgsp) -> None:
    bad = '000.12.34.H99-261124-0002'
    province.switch(Fault(kind='refusing', match=bad))
    for serial in range(1, 4):
        code = f'000.12.34.H99-261124-{serial:04d}'
        if code == bad:
            with pytest.raises(ProvinceRefused) as raised:
                adapter.send_dossier(record(code), updating=False, key=code)
            assert raised.value.answer == '5'
            assert raised.value.message == 'Cơ quan giải quyết không nhận hồ sơ này'
        else:
            adapter.send_dossier(record(code), updating=False, key=code)
    assert codes_held(province) == ['000.12.34.H99-261124-0001', '000.12.34.H99-261124-0003']


def test_a_procedure_or_every_third_dossier_is_refused(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='refusing', match='1.001193', times=1))
    with pytest.raises(ProvinceRefused):
        adapter.send_dossier(record(), updating=False, key='k-1')
    province.desk.clear()
    province.switch(Fault(kind='refusing', every=3))
    refused = 0
    for serial in range(9):
        try:
            adapter.send_dossier(record(f'000.12.34.H99-261124-{serial:04d}'), updating=False, key=f's-{serial}')
        except ProvinceRefused:
            refused += 1
    assert refused == 3


def test_a_switch_can_be_meant_for_one_service_and_for_the_token(province: RunningProvince, adapter: Lgsp) -> None:
    province.switch(Fault(kind='busy', service='ThayDoi'))
    adapter.send_dossier(record(), updating=False, key='k-1')
    with pytest.raises(Trouble):
        adapter.changes('', 1)
    province.desk.clear()
    province.switch(Fault(kind='busy', service='/token', seconds=3))
    with province.adapter() as fresh, pytest.raises(Trouble) as raised:
        fresh.changes('', 1)
    assert raised.value.params == {'retry_after': 3}


def test_switches_wear_out_and_are_cleared() -> None:
    faults = Faults()
    faults.switch(Fault(kind='busy', times=2))
    faults.switch(Fault(kind='slow'))
    assert [set(faults.strike('/x')) for _time in range(3)] == [{'busy', 'slow'}, {'busy', 'slow'}, {'slow'}]
    faults.clear()
    assert faults.strike('/x') == {}


def test_a_slow_answer_does_not_hold_up_the_end(tmp_path: Path) -> None:
    ended: list[str] = []

    def ask(province: RunningProvince) -> None:
        with province.adapter(read_timeout=60) as adapter:
            try:
                ended.append(str(adapter.find_dossier(CODE)))
            except Trouble as trouble:
                ended.append(trouble.code)

    with running_province(tmp_path, Fault(kind='slow', seconds=3600, times=1)) as province:
        asking = threading.Thread(target=ask, args=(province,))
        asking.start()
        while province.listening.house.faults.on():
            province.desk.held()
    asking.join(timeout=30)
    # an hour was asked for; the end woke it, and it was answered or cut, whichever came first
    assert ended in (['None'], ['province.no_answer'])


def test_the_officials_are_alone_behind_their_secret(province: RunningProvince) -> None:
    secret = province.listening.client_secret(CLIENT).read_text(encoding='ascii')
    intruder = type(province.desk)(province.url, secret)
    with pytest.raises(Refusal):
        intruder.held()
