"""Pieces of files that are on their way: who asks where a file stands hears it once they have been counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress

from fastapi import Request

# a line that was cut is heard of within milliseconds, one that only fell silent much later: nobody waits for that
_PATIENCE_S = 1.0


class UnderWay:
    """The pieces that this process is receiving; used from its event loop alone.

    A caller whose line was cut asks at once how much arrived. The piece before may still lie unread then, and an answer
    that doesn't count it would have all of it sent again.
    """

    def __init__(self) -> None:
        self._pieces = Counter[str]()
        self._counted = asyncio.Condition()

    async def turn(self, request: Request, upload: str) -> AsyncIterator[None]:
        """Around a request: a PATCH is under way until it was answered, a HEAD waits for those, a second at most."""
        if request.method != 'PATCH':
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_S), self._counted:
                    await self._counted.wait_for(lambda: not self._pieces[upload])
            yield
            return
        self._pieces[upload] += 1
        try:
            yield
        finally:
            async with self._counted:
                self._pieces = self._pieces - Counter([upload])
                self._counted.notify_all()
