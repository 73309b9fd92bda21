"""The centres' side in the S1 shape: a login, and envelopes that name their service."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request

from sync.province.gateway.portal import wire_form
from sync.province.protocol import JSON
from sync.province.reference import declared, described
from sync.province.reference.answers import UNREADABLE, Envelope, Said
from sync.province.reference.house import House
from sync.province.reference.incoming import Body, Key, content_of
from sync.province.reference.work import MOST_DOSSIERS, Speaker, Told, Work, entries, speaker
from sync.province.shapes import SHAPES

PATHS = SHAPES['s1'].paths

Words = dict[str, JSON]
# changes in one answer, where nobody says how many
_LIMIT, _LIMIT_DIGITS = 100, 4


class Axis:
    """The handlers of the three addresses."""

    def __init__(self, house: House) -> None:
        self._house, self._work = house, Work(house)
        self._integration: Mapping[str, Callable[[Speaker, Words, str], Envelope]] = {
            'DongBoHoSoMC': self._take_dossiers,
            'CapNhatTienDoHoSoMC': self._take_progress,
            'DongBoDanhGia': self._take_ratings,
            'DongBoKetQuaHoiDapGuiTuDVCQG': self._take_answers,
            'LayDanhSachHoiDapGuiTuDVCQG': lambda by, _words, _key: self._work.list_questions(by),
            'LayNoiDungTraLoiTheoCauHoi': lambda by, words, _key: self._work.give_answer(by, _text(words, 'cauhoiid')),
            'CapKhoiMaHoSo': self._give_codes,
            'TraKhoiMaHoSo': self._take_codes_back,
            'DoiChieu': lambda by, words, _key: self._work.compare(by, words.get('data')),
            'TraCuuHoSo': lambda by, words, _key: self._work.find_dossier(by, _text(words, 'mahoso')),
            'LayThuTuc': lambda _by, words, _key: self._work.give_procedure(_text(words, 'maTTHC')),
            'ThayDoi': self._give_changes,
        }
        self._share: Mapping[str, Callable[[Speaker, Words, str], Envelope]] = {
            'LayDanhMucLinhVuc': lambda _by, _words, _key: self._work.list_fields(),
            'LayDanhSachTTHC': lambda _by, _words, _key: self._work.list_procedures(),
        }

    def router(self) -> APIRouter:
        """The addresses."""
        made = APIRouter()
        told = declared.responses(401, 403, 409, 422)
        for name, handler, schema in (
            ('login', self.log_in, described.login()),
            ('integration', self.integrate, described.wrapped(sorted(self._integration))),
            ('share', self.share, described.wrapped(sorted(self._share))),
        ):
            extra = described.body(schema)
            made.post(f'/{PATHS[name]}', name=f's1_{name}', response_model=None, responses=told, openapi_extra=extra)(
                handler
            )
        return made

    def log_in(self, request: Request, body: Body) -> Envelope:
        """A session for a name and a password."""
        words = _words(request, body)
        given = self._house.credentials.session(_text(words, 'username'), _text(words, 'password'))
        if given is None:
            raise Said(200, '401', "Sai tên đăng nhập hoặc mật khẩu")
        return {'error_code': 0, 'message': '', 'session': given[0], 'result': {}}

    def integrate(self, request: Request, body: Body, *, key: Key = '') -> Envelope:
        """The services about dossiers, and one procedure in full."""
        return self._served(self._integration, request, body, key)

    def share(self, request: Request, body: Body, *, key: Key = '') -> Envelope:
        """The lists that are shared."""
        return self._served(self._share, request, body, key)

    def _served(
        self,
        services: Mapping[str, Callable[[Speaker, Words, str], Envelope]],
        request: Request,
        body: bytes,
        key: str,
    ) -> Envelope:
        words = _words(request, body)
        by = self._by(words)
        service = services.get(_text(words, 'service'))
        if service is None:
            raise Said(200, UNREADABLE, "Không có dịch vụ này ở địa chỉ này")
        return service(by, words, key)

    def _by(self, words: Words) -> Speaker:
        """Who speaks; a session that is over is said in the envelope, as gateways of this shape do."""
        try:
            return speaker(self._house, f'Bearer {_text(words, "session")}', _text(words, 'madonvi'))
        except Said as said:
            if said.status == 401:  # noqa: PLR2004  # HTTP's own number
                raise Said(200, '-1', "Session đã hết hạn hoặc không hợp lệ") from said
            raise

    def _take_dossiers(self, by: Speaker, words: Words, key: str) -> Envelope:
        records = entries(words.get('data'), most=MOST_DOSSIERS)
        updating = _text(words, 'isUpdating').lower() == 'true'
        return self._work.take_dossiers(by, records, _told(words, key), updating=updating)

    def _take_progress(self, by: Speaker, words: Words, key: str) -> Envelope:
        return self._work.take_progress(by, entries(words.get('data')), _told(words, key))

    def _take_ratings(self, by: Speaker, words: Words, key: str) -> Envelope:
        return self._work.take_ratings(by, entries(words.get('data'), most=MOST_DOSSIERS), _told(words, key))

    def _take_answers(self, by: Speaker, words: Words, key: str) -> Envelope:
        return self._work.take_answers(by, entries(words.get('data'), most=MOST_DOSSIERS), _told(words, key))

    def _give_codes(self, by: Speaker, words: Words, key: str) -> Envelope:
        return self._work.give_codes(by, words.get('data'), _told(words, key))

    def _take_codes_back(self, by: Speaker, words: Words, key: str) -> Envelope:
        return self._work.take_codes_back(by, words.get('data'), _told(words, key))

    def _give_changes(self, by: Speaker, words: Words, _key: str) -> Envelope:
        limit = _text(words, 'limit')
        return self._work.give_changes(
            by, _text(words, 'cursor'), int(limit) if limit.isdecimal() and len(limit) <= _LIMIT_DIGITS else _LIMIT
        )


def _told(words: Words, key: str) -> Told:
    """The data alone: the session around it is another one after a login."""
    return Told(key=key, body=wire_form(words.get('data')))


def _words(request: Request, body: bytes) -> Words:
    if not (request.headers.get('dstcode') or request.query_params.get('dstcode')):
        raise Said(400, UNREADABLE, "Thiếu dstcode")
    content = content_of(request, body)
    if not isinstance(content, dict):
        raise Said(400, UNREADABLE, "Nội dung phải là đối tượng JSON")
    return content


def _text(words: Words, name: str) -> str:
    value = words.get(name)
    return value if isinstance(value, str) else ''
