"""The province's published description (OpenAPI): bodies spelt by the same rules that judge them.

Nothing here is written twice: a field's pattern, codes and length come from ``sync.province.validation``.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sync.province.comparing import FILES, REPORTS, STEPS
from sync.province.protocol import JSON, MOST_PROGRESS
from sync.province.rating_record import OPINIONS, RATING
from sync.province.reference.vault import BASE
from sync.province.validation import HEADER, INNER, LISTS, PROGRESS, Rule

Schema = dict[str, Any]

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
# what each answer beside the yes means; 200 may carry a no as well, in error_code
_SAYS = {
    400: "Nội dung không đọc được",
    401: "Chưa xác thực hoặc mã truy cập đã hết hạn",
    403: "Không có quyền với đơn vị này",
    404: "Không có",
    409: "Khóa này đã dùng cho nội dung khác",
    413: "Quá lớn",
    422: "Yêu cầu không hợp lệ",
    429: "Bận; chờ theo Retry-After",
    503: "Cơ sở dữ liệu chưa sẵn sàng; chờ theo Retry-After",
}
_MOMENT = r'\d{14}'


def responses(*statuses: int, envelope: Schema = ENVELOPE) -> dict[int | str, dict[str, Any]]:
    """The answers of an operation: the envelope, with 200 and each of the statuses."""
    content = {'application/json': {'schema': envelope}}
    said: dict[int | str, dict[str, Any]] = {200: {'description': "Thành công hoặc từ chối", 'content': content}}
    return said | {status: {'description': _SAYS[status], 'content': content} for status in statuses}


def health() -> dict[int | str, dict[str, Any]]:
    """The answers of the question of health."""
    well = {'type': 'object', 'required': ['status'], 'properties': {'status': {'type': 'string', 'enum': ['ok']}}}
    return responses(503) | {200: {'description': "Sẵn sàng", 'content': {'application/json': {'schema': well}}}}


def body(schema: Schema) -> dict[str, JSON]:
    """What ``openapi_extra`` takes for an operation that reads its body itself."""
    return {'requestBody': {'required': True, 'content': {'application/json': {'schema': schema}}}}


def dossiers(most: int) -> Schema:
    """The bare array of DongBoHoSoMC."""
    entry = _entry(HEADER)
    for name, rules in LISTS.items():
        inner = _entry(rules)
        inner['properties'] |= {below: _listed(_entry(found)) for below, found in INNER.get(name, {}).items()}
        entry['properties'][name] = _listed(inner)
    entry['required'] = [*entry['required'], 'DinhDanhCHS']
    return {'type': 'array', 'minItems': 1, 'maxItems': most, 'items': entry}


def steps() -> Schema:
    """The bare array of CapNhatTienDoHoSoMC."""
    return {'type': 'array', 'minItems': 1, 'maxItems': MOST_PROGRESS, 'items': _entry(PROGRESS)}


def ratings(most: int) -> Schema:
    """The bare array of DongBoDanhGia."""
    entry = _entry(RATING)
    entry['properties'][OPINIONS] = _listed({'type': 'string'})
    return {'type': 'array', 'minItems': 1, 'maxItems': most, 'items': entry}


def login() -> Schema:
    """What the login of S1 takes."""
    words = {'username': {'type': 'string'}, 'password': {'type': 'string'}}
    return {'type': 'object', 'required': [*words], 'properties': words}


def wrapped(services: list[str]) -> Schema:
    """What an address of S1 takes: a session, the unit, one of the services and its words."""
    return {
        'type': 'object',
        'required': ['session', 'madonvi', 'service'],
        'properties': {
            'session': {'type': 'string'},
            'madonvi': {'type': 'string'},
            'service': {'type': 'string', 'enum': services},
        },
    }


def codes() -> Schema:
    """What CapKhoiMaHoSo takes."""
    return {
        'type': 'object',
        'required': ['SoLuong'],
        'properties': {'SoLuong': {'type': 'integer'}, 'Ngay': {'type': 'string', 'pattern': r'^(\d{8})?$'}},
    }


def returned_codes() -> Schema:
    """What TraKhoiMaHoSo takes."""
    number = {'type': 'string', 'pattern': r'^\d{1,4}$'}
    properties = {'TienTo': {'type': 'string'}, 'TuSo': number, 'DenSo': number}
    return {'type': 'object', 'required': [*properties], 'properties': properties}


def comparison() -> Schema:
    """What DoiChieu takes: sums by day and kind, or the lists that were asked for."""
    text, digest = {'type': 'string'}, {'type': 'string', 'pattern': '^[0-9a-f]{64}$'}
    common = {'Ngay': {'type': 'string', 'format': 'date'}, 'Loai': {'type': 'string', 'enum': [REPORTS, STEPS, FILES]}}
    sums = {**common, 'SoLuong': {'type': 'string', 'pattern': r'^\d+$'}, 'SHA256': digest}
    lists = {**common, 'Muc': _listed(text)}
    mark = {'type': 'string', 'pattern': r'^(\d{1,9}\..+)?$'}
    return {
        'type': 'object',
        'required': ['May', 'DauMoi'],
        'properties': {
            'May': {'type': 'string', 'minLength': 1},
            'Dau': mark,
            'DauMoi': mark,
            'TomTat': _listed({'type': 'object', 'required': [*sums], 'properties': sums}),
            'ChiTiet': _listed({'type': 'object', 'required': [*lists], 'properties': lists}),
        },
    }


def describe(app: FastAPI) -> None:
    """Let the application publish itself with its one way of proving who asks."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            flow = {'clientCredentials': {'tokenUrl': '/token', 'scopes': {}}}
            made['components'].setdefault('securitySchemes', {})['client'] = {'type': 'oauth2', 'flows': flow}
            for path, operations in made['paths'].items():
                if path.startswith(('/KetNoi', '/api/', BASE)):
                    for operation in operations.values():
                        operation['security'] = [{'client': []}]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own documented way


def _listed(entry: Schema) -> Schema:
    return {'type': 'array', 'items': entry}


def _entry(rules: Mapping[str, Rule]) -> Schema:
    return {
        'type': 'object',
        'required': [name for name, rule in rules.items() if rule.required or rule.whole],
        'properties': {name: _field(rule) for name, rule in rules.items()},
    }


def _field(rule: Rule) -> Schema:
    """One field; where it may be empty, every shape allows the empty text as well."""
    if rule.whole:
        return {'type': 'integer', 'minimum': 0}
    made: Schema = {'type': 'string'}
    pattern = _MOMENT if rule.moment else rule.pattern
    if pattern:
        made['pattern'] = f'^({pattern})$' if rule.required else f'^({pattern})?$'
    if rule.codes:
        made['enum'] = [*sorted(rule.codes), *([] if rule.required else [''])]
    if rule.longest:
        made['maxLength'] = rule.longest
    if rule.required and not (pattern or rule.codes):
        made['minLength'] = 1
    return made
