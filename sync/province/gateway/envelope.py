"""What a gateway's answer means, whatever it looks like.

The envelope is ``{error_code, message, result}``; versions differ in how they spell success, in whether the payload
stands in ``result`` or as text in ``message``, and proxies on the way answer in HTML (portal-contract.md §1.1).
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import requests

from office.errors import Trouble
from sync.province.protocol import JSON, ProvinceRefused

ACCEPTED = frozenset({'0', '00'})
_HINTS_EXISTS = ('đã tồn tại', 'da ton tai')
_HINTS_ABSENT = ('không tồn tại', 'chưa tồn tại', 'khong ton tai', 'chua ton tai')
# a session or token that is over, where the HTTP status doesn't say so
_EXPIRED = re.compile(
    r'(session|token|phi[eê]n(?! b[aả]n)).*(hết hạn|het han|expired|invalid|không hợp lệ|khong hop le)'
)
# gateways that always answer 200 put the status into the envelope (portal-contract.md §1.1, HCM)
_UNAUTHORISED, _FORBIDDEN, _TOO_MANY = '401', '403', '429'


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An envelope, read; ``payload`` is the content wherever it stood."""

    code: str
    message: str
    payload: JSON

    @property
    def accepted(self) -> bool:
        """Whether it says yes."""
        return self.code in ACCEPTED

    @property
    def says_exists(self) -> bool:
        """Whether it refuses because the dossier is there already: published only as text, so read as text."""
        return _mentions(self.message, _HINTS_EXISTS)

    @property
    def says_absent(self) -> bool:
        """Whether it refuses an update because there is nothing to update."""
        return _mentions(self.message, _HINTS_ABSENT)

    @property
    def says_expired(self) -> bool:
        """Whether it doesn't know us any more: a fresh login may help."""
        return self.code == _UNAUTHORISED or (not self.accepted and bool(_EXPIRED.search(self.message.casefold())))

    def refusal(self) -> ProvinceRefused:
        """The province's no, with its own words and the first field it blames."""
        return ProvinceRefused(self.code, self.message, field=_blamed(self.payload))


def answered(said: Callable[[], requests.Response], *, renew: Callable[[], None]) -> Answer:
    """The envelope of what is said; where it says that the login is over, of what is said after another one.

    Raises:
        Trouble: ``province.auth`` when a fresh login doesn't help either; as ``read``.
    """
    answer = read(said())
    if answer.says_expired:
        renew()
        answer = read(said())
    if answer.says_expired:
        raise Trouble('province.auth', status=int(_UNAUTHORISED))
    return answer


def read(response: requests.Response, *, payload: tuple[str, ...] = ('result', 'data')) -> Answer:
    """The envelope of an answer, yes or no.

    Args:
        response: the whole answer.
        payload: the names under which its content may stand.

    Raises:
        ProvinceRefused: 409 or 413, which are a no in themselves.
        Trouble: ``province.busy``, ``province.auth``, ``province.no_answer`` or ``province.garbled``.
    """
    status = response.status_code
    raise_for_trouble(response)
    answer = _parsed(response, payload)
    if status == requests.codes.conflict and not answer.says_exists:
        raise ProvinceRefused(answer.code, answer.message, code='province.key_conflict')
    if answer.code == _TOO_MANY:
        raise Trouble('province.busy', retry_after=_retry_after(response))
    if answer.code == _FORBIDDEN:
        raise Trouble('province.auth', status=int(_FORBIDDEN))
    return answer


def raise_for_trouble(response: requests.Response) -> None:
    """Raise what the HTTP status alone says: busy, not let in, too large, broken."""
    status = response.status_code
    if status in (requests.codes.too_many_requests, requests.codes.service_unavailable):
        raise Trouble('province.busy', retry_after=_retry_after(response))
    if status in (requests.codes.unauthorized, requests.codes.forbidden):
        raise Trouble('province.auth', status=status)
    if status == requests.codes.request_entity_too_large:
        raise ProvinceRefused(str(status), response.reason or '')
    if status >= requests.codes.internal_server_error:
        raise Trouble('province.no_answer', status=status)


def _parsed(response: requests.Response, names: tuple[str, ...]) -> Answer:
    body, status = response.content, response.status_code
    if not body.strip():
        raise Trouble('province.garbled', what='empty', status=status)
    if body.lstrip()[:1] == b'<':
        raise Trouble('province.garbled', what='html', status=status)
    try:
        content: JSON = json.loads(body)
    except ValueError as error:
        raise Trouble('province.garbled', what='truncated', status=status) from error
    if isinstance(content, list) and response.ok:
        # catalogue services of some gateways answer with the bare list
        return Answer(code='0', message='', payload=content)
    if isinstance(content, dict):
        spelt = {name.replace('_', '').lower(): value for name, value in content.items()}
        code = _code(spelt)
        if code:
            # a yes inside an error is none
            return _answer(spelt, str(status) if code in ACCEPTED and not response.ok else code, names)
    raise Trouble('province.garbled', what='shape', status=status)


def _code(spelt: dict[str, JSON]) -> str:
    """The code of an envelope, '' where there is none; S3 calls it ``code`` and may say yes as HTTP does."""
    if spelt.get('errorcode') is not None:
        return str(spelt['errorcode']).strip()
    code = '' if spelt.get('code') is None else str(spelt['code']).strip()
    return '0' if code == str(requests.codes.ok) else code


def _answer(spelt: dict[str, JSON], code: str, names: tuple[str, ...]) -> Answer:
    message, result = spelt.get('message'), next((spelt[name] for name in names if name in spelt), None)
    text = message if isinstance(message, str) else ''
    payload = _unwrapped(result)
    if payload in (None, '', [], {}):
        inner = _unwrapped(message)
        payload = inner if isinstance(inner, list | dict) else payload
    return Answer(code=code, message=text, payload=payload)


def _unwrapped(value: JSON) -> JSON:
    """The JSON that a text holds, the value itself where it is none."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ('[', '{'):
        return value
    try:
        inner: JSON = json.loads(value)
    except ValueError:
        return value
    return inner


def _blamed(payload: JSON) -> str:
    listed = payload.get('DanhSachLoi') if isinstance(payload, dict) else None
    first = listed[0] if isinstance(listed, list) and listed else None
    return str(first.get('Truong', '')) if isinstance(first, dict) else ''


def _mentions(message: str, hints: Iterable[str]) -> bool:
    folded = message.casefold()
    return any(hint in folded for hint in hints)


def _retry_after(response: requests.Response) -> int:
    """Seconds to stay away; 0 where the answer doesn't say, counted by its own clock where it names a date."""
    given = response.headers.get('Retry-After', '').strip()
    if given.isdigit():
        return int(given)
    try:
        until, now = parsedate_to_datetime(given), parsedate_to_datetime(response.headers.get('Date', ''))
        return max(0, int((until - now).total_seconds()))
    except (TypeError, ValueError):
        return 0
