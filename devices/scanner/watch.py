"""A folder that a copier scans into, as a scanner: every file in it is a stack of sheets that were scanned over there.

``watch:/srv/scans``, ``watch://server/scans`` on Windows, with these options:

    seconds=60     how long to wait for the first file, and for one that is still being written
    settle=2       a file that doesn't grow for so many seconds may be whole; it is read when it also opens
    dpi=300        the resolution at which PDF pages are drawn, and that pictures are said to have
    done=DIR       where files go once their last page is kept; usually the folder ``da-quet`` inside

A page is *given*, and counts as taken when the next one is asked for: whoever keeps pages asks only then. Which pages
of a file were taken is written down beside the done files, so that a scan that is cut short goes on at the next one.
"""

import json
import os
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from devices.address import Address
from devices.scanner.protocol import SIZES, Mode, RawPage, ScannerCapabilities, ScanOptions, Source
from devices.scanner.split import SUFFIXES, opens, pages_of
from devices.stop import Stop
from office.errors import Refusal, Trouble

_USUAL_SECONDS, _USUAL_SETTLE, _USUAL_DPI = 60, 2, 300
_LOOK_SECONDS = 0.2
_DONE = 'da-quet'
_TAKEN = '.taken.json'
# what copiers call files that they still write
_HALF = ('.', '~')


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as it was at a look."""

    path: Path
    size: int
    changed: int

    @property
    def key(self) -> str:
        """What tells it from another file of the same name."""
        return f'{self.path.name}:{self.size}:{self.changed}'


class WatchedFolder:
    """The driver; the copier feeds the sheets, so there is one source and nothing to set."""

    def __init__(self, address: Address) -> None:
        """Take a ``watch:`` address.

        Raises:
            Refusal: ``device.option``.
        """
        address.known_options('seconds', 'settle', 'dpi', 'done')
        self._folder = Path(address.rest)
        self._patience = address.number('seconds', _USUAL_SECONDS)
        self._settle = address.number('settle', _USUAL_SETTLE)
        self._dpi = address.number('dpi', _USUAL_DPI)
        self._done = Path(address.options.get('done') or self._folder / _DONE)
        if self._done.resolve() == self._folder.resolve():
            raise Refusal('device.option', address=str(address), option='done', value=str(self._done))

    def capabilities(self) -> ScannerCapabilities:
        """What the copier did is done; see ``Scanner.capabilities``."""
        self._files()
        return ScannerCapabilities(
            sources=(Source.FEEDER,), resolutions=(self._dpi,), modes=(Mode.COLOUR,), sizes=SIZES
        )

    def scan(self, options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        """The pages of the files that lie there, oldest file first; see ``Scanner.scan``.

        Raises:
            Trouble: besides the usual ones ``scanner.file`` with ``file`` for one that doesn't become whole, after the
                pages of all others.
        """
        self.capabilities().check(options)
        return self._pages(options.sheets, stop)

    def close(self) -> None:
        """Nothing is held."""

    def _files(self) -> list[Seen]:
        """Every file that may be a scan, oldest first.

        Raises:
            Trouble: ``scanner.gone`` when the share isn't there, ``scanner.denied``.
        """
        found = []
        try:
            for path in self._folder.iterdir():
                if path.suffix.lower() in SUFFIXES and not path.name.startswith(_HALF):
                    with suppress(FileNotFoundError):
                        now = path.stat()
                        found.append(Seen(path=path, size=now.st_size, changed=now.st_mtime_ns))
        except PermissionError as error:
            raise Trouble('scanner.denied') from error
        except OSError as error:
            raise Trouble('scanner.gone') from error
        return sorted(found, key=lambda seen: (seen.changed, seen.path.name))

    def _pages(self, most: int | None, stop: Stop) -> Generator[RawPage, None, None]:
        count = 0
        for seen in self._whole(stop):
            first, was_given = self._taken(seen)
            for number, (image, kind) in enumerate(pages_of(seen.path, self._dpi)):
                if number < first:
                    continue
                if count == most:
                    return
                if stop.is_set():
                    raise Trouble('scanner.cancelled')
                count += 1
                self._note(seen, number, is_given=True)
                is_again = was_given and number == first
                yield RawPage(image=image, media_type=kind, dpi=self._dpi, sheet=count, is_again=is_again)
                self._note(seen, number + 1, is_given=False)
            self._finish(seen)

    def _whole(self, stop: Stop) -> Iterator[Seen]:
        """Each file once, as soon as it is whole; ends when no other is there.

        Raises:
            Trouble: ``scanner.empty`` when none came in time, ``scanner.file``, ``scanner.cancelled``.
        """
        waits: dict[Path, tuple[Seen, float]] = {}
        given: set[str] = set()
        until = time.monotonic() + self._patience
        while True:
            now = time.monotonic()
            files = [seen for seen in self._files() if seen.key not in given]
            waits = {
                seen.path: waits[seen.path] if seen.path in waits and waits[seen.path][0] == seen else (seen, now)
                for seen in files
            }
            ready = next((one for one in files if self._is_whole(*waits[one.path], now)), None)
            if ready is not None:
                given.add(ready.key)
                yield ready
                until = time.monotonic() + self._patience
                continue
            if given and not files:
                return
            if now > until:
                raise Trouble('scanner.file', file=files[0].path.name) if files else Trouble('scanner.empty')
            if stop.wait(_LOOK_SECONDS):
                raise Trouble('scanner.cancelled')

    def _is_whole(self, seen: Seen, since: float, now: float) -> bool:
        return bool(seen.size) and now - since >= self._settle and opens(seen.path)

    def _taken(self, seen: Seen) -> tuple[int, bool]:
        """How many pages of a file are kept for sure, and whether the next one was given and may be kept too."""
        pages, is_given = self._read().get(seen.key, (0, 0))
        return pages, bool(is_given)

    def _note(self, seen: Seen, pages: int, *, is_given: bool) -> None:
        self._write({**self._read(), seen.key: (pages, int(is_given))})

    def _finish(self, seen: Seen) -> None:
        """Put a file away, under a name that nothing there has."""
        number, target = 0, self._done / seen.path.name
        while target.exists():
            number += 1
            target = self._done / f'{seen.path.stem}-{number}{seen.path.suffix}'
        try:
            self._done.mkdir(parents=True, exist_ok=True)
            seen.path.replace(target)
        except OSError as error:
            # its pages stay noted as taken: it is put away at the next look
            raise Trouble('scanner.put_away', file=seen.path.name) from error
        self._write({key: pages for key, pages in self._read().items() if key != seen.key})

    def _read(self) -> dict[str, tuple[int, int]]:
        try:
            noted = json.loads((self._done / _TAKEN).read_text(encoding='utf-8'))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            raise Trouble('scanner.put_away', file=_TAKEN) from error
        return {str(key): (int(pages), int(is_given)) for key, (pages, is_given) in noted.items()}

    def _write(self, noted: dict[str, tuple[int, int]]) -> None:
        try:
            self._done.mkdir(parents=True, exist_ok=True)
            half = self._done / f'{_TAKEN}.half'
            with half.open('w', encoding='utf-8') as file:
                json.dump(noted, file)
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._done / _TAKEN)
        except OSError as error:
            raise Trouble('scanner.put_away', file=_TAKEN) from error
