"""The S2 adapter: the portal's services as calls of a provincial gateway, bare arrays and words in the query."""

from datetime import timedelta

import requests

from office.ports import Clock
from sync.province.gateway import envelope
from sync.province.gateway.envelope import Answer
from sync.province.gateway.files import Files, UploadPlaces
from sync.province.gateway.portal import Portal, spoken_with, wire_form
from sync.province.gateway.wire import Wire
from sync.province.protocol import JSON
from sync.province.settings import ProvinceSettings, checked
from sync.province.shapes import capabilities, paths_of


class Lgsp(Portal):
    """A gateway of the S2 shape."""

    def __init__(self, settings: ProvinceSettings, secret: str, clock: Clock) -> None:
        """Connect nothing yet.

        Raises:
            Refusal: as ``checked``.
        """
        paths = paths_of(checked(settings))
        self._wire = Wire(settings, secret, clock)
        files = Files(self._wire, UploadPlaces(settings.upload_dir), settings.piece_size, paths['files'])
        super().__init__(
            Bare(self._wire, settings.unit, paths['services']), files, capabilities(settings), settings.unit
        )


class Bare:
    """The words of S2: a service is an address, its content the whole body."""

    def __init__(self, wire: Wire, unit: str, services: str) -> None:
        self._wire, self._unit, self._services = wire, unit, services

    def tell(self, service: str, content: JSON, *, key: str, updating: bool | None = None) -> Answer:
        """POST content."""
        body = wire_form(content)
        headers = spoken_with(key, body)
        how = {} if updating is None else {'isUpdating': 'True' if updating else 'False'}
        return self._answer('POST', service, how, body=body, headers=headers)

    def ask(self, service: str, **params: str) -> Answer:
        """GET with what is asked in the query."""
        return self._answer('GET', service, params)

    def clock_ahead(self) -> timedelta | None:
        """As the wire measured."""
        return self._wire.ahead

    def close(self) -> None:
        """Let go of the open connections."""
        self._wire.close()

    def _answer(
        self,
        method: str,
        service: str,
        params: dict[str, str],
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        def said() -> requests.Response:
            asked = {'MaDinhDanhDV': self._unit, **params}
            return self._wire.ask(method, f'{self._services}/{service}', params=asked, body=body, headers=headers)

        return envelope.answered(said, renew=self._wire.forget)
