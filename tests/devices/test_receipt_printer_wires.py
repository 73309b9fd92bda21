"""Each wire keeps the printers' contract against the mechanism at its other end."""

import errno
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import usb.core

from devices.receipt_printer.discovery import usb_printers
from devices.receipt_printer.emulator.mechanism import Mechanism, Switches
from devices.receipt_printer.emulator.on_port import PortPrinter
from devices.receipt_printer.emulator.on_usb import PRODUCT, SERIAL, VENDOR, UsbBus
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.encoding import Abilities
from devices.receipt_printer.escpos import EscPosPrinter
from devices.receipt_printer.opening import open_printer
from devices.receipt_printer.protocol import Printed, ReceiptPrinter
from devices.receipt_printer.transport import Transport
from devices.receipt_printer.wires.node import NodeWire
from devices.receipt_printer.wires.serial_line import SerialWire
from devices.receipt_printer.wires.tcp import TcpWire
from devices.receipt_printer.wires.usb import UsbWire
from office.errors import Refusal, Trouble
from tests.devices.contract_receipt_printer import JOB, ReceiptPrinterContract


def on(wire: Transport) -> Iterator[ReceiptPrinter]:
    """An impatient driver."""
    with closing(EscPosPrinter(wire, Abilities(dots=576), print_seconds=2)) as printer:
        yield printer


class TestTcp(ReceiptPrinterContract):
    """In the network."""

    @pytest.fixture
    def mechanism(self, tmp_path: Path) -> Iterator[Mechanism]:
        with EmulatedPrinter(tmp_path) as emulated:
            self.port = int(emulated.address.rpartition(':')[2])
            yield emulated.mechanism

    @pytest.fixture
    def printer(self, mechanism: Mechanism) -> Iterator[ReceiptPrinter]:
        yield from on(TcpWire('127.0.0.1', self.port))


class TestSerial(ReceiptPrinterContract):
    """At a serial port."""

    @pytest.fixture
    def mechanism(self, tmp_path: Path) -> Iterator[Mechanism]:
        with PortPrinter(tmp_path) as emulated:
            yield emulated.mechanism

    @pytest.fixture
    def printer(self, mechanism: Mechanism, tmp_path: Path) -> Iterator[ReceiptPrinter]:
        yield from on(SerialWire(str(tmp_path / 'port')))


class TestNode(ReceiptPrinterContract):
    """At a device file."""

    @pytest.fixture
    def mechanism(self, tmp_path: Path) -> Iterator[Mechanism]:
        with PortPrinter(tmp_path) as emulated:
            yield emulated.mechanism

    @pytest.fixture
    def printer(self, mechanism: Mechanism, tmp_path: Path) -> Iterator[ReceiptPrinter]:
        yield from on(NodeWire(str(tmp_path / 'port')))


class TestUsb(ReceiptPrinterContract):
    """On USB, all of pyusb, the bus being ours."""

    @pytest.fixture
    def mechanism(self, tmp_path: Path) -> Mechanism:
        return Mechanism(tmp_path, Switches())

    @pytest.fixture
    def printer(self, mechanism: Mechanism) -> Iterator[ReceiptPrinter]:
        yield from on(UsbWire(VENDOR, PRODUCT, backend=UsbBus(mechanism)))


def test_a_printer_on_usb_is_found_by_its_number_among_others(tmp_path: Path) -> None:
    """Its serial number, where two alike are plugged in; pulled, plugged in again, taken by another program."""
    bus = UsbBus(Mechanism(tmp_path, Switches()))
    wire = UsbWire.at(f'04b8:0202:{SERIAL}', backend=bus)
    wire.ready()
    bus.switches.unplugged = True
    with pytest.raises(Trouble, match=r'printer\.gone'):
        wire.ready()
    with pytest.raises(Trouble, match=r'printer\.gone'):
        wire.ready()
    bus.switches.unplugged = False
    wire.ready()
    wire.close()
    for switch in ('busy', 'denied'):
        setattr(bus.switches, switch, True)
        with pytest.raises(Trouble, match=rf'printer\.{switch}'):
            wire.ready()
        setattr(bus.switches, switch, False)
    with pytest.raises(Trouble, match=r'printer\.gone'):
        UsbWire.at('04b8:0202:OTHER', backend=bus).ready()
    for wrong in ('04b8', '04b8:xyz', '04b8:12345', ''):
        with pytest.raises(Refusal, match=r'device\.address'):
            UsbWire.at(wrong, backend=bus)


def test_a_list_names_the_printers_on_usb(tmp_path: Path) -> None:
    """By vendor and product; one that this account may not open is there without a name."""
    bus = UsbBus(Mechanism(tmp_path, Switches()))
    assert [one.address for one in usb_printers(bus)] == ['usb:04b8:0202']
    bus.switches.denied = True
    assert [(one.address, one.name) for one in usb_printers(bus)] == [('usb:04b8:0202', '')]
    bus.switches.unplugged = True
    assert usb_printers(bus) == []


def test_a_machine_without_libusb_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a stack of names: the package."""

    def nothing(**_: object) -> None:
        raise usb.core.NoBackendError('No backend available')

    monkeypatch.setattr(usb.core, 'find', nothing)
    with pytest.raises(Trouble) as trouble:
        UsbWire(VENDOR, PRODUCT).ready()
    assert (trouble.value.code, trouble.value.params) == ('printer.library', {'package': 'libusb-1.0-0'})


@pytest.mark.parametrize('make', [SerialWire, NodeWire])
def test_a_port_is_gone_denied_or_busy(make: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing there; no rights; somebody else's lock."""
    with pytest.raises(Trouble, match=r'printer\.gone'):
        make(str(tmp_path / 'none')).ready()
    module = make.__module__
    for number, code in ((errno.EACCES, 'denied'), (errno.EBUSY, 'busy')):

        def refused(*_: object, number: int = number, **__: object) -> None:
            raise OSError(number, 'refused')

        monkeypatch.setattr(f'{module}.serial.Serial' if make is SerialWire else f'{module}.os.open', refused)
        with pytest.raises(Trouble) as trouble:
            make(str(tmp_path / 'port')).ready()
        assert trouble.value.code == f'printer.{code}'


def test_a_serial_port_has_one_user(tmp_path: Path) -> None:
    """The second program is told so, and what the first prints is not disturbed."""
    with PortPrinter(tmp_path) as emulated:
        first, second = (SerialWire(str(emulated.port)) for _ in range(2))
        first.ready()
        with pytest.raises(Trouble, match=r'printer\.busy'):
            second.ready()
        first.close()
        second.ready()
        second.close()


@pytest.mark.parametrize('wire', [SerialWire, NodeWire])
def test_a_port_pulled_and_plugged_in_again_prints(wire: type, tmp_path: Path) -> None:
    """Gone while it is away, and back without a restart."""
    with (
        PortPrinter(tmp_path) as emulated,
        closing(EscPosPrinter(wire(str(emulated.port)), Abilities(dots=576), print_seconds=2)) as printer,
    ):
        assert printer.print(JOB) is Printed.SENT
        emulated.unplug()
        with pytest.raises(Trouble, match=r'printer\.gone'):
            printer.status()
        emulated.plug()
        assert printer.print(JOB) is Printed.SENT


def test_a_printer_without_names_may_confirm_by_its_status(tmp_path: Path) -> None:
    """With ``confirm=status`` an answer in turn counts; one that is lost, or a printer in trouble, doesn't."""
    with EmulatedPrinter(tmp_path) as emulated:
        emulated.switches.no_names = True
        with closing(open_printer(f'{emulated.address}?confirm=status&seconds=1')) as printer:
            assert printer.print(JOB) is Printed.SENT
            emulated.switches.lose_answer = True
            assert printer.print(JOB) is Printed.UNKNOWN
            emulated.switches.lose_answer = False
            emulated.switches.paper_out_after = 40
            # it can't drop its buffer: the rest may come out with the new roll
            assert printer.print(JOB) is Printed.UNKNOWN


def test_a_slow_printer_is_waited_for(tmp_path: Path) -> None:
    """A fifth of a second for every answer costs patience and no slip; more than a second is silence."""
    with EmulatedPrinter(tmp_path) as emulated, closing(open_printer(emulated.address)) as printer:
        emulated.switches.slow_seconds = 0.2
        assert printer.print(JOB) is Printed.SENT
        emulated.switches.slow_seconds = 1.5
        with pytest.raises(Trouble, match=r'printer\.mute'):
            printer.status()


def test_a_printer_may_leave_every_slip_to_a_person(tmp_path: Path) -> None:
    """With ``confirm=person`` nothing is waited for."""
    with EmulatedPrinter(tmp_path) as emulated, closing(open_printer(f'{emulated.address}?confirm=person')) as printer:
        assert printer.print(JOB) is Printed.UNKNOWN
        assert len(emulated.wait_for_slips(1, 2)) == 1


@pytest.mark.parametrize(
    ('address', 'code'),
    [
        ('serial:/dev/x?flow=maybe', 'device.option'),
        ('serial:/dev/x?dots=300', 'device.width'),
        ('usb:04b8', 'device.address'),
        ('tcp://10.0.0.9:9100?confirm=hope', 'device.option'),
        ('tcp://10.0.0.9:9100?profile=ACME', 'device.option'),
        ('tcp://10.0.0.9:9100?cutter=perhaps', 'device.option'),
        ('tcp://10.0.0.9:9100?profile=RP-F10-58mm', 'device.width'),
    ],
)
def test_options_are_named_when_they_are_wrong(address: str, code: str) -> None:
    """A misspelt option never silently means "as usual"."""
    with pytest.raises(Refusal) as refusal:
        open_printer(address)
    assert refusal.value.code == code
