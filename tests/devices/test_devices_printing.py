"""``motcua-devices print``, ``render-escpos`` and ``test`` for printers, as an administrator calls them."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from devices.command import main
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.raster import render
from devices.spooler.emulator import EmulatedQueue
from office import command
from office.slip_layout import Text
from tests.devices.contract_form_printer import document


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A printer that works."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


def test_a_text_a_stream_and_a_picture_are_printed(
    tmp_path: Path, printer: EmulatedPrinter, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each by what is in the file; the stream that came out of one printer goes into another as it is."""
    text = tmp_path / 'phieu.txt'
    text.write_text("Nguyễn Thị Ngọc Ẩn\nGiấy khai sinh\n", encoding='utf-8')
    assert main(['print', str(text), printer.address, '--json']) == command.DONE
    assert json.loads(capsys.readouterr().out) == {'printer': printer.address, 'outcome': 'sent'}
    (slip,) = printer.wait_for_slips(1, 2)
    with Image.open(slip) as shown:
        wanted = render((Text("Nguyễn Thị Ngọc Ẩn"), Text("Giấy khai sinh")), 576)
        assert shown.crop((0, 0, *wanted.size)).tobytes() == wanted.tobytes()
    stream = tmp_path / 'slip.escpos'
    stream.write_bytes(b'\x1b@Mau\n\x1dV\x00')
    assert main(['print', str(stream), printer.address]) == command.DONE
    picture = tmp_path / 'dau.png'
    Image.new('L', (50, 20), 0).save(picture)
    assert main(['print', str(picture), printer.address]) == command.DONE
    slips = printer.wait_for_slips(3, 2)
    with Image.open(slips[2]) as shown:
        assert not np.asarray(shown.crop((0, 0, 576, 230))).any()  # black from edge to edge
    odd = tmp_path / 'odd.bin'
    odd.write_bytes(b'\xff\x00\xfe')
    assert main(['print', str(odd), printer.address]) == command.REFUSED
    assert 'odd.bin' in capsys.readouterr().err


def test_a_document_goes_to_a_queue(tmp_path: Path) -> None:
    """As sheets, where the queue can be followed."""
    form = tmp_path / 'a5.pdf'
    form.write_bytes(document())
    with EmulatedQueue(tmp_path / 'paper') as queue:
        assert main(['print', str(form), queue.address]) == command.DONE
        assert [path.read_bytes() for path in queue.sheets()] == [document()]
        queue.switches.hand_over = True
        assert main(['print', str(form), queue.address]) == command.FAILED


def test_an_outcome_that_nobody_knows_is_a_failure_with_words(
    tmp_path: Path, printer: EmulatedPrinter, capsys: pytest.CaptureFixture[str]
) -> None:
    """Look at the printer; and a trouble says what to do."""
    text = tmp_path / 'phieu.txt'
    text.write_text('A', encoding='utf-8')
    printer.switches.lose_answer = True
    assert main(['print', str(text), f'{printer.address}?seconds=1']) == command.FAILED
    assert "Nhìn máy in" in capsys.readouterr().err
    printer.switches.paper_out = True
    assert main(['print', str(text), printer.address]) == command.FAILED
    assert "hết giấy" in capsys.readouterr().err


def test_a_stream_becomes_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text, a code and two cuts, below one another."""
    stream, out = tmp_path / 'a.escpos', tmp_path / 'a.png'
    stream.write_bytes(
        b'\x1b@A017\n\x1dV\x00' + b'\x1d(k\x03\x001C\x06' + b'\x1d(k\x08\x001P0H99-1' + b'\x1d(k\x03\x001Q0\x1dV\x00'
    )
    assert main(['render-escpos', str(stream), str(out), '--json']) == command.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told['file'], told['width']) == (str(out), 576)
    with Image.open(out) as picture:
        assert picture.height == told['height']
        grey = np.pad(np.asarray(picture.convert('L')), 30, constant_values=255)
    assert [code.text for code in zxingcpp.read_barcodes(grey)] == ['H99-1']
    assert main(['render-escpos', str(stream), str(out), '--dots', '384']) == command.DONE
    with Image.open(out) as picture:
        assert picture.width == 384


@pytest.mark.parametrize('kind', ['receipt_printer', 'ticket_printer'])
def test_a_printer_of_the_settings_is_tried(
    tmp_path: Path, printer: EmulatedPrinter, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """A slip that shows every mark comes out; without a printer in the settings it is said to be gone."""
    file = tmp_path / 'motcua.toml'
    file.write_text(f'[devices]\n{kind} = "{printer.address}"\n', encoding='utf-8')
    printer.switches.near_end = True
    assert main(['--config', str(file), 'test', kind, '--json']) == command.DONE
    assert json.loads(capsys.readouterr().out) == {'printer': printer.address, 'outcome': 'sent', 'paper': 'near_end'}
    assert len(printer.wait_for_slips(1, 2)) == 1
    assert main(['test', kind]) == command.FAILED
    assert "Không kết nối được máy in" in capsys.readouterr().err
