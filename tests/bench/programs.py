"""The product's own programs in processes of their own, as measures start them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

COURIER, PROVINCE = 'sync.command', 'sync.province.reference.command'


def call_of(module: str, *words: str) -> list[str]:
    """The command line of a program, whether or not its script is installed."""
    return [sys.executable, '-c', f'import sys; from {module} import main; sys.exit(main())', *words]


@contextmanager
def served(*options: str) -> Iterator[tuple[dict[str, Any], int]]:
    """A reference province at a free port: what it tells of itself, and its process."""
    call = call_of(PROVINCE, 'serve', '--json', '--port', '0', *options)
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            yield json.loads(child.stdout.readline()), child.pid
        finally:
            child.terminate()
