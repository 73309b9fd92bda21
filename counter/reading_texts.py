"""What an officer reads of the text that is read from pages, in Vietnamese and English."""

from counter.words import say
from office.page_text import Progress


def reading(progress: Progress) -> str:
    """How far the reading of a dossier's pages is, to stand behind another word; '' when all is read."""
    if not progress.is_over:
        done = progress.read + progress.given_up
        return say(f" · đang đọc chữ {done}/{progress.total}", f" · reading text {done}/{progress.total}")
    if progress.given_up:
        return say(f" · {progress.given_up} trang không đọc được chữ", f" · {progress.given_up} pages without text")
    return ''
