"""What a counter's lists show of procedures and dossiers that were found."""

from datetime import datetime
from typing import Protocol

from office.dossier import DossierState


class ProcedureFound(Protocol):
    """A procedure in a list of search results."""

    @property
    def code(self) -> str:
        """Its national code."""
        ...

    @property
    def name(self) -> str:
        """Its name as published."""
        ...


class DossierFound(Protocol):
    """A dossier in a list; ``name`` and ``number`` are the applicant's, unmasked."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def state(self) -> DossierState:
        """Where it stands."""
        ...

    @property
    def opened_at(self) -> datetime:
        """When it was begun."""
        ...

    @property
    def procedure(self) -> str:
        """Its procedure's code."""
        ...

    @property
    def procedure_name(self) -> str:
        """Its procedure's name."""
        ...

    @property
    def code(self) -> str:
        """Its official or provisional code, '' while it is being received."""
        ...

    @property
    def name(self) -> str:
        """The applicant's name."""
        ...

    @property
    def number(self) -> str:
        """The applicant's number."""
        ...

    @property
    def due_at(self) -> datetime | None:
        """When the result is due."""
        ...

    @property
    def finished_at(self) -> datetime | None:
        """When the result came."""
        ...

    @property
    def tracking(self) -> str:
        """The number of the postal item that carries the result, in a list of what the post carries."""
        ...

    @property
    def posted_at(self) -> datetime | None:
        """When the result was handed to the post, in such a list."""
        ...
