"""A wire between two programs of a test that misbehaves as told: a TCP proxy in a thread of its own.

    with Wire(province.port, seed=7) as wire:
        wire.set(delay=0.05, bits_per_s=2_000_000, drops=0.2)
        …                                  # a program speaks to 127.0.0.1:wire.port
        wire.plan(Cut(at=20_000, only=b'PATCH'))
        wire.cut_all(End.SILENT)
        wire.heal()
    print(wire.passed[Way.UP])             # bytes of payload that were let through

Switches may be thrown from any thread at any time, and hold when the call returns. The bytes counted are those that
left the proxy: what a cut kept back was never on the wire.
"""

import asyncio
import random
import socket
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any, Self, TypeVar

from tests.wire.conditions import Conditions, Cut, End, Way
from tests.wire.link import Link

__all__ = ['Conditions', 'Cut', 'End', 'Way', 'Wire']

Given = TypeVar('Given')

# so that a caller can't put much more into the machine's own buffers than has passed
_BUFFER = 32_768
_PATIENCE_S = 10.0
# a second asking is over when the server has said nothing for so long
_HEARD_S = 2.0
# dice for drops: how far into a question or an answer they reach
_FAR_UP, _FAR_DOWN = 18, 300


class Wire:
    """A wire to a server of this machine; ``seed`` decides what is left to chance, ``port`` is where it is called."""

    def __init__(self, to: int, *, port: int = 0, seed: int = 0) -> None:
        self.to = to
        self.dice = random.Random(seed)  # noqa: S311  # chance, not secrecy
        self.conditions = Conditions()
        self.planned: Cut | None = None
        self.passed: dict[Way, int] = dict.fromkeys(Way, 0)
        self.connections = self.cuts = self.doubled = 0
        # held as long as the wire lives, so that nobody else takes the port while it refuses
        self._place = _bound(port)
        self.port = int(self._place.getsockname()[1])
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name='wire', daemon=True)
        self._links: set[Link] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._accepting: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server | None = None
        self._free: dict[Way, float] = dict.fromkeys(Way, 0.0)
        self.flows = asyncio.Event()
        self.ended = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._apply(self.conditions))
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._place.close()

    def set(self, **changes: Any) -> None:
        """Change some conditions and leave the others."""
        self._do(self._apply(replace(self.conditions, **changes)))

    def heal(self) -> None:
        """Everything well again; a connection that was cut stays cut."""
        self.planned = None
        self._do(self._apply(Conditions()))

    def plan(self, cut: Cut) -> None:
        """One cut, at the next connection that it fits."""
        self.planned = cut

    def cut_all(self, end: End = End.RESET) -> int:
        """Cut every connection that there is now, and say how many there were."""

        async def cut() -> int:
            links = [link for link in self._links if not link.mute]
            for link in links:
                link.end(end)
            self.cuts += len(links)
            return len(links)

        return self._do(cut())

    # what the links ask of it, in its own thread

    def now(self) -> float:
        """The loop's clock, in seconds."""
        return self._loop.time()

    async def budget(self, way: Way, size: int) -> None:
        """Wait until the line has carried so many bytes more."""
        bits = self.conditions.bits_per_s
        if bits is None:
            return
        self._free[way] = max(self._free[way], self.now()) + size * 8 / bits
        await asyncio.sleep(self._free[way] - self.now())

    def thrown(self) -> Cut | None:
        """Throw the dice for a question that begins."""
        if self.dice.random() >= self.conditions.drops:
            return None
        end = self.conditions.end
        if self.dice.random() < 0.5:
            return Cut(at=int(2 ** self.dice.uniform(0, _FAR_UP)), way=Way.UP, end=end)
        return Cut(at=int(self.dice.uniform(0, _FAR_DOWN)), way=Way.DOWN, end=end)

    def ask(self, question: bytes) -> None:
        """Ask the server once more, and listen to nothing it says."""
        self.doubled += 1
        self._spawn(self._asking(question))

    async def _asking(self, question: bytes) -> None:
        with suppress(OSError, TimeoutError):
            reader, writer = await asyncio.open_connection('127.0.0.1', self.to)
            try:
                writer.write(question)
                self.passed[Way.UP] += len(question)
                while await asyncio.wait_for(reader.read(65_536), _HEARD_S):
                    pass
            finally:
                writer.close()

    async def _apply(self, conditions: Conditions) -> None:
        self.conditions = conditions
        (self.flows.clear if conditions.stands else self.flows.set)()
        if conditions.refuses and self._listening is not None:
            self._listening.close()
            self._listening = None
        if not conditions.refuses and self._listening is None:
            line = _bound(self.port)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
            self._listening = await asyncio.start_server(self._accepted, sock=line, limit=_BUFFER)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._accepting.add(task)
        task.add_done_callback(self._accepting.discard)
        await self.flows.wait()
        try:
            onward = await asyncio.open_connection('127.0.0.1', self.to, limit=_BUFFER)
        except OSError:
            writer.transport.abort()
            return
        for one in (writer, onward[1]):
            one.transport.set_write_buffer_limits(0)
        link = Link(wire=self, caller=(reader, writer), server=onward)
        self._links.add(link)
        try:
            await link.run()
        finally:
            self._links.discard(link)
            link.close()

    async def _end(self) -> None:
        self.ended.set()
        self.flows.set()
        if self._listening is not None:
            self._listening.close()
        for link in self._links:
            link.end(End.RESET)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._accepting, return_exceptions=True)
        # what was closed last says so in the loop's next rounds
        for _ in range(3):
            await asyncio.sleep(0)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _do(self, work: Coroutine[Any, Any, Given]) -> Given:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_S)


def _bound(port: int) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    line.bind(('127.0.0.1', port))
    return line
