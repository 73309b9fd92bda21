"""A process whose files may not grow beyond a limit scans a feeder, and says how that ended."""

import json
import resource
import sys
from contextlib import closing, suppress
from pathlib import Path

from devices.stop import Stop
from office.errors import Trouble
from tests.offices import SequenceIds
from tests.qtkit.sheets import DPI, reopened


def main(folder: str, feeder: str, dossier: str, limit: str) -> None:
    """Scan with files of at most ``limit`` bytes; with 0 each may grow by nothing."""
    desk = reopened(Path(folder), dossier, ids=SequenceIds(7))
    with closing(desk.store), closing(desk.store.connect()) as connection:
        connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    desk = reopened(Path(folder), dossier, ids=SequenceIds(8))
    capture = desk.capture(f'folder:{feeder}?dpi={DPI}')
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), most))
    end = capture.scan(desk.task(), Stop(), lambda _page: None)
    problem = end.problem.code if end.problem else ''
    sys.stdout.write(json.dumps({'pages': end.pages, 'resume_at': end.resume_at, 'problem': problem}))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    with suppress(Trouble):
        desk.store.close()


if __name__ == '__main__':
    main(*sys.argv[1:])
