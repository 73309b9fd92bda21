"""From a printer's address in the settings to its driver."""

from devices.address import Address
from devices.receipt_printer.escpos_tcp import PRINT_SECONDS, EscPosTcp
from devices.receipt_printer.paper import paper_of
from devices.receipt_printer.protocol import ReceiptPrinter
from office.errors import Refusal

USUAL_DOTS = 576


def open_printer(address: str) -> ReceiptPrinter:
    """The driver for an address such as ``tcp://10.0.0.9:9100?dots=384&seconds=20``.

    ``dots`` is the paper's width; ``seconds`` how long the slowest slip may take before its outcome is unknown.

    Raises:
        Refusal: ``device.address``, ``device.option`` or ``device.width`` for an address that no printer driver knows.
    """
    parsed = Address.parse(address)
    if parsed.scheme != 'tcp':
        raise Refusal('device.address', address=address)
    parsed.known_options('dots', 'seconds')
    dots = parsed.number('dots', USUAL_DOTS)
    host, port = parsed.endpoint()
    return EscPosTcp(host, port, dots=paper_of(dots).width, print_seconds=parsed.number('seconds', PRINT_SECONDS))
