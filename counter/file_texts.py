"""What an officer reads of files from outside, in Vietnamese and English."""

from counter.words import Pair, say

# letters of a file's name before and after what is left out: its ending tells what it is
NAME_END = 14

FILES: dict[str, Pair] = {
    'file.empty': ("Tệp rỗng.", "The file is empty."),
    'file.large': (
        "Tệp lớn hơn {most} MB. Nhờ người nộp chia nhỏ hoặc đưa bản giấy để quét.",
        "The file is larger than {most} MB. Have it split, or scan the paper.",
    ),
    'file.kind': (
        "Chỉ nhận PDF và ảnh JPEG, PNG; đây là tệp loại khác ({kind}). Nhờ người nộp xuất ra PDF hoặc JPEG.",
        "Only PDF, JPEG and PNG are taken; this is something else ({kind}). Have it saved as PDF or JPEG.",
    ),
    'file.damaged': (
        "Tệp hỏng hoặc chưa chép xong. Chép lại, hoặc quét bản giấy.",
        "The file is damaged or was not copied whole. Copy it again, or scan the paper.",
    ),
    'file.encrypted': (
        "Tệp có mật khẩu hoặc bị khóa. Nhờ người nộp gỡ khóa rồi đưa lại.",
        "The file has a password or is locked. Have it unlocked.",
    ),
    'file.active': (
        "Tệp chứa thứ có thể tự chạy hoặc dẫn ra ngoài ({what}). Nhờ người nộp in ra PDF mới, hoặc quét bản giấy.",
        "The file holds something that acts or leads elsewhere ({what}). Have it printed to a new PDF, or scan it.",
    ),
    'file.pages': (
        "Tệp có {pages} trang, nhiều hơn {most}. Nhờ người nộp chia nhỏ.",
        "The file has {pages} pages, more than {most}. Have it split.",
    ),
    'file.bomb': (
        "Tệp phình to bất thường khi mở. Không nhận; quét bản giấy.",
        "The file swells beyond measure when it is opened. Not taken; scan the paper.",
    ),
    'file.measure': (
        "Ảnh hoặc trang có kích thước vô lý. Nhờ người nộp đưa tệp khác, hoặc quét bản giấy.",
        "A picture or page has no sane size. Have another file, or scan the paper.",
    ),
    'file.slow': ("Mở tệp quá lâu nên đã bỏ. Quét bản giấy.", "The file can't be opened in time. Scan the paper."),
    'file.died': ("Tệp làm hỏng chương trình đọc. Quét bản giấy.", "The file breaks its reader. Scan the paper."),
    'file.unread': (
        "Không đọc được tệp từ ổ hoặc USB. Cắm lại rồi thử lần nữa.",
        "The stick or disk doesn't give the file. Plug it in again, and try once more.",
    ),
    'page.alone': (
        "Tệp PDF được giữ nguyên, không ghép với trang khác. Mỗi giấy tờ: hoặc một tệp PDF, hoặc các trang quét, ảnh.",
        "A PDF is kept as it is, not bound with other pages. Of a paper: one PDF, or scanned pages and pictures.",
    ),
}


def refused(name: str, reason: str) -> str:
    """That a file was not taken, and why; of a long name its beginning and its end."""
    known = name if len(name) <= 2 * NAME_END + 1 else f'{name[:NAME_END]}…{name[-NAME_END:]}'
    return f'{known}: {reason}'


def added(count: int) -> str:
    """How many were taken; '' for none."""
    return say(f"Đã nhận {count} tệp.", f"Files taken in: {count}.") if count else ''
