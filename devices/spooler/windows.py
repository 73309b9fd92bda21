"""A queue of Windows, by pywin32's ``win32print``: ``windows:QUEUE`` with the printer's name as Windows shows it.

Windows says of a job what its driver says of it; a raw driver says nothing of paper, so that its "printed" is taken
for handed over. Not run on Windows here: its tests play the part of ``win32print``.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol

from devices.spooler.protocol import Content, JobState, Sheets
from office.errors import Refusal, Trouble

# bits of PRINTER_INFO_2.Status (winspool.h)
_TROUBLES = (
    (0x00400000, 'printer.cover_open'),  # DOOR_OPEN
    (0x00000010, 'printer.paper_out'),  # PAPER_OUT
    (0x00000008 | 0x00000002 | 0x00100000, 'printer.error'),  # PAPER_JAM, ERROR, USER_INTERVENTION
    (0x00000080 | 0x00001000, 'printer.gone'),  # OFFLINE, NOT_AVAILABLE
    (0x00000001 | 0x00000004, 'printer.paused'),  # PAUSED, PENDING_DELETION
)
# bits of JOB_INFO_1.Status
_DELETED, _BEGUN, _DONE = 0x0104, 0x10, 0x80 | 0x1000
_INFO_JOB, _INFO_PRINTER = 1, 2
_CANCEL = 3  # JOB_CONTROL_CANCEL
_DENIED = 5  # ERROR_ACCESS_DENIED
_NO_SUCH_JOB = 87  # ERROR_INVALID_PARAMETER: it has left the queue


class Win32Print(Protocol):
    """The functions of ``win32print`` that are used."""

    def OpenPrinter(self, name: str) -> Any: ...  # noqa: D102 - pywin32's own name
    def ClosePrinter(self, handle: Any) -> None: ...  # noqa: D102 - pywin32's own name
    def GetPrinter(self, handle: Any, level: int) -> Mapping[str, Any]: ...  # noqa: D102 - pywin32's own name
    def StartDocPrinter(self, handle: Any, level: int, info: tuple[str, str | None, str]) -> int: ...  # noqa: D102 - pywin32's own name
    def StartPagePrinter(self, handle: Any) -> None: ...  # noqa: D102 - pywin32's own name
    def WritePrinter(self, handle: Any, data: bytes) -> int: ...  # noqa: D102 - pywin32's own name
    def EndPagePrinter(self, handle: Any) -> None: ...  # noqa: D102 - pywin32's own name
    def EndDocPrinter(self, handle: Any) -> None: ...  # noqa: D102 - pywin32's own name
    def GetJob(self, handle: Any, job: int, level: int) -> Mapping[str, Any]: ...  # noqa: D102 - pywin32's own name
    def SetJob(self, handle: Any, job: int, level: int, info: None, command: int) -> None: ...  # noqa: D102 - pywin32's own name


class WindowsQueue:
    """One queue of the spooler, open while it is used."""

    confirms = False

    def __init__(self, queue: str, library: Win32Print | None = None) -> None:
        self._queue, self._library = queue, library
        self._handle: Any = None
        self._begun: set[int] = set()

    def ready(self) -> None:
        """See ``Spooler.ready``."""
        library, handle = self._opened()
        try:
            status = int(library.GetPrinter(handle, _INFO_PRINTER)['Status'])
        except Exception as error:  # pywintypes.error, which exists on Windows only
            raise self._trouble(error) from error
        for bits, code in _TROUBLES:
            if status & bits:
                raise Trouble(code, printer=self._queue)

    def submit(self, content: bytes, kind: Content, *, title: str, sheets: Sheets) -> int:  # noqa: ARG002 - raw has no sheets
        """See ``Spooler.submit``; Windows draws documents itself, so that only raw bytes go this way.

        Raises:
            Refusal: ``device.kind`` for a document.
        """
        if kind != 'raw':
            raise Refusal('device.kind', address=f'windows:{self._queue}', kind=kind)
        library, handle = self._opened()
        try:
            job = library.StartDocPrinter(handle, 1, (title, None, 'RAW'))
        except Exception as error:  # pywintypes.error, which exists on Windows only
            raise self._trouble(error) from error
        self._begun.add(job)
        try:
            library.StartPagePrinter(handle)
            library.WritePrinter(handle, content)
            library.EndPagePrinter(handle)
            library.EndDocPrinter(handle)
        except Exception:  # noqa: BLE001 - pywintypes.error, on Windows only: the job is there, and its state tells
            self.cancel(job)
        return job

    def state(self, job: int) -> JobState:
        """See ``Spooler.state``; a job that has left the queue by itself was handed over whole."""
        library, handle = self._opened()
        try:
            status = int(library.GetJob(handle, job, _INFO_JOB)['Status'])
        except Exception as error:  # pywintypes.error, which exists on Windows only
            if getattr(error, 'winerror', None) != _NO_SUCH_JOB:
                raise self._trouble(error) from error
            return JobState.DONE if job in self._begun else JobState.BROKEN
        if status & _DONE:
            return JobState.DONE
        if status & _DELETED:
            return JobState.BROKEN
        return JobState.PRINTING if status & _BEGUN else JobState.WAITING

    def find(self, title: str) -> int | None:  # noqa: ARG002 - sheets, which are sought, don't go this way
        """See ``Spooler.find``."""
        return None

    def cancel(self, job: int) -> None:
        """See ``Spooler.cancel``. Windows tells of no job whether it had begun: cancelled is unknown."""
        library, handle = self._opened()
        self._begun.discard(job)
        try:
            library.SetJob(handle, job, 0, None, _CANCEL)
        except Exception:  # noqa: BLE001 - pywintypes.error, on Windows only: a job that has ended stays ended
            return

    def close(self) -> None:
        """Let go of the queue."""
        handle, self._handle = self._handle, None
        if handle is not None and self._library is not None:
            self._library.ClosePrinter(handle)

    def _opened(self) -> tuple[Win32Print, Any]:
        if self._library is None:
            try:
                self._library = import_module('win32print')
            except ImportError as error:
                raise Trouble('printer.library', package='pywin32') from error
        if self._handle is None:
            try:
                self._handle = self._library.OpenPrinter(self._queue)
            except Exception as error:  # pywintypes.error, which exists on Windows only
                raise self._trouble(error) from error
        return self._library, self._handle

    def _trouble(self, error: Exception) -> Trouble:
        denied = getattr(error, 'winerror', None) == _DENIED
        return Trouble('printer.denied' if denied else 'printer.gone', printer=self._queue)
