"""What the province publishes of what it takes (OpenAPI): bodies spelt by the same rules that judge them.

Nothing here is written twice: a field's pattern, codes and length come from ``sync.province.validation``.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sync.province.answer_rules import ANSWER
from sync.province.comparing import FILES, REPORTS, STEPS
from sync.province.protocol import JSON, MOST_PROGRESS
from sync.province.rating_record import OPINIONS, RATING
from sync.province.reference.vault import BASE
from sync.province.validation import DOSSIER_CODE, HEADER, INNER, LISTS, PROGRESS, Rule

Schema = dict[str, Any]

# what proves who asks, by the first part of an address
_PROOFS = {'KetNoiMotCuaQuocGia': 'client', 'api': 'client', BASE.strip('/'): 'client', 'quan-tri': 'official'}
_MOMENT = r'\d{14}'


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
    return _few(_entry(PROGRESS))


def ratings(most: int) -> Schema:
    """The bare array of DongBoDanhGia."""
    entry = _entry(RATING)
    entry['properties'][OPINIONS] = _listed({'type': 'string'})
    return {'type': 'array', 'minItems': 1, 'maxItems': most, 'items': entry}


def answers(most: int) -> Schema:
    """The bare array of DongBoKetQuaHoiDapGuiTuDVCQG."""
    return {'type': 'array', 'minItems': 1, 'maxItems': most, 'items': _entry(ANSWER)}


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


def six_number() -> Schema:
    """What GetNextValue takes: the unit's own code."""
    return _object({'code': {'type': 'string'}}, required=('code',))


def six_dossier() -> Schema:
    """What TaoHoSo takes."""
    text = {'type': 'string', 'minLength': 1}
    needed = {
        'MaHoSo': {'type': 'string', 'pattern': f'^({DOSSIER_CODE})$'},
        **dict.fromkeys(('MaTTHC', 'ChuHoSo', 'MaDonViTiepNhan', 'NgayTiepNhan'), text),
        'LoaiDoiTuong': {'type': 'integer', 'enum': [0, 1]},
    }
    file = _object({'IdGiayTo': {'type': 'string'}, 'HashTepTin': {'type': 'string', 'pattern': '^[0-9a-f]{64}$'}})
    part = _object({'MaThanhPhanHoSo': text, 'TenThanhPhanHoSo': text, 'GiayToDinhKem': _listed(file)})
    who = {name: {'type': 'string'} for name in ('SoDinhDanhChuHs', 'SoDienThoai', 'Email')}
    given = {'ThanhPhanHoSo': _listed(part), 'ThongTinNguoiNop': _object({'ThongTinChiTiet': _object(who)})}
    return _object({**needed, **given}, required=tuple(needed))


def six_steps() -> Schema:
    """What CapNhatTienTrinh takes."""
    return _few(_object({'MaHoSo': {'type': 'string'}, 'NguoiXuLy': {'type': 'string'}}, required=('MaHoSo',)))


def six_states() -> Schema:
    """What CapNhatTrangThai takes."""
    state = {'type': 'integer', 'minimum': 1, 'maximum': 10}
    return _few(_object({'MaHoSo': {'type': 'string'}, 'TrangThai': state}, required=('MaHoSo', 'TrangThai')))


def describe(app: FastAPI) -> None:
    """Let the application publish itself with its one way of proving who asks."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            flow = {'clientCredentials': {'tokenUrl': '/token', 'scopes': {}}}
            made['components']['securitySchemes'] = {
                'client': {'type': 'oauth2', 'flows': flow},
                'official': {'type': 'http', 'scheme': 'bearer'},
            }
            for path, operations in made['paths'].items():
                proof = _PROOFS.get(path.split('/')[1])
                for method, operation in operations.items():
                    if proof and method != 'options':
                        operation['security'] = [{proof: []}]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own documented way


def _object(properties: Schema, *, required: tuple[str, ...] = ()) -> Schema:
    return {'type': 'object', 'properties': properties, **({'required': [*required]} if required else {})}


def _few(entry: Schema) -> Schema:
    return {'type': 'array', 'minItems': 1, 'maxItems': MOST_PROGRESS, 'items': entry}


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
