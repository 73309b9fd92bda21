"""What the province reads of a dossier's way: rounds of supplement, hand-over, post, each with its own moment."""

from dataclasses import replace
from datetime import timedelta

from office import facts
from office.papers import ResultFile, SupplementItem
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.contract_ledger import accepted
from tests.sync.couriers import enrol, lines, one_pass, receive

CODE = '000.12.34.H99-261124-0001'
HOUR = timedelta(hours=1)


def asked(serial: str, *, by_province: bool = False) -> facts.SupplementRequested:
    item = SupplementItem(component='a', name='Giấy a', what='bản chính')
    return facts.SupplementRequested(serial=serial, items=(item,), reason='thiếu', by_province=by_province)


def test_each_round_of_supplement_is_told_with_who_asked(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """Our own round names the officer, the province's the agency; both say when the applicant came back."""
    enrol(centre)
    receive(centre, 1, code=CODE)
    for body, actor in ((asked('1'), 'officer:1'), (asked('1', by_province=True), 'courier')):
        standing_clock.forward(HOUR)
        with centre.change(actor) as books:
            books.record('dossier:1', body)
        standing_clock.forward(HOUR)
        back = facts.SupplementReceived(received_at=standing_clock.now(), due_at=None)
        with centre.change('officer:1') as books:
            books.record('dossier:1', back)
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
    ours, theirs = tinh.desk.dossier(CODE)['DanhSachHoSoBoSung']
    assert (ours['HoSoBoSungId'], ours['NguoiYeuCauBoSung']) == ('2026-1', 'Lê Văn Cán')
    assert (theirs['HoSoBoSungId'], theirs['NguoiYeuCauBoSung']) == ('1', 'UBND xã')
    assert ours['NoiDungBoSung'] == "thiếu; Giấy a: bản chính"
    assert [(one['NgayBoSung'], one['NgayTiepNhanBoSung'], one['TrangThaiBoSung']) for one in (ours, theirs)] == [
        ('20261124090000', '20261124100000', '1'),
        ('20261124110000', '20261124120000', '1'),
    ]


def test_a_dossier_by_post_and_its_hand_over_are_told(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    enrol(centre)
    with centre.read() as books:
        version = books.connection.execute("SELECT version FROM procedure WHERE code = '1.001193'").fetchone()[0]
    receive(centre, 2, code='000.12.34.H99-261124-0002')
    with centre.change('officer:1') as books:
        first = books.get_dossier('dossier:2')
        assert first.applicant is not None
        opened = facts.DossierOpened(
            ticket=None,
            procedure='1.001193',
            procedure_version=version,
            procedure_name=first.procedure_name,
            case='',
            channel='postal',
            components=(),
        )
        books.record('dossier:1', opened)
        books.record('dossier:1', facts.ApplicantIdentified(applicant=first.applicant))
        books.record('dossier:1', replace(accepted(CODE), return_method='post'))
    standing_clock.forward(HOUR)
    with centre.change('officer:1') as books:
        result = ResultFile(code='KQ1', name='Giấy khai sinh', digest='', size=0)
        books.record('dossier:1', facts.ResultArrived(results=(result,), happened_at=standing_clock.now()))
    standing_clock.forward(HOUR)
    with centre.change('officer:1') as books:
        books.record(
            'dossier:1',
            facts.ResultReturned(serial='1', collector=first.applicant, is_applicant=True, authorisation='', papers=()),
        )
    assert one_pass(centre, tinh) == []
    record = tinh.desk.dossier(CODE)
    told = {name: record[name] for name in ('KenhThucHien', 'HinhThuc', 'TrangThaiHoSo', 'NgayKetThucXuLy', 'NgayTra')}
    assert told == {
        'KenhThucHien': '3',
        'HinhThuc': '0',
        'TrangThaiHoSo': '10',
        'NgayKetThucXuLy': '20261124090000',
        'NgayTra': '20261124100000',
    }
    assert [step['NoiDungXuLy'] for step in tinh.desk.steps(CODE)] == ["Tiếp nhận hồ sơ", "Trả kết quả"]
