"""What a signing token does for an officer, and everything that may go wrong with it.

A token is opened with its PIN once, and stays open until ``close``, until it is pulled out, or until its library fails.
Nobody keeps the PIN: it goes to the child process that holds the token's session, and is forgotten there once the token
has taken it.

Troubles:
    signer.library        the token's library isn't on this machine
    signer.absent         no token is plugged in, or not the one that the settings name
    signer.which          several are, and the settings name none
    signer.certificate    the token holds no certificate with a key
    signer.expired        the certificate's time is over (until)
    signer.early          it has not begun (since)
    signer.usage          the certificate isn't made for signing
    signer.mismatch       key and certificate don't belong together
    signer.pin            the PIN is wrong (wrong: how many times since the last right one)
    signer.pin_final      it was wrong, and the token takes one more try
    signer.locked         the token takes no PIN any more
    signer.pin_shape      no PIN looks like this: nothing was tried
    signer.pin_change     the token wants its PIN changed first
    signer.closed         nobody has given the PIN yet
    signer.removed        the token was pulled out
    signer.io             the token fails
    signer.mute           the token's library doesn't come back
    signer.crashed        it died
    signer.stamp          the time-stamp server gave none, and the settings want one
    signer.file           the file can't be read, has a password, or doesn't let itself be signed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from office.workdays import LOCAL


class Tries(StrEnum):
    """What a token tells of the PINs it will still take; it never tells a number."""

    ALL = 'all'
    FEWER = 'fewer'
    FINAL = 'final'
    NONE = 'none'


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Who signs: names of subject and issuer, the serial as hexadecimal digits, and from when to when it holds."""

    holder: str
    organisation: str
    issuer: str
    serial: str
    since: datetime
    until: datetime

    @classmethod
    def read(cls, told: Mapping[str, str]) -> 'Certificate':
        """From what the child process tells of one (``devices.signer.names``)."""
        return cls(
            holder=told['holder'],
            organisation=told['organisation'],
            issuer=told['issuer'],
            serial=told['serial'],
            since=datetime.fromisoformat(told['since']),
            until=datetime.fromisoformat(told['until']),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenState:
    """A token that is plugged in, with the certificate that it would sign with.

    ``trouble`` is a code of this module when it can't sign now, '' when it can; ``certificate`` None where it has none.
    """

    label: str
    serial: str
    model: str
    tries: Tries
    certificate: Certificate | None
    trouble: str = ''

    @property
    def about(self) -> dict[str, str]:
        """What the trouble's sentence names."""
        known = self.certificate
        return {'since': day_of(known.since), 'until': day_of(known.until)} if known else {}


def day_of(at: datetime) -> str:
    """A moment's day at the centre, as people write it."""
    return f'{at.astimezone(LOCAL):%d/%m/%Y}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signed file, proved once before it is handed out.

    Attributes:
        pdf: what was given, byte for byte, with the signature behind it.
        certificate: with which it was signed.
        signed_at: as the signature says; the signer's own word.
        stamped_at: as a time-stamp server proves, None where none was asked or none answered.
        remark: ``signer.stamp`` where one was asked and gave no stamp.
    """

    pdf: bytes
    certificate: Certificate
    signed_at: datetime
    stamped_at: datetime | None
    remark: str = ''


class Signer(Protocol):
    """An officer's token; used on one thread."""

    @property
    def is_open(self) -> bool:
        """Whether the PIN was given and its session still stands, as far as it was heard of."""
        ...

    def look(self, at: datetime) -> TokenState:
        """The token that is plugged in, and whether it could sign at a moment; its PIN isn't needed.

        Raises:
            Trouble: ``signer.library``, ``signer.absent``, ``signer.which``, ``signer.mute`` or ``signer.crashed``.
        """
        ...

    def open(self, pin: str, at: datetime) -> Certificate:
        """Give the PIN, and hear who signs; ``at`` is when, for the certificate's time.

        Raises:
            Trouble: any of this module but ``signer.stamp`` and ``signer.file``.
        """
        ...

    def sign(self, pdf: bytes, at: datetime, reason: str = '') -> Signed:
        """Sign a file as PAdES baseline B-B, or B-T with a time-stamp server; what stands in it stays byte for byte.

        Raises:
            Trouble: any of this module; but for ``signer.stamp`` and ``signer.file`` the token is closed then.
        """
        ...

    def interrupt(self) -> None:
        """Ask what goes on to end within some seconds; from any thread, at the program's end."""
        ...

    def close(self) -> None:
        """Forget the PIN's session."""
        ...
