"""What an officer reads of the text that is read from pages, in Vietnamese and English."""

from counter.words import Pair, say
from office.page_text import Progress

FROM_PICTURE_WORDS: Pair = (
    "Có ô điền từ chữ đọc trên ảnh; đối chiếu với giấy tờ.",
    "A field was filled from what was read in a picture; compare with the paper.",
)


def lies(turn: int) -> str:
    """How a page lies that is to be turned by so many quarters to the right, and whether it shall be."""
    if turn % 2:
        return say("Trang nằm ngang. Xoay?", "Sideways. Turn it?")
    return say("Trang lộn ngược. Xoay?", "Upside down. Turn it?")


def page_mark(turn: int, *, is_file: bool, is_long: bool, is_blank: bool) -> str:
    """The word beside a page's thumbnail: what is doubtful of it; '' for nothing."""
    if is_file:
        return say("tệp", "file")
    if is_long:
        return say("dính?", "double?")
    if is_blank:
        return say("trắng?", "blank?")
    # short enough to stand beside a picture and a scroll bar
    return ('', '90°?', '180°?', '90°?')[turn]


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
