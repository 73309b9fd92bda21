"""Which component a scanned page belongs to, and whether it is a page at all: separator sheets, pages come again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from devices.scanner.protocol import RawPage, ScanOptions, Source
from office.dossier import Dossier

# a sheet that is longer than was asked by more than a person's cut is two that overlap
_LONG_MM = 12


@dataclass(slots=True)
class Sorting:
    """The state of one scan: where its pages go now; a separator sheet turns to another component.

    Attributes:
        component: the one whose pages come now.
        separators: how many separator sheets came.
    """

    component: str
    dossier: Dossier
    separators: int = 0
    _separator_sheet: int = 0
    _taken: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._taken = {part.listed.code: {page.digest for page in part.pages} for part in self.dossier.components}

    @property
    def taken(self) -> set[str]:
        """The digests that the component has; what is named is added to it."""
        return self._taken[self.component]

    def turns(self, raw: RawPage) -> bool:
        """Whether a page is a separator sheet of this dossier's; if so the next ones go to its component."""
        # imported here, on the scanner's thread: pictures cost a window's start a third of a second
        from devices.paper.separator import component_on  # noqa: PLC0415  # slow, wanted later

        code = component_on(raw.image, raw.dpi)
        can_have_pages = {part.listed.code for part in self.dossier.components if not part.listed.is_note}
        if code not in can_have_pages:
            return False
        self.component = code
        self.separators += 1
        self._separator_sheet = raw.sheet
        return True

    def distinct(self, made: bytes) -> bytes:
        """The page's file, under a digest that the component doesn't have yet."""
        from devices.paper.twin import distinct  # noqa: PLC0415  # slow, wanted later

        return distinct(made, self.taken)

    def is_kept_already(self, raw: RawPage, made: bytes) -> bool:
        """Whether a page that its driver gives once more was named before a crash."""
        digest = sha256(made).hexdigest() if raw.is_again else ''
        return raw.is_again and any(digest in digests for digests in self._taken.values())

    def is_back_of_separator(self, raw: RawPage, *, is_blank: bool) -> bool:
        """Whether this is nothing but the empty back of our own sheet."""
        return is_blank and raw.side == 'back' and raw.sheet == self._separator_sheet


@dataclass(slots=True)
class CardSides:
    """The side of a card that is a page already, until its other side joins it there."""

    _digest: str = ''
    _image: bytes = b''

    def came(self, digest: str, image: bytes) -> None:
        """Remember a first side; '' forgets it."""
        self._digest, self._image = digest, image

    def joined(self, digest: str, image: bytes, dpi: int) -> bytes:
        """One picture of both sides; the second alone where the page of the first is another's."""
        from devices.paper.card import two_sides  # noqa: PLC0415  # slow, wanted later

        return two_sides(self._image, image, dpi=dpi) if digest and digest == self._digest else image


def looks_double(options: ScanOptions, height_mm: float) -> bool:
    """Whether a fed sheet is so long that two of them may have overlapped."""
    return options.source is not Source.FLATBED and height_mm > options.size.height_mm + _LONG_MM


def collated(order: Sequence[str], fronts: Sequence[str], backs: Sequence[str]) -> list[str]:
    """A component's pages with the fronts and backs of a stack, fed twice, in the order in which they are read.

    The stack was turned over as a whole, so its last back came first. Other pages stay where they are; the pairs take
    the place of the first front. Unequal numbers leave the order as it is: nobody can tell which back is missing.
    """
    if len(fronts) != len(backs) or not {*fronts, *backs} <= set(order):
        return list(order)
    pairs = [page for pair in zip(fronts, reversed(backs), strict=True) for page in pair]
    others = [page for page in order if page not in set(pairs)]
    ahead = [page for page in order[: order.index(fronts[0])] if page in others] if fronts else others
    return [*ahead, *pairs, *others[len(ahead) :]]
