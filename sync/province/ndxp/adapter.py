"""The S1 adapter: the portal's services as envelopes that name their service, over a session that a login gave."""

from datetime import datetime, timedelta

import requests

from office.errors import Trouble
from office.ports import Clock
from sync.province.gateway import envelope
from sync.province.gateway.envelope import Answer
from sync.province.gateway.files import Files, UploadPlaces
from sync.province.gateway.portal import Portal, spoken_with, wire_form
from sync.province.gateway.wire import Unproven, Wire
from sync.province.protocol import JSON
from sync.province.settings import ProvinceSettings, checked
from sync.province.shapes import capabilities, paths_of

# whatever the catalogue shares goes to an address of its own (portal-contract.md §1.1)
_SHARED = ('LayDanhMuc', 'LayDanhSachTTHC')


class SecurityServer(Portal):
    """A security server of the S1 shape."""

    def __init__(self, settings: ProvinceSettings, secret: str, clock: Clock) -> None:
        """Connect nothing yet.

        Raises:
            Refusal: as ``checked``.
        """
        paths = paths_of(checked(settings))
        self._wire = SessionWire(settings, secret, clock)
        files = Files(self._wire, UploadPlaces(settings.upload_dir), settings.piece_size, paths['files'])
        super().__init__(Enveloped(self._wire, settings), files, capabilities(settings), settings.unit)


class SessionWire(Wire):
    """A wire whose proof is a session: it stands in each envelope, and goes as bearer along with files."""

    def __init__(self, settings: ProvinceSettings, secret: str, clock: Clock) -> None:
        super().__init__(settings, secret, clock)
        self.common = {'dstcode': settings.dstcode}
        self._login_path = paths_of(settings)['login']

    def say(self, path: str, *, body: bytes, headers: dict[str, str]) -> requests.Response:
        """POST an envelope, which proves by its own words who speaks."""
        given = self._settings
        where = {'dstcode': given.dstcode} | ({'providerurl': given.provider_url} if given.provider_url else {})
        return self._send('POST', f'{self.base}/{path}', params=where, body=body, headers=headers, auth=Unproven())

    def _requested(self, now: datetime) -> tuple[str, datetime]:
        body = wire_form({'username': self._settings.client_id, 'password': self._secret})
        answer = envelope.read(self.say(self._login_path, body=body, headers=_JSON), payload=('session',))
        if not answer.accepted:
            raise Trouble('province.auth', status=requests.codes.ok)
        if not isinstance(answer.payload, str) or not answer.payload:
            raise Trouble('province.garbled', what='token', status=requests.codes.ok)
        return answer.payload, now + timedelta(seconds=self._settings.session_life)


_JSON = {'Content-Type': 'application/json; charset=utf-8'}


class Enveloped:
    """The words of S1."""

    def __init__(self, wire: SessionWire, settings: ProvinceSettings) -> None:
        self._wire, self._unit = wire, settings.unit
        paths = paths_of(settings)
        self._integration, self._share = paths['integration'], paths['share']

    def tell(self, service: str, content: JSON, *, key: str, updating: bool | None = None) -> Answer:
        """An envelope with content."""
        how: dict[str, JSON] = {} if updating is None else {'isUpdating': 'True' if updating else 'False'}
        return self._answer(service, {**how, 'data': content}, key=key)

    def ask(self, service: str, **params: str) -> Answer:
        """An envelope with what is asked beside the service's name."""
        return self._answer(service, dict(params), key='')

    def clock_ahead(self) -> timedelta | None:
        """As the wire measured."""
        return self._wire.ahead

    def close(self) -> None:
        """Let go of the open connections."""
        self._wire.close()

    def _answer(self, service: str, words: dict[str, JSON], *, key: str) -> Answer:
        path = self._share if service.startswith(_SHARED) else self._integration

        def said() -> requests.Response:
            session = self._wire.token()
            body = wire_form({'session': session, 'madonvi': self._unit, 'service': service, **words})
            return self._wire.say(path, body=body, headers=spoken_with(key, body) if key else _JSON)

        def said_known() -> requests.Response:
            response = said()
            if response.status_code != requests.codes.unauthorized:
                return response
            self._wire.forget()
            return said()

        return envelope.answered(said_known, renew=self._wire.forget)
