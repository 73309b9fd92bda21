"""From a signing token's address in the settings to its driver."""

from devices.address import Address
from devices.signer.pkcs11 import Pkcs11Signer
from devices.signer.protocol import Signer


def open_signer(address: str) -> Signer:
    """The driver for an address such as ``pkcs11:/usr/lib/softhsm/libsofthsm2.so``; nothing is touched yet.

    Raises:
        Refusal: ``device.address`` or ``device.option`` for an address that no driver knows.
    """
    return Pkcs11Signer.at(Address.parse(address))
