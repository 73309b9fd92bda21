"""What the citizen reads at the counter's second display, Vietnamese and English side by side.

The language is her own choice, not the machine's: every text is a pair, said by ``tell``.
"""

from counter.words import Pair
from office.dossier import DossierState
from office.facts import Satisfaction
from office.papers import PaperStatus

# the papers as she sees them: what became of what she brought
PAPERS: dict[PaperStatus, Pair] = {
    PaperStatus.PENDING: ("cán bộ chưa xem", "not looked at yet"),
    PaperStatus.SEEN: ("đã xem, đủ", "seen, in order"),
    PaperStatus.SCANNED: ("đã nhận và quét", "received and scanned"),
    PaperStatus.REUSED: ("dùng lại bản đã có", "taken from what we have"),
    PaperStatus.MISSING: ("còn thiếu", "missing"),
    PaperStatus.NOT_NEEDED: ("không phải nộp", "not needed"),
}

# sign and colour of a paper; the words stand beside them
PAPER_SIGNS: dict[PaperStatus, tuple[str, str]] = {
    PaperStatus.PENDING: ('mdi6.circle-outline', 'quiet'),
    PaperStatus.SEEN: ('mdi6.check-circle', 'good'),
    PaperStatus.SCANNED: ('mdi6.check-circle', 'good'),
    PaperStatus.REUSED: ('mdi6.check-circle', 'good'),
    PaperStatus.MISSING: ('mdi6.alert-circle', 'bad'),
    PaperStatus.NOT_NEEDED: ('mdi6.minus-circle-outline', 'quiet'),
}

# how a reception or a return ended, in one sentence at the top
ENDINGS: dict[DossierState, Pair] = {
    DossierState.ACCEPTED: ("Hồ sơ của ông/bà đã được tiếp nhận.", "Your dossier has been received."),
    DossierState.INCOMPLETE: ("Hồ sơ còn thiếu. Xin ông/bà bổ sung:", "Your dossier lacks something. Please bring:"),
    DossierState.REFUSED: ("Hồ sơ không được tiếp nhận.", "Your dossier was not received."),
    DossierState.RETURNED: ("Kết quả đã được trả.", "The result has been handed over."),
}

SEXES: dict[str, Pair] = {'nam': ("Nam", "Male"), 'nữ': ("Nữ", "Female")}

RETURN_WAYS: dict[str, Pair] = {
    'here': ("tại trung tâm này", "at this centre"),
    'post': ("qua bưu điện", "by post"),
    'online': ("trên mạng", "online"),
}

# the three levels, best first, each with its sign
LEVELS: dict[Satisfaction, tuple[str, Pair]] = {
    Satisfaction.VERY: ('mdi6.emoticon-excited-outline', ("Rất hài lòng", "Very satisfied")),
    Satisfaction.SATISFIED: ('mdi6.emoticon-happy-outline', ("Hài lòng", "Satisfied")),
    Satisfaction.NOT: ('mdi6.emoticon-sad-outline', ("Chưa hài lòng", "Not satisfied")),
}

# the opinions of ``office.rating`` in English; their Vietnamese is what the province reads
OPINIONS_EN: dict[str, str] = {
    'wait': "I waited long",
    'visits': "I had to come several times",
    'guidance': "Guidance was unclear or incomplete",
    'attitude': "I was not treated well",
    'off_list': "Papers off the list were asked",
    'late': "The result came late",
}


def tell(pair: Pair, language: str) -> str:
    """A pair in a citizen's language."""
    return pair[1] if language == 'en' else pair[0]
