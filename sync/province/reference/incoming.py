"""What every handler needs of a request: its body as it came, and the credential it bears."""

import base64
import hashlib
import json
import math
from typing import Annotated

from fastapi import Depends, Header, Query, Request
from starlette.requests import ClientDisconnect

from sync.province.protocol import JSON
from sync.province.reference.answers import UNREADABLE, Said


async def _arrived(request: Request) -> bytes:
    """As much of the body as arrived: a file's piece that was cut off on the way still counts to its last byte."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
    except ClientDisconnect:
        pass
    return bytes(body)


Body = Annotated[bytes, Depends(_arrived)]
Unit = Annotated[str, Query(alias='MaDinhDanhDV')]
Key = Annotated[str, Header(alias='Idempotency-Key')]


def bearer_of(request: Request) -> str:
    """The ``Authorization`` of a request, or what its four key headers amount to."""
    given = request.headers
    if 'AccessKey' in given and given.get('AppName'):
        return f'Keys {given["AccessKey"]}|{given.get("PartnerCode", "")}|{given.get("SecretKey", "")}'
    return given.get('Authorization', '')


def content_of(request: Request, body: bytes) -> JSON:
    """The body as JSON, once its digest, where one is given, says that it arrived whole.

    Raises:
        Said: it isn't JSON, is nested beyond sense, bears a number that JSON doesn't know, or half a letter (a lone
            surrogate), which no book can keep.
    """
    given = request.headers.get('Content-Digest')
    if given and given != f'sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:':
        raise Said(400, UNREADABLE, "Nội dung nhận được không khớp Content-Digest")
    try:
        # decoded here: the parser would let half letters by
        content: JSON = json.loads(body.decode(), parse_constant=_no_number, parse_float=_finite)
        if b'\\u' in body:
            json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Said(400, UNREADABLE, "Nội dung không phải JSON") from error
    return content


def _no_number(spelt: str) -> JSON:
    raise ValueError(spelt)


def _finite(spelt: str) -> float:
    number = float(spelt)
    if not math.isfinite(number):
        raise ValueError(spelt)
    return number
