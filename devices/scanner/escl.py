"""The driver for scanners in the network that need no driver: eSCL, which makers sell as AirScan or AirPrint scanning.

``escl://10.0.0.7:80/eSCL`` and, with TLS, ``escls://10.0.0.7:443/eSCL``, with these options:

    seconds=60     how long a page may take
    pin=SHA256     the fingerprint of the scanner's certificate: that one is trusted and no other
    ca=FILE        the office's own signer of certificates, instead of the world's

It believes no status code alone: a jam may come as 200 with an empty body, the end of the stack as 404 or 409, a busy
scanner as 201 and then 503, and a feeder may call itself loaded for ever. So every picture is looked at, and what the
scanner says of the job is read after each of them.
"""

import time
from collections.abc import Generator
from contextlib import suppress
from http import HTTPStatus as Http

from devices.address import Address
from devices.scanner.escl_wire import Wire
from devices.scanner.escl_xml import Able, Job, Status, capabilities_of, settings_for, status_of
from devices.scanner.protocol import MediaType, RawPage, ScannerCapabilities, ScanOptions, Source, place
from devices.scanner.whole import media_type
from devices.stop import Stop
from office.errors import Trouble

# a page of the slowest scanners at 600 dpi
PATIENCE_SECONDS = 60
# a scanner is still bringing its last job home; whoever holds it longer is somebody else
_SETTLE_SECONDS = 4.0
_ASK_AGAIN_SECONDS = 0.25

_FEEDER_TROUBLES = {
    'ScannerAdfJam': 'scanner.jam',
    'ScannerAdfMispick': 'scanner.jam',
    'ScannerAdfInputTrayFailed': 'scanner.jam',
    'ScannerAdfInputTrayOverloaded': 'scanner.jam',
    'ScannerAdfDuplexPageTooShort': 'scanner.jam',
    'ScannerAdfDuplexPageTooLong': 'scanner.jam',
    'ScannerAdfMultipickDetected': 'scanner.double_feed',
    'ScannerAdfHatchOpen': 'scanner.cover_open',
}
_REFUSED: dict[int, str] = {
    Http.UNAUTHORIZED: 'scanner.denied',
    Http.FORBIDDEN: 'scanner.denied',
    Http.NOT_FOUND: 'scanner.gone',
    Http.SERVICE_UNAVAILABLE: 'scanner.busy',
    Http.BAD_REQUEST: 'scanner.settings',
    Http.CONFLICT: 'scanner.settings',
    Http.UNSUPPORTED_MEDIA_TYPE: 'scanner.settings',
}
_NO_MORE = {Http.NOT_FOUND, Http.CONFLICT, Http.GONE}
_FAILED = {'Aborted', 'Canceled'}


class EsclScanner:
    """A scanner at an ``escl:`` or ``escls:`` address."""

    def __init__(self, address: Address) -> None:
        """Take an address.

        Raises:
            Refusal: ``device.address`` or ``device.option``.
        """
        address.known_options('seconds', 'pin', 'ca')
        self._patience = address.number('seconds', PATIENCE_SECONDS)
        self._wire = Wire(address, self._patience)
        self._able: Able | None = None

    def capabilities(self) -> ScannerCapabilities:
        """What it says it can do; see ``Scanner.capabilities``."""
        return self._described().capabilities()

    def scan(self, options: ScanOptions, stop: Stop) -> Generator[RawPage, None, None]:
        """Scan; see ``Scanner.scan``."""
        able = self._described()
        able.check(options)
        return self._pages(options, settings_for(able, options), stop)

    def close(self) -> None:
        """Hang up; what the scanner can do is asked anew next time."""
        self._wire.close()
        self._able = None

    def _described(self) -> Able:
        if self._able is None:
            answer = self._wire.get('ScannerCapabilities')
            if answer.status_code != Http.OK:
                raise Trouble(_REFUSED.get(answer.status_code, 'scanner.io'))
            self._able = capabilities_of(answer.content)
        return self._able

    def _status(self) -> Status:
        answer = self._wire.get('ScannerStatus')
        if answer.status_code != Http.OK:
            raise Trouble('scanner.busy' if answer.status_code == Http.SERVICE_UNAVAILABLE else 'scanner.io')
        return status_of(answer.content)

    def _pages(self, options: ScanOptions, settings: bytes, stop: Stop) -> Generator[RawPage, None, None]:
        self._ready(options, stop)
        job = self._begun(settings, options)
        count, most = 0, _most_pages(options)
        is_over = False
        try:
            while most is None or count < most:
                image = self._next(job, options, count, stop)
                if image is None:
                    is_over = True
                    break
                sheet, side = place(count, options.source)
                count += 1
                yield RawPage(image=image[0], media_type=image[1], dpi=options.dpi, sheet=sheet, side=side)
        finally:
            if not is_over:
                # cancelled, failed or with all that was wanted: the scanner is free for the next
                with suppress(Trouble):
                    self._wire.delete(job)

    def _ready(self, options: ScanOptions, stop: Stop) -> None:
        """Look before anything moves; a scanner that works for somebody else may say 201 all the same."""
        until = time.monotonic() + _SETTLE_SECONDS
        while (status := self._status()).state == 'Processing':
            if time.monotonic() > until:
                raise Trouble('scanner.busy')
            if stop.wait(_ASK_AGAIN_SECONDS):
                raise Trouble('scanner.cancelled')
        if stop.is_set():
            raise Trouble('scanner.cancelled')
        if options.source is not Source.FLATBED:
            if trouble := _FEEDER_TROUBLES.get(status.feeder):
                raise Trouble(trouble)
            if status.feeder == 'ScannerAdfEmpty':
                raise Trouble('scanner.empty')

    def _begun(self, settings: bytes, options: ScanOptions) -> str:
        answer = self._wire.post('ScanJobs', settings)
        location = answer.headers.get('Location', '')
        if answer.status_code == Http.CREATED and location:
            return self._wire.below(location)
        if answer.status_code == Http.CONFLICT and options.source is not Source.FLATBED:
            # the feeder ran empty or jammed between our look and our wish
            feeder = self._status().feeder
            code = 'scanner.empty' if feeder == 'ScannerAdfEmpty' else _FEEDER_TROUBLES.get(feeder, '')
            if code:
                raise Trouble(code)
        code = _REFUSED.get(answer.status_code, 'scanner.io')
        raise Trouble(code, during='ScanJobs') if code == 'scanner.settings' else Trouble(code)

    def _next(self, job: str, options: ScanOptions, count: int, stop: Stop) -> tuple[bytes, MediaType] | None:
        """The next picture and what kind of file it is, or None at the end of the stack."""
        until = time.monotonic() + self._patience
        while True:
            try:
                answer = self._wire.get(f'{job}/NextDocument', stop)
            except Trouble as trouble:
                if trouble.code == 'scanner.gone':
                    # the connection broke; whether the scanner is gone too, the next question tells
                    raise Trouble(self._failure(job, options) or 'scanner.io') from trouble
                raise
            if answer.status_code != Http.SERVICE_UNAVAILABLE:
                break
            # the sheet is still on its way, or another's job is
            if time.monotonic() > until:
                raise Trouble('scanner.busy' if not count else 'scanner.mute')
            if stop.wait(_ASK_AGAIN_SECONDS):
                raise Trouble('scanner.cancelled')
        kind = media_type(answer.content) if answer.status_code == Http.OK else None
        if kind is not None:
            self._believe(job, options, count)
            return answer.content, kind
        self._why(job, options, count, is_end=answer.status_code in _NO_MORE, is_empty=not answer.content)
        return None

    def _believe(self, job: str, options: ScanOptions, count: int) -> None:
        """Ask about the job after a picture: some scanners fill a sheet that stuck half-way up with white.

        Raises:
            Trouble: when the scanner itself doesn't count this picture among its whole ones.
        """
        told = self._status().job(job)
        if told is not None and told.state in _FAILED and told.completed is not None and told.completed <= count:
            raise Trouble(self._failure(job, options) or 'scanner.io')

    def _why(self, job: str, options: ScanOptions, count: int, *, is_end: bool, is_empty: bool) -> None:
        """Judge an answer that was no picture.

        Raises:
            Trouble: unless the stack has simply come to its end.
        """
        if failure := self._failure(job, options):
            raise Trouble(failure)
        told = self._status().job(job)
        is_done = is_end or (is_empty and told is not None and told.state == 'Completed')
        if not is_done:
            raise Trouble('scanner.io')
        if not count:
            raise Trouble('scanner.io' if options.source is Source.FLATBED else 'scanner.empty')
        if told is not None and told.completed is not None and told.completed > count:
            raise Trouble('scanner.lost', fed=told.completed, came=count)

    def _failure(self, job: str, options: ScanOptions) -> str:
        """What the scanner says went wrong with a job; '' when it says nothing of the kind."""
        status = self._status()
        told = status.job(job)
        if options.source is not Source.FLATBED and status.feeder in _FEEDER_TROUBLES:
            return _FEEDER_TROUBLES[status.feeder]
        if told is None or told.state not in _FAILED:
            return ''
        return _of_reasons(told, options)


def _of_reasons(job: Job, options: ScanOptions) -> str:
    if any('Cancel' in reason for reason in job.reasons) or job.state == 'Canceled':
        return 'scanner.cancelled'
    # of a jam, an open cover and a bad cable such a scanner says the same; in a feeder it is a jam most of the time
    is_stuck = 'ResourcesAreNotReady' in job.reasons and options.source is not Source.FLATBED
    return 'scanner.jam' if is_stuck else 'scanner.io'


def _most_pages(options: ScanOptions) -> int | None:
    if options.source is Source.FLATBED:
        return 1
    sides = 2 if options.source is Source.DUPLEX else 1
    return None if options.sheets is None else options.sheets * sides
