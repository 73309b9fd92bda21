"""The portal's services as the verbs of ``Province``: what S1 and S2 share, whichever way the words travel."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from office.errors import Refusal, Trouble
from sync.province.comparing import Comparison, Question
from sync.province.gateway import comparison
from sync.province.gateway.envelope import Answer
from sync.province.gateway.feed import read_changes
from sync.province.gateway.files import Files
from sync.province.protocol import (
    JSON,
    MOST_PROGRESS,
    Capabilities,
    Changes,
    CodeBlock,
    FileReceipt,
    ProvinceRefused,
    Receipt,
)

KEY_HEADER, DIGEST_HEADER = 'Idempotency-Key', 'Content-Digest'
# what makes a dossier another one, whatever its code: the procedure and whose it is never change
_WHOSE = ('MaTTHC', 'SoGiayToChuHoSo')


class Way(Protocol):
    """How a service's words travel: S1 wraps them in an envelope with a session, S2 sends them bare."""

    def tell(self, service: str, content: JSON, *, key: str, updating: bool | None = None) -> Answer:
        """Send content to a service; the same key makes a repetition recognisable."""
        ...

    def ask(self, service: str, **params: str) -> Answer:
        """Ask a service that only reads."""
        ...

    def clock_ahead(self) -> timedelta | None:
        """How far our clock ran ahead of theirs."""
        ...

    def close(self) -> None:
        """Let go of the open connections."""
        ...


class Portal:
    """A gateway that speaks the portal's services; belongs to one thread, two lanes take two."""

    def __init__(self, way: Way, files: Files, can: Capabilities, unit: str) -> None:
        self._way, self._files, self.can, self.unit = way, files, can, unit

    def close(self) -> None:
        """Let go of the open connections; the next question opens one."""
        self._way.close()

    def clock_ahead(self) -> timedelta | None:
        """How far our clock ran ahead of the gateway's."""
        return self._way.clock_ahead()

    def link(self, digest: str) -> str:
        """Where the gateway will serve a file; '' where it stores none."""
        return self._files.link(digest) if self.can.files else ''

    def send_dossier(self, record: Mapping[str, JSON], *, updating: bool, key: str) -> Receipt:
        """Report a dossier; what the gateway knows better than we, whether it has the dossier, is its to say."""
        content: JSON = [dict(record)]
        answer = self._dossier_answer(content, updating=updating, key=key)
        if self._knows_better(answer, record, updating=updating):
            answer = self._dossier_answer(content, updating=not updating, key=key)
        return _receipt(answer, content, [str(record.get('MaHoSo', ''))])

    def send_progress(self, items: Sequence[Mapping[str, JSON]], *, key: str) -> Receipt:
        """Report processing steps.

        Raises:
            Refusal: ``province.too_many`` for more than ten.
        """
        if len(items) > MOST_PROGRESS:
            raise Refusal('province.too_many', count=len(items), most=MOST_PROGRESS)
        content: JSON = [dict(item) for item in items]
        answer = self._way.tell('CapNhatTienDoHoSoMC', content, key=key)
        return _receipt(answer, content, [str(item.get('MaHoSo', '')) for item in items])

    def send_ratings(self, records: Sequence[Mapping[str, JSON]], *, key: str) -> Receipt:
        """Report months' ratings."""
        content: JSON = [dict(record) for record in records]
        answer = self._way.tell('DongBoDanhGia', content, key=key)
        return _receipt(answer, content, [f'{one.get("NgayTongHop")} {one.get("MaThuTuc")}' for one in records])

    def questions(self) -> Sequence[Mapping[str, JSON]]:
        """What people asked this unit."""
        return self._listed('LayDanhSachHoiDapGuiTuDVCQG')

    def answer_to(self, number: str) -> str:
        """The answer that the portal has to a question."""
        found = _first(_granted(self._way.ask('LayNoiDungTraLoiTheoCauHoi', cauhoiid=number))) or {}
        return str(found.get('NOIDUNGTRALOI') or '')

    def send_answer(self, record: Mapping[str, JSON], *, key: str) -> Receipt:
        """Answer a question."""
        content: JSON = [dict(record)]
        answer = self._way.tell('DongBoKetQuaHoiDapGuiTuDVCQG', content, key=key)
        return _receipt(answer, content, [str(record.get('HOIDAPID', ''))])

    def find_dossier(self, code: str) -> Mapping[str, JSON] | None:
        """The dossier under a code; some gateways say that there is none by refusing.

        Raises:
            Trouble: as the wire; ``province.garbled`` for an answer to another question, such as a receipt.
        """
        answer = self._way.ask('TraCuuHoSo', mahoso=code)
        if not answer.accepted and answer.says_absent:
            return None
        found = _first(_granted(answer))
        # a dossier may stand under another code by now
        if found is not None and not isinstance(found.get('MaHoSo', code), str):
            raise Trouble('province.garbled', what='dossier')
        return found

    def fields(self) -> Sequence[Mapping[str, JSON]]:
        """The published fields of procedures."""
        return self._listed('LayDanhMucLinhVuc')

    def procedures(self) -> Sequence[Mapping[str, JSON]]:
        """The published procedures."""
        return self._listed('LayDanhSachTTHC')

    def procedure(self, code: str) -> Mapping[str, JSON] | None:
        """One procedure in full.

        Raises:
            Trouble: as the wire; ``province.garbled`` for an answer that speaks of something else.
        """
        found = _first(_granted(self._way.ask('LayThuTuc', maTTHC=code)))
        if found is not None and str(found.get('MATTHC', '')) != code:
            raise Trouble('province.garbled', what='procedure')
        return found

    def reserve_codes(self, count: int, *, key: str, day: date | None = None) -> CodeBlock:
        """Reserve official codes."""
        content: JSON = {'SoLuong': count, 'Ngay': f'{day:%Y%m%d}' if day else ''}
        return _code_block(_granted(self._way.tell('CapKhoiMaHoSo', content, key=key)))

    def return_codes(self, prefix: str, first: int, last: int, *, key: str) -> None:
        """Say that reserved codes stay unused."""
        content: JSON = {'TienTo': prefix, 'TuSo': str(first), 'DenSo': str(last)}
        _granted(self._way.tell('TraKhoiMaHoSo', content, key=key))

    def compare(self, question: Question) -> Comparison:
        """Compare; the mark in the question makes a repetition recognisable, so it needs no key."""
        return comparison.read(self._way.tell('DoiChieu', comparison.asked(question), key=''))

    def changes(self, cursor: str, limit: int) -> Changes:
        """What happened at the province after a cursor."""
        payload = _granted(self._way.ask('ThayDoi', cursor=cursor, limit=str(limit)))
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

    def _listed(self, service: str) -> list[Mapping[str, JSON]]:
        listed = _granted(self._way.ask(service))
        if not isinstance(listed, list):
            raise Trouble('province.garbled', what='shape')
        return [one for one in listed if isinstance(one, dict)]

    def _dossier_answer(self, content: JSON, *, updating: bool, key: str) -> Answer:
        return self._way.tell('DongBoHoSoMC', content, key=key, updating=updating)

    def _knows_better(self, answer: Answer, record: Mapping[str, JSON], *, updating: bool) -> bool:
        """Whether an answer, or the books behind it, says that the call was of the wrong kind.

        The texts by which gateways say so are nowhere published, so an unexplained no is looked up (TraCuuHoSo).

        Raises:
            ProvinceRefused: ``province.key_conflict`` when another dossier stands under this code.
            Trouble: as the wire, where the look-up alone would tell.
        """
        told = answer.says_absent if updating else answer.says_exists
        if answer.accepted and not told:
            return False
        if (updating and told) or not self.can.lookup:
            return told
        try:
            held = self.find_dossier(str(record.get('MaHoSo', '')))
        except ProvinceRefused:
            # a gateway that doesn't look things up: what it said before stands
            return told
        if updating:
            return held is None
        if held is not None and any(_differ(held.get(name), record.get(name)) for name in _WHOSE):
            raise ProvinceRefused(answer.code, answer.message, field='MaHoSo', code='province.key_conflict')
        return told or held is not None


def wire_form(content: JSON) -> bytes:
    """JSON as it goes over the wire: always the same bytes for the same content, so that a digest means something."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()


def spoken_with(key: str, body: bytes) -> dict[str, str]:
    """The headers of what is told: RFC 9530 spells the digest; with the key it makes a resend recognisable for ever."""
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return {
        'Content-Type': 'application/json; charset=utf-8',
        KEY_HEADER: key,
        DIGEST_HEADER: f'sha-256=:{digest}:',
    }


def _differ(theirs: JSON, ours: JSON) -> bool:
    """Whether two values contradict each other; one that isn't there contradicts nothing."""
    return bool(theirs and ours) and str(theirs) != str(ours)


def _granted(answer: Answer) -> JSON:
    if not answer.accepted:
        raise answer.refusal()
    return answer.payload


def _receipt(answer: Answer, content: JSON, codes: list[str]) -> Receipt:
    """The receipt in an answer; one that speaks of something else than was sent is no receipt."""
    payload = _granted(answer)
    given = payload if isinstance(payload, dict) else {}
    receipt = Receipt(
        ids=_texts(given.get('MaHoSo')),
        digest=str(given.get('SHA256', '')),
        number=str(given.get('SoTiepNhan', '')),
        missing=_texts(given.get('TepConThieu')),
    )
    sent = hashlib.sha256(wire_form(content)).hexdigest()
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
