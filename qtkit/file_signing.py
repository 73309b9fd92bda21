"""Files signed with an officer's token, and files from elsewhere judged: each on the one thread of ``jobs``.

The PIN is given once and kept by nobody here; ``forget`` ends the token's session, as any trouble of the token does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from office.desk.signing import Signing
from office.dossier import Dossier
from office.errors import Trouble
from office.papers import Component, ComponentFile, DigitalSignature
from office.ports import Clock, Pages
from qtkit.jobs import Jobs

if TYPE_CHECKING:
    from devices.signer.protocol import Certificate, Signed, Signer, TokenState
    from devices.signer.verification import Verified
    from devices.stop import Stop

# what a signature of ours says it was made for; whoever reads it later may know no more
REASON = "Số hóa giấy tờ tại bộ phận một cửa"


@dataclass(frozen=True, slots=True)
class Done:
    """The dossier with one more signature; ``remark`` is ``signer.stamp`` where a time stamp was asked in vain."""

    dossier: Dossier
    remark: str


@dataclass(slots=True)
class FileSigning:
    """A counter's token; ``open_signer`` is None where there is none, and then nothing is signed."""

    signing: Signing
    pages: Pages
    clock: Clock
    roots: str = ''
    open_signer: 'Callable[[], Signer] | None' = None
    jobs: Jobs = field(default_factory=lambda: Jobs('signer'))
    _signer: 'Signer | None' = field(default=None, init=False)

    @property
    def has_token(self) -> bool:
        """Whether the settings name a token."""
        return self.open_signer is not None

    @property
    def is_open(self) -> bool:
        """Whether the PIN was given and its session stands."""
        return self._signer is not None and self._signer.is_open

    def look(self) -> 'TokenState':
        """The token that is plugged in.

        Raises:
            Refusal: ``device.address`` or ``device.option``.
            Trouble: as ``Signer.look``.
        """
        return self._opened().look(self.clock.now())

    def unlock(self, pin: str) -> 'Certificate':
        """Give the PIN.

        Raises:
            Trouble: as ``Signer.open``.
        """
        return self._opened().open(pin, self.clock.now())

    def sign(self, dossier: str, part: Component, bound: bytes, officer: str) -> Done:
        """Sign a component's bound pages, make the file durable, and only then write it down.

        Raises:
            Refusal: ``officer.right`` before the token is asked; ``dossier.page_unknown`` when the pages have changed.
            Trouble: as ``Signer.sign``, ``pages.disk_full`` or ``pages.disk``.
        """
        self.signing.may(officer)
        signed = self._opened().sign(bound, self.clock.now(), REASON)
        file = ComponentFile(
            component=part.listed.code,
            digest=sha256(signed.pdf).hexdigest(),
            size=len(signed.pdf),
            pages=len(part.pages),
        )
        self.pages.keep(signed.pdf)
        pages = [page.digest for page in part.pages]
        changed = self.signing.signed(
            dossier, part.listed.code, officer, pages=pages, file=file, signature=_signature(signed)
        )
        return Done(changed, signed.remark)

    def judge(self, content: bytes, stop: 'Stop | None' = None) -> 'Verified':
        """What a received file's signatures prove now; any thread may ask, and ``stop`` ends the reader.

        Raises:
            Trouble: as ``devices.signer.verification.verify``.
        """
        from devices.signer import verification  # noqa: PLC0415  # wanted with the first such file

        if verification.looks_signed(content):
            return verification.verify(content, self.clock.now(), roots=self.roots, stop=stop)
        return verification.OTHER if verification.bears_other(content) else verification.Verified(signatures=())

    def forget(self) -> None:
        """End the token's session: the PIN is asked again."""
        if self._signer is not None:
            self._signer.close()

    def close(self) -> None:
        """End what goes on, and the thread."""
        if self._signer is not None:
            self._signer.interrupt()
        self.jobs.close()
        self.forget()

    def _opened(self) -> 'Signer':
        if self._signer is None:
            if self.open_signer is None:
                raise Trouble('signer.absent')
            self._signer = self.open_signer()
        return self._signer


def _signature(signed: 'Signed') -> DigitalSignature:
    known = signed.certificate
    return DigitalSignature(
        holder=known.holder,
        organisation=known.organisation,
        issuer=known.issuer,
        serial=known.serial,
        signed_at=signed.signed_at,
        stamped_at=signed.stamped_at,
    )
