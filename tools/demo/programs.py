"""The programs beside the windows: a reference province and the courier, each its own process, ended with the stage."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from sync.province.reference.desk import OfficialsDesk
from sync.province.reference.faults import Fault
from tools.demo.journal import NotHappenedError

ROOT = Path(__file__).parents[2]
# a program that was asked to end and has not by then hangs
_ENDS_IN = 10.0


class Program:
    """A module of the product as a process of its own; what it says goes to a file, or with ``listens`` to us."""

    def __init__(self, module: str, *arguments: str, back: timedelta, log: Path, listens: bool = False) -> None:
        seconds = str(int(back.total_seconds()))
        environment = {**os.environ, 'PYTHONPATH': str(ROOT), 'PYTHONUNBUFFERED': '1'}
        with log.open('ab') as said:
            self._process = subprocess.Popen(
                [sys.executable, '-m', 'tools.demo.morning', seconds, module, *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if listens else said,
                stderr=said,
                start_new_session=True,
            )
        self._log = log

    @property
    def number(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def first_line(self) -> str:
        """The first line it says.

        Raises:
            NotHappenedError: it ended without a word.
        """
        line = self._process.stdout.readline() if self._process.stdout else b''
        if not line:
            raise NotHappenedError(f'{self._log.read_text(encoding="utf-8")[-400:]}')
        return line.decode()

    def end(self) -> None:
        """Ask it to end; one that doesn't is ended."""
        self._process.terminate()
        try:
            self._process.wait(_ENDS_IN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


class ProvinceProgram:
    """A reference province of its own, and a hand on its officials' side."""

    def __init__(self, folder: Path, *, client: str, unit: str, back: timedelta) -> None:
        self.program = Program(
            'sync.province.reference.command',
            *('--data', str(folder), '--json', 'serve', '--port', '0', '--client', f'{client}={unit}'),
            back=back,
            log=folder.with_suffix('.log'),
            listens=True,
        )
        try:
            told: dict[str, Any] = json.loads(self.program.first_line())
            self.url = str(told['url'])
            self.secret_file = Path(told['clients'][client])
            self.desk = OfficialsDesk(self.url, Path(told['officials_secret']).read_text(encoding='ascii'))
        except BaseException:
            self.program.end()
            raise

    def cut_the_line(self) -> None:
        """From now on no request of the wire is answered, as with a cut cable."""
        for service in ('', '/token'):
            self.desk.switch(Fault(kind='unreachable', service=service))

    def mend_the_line(self) -> None:
        """Every misfortune is over."""
        self.desk.clear()
