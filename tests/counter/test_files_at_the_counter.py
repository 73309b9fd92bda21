"""What a citizen brings on a stick is taken in at the counter, or refused with a reason that she can act on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from counter.file_texts import FILES
from counter.texts import SENTENCES
from office.papers import FILE
from tests.counter.capture_bench import Bench, digests, model_of, shown, told
from tests.counter.workstation import at_desk, find, press
from tests.qtkit.sheets import DECLARATION
from tests.sync import hostile_files as made


@pytest.mark.usefixtures('dressed')
def test_a_file_is_chosen_looked_at_shown_whole_and_refused_with_its_name(bench: Bench, tmp_path: Path) -> None:
    """By the system's dialog; at a counter without a scanner too."""
    bench.has_scanner = False
    window = bench.opened()
    good, bad = tmp_path / 'đơn.pdf', tmp_path / 'giay_chung_sinh_benh_vien_xa_mau.pdf'
    good.write_bytes(made.pdf(pages=3))
    bad.write_bytes(made.pdf(made.javascript_at_opening))
    press(window, 'file-add')
    dialog = find(window, QFileDialog, 'file-choice')
    dialog.filesSelected.emit([str(bad), str(good)])
    dialog.close()
    assert not find(window, QPushButton, 'file-add').isEnabled()
    bench.qtbot.waitUntil(lambda: len(shown(window)) == 1 and not model_of(window).files.is_taking)
    assert told(window) == (
        'giay_chung_sin…ien_xa_mau.pdf: Tệp chứa thứ có thể tự chạy hoặc dẫn ra ngoài (JavaScript). '
        'Nhờ người nộp in ra PDF mới, hoặc quét bản giấy. Đã nhận 1 tệp.'
    )
    words = find(window, QLabel, 'capture-told')
    assert words.heightForWidth(words.width()) <= words.height()
    (page,) = at_desk(window).component(DECLARATION).pages
    assert (page.source, digests(window)) == (FILE, [page.digest])
    press(window, 'page-zoom')
    bench.qtbot.waitUntil(lambda: window.paper.pages == 3)
    press(window, 'close-paper')


@pytest.mark.parametrize('code', FILES)
def test_every_reason_is_said_in_both_languages(code: str) -> None:
    """And neither names the code."""
    vietnamese, english = SENTENCES[code]
    assert vietnamese != english
    assert code not in vietnamese + english
