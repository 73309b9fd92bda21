"""How a person's "cancel", or the end of the program, reaches a driver that waits."""

import threading


class Stop:
    """A wish to end, set once by any thread and never taken back."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask whoever waits to come back soon."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether the end was asked for."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait at most ``seconds`` for the wish; True when it is there."""
        return self._event.wait(seconds)
