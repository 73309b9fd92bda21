"""What an officer reads of states, papers and problems, in Vietnamese and English.

A problem's sentence says what happened, what to do now, and who can help.
"""

from counter.camera_texts import PHOTOGRAPHING
from counter.capture_texts import SCANNING
from counter.card_texts import CARD_WARNINGS
from counter.file_texts import FILES
from counter.organisation_texts import ORGANISATION_PROBLEMS
from counter.page_texts import PAGES
from counter.post_texts import POSTING_PROBLEMS
from counter.signing_texts import SIGNING
from counter.words import Pair, language, said
from devices import texts
from office.dossier import DossierState
from office.errors import Problem
from office.papers import PaperStatus
from office.person import Proof
from office.ticket import TicketState

STATES: dict[DossierState, Pair] = {
    DossierState.OPEN: ("Đang tiếp nhận", "Being received"),
    DossierState.INCOMPLETE: ("Chờ bổ sung trước tiếp nhận", "Waiting for papers"),
    DossierState.ABANDONED: ("Không tiếp nhận", "Not received"),
    DossierState.REFUSED: ("Đã từ chối", "Refused"),
    DossierState.ACCEPTED: ("Đã tiếp nhận", "Received"),
    DossierState.PROCESSING: ("Đang xử lý", "In process"),
    DossierState.SUPPLEMENT: ("Yêu cầu bổ sung", "Supplement asked"),
    DossierState.OBLIGATION: ("Chờ nghĩa vụ tài chính", "Waiting for payment"),
    DossierState.FINISHED: ("Đã có kết quả", "Result is here"),
    DossierState.POSTED: ("Đang ở bưu chính", "With the post"),
    DossierState.RETURNED: ("Đã trả kết quả", "Handed over"),
    DossierState.WITHDRAWN: ("Đã rút", "Withdrawn"),
    DossierState.STOPPED: ("Dừng giải quyết", "Stopped"),
}

TICKETS: dict[TicketState, Pair] = {
    TicketState.CALLED: ("đang gọi", "called"),
    TicketState.SERVING: ("đang phục vụ", "being served"),
}

PAPERS: dict[PaperStatus, Pair] = {
    PaperStatus.PENDING: ("chưa xem", "not seen yet"),
    PaperStatus.SEEN: ("đã đối chiếu", "seen"),
    PaperStatus.SCANNED: ("đã số hóa", "scanned"),
    PaperStatus.REUSED: ("dùng lại", "reused"),
    PaperStatus.MISSING: ("còn thiếu", "missing"),
    PaperStatus.NOT_NEEDED: ("không áp dụng", "not needed"),
}

PROOFS: dict[Proof, Pair] = {
    Proof.CHIP: ("đã đọc chip", "chip read"),
    Proof.VNEID: ("VNeID", "VNeID"),
    Proof.BY_EYE: ("đã đối chiếu bằng mắt", "checked by eye"),
    Proof.QR_UNPROVEN: ("mã QR trên thẻ, chưa chứng thực", "QR of the card, unproven"),
    Proof.PICTURE_UNPROVEN: ("đọc từ ảnh giấy tờ, chưa đối chiếu", "read from a picture, not checked"),
    Proof.NONE: ("chưa đối chiếu", "not checked"),
}

SENTENCES: dict[str, Pair] = {
    'login.wrong': (
        "Tên đăng nhập hoặc mật khẩu không đúng. Gõ lại; nếu quên mật khẩu, gặp người quản trị.",
        "The name or the password is wrong. Type again; if you forgot it, see the administrator.",
    ),
    'login.locked': (
        "Tài khoản tạm khóa còn {minutes} phút vì sai mật khẩu nhiều lần. Chờ, hoặc gặp người quản trị.",
        "The account is locked for {minutes} minutes after wrong passwords. Wait, or see the administrator.",
    ),
    'login.shut': (
        "Tài khoản này đã đóng. Gặp người quản trị nếu còn làm việc ở đây.",
        "This account was shut. See the administrator if you still work here.",
    ),
    'password.short': (
        "Mật khẩu phải có ít nhất {shortest} ký tự.",
        "A password has at least {shortest} characters.",
    ),
    'ticket.move': (
        "Số {ticket} đang ở trạng thái khác nên không làm được việc này. Xem lại danh sách bên trái.",
        "Number {ticket} stands otherwise, so this cannot be done. Look at the list on the left.",
    ),
    'ticket.other_counter': ("Số {ticket} đang ở quầy {counter}.", "Number {ticket} is at counter {counter}."),
    'ticket.taken': (
        "Quầy khác vừa gọi số {ticket}. Hãy gọi số tiếp theo.",
        "Another counter has just called {ticket}. Call the next number.",
    ),
    'procedure.unknown': (
        "Không có thủ tục này trong danh mục đang dùng. Tìm lại theo tên hoặc mã.",
        "The catalogue in use has no such procedure. Search again by name or code.",
    ),
    'procedure.not_in_force': (
        "Thủ tục chưa có hiệu lực vào ngày này.",
        "The procedure is not in force on this day.",
    ),
    'procedure.case': (
        "Thủ tục không có trường hợp này. Chọn lại trường hợp.",
        "The procedure has no such case. Choose again.",
    ),
    'card.not_a_card': (
        "Mã vừa quét không phải mã trên thẻ căn cước. Quét lại mã QR trên thẻ.",
        "This is not the code of an identity card. Scan the QR on the card.",
    ),
    **ORGANISATION_PROBLEMS,
    **SIGNING,
    **POSTING_PROBLEMS,
    'question.no_answer': ("Chưa gõ câu trả lời.", "The answer is empty."),
    'question.long': (
        "Câu trả lời dài {length} ký tự; rút còn {longest}.",
        "The answer has {length} letters; shorten it to {longest}.",
    ),
    'question.answered': (
        "Câu hỏi này đã có trả lời; mở lại danh sách để xem.",
        "It was answered meanwhile; open the list again.",
    ),
    'applicant.no_name': (
        "Chưa có họ tên người nộp. Quét thẻ hoặc gõ họ tên.",
        "The applicant has no name yet. Scan the card or type the name.",
    ),
    'dossier.no_applicant': (
        "Chưa có người nộp hồ sơ. Quét thẻ căn cước hoặc gõ tay ở bước 2.",
        "There is no applicant yet. Scan the card or type in step 2.",
    ),
    'dossier.incomplete': (
        "Còn giấy tờ chưa xem hoặc còn thiếu: {paper}",
        "A paper is not seen yet or missing: {paper}",
    ),
    'dossier.one_supplement': (
        "Đã yêu cầu bổ sung một lần; quy định chỉ được yêu cầu một lần.",
        "A supplement was asked for once; the rules allow one time only.",
    ),
    'dossier.move': (
        "Hồ sơ đang ở trạng thái khác nên không làm được việc này. Mở lại hồ sơ để xem.",
        "The dossier stands otherwise, so this cannot be done. Open it again to see.",
    ),
    'supplement.empty': (
        "Chưa có giấy tờ nào để yêu cầu. Đánh dấu giấy tờ còn thiếu và ghi rõ cần nộp gì.",
        "Nothing is asked for yet. Mark what is missing and say what is to be handed in.",
    ),
    'supplement.no_reason': ("Ghi lý do yêu cầu bổ sung.", "Give the reason of the supplement request."),
    'refusal.no_reason': ("Ghi lý do từ chối cụ thể.", "Give the reason of the refusal in concrete terms."),
    'abandon.no_reason': (
        "Ghi lý do bỏ hồ sơ vào ô lý do.",
        "Give the reason why the dossier is put away.",
    ),
    'return.unproven': (
        "Chưa xác nhận đúng người. Xem thẻ, rồi đánh dấu đã đối chiếu.",
        "The person is not confirmed. Look at the card, then tick the check.",
    ),
    'return.not_applicant': (
        "Người nhận không phải người nộp. Ghi số giấy ủy quyền.",
        "The collector is not the applicant. Write down the authorisation.",
    ),
    'fee.none_chosen': (
        "Đánh dấu khoản thu áp dụng cho hồ sơ này.",
        "Tick the fee that applies to this dossier.",
    ),
    'fee.unclear': (
        "{fee}: mức thu chỉ ghi bằng chữ. Đọc nội dung rồi gõ số tiền (gõ 0 nếu được miễn).",
        "{fee}: the amount is said in words only. Read them and type it (0 if free).",
    ),
    'fee.stated': (
        "{fee}: văn bản không ghi tỷ lệ giảm. Gõ số tiền phải nộp sau khi giảm.",
        "{fee}: the text names no percentage. Type what is due after the reduction.",
    ),
    'fee.amount': ("Số tiền phải lớn hơn 0.", "The amount must be above zero."),
    'fee.exemption': (
        "Quy định miễn, giảm này không áp dụng vào ngày hoặc lĩnh vực này. Chọn quy định khác.",
        "This exemption is not in force for this day or field. Choose another.",
    ),
    'outbox.not_parked': (
        "Mục này không còn chờ người xử lý; có thể người khác vừa gửi lại.",
        "This item no longer waits for a person; somebody may have sent it again.",
    ),
    'officer.right': (
        "Tài khoản này không được giao việc đó. Gặp lãnh đạo trung tâm.",
        "This account was not given that task. See the head of the centre.",
    ),
    'store.newer': (
        "Dữ liệu do phiên bản mới hơn của phần mềm ghi nên máy này chưa mở. Gọi người quản trị cài bản mới.",
        "A newer version of this software wrote the data. Call the administrator to install it; nothing was touched.",
    ),
    'store.key_missing': (
        "Không thấy khóa của dữ liệu nên chưa mở được; dữ liệu vẫn nguyên. Gọi người quản trị đặt lại khóa.",
        "The key of the data is missing; the data is untouched. Call the administrator to restore the key.",
    ),
    'store.key_wrong': (
        "Khóa không mở được dữ liệu; dữ liệu vẫn nguyên. Gọi người quản trị đặt lại đúng khóa.",
        "The key doesn't open the data; it is untouched. Call the administrator to restore the right key.",
    ),
    'store.key_open': (
        "Người khác đọc được tệp khóa nên máy này chưa mở dữ liệu. Gọi người quản trị đặt lại quyền của tệp.",
        "Others may read the key file, so the data stays shut. Call the administrator to mend the file's mode.",
    ),
    'store.busy': (
        "Máy khác đang ghi dữ liệu. Làm lại sau vài giây; dữ liệu chưa thay đổi.",
        "Another machine is writing. Try again in a few seconds; nothing has changed.",
    ),
    'store.disk_full': (
        "Ổ đĩa đầy; việc vừa làm chưa được ghi. Gọi người quản trị trước khi làm tiếp.",
        "The disk is full; what you did was not saved. Call the administrator first.",
    ),
    'store.disk': (
        "Ổ đĩa có lỗi; việc vừa làm chưa được ghi. Gọi người quản trị trước khi làm tiếp.",
        "The disk has an error; what you did was not saved. Call the administrator first.",
    ),
    **SCANNING,
    **PAGES,
    **PHOTOGRAPHING,
    **FILES,
    'file.not_saved': (
        "Không lưu được tệp vào chỗ đã chọn. Chọn thư mục khác, hoặc gọi người quản trị.",
        "The file could not be saved there. Choose another folder, or call the administrator.",
    ),
    'pdf.unreadable': (
        "Tệp này không đọc được nên chưa in. Báo người quản trị.",
        "This file can't be read, so nothing was printed. Tell the administrator.",
    ),
    'pdf.not_printed': (
        "Máy in giấy không nhận lệnh in. Kiểm tra máy in rồi in lại.",
        "The paper printer takes nothing. Check it, then print again.",
    ),
    'printer.paper_out': (
        "Máy in hết giấy, phiếu chưa in được. Lắp giấy rồi bấm In phiếu.",
        "The printer is out of paper; the slip is not printed. Put paper in, then print again.",
    ),
    'printer.cover_open': (
        "Nắp máy in đang mở, phiếu chưa in được. Đóng nắp rồi bấm In phiếu.",
        "The printer's cover is open; the slip is not printed. Close it, then print again.",
    ),
    'printer.gone': (
        "Không kết nối được máy in. Kiểm tra dây và nguồn rồi bấm In phiếu.",
        "The printer cannot be reached. Check cable and power, then print again.",
    ),
    'printer.mute': (
        "Máy in không trả lời. Tắt, bật máy in rồi bấm In phiếu.",
        "The printer does not answer. Switch it off and on, then print again.",
    ),
    'printer.error': (
        "Máy in báo lỗi dao cắt hoặc cơ khí. Xử lý rồi bấm In phiếu.",
        "The printer reports a cutter or mechanical error. Mend it, then print again.",
    ),
    'printer.denied': (
        "Tài khoản này không được dùng máy in. Báo người quản trị.",
        "This account may not use the printer. Tell the administrator.",
    ),
    'printer.busy': (
        "Máy in đang được chương trình khác dùng. Đóng chương trình đó rồi bấm In phiếu.",
        "Another program is using the printer. Close it, then print again.",
    ),
    'printer.library': (
        "Máy tính này thiếu phần mềm máy in. Báo người quản trị; xem bản A5 để in nơi khác.",
        "This machine lacks the printer's software. Tell the administrator; the A5 prints elsewhere.",
    ),
    'printer.paused': (
        "Hàng đợi máy in đang bị dừng. Báo người quản trị cho chạy lại rồi bấm In phiếu.",
        "The printer's queue was stopped. Have the administrator start it, then print again.",
    ),
}


def card_warning(code: str) -> str:
    """What speaks against a card, in an officer's words; what a chip leaves open is worded with the devices."""
    pair = CARD_WARNINGS.get(code)
    return said(pair) if pair is not None else texts.sentence(code, language())


UNWORDED: Pair = (
    "Không làm được việc này; dữ liệu đã ghi vẫn nguyên. Báo người quản trị mã: {code}",
    "This could not be done; what was saved is unharmed. Tell the administrator: {code}",
)


def sentence(problem: Problem) -> str:
    """A problem in an officer's words; one that nobody worded is said to be so, with what support needs."""
    pair = SENTENCES.get(problem.code)
    if pair is not None:
        return said(pair).format(**problem.params)
    if problem.code in texts.SENTENCES:
        return texts.sentence(problem.code, language(), **problem.params)
    return said(UNWORDED).format(code=problem.code)
