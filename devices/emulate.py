"""Emulated devices from the command line, for training and drills: they run until the end of standard input.

A line that names a switch throws it, and the next time back; ``unplug`` and ``plug`` are the cable of a reader, a lamp
or a serial printer, and an empty line says which lamps are lit; any other line is a code that is shown to the reader,
an empty one the specimen card. A card with a chip is laid on the chip reader by ``lay``, taken away by ``remove``,
changed for another signer's by ``expired``, ``unknown`` and so on, and spoilt by ``half``, ``misread`` and ``slow``.
"""

import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from devices import texts
from devices.camera import emulator as camera
from devices.id_reader.chip.emulator.drill import Drill
from devices.paper.specimen import drawn, write_specimens
from devices.paper.specimen_texts import PAPERS
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.scanner.escl_emulator import EmulatedEscl
from devices.spooler.emulator import EmulatedQueue
from office.errors import Refusal, Trouble

_SHEET_DPI = 150

Say = Callable[[str], None]


def emulate(kind: str, directory: Path, lines: Iterable[str], say: Say) -> None:
    """Run one emulated device, one of ``devices.command.EMULATED``; ``directory`` is for its slips, sheets or port.

    Raises:
        Refusal: ``device.emulator`` for a kind that can't be emulated on this system.
    """
    match kind:
        case 'printer':
            with EmulatedPrinter(directory) as printer:
                _run(printer.address, lines, say, printer.switches)
        case 'paper-printer':
            with EmulatedQueue(directory) as queue:
                _run(queue.address, lines, say, queue.switches)
        case 'scanner':
            write_specimens(directory, tuple(PAPERS))
            say(f'folder:{directory}')
        case 'network-scanner':
            write_specimens(directory, tuple(PAPERS))
            sheets = [path.read_bytes() for path in sorted(directory.iterdir()) if path.suffix in ('.png', '.jpg')]
            with EmulatedEscl(sheets) as scanner:
                scanner.announce(f'Motcua {scanner.port}')
                _run(scanner.address, lines, say, scanner.switches)
        case 'camera':
            sheet = np.asarray(drawn('birth_notice', dpi=_SHEET_DPI))[:, :, ::-1]
            with camera.EmulatedCamera(camera.on_desk(sheet, width=1920, height=1080)) as filming:
                _run(filming.address, lines, say, filming.switches)
        case _:
            directory.mkdir(parents=True, exist_ok=True)
            in_folder = {
                'serial-printer': _serial_printer,
                'reader': _reader,
                'lamp': _lamp,
                'card': _card,
                'signer': _signer,
            }
            in_folder[kind](directory, lines, say)


def play_card(drill: Drill, lines: Iterable[str], say: Say) -> None:
    """Let somebody play with a card that has a chip."""
    say(drill.address)
    try:
        for line in (line.strip() for line in lines):
            switches = drill.card.switches
            if isinstance(thrown := getattr(switches, line, None) if line else None, bool):
                setattr(switches, line, not thrown)
                say(texts.switch(line, thrown=not thrown))
                continue
            try:
                if not drill.obey(line):
                    say(texts.unknown_switch(line))
            except Trouble as trouble:
                say(f'{texts.sentence(trouble.code)} / {texts.sentence(trouble.code, "en")}')
    finally:
        drill.card.remove()


def _card(directory: Path, lines: Iterable[str], say: Say) -> None:
    play_card(Drill(directory, now=datetime.fromtimestamp(time.time(), UTC)), lines, say)


def _signer(directory: Path, lines: Iterable[str], say: Say) -> None:
    from devices.signer.emulator.soft_token import PIN, SoftToken  # noqa: PLC0415  # brings what seldom is wanted

    token = SoftToken(directory, datetime.fromtimestamp(time.time(), UTC))
    say(f'PIN {PIN}, signature_roots {token.roots}')
    _run(token.address, lines, say, token)


def _reader(directory: Path, lines: Iterable[str], say: Say) -> None:
    if sys.platform == 'win32':
        raise Refusal('device.emulator', kind='reader')
    from devices.id_reader.emulator import SPECIMEN_CARD, EmulatedReader  # noqa: PLC0415  # Windows has no pty

    with EmulatedReader(directory) as reader:

        def other(line: str) -> None:
            if not reader.obey(line):
                reader.show(line or SPECIMEN_CARD)

        _run(reader.address, lines, say, reader.switches, other)


def _serial_printer(directory: Path, lines: Iterable[str], say: Say) -> None:
    if sys.platform == 'win32':
        raise Refusal('device.emulator', kind='serial-printer')
    from devices.receipt_printer.emulator.on_port import PortPrinter  # noqa: PLC0415  # Windows has no pty

    with PortPrinter(directory) as printer:

        def other(line: str) -> None:
            if not printer.obey(line):
                say(texts.unknown_switch(line))

        _run(printer.address, lines, say, printer.switches, other)


def _lamp(directory: Path, lines: Iterable[str], say: Say) -> None:
    if sys.platform == 'win32':
        raise Refusal('device.emulator', kind='lamp')
    from devices.lamp.emulator import EmulatedRelay  # noqa: PLC0415  # Windows has no pty

    with EmulatedRelay(directory) as board:

        def other(line: str) -> None:
            if not board.obey(line):
                say(' '.join(str(relay) for relay in sorted(board.closed)) or '-')

        _run(board.address, lines, say, board.switches, other)


def _run(address: str, lines: Iterable[str], say: Say, switches: object, other: Say | None = None) -> None:
    say(address)
    for line in (line.strip() for line in lines):
        if isinstance(thrown := getattr(switches, line, None) if line else None, bool):
            setattr(switches, line, not thrown)
            say(texts.switch(line, thrown=not thrown))
        elif other is not None:
            other(line)
        else:
            say(texts.unknown_switch(line))
