"""What an officer reads of a kept page that can't be shown, or not yet."""

from collections.abc import Mapping

from counter.words import Pair, say

PAGES: Mapping[str, Pair] = {
    'pages.disk_full': (
        "Ổ đĩa đầy; trang vừa quét chưa được giữ. Gọi người quản trị trước khi quét tiếp.",
        "The disk is full; the page was not kept. Call the administrator before you scan on.",
    ),
    'pages.disk': (
        "Ổ đĩa không ghi được; trang vừa quét chưa được giữ. Gọi người quản trị trước khi quét tiếp.",
        "The disk can't be written; the page was not kept. Call the administrator before you scan on.",
    ),
    'pages.missing': (
        "Không thấy một trang đã quét trên ổ đĩa. Bỏ trang không có hình, quét lại; báo người quản trị.",
        "A scanned page is not on the disk. Remove the page without a picture, scan it again, tell the administrator.",
    ),
    'pages.purged': (
        "Trang này đã chuyển về tỉnh lưu và đang được xin lại. Mở lại hồ sơ sau ít phút; mất mạng thì chờ có mạng.",
        "This page is kept at the province and is being fetched. Open the dossier again in some minutes.",
    ),
    'pages.unreached': (
        "Trang do máy {device} chụp đang ở máy chủ; máy chủ chưa trả lời. Trang tự hiện lại; kéo dài thì gọi quản trị.",
        "Machine {device}'s page is on the centre's server, which doesn't answer. It will show by itself.",
    ),
    'pages.not_yet': (
        "Máy đã chụp trang này chưa gửi tới máy chủ của trung tâm. Trang tự hiện khi máy đó bật và có mạng.",
        "The machine that scanned this page hasn't sent it to the centre's server. It shows once that one is on.",
    ),
    'pages.damaged': (
        "Một trang đã quét bị hỏng trên ổ đĩa. Bỏ trang không có hình, quét lại; báo người quản trị.",
        "A scanned page is damaged. Remove the page without a picture, scan it again, tell the administrator.",
    ),
}


def coming(device: str) -> str:
    """A page is on its way from another machine of the centre."""
    if not device:
        return say("Đang hỏi các máy khác của trung tâm…", "Asking the centre's other machines…")
    return say(f"Đang lấy trang từ máy {device}…", f"Fetching the page from machine {device}…")
