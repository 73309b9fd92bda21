"""A CUPS of the tests' own: its files, socket and queues in one directory, and no port."""

import os
import subprocess
from pathlib import Path
from tempfile import gettempdir
from threading import Event
from typing import Self

_FILES = """\
ServerRoot {root}/etc
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
SystemGroup root
"""
_SERVICE = """\
Listen {socket}
Browsing No
DefaultAuthType None
PreserveJobHistory Yes
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
# starting takes half a second, on a busy machine ten times that
_START_SECONDS = 20.0


class PrintService:
    """``cupsd`` while the ``with`` block lasts."""

    def __init__(self, root: Path) -> None:
        self._root = root
        # a path of a socket has room for a hundred letters only, and temporary directories are long
        self.socket = Path(gettempdir()) / f'motcua-cups-{os.getpid()}.sock'
        for name in ('etc/ppd', 'spool/tmp', 'cache', 'state', 'log'):
            (root / name).mkdir(parents=True)
        # the service's children are another user's, and walk down to here
        for folder in (root, *root.parents):
            if folder.owner() == root.owner() and len(folder.parts) > 2:
                folder.chmod(folder.stat().st_mode | 0o011)
        (root / 'files.conf').write_text(_FILES.format(root=root))
        (root / 'service.conf').write_text(_SERVICE.format(socket=self.socket))

    def __enter__(self) -> Self:
        self.socket.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            ['cupsd', '-f', '-c', str(self._root / 'service.conf'), '-s', str(self._root / 'files.conf')],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        pause, left = Event(), _START_SECONDS
        while not self.socket.exists() and left > 0:
            pause.wait(0.1)
            left -= 0.1
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)
        self.socket.unlink(missing_ok=True)

    def add(self, queue: str, device: str) -> None:
        """A raw queue to a device."""
        self.run('lpadmin', '-p', queue, '-E', '-v', device, '-m', 'raw')

    def run(self, *command: str) -> None:
        """One of CUPS' own programs, on this service."""
        environment = {**os.environ, 'CUPS_SERVER': str(self.socket), 'LC_ALL': 'C'}
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=30)
