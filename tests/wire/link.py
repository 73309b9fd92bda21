"""One connection through a wire: two streams, pumped both ways under the wire's conditions."""

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.wire.conditions import Cut, End, Way

if TYPE_CHECKING:
    from tests.wire.proxy import Wire

_PIECE = 16_384
# a piece of a slow line takes about a twentieth of a second, so that connections share it fairly
_SHARE_S = 0.05
# pieces that are under way at once where there is a delay
_UNDER_WAY = 64
# an answer is over when the server has said nothing for so long
_QUIET_S = 0.03


@dataclass(slots=True, kw_only=True)
class _Pieces:
    """Pieces on their way, each with the moment at which it arrives; None is the end of the stream."""

    queue: asyncio.Queue[tuple[float, bytes] | None] = field(default_factory=lambda: asyncio.Queue(_UNDER_WAY))


@dataclass(slots=True, kw_only=True, eq=False)
class Link:
    """One connection; ``caller`` and ``server`` are its two ends as (reader, writer)."""

    wire: 'Wire'
    caller: tuple[asyncio.StreamReader, asyncio.StreamWriter]
    server: tuple[asyncio.StreamReader, asyncio.StreamWriter]
    # the way of the last piece: a question follows an answer
    last: Way = Way.DOWN
    question: bytearray = field(default_factory=bytearray)
    answer: bytearray = field(default_factory=bytearray)
    cut: Cut | None = None
    thrown: bool = False
    counted: int = 0
    mute: bool = False
    again: asyncio.Task[None] | None = None
    pumps: list[asyncio.Task[None]] = field(default_factory=list)

    async def run(self) -> None:
        """Pump until both ways have ended, or the connection was cut."""
        for way in Way:
            pieces = _Pieces()
            self.pumps += [asyncio.create_task(self._read(way, pieces)), asyncio.create_task(self._write(way, pieces))]
        await asyncio.gather(*self.pumps, return_exceptions=True)
        if self.mute:
            # held by both ends, as a cable that was pulled: whoever gives up first does so by itself
            await self.wire.ended.wait()
        if self.again is not None:
            await asyncio.gather(self.again, return_exceptions=True)

    def end(self, how: End) -> None:
        """Cut: both ends hear it, or neither."""
        self.mute = how is End.SILENT
        for pump in self.pumps:
            if pump is not asyncio.current_task():
                pump.cancel()
        if self.mute:
            return
        for _, writer in (self.caller, self.server):
            if how is End.CLOSE:
                writer.close()
            else:
                _reset(writer)

    async def _read(self, way: Way, pieces: _Pieces) -> None:
        reader = self.caller[0] if way is Way.UP else self.server[0]
        latest = 0.0
        try:
            while piece := await reader.read(self._most()):
                now = self.wire.conditions
                # nothing overtakes what was sent before it
                latest = max(latest, self.wire.now() + now.delay + self.wire.dice.uniform(0, now.jitter))
                await pieces.queue.put((latest, piece))
        except OSError:
            self.end(End.RESET)
            return
        await pieces.queue.put(None)

    def _most(self) -> int:
        bits = self.wire.conditions.bits_per_s
        return _PIECE if bits is None else int(min(_PIECE, max(256, bits / 8 * _SHARE_S)))

    async def _write(self, way: Way, pieces: _Pieces) -> None:
        _, writer = self.server if way is Way.UP else self.caller
        with suppress(OSError):
            while (one := await pieces.queue.get()) is not None:
                arrives, piece = one
                await asyncio.sleep(max(0.0, arrives - self.wire.now()))
                await self.wire.flows.wait()
                self._turn(way, piece)
                if not await self._pass(way, writer, piece):
                    return
            await self.wire.flows.wait()
            if self.again is not None:
                await asyncio.gather(self.again, return_exceptions=True)
            writer.write_eof()

    async def _pass(self, way: Way, writer: asyncio.StreamWriter, piece: bytes) -> bool:
        """Let a piece through; False when the connection was cut in it."""
        left = None
        if self.cut is not None and self.cut.way is way:
            left = self.cut.at - self.counted
        through = piece if left is None else piece[: max(0, left)]
        await self.wire.budget(way, len(through))
        writer.write(through)
        await writer.drain()
        self.wire.passed[way] += len(through)
        self.counted += len(through) if left is not None else 0
        if left is None or left > len(piece) or self.cut is None:
            return True
        self.wire.cuts += 1
        self.end(self.cut.end)
        return False

    def _turn(self, way: Way, piece: bytes) -> None:
        """See whether a question or an answer begins, and what is to become of it."""
        begins = way is not self.last
        self.last = way
        if begins and way is Way.UP:
            self._begin()
        if begins and way is Way.DOWN:
            self._asked()
        (self.question if way is Way.UP else self.answer).extend(piece)
        planned = self.wire.planned
        if begins and planned is not None and planned.way is way and self.question.startswith(planned.only):
            self.wire.planned = None
            self.cut, self.thrown, self.counted = planned, False, 0
        if way is Way.DOWN and self.wire.conditions.answers_twice:
            self._answer_again()

    def _begin(self) -> None:
        """A question begins; a cut that was planned goes on counting."""
        self.question.clear()
        self.answer.clear()
        if self.again is not None:
            self.again.cancel()
            self.again = None
        if self.cut is None or self.thrown:
            self.cut, self.thrown, self.counted = self.wire.thrown(), True, 0

    def _asked(self) -> None:
        """A question is whole, for its answer comes."""
        if self.cut is not None and self.cut.way is Way.UP and self.thrown:
            # the dice fell on a byte behind its end: the server has it all, and its answer is lost
            self.cut = Cut(at=0, way=Way.DOWN, end=self.cut.end)
            self.counted = 0
        if self.wire.conditions.asks_twice:
            self.wire.ask(bytes(self.question))

    def _answer_again(self) -> None:
        if self.again is not None:
            self.again.cancel()
        self.again = asyncio.create_task(self._when_quiet())

    async def _when_quiet(self) -> None:
        await asyncio.sleep(_QUIET_S)
        with suppress(OSError):
            writer = self.caller[1]
            writer.write(bytes(self.answer))
            await writer.drain()
            self.wire.passed[Way.DOWN] += len(self.answer)
            self.wire.doubled += 1

    def close(self) -> None:
        """Let go of both ends."""
        for pump in self.pumps:
            pump.cancel()
        for _, writer in (self.caller, self.server):
            writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection without a good-bye, as a machine does that knows nothing of it."""
    line = writer.get_extra_info('socket')
    if line is not None and line.fileno() >= 0:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    writer.transport.abort()
