"""The S2 adapter: the verbs of ``Province`` as calls of a provincial gateway."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from office.errors import Refusal, Trouble
from office.ports import Clock
from sync.province.lgsp import envelope
from sync.province.lgsp.envelope import Answer
from sync.province.lgsp.feed import read_changes
from sync.province.lgsp.files import Files, UploadPlaces
from sync.province.lgsp.wire import Wire
from sync.province.protocol import JSON, MOST_PROGRESS, Capabilities, Changes, CodeBlock, FileReceipt, Receipt
from sync.province.settings import ProvinceSettings, checked

SERVICES = 'KetNoiMotCuaQuocGia'
KEY_HEADER, DIGEST_HEADER = 'Idempotency-Key', 'Content-Digest'


class Lgsp:
    """A gateway of the S2 shape; belongs to one thread, two lanes take two."""

    def __init__(self, settings: ProvinceSettings, secret: str, clock: Clock) -> None:
        """Connect nothing yet.

        Raises:
            Refusal: ``province.not_set`` or ``province.plain_http``.
        """
        self._unit = checked(settings).unit
        self.can = Capabilities(
            numbers=settings.numbers, news=settings.news, files=settings.files, steps=settings.steps
        )
        self._wire = Wire(settings, secret, clock)
        self._files = Files(self._wire, UploadPlaces(settings.upload_dir), settings.piece_size)

    def close(self) -> None:
        """Let go of the open connections."""
        self._wire.close()

    def clock_ahead(self) -> timedelta | None:
        """How far our clock ran ahead of the gateway's."""
        return self._wire.ahead

    def link(self, digest: str) -> str:
        """Where the gateway will serve a file."""
        return self._files.link(digest)

    def send_dossier(self, record: Mapping[str, JSON], *, updating: bool, key: str) -> Receipt:
        """Report a dossier; what the gateway knows better than we, whether it has the dossier, is its to say."""
        body = wire_form([dict(record)])
        answer = self._dossier_answer(body, updating=updating, key=key)
        if not answer.accepted and (answer.says_absent if updating else answer.says_exists):
            answer = self._dossier_answer(body, updating=not updating, key=key)
        return _receipt(answer, body, [str(record.get('MaHoSo', ''))])

    def send_progress(self, items: Sequence[Mapping[str, JSON]], *, key: str) -> Receipt:
        """Report processing steps.

        Raises:
            Refusal: ``province.too_many`` for more than ten.
        """
        if len(items) > MOST_PROGRESS:
            raise Refusal('province.too_many', count=len(items), most=MOST_PROGRESS)
        body = wire_form([dict(item) for item in items])
        answer = self._post('CapNhatTienDoHoSoMC', body, key=key)
        return _receipt(answer, body, [str(item.get('MaHoSo', '')) for item in items])

    def find_dossier(self, code: str) -> Mapping[str, JSON] | None:
        """The dossier under a code."""
        return _first(self._get('TraCuuHoSo', mahoso=code))

    def procedures(self) -> Sequence[Mapping[str, JSON]]:
        """The published procedures."""
        listed = self._get('LayDanhSachTTHC')
        if not isinstance(listed, list):
            raise Trouble('province.garbled', what='shape')
        return [one for one in listed if isinstance(one, dict)]

    def procedure(self, code: str) -> Mapping[str, JSON] | None:
        """One procedure in full."""
        return _first(self._get('LayThuTuc', maTTHC=code))

    def reserve_codes(self, count: int, *, key: str, day: date | None = None) -> CodeBlock:
        """Reserve official codes."""
        body = wire_form({'SoLuong': count, 'Ngay': f'{day:%Y%m%d}' if day else ''})
        answer = self._post('CapKhoiMaHoSo', body, key=key)
        if not answer.accepted:
            raise answer.refusal()
        return _code_block(answer.payload)

    def changes(self, cursor: str, limit: int) -> Changes:
        """What happened at the province after a cursor."""
        payload = self._get('ThayDoi', cursor=cursor, limit=str(limit))
        try:
            return read_changes(payload if isinstance(payload, dict) else {})
        except KeyError as error:
            raise Trouble('province.garbled', what='shape') from error

    def upload(self, content: bytes, *, digest: str, name: str) -> FileReceipt:
        """Send a file."""
        return self._files.upload(content, digest=digest, name=name)

    def download(self, digest: str) -> bytes:
        """Fetch a file."""
        return self._files.download(digest)

    def _dossier_answer(self, body: bytes, *, updating: bool, key: str) -> Answer:
        return self._post('DongBoHoSoMC', body, key=key, isUpdating='True' if updating else 'False')

    def _post(self, service: str, body: bytes, *, key: str, **params: str) -> Answer:
        # RFC 9530 spells the digest; with the key it makes a resend recognisable for ever
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        headers = {
            'Content-Type': 'application/json; charset=utf-8',
            KEY_HEADER: key,
            DIGEST_HEADER: f'sha-256=:{digest}:',
        }
        params = {'MaDinhDanhDV': self._unit, **params}
        return envelope.read(self._wire.ask('POST', f'{SERVICES}/{service}', params=params, body=body, headers=headers))

    def _get(self, service: str, **params: str) -> JSON:
        params = {'MaDinhDanhDV': self._unit, **params}
        answer = envelope.read(self._wire.ask('GET', f'{SERVICES}/{service}', params=params))
        if not answer.accepted:
            raise answer.refusal()
        return answer.payload


def wire_form(content: JSON) -> bytes:
    """JSON as it goes over the wire: always the same bytes for the same content, so that a digest means something."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()


def _receipt(answer: Answer, body: bytes, codes: list[str]) -> Receipt:
    """The receipt in an answer; one that speaks of something else than was sent is no receipt."""
    if not answer.accepted:
        raise answer.refusal()
    given = answer.payload if isinstance(answer.payload, dict) else {}
    receipt = Receipt(
        ids=_texts(given.get('MaHoSo')),
        digest=str(given.get('SHA256', '')),
        number=str(given.get('SoTiepNhan', '')),
        missing=_texts(given.get('TepConThieu')),
    )
    sent = hashlib.sha256(body).hexdigest()
    if receipt.confirms and (receipt.digest != sent or set(receipt.ids) != set(codes)):
        raise Trouble('province.garbled', what='receipt')
    return receipt


def _code_block(payload: JSON) -> CodeBlock:
    given = _first(payload) or {}
    day = str(given.get('Ngay', ''))
    try:
        block = CodeBlock(
            id=str(given['MaKhoi']),
            prefix=str(given['TienTo']),
            first=int(str(given['TuSo'])),
            last=int(str(given['DenSo'])),
            width=int(str(given['DoRong'])),
            usable_on=date.fromisoformat(day) if day else None,
        )
    except (KeyError, ValueError) as error:
        raise Trouble('province.garbled', what='shape') from error
    if block.last < block.first:
        raise Trouble('province.garbled', what='shape')
    return block


def _first(payload: JSON) -> Mapping[str, JSON] | None:
    """The one object of an answer, whether it came alone or in a list; None where there is none."""
    one = payload[0] if isinstance(payload, list) and payload else payload
    return one if isinstance(one, dict) and one else None


def _texts(value: JSON) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
