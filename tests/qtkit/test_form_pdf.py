"""Forms on A5: the state's layout, Vietnamese as text, several pages, a code that survives the copier."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from office.catalogue.rules import form_templates
from office.handover import HandoverFields
from office.slip import (
    CentreHead,
    FormFields,
    PaperLine,
    ReceiptFields,
    RefusalFields,
    SupplementFields,
)
from office.template import template_for
from qtkit.form_pdf import Form, form_pdf

AT = datetime(2026, 11, 25, 1, 37, tzinfo=UTC)
HEAD = CentreHead(
    agency="Ủy ban nhân dân xã Mẫu", name="Trung tâm Phục vụ hành chính công xã Mẫu", phone="0200 000 000"
)
LONG_NAME = "Công ty trách nhiệm hữu hạn một thành viên Thương mại Dịch vụ Xuất nhập khẩu Nguyễn Thị Ngọc Quỳnh Như"


def common(form: str) -> FormFields:
    """What every form says of an invented person's dossier."""
    return FormFields(
        template=template_for(form_templates(), form, form_set='tt03', on=date(2026, 11, 25)),
        head=HEAD,
        serial='17',
        code='H99.12-261125-0001',
        person="Nguyễn Thị Mẫu",
        number='001199000001',
        address="Thôn Thử, Xã Mẫu",
        phone='0900000001',
        request="Đăng ký khai sinh",
        officer="Lê Thị Lan",
        at=AT,
    )


def receipt(*, papers: int = 2, fee: int | None = None, paid: int = 0) -> ReceiptFields:
    """Form 01 with so many papers."""
    return ReceiptFields(
        form=common('receipt'),
        provisional=False,
        papers=tuple(
            PaperLine(name=f"Giấy tờ thứ {at} ễ Ỗ Ậ", originals=1, copies=0, note="đã số hóa")
            for at in range(1, papers + 1)
        ),
        sets=1,
        limit="1 ngày làm việc",
        received_at=AT,
        due_at=datetime(2026, 11, 26, 10, 0, tzinfo=UTC),
        return_at="Tại trung tâm",
        fee=fee,
        exemptions=(),
        paid=paid,
        competent_agency="Ủy ban nhân dân cấp xã",
    )


PAPER = PaperLine(name="Giấy chứng sinh", originals=0, copies=0, note="nộp bản chính")
SUPPLEMENT = SupplementFields(form=common('supplement'), items=(PAPER,), reason="Bản chụp không rõ")
REFUSAL = RefusalFields(form=common('refusal'), reason="Không thuộc thẩm quyền")
HANDOVER = HandoverFields(
    form=common('handover'),
    results=("Giấy khai sinh",),
    collector="Trần Văn Thử",
    collector_number='001090000123',
    authorisation="Giấy ủy quyền 01",
)
ALL = (receipt(), SUPPLEMENT, REFUSAL, HANDOVER)


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Fonts need one."""


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    """One thread that isn't the GUI's."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def tool(folder: Path, form: Form, *command: str) -> str:
    """What one of poppler's tools says of a form."""
    path = folder / 'form.pdf'
    path.write_bytes(form_pdf(form))
    answer = subprocess.run([*command, str(path), '-'], capture_output=True, text=True, check=True, timeout=30)
    return answer.stdout


def text_of(folder: Path, form: Form) -> str:
    """A form's text as any reader sees it, one space between words."""
    return ' '.join(tool(folder, form, 'pdftotext').split())


def test_a_receipt_says_all_that_the_slip_says(tmp_path: Path) -> None:
    """The state's head, the form's number, both times, the papers, and two people to sign."""
    text = text_of(tmp_path, receipt())
    for line in (
        "Mẫu số 01 (TT 03/2025/TT-VPCP)",
        "ỦY BAN NHÂN DÂN XÃ MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H99.12-261125-0001",
        "Hồ sơ của: Nguyễn Thị Mẫu",
        "Giấy tờ thứ 2 ễ Ỗ Ậ",
        "4. Thời gian nhận hồ sơ: 08 giờ 37 phút, ngày 25/11/2026",
        "5. Thời gian trả kết quả: 17 giờ 00 phút, ngày 26/11/2026",
        "Người tiếp nhận hồ sơ",
        "Trang 1/1",
    ):
        assert line in text
    assert "SỐ TẠM" not in text
    assert "Phí" not in text


def test_forms_02_and_03_and_the_handover_say_theirs(tmp_path: Path) -> None:
    """Every paper with how to mend it; the reason; what was handed to whom, and by which authorisation."""
    for form, lines in (
        (SUPPLEMENT, ("Mẫu số 02", "Giấy chứng sinh", "nộp bản chính", "Lý do: Bản chụp không rõ", "Người hướng dẫn")),
        (REFUSAL, ("Mẫu số 03", "Lý do từ chối:", "Không thuộc thẩm quyền", "Người nộp hồ sơ")),
        (HANDOVER, ("PHIẾU TRẢ KẾT QUẢ", "Giấy khai sinh", "Người nhận: Trần Văn Thử", "Giấy ủy quyền 01")),
    ):
        text = text_of(tmp_path, form)
        assert [line for line in lines if line not in text] == []
    assert "Người nộp" not in text_of(tmp_path, HANDOVER)


@pytest.mark.parametrize('form', ALL, ids=lambda form: str(form.form.template.form))
def test_no_form_shows_a_number_in_full(form: Form, tmp_path: Path) -> None:
    """Identity and telephone numbers show their last three digits only, as on the roll."""
    text = text_of(tmp_path, form)
    assert '•••••••••001' in text
    for hidden in ('001199000001', '0900000001', '001090000123'):
        assert hidden not in text


@pytest.mark.parametrize('form', ALL, ids=lambda form: str(form.form.template.form))
def test_a_form_is_an_a5_sheet_with_its_fonts_in_it(form: Form, tmp_path: Path) -> None:
    """148 × 210 mm within half a millimetre; nothing is left to the fonts of whoever opens it."""
    path = tmp_path / 'form.pdf'
    path.write_bytes(form_pdf(form))
    facts = dict(
        line.split(':', 1)
        for line in subprocess.run(['pdfinfo', path], capture_output=True, text=True, check=True).stdout.splitlines()
    )
    width, height = (float(word) / 72 * 25.4 for word in facts['Page size'].split()[0:3:2])
    assert (width, height) == (pytest.approx(148, abs=0.5), pytest.approx(210, abs=0.5))
    fonts = subprocess.run(['pdffonts', path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all('Serif' in line and ' yes ' in line for line in fonts)


def test_money_is_said_in_words_and_never_called_free_unassessed(tmp_path: Path) -> None:
    """An acknowledgement is no fee receipt; what is left to pay stands there."""
    text = text_of(tmp_path, receipt(fee=8000, paid=5000))
    for line in ("8.000 đ (tám nghìn đồng)", "Đã thu: 5.000 đ", "Còn phải nộp: 3.000 đ", "không thay biên lai"):
        assert line in text
    assert "không thu" in text_of(tmp_path, receipt(fee=0))


def test_a_provisional_number_is_called_one(tmp_path: Path) -> None:
    """Nobody takes it for the official code."""
    form = replace(common('receipt'), code='TẠM-Q1-261125-001')
    text = text_of(tmp_path, replace(receipt(), form=form, provisional=True))
    assert "SỐ TẠM - mã chính thức được cấp sau" in text
    assert "Mã hồ sơ: TẠM-Q1-261125-001" in text


def test_many_papers_flow_over_pages_that_know_each_other(tmp_path: Path) -> None:
    """Rows stay whole; head, code and page number stand on every page; nothing is left out."""
    path = tmp_path / 'many.pdf'
    path.write_bytes(form_pdf(receipt(papers=40)))
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True, check=True).stdout
    pages = [' '.join(page.split()) for page in text.split('\f') if page.strip()]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in page
        assert "Mã hồ sơ: H99.12-261125-0001" in page
    assert sum(page.count("Giấy tờ thứ") for page in pages) == 40
    assert all("Tên giấy tờ" in page for page in pages if "Giấy tờ thứ" in page)
    assert all("Giấy tờ thứ" in page for page in pages if "Tên giấy tờ" in page)


def test_nobody_signs_an_empty_sheet(tmp_path: Path) -> None:
    """An everyday receipt is one sheet; where the signatures need a second, the last lines go with them."""
    assert "Trang 1/1" in text_of(tmp_path, replace(receipt(papers=3), provisional=True, fee=0))
    for papers in range(3, 12):
        pages = tool(tmp_path, receipt(papers=papers, fee=8000, paid=8000), 'pdftotext').split('\f')
        signed = next(page for page in pages if "Người nộp hồ sơ" in page)
        assert "không thay biên lai" in signed
        assert "Lê Thị Lan" in signed


def test_long_words_wrap_and_a_long_reason_fills_pages(tmp_path: Path) -> None:
    """A firm's name of two lines and a reason longer than a page: every word is still there."""
    reason = ' '.join(f"lý do thứ {at}." for at in range(1, 401))
    text = text_of(tmp_path, RefusalFields(form=replace(common('refusal'), person=LONG_NAME), reason=reason))
    assert text.count(LONG_NAME) == 2
    assert all(f"thứ {at}." in text for at in range(1, 401))


@pytest.mark.parametrize('code', ['H99.12-261125-0001', 'TẠM-Q1-261125-001'])
def test_the_code_is_read_from_a_copy(code: str, tmp_path: Path) -> None:
    """A black-and-white copy of 150 dpi still gives the code to a scanner."""
    path = tmp_path / 'form.pdf'
    path.write_bytes(form_pdf(replace(receipt(), form=replace(common('receipt'), code=code))))
    subprocess.run(['pdftoppm', '-mono', '-r', '150', path, tmp_path / 'page'], check=True, timeout=30)
    with Image.open(tmp_path / 'page-1.pbm') as copy:
        assert [found.text for found in zxingcpp.read_barcodes(copy.convert('L'))] == [code]


def test_no_code_no_picture_of_one(tmp_path: Path) -> None:
    """A refused dossier has none."""
    form = RefusalFields(form=replace(common('refusal'), code=''), reason="Không thuộc thẩm quyền")
    assert "Mã hồ sơ: chưa cấp" in text_of(tmp_path, form)
    assert (
        len(
            subprocess.run(
                ['pdfimages', '-list', tmp_path / 'form.pdf'], capture_output=True, check=True
            ).stdout.splitlines()
        )
        == 2
    )


def test_a_dark_screen_prints_black_letters(qapp: QGuiApplication) -> None:
    """A form that a counter in white on black makes is the same file."""
    light, before = form_pdf(receipt()), qapp.palette()
    white = QPalette(before)
    white.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.white)
    qapp.setPalette(white)
    try:
        assert form_pdf(receipt()) == light
    finally:
        qapp.setPalette(before)


def test_the_same_fields_are_the_same_file(thread: ThreadPoolExecutor) -> None:
    """On any thread, twice, and in another process: a digest once kept stays right."""
    here = form_pdf(receipt())
    assert thread.submit(form_pdf, receipt()).result(timeout=30) == here
    other = (
        'import hashlib; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);'
        'from qtkit.form_pdf import form_pdf; from tests.qtkit.test_form_pdf import receipt;'
        'print(hashlib.sha256(form_pdf(receipt())).hexdigest())'
    )
    root = Path(__file__).parents[2]
    again = subprocess.run(
        [sys.executable, '-c', other], cwd=root, capture_output=True, text=True, check=False, timeout=60
    )
    assert again.stdout.strip() == hashlib.sha256(here).hexdigest(), again.stderr
