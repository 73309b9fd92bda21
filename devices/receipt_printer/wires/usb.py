"""A printer on USB through libusb: ``usb:04b8:0202``, or ``usb:04b8:0202:SERIAL`` where two alike are plugged in.

pyusb and not python-escpos' own USB printer, which tells a pulled cable from an empty answer by no sign.
"""

from collections.abc import Iterable
from typing import Any

from devices.receipt_printer.transport import Written, trouble_of
from office.errors import Refusal, Trouble

_PRINTER_CLASS = 7  # of interfaces, after the USB device class definition for printing devices
_HEX = 16
_MOST_ID = 0xFFFF
_MOST = 512
_PIECE = 16384  # bytes a transfer; libusb itself splits no smaller


class UsbWire:
    """The first printer interface of a device, its bulk ends claimed while it is open."""

    answers = True
    confirms = False

    def __init__(self, vendor: int, product: int, serial: str = '', *, backend: object | None = None) -> None:
        self._ids, self._serial, self._backend = (vendor, product), serial, backend
        self._ends: tuple[Any, Any, Any] | None = None  # pyusb ships no types

    @classmethod
    def at(cls, rest: str, *, backend: object | None = None) -> 'UsbWire':
        """The wire for what stands after ``usb:``.

        Raises:
            Refusal: ``device.address`` when it is no pair of hexadecimal numbers.
        """
        vendor, _, more = rest.partition(':')
        product, _, serial = more.partition(':')
        try:
            ids = int(vendor, _HEX), int(product, _HEX)
        except ValueError as error:
            raise Refusal('device.address', address=f'usb:{rest}') from error
        if max(ids) > _MOST_ID or min(ids) < 0:
            raise Refusal('device.address', address=f'usb:{rest}')
        return cls(*ids, serial, backend=backend)

    def ready(self) -> None:
        """Claim the printer, or see that it is there; see ``Transport.ready``."""
        import usb.core  # noqa: PLC0415  # slow, wanted with a USB printer

        device, _, _ = self._opened()
        try:
            device.get_active_configuration()
            device.ctrl_transfer(0x80, 0x00, 0, 0, 2, 1000)  # GET_STATUS: answered by whatever is plugged in
        except usb.core.USBError as error:
            self.close()
            raise Trouble('printer.gone', printer=self._name()) from error

    def write(self, data: bytes, seconds: float, *, title: str = '') -> Written:  # noqa: ARG002 - USB has no titles
        """Send; see ``Transport.write``. A transfer that ends by time or cable may have moved a part."""
        import usb.core  # noqa: PLC0415  # slow, wanted with a USB printer

        _, out, _ = self._opened()
        try:
            for at in range(0, len(data), _PIECE):
                out.write(data[at : at + _PIECE], int(seconds * 1000))
        except usb.core.USBError:
            self.close()
            return Written.UNKNOWN
        return Written.ALL

    def read(self, seconds: float) -> bytes:
        """Receive; see ``Transport.read``."""
        import usb.core  # noqa: PLC0415  # slow, wanted with a USB printer

        _, _, into = self._opened()
        try:
            return bytes(into.read(_MOST, max(1, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b''
        except usb.core.USBError as error:
            self.close()
            raise Trouble('printer.gone', printer=self._name()) from error

    def close(self) -> None:
        """Release the interface."""
        ends, self._ends = self._ends, None
        if ends is not None:
            import usb.util  # noqa: PLC0415  # slow, wanted with a USB printer

            usb.util.dispose_resources(ends[0])

    def _opened(self) -> tuple[Any, Any, Any]:
        if self._ends is None:
            import usb.core  # noqa: PLC0415  # slow, wanted with a USB printer

            try:
                device = self._found(usb.core.find)
                self._ends = (device, *_ends(device))
                while self.read(0.001):
                    continue  # answers to questions of whoever asked before
            except usb.core.NoBackendError as error:
                raise Trouble('printer.library', package='libusb-1.0-0') from error
            except usb.core.USBError as error:
                self.close()
                raise trouble_of(error, self._name()) from error
        return self._ends

    def _found(self, find: Any) -> Any:
        vendor, product = self._ids
        all_such: Iterable[Any] = find(find_all=True, idVendor=vendor, idProduct=product, backend=self._backend)
        for device in all_such:
            try:
                if not self._serial or device.serial_number == self._serial:
                    return device
            except ValueError as error:
                # pyusb's word for texts that can't be read: this account may not open the device
                raise Trouble('printer.denied', printer=self._name()) from error
        raise Trouble('printer.gone', printer=self._name())

    def _name(self) -> str:
        return f'{self._ids[0]:04x}:{self._ids[1]:04x}'


def printer_interfaces(device: Any) -> list[Any]:
    """The interfaces of a USB device that print; whoever may not open it is told by its descriptors all the same."""
    return [
        interface
        for configuration in device
        for interface in configuration
        if interface.bInterfaceClass == _PRINTER_CLASS
    ]


def _ends(device: Any) -> tuple[Any, Any]:
    """The bulk ends out and in of a device's printer interface; the kernel's own driver has to let go of it."""
    import usb.core  # noqa: PLC0415  # slow, wanted with a USB printer
    import usb.util  # noqa: PLC0415  # slow, wanted with a USB printer

    for interface in device.get_active_configuration():
        if interface.bInterfaceClass != _PRINTER_CLASS:
            continue
        number = interface.bInterfaceNumber
        try:
            if device.is_kernel_driver_active(number):
                device.detach_kernel_driver(number)
        except NotImplementedError:
            pass  # Windows and macOS have none to detach
        usb.util.claim_interface(device, number)
        out, into = (
            usb.util.find_descriptor(
                interface,
                custom_match=lambda end, way=way: (
                    usb.util.endpoint_direction(end.bEndpointAddress) == way
                    and usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
                ),
            )
            for way in (usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN)
        )
        if out is not None and into is not None:
            return out, into
    raise Trouble('printer.gone', printer=f'{device.idVendor:04x}:{device.idProduct:04x}')
