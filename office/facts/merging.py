"""What is found when the facts of several machines of a centre come together."""

from dataclasses import dataclass

from office.facts.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsCrossed(Body):
    """Two machines changed one ticket or dossier, neither knowing of the other's change; a person should look.

    ``about`` is the subject, ``mine`` the fact (of kind ``kind``) of the machine that tells this, ``theirs`` the fact
    that the centre had before it, '' where it was none in particular. ``void``: ours could no longer happen there (a
    ticket called twice, a dossier closed meanwhile) and changed nothing.
    """

    about: str
    kind: str
    mine: str
    theirs: str
    void: bool
