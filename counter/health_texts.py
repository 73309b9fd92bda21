"""What the bottom line says of the sync: in a word, and at length what to do now and who can help."""

from collections.abc import Mapping

from counter.words import Pair

# by the code of ``sync.health``: what the line says, and what its tool tip says
SYNC: Mapping[str, tuple[Pair, Pair]] = {
    'twin': (
        ("đã ngừng gửi: trùng tên máy", "stopped: another machine has its name"),
        (
            "Có máy khác cùng tên, hoặc máy là bản khôi phục cũ. Cứ tiếp nhận bằng số tạm; gọi quản trị đặt tên mới.",
            "Another machine has this name, or this is an old copy. Use provisional numbers; call the administrator.",
        ),
    ),
    'stopped': (
        ("chương trình gửi không chạy", "the courier doesn't run"),
        (
            "{count} mục nằm an toàn ở máy này, chưa gửi. Gọi người quản trị bật motcua-sync.",
            "{count} items are safe here and don't go. Call the administrator (motcua-sync).",
        ),
    ),
    'province.auth': (
        ("tỉnh không nhận máy này", "the province lets us not in"),
        (
            "Tài khoản của máy bị tỉnh từ chối; chưa gửi gì, dữ liệu nằm an toàn ở đây. Gọi người quản trị.",
            "The province refuses this machine's account; everything is safe here. Call the administrator.",
        ),
    ),
    'province.certificate': (
        ("chứng thư của tỉnh không đáng tin", "the province isn't trusted"),
        (
            "Chứng thư của tỉnh sai hoặc hết hạn; chưa gửi gì, dữ liệu nằm an toàn ở đây. Gọi người quản trị.",
            "The province's certificate is wrong or over; nothing is sent. Call the administrator.",
        ),
    ),
    'clock': (
        ("đồng hồ lệch {count} phút", "clock {count} minutes wrong"),
        (
            "Đồng hồ máy này lệch {count} phút so với tỉnh. Gọi người quản trị chỉnh; giờ trên phiếu là chứng cứ.",
            "This clock is {count} minutes wrong. Call the administrator; the times on slips are evidence.",
        ),
    ),
    'strays': (
        ("{count} tin về hồ sơ lạ", "{count} news of unknown dossiers"),
        (
            "{count} tin của tỉnh không khớp hồ sơ nào ở máy này. Báo người quản trị.",
            "{count} of the province's news fit no dossier here. Tell the administrator.",
        ),
    ),
    'unmet': (
        ("chờ gặp tỉnh, dùng số tạm", "not met the province: provisional"),
        (
            "Máy vừa khởi động hoặc vừa khôi phục; trước khi gặp lại tỉnh, hồ sơ mang số tạm. Cứ tiếp nhận như thường.",
            "Started or put back: until the province is met, dossiers bear provisional numbers. Go on receiving.",
        ),
    ),
    'uncoded': (
        ("{count} hồ sơ số tạm", "{count} provisional numbers"),
        (
            "{count} hồ sơ đang mang số tạm; có mã chính thức thì máy tự ghi, cả hai số đều tra cứu được.",
            "{count} dossiers bear a provisional number; both numbers will find them.",
        ),
    ),
    'codes': (
        ("còn {count} mã hôm nay", "{count} codes left today"),
        (
            "Còn {count} mã hồ sơ cho hôm nay; hết mã thì phiếu mang số tạm, cứ tiếp nhận như thường.",
            "{count} codes are left for today; then slips bear a provisional number. Go on receiving.",
        ),
    ),
    'uncompared': (
        ("chưa đối chiếu với tỉnh", "not compared with the province"),
        (
            "Quá một ngày chưa đối chiếu được với tỉnh. Báo người quản trị; việc tiếp nhận không bị ảnh hưởng.",
            "Not compared with the province for a day. Tell the administrator; go on receiving.",
        ),
    ),
}
