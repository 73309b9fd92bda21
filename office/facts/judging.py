"""What was found of files that came from outside."""

from dataclasses import dataclass

from office.facts.body import Body
from office.judgement import FoundSignature, TrustStore


@dataclass(frozen=True, slots=True, kw_only=True)
class FileJudged(Body):
    """The signatures of a file from outside were judged, once, when it had come; ``code`` is the worst of them.

    The fact's own time is when that was, ``trust`` by whose word. Of two for one file of a dossier the first counts.
    """

    digest: str
    code: str
    signatures: tuple[FoundSignature, ...]
    trust: TrustStore
