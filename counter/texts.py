"""What an officer reads when something is refused or fails: what happened, what to do now, who can help."""

from office.dossier import DossierState
from office.errors import Problem
from office.papers import PaperStatus

STATES = {
    DossierState.OPEN: "Đang tiếp nhận",
    DossierState.INCOMPLETE: "Chờ bổ sung trước tiếp nhận",
    DossierState.ABANDONED: "Không tiếp nhận",
    DossierState.REFUSED: "Đã từ chối",
    DossierState.ACCEPTED: "Đã tiếp nhận",
    DossierState.PROCESSING: "Đang xử lý",
    DossierState.SUPPLEMENT: "Yêu cầu bổ sung",
    DossierState.OBLIGATION: "Chờ nghĩa vụ tài chính",
    DossierState.FINISHED: "Đã có kết quả",
    DossierState.RETURNED: "Đã trả kết quả",
    DossierState.WITHDRAWN: "Đã rút",
    DossierState.STOPPED: "Dừng giải quyết",
}

PAPERS = {
    PaperStatus.PENDING: "○ chưa xem",
    PaperStatus.SEEN: "✓ đã đối chiếu",
    PaperStatus.SCANNED: "✓ đã số hóa",
    PaperStatus.REUSED: "✓ dùng lại",
    PaperStatus.MISSING: "✗ còn thiếu",
    PaperStatus.NOT_NEEDED: "– không áp dụng",
}

CARD_WARNINGS = {
    'name.half': "Họ tên trên thẻ đọc được chưa đủ; đối chiếu với thẻ.",
    'name.damaged': "Họ tên bị lỗi chữ khi quét; đối chiếu và sửa theo thẻ.",
    'name.no_diacritics': "Họ tên mất dấu khi quét; đối chiếu và sửa theo thẻ.",
    'number.province': "Mã tỉnh trong số định danh không có trong danh mục; đối chiếu với thẻ.",
    'number.sex': "Giới tính không khớp với số định danh; đối chiếu với thẻ.",
    'number.year': "Năm sinh không khớp với số định danh; đối chiếu với thẻ.",
    'card.issued': "Ngày cấp thẻ không đọc được.",
}

SENTENCES = {
    'login.wrong': "Tên đăng nhập hoặc mật khẩu không đúng. Gõ lại; nếu quên mật khẩu, gặp người quản trị.",
    'login.locked': "Tài khoản tạm khóa còn {minutes} phút vì sai mật khẩu nhiều lần. Chờ, hoặc gặp người quản trị.",
    'password.short': "Mật khẩu phải có ít nhất {shortest} ký tự.",
    'ticket.move': "Số {ticket} đang ở trạng thái khác nên không làm được việc này. Xem lại danh sách bên trái.",
    'ticket.other_counter': "Số {ticket} đang ở quầy {counter}.",
    'procedure.unknown': "Không có thủ tục này trong danh mục đang dùng. Tìm lại theo tên hoặc mã.",
    'procedure.not_in_force': "Thủ tục chưa có hiệu lực vào ngày này.",
    'card.not_a_card': "Mã vừa quét không phải mã trên thẻ căn cước. Quét lại mã QR trên thẻ.",
    'applicant.no_name': "Chưa có họ tên người nộp. Quét thẻ hoặc gõ họ tên.",
    'dossier.no_applicant': "Chưa có người nộp hồ sơ. Quét thẻ căn cước ở ô bên trên.",
    'dossier.incomplete': "Còn giấy tờ chưa xem hoặc còn thiếu: {paper}",
    'dossier.one_supplement': "Đã yêu cầu bổ sung một lần; quy định chỉ được yêu cầu một lần.",
    'dossier.move': "Hồ sơ đang ở trạng thái khác nên không làm được việc này. Mở lại hồ sơ để xem.",
    'supplement.empty': "Chọn ít nhất một giấy tờ còn thiếu (phím M) trước khi lập phiếu bổ sung.",
    'supplement.no_reason': "Ghi lý do yêu cầu bổ sung.",
    'refusal.no_reason': "Ghi lý do từ chối cụ thể.",
    'return.unproven': "Chưa xác nhận đúng người. Xem thẻ, rồi đánh dấu đã đối chiếu.",
    'return.not_applicant': "Người nhận không phải người nộp. Ghi số giấy ủy quyền.",
    'officer.right': "Tài khoản này không được giao việc đó. Gặp lãnh đạo trung tâm.",
    'store.busy': "Máy khác đang ghi dữ liệu. Làm lại sau vài giây; dữ liệu chưa thay đổi.",
    'store.disk_full': "Ổ đĩa đầy; việc vừa làm chưa được ghi. Gọi người quản trị trước khi làm tiếp.",
    'pages.disk_full': "Ổ đĩa đầy; trang vừa quét chưa được giữ. Gọi người quản trị trước khi quét tiếp.",
    'printer.paper_out': "Máy in hết giấy, phiếu chưa in được. Lắp giấy rồi bấm In lại.",
    'printer.cover_open': "Nắp máy in đang mở, phiếu chưa in được. Đóng nắp rồi bấm In lại.",
    'printer.gone': "Không kết nối được máy in. Kiểm tra dây và nguồn rồi bấm In lại.",
    'printer.mute': "Máy in không trả lời. Tắt, bật máy in rồi bấm In lại.",
    'printer.error': "Máy in báo lỗi dao cắt hoặc cơ khí. Xử lý rồi bấm In lại.",
}


def sentence(problem: Problem) -> str:
    """A problem in an officer's words; one that nobody worded is said to be so, with what support needs."""
    template = SENTENCES.get(problem.code)
    if template is None:
        return f"Không làm được việc này; dữ liệu đã ghi vẫn nguyên. Báo người quản trị mã: {problem.code}"
    return template.format(**problem.params)
