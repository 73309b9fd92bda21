"""What the province publishes of its answers (OpenAPI): each status that an operation may answer, with its body."""

from typing import Any

Schema = dict[str, Any]
Answers = dict[int | str, dict[str, Any]]

ENVELOPE: Schema = {
    'type': 'object',
    'required': ['error_code', 'message', 'result'],
    'properties': {'error_code': {'type': ['string', 'integer']}, 'message': {'type': 'string'}, 'result': {}},
}
# S3 has an envelope of its own; at its door it is told as everybody
SIX_ENVELOPE: Schema = {
    'anyOf': [
        {
            'type': 'object',
            'required': ['code', 'message', 'data'],
            'properties': {'code': {'type': ['string', 'integer']}, 'message': {'type': 'string'}, 'data': {}},
        },
        ENVELOPE,
    ]
}
TOKEN: Schema = {
    'type': 'object',
    'required': ['access_token', 'token_type', 'expires_in'],
    'properties': {
        'access_token': {'type': 'string'},
        'token_type': {'type': 'string', 'enum': ['Bearer']},
        'expires_in': {'type': 'integer', 'minimum': 1},
    },
}
WELL: Schema = {
    'type': 'object',
    'required': ['status'],
    'properties': {'status': {'type': 'string', 'enum': ['ok']}},
}
# what each answer beside the yes means; 200 may carry a no as well, in error_code
_SAYS = {
    200: "Thành công hoặc từ chối",
    201: "Đã mở chỗ nhận tệp",
    204: "Đã làm, không có gì thêm",
    206: "Một phần tệp",
    400: "Nội dung không đọc được hoặc không lưu được",
    401: "Chưa xác thực hoặc mã truy cập đã hết hạn",
    403: "Không có quyền với đơn vị này",
    404: "Không có",
    405: "Không có cách hỏi này ở địa chỉ này",
    409: "Mâu thuẫn với điều đã nhận",
    410: "Đã quá hạn",
    412: "Thiếu hoặc sai Tus-Resumable",
    413: "Quá lớn",
    415: "Sai Content-Type",
    416: "Không có phần này của tệp",
    422: "Yêu cầu không hợp lệ",
    423: "Tệp đang được ghi",
    429: "Bận; chờ theo Retry-After",
    460: "Sai mã băm",
    503: "Cơ sở dữ liệu chưa sẵn sàng; chờ theo Retry-After",
}
# any operation may be turned away, find the database gone, or be given what no column can keep
_ALWAYS = (400, 429, 503)
_LATER = {429, 503}
_RETRY_AFTER = {'Retry-After': {'required': True, 'schema': {'type': 'integer', 'minimum': 1}}}
_BYTES: Schema = {'type': 'string', 'format': 'binary'}
_TEXT: Schema = {'type': 'string'}


def responses(*statuses: int, envelope: Schema = ENVELOPE, yes: Schema | None = None) -> Answers:
    """The answers of an operation in JSON: 200 with ``yes``, the envelope by default, and each no in the envelope."""
    said: Answers = {status: _answer(status, json=envelope) for status in sorted({*statuses, *_ALWAYS})}
    return {200: _answer(200, json=yes or envelope), **said}


def health() -> Answers:
    """The answers of the question of health, which is never turned away."""
    return {200: _answer(200, json=WELL), 503: _answer(503, json=ENVELOPE)}


def file(*, asked_only: bool = False) -> Answers:
    """The answers of a held file, whole or a part of it; ``asked_only`` of the question whether it is held."""
    noes: Answers = {status: _answer(status, json=ENVELOPE) for status in (400, 401, 404, 429, 503)}
    # the file server's own words about parts that there aren't
    noes[400]['content']['text/plain'] = {'schema': _TEXT}
    yes: Answers = {200: _answer(200, binary=True), 206: _answer(206, binary=True), 416: _answer(416, text=True)}
    every = {**yes, **noes}
    return _without_bodies(every) if asked_only else every


def tus(method: str) -> Answers:
    """The answers of one verb of tus 1.0: its library says no in plain text, the door and the bound in the envelope."""
    yes, *noes = _TUS[method]
    every: Answers = {yes: _answer(yes)}
    every |= {status: _answer(status, text=True) for status in noes}
    if method != 'OPTIONS':
        every |= {status: _answer(status, json=ENVELOPE) for status in (401, 503)}
    every[429] = _answer(429, json=ENVELOPE)
    return _without_bodies(every) if method == 'HEAD' else every


_TUS = {
    'OPTIONS': (204,),
    'POST': (201, 400, 404, 412, 413, 460),
    'HEAD': (200, 400, 404, 410, 412),
    'PATCH': (204, 400, 403, 404, 409, 410, 412, 413, 415, 423, 460),
    'DELETE': (204, 400, 404, 412, 423),
}


def _answer(status: int, *, json: Schema | None = None, binary: bool = False, text: bool = False) -> dict[str, Any]:
    made: dict[str, Any] = {'description': _SAYS[status]}
    content = {
        **({'application/json': {'schema': json}} if json is not None else {}),
        **({'application/octet-stream': {'schema': _BYTES}} if binary else {}),
        **({'text/plain': {'schema': _TEXT}} if text else {}),
    }
    if content:
        made['content'] = content
    if status in _LATER:
        made['headers'] = _RETRY_AFTER
    return made


def _without_bodies(answers: Answers) -> Answers:
    return {status: {name: one[name] for name in one if name != 'content'} for status, one in answers.items()}
