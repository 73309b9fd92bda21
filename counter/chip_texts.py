"""What an officer reads of a card's chip: what was proven of it and what wasn't, in Vietnamese and English."""

from dataclasses import dataclass

from counter.words import language, say
from devices import texts
from office.chip import ChipIdentity, Original, Signer
from office.person import Proof

KILO = 1024
# what is left open although the chip is proven
OPEN = frozenset({'chip.copy_unknown', 'chip.revocation_unknown'})


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was proven; ``hue`` says whether it speaks for the card (``good``) or against it (``bad``)."""

    hue: str
    words: str


def verdict(identity: ChipIdentity) -> Finding:
    """What it comes to, in one line."""
    if identity.proof.proof is Proof.CHIP:
        return Finding('good', say("Chip đã chứng thực người trên thẻ.", "The chip proves who the card is of."))
    return Finding('bad', say("Chip chưa chứng thực được gì.", "The chip proves nothing."))


def findings(identity: ChipIdentity) -> list[Finding]:
    """Each thing that was looked at, and how it came out; what speaks against the card says what to do."""
    proof = identity.proof
    found = []
    if proof.signer is Signer.TRUSTED:
        words = say("Chữ ký của Nhà nước đúng, bên ký được tin cậy", "Signed by the state, by a trusted signer")
        found.append(Finding('good', words))
        if not (proof.changed or proof.unsigned):
            found.append(
                Finding('good', say("Dữ liệu nguyên vẹn như khi ký", "The data are as they were signed")),
            )
    if proof.original is Original.PROVEN:
        found.append(Finding('good', say("Chip là bản gốc, không phải bản sao", "The chip is the original, no copy")))
    remarks = [Finding('warn' if code in OPEN else 'bad', texts.sentence(code, language())) for code in proof.findings]
    expired = [Finding('warn', texts.sentence('card.expired', language()))] if identity.is_expired else []
    return [*remarks, *found, *expired]


def reading(done: int, whole: int) -> str:
    """How far a card is read."""
    if not whole:
        return say("Đang mở chip. Giữ yên thẻ.", "The chip is being opened. Keep the card still.")
    read, all_of_it = -(-done // KILO), -(-whole // KILO)
    return say(
        f"Đang đọc chip: {read} / {all_of_it} KB. Giữ yên thẻ.",
        f"Reading the chip: {read} of {all_of_it} KB. Keep the card still.",
    )
