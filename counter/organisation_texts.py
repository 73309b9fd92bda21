"""What an officer reads of organisations that apply, in Vietnamese and English."""

from counter.words import Pair
from office.person import OrganisationKind

ORGANISATIONS: dict[OrganisationKind, Pair] = {
    OrganisationKind.ENTERPRISE: ("Doanh nghiệp", "An enterprise"),
    OrganisationKind.HOUSEHOLD: ("Hộ kinh doanh", "A household business"),
    OrganisationKind.STATE_BODY: ("Cơ quan nhà nước", "A state body"),
    OrganisationKind.OTHER: ("Tổ chức khác", "Another organisation"),
}

TAX_WARNINGS: dict[str, Pair] = {
    'tax.digits': (
        "Mã số thuế có 10 chữ số, chi nhánh thêm 3 chữ số.",
        "A tax code has 10 digits, a branch has 3 more.",
    ),
    'tax.check': (
        "Mã số thuế sai chữ số kiểm tra; đối chiếu với giấy chứng nhận đăng ký.",
        "The tax code's check digit is wrong; compare with the certificate.",
    ),
    'tax.branch': (
        "Mã chi nhánh 000 không dùng; đối chiếu với giấy chứng nhận đăng ký.",
        "No branch is numbered 000; compare with the certificate.",
    ),
}

ORGANISATION_PROBLEMS: dict[str, Pair] = {
    'organisation.no_name': ("Chưa gõ tên tổ chức nộp hồ sơ.", "The organisation's name is missing."),
    'organisation.number': (
        "Mã số \"{number}\" chưa đúng: doanh nghiệp 10 chữ số (chi nhánh thêm 3), hộ kinh doanh 12 chữ số.",
        "\"{number}\" is no such number: an enterprise has 10 digits (3 more for a branch), a household 12.",
    ),
}
