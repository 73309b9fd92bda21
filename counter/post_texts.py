"""What an officer reads of results that go by post."""

from counter.words import Pair
from office.tracking import Doubt

DOUBTS: dict[Doubt, Pair] = {
    Doubt.CHECK_DIGIT: (
        "Sai chữ số kiểm tra: đọc nhầm hoặc gõ nhầm. Quét lại, hoặc so từng chữ với bưu gửi rồi mới giao (F9).",
        "The check digit is wrong: misread or mistyped. Scan again, or compare each sign before posting (F9).",
    ),
    Doubt.OTHER_SHAPE: (
        "Không theo mẫu S10 (2 chữ, 9 số, 2 chữ). Nếu đơn vị chuyển phát ghi như vậy thì bấm F9.",
        "Not the S10 shape (2 letters, 9 digits, 2 letters). If the carrier writes it so, press F9.",
    ),
}

POSTING_PROBLEMS: dict[str, Pair] = {
    'post.not_chosen': (
        "Người nộp không đăng ký nhận kết quả qua bưu chính khi nộp hồ sơ. Trả tại quầy.",
        "The applicant did not ask for the post at reception. Hand the result over here.",
    ),
    'post.no_tracking': (
        "Chưa có số hiệu bưu gửi. Quét mã vạch trên phiếu gửi, hoặc gõ tay.",
        "There is no tracking number yet. Scan the barcode on the postal label, or type it.",
    ),
    'post.not_tracking': (
        "Số hiệu bưu gửi chỉ gồm chữ không dấu và chữ số, 8 đến 30 ký tự. Tắt bộ gõ tiếng Việt rồi quét lại mã vạch.",
        "A tracking number is 8 to 30 plain letters and digits. Switch the Vietnamese input off, then scan again.",
    ),
    'post.tracking_taken': (
        "Số hiệu {tracking} đã dùng cho hồ sơ {dossier}. Xem lại mã vạch trên bưu gửi này.",
        "Number {tracking} was used for dossier {dossier}. Look at this item's barcode again.",
    ),
    'post.day': (
        "Ngày phát phải từ ngày giao bưu chính {first} đến hôm nay {last}, ghi như 24/11/2026. Xem lại phiếu báo phát.",
        "The day lies between the posting on {first} and today, {last}, as 24/11/2026. Look at the post's slip again.",
    ),
    'post.no_reason': (
        "Ghi lý do chuyển hoàn như trên bưu gửi.",
        "Write down why it came back, as it stands on the item.",
    ),
}
