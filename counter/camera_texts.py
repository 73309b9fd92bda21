"""What an officer reads while she works with the document camera, in Vietnamese and English."""

from typing import TYPE_CHECKING

from counter.words import Pair, said, say
from devices.camera.auto_capture import Phase

if TYPE_CHECKING:
    # OpenCV comes with it
    from devices.paper.photograph import Kind

# a photograph is of what lies there: no stack is to be put back
PHOTOGRAPHING: dict[str, Pair] = {
    'camera.gone': (
        "Máy chụp tài liệu mất kết nối. Kiểm tra dây và nguồn; cắm lại thì hình tự trở lại.",
        "The document camera is not connected. Check cable and power: its picture comes back by itself.",
    ),
    'camera.busy': (
        "Máy chụp tài liệu đang được chương trình khác dùng. Đóng chương trình đó; hình tự trở lại.",
        "Another program films with the document camera. Close it: the picture comes back by itself.",
    ),
    'camera.denied': (
        "Máy tính này không được phép dùng máy chụp tài liệu. Gọi người quản trị.",
        "This computer may not use the document camera. Call the administrator.",
    ),
    'camera.mute': (
        "Máy chụp tài liệu không gửi hình. Rút ra, cắm lại; hình tự trở lại.",
        "The document camera sends no picture. Plug it out and in: the picture comes back by itself.",
    ),
    'camera.cancelled': ("Đã dừng chụp.", "The photograph was stopped."),
    'page.not_found': (
        "Chưa lưu: không thấy tờ giấy trong hình. Đặt trọn tờ giấy dưới máy chụp, trên nền khác màu.",
        "Not kept: no sheet is in the picture. Lay it wholly under the camera, on a ground of another colour.",
    ),
    'page.cut_off': (
        "Chưa lưu: tờ giấy bị mất góc trong hình. Đặt lại cho trọn tờ.",
        "Not kept: a corner of the sheet is outside the picture. Lay it wholly inside.",
    ),
    'page.small': (
        "Chưa lưu: tờ giấy quá nhỏ trong hình, chữ không đọc được. Hạ máy chụp xuống gần hơn, hoặc quét tờ này.",
        "Not kept: the sheet is too small in the picture to be read. Lower the camera, or scan this sheet.",
    ),
    'page.blurred': (
        "Chưa lưu: hình bị nhòe. Giữ yên tờ giấy, đợi máy chụp lấy nét rồi bấm Chụp; vẫn nhòe thì quét tờ này.",
        "Not kept: the picture is blurred. Keep the sheet still, then press Photograph; else scan this sheet.",
    ),
    'page.glare': (
        "Chưa lưu: đèn hắt sáng che mất chữ. Xoay tờ giấy hoặc tắt bớt đèn.",
        "Not kept: a reflection hides a part. Turn the sheet or the lamp.",
    ),
    'page.dark': (
        "Chưa lưu: hình quá tối, không đọc được. Bật thêm đèn.",
        "Not kept: the picture is too dark to be read. Switch a lamp on.",
    ),
}

OPENING: Pair = ("Đang mở máy chụp…", "Opening the camera…")
GONE: Pair = ("Mất hình từ máy chụp, đang tìm lại…", "No picture from the camera, looking for it…")
KEEPING: Pair = ("Đang lưu…", "Keeping it…")
READY: Pair = ("Tờ giấy nằm yên. Bấm Chụp (F8).", "It lies still. Press Photograph (F8).")

_SEARCHING: 'dict[Kind, Pair]' = {
    'page': ("Đặt một tờ dưới máy chụp.", "Lay a sheet under the camera."),
    'book': ("Mở sổ, đặt trọn hai trang dưới máy chụp.", "Lay the open book wholly under the camera."),
    'card': ("Đặt thẻ lên mặt bàn, không lên giấy khác.", "Lay the card on the desk, not on other papers."),
}
_NEXT: 'dict[Kind, Pair]' = {
    'page': ("Đã chụp. Đặt tờ khác hoặc lật trang.", "Taken. Lay another sheet, or turn it over."),
    'book': ("Đã chụp hai trang. Lật trang sau.", "Both pages are taken. Turn the leaf."),
    'card': ("Đã chụp. Lật thẻ hoặc đặt thẻ khác.", "Taken. Turn the card, or lay another one."),
}
_WAITING: dict[Phase, Pair] = {
    Phase.MOVING: ("Bỏ tay và đồ vật ra khỏi mép giấy.", "Take hands and things off the sheet's edges."),
    Phase.STEADYING: ("Giữ yên, sắp tự chụp…", "Keep it still, it will be taken…"),
    Phase.REFUSED: ("Chưa đọc được tờ này, chỉnh lại như lời báo.", "It can't be read: set it right as told above."),
}


def caption(phase: Phase, kind: 'Kind') -> str:
    """What the camera waits for."""
    if phase is Phase.SEARCHING:
        return said(_SEARCHING[kind])
    return said(_NEXT[kind] if phase is Phase.TAKEN else _WAITING[phase])


def counted(sheets: int) -> str:
    """How many photographs were kept for the paper at the desk."""
    return say(f"Đã chụp: {sheets}", f"Taken: {sheets}") if sheets else ''


def kept(pages: int, blank: int) -> str:
    """That a photograph is in; ``blank`` of its pages look empty."""
    if blank:
        return say(
            f"Đã chụp và lưu {pages} trang; {blank} trang có vẻ trắng, xem rồi bỏ nếu đúng.",
            f"Taken and kept: {pages}; {blank} may be blank, look and remove them if so.",
        )
    return say(f"Đã chụp và lưu {pages} trang.", f"Taken and kept: {pages}.")


def turn_card() -> str:
    """That the card's front is photographed."""
    return say(
        "Đã lưu mặt trước. Lật thẻ dưới máy chụp; hai mặt sẽ nằm trên một trang.",
        "The front is kept. Turn the card under the camera: both sides make one page.",
    )
