"""What people read of devices, Vietnamese and English: what is wrong, what to do now, who can help."""

from typing import Literal

from devices.id_reader.texts import SENTENCES as _OF_CARDS
from devices.signer.texts import SENTENCES as _OF_SIGNATURES
from office.errors import Param

Language = Literal['vi', 'en']
_AT: dict[str, int] = {'vi': 0, 'en': 1}

KINDS = {
    'ticket_printer': ("Máy in phiếu số", "Ticket printer"),
    'receipt_printer': ("Máy in phiếu", "Slip printer"),
    'scanner': ("Máy quét", "Scanner"),
    'camera': ("Máy chụp tài liệu", "Document camera"),
    'id_reader': ("Đầu đọc thẻ", "Card reader"),
    'chip_reader': ("Đầu đọc chip", "Chip reader"),
    'face_camera': ("Máy ảnh chụp người", "Camera for persons"),
    'signer': ("Thiết bị ký số", "Signing token"),
    'lamp': ("Đèn báo quầy", "Counter lamp"),
    'serial_port': ("Cổng nối tiếp", "Serial port"),
}

STATES = {
    'ok': ("sẵn sàng", "ready"),
    'trouble': ("có sự cố", "in trouble"),
    'absent': ("không có", "none"),
}

_PLUG = (
    " Cắm lại dây, bật nguồn; vẫn không được thì gọi người quản trị.",
    " Check cable and power; else call support.",
)
_ALONE = (
    " Nếu Một Cửa đang chạy thì không cần làm gì; nếu không, đóng chương trình kia.",
    " If Một Cửa is running all is well; else close the other program.",
)
_RIGHTS = (
    " Người quản trị cấp quyền dùng thiết bị cho tài khoản này.",
    " The administrator must give this account the right to use it.",
)
_AGAIN = (" Làm lại khi cần.", " Begin again when you like.")


def _with(vietnamese: str, english: str, then: tuple[str, str]) -> tuple[str, str]:
    return vietnamese + then[0], english + then[1]


SENTENCES: dict[str, tuple[str, str]] = {
    'printer.gone': _with("Không kết nối được máy in.", "The printer can't be reached.", _PLUG),
    'printer.mute': (
        "Máy in không trả lời. Tắt rồi bật lại máy in.",
        "The printer doesn't answer. Switch it off and on.",
    ),
    'printer.paper_out': ("Máy in hết giấy. Lắp cuộn giấy mới.", "The printer is out of paper. Put in a new roll."),
    'printer.near_end': (
        "Máy in sắp hết giấy. Chuẩn bị cuộn giấy mới.",
        "The printer's paper is nearly at its end. Have a new roll ready.",
    ),
    'printer.cover_open': ("Nắp máy in đang mở. Đóng nắp lại.", "The printer's cover is open. Close it."),
    'printer.error': (
        "Máy in báo kẹt dao cắt. Tắt máy, gỡ giấy kẹt, bật lại; vẫn lỗi thì gọi người quản trị.",
        "The printer's cutter is stuck. Switch it off, free the paper, switch it on; else call support.",
    ),
    'printer.font': (
        "Máy tính này thiếu phông chữ tiếng Việt. Người quản trị cài gói fonts-noto-core.",
        "This machine has no font with Vietnamese letters. The administrator installs fonts-noto-core.",
    ),
    'pdf.unreadable': (
        "Tệp không đọc được nên chưa in. Kiểm tra tệp rồi in lại.",
        "The file can't be read, so nothing was printed. Check it, then print again.",
    ),
    'printer.unknown': (
        "Không rõ đã in chưa. Nhìn máy in xem giấy đã ra đủ chưa.",
        "Nobody knows whether it is printed. Look at the printer.",
    ),
    'printer.denied': _with("Tài khoản này không được dùng máy in.", "This account may not use the printer.", _RIGHTS),
    'printer.busy': _with("Máy in đang được chương trình khác dùng.", "Another program has the printer.", _ALONE),
    'printer.library': (
        "Máy tính này chưa in được bằng cách đó. Người quản trị cài gói libusb-1.0-0 (USB) hoặc pywin32 (Windows).",
        "This machine can't print that way. The administrator installs libusb-1.0-0 (USB) or pywin32 (Windows).",
    ),
    'printer.paused': (
        "Hàng đợi máy in đang bị dừng. Người quản trị cho hàng đợi chạy lại trong phần cài đặt máy in.",
        "The printer's queue was stopped. The administrator starts it again in the printer settings.",
    ),
    'lamp.gone': _with("Không thấy đèn báo quầy.", "The counter's lamp isn't there.", _PLUG),
    'lamp.denied': _with("Tài khoản này không được dùng đèn báo.", "This account may not use the lamp.", _RIGHTS),
    'lamp.busy': _with("Đèn báo đang được chương trình khác dùng.", "Another program has the lamp.", _ALONE),
    'scanner.gone': _with("Không thấy máy quét.", "The scanner isn't there.", _PLUG),
    'scanner.busy': _with("Máy quét đang được dùng.", "The scanner is in use.", _ALONE),
    'scanner.empty': ("Khay nạp không có giấy. Đặt giấy vào khay.", "The feeder is empty. Put in the sheets."),
    'scanner.jam': (
        "Giấy bị kẹt trong máy quét. Mở nắp, gỡ tờ kẹt, đặt lại từ tờ đó.",
        "A sheet is stuck in the scanner. Open it, free the sheet, and go on from that sheet.",
    ),
    'scanner.cover_open': ("Nắp máy quét đang mở. Đóng nắp lại.", "The scanner's cover is open. Close it."),
    'scanner.io': (
        "Máy quét hoặc dây bị lỗi giữa chừng. Kiểm tra dây rồi quét lại tờ này; lặp lại thì gọi người quản trị.",
        "The scanner or its cable failed. Check the cable and scan this sheet again; if it returns, call support.",
    ),
    'scanner.denied': _with(
        "Tài khoản này không được dùng máy quét.", "This account may not use the scanner.", _RIGHTS
    ),
    'scanner.memory': (
        "Máy tính thiếu bộ nhớ để quét. Đóng bớt chương trình hoặc chọn độ phân giải thấp hơn.",
        "There is too little memory to scan. Close programs or choose a lower resolution.",
    ),
    'scanner.settings': (
        "Máy quét từ chối cài đặt. Chọn độ phân giải hoặc khổ giấy khác; vẫn lỗi thì gọi người quản trị.",
        "The scanner refuses the settings. Choose another resolution or size; else call support.",
    ),
    'scanner.mute': (
        "Máy quét không trả lời. Tắt rồi bật lại máy quét; các trang đã quét vẫn còn.",
        "The scanner doesn't answer. Switch it off and on; pages already scanned are kept.",
    ),
    'scanner.crashed': (
        "Trình điều khiển máy quét bị dừng. Quét lại; các trang đã quét vẫn còn.",
        "The scanner's driver stopped. Scan again; pages already scanned are kept.",
    ),
    'scanner.cancelled': _with("Đã dừng quét theo yêu cầu.", "Scanning was stopped as asked.", _AGAIN),
    'scanner.library': (
        "Máy tính chưa có phần mềm máy quét. Người quản trị cài gói libsane1.",
        "This machine has no scanner library. The administrator installs libsane1.",
    ),
    'scanner.option': (
        "Máy quét không có {option} = {value}. Chọn giá trị khác.",
        "The scanner has no {option} = {value}. Choose another.",
    ),
    'scanner.double_feed': (
        "Hai tờ dính nhau đi qua máy quét. Tách tờ, đặt lại từ tờ đó.",
        "Two sheets went in on top of each other. Part them, and go on from that sheet.",
    ),
    'scanner.lost': (
        "Máy quét báo đã quét {fed} trang nhưng chỉ {came} trang tới nơi. So với xấp giấy, quét lại trang thiếu.",
        "The scanner counts {fed} pages, {came} arrived. Compare with the stack, and scan what is missing.",
    ),
    'scanner.file': (
        "Tệp quét {file} hỏng hoặc chưa ghi xong. Chờ rồi làm lại; vẫn lỗi thì quét lại trên máy photocopy.",
        "The scanned file {file} is broken or still being written. Wait, try again; else scan it anew at the copier.",
    ),
    'scanner.put_away': (
        "Không chuyển được tệp đã quét {file} sang thư mục đã xong. Người quản trị cấp quyền ghi thư mục dùng chung.",
        "The read file {file} can't be moved to the done ones. The administrator gives the right to write the share.",
    ),
    'scanner.untrusted': (
        "Chứng thư của máy quét lạ. Người quản trị so {fingerprint} với màn hình máy quét, đúng thì ghi vào pin=.",
        "The scanner's certificate is unknown. Support compares {fingerprint} with the scanner's, sets pin=.",
    ),
    'camera.gone': _with("Không thấy máy chụp tài liệu.", "The document camera isn't there.", _PLUG),
    'camera.busy': _with("Máy chụp tài liệu đang được dùng.", "The document camera is in use.", _ALONE),
    'camera.denied': _with(
        "Tài khoản này không được dùng máy chụp.", "This account may not use the document camera.", _RIGHTS
    ),
    'camera.mute': (
        "Máy chụp tài liệu không gửi hình. Rút dây rồi cắm lại; vẫn không được thì gọi người quản trị.",
        "The document camera sends no picture. Unplug it and plug it in again; else call support.",
    ),
    'camera.cancelled': _with("Đã dừng chụp theo yêu cầu.", "The camera was stopped as asked.", _AGAIN),
    'reader.gone': _with("Không thấy đầu đọc thẻ.", "The card reader isn't there.", _PLUG),
    'reader.busy': _with("Đầu đọc thẻ đang được dùng.", "The card reader is in use.", _ALONE),
    'reader.denied': _with(
        "Tài khoản này không được dùng đầu đọc thẻ.", "This account may not use the reader.", _RIGHTS
    ),
    'reader.mute': (
        "Đầu đọc thẻ không gửi gì. Rút dây rồi cắm lại; vẫn không được thì gọi người quản trị.",
        "The card reader sends nothing. Unplug it and plug it in again; else call support.",
    ),
    'reader.cancelled': _with("Đã dừng đọc thẻ theo yêu cầu.", "Reading was stopped as asked.", _AGAIN),
    'voice.gone': (
        "Máy này chưa có giọng đọc ({program}). Cài espeak-ng hoặc chọn giọng khác trong cài đặt.",
        "This machine has no voice ({program}). Install espeak-ng or choose another voice in the settings.",
    ),
    'voice.mute': (
        "Giọng đọc không phát ra tiếng. Thử lại; nếu vẫn thế, báo người quản trị máy.",
        "The voice made no sound. Try again; if it stays so, tell the administrator of this machine.",
    ),
    'voice.words': (
        "Giọng thu sẵn còn thiếu từ “{words}”. Thu thêm rồi đặt vào thư mục giọng đọc.",
        "The recorded voice lacks the word “{words}”. Record it and put it into the voice's folder.",
    ),
    'file.system': (
        "Không đọc hoặc ghi được tệp {file}: {detail}. Xem lại tên tệp, quyền và chỗ trống rồi chạy lại.",
        "The file {file} can't be read or written: {detail}. Check its name, its rights and the room, then run again.",
    ),
    'page.unreadable': (
        "Ảnh của trang bị hỏng hoặc bị cắt. Quét hoặc chụp lại tờ này.",
        "The page's picture is damaged or cut short. Scan or photograph this sheet again.",
    ),
    'page.not_found': (
        "Không thấy tờ giấy trong ảnh. Đặt tờ giấy trọn trong khung, trên nền khác màu.",
        "No sheet is seen in the picture. Lay it wholly in view, on a ground of another colour.",
    ),
    'page.cut_off': (
        "Tờ giấy bị mất góc. Dịch tờ giấy vào trọn trong khung rồi chụp lại.",
        "The sheet is cut off. Move it wholly into view and photograph it again.",
    ),
    'page.small': (
        "Tờ giấy ở xa quá, chỉ được {dpi} điểm mỗi inch. Hạ máy chụp xuống gần hơn.",
        "The sheet is too far away: {dpi} dots an inch. Bring the camera closer.",
    ),
    'page.dark': ("Ảnh tối quá. Bật thêm đèn rồi chụp lại.", "It is too dark. Switch on a lamp and try again."),
    'page.glare': (
        "Ảnh bị lóa. Nghiêng đèn hoặc dịch tờ giấy rồi chụp lại.",
        "A lamp glares on the sheet. Turn the lamp or move the sheet, and try again.",
    ),
    'page.blurred': (
        "Ảnh bị mờ. Giữ yên tờ giấy, chờ máy lấy nét rồi chụp lại.",
        "The picture is blurred. Keep the sheet still, let the camera focus, and try again.",
    ),
    'text.absent': (
        "Máy này chưa cài phần đọc chữ. Người quản trị cài gói tesseract-ocr và tesseract-ocr-vie.",
        "This machine can't read text. The administrator installs tesseract-ocr and tesseract-ocr-vie.",
    ),
    'text.slow': ("Đọc chữ trang này quá lâu nên đã bỏ qua.", "Reading this page took too long and was given up."),
    'text.failed': ("Không đọc được chữ của trang này.", "The text of this page can't be read."),
    'text.cancelled': ("Đã dừng đọc chữ." + _AGAIN[0], "Reading was stopped." + _AGAIN[1]),
    'page.none': ("Chưa có trang nào để ghép.", "There is no page to bind."),
    'page.font': (
        "Máy tính này thiếu phông chữ {wanted}. Người quản trị cài gói fonts-noto-core.",
        "This machine lacks the font {wanted}. The administrator installs fonts-noto-core.",
    ),
    'device.file': (
        "Tệp {file} không phải văn bản, ảnh, ESC/POS hay PDF nên không in được.",
        "{file} is no text, picture, ESC/POS or PDF and can't be printed.",
    ),
    'device.kind': (
        "Hàng đợi của Windows chỉ nhận phiếu, không nhận bản PDF: {address}. In bản PDF từ cửa sổ quầy.",
        "A queue of Windows takes slips, no PDF: {address}. Print the PDF from the counter's window.",
    ),
    'device.address': (
        "Địa chỉ thiết bị không đúng: {address}. Sửa mục [devices] trong tệp cài đặt; xem motcua-devices list.",
        "No device has an address like {address}. Mend [devices] in the settings; see motcua-devices list.",
    ),
    'device.option': (
        "Tùy chọn {option}={value} không dùng được cho {address}. Sửa mục [devices] trong tệp cài đặt.",
        "{address} knows no option {option}={value}. Mend [devices] in the settings.",
    ),
    'device.profile': (
        "Cách quét không đúng: {profile}. Viết như: Văn bản: feeder 300 grey A4, ở scan_profiles trong mục [devices].",
        "No scan profile: {profile}. Write it like Text: feeder 300 grey A4, in scan_profiles of [devices].",
    ),
    'device.emulator': (
        "Hệ điều hành này không giả lập được thiết bị đó.",
        "This system can't emulate that device.",
    ),
    'camera.film': (
        "Không ghi được phim {file}. Kiểm tra chỗ trống và quyền ghi của thư mục.",
        "The film {file} can't be written. Check space and rights of the folder.",
    ),
    'device.width': (
        "Khổ giấy in {width} điểm không có; dùng được: {known}. Sửa dots trong mục [devices] của tệp cài đặt.",
        "No paper is {width} dots wide, only {known}. Mend dots in [devices] of the settings.",
    ),
}

SENTENCES |= _OF_CARDS | _OF_SIGNATURES


def sentence(code: str, language: Language = 'vi', **params: Param) -> str:
    """A device's trouble in a person's words; one that nobody worded is said to be so, with what support needs."""
    pair = SENTENCES.get(code)
    if pair is None:
        pair = ("Thiết bị báo lỗi lạ. Báo người quản trị mã: {code}", "Unknown trouble. Tell support the code: {code}")
    return pair[_AT[language]].format(**{'code': code, **params})


def name(kind: str, language: Language = 'vi') -> str:
    """A kind of device in a person's words."""
    return KINDS[kind][_AT[language]]


def state(value: str, language: Language = 'vi') -> str:
    """Whether a device is ready, in a person's words."""
    return STATES[value][_AT[language]]


def switch(name: str, *, thrown: bool) -> str:
    """That an emulated device's switch was thrown, in both languages: whoever drills may speak either."""
    return f"{name}: bật / on" if thrown else f"{name}: tắt / off"


def unknown_switch(name: str) -> str:
    """That an emulated device has no such switch."""
    return f"{name}: không có công tắc này / no such switch"
