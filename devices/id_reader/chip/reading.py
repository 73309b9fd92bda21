"""From a card on the reader to who it says its holder is, with what of it is proven.

Opened by PACE where the chip offers it, by basic access control else; read; judged against the trusted roots; asked
whether it is an original. Nothing is handed out of a card that left before the end.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from devices.id_reader.chip import bac, files, pace
from devices.id_reader.chip.bac import Random
from devices.id_reader.chip.channel import CardChannel, OpenSession
from devices.id_reader.chip.face import Face, face
from devices.id_reader.chip.files import Progress
from devices.id_reader.chip.genuine import active_authentication, chip_authentication
from devices.id_reader.chip.infos import chip_key, pace_ways
from devices.id_reader.chip.key import Key
from devices.id_reader.chip.passive import Verdict, judged
from devices.id_reader.chip.roots import Roots
from devices.id_reader.chip.secure import SecureSession
from devices.id_reader.chip.tlv import needed
from office.chip import (
    BIRTH,
    EXPIRY,
    ISSUED,
    NAME,
    NATIONALITY,
    NUMBER,
    OLD_NUMBER,
    RESIDENCE,
    SEX,
    ChipIdentity,
    ChipProof,
    Original,
)
from office.errors import Refusal, Trouble
from office.mrz import parse

_WANTED = (NUMBER, NAME, BIRTH, SEX, NATIONALITY, RESIDENCE, ISSUED, EXPIRY, OLD_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipRead:
    """One card, read once. The face is for the officer's eye beside the person; it is kept nowhere."""

    identity: ChipIdentity
    face: Face | None


def read_chip(
    channel: CardChannel,
    key: Key,
    roots: Roots,
    *,
    at: datetime,
    progress: Progress | None = None,
    random: Random = secrets.token_bytes,
) -> ChipRead:
    """Read the card; ``at`` is now in UTC, ``progress`` gets bytes read and all of the longest file, the face.

    Raises:
        Trouble: any code of ``devices.id_reader.chip.channel``.
    """
    session, access = opened(channel, key, random=random)
    sod = files.read_file(session, files.SOD)
    com = files.read_file(session, files.COM)
    listed = files.listed_groups(com) if com is not None else (files.DG1, files.DG2, files.DG13)
    groups = {}
    for number in (files.DG1, files.DG2, files.DG13, files.DG14, files.DG15):
        wanted = progress if number == files.DG2 else None
        file = files.read_file(session, files.group_file(number), wanted) if number in listed else None
        if file is not None:
            groups[number] = file
    verdict = judged(sod, groups, roots, at=at)
    original, by = _original(session, groups, verdict, random)
    proof = ChipProof(
        access=access,
        signer=verdict.signer,
        is_revocation_known=verdict.is_revocation_known,
        changed=verdict.changed,
        unsigned=verdict.unsigned,
        original=original,
        by=by,
    )
    return ChipRead(identity=_identity(groups, proof, at), face=face(groups.get(files.DG2, b'')))


def opened(channel: CardChannel, key: Key, *, random: Random = secrets.token_bytes) -> tuple[SecureSession, str]:
    """A session with the chip, and how it was opened: ``pace`` or ``bac``.

    Raises:
        Trouble: ``chip.key`` when nothing that was given opens it.
    """
    plain = OpenSession(channel)
    access = files.card_access(plain)
    ways = pace_ways(access) if access is not None else []
    if ways:
        passwords = [pace.Password.of_can(key.can)] if key.can else []
        passwords += [pace.Password.of_mrz(number) for number in key.numbers]
        is_only_way = len(ways) == 1
        tries = [partial(pace.open_chip, channel, ways[0], one, is_only_way=is_only_way) for one in passwords]
        session = _first_that_opens(tries)
        files.select_application(session)
        return session, 'pace'
    files.select_application(plain)
    return _first_that_opens([partial(bac.open_chip, channel, one, random=random) for one in key.numbers]), 'bac'


def _first_that_opens(tries: Iterable[Callable[[], SecureSession]]) -> SecureSession:
    for one in tries:
        try:
            return one()
        except Trouble as trouble:
            if trouble.code != 'chip.key':
                raise
    raise Trouble('chip.key')


def _original(
    session: SecureSession, groups: dict[int, bytes], verdict: Verdict, random: Random
) -> tuple[Original, str]:
    """Whether the chip is no copy. A key that no signature covers proves nothing: a copier would bring his own."""
    for number in (files.DG14, files.DG15):
        if number in verdict.changed:
            return Original.FAILED, ''
    covered = {number: file for number, file in groups.items() if number not in verdict.unsigned}
    key = chip_key(needed(covered[files.DG14], 0x6E)) if files.DG14 in covered else None
    if key is not None:
        return (Original.PROVEN, 'chip') if chip_authentication(session, key) else (Original.FAILED, '')
    if files.DG15 in covered:
        is_it = active_authentication(session, covered[files.DG15], covered.get(files.DG14), random=random)
        return (Original.PROVEN, 'active') if is_it else (Original.FAILED, '')
    return Original.UNKNOWN, ''


def _identity(groups: dict[int, bytes], proof: ChipProof, at: datetime) -> ChipIdentity:
    if files.DG1 not in groups:
        raise Trouble('chip.data')
    try:
        mrz = parse(files.mrz_lines(groups[files.DG1]), today=at.date())
    except Refusal as refusal:
        raise Trouble('chip.data') from refusal
    texts = files.numbered_texts(groups[files.DG13]) if files.DG13 in groups else {}
    return ChipIdentity(
        mrz=mrz,
        texts={number: ', '.join(texts[number]) for number in _WANTED if texts.get(number)},
        proof=proof,
        is_expired=mrz.expiry is not None and mrz.expiry < at.date(),
    )
