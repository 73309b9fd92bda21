"""The files' side of every shape but S3: uploads by tus 1.0, and the files that are held."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse

from sync.province.protocol import JSON
from sync.province.reference import declared
from sync.province.reference.answers import Said
from sync.province.reference.house import House
from sync.province.reference.incoming import Body, bearer_of
from sync.province.reference.under_way import UnderWay
from sync.province.reference.vault import BASE, HELD

_HELD = '/sha256/{digest}'
# what each verb of tus wants in its headers, and whether it can do without
_HEADERS = {
    'POST': (('Upload-Length', True), ('Upload-Metadata', True)),
    'PATCH': (('Upload-Offset', True), ('Upload-Checksum', False)),
}


class FilesSide:
    """The handlers under ``/tep``."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._under_way = UnderWay()

    def router(self) -> APIRouter:
        """The addresses."""
        made = APIRouter(prefix=BASE)
        for method, name, asked_only in (('HEAD', 'held_file', True), ('GET', 'give_file', False)):
            told = declared.file(asked_only=asked_only)
            made.add_api_route(
                _HELD,
                self.give_file,
                methods=[method],
                name=name,
                responses=told,
                response_class=Response,
                response_model=None,
            )
        for path, methods in (('/', ('OPTIONS', 'POST')), ('/{upload}', ('OPTIONS', 'HEAD', 'PATCH', 'DELETE'))):
            for method in methods:
                told = declared.tus(method)
                made.add_api_route(
                    path,
                    dependencies=[Depends(self._under_way.turn)] if method in ('HEAD', 'PATCH') else [],
                    endpoint=self.carry if path == '/' else self.carry_on,
                    methods=[method],
                    name=f'tus_{method.lower()}{"_upload" if path != "/" else ""}',
                    status_code=int(next(iter(told))),
                    responses=told,
                    response_class=Response,
                    response_model=None,
                    openapi_extra=_wanted(method),
                )
        return made

    def give_file(self, request: Request, digest: str) -> Response:
        """A held file; HEAD only asks whether it is held."""
        self._let_in(request)
        path = self._house.vault.path(digest)
        if path is None:
            raise Said(404, '404', "Không có tệp này")
        return FileResponse(path, media_type='application/octet-stream', headers={HELD: digest})

    def carry(self, request: Request, body: Body) -> Response:
        """Begin an upload; OPTIONS is open, as the specification of tus wants."""
        if request.method != 'OPTIONS':
            self._let_in(request)
        status, headers, content = self._house.uploads.answer(
            request.method, request.url.path, headers=dict(request.headers), body=body
        )
        return Response(content, status, headers, 'text/plain' if content else None)

    def carry_on(self, request: Request, body: Body, upload: str) -> Response:  # noqa: ARG002  # stands in the address
        """Go on with an upload, ask where it stands, or give it up."""
        return self.carry(request, body)

    def _let_in(self, request: Request) -> None:
        if self._house.credentials.client(bearer_of(request)) is None:
            raise Said(401, '401', "Chưa xác thực hoặc mã truy cập đã hết hạn")


def _wanted(method: str) -> dict[str, JSON]:
    """What ``openapi_extra`` takes for a verb of tus, which reads its headers itself."""
    if method == 'OPTIONS':
        return {}
    version: JSON = {
        'name': 'Tus-Resumable',
        'in': 'header',
        'required': True,
        'schema': {'type': 'string', 'enum': ['1.0.0']},
    }
    named: list[JSON] = [
        {'name': name, 'in': 'header', 'required': required, 'schema': {'type': 'string'}}
        for name, required in _HEADERS.get(method, ())
    ]
    piece: JSON = {'content': {'application/offset+octet-stream': {'schema': {'type': 'string', 'format': 'binary'}}}}
    return {'parameters': [version, *named], **({'requestBody': piece} if method in _HEADERS else {})}
