"""What an administrator reads of comparison, numbers, purging and the health line."""

from collections.abc import Mapping

from sync.status import ADMINISTRATOR, NOBODY, PROVINCE

SENTENCES: Mapping[str, str] = {
    'codes.unsent': (
        "Còn {count} mục chưa được xác nhận; chưa trả mã nào. Chạy \"motcua-sync run\" cho đến khi không còn nợ gì rồi"
        " chạy lại; đánh giá của tháng này gửi khi hết tháng. / {count} things aren't confirmed yet; no code went back."
        " Run the courier first; this month's ratings go when the month is over."
    ),
    'codes.no_return': (
        "Tỉnh này không nhận lại mã; mã chưa dùng tự hết hiệu lực. Chưa thay đổi gì."
        " / This province takes no codes back; unused ones lapse. Nothing was changed."
    ),
    'courier.twin': (
        "Tỉnh đã biết một máy khác tên {device}: hai máy cài từ một bản sao, hoặc máy này vừa khôi phục từ bản cũ. Máy"
        " này đã ngừng gửi và bỏ các mã đang giữ; hồ sơ ở máy vẫn nguyên. Đặt tên mới ở [store] device rồi chạy lại;"
        " cần giúp thì gọi người quản trị. / The province knows another machine named {device}: two from one image, or"
        " this one was put back to an old copy. It has stopped and given its codes up; nothing here is lost. Give it a"
        " new name in [store] device and run it again."
    ),
    'purge.not_compared': (
        "Chưa đối chiếu với tỉnh trong 24 giờ qua, nên chưa xóa gì. Chạy \"motcua-sync compare\" trước."
        " / Not compared with the province within 24 hours, so nothing was removed; run the verb compare first."
    ),
    'metrics.disk': (
        "Không ghi được số liệu ở [store] metrics: {detail}. Việc gửi hồ sơ không bị ảnh hưởng."
        " / The figures can't be written: {detail}; nothing else is affected."
    ),
    'comparison.running': (
        "Máy này đang đối chiếu với tỉnh. Đợi một phút rồi chạy lại nếu còn cần."
        " / This machine is comparing with the province just now; run it again in a minute if you still need to."
    ),
    'compare.cannot': (
        "Tỉnh này không có dịch vụ đối chiếu. Xem hồ sơ còn nợ bằng \"motcua-sync status\"."
        " / This province doesn't compare."
    ),
}

ANSWERS: Mapping[str, str] = {
    'courier.twin': "có máy khác cùng tên, hoặc máy vừa khôi phục từ bản cũ / another machine of this name",
    'pages.purged': "tệp đã xóa sau khi tỉnh nhận, đang xin lại / removed after the province had it, being fetched",
    'pages.not_yet': "máy đã chụp chưa đưa tệp lên máy chủ trung tâm / not put into the centre by its machine yet",
    'pages.unreached': "chưa lấy được tệp từ máy chủ trung tâm / the centre's server doesn't give the file now",
    'comparison.running': "máy này đang đối chiếu / this machine is comparing just now",
    'codes.order': "mã đã dùng hoặc đã trả / the code was used or returned",
}

LEVELS: Mapping[str, str] = {
    'good': "TỐT / GOOD",
    'watch': "THEO DÕI / WATCH",
    'act': "CẦN XỬ LÝ / ACT",
}

# these are said in other words where there is no moment to name
HEALTH_NEVER = frozenset({'good', 'silent'})
HEALTH: Mapping[str, str] = {
    'good': "Mọi hồ sơ đã về tỉnh; đối chiếu lúc {since}. / All is at the province; compared {since}.",
    'good.never': "Mọi hồ sơ đã về tỉnh. / Everything has reached the province.",
    'sending': "Đang gửi {count} mục, không ai phải làm gì. / {count} items are on their way.",
    'silent': (
        "Mất liên lạc với tỉnh từ {since}; {count} mục chờ và tự gửi khi có mạng. Quầy vẫn làm việc bình thường."
        " / The province has been silent since {since}; {count} items wait and go by themselves."
    ),
    'silent.never': (
        "Từ khi cài đặt chưa liên lạc được với tỉnh; {count} mục chờ. Nhờ người quản trị xem [province]."
        " / The province has never been reached; {count} items wait."
    ),
    'unmet': (
        "Máy vừa khởi động hoặc vừa khôi phục, chưa gặp lại tỉnh: hồ sơ nhận lúc này mang số tạm, có mạng thì tự thay."
        " / Started or put back, and not met the province yet: dossiers bear provisional numbers until it has."
    ),
    'uncoded': (
        "{count} hồ sơ đang mang số tạm; máy tự thay khi tỉnh cấp mã. / {count} dossiers bear a provisional number."
    ),
    'codes': ("Còn {count} mã hồ sơ cho hôm nay; hết mã thì phiếu mang số tạm. / {count} codes are left for today."),
    'uncompared': "Chưa đối chiếu được với tỉnh từ {since}. / Not compared with the province since {since}.",
    'twin': (
        "NGỪNG GỬI: có máy khác cùng tên, hoặc máy này khôi phục từ bản cũ. Cần đặt tên mới ở [store] device."
        " / STOPPED: another machine has this name; the administrator gives it a new one."
    ),
    'stopped': (
        "Chương trình gửi không chạy; {count} mục chờ. Người quản trị chạy \"motcua-sync run\"."
        " / The courier doesn't run; {count} items wait."
    ),
    'province.auth': (
        "Tỉnh không nhận tài khoản của máy này. Người quản trị kiểm tra [province] với tỉnh."
        " / The province doesn't accept our credentials."
    ),
    'province.certificate': (
        "Không tin được chứng thư của tỉnh nên chưa gửi gì. Người quản trị hỏi tỉnh."
        " / The province's certificate is not trusted; nothing is sent."
    ),
    'clock': "Đồng hồ máy này lệch {count} phút; chỉnh lại. / This clock is {count} minutes wrong; set it right.",
    'parked': ("{count} mục chờ cán bộ xem và gửi lại: \"motcua-sync parked\". / {count} items wait for a person."),
    'strays': ("{count} tin của tỉnh về hồ sơ lạ, cần người xem. / {count} news of the province fit no dossier here."),
}

# what the audit says of a damaged page: its code, and who can act
PAGES: Mapping[tuple[str, str], str] = {
    ('page.healed', NOBODY): (
        "đã thay bằng bản nguyên từ máy chủ trung tâm; tệp hỏng để ở pages/damaged. Kiểm tra ổ đĩa máy này."
        " / healed from the centre's server; the damaged file is in pages/damaged. Look after this disk."
    ),
    ('page.damaged', PROVINCE): (
        "tỉnh đã nhận tệp này: người đưa tin đang chạy sẽ xin lại. Vẫn hỏng thì người quản trị khôi phục từ bản sao."
        " / the province has it and the running courier asks for it; else the administrator restores it"
    ),
    ('page.damaged', ADMINISTRATOR): (
        "người quản trị: nối lại máy chủ trung tâm, bật máy đã chụp rồi chạy lại; hoặc khôi phục từ bản sao, quét lại"
        " / the administrator: with the centre's server back run this again; else restore it or scan it again"
    ),
}
