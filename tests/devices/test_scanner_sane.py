"""SANE's scanners: the contract on SANE's test device, and every way a scan goes wrong."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.address import Address
from devices.paper.picture import decode
from devices.scanner.emulator import write_sane_test_config
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import A5, Mode, Scanner, ScanOptions, Source
from devices.scanner.sane import SaneScanner, discover
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.devices.contract_scanner import ScannerContract, until_trouble

FEW = ScanOptions(dpi=150, sheets=5)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A SANE configuration of its own, with the test device."""
    return write_sane_test_config(tmp_path / 'sane')


class TestSaneKeepsTheContract(ScannerContract):
    """SANE's test device is a scanner like any other."""

    @pytest.fixture
    def scanner(self, config: Path) -> Iterator[Scanner]:
        """The test device's first scanner."""
        with closing(open_scanner(f'sane:test:0?config={config}')) as scanner:
            yield scanner


@pytest.fixture
def scanner(config: Path) -> SaneScanner:
    """The test device, patient for a second."""
    return SaneScanner('test:0', patience=10, config=str(config))


def test_the_feeder_is_scanned_until_it_is_empty(scanner: SaneScanner) -> None:
    """Without a number of sheets all ten of SANE's test feeder come."""
    assert len(list(scanner.scan(ScanOptions(dpi=150), Stop()))) == 10


def test_the_page_is_as_large_as_was_asked(scanner: SaneScanner) -> None:
    """A5 at 150 dpi is 874 x 1240 pixels, give or take what the scanner rounds."""
    (page,) = scanner.scan(ScanOptions(dpi=150, sheets=1, size=A5), Stop())
    height, width, _ = decode(page.image).shape
    assert abs(width - 874) <= 2
    assert abs(height - 1240) <= 2


def test_grey_is_grey(scanner: SaneScanner) -> None:
    """The mode reaches the backend."""
    (page,) = scanner.scan(ScanOptions(dpi=150, sheets=1, mode=Mode.GREY), Stop())
    assert page.image.startswith(b'P5')


@pytest.mark.parametrize('three_pass', ['true', 'false'])
def test_old_scanners_that_pass_three_times_give_the_same_colours(config: Path, three_pass: str) -> None:
    """Red, green and blue are woven into the picture a one-pass scanner gives."""
    address = f'sane:test:0?config={config}&set.test-picture=Color+pattern'
    with (
        closing(open_scanner(address)) as single,
        closing(open_scanner(f'{address}&set.three-pass={three_pass}')) as old,
    ):
        (one,), (three,) = (scanner.scan(ScanOptions(dpi=150, sheets=1), Stop()) for scanner in (single, old))
    assert one.image == three.image


def test_a_picture_can_be_scanned_through_sane(config: Path, tmp_path: Path) -> None:
    """SANE's pnm device takes a file; it has no options of size, so none is set."""
    picture = np.full((300, 200, 3), (10, 200, 90), np.uint8)
    cv2.imwrite(str(tmp_path / 'sheet.ppm'), picture)
    address = f'sane:pnm:0?config={config}&set.filename={tmp_path / "sheet.ppm"}'
    with closing(open_scanner(address)) as scanner:
        (page,) = scanner.scan(ScanOptions(source=Source.FLATBED), Stop())
    assert (decode(page.image) == picture).all()


@pytest.mark.parametrize(
    ('status', 'code'),
    [
        ('JAMMED', 'scanner.jam'),
        ('NO_DOCS', 'scanner.empty'),
        ('COVER_OPEN', 'scanner.cover_open'),
        ('IO_ERROR', 'scanner.io'),
        ('DEVICE_BUSY', 'scanner.busy'),
        ('NO_MEM', 'scanner.memory'),
        ('ACCESS_DENIED', 'scanner.denied'),
        ('CANCELLED', 'scanner.cancelled'),
        ('INVAL', 'scanner.io'),
        ('UNSUPPORTED', 'scanner.io'),
        ('EOF', 'scanner.io'),
    ],
)
def test_each_status_of_sane_is_one_trouble(config: Path, status: str, code: str) -> None:
    """By its number, never by a sentence that some language pack translated."""
    address = f'sane:test:0?config={config}&fault=SANE_STATUS_{status}'
    with closing(open_scanner(address)) as scanner, pytest.raises(Trouble) as trouble:
        list(scanner.scan(FEW, Stop()))
    assert trouble.value.code == code


def test_a_scanner_that_is_not_there_is_gone(config: Path) -> None:
    """At an address that SANE doesn't know."""
    with closing(open_scanner(f'sane:test:7?config={config}')) as scanner, pytest.raises(Trouble) as trouble:
        scanner.capabilities()
    assert trouble.value.code == 'scanner.gone'


def test_a_machine_without_libsane_says_so(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken library is as good as none; what is plugged in can't be known then."""
    (tmp_path / 'libsane.so.1').touch()
    monkeypatch.setenv('LD_LIBRARY_PATH', str(tmp_path))
    with closing(open_scanner(f'sane:test:0?config={config}')) as scanner, pytest.raises(Trouble) as trouble:
        scanner.capabilities()
    assert trouble.value.code == 'scanner.library'
    assert discover(str(config)) == []


def test_a_setting_that_the_backend_does_not_know_is_named(config: Path) -> None:
    """The administrator sees which one."""
    with closing(open_scanner(f'sane:test:0?config={config}&set.lamp=9')) as scanner, pytest.raises(Trouble) as trouble:
        list(scanner.scan(FEW, Stop()))
    assert (trouble.value.code, trouble.value.params) == ('scanner.settings', {'during': 'set lamp'})


def test_a_misspelt_option_of_the_address_is_refused() -> None:
    """Never taken for the default."""
    with pytest.raises(Refusal, match=r'device\.option'):
        SaneScanner.at(Address.parse('sane:test:0?confg=x'))


def test_what_is_plugged_in_has_a_name(config: Path) -> None:
    """The address goes into the settings as it is."""
    found = {device.address: device.name for device in discover(str(config))}
    assert found['sane:test:0'] == 'frontend-tester'


def children() -> list[int]:
    """The processes that this thread started and that still run."""
    listed = Path(f'/proc/self/task/{threading.get_native_id()}/children').read_text(encoding='ascii')
    return [int(pid) for pid in listed.split()]


def test_a_backend_that_hangs_is_ended_in_bounded_time(config: Path) -> None:
    """It loses this scan's further pages and nothing else: the page that came is kept, no process is left."""
    scanner = SaneScanner('test:0', patience=2, config=str(config))
    scanner.capabilities()
    before = set(children())
    pages = scanner.scan(FEW, Stop())
    kept = [next(pages)]
    (worker,) = set(children()) - before
    os.kill(worker, signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(Trouble) as trouble:
        kept += pages
    assert trouble.value.code == 'scanner.mute'
    assert 1 <= len(kept) <= 3
    assert time.monotonic() - started < 15
    assert worker not in children()
    assert len(list(SaneScanner('test:0', config=str(config)).scan(FEW, Stop()))) == 5


def test_a_backend_that_crashes_loses_one_scan(scanner: SaneScanner) -> None:
    """The page that came is kept and the next scan works."""
    scanner.capabilities()
    before = set(children())
    pages = scanner.scan(FEW, Stop())
    kept = [next(pages)]
    (worker,) = set(children()) - before
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(Trouble) as trouble:
        kept += pages
    assert trouble.value.code == 'scanner.crashed'
    assert len(list(scanner.scan(FEW, Stop()))) == 5


def test_a_cancel_is_heard_in_the_middle_of_a_slow_page(tmp_path: Path) -> None:
    """A person doesn't wait for the carriage: a page of a minute ends long before it is over."""
    slow = write_sane_test_config(tmp_path / 'slow', slow=True)
    scanner, stop = SaneScanner('test:0', config=str(slow)), Stop()
    options = ScanOptions(dpi=600, sheets=1)
    scanner.capabilities()
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Trouble) as trouble:
        list(scanner.scan(options, stop))
    timer.join()
    assert trouble.value.code == 'scanner.cancelled'
    assert time.monotonic() - started < 15


@contextmanager
def scanner_in_the_network(folder: Path, host: str) -> Iterator[subprocess.Popen[bytes]]:
    """SANE's own network server with the test device, and the client's configuration for it beside."""
    write_sane_test_config(folder / 'server')
    (folder / 'server' / 'saned.conf').write_text('127.0.0.0/8\n', encoding='ascii')
    (folder / 'client').mkdir()
    (folder / 'client' / 'dll.conf').write_text('net\n', encoding='ascii')
    (folder / 'client' / 'net.conf').write_text(f'connect_timeout = 5\n{host}\n', encoding='ascii')
    server = subprocess.Popen(
        ['/usr/sbin/saned', '-l', '-e', '-d', '128', '-b', host],
        env={**os.environ, 'SANE_CONFIG_DIR': str(folder / 'server')},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert server.stderr
    with server.stderr as said:
        reader = threading.Thread(target=said.read)
        try:
            assert any(b'waiting for control connection' in line for line in said)
            reader.start()
            yield server
        finally:
            unplug(server)
            reader.join()


def unplug(server: subprocess.Popen[bytes]) -> None:
    """The network scanner loses its power: the server and the process of each connection."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.mark.skipif(not Path('/usr/sbin/saned').exists(), reason='SANE has no network server here')
def test_a_scanner_that_vanishes_after_page_2_of_5_leaves_2_pages(tmp_path: Path) -> None:
    """Unplugged is not the same as a bad cable: it can't be opened again."""
    # an address of its own in 127/8, because the server's port can't be chosen by the client
    host = f'127.{os.getpid() >> 14 & 127 | 64}.{os.getpid() >> 7 & 127}.{os.getpid() & 127 | 128}'
    with scanner_in_the_network(tmp_path, host) as server:
        scanner = SaneScanner(f'net:{host}:test:0', patience=10, config=str(tmp_path / 'client'))
        pages = scanner.scan(ScanOptions(dpi=300, sheets=5), Stop())
        kept, code = until_trouble(pages, lambda kept: unplug(server) if len(kept) == 2 else None)
    assert code == 'scanner.gone'
    assert len(kept) == 2
    assert all(decode(page.image).size for page in kept)
