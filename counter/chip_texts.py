"""What an officer reads of a card's chip: what was proven of it and what wasn't, in Vietnamese and English."""

from dataclasses import dataclass

from counter.words import Pair, language, said, say
from devices import texts
from office.chip import ChipIdentity, Original, Signer
from office.person import Proof

KILO = 1024

SIGNERS: dict[Signer, Pair] = {
    Signer.TRUSTED: ("Chữ ký của Nhà nước đúng, bên ký được tin cậy", "Signed by the state, by a trusted signer"),
    Signer.EXPIRED: ("Chứng thư của bên ký đã hết hạn", "The signer's certificate has expired"),
    Signer.REVOKED: ("Chứng thư của bên ký đã bị thu hồi", "The signer's certificate was revoked"),
    Signer.UNKNOWN: ("Máy này không biết bên ký", "The signer isn't known to this machine"),
    Signer.BROKEN: ("Chữ ký trong chip sai", "The signature is wrong"),
    Signer.NONE: ("Chip không có chữ ký", "There is no signature"),
}

ORIGINALS: dict[Original, Pair] = {
    Original.PROVEN: ("Chip là bản gốc, không phải bản sao", "The chip is the original, no copy"),
    Original.UNKNOWN: ("Chưa chứng minh được chip không phải bản sao", "Not proven that the chip is no copy"),
    Original.FAILED: ("Chip có thể là bản sao", "The chip may be a copy"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was proven; ``hue`` says whether it speaks for the card (``good``) or against it (``bad``)."""

    hue: str
    words: str


def verdict(identity: ChipIdentity) -> Finding:
    """What it comes to, in one line."""
    if identity.proof.proof is Proof.CHIP:
        return Finding('good', say("Chip đã chứng thực người trên thẻ.", "The chip proves who the card is of."))
    return Finding(
        'bad',
        say("Chip chưa chứng thực được: đối chiếu thẻ bằng mắt.", "The chip proves nothing: compare the card by eye."),
    )


def findings(identity: ChipIdentity) -> list[Finding]:
    """Each thing that was looked at, and how it came out."""
    proof = identity.proof
    is_trusted = proof.signer is Signer.TRUSTED
    found = [Finding('good' if is_trusted else 'bad', said(SIGNERS[proof.signer]))]
    if proof.changed:
        found.append(Finding('bad', say("Dữ liệu bị sửa sau khi ký", "The data were changed after signing")))
    elif proof.unsigned:
        found.append(Finding('bad', say("Có dữ liệu không được ký", "Some of the data isn't signed")))
    elif is_trusted:
        found.append(Finding('good', say("Dữ liệu nguyên vẹn như khi ký", "The data are as they were signed")))
    if is_trusted and not proof.is_revocation_known:
        words = say("Chưa biết bên ký có bị thu hồi không", "Not known whether the signer was revoked")
        found.append(Finding('warn', words))
    hues = {Original.PROVEN: 'good', Original.UNKNOWN: 'warn', Original.FAILED: 'bad'}
    found.append(Finding(hues[proof.original], said(ORIGINALS[proof.original])))
    if identity.is_expired:
        found.append(Finding('warn', texts.sentence('card.expired', language())))
    return found


def reading(done: int, whole: int) -> str:
    """How far a card is read."""
    if not whole:
        return say("Đang mở chip. Giữ yên thẻ.", "The chip is being opened. Keep the card still.")
    read, all_of_it = -(-done // KILO), -(-whole // KILO)
    return say(
        f"Đang đọc chip: {read} / {all_of_it} KB. Giữ yên thẻ.",
        f"Reading the chip: {read} of {all_of_it} KB. Keep the card still.",
    )
