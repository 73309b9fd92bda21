"""An emulated printer in a process of its own, which prints the moment at which each slip's last byte was there.

Run as ``python -m tests.bench.printer_child DIRECTORY``; its first line is its address, each further one a monotonic
time in nanoseconds. It ends when its standard input does.
"""

import sys
import time
from pathlib import Path

from devices.receipt_printer.emulator.printer import EmulatedPrinter


class NotingPrinter(EmulatedPrinter):
    """Notes when a slip is cut: the command after the last dot line has then been read off the socket."""

    def on_cut(self) -> None:
        print(time.monotonic_ns(), flush=True)


if __name__ == '__main__':
    with NotingPrinter(Path(sys.argv[1])) as printer:
        print(printer.address, flush=True)
        sys.stdin.read()
