"""What an officer reads while sheets are scanned, in Vietnamese and English."""

from datetime import datetime

from counter.camera_texts import PHOTOGRAPHING
from counter.words import Pair, day, say
from devices.scanner.protocol import Source
from office.errors import Problem
from office.workdays import LOCAL

# where a page comes from and how: a place of the scanner's, the document camera, or a profile's name
Place = str
BY_HAND, CARD_SIDES = 'by_hand', 'card'
CAMERA, CAMERA_BOOK, CAMERA_CARD = 'camera', 'camera-book', 'camera-card'

SOURCES: dict[Place, Pair] = {
    Source.FEEDER: ("Khay nạp, một mặt", "Feeder, one side"),
    Source.DUPLEX: ("Khay nạp, hai mặt", "Feeder, both sides"),
    BY_HAND: ("Hai mặt, tự lật xấp", "Both sides, turned by hand"),
    Source.FLATBED: ("Mặt kính", "Glass"),
    CARD_SIDES: ("Thẻ, hai mặt", "Card, both sides"),
    CAMERA: ("Máy chụp: từng tờ", "Camera: single sheets"),
    CAMERA_BOOK: ("Máy chụp: sổ, sách mở đôi", "Camera: open book, two pages"),
    CAMERA_CARD: ("Máy chụp: thẻ, hai mặt", "Camera: card, both sides"),
}

SCANNING: dict[str, Pair] = {
    'scanner.gone': (
        "Máy quét mất kết nối. Kiểm tra dây và nguồn rồi bấm Quét.",
        "The scanner is not connected. Check cable and power, then press Scan.",
    ),
    'scanner.busy': (
        "Máy quét đang được chương trình khác dùng. Đóng chương trình đó rồi bấm Quét.",
        "Another program holds the scanner. Close it, then press Scan.",
    ),
    'scanner.empty': (
        "Khay chưa có giấy. Đặt giấy vào khay rồi bấm Quét.",
        "The feeder is empty. Put sheets in, then press Scan.",
    ),
    'scanner.jam': (
        "Kẹt giấy. Mở nắp, gỡ tờ bị kẹt, đóng nắp rồi bấm Quét.",
        "A sheet is stuck. Open the cover, take it out, close it, then press Scan.",
    ),
    'scanner.cover_open': (
        "Nắp máy quét đang mở. Đóng nắp rồi bấm Quét.",
        "The scanner's cover is open. Close it, then press Scan.",
    ),
    'scanner.io': (
        "Máy quét hoặc dây nối bị lỗi. Cắm lại dây rồi bấm Quét; vẫn lỗi thì gọi người quản trị.",
        "The scanner or its cable fails. Plug it in again and press Scan; then call the administrator.",
    ),
    'scanner.denied': (
        "Máy tính này không được phép dùng máy quét. Gọi người quản trị.",
        "This computer may not use the scanner. Call the administrator.",
    ),
    'scanner.memory': (
        "Máy quét hết bộ nhớ. Tắt, bật máy quét rồi bấm Quét.",
        "The scanner is out of memory. Switch it off and on, then press Scan.",
    ),
    'scanner.settings': (
        "Máy quét không nhận cách quét đã chọn. Chọn cách khác, hoặc gọi người quản trị.",
        "The scanner refuses these settings. Choose others, or call the administrator.",
    ),
    'scanner.option': (
        "Máy quét không làm được cách quét đã chọn ({option}: {value}). Chọn cách khác.",
        "The scanner can't scan this way ({option}: {value}). Choose another.",
    ),
    'scanner.mute': (
        "Máy quét không trả lời. Tắt, bật máy quét rồi bấm Quét.",
        "The scanner does not answer. Switch it off and on, then press Scan.",
    ),
    'scanner.crashed': (
        "Phần điều khiển máy quét bị dừng. Bấm Quét lần nữa; vẫn lỗi thì gọi người quản trị.",
        "The scanner's driver died. Press Scan once more; then call the administrator.",
    ),
    'scanner.cancelled': ("Đã dừng quét.", "Scanning was stopped."),
    'scanner.library': (
        "Máy tính này chưa cài phần điều khiển máy quét. Gọi người quản trị.",
        "This computer has no scanner library. Call the administrator.",
    ),
    'device.profile': (
        "Cách quét ghi trong cấu hình không đúng: {profile}. Gọi người quản trị.",
        "The settings hold a wrong scan profile: {profile}. Call the administrator.",
    ),
    'scanner.double_feed': (
        "Hai tờ dính nhau đi qua máy quét. Tách hai tờ ra rồi bấm Quét.",
        "Two sheets went in on top of each other. Part them, then press Scan.",
    ),
    'scanner.lost': (
        "Máy quét đếm {fed} trang, chỉ {came} trang tới nơi. So các trang với xấp giấy, quét lại trang thiếu.",
        "The scanner counts {fed} pages, {came} arrived. Compare with the stack, scan what is missing.",
    ),
    'scanner.file': (
        "Tệp {file} từ máy photocopy hỏng hoặc chưa ghi xong. Chờ một lát rồi bấm Quét; vẫn lỗi thì quét lại tờ đó.",
        "The copier's file {file} is broken or not finished. Wait, press Scan; else scan those sheets again.",
    ),
    'scanner.put_away': (
        "Không cất được tệp {file} từ máy photocopy. Gọi người quản trị.",
        "The copier's file {file} can't be put away. Call the administrator.",
    ),
    'scanner.untrusted': (
        "Máy quét không đưa đúng chứng thư đã ghi trong cấu hình. Gọi người quản trị.",
        "The scanner doesn't show the certificate of the settings. Call the administrator.",
    ),
    'device.address': (
        "Địa chỉ thiết bị trong cấu hình không đúng: {address}. Gọi người quản trị.",
        "The settings hold a wrong device address: {address}. Call the administrator.",
    ),
    'device.option': (
        "Tùy chọn {option} của thiết bị trong cấu hình không đúng. Gọi người quản trị.",
        "The settings hold a wrong device option: {option}. Call the administrator.",
    ),
    'page.unreadable': (
        "Máy quét gửi một trang hỏng. Quét lại tờ đó.",
        "The scanner sent a broken page. Scan that sheet again.",
    ),
    'dossier.files': (
        "Hồ sơ vừa có thêm trang. Xem lại các trang rồi bấm Tiếp nhận lần nữa.",
        "A page has just been added. Look at the pages, then receive the dossier again.",
    ),
    'dossier.scanning': (
        "Máy quét đang quét giấy tờ của hồ sơ này. Chờ quét xong hoặc dừng quét (Esc), rồi tiếp nhận.",
        "Papers of this dossier are being scanned. Wait or stop the scan (Esc), then receive it.",
    ),
    'dossier.page_unknown': (
        "Trang này vừa được đổi ở nơi khác. Xem lại các trang rồi làm lại.",
        "This page was changed elsewhere. Look at the pages, then do it again.",
    ),
}

# troubles in which no sheet has moved: the sentence alone says what to do
_UNMOVED = frozenset({'scanner.empty', 'scanner.busy', 'scanner.option', 'scanner.denied', 'scanner.library'})

# troubles in which every sheet that is missing lies where it was
_IN_PLACE = frozenset({'scanner.lost', 'scanner.file', 'scanner.put_away'})


def ended(problem: Problem, sentence: str, pages: int, resume_at: int) -> str:
    """How a scan ended that somebody or something cut short: what of it is in, and where to go on."""
    if problem.code in PHOTOGRAPHING:
        return sentence
    if not pages:
        unkept = say("Chưa có trang nào được lưu; đặt lại cả xấp giấy.", "No page was kept; put the whole stack back.")
        return sentence if problem.code in _UNMOVED else f'{sentence} {unkept}'
    if problem.code in _IN_PLACE:
        return sentence
    kept = say(
        f"{pages} trang đã lưu. Chỉ đặt lại từ tờ thứ {resume_at}; quét sẽ nối tiếp.",
        f"{pages} pages are kept. Put back sheet {resume_at} and those after it; scanning goes on from there.",
    )
    return f'{sentence} {kept}'


def done(pages: int, blank: int, long: int = 0, parts: int = 0) -> str:
    """How a scan ended that nothing cut short; ``parts`` is how many separator sheets parted it."""
    if long:
        return say(
            f"Đã lưu {pages} trang; {long} trang dài khác thường, có thể hai tờ dính nhau: xem và quét lại nếu đúng.",
            f"Kept: {pages}; {long} unusually long, two sheets may have overlapped: look, and scan them again if so.",
        )
    if parts:
        return say(
            f"Đã quét và lưu {pages} trang, chia theo {parts} tờ phân cách. Xem lại từng giấy tờ.",
            f"Scanned and kept: {pages}, parted by {parts} separator sheets. Look at each paper.",
        )
    if blank:
        return say(
            f"Đã quét và lưu {pages} trang; {blank} trang có vẻ trắng, xem rồi bỏ nếu đúng.",
            f"Scanned and kept: {pages}; {blank} may be blank, look and remove them if so.",
        )
    return say(f"Đã quét và lưu {pages} trang.", f"Scanned and kept: {pages}.")


def turn_stack(fronts: int) -> str:
    """That the first sides are in."""
    return say(
        f"Đã lưu {fronts} mặt trước. Lấy cả xấp ra, lật úp, giữ nguyên thứ tự, đặt lại vào khay rồi bấm Quét.",
        f"{fronts} fronts are kept. Take the whole stack, turn it over as it is, put it back, then press Scan.",
    )


def turn_card() -> str:
    """That the card's front is in."""
    return say(
        "Đã lưu mặt trước. Lật thẻ, đặt lại vào góc mặt kính rồi bấm Quét; hai mặt sẽ nằm trên một trang.",
        "The front is kept. Turn the card in the glass's corner, then press Scan: both sides make one page.",
    )


def card_done() -> str:
    """That a card is whole."""
    return say("Hai mặt thẻ đã nằm trên một trang.", "Both sides of the card are on one page.")


def both_done(fronts: int, backs: int) -> str:
    """That both passes of a stack are in, and whether they fit."""
    if fronts == backs:
        return say(
            f"Đã quét hai mặt {fronts} tờ, các trang đã xen đúng thứ tự.",
            f"Both sides of {fronts} sheets are in, page by page in order.",
        )
    return say(
        f"Có {fronts} mặt trước nhưng {backs} mặt sau; các trang giữ nguyên thứ tự quét. Đếm lại xấp giấy.",
        f"{fronts} fronts but {backs} backs: pages stay in the order of scanning. Count the stack.",
    )


def interrupted(pages: int) -> str:
    """What is left of a scan that a crash or a power cut ended."""
    if not pages:
        return say(
            "Lần quét trước bị ngắt giữa chừng, chưa trang nào được lưu. Đặt lại cả xấp giấy rồi bấm Quét.",
            "The last scan was cut short before its first page. Put the whole stack back, then press Scan.",
        )
    return say(
        f"Lần quét trước bị ngắt giữa chừng; {pages} trang đã lưu còn nguyên. Xem trang cuối, quét tiếp các tờ sau.",
        f"The last scan was cut short; its {pages} pages are whole. Look at the last one, scan the sheets after it.",
    )


def of_another(words: str) -> str:
    """What is said of a scan whose dossier is no longer at the desk."""
    return say(f"Hồ sơ trước: {words}", f"The dossier before: {words}")


def held(code: str, received_at: datetime, pages: int) -> str:
    """That the centre has this paper of this applicant already."""
    when = day(received_at.astimezone(LOCAL).date())
    return say(
        f"Đã có {pages} trang giấy này của người nộp, hồ sơ {code} ngày {when}. Còn đúng thì dùng lại, khỏi quét.",
        f"{pages} pages of this paper are here, dossier {code} of {when}. If they still hold, use them again.",
    )
