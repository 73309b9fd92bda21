"""The courier over each shape: a dossier with its file reaches the same books, and what a province lacks is let be."""

from datetime import timedelta

import pytest

from sync.province.shapes import SHAPES
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import courier, digest_of, enrol, lines, receive

PAGE = b'%PDF-1.7 to khai'


def one_pass(store: Store, province: RunningProvince, shape: str, **settings: object) -> list[str]:
    with province.in_shape(shape, **settings) as adapter:
        return [problem.code for problem in courier(store, adapter).run_once()]


@pytest.mark.parametrize('shape', sorted(SHAPES))
def test_a_dossier_its_step_and_its_file_reach_the_province(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, shape: str
) -> None:
    """Without official codes at hand: they are reserved first, whoever numbers."""
    enrol(centre)
    receive(centre, 1, content=PAGE, scanned=True)
    met = one_pass(centre, tinh, shape)
    # where the file has to go first, its dossier alone is put off; nothing rests
    assert met == (['pages.first'] if shape == 's3' else [])
    standing_clock.forward(timedelta(seconds=6))
    assert one_pass(centre, tinh, shape) == []
    assert lines(centre) == []
    (held,) = tinh.desk.held()
    named = [one['TepDinhKemId'] for one in tinh.desk.dossier(held['MaHoSo'])['TaiLieuNop']]
    assert digest_of(PAGE) in named
    assert held['TepConThieu'] == []
    assert tinh.desk.file(digest_of(PAGE)) == PAGE
    assert [one['NoiDungXuLy'] for one in tinh.desk.steps(held['MaHoSo'])] == ['Tiếp nhận hồ sơ']


def test_a_field_that_a_province_does_not_know_is_neither_sent_nor_judged(centre: Store, tinh: RunningProvince) -> None:
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    assert one_pass(centre, tinh, 's2', left_out=('GhiChu', 'Fax')) == []
    held = tinh.desk.dossier('000.12.34.H99-261124-0001')
    assert {'GhiChu', 'Fax'} & set(held) == set()
