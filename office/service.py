"""A service: what a kiosk offers on its first screen, a group of procedures with one letter for its tickets."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """``letter`` begins its tickets' numbers; ``minutes`` is the expected service time before any was measured."""

    letter: str
    name: str
    english: str
    icon: str
    minutes: int
    procedures: tuple[str, ...]


def service_of(services: Iterable[Service], procedure: str) -> Service | None:
    """The service that a procedure belongs to, None where no group lists it."""
    return next((service for service in services if procedure in service.procedures), None)
