"""What an officer reads of the signatures in a received file."""

from typing import TYPE_CHECKING

from counter.words import language, moment, say
from devices import texts

if TYPE_CHECKING:
    from devices.signer.verification import CheckedSignature, Verified

# an icon, a role of the style sheet, and the words
Judgement = tuple[str, str, str]

GOOD, UNREADABLE = 'signature.good', 'signature.unreadable'


def judging() -> Judgement:
    """While a file is looked at."""
    return 'mdi6.timer-sand', 'quiet', say("Đang kiểm tra chữ ký số…", "The signature is being checked…")


def unsigned() -> Judgement:
    """Of a file that nobody signed."""
    return 'mdi6.information-outline', 'quiet', say("Tệp này không có chữ ký số.", "This file bears no signature.")


def judgement(verified: 'Verified', bad: frozenset[str]) -> Judgement:
    """What was proven; ``bad`` are the codes after which the content is not to be relied on."""
    if not verified.signatures:
        return unsigned()
    words = '\n'.join(_words(one) for one in verified.signatures)
    if verified.code == GOOD:
        return 'mdi6.check-circle', 'good', words
    return 'mdi6.alert', 'bad' if verified.code in bad or verified.code == UNREADABLE else 'warn', words


def _words(one: 'CheckedSignature') -> str:
    said = texts.sentence(one.code, language())
    who = f' – {one.signer}' if one.signer else ''
    at = one.stamped_at or one.signed_at
    when = f', {moment(at)}' if at is not None else ''
    if one.code != GOOD:
        return f'{said}{_about(who, when)}'
    stamped = say(" (có dấu thời gian)", " (time-stamped)") if one.stamped_at else ''
    open_end = '' if one.is_known_unrevoked else say("; chưa tra được thu hồi", "; revocation not known")
    return f'{said}{who}{when}{stamped}{open_end}.'


def _about(who: str, when: str) -> str:
    about = f'{who.removeprefix(" – ")}{when}'.removeprefix(', ')
    return f' ({about})' if about else ''
