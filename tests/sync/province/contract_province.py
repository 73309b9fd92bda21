"""What every province keeps of ``sync.province.protocol``; a test class that gives ``shape`` inherits it.

The reference province speaks all shapes with the same registry and vault behind, so each story is told to the same
books; the fixture ``running`` starts it on the database of the class. ``PortalContract`` adds what only the shapes with
the portal's own services promise.
"""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from office.errors import Refusal, Trouble
from office.facts import Satisfaction
from office.rating import summed
from sync.province.protocol import Province, ProvinceRefused, ResultIssued, StateChanged
from sync.province.rating_record import OF_SERVING, rating_record
from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from tests.emulators_province import UNIT, Running, RunningProvince
from tests.office.test_rating import rated
from tests.offices import MORNING, FixedClock
from tests.sync.province.reports import CODE, FORM, FORM_DIGEST, record, step

OTHER_CODE = '000.12.34.H99-261124-0008'


def ready(province: Province) -> None:
    """The file of the invented dossier is there, where a province wants it first."""
    if province.can.files_first:
        province.upload(FORM, digest=FORM_DIGEST, name='to-khai.pdf')


class ProvinceContract:
    """The promises of any province."""

    shape = ''

    def test_a_dossier_is_taken_and_its_state_known(self, province: RunningProvince) -> None:
        """A yes means that it stands in the books."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            receipt = adapter.send_dossier(record(), updating=False, key='k-1')
            assert receipt.ids == (CODE,)
            assert receipt.confirms or not adapter.can.lookup
        held, sent = province.desk.dossier(CODE), record()
        kept = ('MaHoSo', 'MaTTHC', 'ChuHoSo', 'SoGiayToChuHoSo', 'NgayTiepNhan', 'TrangThaiHoSo', 'LoaiDoiTuong')
        assert {name: held[name] for name in kept} == {name: sent[name] for name in kept}

    def test_said_twice_it_is_there_once(self, province: RunningProvince) -> None:
        """The same key and record are the same yes, through a restart of ours as well."""
        for _time in range(2):
            with province.in_shape(self.shape) as adapter:
                ready(adapter)
                assert adapter.send_dossier(record(), updating=False, key='k-1').ids == (CODE,)
        assert [one['MaHoSo'] for one in province.desk.held()] == [CODE]

    def test_a_workstation_that_forgot_finds_its_dossier_there(self, province: RunningProvince, tmp_path: Path) -> None:
        """Reinstalled, it creates again under another key: the dossier is recognised and goes on."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            adapter.send_dossier(record(), updating=False, key='k-1')
        with province.in_shape(self.shape, upload_dir=str(tmp_path / 'moi')) as adapter:
            ready(adapter)
            adapter.send_dossier(record(state=4), updating=False, key='k-2')
        assert province.desk.dossier(CODE)['TrangThaiHoSo'] == '4'

    def test_a_province_that_forgot_is_told_again(self, province: RunningProvince) -> None:
        """An update of what a restored backup lacks creates it."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            adapter.send_dossier(record(), updating=False, key='k-1')
            province.desk.forget()
            adapter.send_dossier(record(state=4), updating=True, key='k-2')
        assert province.desk.dossier(CODE)['TrangThaiHoSo'] == '4'

    def test_a_dossier_is_complete_with_its_file(self, province: RunningProvince) -> None:
        """The file travels once, whichever came first."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            adapter.send_dossier(record(), updating=False, key='k-1')
            adapter.upload(FORM, digest=FORM_DIGEST, name='to-khai.pdf')
            assert adapter.upload(FORM, digest=FORM_DIGEST, name='to-khai.pdf').sent == 0
        assert province.desk.held() == [{'MaHoSo': CODE, 'TepConThieu': []}]
        assert province.desk.file(FORM_DIGEST) == FORM

    def test_a_file_that_is_not_its_digest_goes_nowhere(self, province: RunningProvince) -> None:
        """Bytes that changed on our disk are our trouble."""
        with province.in_shape(self.shape) as adapter, pytest.raises(Trouble) as raised:
            adapter.upload(b'khac', digest=FORM_DIGEST, name='a.pdf')
        assert raised.value.code == 'pages.damaged'
        assert province.desk.files() == []

    def test_a_missing_field_is_refused_by_its_name(self, province: RunningProvince) -> None:
        """Whoever mends it must know which."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            with pytest.raises(ProvinceRefused) as raised:
                adapter.send_dossier(record() | {'MaTTHC': ''}, updating=False, key='k-1')
        assert raised.value.field == 'MaTTHC'
        assert province.desk.held() == []

    def test_a_refusal_is_the_dossiers_own(self, province: RunningProvince) -> None:
        """The next one is taken."""
        province.switch(Fault(kind='refusing', match=CODE))
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            with pytest.raises(ProvinceRefused, match='không nhận'):
                adapter.send_dossier(record(), updating=False, key='k-1')
            adapter.send_dossier(record(OTHER_CODE), updating=False, key='k-2')
        assert [one['MaHoSo'] for one in province.desk.held()] == [OTHER_CODE]

    def test_steps_are_taken_once(self, province: RunningProvince) -> None:
        """Whatever the key, and none of a dossier that nobody knows."""
        items = [step(what=f'Bước {number}', minutes=number) for number in range(10)]
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            with pytest.raises(ProvinceRefused):
                adapter.send_progress(items, key='k-0')
            adapter.send_dossier(record(), updating=False, key='k-1')
            adapter.send_progress(items, key='k-2')
            adapter.send_progress(items[5:], key='k-3')
            with pytest.raises(Refusal, match='too_many'):
                adapter.send_progress([*items, step()], key='k-4')
        told = [(one['NoiDungXuLy'], one['ThoiDiemXuLy']) for one in province.desk.steps(CODE)]
        assert told == [(one['NoiDungXuLy'], one['ThoiDiemXuLy']) for one in items]

    def test_codes_never_overlap_and_carry_their_day(self, running: Running) -> None:
        """23:30 on New Year's Eve in UTC is already the morning here."""
        clock = FixedClock(MORNING.replace(month=12, day=31, hour=23, minute=30))
        with running(clock=clock) as province, province.in_shape(self.shape) as adapter:
            blocks = [adapter.reserve_codes(2, key=f'k-{n}', day=date(2027, 1, 1)) for n in range(3)]
        given = [serial for block in blocks for serial in range(block.first, block.last + 1)]
        assert given == [*range(1, len(given) + 1)]
        assert {(block.prefix, block.usable_on) for block in blocks} == {(f'{UNIT}-270101-', date(2027, 1, 1))}

    def test_a_login_that_ends_in_mid_batch_is_renewed(self, running: Running) -> None:
        """The client believes that it lives: only the province's no tells."""
        clock = FixedClock()
        with running(clock=clock, token_life=600) as province:
            # its own clock stands still, so it learns of the end from the answer alone
            still = RunningProvince(
                listening=province.listening, settings=province.settings, desk=province.desk, clock=FixedClock()
            )
            with still.in_shape(self.shape) as adapter:
                ready(adapter)
                adapter.send_dossier(record(), updating=False, key='k-1')
                clock.forward(timedelta(seconds=601))
                adapter.send_dossier(record(state=4), updating=True, key='k-2')
                clock.forward(timedelta(seconds=601))
                content = b'%PDF-1.7 sau khi het han'
                adapter.upload(content, digest=hashlib.sha256(content).hexdigest(), name='b.pdf')
            assert province.desk.dossier(CODE)['TrangThaiHoSo'] == '4'

    def test_wrong_credentials_are_said_so(self, province: RunningProvince, tmp_path: Path) -> None:
        """Nothing is tried over and over under a wrong name."""
        wrong = tmp_path / 'sai'
        wrong.touch(mode=0o600)
        wrong.write_text('không phải bí mật này', encoding='utf-8')
        with province.in_shape(self.shape, secret_file=str(wrong)) as adapter, pytest.raises(Trouble) as raised:
            adapter.send_progress([step()], key='k-1')
        assert raised.value.code == 'province.auth'

    def test_nobody_there_is_said_so(self, running: Running) -> None:
        """Nothing was sent."""
        with running() as province:
            pass
        with province.in_shape(self.shape) as adapter, pytest.raises(Trouble) as raised:
            adapter.send_progress([step()], key='k-1')
        assert raised.value.code == 'province.unreachable'

    @pytest.mark.parametrize(
        ('fault', 'code'),
        [
            (Fault(kind='unreachable', times=1), 'province.no_answer'),
            (Fault(kind='lost', times=1), 'province.no_answer'),
            (Fault(kind='busy', seconds=17, times=1), 'province.busy'),
            (Fault(kind='garbled', form='html', times=1), 'province.garbled'),
            (Fault(kind='garbled', form='empty', times=1), 'province.garbled'),
            (Fault(kind='garbled', form='truncated', times=1), 'province.garbled'),
        ],
        ids=lambda value: value.kind + value.form if isinstance(value, Fault) else value,
    )
    def test_after_a_misfortune_the_same_is_sent_again(
        self, province: RunningProvince, fault: Fault, code: str
    ) -> None:
        """Trouble of a known kind, and afterwards one dossier."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            province.switch(fault)
            with pytest.raises(Trouble) as raised:
                adapter.send_dossier(record(), updating=False, key='k-1')
            assert raised.value.code == code
            assert raised.value.params.get('retry_after', 17) == 17
            adapter.send_dossier(record(), updating=False, key='k-1')
        assert [one['MaHoSo'] for one in province.desk.held()] == [CODE]

    def test_done_twice_it_is_there_once(self, province: RunningProvince) -> None:
        """A gateway that delivers everything twice."""
        with province.in_shape(self.shape) as adapter:
            ready(adapter)
            province.switch(Fault(kind='duplicating'))
            adapter.send_dossier(record(), updating=False, key='k-1')
            adapter.send_progress([step()], key='k-2')
        assert [one['MaHoSo'] for one in province.desk.held()] == [CODE]
        assert len(province.desk.steps(CODE)) == 1


class PortalContract(ProvinceContract):
    """The further promises of a shape with the portal's own services."""

    def test_the_receipt_names_dossier_words_and_missing_files(self, province: RunningProvince) -> None:
        with province.in_shape(self.shape) as adapter:
            receipt = adapter.send_dossier(record(), updating=False, key='k-1')
            assert receipt.confirms
            assert receipt.missing == (FORM_DIGEST,)
            assert adapter.send_dossier(record(), updating=False, key='k-1') == receipt
            assert adapter.find_dossier(CODE) == record()

    def test_a_months_ratings_are_taken_and_replaced(self, province: RunningProvince) -> None:
        """Another figure of the month stands for the former; one that contradicts itself is refused by its field."""
        monthly = summed([rated(Satisfaction.VERY), rated(Satisfaction.NOT, 'wait')])
        figure = rating_record(monthly, unit=UNIT, agency='UBND xã Mẫu')
        first = rating_record(summed([rated(Satisfaction.VERY)]), unit=UNIT, agency='UBND xã Mẫu')
        with province.in_shape(self.shape) as adapter:
            assert adapter.send_ratings([first], key='r-1').ids == ('11-2026 1.001193',)
            assert adapter.send_ratings([figure], key='r-2').confirms
            with pytest.raises(ProvinceRefused) as raised:
                adapter.send_ratings([figure | {OF_SERVING[0]: '87%'}], key='r-3')
        assert raised.value.field == OF_SERVING[0]
        assert province.desk.ratings() == [figure]

    def test_the_same_key_with_other_words_is_loud(self, province: RunningProvince) -> None:
        with province.in_shape(self.shape) as adapter:
            adapter.send_dossier(record(), updating=False, key='k-1')
            with pytest.raises(ProvinceRefused) as raised:
                adapter.send_dossier(record(owner='Người Khác'), updating=True, key='k-1')
        assert raised.value.code == 'province.key_conflict'
        assert province.desk.dossier(CODE) == record()

    @pytest.mark.parametrize('theirs', [{'identity': '001199000009'}, {'identity': '012345678'}])
    def test_another_dossier_under_our_code_is_never_overwritten(
        self, province: RunningProvince, theirs: dict[str, str]
    ) -> None:
        with province.in_shape(self.shape) as adapter:
            adapter.send_dossier(record(**theirs), updating=False, key='k-1')
            with pytest.raises(ProvinceRefused) as raised:
                adapter.send_dossier(record(), updating=False, key='k-2')
        assert raised.value.code == 'province.key_conflict'
        assert province.desk.dossier(CODE) == record(**theirs)

    def test_the_feed_brings_what_officials_did(self, province: RunningProvince) -> None:
        with province.in_shape(self.shape) as adapter:
            adapter.send_dossier(record(), updating=False, key='k-1')
            province.desk.move(CODE, 4, note='Đang thẩm tra')
            province.desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=b'%PDF-1.7')])
            moved, issued = adapter.changes('', 10).items
            assert isinstance(moved, StateChanged)
            assert isinstance(issued, ResultIssued)
            assert adapter.download(issued.results[0].digest) == b'%PDF-1.7'
            with pytest.raises(ProvinceRefused):
                adapter.changes('khác', 10)

    def test_the_catalogue_is_published(self, province: RunningProvince) -> None:
        with province.in_shape(self.shape) as adapter:
            listed = {one['MATTHC']: one['TENTTHC'] for one in adapter.procedures()}
            fields = {one['MALINHVUC']: one['TENLINHVUC'] for one in adapter.fields()}
            birth = adapter.procedure('1.001193')
            assert birth is not None
            assert adapter.procedure('9.999999') is None
        assert birth['TENTTHC'] == listed['1.001193']
        assert birth['LINHVUCTHUCHIEN'] in [[{'MALINHVUC': one, 'TENLINHVUC': fields[one]}] for one in fields]

    def test_each_unit_sees_its_own(self, running: Running) -> None:
        other = '000.12.35.H99'
        with running(clients={'mot-cua': UNIT, 'khac': other}) as province:
            with province.in_shape(self.shape) as mine:
                mine.send_dossier(record(), updating=False, key='k-1')
            secret = str(province.listening.client_secret('khac'))
            with province.in_shape(self.shape, client_id='khac', unit=other, secret_file=secret) as theirs:
                assert theirs.find_dossier(CODE) is None
                with pytest.raises(Trouble, match='auth'):
                    theirs.send_dossier(record(), updating=True, key='k-1')
            with (
                province.in_shape(self.shape, client_id='khac', secret_file=secret) as posing,
                pytest.raises(Trouble, match='auth'),
            ):
                posing.find_dossier(CODE)
