"""One verified connection to a gateway: its token, its timeouts, and what each failure of the wire means."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from types import MappingProxyType

import requests
from requests.auth import AuthBase, HTTPBasicAuth
from urllib3.exceptions import NewConnectionError

from office.errors import Trouble
from office.ports import Clock
from sync.province.gateway import envelope
from sync.province.pacing import Pace
from sync.province.settings import ProvinceSettings
from sync.province.shapes import paths_of

# a token that dies within this span could die on the way
_TOKEN_MARGIN = timedelta(seconds=30)
# a gateway that doesn't say how long its token lives: short, a needless refresh costs one call
_TOKEN_LIFE = 300
# what changes nothing on the other side
_SAFE = frozenset({'GET', 'HEAD'})


class _Bearer(AuthBase):
    """The token on a request; as requests' own auth object, so that no netrc entry can take its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers['Authorization'] = f'Bearer {self._token}'
        return request


class _Keys(AuthBase):
    """The four headers of gateways without tokens."""

    def __init__(self, settings: ProvinceSettings, secret: str) -> None:
        self._headers = {
            'AppName': settings.app_name,
            'AccessKey': settings.client_id,
            'SecretKey': secret,
            'PartnerCode': settings.partner_code,
        }

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(self._headers)
        return request


class Unproven(AuthBase):
    """Nothing at all: the words themselves say who speaks; nor may a netrc entry."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:  # noqa: D102  # requests' own verb
        return request


class Wire:
    """An authenticated way to one gateway; belongs to one thread, like the session in it."""

    # goes along with every request
    common: Mapping[str, str] = MappingProxyType({})

    def __init__(self, settings: ProvinceSettings, secret: str, clock: Clock) -> None:
        self.base = settings.url.rstrip('/')
        self._settings, self._secret, self._clock = settings, secret, clock
        self._token_path = paths_of(settings).get('token', '')
        self._session = requests.Session()
        self.pace = Pace(settings, clock)
        self._token: tuple[str, datetime] | None = None
        # our clock less theirs, by the Date of their last answer; their second of truncation and the way are in it
        self.ahead: timedelta | None = None

    def close(self) -> None:
        """Let go of the open connections."""
        self._session.close()

    def ask(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send one request and return the whole answer; a 401 is met once with a fresh token, where there are tokens.

        Args:
            method: of HTTP.
            address: a path under the base, or an absolute address that begins with it.
            params: of the query.
            body: as it goes over the wire.
            headers: beside the usual ones.

        Raises:
            Trouble: ``unreachable``, ``no_answer``, ``certificate``, ``auth``, or ``garbled`` for an address that would
                carry our token elsewhere.
        """
        url = self._own(address)
        if self._settings.auth == 'keys':
            auth = _Keys(self._settings, self._secret)
            return self._send(method, url, params=params, body=body, headers=headers, auth=auth)
        response = self._send(method, url, params=params, body=body, headers=headers, auth=_Bearer(self.token()))
        if response.status_code == requests.codes.unauthorized:
            self.forget()
            bearer = _Bearer(self.token())
            response = self._send(method, url, params=params, body=body, headers=headers, auth=bearer)
        return response

    def token(self) -> str:
        """What proves who we are, requested anew when there is none or it may die on the way."""
        now = self._clock.now()
        if self._token is None or self._token[1] <= now:
            self._token = self._requested(now)
        return self._token[0]

    def forget(self) -> None:
        """The token is no longer taken."""
        self._token = None

    def _own(self, address: str) -> str:
        url = address if '://' in address else f'{self.base}/{address.lstrip("/")}'
        if not url.startswith(f'{self.base}/'):
            raise Trouble('province.garbled', what='foreign_address')
        return url

    def _proof(self) -> tuple[bytes, AuthBase]:
        """What asks for a token: the words, and the proof beside them."""
        basic = HTTPBasicAuth(self._settings.client_id.encode(), self._secret.encode())
        return b'grant_type=client_credentials', basic

    def _requested(self, now: datetime) -> tuple[str, datetime]:
        body, auth = self._proof()
        headers = {'Content-Type': 'application/x-www-form-urlencoded'}
        response = self._send('POST', f'{self.base}/{self._token_path}', body=body, headers=headers, auth=auth)
        if response.status_code == requests.codes.bad_request:
            raise Trouble('province.auth', status=response.status_code)
        envelope.raise_for_trouble(response)
        try:
            given = response.json()
            token, life = str(given['access_token']), float(given.get('expires_in', _TOKEN_LIFE))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Trouble('province.garbled', what='token', status=response.status_code) from error
        return token, now + max(timedelta(seconds=life) - _TOKEN_MARGIN, timedelta(0))

    def _send(
        self,
        method: str,
        url: str,
        *,
        auth: AuthBase,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        ask = partial(
            self._session.request,
            method,
            url,
            params=params,
            data=body,
            headers={**self.common, **(headers or {})},
            auth=auth,
            timeout=(self._settings.connect_timeout, self._settings.read_timeout),
            # said with each request: the environment's bundle would win over the session's
            verify=self._settings.ca_file or True,
            # a redirect is a captive portal or a mistake, and would carry the body elsewhere
            allow_redirects=False,
        )
        try:
            response = _asked(ask)
        except Trouble as trouble:
            # a server closes a line that rested just as we speak; who only asks may ask again
            if method not in _SAFE or not trouble.params.get('cut'):
                raise
            response = _asked(ask)
        if response.is_redirect:
            raise Trouble('province.garbled', what='redirect', status=response.status_code)
        self._compare(response.headers.get('Date', ''))
        return response

    def _compare(self, date: str) -> None:
        try:
            self.ahead = self._clock.now() - parsedate_to_datetime(date)
        except (TypeError, ValueError):
            # no date, or one without a zone: then nothing is known
            return


def _asked(ask: Callable[[], requests.Response]) -> requests.Response:
    try:
        return ask()
    except requests.RequestException as error:
        raise trouble_of(error) from error


def trouble_of(error: BaseException) -> Trouble:
    """What a failed request means: nothing was sent, the other side is not who it should be, or nobody knows.

    ``cut=1`` says that the line broke, and not that nothing came for a long time.
    """
    causes = tuple(_chain(error))
    if any(isinstance(one, ssl.SSLEOFError | ssl.SSLZeroReturnError) for one in causes):
        return Trouble('province.no_answer', cut=1)
    if isinstance(error, requests.exceptions.SSLError):
        return Trouble('province.certificate')
    nothing_sent = requests.ConnectTimeout | requests.exceptions.ProxyError | requests.exceptions.InvalidURL
    if isinstance(error, nothing_sent) or any(isinstance(one, NewConnectionError) for one in causes):
        return Trouble('province.unreachable')
    if isinstance(error, requests.Timeout):
        return Trouble('province.no_answer')
    return Trouble('province.no_answer', cut=1)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and everything it came from: requests and urllib3 wrap each other as arguments and reasons."""
    seen: list[BaseException] = [error] if error else []
    for one in seen:
        inner = (one.__cause__, one.__context__, getattr(one, 'reason', None), *one.args)
        seen += [found for found in inner if isinstance(found, BaseException) and found not in seen]
        yield one
