"""What an officer reads of a card or a typed person that something speaks against, in Vietnamese and English."""

from counter.organisation_texts import TAX_WARNINGS
from counter.words import Pair

CARD_WARNINGS: dict[str, Pair] = {
    **TAX_WARNINGS,
    'name.half': (
        "Họ tên trên thẻ đọc được chưa đủ; đối chiếu với thẻ.",
        "Only a part of the name was read; compare with the card.",
    ),
    'name.damaged': (
        "Họ tên bị lỗi chữ khi quét; đối chiếu và sửa theo thẻ.",
        "The name was damaged by the scanner; mend it by the card.",
    ),
    'name.no_diacritics': (
        "Họ tên mất dấu khi quét; đối chiếu và sửa theo thẻ.",
        "The name lost its diacritics; mend it by the card.",
    ),
    'number.digits': ("Số định danh phải đủ 12 chữ số.", "A personal number has 12 digits."),
    'number.province': (
        "Mã tỉnh trong số định danh không có trong danh mục; đối chiếu với thẻ.",
        "The number's province is not on the list; compare with the card.",
    ),
    'number.sex': (
        "Giới tính không khớp với số định danh; đối chiếu với thẻ.",
        "The sex does not fit the number; compare with the card.",
    ),
    'number.year': (
        "Năm sinh không khớp với số định danh; đối chiếu với thẻ.",
        "The year of birth does not fit the number; compare with the card.",
    ),
    'birth.unread': ("Ngày sinh chưa đúng dạng ngày/tháng/năm.", "The birth date is not day/month/year."),
    'face.other': (
        "Người đến không phải người trong ảnh của chip. Hỏi giấy ủy quyền, hoặc ghi đúng người nộp.",
        "The person isn't the one on the chip. Ask for an authorisation, or write down who applies.",
    ),
    'card.issued': ("Ngày cấp thẻ không đọc được.", "The card's date of issue could not be read."),
}
