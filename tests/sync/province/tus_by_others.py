"""A tus server that neither we nor the makers of our server wrote: tuspyserver, with files by digest beside it."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Response
from tuspyserver import create_tus_router


@contextmanager
def foreign_server(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yields its address and the folder in which finished files lie under their digest."""
    held, arriving = folder / 'held', folder / 'arriving'
    for place in (held, arriving):
        place.mkdir(parents=True)
    with socket.create_server(('127.0.0.1', 0)) as listening:
        config = uvicorn.Config(
            _application(held, arriving), lifespan='off', log_config=None, ws='none', loop='asyncio'
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={'sockets': [listening]})
        thread.start()
        try:
            yield f'http://127.0.0.1:{listening.getsockname()[1]}', held
        finally:
            server.should_exit = True
            thread.join()


def _application(held: Path, arriving: Path) -> FastAPI:
    app = FastAPI()

    def finished(path: str, metadata: dict[str, str]) -> None:
        content = Path(path).read_bytes()
        if hashlib.sha256(content).hexdigest() == metadata['sha256']:
            (held / metadata['sha256']).write_bytes(content)

    @app.post('/token')
    def token() -> dict[str, Any]:
        return {'access_token': 'x', 'expires_in': 3600}

    @app.head('/tep/sha256/{digest}')
    @app.get('/tep/sha256/{digest}')
    def file(digest: str) -> Response:
        path = held / digest
        return Response(path.read_bytes()) if path.exists() else Response(status_code=404)

    app.include_router(create_tus_router(prefix='tep', files_dir=str(arriving), on_upload_complete=finished))
    return app
