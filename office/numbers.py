"""Official dossier codes: blocks reserved at the province, and the provisional number when none is left."""

from dataclasses import dataclass, replace
from datetime import date

from office import facts
from office.errors import Refusal

# fewer unused codes than this and the courier asks for the next block: half an hour of a busy counter's work
REFILL_BELOW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """A reserved run of official codes; ``usable_on`` binds it to a local day where the code carries the date."""

    id: str
    prefix: str
    first: int
    last: int
    width: int
    usable_on: date | None
    next: int

    @property
    def left(self) -> int:
        """How many codes nobody has taken."""
        return self.last - self.next + 1

    def code(self, number: int) -> str:
        """The official code that a number of this block stands for."""
        return f'{self.prefix}{number:0{self.width}d}'

    def serves(self, day: date) -> bool:
        """Whether a code of this block may be given on a local day."""
        return self.left > 0 and self.usable_on in (None, day)


def apply(block: CodeBlock | None, subject: str, body: facts.FactBody) -> CodeBlock:
    """The block after a fact.

    Raises:
        Refusal: ``codes.exists``, ``codes.unknown``, or ``codes.order`` when a code is taken out of turn, twice, or
            beyond the block, or something else is returned than what is left: rules that make "never used twice" true
            by construction.
    """
    if isinstance(body, facts.CodesReserved):
        if block is not None or body.last < body.first:
            raise Refusal('codes.exists', block=subject)
        return CodeBlock(
            id=subject,
            prefix=body.prefix,
            first=body.first,
            last=body.last,
            width=body.width,
            usable_on=body.usable_on,
            next=body.first,
        )
    if block is None or not isinstance(body, facts.CodeTaken | facts.CodesReturned):
        raise Refusal('codes.unknown', block=subject)
    if isinstance(body, facts.CodesReturned):
        if (body.first, body.last) != (block.next, block.last) or block.left < 1:
            raise Refusal('codes.order', block=subject, number=body.first)
        return replace(block, next=block.last + 1)
    if body.number != block.next or block.left < 1:
        raise Refusal('codes.order', block=subject, number=body.number)
    return replace(block, next=block.next + 1)


def provisional(device: str, day: date, serial: int) -> str:
    """A number that nobody can take for an official one: ``TẠM-<device>-yymmdd-nnn``."""
    return f'TẠM-{device}-{day:%y%m%d}-{serial:03d}'


def is_provisional(code: str) -> bool:
    """Whether a code is one of ours, waiting for the official one."""
    return code.startswith('TẠM-')
