"""What schemathesis can't guess: who speaks, and of what. It loads this in its own process; the environment says the
rest.

Only some of the calls are helped, so that the others still come from nowhere.
"""

import os
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, SerializationContext

UNIT, CLIENT, OFFICIAL, CODE, DIGEST = (
    os.environ.get(f'TINH_{name}', '') for name in ('UNIT', 'CLIENT', 'OFFICIAL', 'CODE', 'DIGEST')
)
KNOWN = {'code': CODE, 'digest': DIGEST}


def _helped(made: object) -> bool:
    return len(str(made)) % 2 == 0


@schemathesis.hook
def map_case(context: HookContext, case: Case) -> Case:
    """The proof of the side that is asked, and the unit and dossier that there are."""
    proof = OFFICIAL if case.path.startswith('/quan-tri') else CLIENT
    case.headers = {**(case.headers or {}), 'Authorization': f'Bearer {proof}', 'dstcode': 'VN:x'}
    if case.query and 'MaDinhDanhDV' in case.query and _helped(case.query):
        case.query['MaDinhDanhDV'] = UNIT
    if case.path_parameters and _helped(case.path_parameters):
        case.path_parameters |= {name: KNOWN[name] for name in case.path_parameters if name in KNOWN}
    if isinstance(case.body, dict) and 'session' in case.body and _helped(case.body):
        case.body |= {'session': CLIENT, 'madonvi': UNIT}
    return case


@schemathesis.serializer('application/offset+octet-stream')
def pieces(_context: SerializationContext, value: Any) -> bytes:
    """A piece of a file is its bytes."""
    return value if isinstance(value, bytes) else str(value).encode()
