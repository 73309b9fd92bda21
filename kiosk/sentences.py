"""The kiosk's and the board's sentences: Vietnamese first, English second; nothing is imported for them."""

SENTENCES: dict[str, tuple[str, str]] = {
    'welcome': ("Ông/bà cần làm việc gì?", "What do you need today?"),
    'have_code': ("Tôi đã có mã hồ sơ", "I have a dossier number"),
    'procedures': ("Mời ông/bà chọn thủ tục", "Please choose what you came for"),
    'any': ("Tôi chưa rõ thủ tục", "I am not sure which"),
    'any_more': ("Lấy số, cán bộ sẽ hướng dẫn", "Take a number, staff will guide you"),
    'search': ("Tìm thủ tục", "Find a procedure"),
    'search_ask': ("Ông/bà tìm thủ tục gì?", "What are you looking for?"),
    'search_how': ("Gõ không cần dấu, ví dụ: khai sinh", "Type without marks, for example: khai sinh"),
    'back': ("Quay lại", "Back"),
    'restart': ("Làm lại từ đầu", "Start over"),
    'language': ("English", "Tiếng Việt"),
    'listen': ("Nghe đọc", "Listen"),
    'text_size': ("Cỡ chữ", "Text size"),
    'contrast': ("Tương phản", "Contrast"),
    'more': ("Xem tiếp", "More"),
    'page': ("Trang {0} trên {1}", "Page {0} of {1}"),
    'space': ("Cách", "Space"),
    'clear': ("Xóa hết", "Clear"),
    'none_found': (
        "Không tìm thấy. Mời ông/bà gõ từ khác hoặc hỏi cán bộ.",
        "Nothing found. Try another word or ask staff.",
    ),
    'waiting': ("{0} người đang chờ", "{0} waiting"),
    'nobody': ("Chưa có ai chờ", "Nobody is waiting"),
    'ticket': ("Số của ông/bà", "Your number"),
    'taken_at': ("Lấy số lúc {0}", "Taken at {0}"),
    'priority': ("Số ưu tiên theo tuổi", "Priority by age"),
    'ahead': ("Trước ông/bà còn {0} người", "{0} people are ahead of you"),
    'ahead_none': ("Không có ai trước ông/bà", "Nobody is ahead of you"),
    'ahead_one': ("Trước ông/bà còn 1 người", "1 person is ahead of you"),
    'soon': ("Sắp đến lượt ông/bà", "Your turn is soon"),
    'wait': ("Chờ khoảng {0}–{1} phút", "About {0}–{1} minutes"),
    'turn': ("Đến lượt khoảng {0}–{1}, đã tính giờ nghỉ", "Your turn is about {0}–{1}, breaks included"),
    'doubt': (
        "Có thể không kịp trước giờ đóng cửa {0}. Mời ông/bà hỏi cán bộ hướng dẫn.",
        "It may not be your turn before closing at {0}. Please ask staff.",
    ),
    'alone': (
        "Giờ chờ là ước tính của máy này. Số vẫn có hiệu lực.",
        "The wait is this machine's own estimate. Your number is valid.",
    ),
    'unserved': (
        "Hôm nay chưa có quầy nào gọi số của nhóm việc này. Mời ông/bà hỏi cán bộ hướng dẫn.",
        "No counter has called a number of this kind today. Please ask staff.",
    ),
    'sit': ("Mời ông/bà ngồi chờ và nhìn bảng gọi số.", "Please take a seat and watch the board."),
    'follow': ("Đưa mã này vào máy đọc để xem lượt", "Hold it to the reader to see your turn"),
    'printing': ("Đang in phiếu…", "Printing your ticket…"),
    'printed': ("Mời ông/bà nhận phiếu ở khe bên dưới.", "Please take your ticket below."),
    'no_printer': (
        "Mời ông/bà nhớ hoặc chụp lại số này. Máy này không in phiếu.",
        "Please remember or photograph this number. This machine prints no tickets.",
    ),
    'not_printed': (
        "Máy chưa in được phiếu. Mời ông/bà nhớ hoặc chụp lại số này; số vẫn có hiệu lực. Cán bộ hướng dẫn sẽ giúp.",
        "The ticket could not be printed. Please remember or photograph this number; it is valid. Staff will help.",
    ),
    'maybe_printed': (
        "Nếu không thấy phiếu, mời ông/bà nhớ hoặc chụp lại số này; số vẫn có hiệu lực.",
        "If no ticket came out, please remember or photograph this number; it is valid.",
    ),
    'print_again': ("In lại phiếu", "Print again"),
    'taking': ("Đang lấy số…", "One moment…"),
    'done': ("Xong", "Done"),
    'card': ("Ông/bà từ {0} tuổi trở lên?", "Are you {0} or older?"),
    'card_how': (
        "Mời ông/bà đưa mã QR trên thẻ căn cước vào máy đọc để được số ưu tiên.",
        "Hold the QR code of your ID card to the reader to get a priority number.",
    ),
    'card_keeps': (
        "Máy chỉ xem năm sinh, không lưu gì từ thẻ.",
        "The machine only looks at your age and keeps nothing of the card.",
    ),
    'card_skip': ("Không dùng thẻ", "Without a card"),
    'card_bad': (
        "Chưa đọc được thẻ. Mời ông/bà đưa lại mã QR của thẻ, hoặc lấy số không dùng thẻ.",
        "The card could not be read. Hold its QR code again, or take a number without it.",
    ),
    'lookup': ("Nhập mã hồ sơ trên giấy hẹn", "Enter the number on your receipt"),
    'lookup_scan': (
        "Nhập mã hồ sơ, hoặc đưa mã QR của giấy hẹn vào máy đọc",
        "Enter the number, or hold your receipt's QR code to the reader",
    ),
    'lookup_example': ("Ví dụ: {0}", "For example: {0}"),
    'look': ("Tra cứu", "Look up"),
    'take_result': ("Lấy số nhận kết quả", "Number to collect it"),
    'papers_all': ("Giấy tờ: đủ {1} trên {1}", "Papers: all {1} of {1}"),
    'papers_some': ("Giấy tờ: có {0} trên {1}", "Papers: {0} of {1}"),
    'papers_none': ("Thủ tục này không liệt kê giấy tờ", "This procedure lists no papers"),
    'your_ticket': ("Số {0} đang chờ", "Number {0} is waiting"),
    'lookup_none': (
        "Chưa tìm thấy mã này. Mời ông/bà xem lại mã trên giấy hẹn hoặc hỏi cán bộ.",
        "This number was not found. Please check your receipt or ask staff.",
    ),
    'idle': ("Ông/bà còn dùng máy không?", "Are you still there?"),
    'idle_more': ("Màn hình sẽ trở về đầu sau {0} giây.", "The screen starts over in {0} seconds."),
    'stay': ("Tôi còn dùng", "I am still here"),
    'sorry': ("Chưa lấy được số", "No number was given"),
    'too_late': (
        "Người đang chờ đã kín giờ làm việc hôm nay. Mời ông/bà đến lại từ {0}, hoặc hỏi bàn hướng dẫn.",
        "Those who wait fill today's hours. Please come again from {0}, or ask at the information desk.",
    ),
    'full': (
        "Hôm nay đã phát đủ {1} số. Mời ông/bà đến lại từ {0}, hoặc hỏi bàn hướng dẫn.",
        "All {1} numbers of today are given. Please come again from {0}, or ask at the information desk.",
    ),
    'full_title': ("Hôm nay đã hết số", "No numbers are left today"),
    'left': ("Hôm nay còn {0} số", "{0} numbers are left today"),
    'resting': ("Trung tâm đang nghỉ", "The centre is closed"),
    'resting_more': (
        "Mở cửa lúc {0}. Ông/bà vẫn tra cứu được hồ sơ ở máy này.",
        "It opens at {0}. You can still look up your dossier here.",
    ),
    'starting_title': ("Máy đang khởi động", "This machine is starting"),
    'starting': ("Mời ông/bà chờ trong giây lát.", "One moment, please."),
    'closed_title': ("Máy tạm thời chưa dùng được", "This machine is out of service"),
    'closed': (
        "Mời ông/bà đến bàn hướng dẫn để lấy số. Máy sẽ tự hoạt động lại khi khắc phục xong.",
        "Please go to the information desk for a number. This machine will start again by itself.",
    ),
}

# for the journal of the service, which only staff read
UNSURE = (
    "Máy tắt khi đang in phiếu số {0}. Mở máy in xem phiếu có đó không; số vẫn có hiệu lực, không tự in lại."
    " / The machine went down while ticket {0} was printing. See whether it lies in the printer; the number is valid"
    " and is not printed again by itself."
)

DAYS: tuple[tuple[str, str], ...] = (
    ("thứ Hai", "Monday"),
    ("thứ Ba", "Tuesday"),
    ("thứ Tư", "Wednesday"),
    ("thứ Năm", "Thursday"),
    ("thứ Sáu", "Friday"),
    ("thứ Bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)

# the board speaks to a whole hall: both languages at once
BOARD: dict[str, str] = {
    'title': "Bảng gọi số / Now calling",
    'number': "Số / Number",
    'counter': "Quầy / Counter",
    'waiting': "Đang chờ / Waiting",
    'nobody': "Chưa có ai chờ / Nobody is waiting",
    'ready': "Mời lấy số ở máy lấy số / Please take a number at the kiosk",
    'age_seconds': "Thông tin của {0} giây trước / {0} seconds old",
    'age_minutes': "Thông tin của {0} phút trước / {0} minutes old",
    'more': "+{0}",
    'starting': "Bảng đang khởi động. / The board is starting.",
    'closed': "Bảng tạm thời chưa dùng được. Mời ông/bà nghe gọi số. / Please listen for your number.",
}

# said aloud, never shown: the number, then the counter
CALLED_SPOKEN = ("Mời số {0}, đến quầy {1}.", "Number {0}, please go to counter {1}.")
