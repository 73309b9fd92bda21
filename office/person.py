"""A person as the counter knows her: what a card or an officer's eye gave, and how much that proves."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Proof(StrEnum):
    """How an identity was established (Decree 309/2026 Art. 17.2a).

    A printed QR or the picture of a paper pre-fills and proves nothing.
    """

    CHIP = 'chip'
    VNEID = 'vneid'
    BY_EYE = 'by_eye'
    QR_UNPROVEN = 'qr_unproven'
    PICTURE_UNPROVEN = 'picture_unproven'
    NONE = 'none'


# what nobody may be handed a result on
UNPROVEN = frozenset({Proof.NONE, Proof.QR_UNPROVEN, Proof.PICTURE_UNPROVEN})


class OrganisationKind(StrEnum):
    """What kind of body it is."""

    ENTERPRISE = 'enterprise'
    HOUSEHOLD = 'household'
    STATE_BODY = 'state_body'
    OTHER = 'other'


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body as it applies: its name in NFC, its number without spaces, '' where it has none, and where it is."""

    kind: OrganisationKind
    name: str
    number: str = ''
    address: str = ''

    @property
    def has_public_number(self) -> bool:
        """Whether its number is nobody's own: a household business has its owner's."""
        return self.kind is not OrganisationKind.HOUSEHOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who applies or collects: names in NFC, ``number`` the 12 digits or another paper's number, '' where unknown.

    With an ``organisation`` the dossier is that one's, and the person speaks for it.
    """

    name: str
    number: str = ''
    birth: date | None = None
    sex: str = ''
    address: str = ''
    phone: str = ''
    email: str = ''
    proof: Proof = Proof.NONE
    extra: tuple[str, ...] = ()
    organisation: Organisation | None = None

    @property
    def owner(self) -> str:
        """Whose the dossier is (chủ hồ sơ): the organisation's name, else the person's."""
        return self.organisation.name if self.organisation else self.name

    @property
    def owner_number(self) -> str:
        """The number of whose it is."""
        return self.organisation.number if self.organisation else self.number

    @property
    def owner_address(self) -> str:
        """Where whose it is."""
        return self.organisation.address if self.organisation else self.address
