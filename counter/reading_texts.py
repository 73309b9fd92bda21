"""What an officer reads of the text that is read from pages, in Vietnamese and English."""

from counter.words import Pair, say
from office.page_text import Progress

FROM_PICTURE_WORDS: Pair = (
    "Có ô điền từ chữ đọc trên ảnh; đối chiếu với giấy tờ.",
    "A field was filled from what was read in a picture; compare with the paper.",
)


def reading(progress: Progress, *, is_able: bool) -> str:
    """How far the reading of a dossier's pages is; '' when there is nothing to read."""
    if not progress.total:
        return ''
    if not is_able:
        return say("Máy này không đọc chữ trên trang.", "This machine reads no text.")
    if not progress.is_over:
        done = progress.read + progress.given_up
        return say(f"Đang đọc chữ {done}/{progress.total}", f"Reading text {done}/{progress.total}")
    if progress.given_up:
        return say(
            f"Đã đọc chữ; {progress.given_up} trang không đọc được", f"Text read; {progress.given_up} pages without"
        )
    return say("Đã đọc chữ mọi trang", "The text of every page is read")
