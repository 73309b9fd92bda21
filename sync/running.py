"""The courier's process: its lanes in threads of their own, one process per store, and an orderly end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

from office.errors import Problem
from sync import lanes
from sync.courier import Courier
from sync.province.protocol import Province
from sync.store import Store

# a reception reaches the province within seconds, and an idle centre asks it twelve times a minute
_PAUSE = 5.0
# an answer on the way is waited for so long at the end; what is cut off is asked again, never lost
_GRACE = 5.0
# Prometheus reads every 15 to 60 s
_OBSERVED = 60.0


# makes the adapter of one thread
Adapters = Callable[[], Province]
Made = Callable[[Province, threading.Event], Courier]
Part = Callable[[Courier], list[Problem]]
Forwards = Callable[[], bool]


def _always() -> bool:
    return True


class Halt(threading.Event):
    """Set when the program is to end, and while this machine doesn't forward."""

    def __init__(self, stop: threading.Event, forwards: Forwards) -> None:
        super().__init__()
        self._told, self._forwards = stop, forwards

    def is_set(self) -> bool:
        """Whether to leave off after the item at hand."""
        return self._told.is_set() or not self._forwards()


def _seen_by_nobody(_store: Store) -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The lanes' threads: each makes its own adapter and courier, and goes round until ``stop`` is set.

    ``forwards`` says whether this machine speaks for the whole centre now: tells the province and hears of it. One that
    doesn't still reserves its own codes and sends its own files.
    """

    adapters: Adapters
    made: Made
    stop: threading.Event
    forwards: Forwards = _always
    observe: Callable[[Store], None] = _seen_by_nobody
    failed: list[BaseException] = field(default_factory=list)

    def run(self, store: Store) -> None:
        """Run until told to stop; the caller is ``sync.alone``.

        A lane that dies of a bug ends the others too, and its error is raised here.
        """
        lanes.release_all(store)
        parts: tuple[tuple[str, Part, Part | None], ...] = (
            ('facts', Courier.tell, Courier.reserve),
            ('news', Courier.hear, None),
            ('pages', Courier.carry, Courier.carry),
            *((('others', Courier.carry_others, None),) if store.settings.centre_key else ()),
        )
        threads = [threading.Thread(target=self._work, args=one, name=one[0], daemon=True) for one in parts]
        for thread in threads:
            thread.start()
        while not self.stop.wait(_OBSERVED):
            self._observe(store)
        for thread in threads:
            thread.join(_GRACE)
        if self.failed:
            raise self.failed[0]

    def _observe(self, store: Store) -> None:
        """Let an operator see how things stand; that they can't be shown stops nothing."""
        try:
            self.observe(store)
        except Problem as problem:
            structlog.get_logger().warning('courier', lane='metrics', problem=problem.code)

    def _work(self, name: str, part: Part, besides: Part | None) -> None:
        try:
            adapter = self.adapters()
            try:
                # a lane of the forwarder leaves off when another machine may have taken over
                halt = self.stop if part is besides else Halt(self.stop, self.forwards)
                self._round(name, part, besides, self.made(adapter, halt))
            finally:
                adapter.close()
        except BaseException as error:  # noqa: BLE001  # raised again by run
            self.failed.append(error)
            self.stop.set()

    def _round(self, name: str, part: Part, besides: Part | None, courier: Courier) -> None:
        log = structlog.get_logger()
        while not self.stop.is_set():
            try:
                now = part if self.forwards() else besides
                met = now(courier) if now is not None else []
            except Problem as problem:
                # the store itself says no: nothing can be written down now
                met = [problem]
            for one in met:
                log.warning('courier', lane=name, problem=one.code)
            self.stop.wait(_PAUSE)


@contextmanager
def until_told(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM set ``stop`` instead of ending the process where it stands."""

    def told(_number: int, _frame: object) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
