"""The reference province as an ASGI application."""

from collections.abc import Callable
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, FastAPI, Form, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from office.command import VERSION
from sync.province.protocol import JSON
from sync.province.reference import answers, declared, described
from sync.province.reference.admission import HEALTH
from sync.province.reference.answers import NO_HEADERS, UNREADABLE, Said
from sync.province.reference.axis import Axis
from sync.province.reference.files import FilesSide
from sync.province.reference.house import House
from sync.province.reference.incoming import bearer_of
from sync.province.reference.officials import Officials
from sync.province.reference.services import Services
from sync.province.reference.sixcalls import SixCallsSide


def application(house: House) -> FastAPI:
    """The two sides, the token and the files of one province."""
    # no pages for people: they would be fetched from abroad
    app = FastAPI(title='Một Cửa: tỉnh mẫu', version=VERSION, docs_url=None, redoc_url=None)
    app.add_exception_handler(Said, _said)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _unserved)
    app.add_exception_handler(sa.exc.DataError, _unkeepable)
    for gone in (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError):
        app.add_exception_handler(gone, _closed)
    app.add_api_route(HEALTH, _health(house), methods=['GET'], response_model=None, responses=declared.health())
    app.include_router(_door(house))
    app.include_router(Services(house).router())
    app.include_router(Axis(house).router())
    app.include_router(SixCallsSide(house).router())
    app.include_router(FilesSide(house).router())
    app.include_router(Officials(house).router())
    described.describe(app)
    return app


def _health(house: House) -> Callable[[], dict[str, JSON]]:
    def health() -> dict[str, JSON]:
        """Whether this process and its database answer; for whoever spreads the work over several."""
        with house.engine.connect() as books:
            books.exec_driver_sql('SELECT 1')
        return {'status': 'ok'}

    return health


def _door(house: House) -> APIRouter:
    router = APIRouter()

    @router.post('/token', response_model=None, responses=declared.responses(401, 422, yes=declared.TOKEN))
    def give_token(
        request: Request,
        grant_type: Annotated[str, Form()],
        client_id: Annotated[str, Form()] = '',
        client_secret: Annotated[str, Form()] = '',
    ) -> dict[str, JSON]:
        """OAuth2 client credentials, in the header as S2 or in the words as S3."""
        if grant_type != 'client_credentials':
            raise Said(400, '400', "Chỉ hỗ trợ client_credentials")
        doors = house.credentials
        given = doors.session(client_id, client_secret) if client_id else doors.token(bearer_of(request))
        if given is None:
            raise Said(401, '401', "Sai mã hoặc bí mật của máy trạm")
        return {'access_token': given[0], 'token_type': 'Bearer', 'expires_in': given[1]}

    return router


def _said(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Said):
        raise error
    return JSONResponse(error.envelope, status_code=error.status, headers=dict(error.headers))


def _unreadable(_request: Request, error: Exception) -> Response:
    """The framework's no, in the envelope and without the values that were sent."""
    if not isinstance(error, RequestValidationError):
        raise error
    fields: list[JSON] = [{'Truong': str(one['loc'][-1]), 'Loi': str(one['type'])} for one in error.errors()]
    answer = Said(422, UNREADABLE, "Yêu cầu không hợp lệ", {'DanhSachLoi': fields})
    return JSONResponse(answer.envelope, status_code=answer.status)


def _unserved(request: Request, error: Exception) -> Response:
    """The framework's no to an address or a verb that there isn't, in the envelope."""
    if not isinstance(error, HTTPException):
        raise error
    status = error.status_code
    return _said(request, Said(status, str(status), "Không có ở địa chỉ này", headers=error.headers or NO_HEADERS))


def _unkeepable(request: Request, _error: Exception) -> Response:
    """What no column can keep, such as a NUL in a code."""
    return _said(request, Said(400, UNREADABLE, "Nội dung có ký tự hoặc số không lưu được"))


def _closed(request: Request, _error: Exception) -> Response:
    """The database doesn't answer: nothing was taken, or nobody knows, and the same key may be sent again."""
    return _said(request, answers.closed())
