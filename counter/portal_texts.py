"""What an officer reads when the portal refuses a field, or will: which one on her screen, and what to do about it."""

import re
from collections.abc import Mapping

from counter.words import Pair, said, say
from office.errors import Param

# the portal's fields that something on the officer's screen stands behind
FIELDS: Mapping[str, Pair] = {
    'MaTTHC': ("Mã thủ tục", "Procedure code"),
    'TenTTHC': ("Tên thủ tục", "Procedure name"),
    'ChuHoSo': ("Tên chủ hồ sơ", "Owner's name"),
    'SoGiayToChuHoSo': ("Số định danh hoặc mã số thuế", "Personal number or tax code"),
    'DinhDanhCHS': ("Số định danh", "Personal number"),
    'LoaiDoiTuong': ("Loại đối tượng nộp", "Kind of applicant"),
    'SoDienThoai': ("Điện thoại", "Phone"),
    'Email': ("Thư điện tử", "E-mail"),
    'TrichYeuHoSo': ("Trích yếu hồ sơ", "Summary"),
    'DonViXuLy': ("Cơ quan giải quyết", "Handling agency"),
    'NgayTiepNhan': ("Ngày tiếp nhận", "Time of reception"),
    'NgayHenTra': ("Ngày hẹn trả", "Due time"),
    'NgayKetThucXuLy': ("Ngày xử lý xong", "Time of the result"),
    'NgayTra': ("Ngày trả kết quả", "Time of return"),
    'MaHoSo': ("Mã hồ sơ", "Dossier code"),
    'MaLinhVuc': ("Mã lĩnh vực", "Field code"),
    'TenLinhVuc': ("Lĩnh vực", "Field"),
    'TaiLieuNop': ("Giấy tờ", "Paper"),
    'DanhSachLePhi': ("Phí, lệ phí", "Fee"),
    'DanhSachHoSoBoSung': ("Lần bổ sung", "Supplement"),
    'DanhSachGiayToKetQua': ("Kết quả", "Result"),
    'GhiChu': ("Ghi chú", "Note"),
}

RULES: Mapping[str, Pair] = {
    'field.missing': ("còn trống, cổng bắt buộc phải có", "is empty, and the portal wants it"),
    'field.shape': ("chưa đúng dạng mà cổng nhận", "is not spelt as the portal takes it"),
    'field.moment': ("không phải ngày giờ hợp lệ", "is no moment"),
    'field.code': ("không có trong danh mục của cổng", "is not on the portal's list"),
    'field.long': (
        "dài {length} ký tự, cổng chỉ nhận {longest}: viết gọn lại",
        "has {length} characters, the portal takes {longest}: shorten it",
    ),
    'field.kind': ("sai kiểu dữ liệu; báo người quản trị", "is of the wrong kind; tell the administrator"),
    'field.contradicts': ("mâu thuẫn với thông tin khác của hồ sơ", "contradicts the rest of the dossier"),
    'province.key_conflict': (
        "tỉnh đang giữ hồ sơ khác dưới cùng mã; báo người quản trị, đừng tiếp nhận lại",
        "the province holds another dossier under this code; tell the administrator, don't receive it again",
    ),
    'province.refused': ("tỉnh từ chối", "the province refused it"),
    'courier.no_applicant': ("hồ sơ không có người nộp", "the dossier names no applicant"),
    'courier.no_code': ("hồ sơ chưa có mã chính thức", "the dossier has no official code"),
    'courier.state': ("cổng không có trạng thái này", "the portal knows no such state"),
    'procedure.unknown': ("thủ tục không có trong danh mục; báo người quản trị", "no catalogue has this procedure"),
    'pages.missing': ("tệp quét không còn trên máy; báo người quản trị", "a scanned file is gone from this machine"),
    'pages.damaged': ("tệp quét bị hỏng; báo người quản trị", "a scanned file is damaged; tell the administrator"),
}

# what the portal takes, where a person can mend it at once
SHAPES: Mapping[str, Pair] = {
    'SoDienThoai': ("chỉ gồm chữ số, ví dụ 0900000001", "digits only, such as 0900000001"),
    'Email': ("phải có dạng ten@noi.vn", "is written like name@place.vn"),
}

_PLACE = re.compile(r'\[(\d+)\]')


def portal_sentence(path: str, code: str, params: Mapping[str, Param], words: str) -> str:
    """Field and fault in an officer's words; the province's own stand after them in quotation marks."""
    name, _, below = path.partition('[')
    pair = FIELDS.get(name)
    place = _PLACE.search(path) if below else None
    number = f' {int(place[1]) + 1}' if place else ''
    rule = RULES.get(code, (f"tỉnh chưa nhận [{code}]", f"not taken [{code}]"))
    told = said(SHAPES[name] if code == 'field.shape' and name in SHAPES else rule)
    if '{' in told:
        told = told.format(**params) if params else said(RULES['field.shape'])
    quoted = f': "{words}"' if words else ''
    if not name:
        return f'{told[:1].upper()}{told[1:]}{quoted}.'
    return f'{said(pair) if pair else name}{number}: {told}{quoted}.'


def foreseen_words(sentences: list[str]) -> str:
    """What to do about what the portal will refuse; receiving the citizen's papers does not wait for it."""
    head = say("Cổng dịch vụ công sẽ chưa nhận. Sửa ngay khi công dân còn ở đây:", "The portal won't take this yet:")
    return '\n'.join([head, *sentences])


def parked_words(sentences: list[str]) -> str:
    """What to do about what waits for a person."""
    head = say("Hồ sơ chưa lên được cổng, đang chờ xử lý:", "Not at the portal yet, it waits for a person:")
    tail = say(
        "Hồ sơ vẫn an toàn ở đây. Gửi lại ở \"Gửi tỉnh\" (Ctrl+J); vẫn bị từ chối thì báo người quản trị.",
        "The dossier is safe here. Send it again under Sending (Ctrl+J); refused again, tell the administrator.",
    )
    return '\n'.join([head, *sentences, tail])
