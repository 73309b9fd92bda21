"""The pages that other machines of the centre scanned, as a counter asks for them."""

from collections.abc import Callable
from dataclasses import dataclass

from qtkit.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Far:
    """What is asked of the centre.

    ``elsewhere`` names the machine that put a page there, '' where none has yet, None for a page that is here; ``jobs``
    is the thread on which a page is fetched.
    """

    elsewhere: Callable[[str], str | None]
    jobs: Jobs
