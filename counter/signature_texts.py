"""What an officer reads of the signatures in a received file."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from counter.texts import sentence
from counter.words import language, moment, say
from devices import texts
from office.errors import Problem
from office.judgement import UNSIGNED

if TYPE_CHECKING:
    from devices.signer.verification import Verified
    from office.judgement import Judgement

# an icon, a role of the style sheet, and the words
Shown = tuple[str, str, str]

GOOD, UNREADABLE = 'signature.good', 'signature.unreadable'


class Found(Protocol):
    """One signature as it is found now, or as the books have it."""

    @property
    def code(self) -> str:
        """What was found."""
        ...

    @property
    def signer(self) -> str:
        """Who signed."""
        ...

    @property
    def is_known_unrevoked(self) -> bool:
        """Whether a list said so."""
        ...

    @property
    def signed_at(self) -> datetime | None:
        """By the signer's word."""
        ...

    @property
    def stamped_at(self) -> datetime | None:
        """By a time-stamp server's."""
        ...


def judging() -> Shown:
    """While a file is looked at."""
    return 'mdi6.timer-sand', 'quiet', say("Đang kiểm tra chữ ký số…", "The signature is being checked…")


def unsigned() -> Shown:
    """Of a file that nobody signed."""
    return 'mdi6.information-outline', 'quiet', say("Tệp này không có chữ ký số.", "This file bears no signature.")


def compared(now: 'Verified | Problem', then: 'Judgement | None', bad: frozenset[str]) -> Shown:
    """What is proven now, and where that is something else, what was found when the file came.

    ``bad`` are the codes after which the content is not to be relied on.
    """
    icon, role, words = _found(now, bad)
    if then is None:
        return icon, role, words
    recorded = '\n'.join(_words(one) for one in then.signatures) or _of_file(then.code)
    if recorded == words:
        return icon, role, words
    at = moment(then.at)
    return (
        icon,
        role,
        say(f"Bây giờ: {words}\nKhi nhận, {at}: {recorded}", f"Now: {words}\nWhen it came, {at}: {recorded}"),
    )


def _found(now: 'Verified | Problem', bad: frozenset[str]) -> Shown:
    if isinstance(now, Problem):
        return 'mdi6.alert', 'bad', sentence(now)
    if not now.signatures:
        return unsigned()
    words = '\n'.join(_words(one) for one in now.signatures)
    if now.code == GOOD:
        return 'mdi6.check-circle', 'good', words
    return 'mdi6.alert', 'bad' if now.code in bad or now.code == UNREADABLE else 'warn', words


def _of_file(code: str) -> str:
    return unsigned()[2] if code == UNSIGNED else texts.sentence(code, language())


def _words(one: Found) -> str:
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
