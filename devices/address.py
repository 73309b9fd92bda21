"""Where a device is found: one line of text that names the driver, the thing and its options.

tcp://127.0.0.1:9100?width=576      serial:/dev/ttyACM0      sane:test:0
folder:pages/?jam_at=3              camera:0                 video:desk.mp4
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from office.errors import Refusal

# two letters at least, so that a Windows path such as C:\pages is no address
_SHAPE = re.compile(r'(?P<scheme>[a-z][a-z0-9]+):(?P<rest>[^?]+)(?:\?(?P<options>.*))?', re.DOTALL)
_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A device's address: scheme, what follows it without the leading ``//``, and the options after ``?``."""

    scheme: str
    rest: str
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def parse(cls, text: str) -> 'Address':
        """Read an address as a person writes it in the settings.

        Raises:
            Refusal: ``device.address`` when there is no scheme or no rest, or an option has no value or comes twice.
        """
        match = _SHAPE.fullmatch(text.strip())
        rest = match['rest'].removeprefix('//') if match else ''
        if match is None or not rest:
            raise Refusal('device.address', address=text)
        try:
            pairs = parse_qsl(match['options'] or '', keep_blank_values=True, strict_parsing=bool(match['options']))
        except ValueError as error:
            raise Refusal('device.address', address=text) from error
        options = dict(pairs)
        if len(options) != len(pairs):
            raise Refusal('device.address', address=text)
        return cls(scheme=match['scheme'], rest=rest, options=MappingProxyType(options))

    def __str__(self) -> str:
        slashes = '//' if self.scheme in {'tcp', 'http', 'https', 'escl', 'escls'} else ''
        query = f'?{urlencode(self.options, safe="/:")}' if self.options else ''
        return f'{self.scheme}:{slashes}{self.rest}{query}'

    def endpoint(self) -> tuple[str, int]:
        """Host and port of a network device; an IPv6 host stands in brackets.

        Raises:
            Refusal: ``device.address`` when there is no host or no port between 1 and 65535.
        """
        host, colon, port = self.rest.rstrip('/').rpartition(':')
        if not (host and colon and port.isdecimal() and int(port) in _PORTS):
            raise Refusal('device.address', address=str(self))
        return host.removeprefix('[').removesuffix(']'), int(port)

    def number(self, option: str, default: int) -> int:
        """An option that is a whole number, zero or more.

        Raises:
            Refusal: ``device.option`` when the option is anything else.
        """
        text = self.options.get(option)
        if text is None:
            return default
        if not (text.isascii() and text.isdecimal()):
            raise Refusal('device.option', address=str(self), option=option, value=text)
        return int(text)

    def known_options(self, *names: str) -> None:
        """Refuse an option the driver doesn't know, so that a misspelt one never silently means "default".

        Raises:
            Refusal: ``device.option``, naming the first unknown one.
        """
        for option, value in self.options.items():
            if option not in names:
                raise Refusal('device.option', address=str(self), option=option, value=value)
