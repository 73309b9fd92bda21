"""What stands on the invented papers. Every person, number and place is made up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One invented paper; ``issued_by`` is who seals it, '' for a form that the applicant fills in."""

    title: str
    lines: tuple[str, ...]
    issued_by: str = ''


_DECLARATION = Paper(
    title="TỜ KHAI ĐĂNG KÝ KHAI SINH",
    lines=(
        "Kính gửi: Ủy ban nhân dân xã Mẫu, tỉnh Mẫu",
        "Họ, chữ đệm, tên người yêu cầu: ĐỖ THỊ MẪU",
        "Nơi cư trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "Giấy tờ tùy thân: Thẻ căn cước số 001199000000, do Bộ Công an cấp",
        "Quan hệ với người được khai sinh: Mẹ",
        "",
        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
        "Họ, chữ đệm, tên: NGUYỄN MẪU AN",
        "Ngày, tháng, năm sinh: 15/11/2026",
        "Ghi bằng chữ: ngày mười lăm, tháng mười một, năm hai nghìn không trăm hai mươi sáu",
        "Giới tính: Nữ          Dân tộc: Kinh          Quốc tịch: Việt Nam",
        "Nơi sinh: Bệnh viện đa khoa tỉnh Mẫu, phường Mẫu, tỉnh Mẫu",
        "Quê quán: Xã Mẫu, tỉnh Mẫu",
        "",
        "Họ, chữ đệm, tên người mẹ: ĐỖ THỊ MẪU",
        "Năm sinh: 1999          Dân tộc: Kinh          Quốc tịch: Việt Nam",
        "Nơi cư trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "Họ, chữ đệm, tên người cha: NGUYỄN VĂN MẪU",
        "Năm sinh: 1997          Dân tộc: Kinh          Quốc tịch: Việt Nam",
        "Nơi cư trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "",
        "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật,",
        "được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật.",
        "Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
        "Đề nghị cấp bản sao trích lục khai sinh: Có, số lượng: 02 bản.",
    ),
)
_BIRTH_NOTICE = Paper(
    title="GIẤY CHỨNG SINH",
    issued_by="TRƯỞNG KHOA SẢN",
    lines=(
        "Bệnh viện đa khoa tỉnh Mẫu          Số: 000/2026          Quyển số: 00",
        "Họ và tên mẹ hoặc người nuôi dưỡng: ĐỖ THỊ MẪU",
        "Năm sinh: 1999          Dân tộc: Kinh",
        "Nơi đăng ký thường trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "Mã số định danh cá nhân: 001199000000",
        "",
        "Đã sinh con vào lúc: 06 giờ 40 phút, ngày 15 tháng 11 năm 2026",
        "Tại: Bệnh viện đa khoa tỉnh Mẫu, phường Mẫu, tỉnh Mẫu",
        "Số con trong lần sinh này: 01          Giới tính của con: Nữ",
        "Cân nặng: 3.200 gam          Tình trạng của con: Bình thường",
        "Dự định đặt tên con là: NGUYỄN MẪU AN",
        "Ghi chú: Sinh thường, đủ tháng, mẹ và con khỏe mạnh.",
        "",
        "Người đỡ đẻ: PHẠM THỊ VÍ DỤ",
        "Ngày 17 tháng 11 năm 2026",
        "Lưu ý: Giấy chứng sinh được cấp lần đầu. Tên dự định của con có thể thay đổi",
        "khi đăng ký khai sinh. Cha, mẹ hoặc người thân có trách nhiệm đăng ký khai sinh",
        "cho con trong thời hạn 60 ngày kể từ ngày sinh.",
    ),
)
_MARRIAGE = Paper(
    title="TRÍCH LỤC KẾT HÔN (BẢN SAO)",
    issued_by="CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",
    lines=(
        "Ủy ban nhân dân xã Mẫu, tỉnh Mẫu          Số: 00/TLKH-BS",
        "",
        "Họ, chữ đệm, tên vợ: ĐỖ THỊ MẪU",
        "Ngày, tháng, năm sinh: 02/03/1999          Dân tộc: Kinh          Quốc tịch: Việt Nam",
        "Nơi cư trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "Giấy tờ tùy thân: Thẻ căn cước số 001199000000",
        "",
        "Họ, chữ đệm, tên chồng: NGUYỄN VĂN MẪU",
        "Ngày, tháng, năm sinh: 20/08/1997          Dân tộc: Kinh          Quốc tịch: Việt Nam",
        "Nơi cư trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "Giấy tờ tùy thân: Thẻ căn cước số 001097000000",
        "",
        "Đăng ký kết hôn tại: Ủy ban nhân dân xã Mẫu, tỉnh Mẫu",
        "Số: 00          ngày 10 tháng 10 năm 2024",
        "Thực hiện trích lục từ: Sổ đăng ký kết hôn năm 2024",
    ),
)
_RESIDENCE = Paper(
    title="XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    issued_by="TRƯỞNG CÔNG AN XÃ",
    lines=(
        "Công an xã Mẫu, tỉnh Mẫu          Số: 000/XN",
        "",
        "1. Họ, chữ đệm và tên: NGUYỄN VĂN MẪU",
        "2. Ngày, tháng, năm sinh: 20/08/1997          3. Giới tính: Nam",
        "4. Số định danh cá nhân: 001097000000",
        "5. Nơi thường trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "6. Nơi ở hiện tại: Thôn Mẫu, xã Mẫu, tỉnh Mẫu",
        "7. Họ, chữ đệm và tên chủ hộ: NGUYỄN VĂN VÍ DỤ          8. Quan hệ với chủ hộ: Con",
        "9. Thông tin các thành viên khác trong hộ gia đình:",
        "    1) NGUYỄN VĂN VÍ DỤ, sinh 01/01/1970, chủ hộ",
        "    2) TRẦN THỊ VÍ DỤ, sinh 02/02/1972, vợ",
        "    3) ĐỖ THỊ MẪU, sinh 02/03/1999, con dâu",
        "10. Nội dung xác nhận khác: Không",
        "",
        "Xác nhận này có giá trị trong thời hạn 01 năm kể từ ngày cấp.",
    ),
)

PAPERS = {
    'birth_declaration': _DECLARATION,
    'birth_notice': _BIRTH_NOTICE,
    'marriage': _MARRIAGE,
    'residence': _RESIDENCE,
}
