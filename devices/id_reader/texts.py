"""What people read of cards' chips and machine readable zones, Vietnamese and English: see ``devices.texts``."""

_BY_EYE = (
    " Chưa được coi là đã đọc chip: đối chiếu bằng mắt.",
    " It doesn't count as a chip read: compare by eye.",
)
_ADMINISTRATOR = (" Báo người quản trị.", " Tell the administrator.")


def _with(vietnamese: str, english: str, *then: tuple[str, str]) -> tuple[str, str]:
    return vietnamese + ''.join(one[0] for one in then), english + ''.join(one[1] for one in then)


SENTENCES: dict[str, tuple[str, str]] = {
    'face.gone': (
        "Không thấy máy ảnh chụp người. Cắm lại dây; vẫn không được thì so ảnh trong chip với người đến bằng mắt.",
        "The camera for persons isn't there. Plug it in again; else compare the chip's picture with the person.",
    ),
    'face.busy': (
        "Máy ảnh chụp người đang được chương trình khác dùng. Đóng chương trình kia, hoặc so bằng mắt.",
        "Another program has the camera for persons. Close it, or compare by eye.",
    ),
    'face.denied': (
        "Tài khoản này không được dùng máy ảnh chụp người. Người quản trị cấp quyền; trong lúc chờ, so bằng mắt.",
        "This account may not use the camera for persons. The administrator gives the right; compare by eye.",
    ),
    'face.mute': (
        "Máy ảnh chụp người không gửi hình. Rút dây rồi cắm lại, hoặc so bằng mắt.",
        "The camera for persons sends no picture. Unplug it and plug it in again, or compare by eye.",
    ),
    'reader.input_method': (
        "Bộ gõ tiếng Việt đã sửa chữ của máy quét. Tắt bộ gõ (Unikey: Ctrl+Shift) rồi quét lại mã.",
        "A Vietnamese input method changed what the scanner typed. Switch it off (Unikey: Ctrl+Shift), scan again.",
    ),
    'chip.no_roots': (
        "Chưa có chứng thư gốc: mọi thẻ sẽ chưa được coi là đã đọc chip. Người quản trị ghi roots= vào chip_reader.",
        "No root certificates: no card will count as a chip read. The administrator sets roots= of chip_reader.",
    ),
    'card.not_a_card': (
        "Đó không phải mã QR trên thẻ căn cước, cũng không phải 6 số ở mặt trước. Quét hoặc gõ lại.",
        "That is neither the QR of an identity card nor the six digits of its front. Scan or type again.",
    ),
    'chip.face': (
        "Ảnh trong chip không mở được. So ảnh in trên thẻ với người đến.",
        "The chip's picture can't be opened. Compare the picture printed on the card with the person.",
    ),
    'reader.service': (
        "Máy tính chưa chạy dịch vụ thẻ thông minh. Người quản trị cài và bật pcscd.",
        "This machine runs no smart card service. The administrator installs and starts pcscd.",
    ),
    'reader.library': (
        "Máy tính thiếu phần mềm đọc chip. Người quản trị cài gói motcua[chip].",
        "This machine lacks the part for chips. The administrator installs motcua[chip].",
    ),
    'chip.removed': (
        "Thẻ bị nhấc ra khi đang đọc. Đặt lại thẻ và giữ yên đến khi đọc xong.",
        "The card was taken away too soon. Lay it down again and leave it until it is read.",
    ),
    'chip.mute': (
        "Thẻ không trả lời. Nhấc thẻ ra, lau sạch, đặt lại; vẫn không được thì nhập bằng tay.",
        "The card doesn't answer. Take it off, wipe it, lay it down again; else type the data in.",
    ),
    'chip.misread': (
        "Đọc chip bị lỗi nhiều lần. Đặt thẻ phẳng, bỏ thẻ khác ra xa rồi thử lại; vẫn không được thì nhập bằng tay.",
        "The chip was misread several times. Lay the card flat with no other near it; else type the data in.",
    ),
    'chip.key': (
        "Số trên thẻ không mở được chip. Kiểm tra số thẻ, ngày sinh, ngày hết hạn rồi đọc lại mã sau thẻ.",
        "These numbers don't open the chip. Check number, birth and expiry, or read the lines on the back again.",
    ),
    'chip.refused': (
        "Chip từ chối ({status}). Đây có thể không phải thẻ căn cước; nhập bằng tay.",
        "The chip refuses ({status}). It may be no identity card; type the data in.",
    ),
    'chip.data': _with(
        "Dữ liệu trong chip không đúng khuôn mẫu thẻ căn cước.", "The chip's data are no identity card's.", _BY_EYE
    ),
    'chip.roots': (
        "Không đọc được chứng thư gốc {file}. Người quản trị chép lại tệp từ nguồn của Bộ.",
        "The root certificate {file} can't be read. The administrator copies it again from the ministry's source.",
    ),
    'chip.changed': _with(
        "Dữ liệu trong chip đã bị sửa sau khi ký.", "The chip's data were changed after they were signed.", _BY_EYE
    ),
    'chip.copy': _with("Chip này có thể là bản sao.", "This chip may be a copy.", _BY_EYE),
    'chip.copy_unknown': (
        "Không chứng minh được chip là bản gốc. So ảnh trong chip với người đến.",
        "It isn't proven that the chip is no copy. Compare its picture with the person.",
    ),
    'chip.signer_expired': _with(
        "Chứng thư của bên ký chip đã hết hạn.", "The certificate of the chip's signer has expired.", _BY_EYE
    ),
    'chip.signer_revoked': _with(
        "Chứng thư của bên ký chip đã bị thu hồi.", "The certificate of the chip's signer was revoked.", _BY_EYE
    ),
    'chip.signer_unknown': _with(
        "Máy này không biết bên ký chip.", "This machine doesn't know the chip's signer.", _BY_EYE, _ADMINISTRATOR
    ),
    'chip.signer_broken': _with("Chữ ký trong chip không đúng.", "The signature on the chip is wrong.", _BY_EYE),
    'chip.signer_none': _with("Chip không có chữ ký.", "The chip bears no signature.", _BY_EYE),
    'chip.unsigned': _with(
        "Một phần dữ liệu trong chip không được ký.", "Part of the chip's data isn't signed.", _BY_EYE
    ),
    'chip.revocation_unknown': _with(
        "Chưa có danh sách thu hồi còn hạn, nên chưa biết bên ký có bị thu hồi không.",
        "There is no current list of revoked signers, so it isn't known whether this one was revoked.",
        _ADMINISTRATOR,
    ),
    'chip.number': (
        "Số định danh trong chip không khớp với dòng mã máy đọc. Đối chiếu với thẻ.",
        "The chip's personal number isn't that of its machine readable lines. Compare with the card.",
    ),
    'card.expired': (
        "Thẻ đã hết hạn. Hỏi giấy tờ khác hoặc kiểm tra trên VNeID.",
        "The card has expired. Ask for another paper, or check in VNeID.",
    ),
    'mrz.none': (
        "Không thấy ba dòng mã máy đọc. Đặt mặt sau thẻ nằm trong khung, tránh lóa.",
        "The three machine readable lines aren't seen. Lay the card's back in the frame, without glare.",
    ),
    'mrz.shape': (
        "Ba dòng mã máy đọc không đủ. Đặt lại mặt sau thẻ trong khung.",
        "The three machine readable lines aren't whole. Lay the card's back in the frame again.",
    ),
    'mrz.check': (
        "Dòng mã máy đọc sai số kiểm tra ({fields}). Đọc lại; vẫn sai thì đối chiếu thẻ bằng mắt.",
        "A check digit of the machine readable lines is wrong ({fields}). Read again; else compare the card by eye.",
    ),
    'mrz.personal_number': (
        "Hai số trên dòng mã máy đọc không khớp nhau. Đối chiếu thẻ bằng mắt.",
        "The two numbers in the machine readable lines don't agree. Compare the card by eye.",
    ),
}
