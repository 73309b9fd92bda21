"""What a page's text offers for the fields of a form, and what it doesn't."""

import pytest

from office.page_text import PageText, Word
from office.suggestions import Field, suggestions

LETTER, LINE = 2.5, 5.0


def page(*lines: str) -> PageText:
    """A page whose lines stand 8 mm below each other; two blanks or more are the white between columns."""
    words = []
    for at, line in enumerate(lines):
        column = 0
        for part in line.split(' '):
            if part:
                left = 20 + column * LETTER
                right = left + len(part) * LETTER
                words.append(
                    Word(text=part, left=left, right=right, top=8 * at, bottom=8 * at + LINE, line=at, sure=90)
                )
            column += len(part) + 1
    return PageText(width=210, height=297, words=tuple(words))


def offered(*lines: str) -> list[tuple[str, str]]:
    """Field and value of each."""
    return [(one.field.value, one.value) for one in suggestions(page(*lines))]


@pytest.mark.parametrize(
    ('line', 'found'),
    [
        ("Mã số định danh cá nhân: 001199000000", [('number', '001199000000')]),
        ("Số CCCD: 001 199 000 000", [('number', '001199000000')]),
        ("Thẻ căn cước số 001199000000, do Bộ Công an cấp", [('number', '001199000000'), ('place', "Bộ Công an")]),
        # no such province; thirteen digits; a telephone
        ("Số: 999199000000, 0011990000001, 0912345678", []),
        ("Ngày, tháng, năm sinh: 15/11/2026", [('birth', '15/11/2026')]),
        ("Sinh ngày 5-3-1999 tại Hà Nội", [('birth', '05/03/1999')]),
        ("Mẫu, ngày 05 tháng 3 năm 2026", [('date', '05/03/2026')]),
        ("Cấp ngày: 31/02/2020", []),
        ("Cấp ngày: 01/02/0020, điện thoại 12.34.5678", []),
        ("Số: 12/GCN-UBND", [('document', '12/GCN-UBND')]),
        ("Số 1234 /QĐ-UBND.", [('document', '1234/QĐ-UBND')]),
        ("Họ, chữ đệm, tên: NGUYỄN MẪU AN", [('name', "Nguyễn Mẫu An")]),
        ("Họ và tên mẹ hoặc người nuôi dưỡng: Đỗ Thị Mẫu, sinh năm 1999", [('name', "Đỗ Thị Mẫu")]),
        ("Họ, chữ đệm, tên người cha: NGUYỄN VĂN MẪU        Dân tộc: Kinh", [('name', "Nguyễn Văn Mẫu")]),
        ("Họ và tên: ................", []),
        ("Họ và tên: MẪU", []),
        ("Nơi cư trú: Thôn Mẫu, xã Mẫu, tỉnh Mẫu", [('address', "Thôn Mẫu, xã Mẫu, tỉnh Mẫu")]),
        ("Nơi cấp: Công an tỉnh Mẫu", [('place', "Công an tỉnh Mẫu")]),
        ("Tôi cam đoan nội dung đề nghị trên đây là đúng sự thật", []),
    ],
)
def test_a_line_offers(line: str, found: list[tuple[str, str]]) -> None:
    """Only what passes the house's own checks, as a person would type it."""
    assert offered(line) == found


def test_the_asker_comes_first_and_nothing_twice() -> None:
    """The child stands before its mother on some forms."""
    lines = (
        "Họ, chữ đệm, tên: NGUYỄN MẪU AN",
        "Họ, chữ đệm, tên người yêu cầu: ĐỖ THỊ MẪU",
        "Họ và tên mẹ: Đỗ Thị Mẫu",
    )
    assert offered(*lines) == [('name', "Đỗ Thị Mẫu"), ('name', "Nguyễn Mẫu An")]


def test_a_card_has_its_name_below_the_label() -> None:
    """In capitals; anything else below is no name."""
    assert offered("Họ và tên / Full name:", "NGUYỄN THỊ MẪU") == [('name', "Nguyễn Thị Mẫu")]
    assert offered("Họ và tên:", "Ngày sinh / Date of birth: 02/03/1999") == [('birth', '02/03/1999')]


def test_a_value_knows_where_it_was_seen() -> None:
    """The box of its own words and of nothing else."""
    (one,) = suggestions(page("", "Họ tên: ĐỖ THỊ MẪU"))
    assert (one.field, one.seen, one.value) == (Field.NAME, "ĐỖ THỊ MẪU", "Đỗ Thị Mẫu")
    assert (one.left, one.right) == (20 + 8 * LETTER, 20 + 18 * LETTER)
    assert (one.top, one.bottom) == (8, 8 + LINE)


def test_an_empty_page_offers_nothing() -> None:
    """And is no error."""
    assert suggestions(PageText(width=210, height=297)) == ()
