"""The calendar of working days in force: a signed file that an administrator may replace, believed only when proved.

The file is JSON: ``{"payload": <text of the calendar>, "key": <64 hexadecimal digits>, "signature": <128 digits>}``;
the signature is Ed25519 over the payload's UTF-8 bytes.
"""

import json
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from office import codec
from office.catalogue import FOLDER
from office.errors import Refusal, Trouble
from office.facts import CalendarReplaced
from office.workdays import Calendar, parse_calendar
from sync.store import Store

_READ = "SELECT text FROM in_force WHERE what = 'calendar'"


def calendar_in_force(store: Store) -> Calendar:
    """The calendar that was replaced last, or the one that the product came with."""
    with store.read() as books:
        found = books.connection.execute(_READ).fetchone()
    return parse_calendar(found[0]) if found else seed()


def seed() -> Calendar:
    """The calendar that the product came with."""
    return parse_calendar((FOLDER / 'calendar.json').read_text(encoding='utf-8'))


def replace_calendar(store: Store, path: Path, *, signers: Collection[str], actor: str) -> Calendar:
    """Put a signed calendar in force.

    Args:
        store: where it is kept.
        path: the signed file.
        signers: the public keys that are believed, 64 hexadecimal digits each.
        actor: who replaces it.

    Raises:
        Refusal: ``calendar.shape``, ``calendar.entry``, ``calendar.signer`` for a key that isn't believed,
            ``calendar.signature``, or ``calendar.older`` when it knows fewer days ahead than the one in force, as an
            old file laid in again does. The one in force stays.
        Trouble: ``calendar.unreadable``, or what the store's ``change`` raises.
    """
    payload, signer = _proved(_read(path), signers)
    calendar = parse_calendar(payload)
    if calendar.known_until < calendar_in_force(store).known_until:
        raise Refusal('calendar.older', until=calendar.known_until.isoformat())
    digest = sha256(payload.encode()).hexdigest()
    with store.change(actor) as books:
        books.connection.execute(
            "INSERT INTO in_force (what, digest, signer, since, text) VALUES ('calendar', ?, ?, ?, ?) ON CONFLICT"
            ' (what) DO UPDATE SET digest = excluded.digest, signer = excluded.signer, since = excluded.since,'
            ' text = excluded.text',
            (digest, signer, codec.moment(books.clock.now()), payload),
        )
        books.record('calendar', CalendarReplaced(digest=digest, signer=signer))
    return calendar


def signed(payload: str, private_key: bytes) -> str:
    """The text of a signed calendar file.

    Args:
        payload: the calendar as ``office.workdays.parse_calendar`` reads it.
        private_key: the signer's Ed25519 key, 32 bytes.
    """
    # imported here and below: a calendar is replaced once a year, and read at every start
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  # large, seldom needed

    key = Ed25519PrivateKey.from_private_bytes(private_key)
    public = key.public_key().public_bytes_raw().hex()
    signature = key.sign(payload.encode()).hex()
    return json.dumps({'payload': payload, 'key': public, 'signature': signature}, ensure_ascii=False)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding='utf-8')
    except OSError as error:
        raise Trouble('calendar.unreadable', file=str(path), detail=error.strerror or '') from error
    except UnicodeDecodeError as error:
        raise Refusal('calendar.shape') from error


def _proved(text: str, signers: Collection[str]) -> tuple[str, str]:
    """The payload of a signed file and the key that signed it."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # large, seldom needed
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415  # large, seldom needed

    try:
        read = json.loads(text)
        payload, signer = str(read['payload']), str(read['key']).lower()
        signature = bytes.fromhex(read['signature'])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal('calendar.shape') from error
    if signer not in {known.lower() for known in signers}:
        raise Refusal('calendar.signer', signer=signer)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(signature, payload.encode())
    except (InvalidSignature, ValueError) as error:
        raise Refusal('calendar.signature', signer=signer) from error
    return payload, signer
