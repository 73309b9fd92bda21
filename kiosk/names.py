"""What people call the everyday procedures: a short name in Vietnamese and in English, under the official one's code.

Official names are up to six hundred characters long; a card at arm's length holds sixty. A procedure that isn't listed
here shows its official name.
"""

SHORT_NAMES: dict[str, tuple[str, str]] = {
    '1.001193': ("Đăng ký khai sinh", "Birth registration"),
    '1.000894': ("Đăng ký kết hôn", "Marriage registration"),
    '1.000656': ("Đăng ký khai tử", "Death registration"),
    '1.004873': ("Xác nhận tình trạng hôn nhân", "Certificate of marital status"),
    '2.000635': ("Bản sao giấy khai sinh, trích lục hộ tịch", "Copies of birth and civil records"),
    '1.004884': ("Đăng ký lại khai sinh", "Birth registration, again"),
    '1.004859': ("Thay đổi, cải chính hộ tịch", "Changing or correcting civil records"),
    '2.000815': ("Sao y bản chính", "Certified copies of originals"),
    '2.000884': ("Chứng thực chữ ký", "Certified signatures"),
    '2.000908': ("Bản sao từ sổ gốc", "Copies from the original register"),
    '1.004222': ("Đăng ký thường trú", "Permanent residence"),
    '1.004194': ("Đăng ký tạm trú", "Temporary residence"),
    '1.010041': ("Xác nhận cư trú", "Confirmation of residence"),
    '1.002755': ("Gia hạn tạm trú", "Extending temporary residence"),
    '2.001159': ("Thông báo lưu trú", "Notice of a short stay"),
    '1.001612': ("Mở hộ kinh doanh", "Opening a household business"),
    '2.000720': ("Thay đổi hộ kinh doanh", "Changing a household business"),
    '1.001266': ("Đóng hộ kinh doanh", "Closing a household business"),
    '1.013831': ("Sang tên, biến động đất đai", "Transfer and changes of land rights"),
    '1.012783': ("Cấp đổi sổ đỏ", "New land certificate for an old one"),
    '1.012784': ("Tách thửa, hợp thửa", "Splitting or joining parcels"),
    '1.013978': ("Cấp sổ đỏ lần đầu", "First land certificate"),
    '1.001776': ("Trợ cấp xã hội hằng tháng", "Monthly social allowance"),
    '1.001699': ("Giấy xác nhận khuyết tật", "Disability certificate"),
    '1.014027': ("Trợ cấp hưu trí xã hội", "Social pension"),
    '1.011607': ("Hộ nghèo, hộ cận nghèo", "Poor and near-poor households"),
    '1.010803': ("Trợ cấp thờ cúng liệt sĩ", "Allowance for honouring a martyr"),
    '3.000347': ("Đổi giấy phép lái xe", "Exchanging a driving licence"),
    '3.000348': ("Cấp lại giấy phép lái xe", "Replacing a driving licence"),
}


def short_name(code: str, official: str) -> tuple[str, str]:
    """A procedure's short name in Vietnamese and in English; the official one twice where nobody has given any."""
    return SHORT_NAMES.get(code, (official, official))
