"""Resuming at the byte: against our reference and against a server that neither wrote, cut at any byte."""

import dataclasses
import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.errors import Trouble
from sync.province.lgsp import Lgsp
from sync.province.pacing import Pace
from sync.province.protocol import FileReceipt
from sync.province.settings import ProvinceSettings
from tests.emulators_province import UNIT, cutting, running_province, speaking
from tests.offices import FixedClock
from tests.sync.province.tus_by_others import foreign_server

SIZE = 300_000


@pytest.fixture(scope='module')
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    with foreign_server(tmp_path_factory.mktemp('nguoi-khac')) as made:
        yield made


def _settings(url: str, folder: Path) -> ProvinceSettings:
    secret = folder / 'bi-mat'
    secret.touch(0o600)
    secret.write_text('x', encoding='ascii')
    return ProvinceSettings(
        url=url,
        unit=UNIT,
        client_id='x',
        secret_file=str(secret),
        upload_dir=str(folder / 'tai-len'),
        connect_timeout=2,
        read_timeout=10,
    )


def _carried(adapter: Lgsp, content: bytes) -> FileReceipt:
    """Send as the courier does: again after trouble; the rest of a cut try may still be on its way to the disk."""
    digest = hashlib.sha256(content).hexdigest()
    for _time in range(20):
        try:
            return adapter.upload(content, digest=digest, name='1.pdf')
        except Trouble as trouble:
            if trouble.code not in ('province.no_answer', 'province.busy'):
                raise
    raise AssertionError(digest)


def test_a_foreign_server_gets_the_file_once_and_whole(foreign: tuple[str, Path], tmp_path: Path) -> None:
    url, held = foreign
    content = os.urandom(SIZE)
    digest = hashlib.sha256(content).hexdigest()
    with speaking(dataclasses.replace(_settings(url, tmp_path), piece_size=70_001), FixedClock()) as adapter:
        assert adapter.upload(content, digest=digest, name='1.pdf').sent == SIZE
        assert adapter.upload(content, digest=digest, name='1.pdf').sent == 0
        assert adapter.download(digest) == content
    assert (held / digest).read_bytes() == content


@pytest.mark.parametrize('after', [400, 150_000, 299_000])
def test_a_foreign_server_goes_on_at_its_byte(foreign: tuple[str, Path], tmp_path: Path, after: int) -> None:
    """After the cut a new process, which knows the place only from its folder, asks where it stands."""
    url, held = foreign
    content = os.urandom(SIZE)
    digest = hashlib.sha256(content).hexdigest()
    with cutting(int(url.rpartition(':')[2]), after=after) as port:
        through = _settings(f'http://127.0.0.1:{port}', tmp_path)
        with speaking(through, FixedClock()) as adapter, pytest.raises(Trouble) as cut:
            adapter.upload(content, digest=digest, name='1.pdf')
        assert cut.value.code == 'province.no_answer'
        with speaking(through, FixedClock()) as adapter:
            _carried(adapter, content)
    assert (held / digest).read_bytes() == content


def test_a_file_cut_at_any_byte_arrives_whole(tmp_path: Path) -> None:
    with running_province(tmp_path) as province:

        @settings(max_examples=15, deadline=None)
        @given(after=st.integers(min_value=1, max_value=SIZE + 1000), piece=st.sampled_from([64_000, 1_048_576]))
        def cut_anywhere(after: int, piece: int) -> None:
            content = os.urandom(SIZE)
            with cutting(province.port, after=after) as port:
                through = dataclasses.replace(
                    province.settings, url=f'http://127.0.0.1:{port}', upload_dir='', piece_size=piece
                )
                with speaking(through, province.clock) as adapter:
                    sent = _carried(adapter, content).sent
            assert province.desk.file(hashlib.sha256(content).hexdigest()) == content
            assert sent <= SIZE

        cut_anywhere()


def _pace(clock: FixedClock, kbps: int = 512) -> Pace:
    return Pace(ProvinceSettings(office_kbps=kbps), clock)


@pytest.mark.parametrize(
    ('hours', 'rate'), [(-0.6, 0), (0, 64_000), (3.4, 64_000), (3.5, 0), (5.5, 64_000), (9, 0), (14, 0)]
)
def test_files_leave_the_line_to_the_counters_in_office_hours(hours: float, rate: int) -> None:
    clock = FixedClock()
    clock.forward(timedelta(hours=hours))
    pace = _pace(clock)
    assert (pace.rate(), pace.piece(1_048_576)) == (rate, rate or 1_048_576)
    assert _pace(clock, 0).piece(1_048_576) == 1_048_576


def test_a_held_back_file_goes_in_small_pieces_with_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[int] = []
    monkeypatch.setattr(Pace, 'wait', lambda _self, sent: rests.append(sent))
    content = os.urandom(200_000)
    with running_province(tmp_path) as province, province.adapter(office_kbps=512) as adapter:
        assert adapter.upload(content, digest=hashlib.sha256(content).hexdigest(), name='1').sent == 200_000
    assert rests == [64_000, 64_000, 64_000, 8_000]
