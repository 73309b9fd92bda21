"""The machine's clock: the only place of the product that asks the operating system for the time."""

from datetime import UTC, datetime


class SystemClock:
    """The present moment as the operating system tells it."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  # the one clock
