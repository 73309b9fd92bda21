"""A port for a server that starts later, or again."""

import secrets
import socket
from contextlib import suppress


def free_port() -> int:
    """A port for later, of those that no system gives to whoever asks for any.

    Drawn by the system: pytest's seed would let tests that run side by side draw the same.
    """
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(('127.0.0.1', port))
            return port
