"""eSCL scanners: the contract on a scanner that speaks the wire, and every way that real ones go wrong."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.paper.picture import decode
from devices.scanner.escl_discovery import discover
from devices.scanner.escl_emulator import EmulatedEscl
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import A5, Mode, RawPage, Scanner, ScanOptions, Source
from devices.stop import Stop
from office.errors import Trouble
from tests.devices.contract_scanner import ScannerContract, until_trouble

FEW = ScanOptions(dpi=75)


def sheet(number: int) -> bytes:
    """A sheet that is known by its brightness."""
    return bytes(cv2.imencode('.png', np.full((60, 40, 3), 20 + number * 30, np.uint8))[1].tobytes())


def brightness(page: RawPage) -> int:
    """Which of the sheets a page shows."""
    return round((float(decode(page.image).mean()) - 20) / 30)


@pytest.fixture
def device() -> Iterator[EmulatedEscl]:
    """A network scanner with seven sheets in its feeder."""
    with EmulatedEscl([sheet(number) for number in range(7)]) as device:
        yield device


@pytest.fixture
def scanner(device: EmulatedEscl) -> Iterator[Scanner]:
    """Its driver, patient for two seconds."""
    with closing(open_scanner(f'{device.address}?seconds=2')) as scanner:
        yield scanner


class TestEsclKeepsTheContract(ScannerContract):
    """A scanner in the network is a scanner like any other."""

    @pytest.fixture
    def scanner(self, device: EmulatedEscl) -> Iterator[Scanner]:
        """The driver as the settings would open it."""
        with closing(open_scanner(device.address)) as scanner:
            yield scanner


@pytest.mark.parametrize(
    'habit', ['absolute', 'chunked', 'conflict', 'empty_end', 'always_loaded', 'unready', 'silent_jobs']
)
def test_a_habit_of_real_scanners_costs_nothing(device: EmulatedEscl, scanner: Scanner, habit: str) -> None:
    """All seven sheets come, once each, and the scan ends by itself."""
    setattr(device.switches, habit, True)
    if habit == 'empty_end':
        device.switches.chunked = True
    assert [brightness(page) for page in scanner.scan(FEW, Stop())] == list(range(7))


@pytest.mark.parametrize('manner', ['', 'cut', 'padded', 'chunked', 'conflict'])
@pytest.mark.parametrize(
    ('switch', 'code'),
    [('jam', 'jam'), ('cover_open', 'cover_open'), ('double_feed', 'double_feed'), ('io', 'jam')],
)
def test_a_sheet_that_sticks_is_a_trouble_however_it_is_said(
    device: EmulatedEscl, scanner: Scanner, switch: str, code: str, manner: str
) -> None:
    """Two sheets are whole, the third is nobody's page, and the next scan begins with it."""
    if manner:
        setattr(device.switches, manner, True)
    kept, told = until_trouble(scanner.scan(FEW, Stop()), lambda kept: setattr(device.switches, switch, len(kept) == 2))
    assert ([brightness(page) for page in kept], told) == ([0, 1], f'scanner.{code}')
    setattr(device.switches, switch, False)
    assert [brightness(page) for page in scanner.scan(FEW, Stop())] == [2, 3, 4, 5, 6]


def test_a_jam_of_a_feeder_that_is_always_loaded_is_a_jam(device: EmulatedEscl, scanner: Scanner) -> None:
    """Its own aborted job tells."""
    device.switches.always_loaded = device.switches.jam = True
    assert until_trouble(scanner.scan(FEW, Stop())) == ([], 'scanner.jam')


def test_a_glass_that_fails_is_no_jam(device: EmulatedEscl, scanner: Scanner) -> None:
    """No sheet moves on a glass."""
    device.switches.io = True
    options = ScanOptions(dpi=75, source=Source.FLATBED)
    assert until_trouble(scanner.scan(options, Stop())) == ([], 'scanner.io')


@pytest.mark.parametrize(
    ('switch', 'code'),
    [
        ('jam', 'jam'),
        ('cover_open', 'cover_open'),
        ('empty', 'empty'),
        ('busy', 'busy'),
        ('refuses', 'settings'),
        ('mute', 'mute'),
        ('gone', 'gone'),
        ('short', 'io'),
    ],
)
def test_a_scanner_that_does_not_begin_says_why(device: EmulatedEscl, scanner: Scanner, switch: str, code: str) -> None:
    """No page, one trouble."""
    scanner.capabilities()
    setattr(device.switches, switch, True)
    assert until_trouble(scanner.scan(FEW, Stop())) == ([], f'scanner.{code}')


def test_a_busy_scanner_that_takes_the_job_all_the_same_is_busy(device: EmulatedEscl, scanner: Scanner) -> None:
    """201 is no promise: the job never leaves the queue."""
    device.switches.accepts_busy = True
    with closing(open_scanner(device.address)) as other:
        theirs = other.scan(FEW, Stop())
        next(theirs)
        assert until_trouble(scanner.scan(FEW, Stop())) == ([], 'scanner.busy')
        assert len(list(theirs)) == 6


def test_an_empty_feeder_that_calls_itself_loaded_is_empty(device: EmulatedEscl, scanner: Scanner) -> None:
    """The job completes without a picture."""
    device.switches.always_loaded = device.switches.empty = device.switches.empty_end = True
    assert until_trouble(scanner.scan(FEW, Stop())) == ([], 'scanner.empty')


def test_a_picture_that_was_counted_and_never_came_is_missed(device: EmulatedEscl, scanner: Scanner) -> None:
    """Six pages are kept, and the officer hears that seven were fed."""
    device.switches.lost = True
    kept: list[RawPage] = []
    with pytest.raises(Trouble) as trouble:
        kept.extend(scanner.scan(FEW, Stop()))
    assert (trouble.value.code, trouble.value.params) == ('scanner.lost', {'fed': 7, 'came': 6})
    assert [brightness(page) for page in kept] == [1, 2, 3, 4, 5, 6]


def test_a_scanner_that_wants_a_password_says_so(device: EmulatedEscl, scanner: Scanner) -> None:
    """Before anything else."""
    device.switches.denied = True
    with pytest.raises(Trouble, match=r'scanner\.denied'):
        scanner.capabilities()


def test_a_scanner_that_vanishes_leaves_its_pages(device: EmulatedEscl, scanner: Scanner) -> None:
    """Unplugged after two pages of seven."""
    kept, code = until_trouble(scanner.scan(FEW, Stop()), lambda kept: setattr(device.switches, 'gone', len(kept) == 2))
    assert ([brightness(page) for page in kept], code) == ([0, 1], 'scanner.gone')


def test_nobody_at_an_address_is_gone() -> None:
    """Refused by the machine there."""
    with EmulatedEscl([sheet(0)]) as device:
        address = device.address
    with closing(open_scanner(address)) as scanner, pytest.raises(Trouble, match=r'scanner\.gone'):
        scanner.capabilities()


def test_a_cancel_is_heard_while_a_page_is_on_its_way(device: EmulatedEscl) -> None:
    """The wait for a page that would take a minute ends at once."""
    stop = Stop()
    with closing(open_scanner(device.address)) as scanner:
        pages = scanner.scan(FEW, stop)
        next(pages)
        device.switches.mute = True
        timer = threading.Timer(0.2, stop.set)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Trouble, match=r'scanner\.(cancelled|mute)'):
            next(pages)
        timer.join()
    assert time.monotonic() - started < 15


def test_size_and_colours_are_as_was_asked(scanner: Scanner) -> None:
    """A5 at 75 dpi; grey has one colour, black and white comes as PNG."""
    (page,) = scanner.scan(ScanOptions(dpi=75, sheets=1, size=A5, mode=Mode.GREY), Stop())
    picture = cv2.imdecode(np.frombuffer(page.image, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    assert picture.shape == (620, 437)
    (page,) = scanner.scan(ScanOptions(dpi=75, sheets=1, mode=Mode.BLACK_WHITE), Stop())
    assert page.media_type == 'image/png'
    assert len(np.unique(decode(page.image))) == 1


def test_both_sides_come_as_fronts_and_backs() -> None:
    """Two sheets, four pages."""
    with (
        EmulatedEscl([sheet(number) for number in range(4)], duplex=True) as device,
        closing(open_scanner(device.address)) as scanner,
    ):
        pages = list(scanner.scan(ScanOptions(dpi=75, source=Source.DUPLEX), Stop()))
    assert [(page.sheet, page.side, brightness(page)) for page in pages] == [
        (1, 'front', 0),
        (1, 'back', 1),
        (2, 'front', 2),
        (2, 'back', 3),
    ]


@pytest.mark.parametrize(
    'document', [b'', b'<html/>', b'<!DOCTYPE x [<!ENTITY a "b">]><ScannerCapabilities>&a;</ScannerCapabilities>']
)
def test_a_document_that_is_no_scanners_is_a_fault(document: bytes) -> None:
    """Entities are never expanded."""
    from devices.scanner.escl_xml import capabilities_of  # noqa: PLC0415  # this test's alone

    with pytest.raises(Trouble, match=r'scanner\.io'):
        capabilities_of(document)


def test_profiles_that_are_told_once_and_named_after_are_understood(tmp_path: Path) -> None:
    """As HP's scanners do, with a range for the resolution."""
    from devices.scanner.escl_xml import capabilities_of  # noqa: PLC0415  # this test's alone

    document = b"""<s:ScannerCapabilities xmlns:s="x" xmlns:p="y"><p:Version>2.1</p:Version><s:SettingProfiles>
    <s:SettingProfile name="p0"><s:ColorModes><s:ColorMode>RGB24</s:ColorMode></s:ColorModes>
    <s:SupportedResolutions><s:ResolutionRange><s:XResolutionRange><s:Min>75</s:Min><s:Max>400</s:Max>
    </s:XResolutionRange></s:ResolutionRange></s:SupportedResolutions></s:SettingProfile></s:SettingProfiles>
    <s:Platen><s:PlatenInputCaps><s:MaxWidth>2550</s:MaxWidth><s:MaxHeight>3507</s:MaxHeight><s:SettingProfiles>
    <s:SettingProfile ref="p0"/></s:SettingProfiles></s:PlatenInputCaps></s:Platen></s:ScannerCapabilities>"""
    able = capabilities_of(document).capabilities()
    assert able.resolutions == (150, 200, 300, 400)
    assert able.modes == (Mode.COLOUR,)
    assert {size.name for size in able.sizes} == {'A4', 'A5', 'card'}


def test_a_scanner_that_announces_itself_is_found_under_its_name(
    device: EmulatedEscl, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On this machine alone; what is found is what one writes into the settings."""
    monkeypatch.setattr('devices.scanner.escl_discovery.INTERFACES', ['127.0.0.1'])
    device.announce(f'Máy quét tầng 2 ({device.port})')
    stop, found = Stop(), []
    for _ in range(5):
        found = [one for one in discover(stop) if str(device.port) in one.name]
        if found:
            break
    assert [(one.address, one.name) for one in found] == [(device.address, f'Máy quét tầng 2 ({device.port})')]
    with closing(open_scanner(found[0].address)) as scanner:
        assert scanner.capabilities().sources
        about = {'model': 'Motcua Emulated Scanner', 'serial': '0', 'protocol': 'eSCL 2.63'}
        assert scanner.capabilities().about == about
