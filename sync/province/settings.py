"""The ``[province]`` section: which provincial system this centre reports to, and how it proves who it is."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import keyring
import keyring.errors

from office.errors import Refusal, Trouble

KEYRING_SERVICE = 'motcua-province'
# in which words a province speaks (sync.province.shapes)
SHAPES = ('s1', 's2', 's3')
# ways to prove who we are that are found in the field (portal-contract.md §1.1, S2)
AUTHS = ('oauth2', 'keys')


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceSettings:
    """How to reach the province; seconds for times, bytes for sizes.

    ``shape`` is which of the three ways of speaking it understands; ``paths`` replaces addresses of calls under
    ``url``, each ``call=path``. ``dstcode`` and ``provider_url`` name the provider behind a security server (S1), whose
    sessions are taken to live ``session_life``. ``left_out`` names fields of DongBoHoSoMC that it doesn't know.
    ``auth`` is how the gateway wants to be convinced: ``oauth2`` (client credentials) or ``keys``, the four headers
    AppName, AccessKey, SecretKey and PartnerCode, of which ``client_id`` is the access key and the secret the secret.
    ``secret_file`` holds the client secret and nothing else, mode 0600; '' means the OS keyring keeps it.
    ``ca_file`` names a certificate bundle where the province has its own authority. ``upload_dir`` keeps where
    interrupted uploads stand; '' means that every restart begins them anew. ``office_kbps`` is how many kbit/s files
    may take of the line within ``office_hours``, 0 as many as there are.
    """

    url: str = ''
    shape: str = 's2'
    paths: tuple[str, ...] = ()
    # the national portal's own, on every security server (portal-contract.md §1.1)
    dstcode: str = 'VN:GOV:000.00.00.G22:vpcpdvcprovider'
    provider_url: str = ''
    session_life: int = 1200
    unit: str = ''
    client_id: str = ''
    auth: str = 'oauth2'
    app_name: str = 'motcua'
    partner_code: str = ''
    secret_file: str = ''
    ca_file: str = ''
    upload_dir: str = ''
    # a province that doesn't answer a knock in 5 s is down; one that works on a dossier may take its minute
    connect_timeout: float = 5.0
    read_timeout: float = 60.0
    # a cut costs at most what one request carried on a proxy that buffers; smaller pieces cost round trips
    piece_size: int = 1_048_576
    office_kbps: int = 0
    office_hours: str = '07:30-11:30, 13:30-17:00'
    supplements: bool = True
    # what this province can do; a way that it lacks is left alone and its items stay in sight
    numbers: bool = True
    news: bool = True
    files: bool = True
    steps: bool = True
    lookup: bool = True
    catalogue: bool = True
    compares: bool = True
    returns: bool = True
    ratings: bool = True
    questions: bool = True
    left_out: tuple[str, ...] = ()


def checked(settings: ProvinceSettings) -> ProvinceSettings:
    """The settings, once they are known to be safe to use.

    Raises:
        Refusal: ``province.not_set`` for an empty url, unit, client id or partner code where one is needed, and for
            S3 without a folder that remembers what was uploaded; ``province.shape``, ``province.auth_kind`` and
            ``province.path`` for one of another name; ``province.plain_http`` for a url without TLS that leaves
            this machine.
    """
    _check_shape(settings)
    for key in ('url', 'unit', 'client_id'):
        if not getattr(settings, key):
            raise Refusal('province.not_set', key=key)
    if settings.auth not in AUTHS:
        raise Refusal('province.auth_kind', auth=settings.auth)
    if settings.auth == 'keys' and not settings.partner_code:
        raise Refusal('province.not_set', key='partner_code')
    parts = urlsplit(settings.url)
    if parts.scheme != 'https' and not (parts.scheme == 'http' and _stays_here(parts.hostname or '')):
        raise Refusal('province.plain_http', host=parts.hostname or '')
    return settings


def _check_shape(settings: ProvinceSettings) -> None:
    if settings.shape not in SHAPES:
        raise Refusal('province.shape', shape=settings.shape)
    for one in settings.paths:
        if not re.fullmatch(r'[a-z]+=[^?#]+', one):
            raise Refusal('province.path', path=one)
    if settings.shape == 's3' and settings.files and not settings.upload_dir:
        raise Refusal('province.not_set', key='upload_dir')


def read_secret(settings: ProvinceSettings) -> str:
    """The client secret from its file or the OS keyring.

    Raises:
        Trouble: ``province.no_secret`` when there is none; ``province.open_secret`` when others on this machine may
            read the file.
    """
    if not settings.secret_file:
        return _from_keyring(settings.client_id)
    path = Path(settings.secret_file).expanduser()
    try:
        if path.stat().st_mode & 0o077:
            raise Trouble('province.open_secret', file=path.name)
        secret = path.read_text(encoding='utf-8').strip()
    except OSError as error:
        raise Trouble('province.no_secret', file=path.name) from error
    if not secret:
        raise Trouble('province.no_secret', file=path.name)
    return secret


def _from_keyring(client_id: str) -> str:
    try:
        secret = keyring.get_password(KEYRING_SERVICE, client_id)
    except keyring.errors.KeyringError as error:
        raise Trouble('province.no_secret', file='–') from error
    if not secret:
        raise Trouble('province.no_secret', file='–')
    return secret


def _stays_here(host: str) -> bool:
    if host == 'localhost':
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
