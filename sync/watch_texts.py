"""What an administrator reads of comparison, numbers, purging and the health line."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
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
    'compare.cannot': (
        "Tỉnh này không có dịch vụ đối chiếu. Xem hồ sơ còn nợ bằng \"motcua-sync status\"."
        " / This province doesn't compare."
    ),
}

ANSWERS: Mapping[str, str] = {
    'courier.twin': "có máy khác cùng tên, hoặc máy vừa khôi phục từ bản cũ / another machine of this name",
    'pages.purged': "tệp đã xóa sau khi tỉnh nhận, đang xin lại / removed after the province had it, being fetched",
    'codes.order': "mã đã dùng hoặc đã trả / the code was used or returned",
}
