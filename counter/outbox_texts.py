"""What an officer reads of what the province is owed: what it is, what was answered, what to do, who can help."""

from counter.words import Pair, said

WHAT: dict[str, Pair] = {
    'DossierAccepted': ("Tiếp nhận", "Reception"),
    'DossierRefused': ("Từ chối", "Refusal"),
    'SupplementRequested': ("Yêu cầu bổ sung", "Supplement request"),
    'SupplementReceived': ("Bổ sung", "Supplement"),
    'FeeCollected': ("Thu phí", "Fee"),
    'DossierWithdrawn': ("Rút hồ sơ", "Withdrawal"),
    'ResultReturned': ("Trả kết quả", "Return"),
    'QuestionAnswered': ("Trả lời câu hỏi", "An answer"),
    'ResultPosted': ("Giao bưu chính", "Posting"),
    'TrackingCorrected': ("Sửa số hiệu bưu gửi", "Tracking number"),
    'PostDelivered': ("Bưu chính đã phát", "Delivery by post"),
    'PostCameBack': ("Bưu chính chuyển hoàn", "Come back by post"),
    'Rated': ("Đánh giá của tháng", "A month's ratings"),
}
FILE: Pair = ("Tệp: {what}", "File: {what}")

STATES: dict[str, tuple[str, str, Pair]] = {
    'waiting': ('mdi6.clock-outline', 'quiet', ("Chờ gửi", "Waiting")),
    'sending': ('mdi6.sync', 'quiet', ("Đang gửi", "Being sent")),
    'parked': ('mdi6.alert-circle', 'bad', ("Chờ người", "Needs you")),
}

WHO: dict[str, Pair] = {
    'officer': ("Cán bộ tiếp nhận", "The officer"),
    'administrator': ("Người quản trị", "The administrator"),
    'province': ("Phía tỉnh; máy tự thử lại", "The province; tried again by itself"),
    'nobody': ("Không ai phải làm gì", "Nobody needs to"),
}

ANSWERS: dict[str, Pair] = {
    '': ("Chưa đến lượt thử lần nào.", "Not tried yet."),
    'comparison.running': (
        "Máy này đang đối chiếu với tỉnh; xong thì tự gửi tiếp.",
        "This machine is comparing with the province; afterwards it goes on by itself.",
    ),
    'centre.crossed': (
        "Máy khác trong trung tâm đã đổi hồ sơ này trước. Mở hồ sơ xem cái nào đúng, rồi báo lãnh đạo.",
        "Another machine changed this dossier first. Open it, see which is right, and tell the head of the centre.",
    ),
    'wait.code': (
        "Hồ sơ còn số tạm; gửi khi tỉnh cấp mã chính thức. Số tạm vẫn tra cứu được.",
        "The dossier still has its provisional number; it goes when the official code is here.",
    ),
    'wait.turn': (
        "Chờ mục trước của cùng hồ sơ; gửi ngay sau mục đó.",
        "It waits for an earlier item of its dossier, and goes right after it.",
    ),
    'pages.first': (
        "Chờ các tệp của hồ sơ gửi xong rồi mới gửi; máy tự gửi.",
        "It waits until the dossier's files are there, and then goes by itself.",
    ),
    'codes.order': (
        "Mã hồ sơ này đã dùng hoặc đã trả. Báo người quản trị.",
        "The code was used or returned before. Tell the administrator.",
    ),
    'courier.twin': (
        "Máy khác đang gửi dưới tên của máy này nên máy này dừng gửi. Dữ liệu vẫn nguyên; gọi người quản trị.",
        "Another machine sends under this one's name, so this one stopped. Nothing is lost; call the administrator.",
    ),
    'pages.purged': (
        "Tệp đã được dọn khỏi máy này sau khi tỉnh xác nhận. Gọi người quản trị.",
        "The file was cleared from this machine after the province confirmed it. Call the administrator.",
    ),
    'file.active': (
        "Tệp có nội dung tự chạy nên không nhận. Báo tỉnh.",
        "The file holds something that acts and isn't taken. Tell the province.",
    ),
    'file.bomb': (
        "Tệp phình to bất thường nên không nhận. Báo tỉnh.",
        "The file swells beyond measure and isn't taken. Tell the province.",
    ),
    'file.damaged': ("Tệp hỏng. Báo tỉnh gửi lại.", "The file is damaged. Ask the province for another one."),
    'file.died': (
        "Tệp làm hỏng chương trình đọc nên không nhận. Báo tỉnh.",
        "The file ends the program that reads it. Tell the province.",
    ),
    'file.empty': ("Tệp rỗng. Báo tỉnh gửi lại.", "The file is empty. Ask the province for another one."),
    'file.encrypted': (
        "Tệp có mật khẩu nên không nhận. Báo tỉnh.",
        "The file has a password and isn't taken. Tell the province.",
    ),
    'file.kind': (
        "Tệp không phải PDF, ảnh hay XML. Báo tỉnh.",
        "The file is no PDF, picture or XML. Tell the province.",
    ),
    'file.large': ("Tệp quá lớn. Báo tỉnh.", "The file is too large. Tell the province."),
    'file.measure': (
        "Trang có kích thước vô lý. Báo tỉnh gửi lại.",
        "A page has no sane size. Ask the province for another one.",
    ),
    'file.pages': ("Tệp quá nhiều trang. Báo tỉnh.", "The file has too many pages. Tell the province."),
    'file.slow': ("Mở tệp quá lâu nên không nhận. Báo tỉnh.", "The file can't be opened in time. Tell the province."),
    'pages.not_yet': (
        "Máy đã chụp chưa đưa tệp lên máy chủ trung tâm. Tự gửi khi máy đó bật.",
        "The machine that scanned it hasn't put it into the centre yet. It goes by itself.",
    ),
    'pages.unreached': (
        "Chưa lấy được tệp từ máy chủ trung tâm. Tự gửi khi máy chủ trở lại.",
        "The centre's server doesn't give the file now. It goes by itself.",
    ),
    'province.unreachable': (
        "Không tới được tỉnh. Hồ sơ nằm an toàn ở máy này, có mạng sẽ tự gửi. Mất lâu: gọi người quản trị.",
        "The province can't be reached. All is safe here and goes by itself. If it lasts, call the administrator.",
    ),
    'province.no_answer': (
        "Đã gửi nhưng tỉnh chưa trả lời. Máy tự hỏi lại; tỉnh không ghi trùng.",
        "It was sent and not answered yet. It is asked again by itself; nothing is doubled.",
    ),
    'province.busy': ("Tỉnh đang bận, hẹn gửi lại sau. Máy tự gửi.", "The province is busy; it goes by itself later."),
    'province.auth': (
        "Tỉnh không nhận tài khoản kết nối của máy này. Gọi người quản trị.",
        "The province does not accept this machine's credentials. Call the administrator.",
    ),
    'province.certificate': (
        "Chứng thư của máy chủ tỉnh không tin được nên chưa gửi gì. Gọi người quản trị.",
        "The server's certificate is not to be trusted, so nothing was sent. Call the administrator.",
    ),
    'province.garbled': (
        "Trả lời nhận được không phải của tỉnh (thường do thiết bị mạng chặn). Máy tự thử lại.",
        "Something else than the province answered, most likely a network device. It is tried again by itself.",
    ),
    'province.refused': (
        "Tỉnh từ chối. Đọc lý do, sửa ở hồ sơ hoặc báo tỉnh, rồi người phụ trách bấm Gửi lại.",
        "The province refused. Read why, mend it or tell the province; then the supervisor sends it again.",
    ),
    'province.key_conflict': (
        "Tỉnh đã nhận nội dung khác dưới cùng số. Không gửi lại; báo lãnh đạo và người quản trị.",
        "The province took another content under the same key before. Don't resend; tell the head of the centre.",
    ),
    'courier.invalid': (
        "Thiếu hoặc sai thông tin bắt buộc. Mở hồ sơ xem mục nêu dưới đây, rồi người phụ trách bấm Gửi lại.",
        "A field is missing or wrong. Open the dossier, look at what is named below; then the supervisor resends.",
    ),
    'courier.no_code': (
        "Hồ sơ không có mã chính thức nên chưa gửi được. Báo người quản trị.",
        "The dossier has no official code. Tell the administrator.",
    ),
    'courier.no_applicant': (
        "Hồ sơ không có người nộp nên chưa gửi được. Mở hồ sơ và báo lãnh đạo.",
        "The dossier names no applicant. Open it and tell the head of the centre.",
    ),
    'courier.state': (
        "Cổng của tỉnh không có trạng thái này. Báo người quản trị.",
        "The portal knows no such state. Tell the administrator.",
    ),
    'procedure.unknown': (
        "Thủ tục không có trong danh mục của máy. Gọi người quản trị nạp danh mục, rồi gửi lại.",
        "The procedure is in no catalogue here. Call the administrator to load it, then resend.",
    ),
    'pages.missing': (
        "Tệp không còn trên đĩa. Gọi người quản trị khôi phục; bản giấy còn thì quét lại.",
        "The file is gone from the disk. Call the administrator; scan again what is still on paper.",
    ),
    'pages.damaged': (
        "Tệp trên đĩa bị hỏng. Gọi người quản trị khôi phục; bản giấy còn thì quét lại.",
        "The file on the disk is damaged. Call the administrator; scan again what is still on paper.",
    ),
    'pages.disk': ("Ổ đĩa không đọc được tệp. Gọi người quản trị.", "The disk can't read it. Call the administrator."),
}
OTHER: Pair = ("Trả lời lạ, mã {code}. Báo người quản trị.", "An unknown answer, {code}. Tell the administrator.")


def what_words(what: str, lane: str) -> str:
    """What an item is: a fact that the province is told, or a file of one."""
    words = said(WHAT[what]) if what in WHAT else what
    return said(FILE).format(what=words) if lane == 'pages' else words


def answer_words(code: str) -> str:
    """The last answer, and what to do about it."""
    return said(ANSWERS[code]) if code in ANSWERS else said(OTHER).format(code=code)
