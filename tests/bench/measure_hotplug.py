"""Hot-plug: how soon a counter's watch tells of a reader, a camera and a printer that go and come back.

The reader is a pseudo terminal, the printer a TCP server on loopback, the camera a film whose file is moved away, as a
camera's node goes. A printer that answers nothing stands beside them as the kiosk's: it delays nobody.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from devices.address import Address
from devices.health import Kind
from devices.id_reader.emulator import EmulatedReader
from devices.receipt_printer.emulator.mechanism import Switches
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.settings import DeviceSettings
from qtkit.device_watch import DeviceWatch
from tests.bench.figures import Figure, hand_over, progress
from tests.bench.sizes import size_of

BOUND_S = 2.0
GIVES_UP_MS = 20_000


def told_after(watch: DeviceWatch, kind: Kind, state: str, act: Callable[[], object]) -> float:
    """Seconds from an act until the watch tells of it.

    Raises:
        RuntimeError: it never did.
    """
    loop, found = QEventLoop(), list[float]()

    def look(_: object = None) -> None:
        if any(one.kind == kind and one.state == state for one in watch.states):
            found.append(time.perf_counter())
            loop.quit()

    heard = watch.changed.connect(look)
    begun = time.perf_counter()
    act()
    look()
    if not found:
        QTimer.singleShot(GIVES_UP_MS, loop, loop.quit)
        loop.exec()
    watch.changed.disconnect(heard)
    if not found:
        raise RuntimeError(f'{kind} was never told to be {state}')
    return found[0] - begun


class Printers:
    """A printer that is switched off and on again at one port."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._now = folder, EmulatedPrinter(folder)
        self._now.__enter__()
        self.address = self._now.address

    def off(self) -> None:
        """Switch it off."""
        self._now.__exit__()

    def on(self) -> None:
        """Switch it on."""
        self._now = EmulatedPrinter(self._folder, port=Address.parse(self.address).endpoint()[1])
        self._now.__enter__()


def main() -> None:
    """Measure and hand over."""
    _app, rounds = QCoreApplication([]), size_of('PLUGS')
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place, ExitStack() as open_things:
        folder = Path(place)
        reader = open_things.enter_context(EmulatedReader(folder / 'usb'))
        film, away = folder / 'film.mp4', folder / 'away.mp4'
        film.write_bytes(b'a film that nobody opens')
        printer = Printers(folder / 'printer')
        open_things.callback(printer.off)
        mute = open_things.enter_context(EmulatedPrinter(folder / 'mute', switches=Switches(mute=True)))
        settings = DeviceSettings(
            ticket_printer=mute.address,
            receipt_printer=printer.address,
            id_readers=(reader.address,),
            camera=f'video:{film}',
        )
        acts: tuple[tuple[Kind, Callable[[], object], Callable[[], object]], ...] = (
            ('id_reader', reader.unplug, reader.plug),
            ('camera', lambda: film.rename(away), lambda: away.rename(film)),
            ('receipt_printer', printer.off, printer.on),
        )
        watch = DeviceWatch(settings)
        open_things.callback(watch.close)
        told_after(watch, 'receipt_printer', 'ok', watch.start)
        for number in range(rounds):
            progress(f'round {number + 1} of {rounds}')
            for kind, out, back in acts:
                taken.setdefault(f'{kind} unplugged', []).append(told_after(watch, kind, 'trouble', out))
                taken.setdefault(f'{kind} plugged in', []).append(told_after(watch, kind, 'ok', back))
    note = f'{rounds} times; the worst; gone after three misses'
    hand_over(
        [Figure(name=f'{name} → told', value=max(s), unit='s', bound=BOUND_S, note=note) for name, s in taken.items()]
    )


if __name__ == '__main__':
    main()
