"""The emulated printer on USB: a backend of pyusb around the mechanism, in the place of libusb.

Everything of pyusb runs; what is not there is the bus. ``UsbWire.at(…, backend=UsbBus(printer))``.
"""

import array
import errno
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import usb.core
from usb.backend import IBackend

from devices.receipt_printer.emulator.mechanism import Mechanism

VENDOR, PRODUCT = 0x04B8, 0x0202
SERIAL = 'MAU0001'
_OUT, _IN = 0x01, 0x82
_PRINTER_CLASS, _BULK = 7, 2
_LANGUAGE = 0x0409
_SERIAL_INDEX = 3


@dataclass(slots=True)
class BusSwitches:
    """What may go wrong on the bus; each may be thrown at any time.

    Attributes:
        unplugged: its cable is pulled.
        busy: another program holds the printer.
        denied: this account has no right to it.
    """

    unplugged: bool = False
    busy: bool = False
    denied: bool = False


class UsbBus(IBackend):  # type: ignore[misc]  # pyusb ships no types
    """A bus with one printer on it."""

    def __init__(self, mechanism: Mechanism) -> None:
        super().__init__()
        self._mechanism = mechanism
        self._said: deque[int] = deque()
        self.switches = BusSwitches()

    def enumerate_devices(self) -> Iterator[str]:
        """The one device, while it is plugged in."""
        if not self.switches.unplugged:
            yield 'printer'

    def get_device_descriptor(self, _dev: Any) -> Any:
        """As USB 2.0 lays it out."""
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=1, iProduct=2,
            iSerialNumber=_SERIAL_INDEX, bNumConfigurations=1, address=5, bus=1, port_number=1, port_numbers=(1,),
            speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, _dev: Any, _config: int) -> Any:
        """One configuration with one interface."""
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=b'',
        )  # fmt: skip

    def get_interface_descriptor(self, _dev: Any, _intf: int, alt: int, _config: int) -> Any:
        """A printer of the bidirectional kind."""
        if alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=_PRINTER_CLASS, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=b'',
        )  # fmt: skip

    def get_endpoint_descriptor(self, _dev: Any, ep: int, _intf: int, _alt: int, _config: int) -> Any:
        """A bulk end each way."""
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(_OUT, _IN)[ep], bmAttributes=_BULK, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=b'',
        )  # fmt: skip

    def open_device(self, dev: Any) -> Any:
        """Open it."""
        self._cable()
        if self.switches.denied:
            raise usb.core.USBError('Access denied (insufficient permissions)', -3, errno.EACCES)
        return dev

    def close_device(self, _handle: Any) -> None:
        """Close it."""

    def set_configuration(self, _handle: Any, _value: int) -> None:
        """There is only one."""

    def get_configuration(self, _handle: Any) -> int:
        """The only one."""
        self._cable()
        return 1

    def set_interface_altsetting(self, _handle: Any, _intf: int, _alt: int) -> None:
        """There is only one."""

    def claim_interface(self, _handle: Any, _intf: int) -> None:
        """Take it, unless another program has."""
        if self.switches.busy:
            raise usb.core.USBError('Resource busy', -6, errno.EBUSY)

    def release_interface(self, _handle: Any, _intf: int) -> None:
        """Give it back."""

    def is_kernel_driver_active(self, _handle: Any, _intf: int) -> bool:
        """The kernel's driver for printers holds it until it is told to let go."""
        return False

    def ctrl_transfer(
        self, _handle: Any, _type: int, request: int, value: int, _index: int, data: Any, _timeout: int
    ) -> int:
        """Standard requests: status, and the texts of the device."""
        self._cable()
        if request == 6 and value >> 8 == 3:  # noqa: PLR2004 - GET_DESCRIPTOR of a text
            text = SERIAL if value & 0xFF == _SERIAL_INDEX else ''
            body = text.encode('utf-16-le') if value & 0xFF else _LANGUAGE.to_bytes(2, 'little')
            raw = bytes([len(body) + 2, 3]) + body
        else:
            raw = b'\x01\x00'
        count = min(len(raw), len(data))
        data[:count] = array.array('B', raw[:count])
        return count

    def bulk_write(self, _handle: Any, _ep: int, _intf: int, data: Any, _timeout: int) -> int:
        """Bytes for the printer."""
        self._cable()
        if self._mechanism.switches.gone:
            self.switches.unplugged = True
            self._cable()
        self._said.extend(self._mechanism.take(bytes(data)))
        self._said.extend(self._mechanism.work())
        return len(data)

    def bulk_read(self, _handle: Any, _ep: int, _intf: int, buff: Any, _timeout: int) -> int:
        """Bytes from it; silence is a time-out, which here comes at once."""
        self._cable()
        self._said.extend(self._mechanism.work())
        if not self._said:
            raise usb.core.USBTimeoutError('Operation timed out', -7, errno.ETIMEDOUT)
        count = min(len(self._said), len(buff))
        for at in range(count):
            buff[at] = self._said.popleft()
        return count

    def _cable(self) -> None:
        if self.switches.unplugged:
            raise usb.core.USBError('No such device (it may have been disconnected)', -4, errno.ENODEV)
