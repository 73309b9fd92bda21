"""A slip over a cable that comes and goes: a real proxy before the emulated printer, cut at every kind of byte."""

import socket
import threading
from contextlib import suppress
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Self

import pytest
from PIL import Image

from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.encoding import Abilities
from devices.receipt_printer.escpos import EscPosPrinter
from devices.receipt_printer.raster import render
from devices.receipt_printer.wires.tcp import TcpWire
from office.desk.printing import Printing
from office.errors import Trouble
from office.slip_job import SlipJob, SlipState
from office.slip_layout import Layout, Text
from qtkit.slip_printing import SlipPrinting, layout_of, layout_text, slip_picture
from tests.devices.contract_receipt_printer import SLIP
from tests.offices import SequenceIds, open_store


class FlappingCable:
    """A TCP proxy that lets so many bytes of a connection through to the printer, and then breaks both ends.

    ``allowances`` has one number a connection, None for a cable that holds; after the last one all hold.
    """

    def __init__(self, printer: EmulatedPrinter, allowances: list[int | None]) -> None:
        self._to = int(printer.address.rpartition(':')[2])
        self._allowances = allowances
        self._server = socket.create_server(('127.0.0.1', 0))
        self.port = int(self._server.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                host, _ = self._server.accept()
            except OSError:
                return
            allowance = self._allowances.pop(0) if self._allowances else None
            with host, socket.create_connection(('127.0.0.1', self._to)) as printer:
                back = threading.Thread(target=_pump, args=(printer, host, None), daemon=True)
                back.start()
                _pump(host, printer, allowance)
                for end in (host, printer):
                    with suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                back.join()


def _pump(source: socket.socket, to: socket.socket, allowance: int | None) -> None:
    with suppress(OSError):
        while data := source.recv(4096 if allowance is None else max(1, min(4096, allowance))):
            to.sendall(data)
            if allowance is not None:
                allowance -= len(data)
                if allowance <= 0:
                    return


# within the questions, the head, the picture, before the cut, before the request, before the answer, and not at all
STARTS = count(1)
CUTS = (1, 9, 12, 21, 40, 1000, 15000, None)


def printing_by(cable: FlappingCable, folder: Path) -> SlipPrinting:
    """A counter's printing over a cable, as after a start of the program."""
    # ids of one start must not meet another's
    store = open_store(folder, ids=SequenceIds(next(STARTS)))
    wire = TcpWire('127.0.0.1', cable.port)
    return SlipPrinting(
        Printing(store), store.pages(), 'P', lambda: EscPosPrinter(wire, Abilities(dots=576), print_seconds=2)
    )


def tried(printing: SlipPrinting, layout: Layout = SLIP) -> SlipJob:
    """One try to print the one slip."""
    return printing.print('slip:1', layout, slip='ticket', about='ticket:1', actor='kiosk:1')


@pytest.mark.parametrize('cut', CUTS)
def test_a_cable_that_breaks_once_neither_loses_nor_doubles_a_slip(cut: int | None, tmp_path: Path) -> None:
    """Cut anywhere, the books say failed, unknown or printed, and each of the three is true of the paper."""
    with EmulatedPrinter(tmp_path / 'printer') as emulated, FlappingCable(emulated, [cut, cut]) as cable:
        printing = printing_by(cable, tmp_path / 'store')
        for _ in range(3):  # the cable breaks twice
            job = tried(printing)
            on_paper = len(emulated.wait_for_slips(1, 1.0 if job.state is SlipState.UNKNOWN else 0.0))
            assert on_paper == {SlipState.FAILED: 0, SlipState.PRINTED: 1}.get(job.state, on_paper)
            if job.state is SlipState.UNKNOWN:
                job = printing.printing.settle('slip:1', printed=bool(on_paper), officer='officer:1')
        assert job.state is SlipState.PRINTED
        (slip,) = emulated.wait_for_slips(1, 2)
        wanted = render(SLIP, 576)
        assert Image.open(slip).crop((0, 0, *wanted.size)).tobytes() == wanted.tobytes()
        assert tried(printing).state is SlipState.PRINTED
        assert len(emulated.slips()) == 1


def test_a_job_of_unknown_outcome_waits_for_a_person_through_a_restart(tmp_path: Path) -> None:
    """No try of a program prints it again; a person is shown the very slip, and gets it to the letter."""
    with EmulatedPrinter(tmp_path / 'printer') as emulated, FlappingCable(emulated, [15000]) as cable:
        assert tried(printing_by(cable, tmp_path / 'store')).state is SlipState.UNKNOWN
        # the program starts anew
        printing = printing_by(cable, tmp_path / 'store')
        later: Layout = (*SLIP, Text("Đã thu 15.000 đồng"))
        asked = tried(printing, later)
        assert asked.state is SlipState.UNKNOWN
        assert emulated.slips() == []
        shown = Image.open(BytesIO(slip_picture(printing.pages, asked)))
        assert shown.tobytes() == render(SLIP, 576).tobytes()
        printing.printing.settle('slip:1', printed=False, officer='officer:1')
        assert tried(printing, later).state is SlipState.PRINTED
        (slip,) = emulated.wait_for_slips(1, 2)
        assert Image.open(slip).crop((0, 0, *shown.size)).tobytes() == shown.tobytes()


def test_a_crash_while_sending_is_found_after_the_restart(tmp_path: Path) -> None:
    """The book says "sending" and nobody knows more: unknown, not once more."""
    with EmulatedPrinter(tmp_path / 'printer') as emulated, FlappingCable(emulated, []) as cable:
        before = printing_by(cable, tmp_path / 'store')
        kept = before.pages.keep(layout_text(SLIP).encode())
        before.printing.queue('slip:1', slip='ticket', about='ticket:1', layout=kept, actor='kiosk:1')
        before.printing.sending('slip:1', 'P', 'kiosk:1')
        assert tried(printing_by(cable, tmp_path / 'store')).state is SlipState.UNKNOWN
        assert emulated.slips() == []


def test_a_layout_that_was_kept_is_read_back() -> None:
    """Every element, to the last tuple; what is no layout is damaged."""
    assert layout_of(layout_text(SLIP)) == SLIP
    for text in ('[', '[["Text"]]', '[["Void", {}]]', '[["Text", {"colour": "red"}]]'):
        with pytest.raises(Trouble, match=r'pages\.damaged'):
            layout_of(text)
