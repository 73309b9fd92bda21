"""Network scanners that announce themselves by mDNS, the way phones find them."""

from collections.abc import Sequence

from zeroconf import InterfaceChoice, ServiceBrowser, ServiceListener, Zeroconf

from devices.discovery import FoundDevice
from devices.stop import Stop

# with TLS first: a scanner that offers both is listed so
_SCHEMES = {'_uscans._tcp.local.': 'escls', '_uscan._tcp.local.': 'escl'}
# scanners answer within a second; a sleeping one needs a second question, which zeroconf asks after one
SECONDS = 2.5
_ADDRESS_MS = 1000
# where to listen; None is every network that this machine is in
INTERFACES: Sequence[str] | None = None


class _Heard(ServiceListener):
    """Notes who announces itself."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], FoundDevice] = {}

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Ask for its address; see ``ServiceListener``."""
        told = zc.get_service_info(type_, name, _ADDRESS_MS)
        if told is None or not told.parsed_addresses():
            return
        said = {
            key.decode('ascii', 'replace').lower(): (value or b'').decode('utf-8', 'replace')
            for key, value in told.properties.items()
        }
        host = told.parsed_addresses()[0]
        host = f'[{host}]' if ':' in host else host
        path = said.get('rs', 'eSCL').strip('/')
        self.found[name.removesuffix(f'.{type_}'), type_] = FoundDevice(
            address=f'{_SCHEMES[type_]}://{host}:{told.port}/{path}',
            name=' · '.join(part for part in (said.get('ty', ''), said.get('note', '')) if part) or name,
            kind='scanner',
        )

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """It may have another address now."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:  # noqa: ARG002  # the library's own signature
        """It was switched off."""
        self.found.pop((name.removesuffix(f'.{type_}'), type_), None)


def discover(stop: Stop | None = None, *, seconds: float = SECONDS) -> list[FoundDevice]:
    """The scanners that answer within ``seconds``, each once; none on a machine without a network."""
    heard = _Heard()
    try:
        wire = Zeroconf(interfaces=list(INTERFACES) if INTERFACES else InterfaceChoice.All)
    except OSError:
        return []
    try:
        ServiceBrowser(wire, list(_SCHEMES), heard)
        (stop or Stop()).wait(seconds)
    finally:
        wire.close()
    found = dict(heard.found)
    secure = {name for name, kind in found if _SCHEMES[kind] == 'escls'}
    listed = [one for (name, kind), one in found.items() if _SCHEMES[kind] == 'escls' or name not in secure]
    return sorted(listed, key=lambda one: one.address)
