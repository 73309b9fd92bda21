"""What people read of signing tokens and signatures, Vietnamese and English: see ``devices.texts``."""

_ADMINISTRATOR = (" Gọi người quản trị.", " Call the administrator.")
_ISSUER = (" Liên hệ nơi cấp chứng thư.", " See whoever issued the certificate.")
_NOT_THIS = (
    " Không dùng tệp này; hỏi lại nơi gửi.",
    " Don't use this file; ask whoever sent it.",
)


def _with(vietnamese: str, english: str, then: tuple[str, str]) -> tuple[str, str]:
    return vietnamese + then[0], english + then[1]


SENTENCES: dict[str, tuple[str, str]] = {
    'signer.library': _with(
        "Máy này thiếu phần mềm của thiết bị ký số ({library}).",
        "This machine lacks the signing token's software ({library}).",
        _ADMINISTRATOR,
    ),
    'signer.absent': (
        "Chưa cắm thiết bị ký số. Cắm thiết bị rồi làm lại.",
        "No signing token is plugged in. Plug it in, then do it again.",
    ),
    'signer.which': (
        "Có nhiều thiết bị ký số: {tokens}. Rút bớt, chỉ để lại thiết bị của mình.",
        "Several signing tokens are plugged in: {tokens}. Leave only your own.",
    ),
    'signer.certificate': _with(
        "Thiết bị ký số không có chứng thư.", "The signing token holds no certificate.", _ISSUER
    ),
    'signer.expired': _with(
        "Chứng thư ký số đã hết hạn ngày {until}.", "The signing certificate ended on {until}.", _ISSUER
    ),
    'signer.early': (
        "Chứng thư ký số có hiệu lực từ {since}. Kiểm tra ngày giờ của máy.",
        "The signing certificate begins on {since}. Check this machine's clock.",
    ),
    'signer.usage': _with(
        "Chứng thư trong thiết bị không dùng để ký được.", "The token's certificate isn't made for signing.", _ISSUER
    ),
    'signer.mismatch': _with(
        "Khóa và chứng thư trong thiết bị ký số không khớp nhau.",
        "Key and certificate on the signing token don't belong together.",
        _ISSUER,
    ),
    'signer.pin': (
        "PIN sai, lần thứ {wrong}. Gõ lại cẩn thận: sai nhiều lần thiết bị sẽ khóa.",
        "The PIN is wrong, {wrong} times now. Type with care: the token locks after some wrong ones.",
    ),
    'signer.pin_final': (
        "PIN sai. Chỉ còn MỘT lần: sai nữa là thiết bị khóa. Chưa chắc thì dừng, hỏi nơi cấp.",
        "The PIN is wrong. ONE try is left before the token locks. If in doubt stop, and ask its issuer.",
    ),
    'signer.locked': _with(
        "Thiết bị ký số đã khóa vì sai PIN nhiều lần. Hồ sơ vẫn tiếp nhận được, chưa ký.",
        "The token is locked after wrong PINs. Dossiers can still be received, unsigned.",
        _ISSUER,
    ),
    'signer.pin_shape': (
        "PIN không đúng độ dài hoặc có ký tự lạ; thiết bị chưa tính là một lần sai. Gõ lại.",
        "No PIN looks like this; the token didn't count it as a try. Type it again.",
    ),
    'signer.pin_change': (
        "Thiết bị đòi đổi PIN trước khi ký. Đổi PIN bằng phần mềm của nơi cấp rồi làm lại.",
        "The token wants its PIN changed first. Change it with the issuer's program, then do it again.",
    ),
    'signer.closed': ("Chưa nhập PIN ký số.", "The signing PIN wasn't given yet."),
    'signer.removed': (
        "Thiết bị ký số bị rút ra, tệp chưa được ký. Cắm lại và nhập PIN.",
        "The token was pulled out; the file isn't signed. Plug it in and give the PIN again.",
    ),
    'signer.io': _with(
        "Thiết bị ký số bị lỗi, tệp chưa được ký. Rút ra, cắm lại; vẫn lỗi thì báo.",
        "The signing token failed; the file isn't signed. Pull it out and plug it in again.",
        _ADMINISTRATOR,
    ),
    'signer.mute': (
        "Thiết bị ký số không trả lời, tệp chưa được ký. Rút ra, cắm lại rồi nhập PIN.",
        "The signing token doesn't answer; the file isn't signed. Pull it out, plug it in, give the PIN again.",
    ),
    'signer.crashed': _with(
        "Phần mềm của thiết bị ký số bị dừng, tệp chưa được ký. Làm lại; vẫn lỗi thì báo.",
        "The signing token's software stopped; the file isn't signed. Do it again.",
        _ADMINISTRATOR,
    ),
    'signer.stamp': (
        "Máy chủ dấu thời gian không trả lời.",
        "The time-stamp server gives no stamp.",
    ),
    'signer.file': (
        "Tệp PDF này không ký được: hỏng, có mật khẩu hoặc không cho ký.",
        "This PDF can't be signed: it is broken, has a password or forbids it.",
    ),
    'signer.final_try': (
        "PIN ký số chỉ còn một lần thử. Chưa chắc PIN thì đừng gõ, hỏi nơi cấp.",
        "The signing PIN has one try left. If you aren't sure of it don't type it; ask its issuer.",
    ),
    'signer.ends_soon': _with("Chứng thư ký số sắp hết hạn.", "The signing certificate ends within a month.", _ISSUER),
    'signature.good': ("Chữ ký hợp lệ", "Valid signature"),
    'signature.unknown': (
        "Không xác định được người ký: máy này chưa có chứng thư gốc của nơi cấp. Nội dung chưa bị sửa.",
        "The signer can't be established: this machine trusts nobody who vouches for it. The content is unchanged.",
    ),
    'signature.expired': (
        "Chứng thư của người ký đã hết hạn, không có dấu thời gian. Nội dung chưa bị sửa; hỏi lại nơi ký.",
        "The signer's certificate has ended and no time stamp proves an earlier day. The content is unchanged.",
    ),
    'signature.early': (
        "Chứng thư của người ký chưa có hiệu lực. Kiểm tra ngày giờ của máy này.",
        "The signer's certificate has not begun. Check this machine's clock.",
    ),
    'signature.revoked': _with(
        "Chứng thư của người ký đã bị thu hồi.", "The signer's certificate was revoked.", _NOT_THIS
    ),
    'signature.usage': (
        "Chứng thư của người ký không dùng để ký văn bản. Nội dung chưa bị sửa; hỏi lại nơi ký.",
        "The signer's certificate isn't made for documents. The content is unchanged; ask whoever signed.",
    ),
    'signature.weak': (
        "Chữ ký dùng thuật toán cũ, không còn an toàn. Hỏi lại nơi ký.",
        "The signature uses an old algorithm that is no longer safe. Ask whoever signed.",
    ),
    'signature.changed': _with(
        "Nội dung ĐÃ BỊ SỬA sau khi ký.", "The content WAS CHANGED after it was signed.", _NOT_THIS
    ),
    'signature.broken': _with(
        "Chữ ký sai: không phải của chứng thư đi kèm.", "A false signature: not that certificate's.", _NOT_THIS
    ),
    'signature.partial': _with(
        "Chữ ký không bao trùm cả tệp.", "The signature leaves a part of the file out.", _NOT_THIS
    ),
    'signature.added': _with(
        "Tệp đã bị thêm nội dung sau khi ký.", "Something was added after the file was signed.", _NOT_THIS
    ),
    'signature.unreadable': _with("Không đọc được chữ ký trong tệp.", "The file's signature can't be read.", _NOT_THIS),
    'signature.other': (
        "Tệp có chữ ký số kiểu khác (XML), ở đây chưa kiểm tra được.",
        "The file bears a signature of another kind (XML) that can't be judged here.",
    ),
    'signature.file': _with("Tệp PDF hỏng, không đọc được.", "The PDF is broken and can't be read.", _NOT_THIS),
    'signature.reader': _with(
        "Chưa kiểm tra được chữ ký: chương trình đọc bị dừng vì tệp này.",
        "The signature wasn't judged: the reader broke over this file.",
        _ADMINISTRATOR,
    ),
    'signature.roots': _with(
        "Chưa kiểm tra được chữ ký: không đọc được chứng thư gốc {file}.",
        "The signature wasn't judged: the root certificate {file} can't be read.",
        _ADMINISTRATOR,
    ),
}
