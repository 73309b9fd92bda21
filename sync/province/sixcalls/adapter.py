"""The S3 adapter: a dossier is created once with the files that were uploaded before, then its state is told.

Nothing is looked up and nothing comes back of itself in this shape, so the province's ids of dossiers and files are
remembered here: losing one costs a repeated upload or an empty id beside the code, never a dossier.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import requests
from requests.auth import AuthBase
from urllib3.filepost import encode_multipart_formdata

from office.errors import Refusal, Trouble
from office.ports import Clock
from sync.province.comparing import Comparison, Question
from sync.province.gateway import envelope
from sync.province.gateway.envelope import Answer
from sync.province.gateway.files import UploadPlaces
from sync.province.gateway.portal import spoken_with, wire_form
from sync.province.gateway.wire import Unproven, Wire
from sync.province.protocol import (
    JSON,
    MOST_PROGRESS,
    Changes,
    CodeBlock,
    FileReceipt,
    ProvinceRefused,
    Receipt,
)
from sync.province.record import is_digest
from sync.province.settings import ProvinceSettings, checked
from sync.province.shapes import capabilities, paths_of
from sync.province.sixcalls import spelling


class SixCalls:
    """A province of the S3 shape; belongs to one thread."""

    def __init__(self, settings: ProvinceSettings, secret: str, clock: Clock) -> None:
        """Connect nothing yet.

        Raises:
            Refusal: as ``checked``.
        """
        self._paths = paths_of(checked(settings))
        self.unit = settings.unit
        self.can = capabilities(settings)
        self._wire = ClientWire(settings, secret, clock)
        folder = Path(settings.upload_dir) if settings.upload_dir else None
        self._file_ids = UploadPlaces(str(folder / 'tep') if folder else '')
        self._dossier_ids = UploadPlaces(str(folder / 'ho-so') if folder else '')

    def close(self) -> None:
        """Let go of the open connections; the next question opens one."""
        self._wire.close()

    def clock_ahead(self) -> timedelta | None:
        """How far our clock ran ahead of the province's."""
        return self._wire.ahead

    def link(self, _digest: str) -> str:
        """No address: files are known by their ids here."""
        return ''

    def send_dossier(self, record: Mapping[str, JSON], *, updating: bool, key: str) -> Receipt:
        """Create the dossier where the province lacks it, and tell its state.

        Raises:
            Trouble: ``pages.first`` while a file that it names isn't uploaded; as the wire.
        """
        code = str(record.get('MaHoSo', ''))
        if not updating:
            self._create(record, code, key)
        answer = self._state(record, code, key)
        if updating and not answer.accepted and answer.says_absent:
            self._create(record, code, key)
            answer = self._state(record, code, key)
        if not answer.accepted:
            raise answer.refusal()
        # the answers name the dossier, not the words: the courier takes that for a yes where nothing can be looked up
        return Receipt(ids=(code,), digest='', number=self._dossier_ids.recall(code))

    def send_progress(self, items: Sequence[Mapping[str, JSON]], *, key: str) -> Receipt:
        """Report processing steps.

        Raises:
            Refusal: ``province.too_many`` for more than ten.
        """
        if len(items) > MOST_PROGRESS:
            raise Refusal('province.too_many', count=len(items), most=MOST_PROGRESS)
        codes = [str(item.get('MaHoSo', '')) for item in items]
        steps: JSON = [
            spelling.progressed(item, self._dossier_ids.recall(code)) for item, code in zip(items, codes, strict=True)
        ]
        answer = self._told('progress', steps, key=key)
        if not answer.accepted:
            raise answer.refusal()
        return Receipt(ids=tuple(codes), digest='', number='')

    def send_ratings(self, _records: Sequence[Mapping[str, JSON]], *, key: str) -> NoReturn:
        """Nothing: this shape takes no ratings (``can.ratings``).

        Raises:
            ProvinceRefused: always.
        """
        raise ProvinceRefused('404', key)

    def questions(self) -> Sequence[Mapping[str, JSON]]:
        """Nothing: this shape brings no questions (``can.questions``)."""
        return ()

    def answer_to(self, _number: str) -> str:
        """Nothing, as ``questions``."""
        return ''

    def send_answer(self, _record: Mapping[str, JSON], *, key: str) -> NoReturn:
        """Nothing, as ``questions``.

        Raises:
            ProvinceRefused: always.
        """
        raise ProvinceRefused('404', key)

    def find_dossier(self, _code: str) -> Mapping[str, JSON] | None:
        """Nothing: this shape has no look-up (``can.lookup``)."""
        return None

    def fields(self) -> Sequence[Mapping[str, JSON]]:
        """Nothing: this shape publishes no catalogue (``can.catalogue``)."""
        return ()

    def procedures(self) -> Sequence[Mapping[str, JSON]]:
        """Nothing, as ``fields``."""
        return ()

    def procedure(self, _code: str) -> Mapping[str, JSON] | None:
        """Nothing, as ``fields``."""
        return None

    def reserve_codes(self, _count: int, *, key: str, day: date | None = None) -> CodeBlock:
        """One code, for this shape gives them one by one; one whose answer is lost is a gap, never given twice.

        Raises:
            Trouble: ``province.garbled`` when it is no code of the day that was asked for.
        """
        answer = self._told('number', {'code': self.unit}, key=key)
        if not answer.accepted:
            raise answer.refusal()
        return _block(_named(answer.payload, 'value'), day)

    def return_codes(self, _prefix: str, _first: int, _last: int, *, key: str) -> None:
        """Nothing: this shape takes no code back (``can.returns``)."""

    def compare(self, _question: Question) -> Comparison:
        """Nothing: this shape compares nothing (``can.compares``)."""
        return Comparison(wanted=(), missing=(), surplus=())

    def changes(self, cursor: str, _limit: int) -> Changes:
        """Nothing: this shape has no feed (``can.news``)."""
        return Changes(items=(), cursor=cursor, more=False)

    def upload(self, content: bytes, *, digest: str, name: str) -> FileReceipt:
        """Send a file whole, unless it was sent before, and remember the province's id of it.

        Raises:
            Trouble: ``pages.damaged``; ``province.garbled`` with ``what='digest'`` when other bytes arrived.
        """
        if hashlib.sha256(content).hexdigest() != digest:
            raise Trouble('pages.damaged', digest=digest)
        if self._file_ids.recall(digest):
            return FileReceipt(digest=digest, size=len(content), sent=0)
        body, kind = encode_multipart_formdata({'files': (name, content, 'application/pdf')})

        def said() -> requests.Response:
            return self._wire.ask('POST', self._paths['upload'], body=body, headers={'Content-Type': kind})

        answer = envelope.answered(said, renew=self._wire.forget)
        if not answer.accepted:
            raise answer.refusal()
        given, held = _named(answer.payload, 'IdTepTin'), _named(answer.payload, 'HashTepTin').lower()
        if not given or (is_digest(held) and held != digest):
            raise Trouble('province.garbled', what='digest')
        self._file_ids.remember(digest, given)
        self._wire.pace.wait(len(body))
        return FileReceipt(digest=digest, size=len(content), sent=len(content))

    def download(self, digest: str) -> NoReturn:
        """Nothing comes back in this shape.

        Raises:
            ProvinceRefused: always.
        """
        raise ProvinceRefused('404', digest)

    def _create(self, record: Mapping[str, JSON], code: str, key: str) -> None:
        answer = self._told('create', spelling.created(record, self.unit, self._file_id), key=key)
        if not answer.accepted and not answer.says_exists:
            raise answer.refusal()
        named, number = _named(answer.payload, 'maHoSo'), _named(answer.payload, 'idHoSo')
        if named not in ('', code):
            # it filed the dossier under a code that stands on no slip: a person must see that
            raise ProvinceRefused(answer.code, named, field='MaHoSo')
        if number:
            self._dossier_ids.remember(code, number)

    def _state(self, record: Mapping[str, JSON], code: str, key: str) -> Answer:
        said = spelling.stated(record, self._dossier_ids.recall(code), self._file_ids.recall)
        return self._told('status', [said], key=f'{key}:state')

    def _file_id(self, digest: str) -> str:
        known = self._file_ids.recall(digest)
        if not known and self.can.files:
            raise Trouble('pages.first', digest=digest)
        return known

    def _told(self, call: str, content: JSON, *, key: str) -> Answer:
        body = wire_form(content)
        headers = spoken_with(key, body)

        def said() -> requests.Response:
            return self._wire.ask('POST', self._paths[call], body=body, headers=headers)

        return envelope.answered(said, renew=self._wire.forget)


class ClientWire(Wire):
    """A wire whose token is asked for with the client's id and secret in the words."""

    def _proof(self) -> tuple[bytes, AuthBase]:
        given = self._settings
        words = {'grant_type': 'client_credentials', 'client_id': given.client_id, 'client_secret': self._secret}
        return urlencode(words).encode(), Unproven()


def _block(code: str, day: date | None) -> CodeBlock:
    prefix, dash, serial = code.rpartition('-')
    spelt = prefix.rpartition('-')[2]
    try:
        usable = datetime.strptime(spelt, '%Y%m%d' if len(spelt) == 8 else '%y%m%d').date()  # noqa: DTZ007, PLR2004  # a local day, yyyymmdd
        number = int(serial)
    except ValueError as error:
        raise Trouble('province.garbled', what='shape') from error
    if day is not None and usable != day:
        raise Trouble('province.garbled', what='shape')
    return CodeBlock(id=code, prefix=prefix + dash, first=number, last=number, width=len(serial), usable_on=usable)


def _named(payload: JSON, name: str) -> str:
    """A value of the one object in an answer; the object alone or first of a list, its names in any case."""
    if isinstance(payload, str) and name == 'value':
        return payload
    one = payload[0] if isinstance(payload, list) and payload else payload
    found = {key.lower(): value for key, value in one.items()} if isinstance(one, dict) else {}
    value = found.get(name.lower())
    return '' if value is None else str(value)
