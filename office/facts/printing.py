"""What happens to a slip on its way to paper."""

from dataclasses import dataclass

from office.facts.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipQueued(Body):
    """A slip is to be printed; ``about`` is the ticket's or dossier's id, ``layout`` the digest of what is printed."""

    slip: str
    about: str
    layout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSending(Body):
    """The first byte is about to leave: from now on the outcome may be unknown."""

    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPrinted(Body):
    """The printer confirmed the slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFailed(Body):
    """The printer certainly did not finish the slip; ``code`` is the trouble's."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipUnsure(Body):
    """Bytes left and no answer came: only a person can say whether paper came out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSettled(Body):
    """A person looked and said whether the slip had been printed."""

    printed: bool
