"""Sheets through queues: the contract, a switch and a test for every misfortune, and a real print service."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.form_printer.protocol import FormJob
from devices.form_printer.queued import QueuedForms
from devices.receipt_printer.protocol import Printed
from devices.spooler import cups, ipp
from devices.spooler.cups import CupsQueue
from devices.spooler.emulator import EmulatedQueue
from devices.spooler.protocol import JobState, Sheets
from office.errors import Refusal, Trouble
from tests.devices.contract_form_printer import FormPrinterContract, document
from tests.devices.print_service import PrintService


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedQueue]:
    """A paper printer that works."""
    with EmulatedQueue(tmp_path / 'paper') as running:
        yield running


@pytest.fixture
def job() -> FormJob:
    return FormJob(id='slip:sheet-1', content=document())


class TestQueue(FormPrinterContract):
    """By IPP, to a printer that reports."""

    @pytest.fixture
    def printer(self, emulated: EmulatedQueue) -> QueuedForms:
        return QueuedForms.at(emulated.address)

    @pytest.fixture
    def sheets(self, emulated: EmulatedQueue) -> Callable[[], list[bytes]]:
        return lambda: [path.read_bytes() for path in emulated.sheets()]

    def test_the_document_arrives_as_it_is(self, printer: QueuedForms, emulated: EmulatedQueue, job: FormJob) -> None:
        """To the byte, under the job's own id."""
        printer.print(job)
        (sheet,) = emulated.sheets()
        assert sheet.read_bytes() == job.content
        assert emulated.jobs[0].title == 'slip:sheet-1'


@pytest.mark.parametrize(
    ('switch', 'code'),
    [
        ('paper_out', 'printer.paper_out'),
        ('cover_open', 'printer.cover_open'),
        ('error', 'printer.error'),
        ('gone', 'printer.gone'),
        ('paused', 'printer.paused'),
        ('refusing', 'printer.paused'),
        ('denied', 'printer.denied'),
        ('mute', 'printer.mute'),
        ('never_begin', 'printer.mute'),
    ],
)
def test_what_keeps_sheets_from_coming_is_certain(
    emulated: EmulatedQueue, job: FormJob, switch: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sheet is out, and once mended the same job prints."""
    monkeypatch.setattr(cups, '_SECONDS', 0.5)
    printer = QueuedForms(CupsQueue('paper', emulated.server), seconds=0.3)
    setattr(emulated.switches, switch, True)
    with pytest.raises(Trouble) as trouble:
        printer.print(job)
    assert trouble.value.code == code
    assert emulated.sheets() == []
    setattr(emulated.switches, switch, False)
    assert printer.print(job) is Printed.SENT
    assert len(emulated.sheets()) == 1


@pytest.mark.parametrize('switch', ['never_end', 'break_off', 'hand_over'])
def test_what_may_be_on_paper_is_unknown(emulated: EmulatedQueue, job: FormJob, switch: str) -> None:
    """Begun and not ended, broken off, or handed to a wire without answers: a person looks."""
    setattr(emulated.switches, switch, True)
    assert QueuedForms(CupsQueue('paper', emulated.server), seconds=0.3).print(job) is Printed.UNKNOWN


def test_the_administrator_may_take_a_queues_word(emulated: EmulatedQueue, job: FormJob) -> None:
    """``confirm=queue``; anything else is named."""
    emulated.switches.hand_over = True
    assert QueuedForms.at(f'{emulated.address}&confirm=queue').print(job) is Printed.SENT
    for wrong in ('cups:paper?confirm=hope', 'cups:paper?dots=576', 'tcp://10.0.0.8:631'):
        with pytest.raises(Refusal, match=r'device\.'):
            QueuedForms.at(wrong)


def test_a_service_that_talks_nonsense_is_mute(job: FormJob) -> None:
    """A web page instead of IPP, and half an answer."""
    for answer in (
        b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalf',
        b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    ):
        with socket.create_server(('127.0.0.1', 0)) as server:

            def serve(server: socket.socket = server, answer: bytes = answer) -> None:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

            thread = threading.Thread(target=serve)
            thread.start()
            with pytest.raises(Trouble, match=r'printer\.(mute|gone)'):
                QueuedForms(CupsQueue('paper', f'127.0.0.1:{server.getsockname()[1]}')).print(job)
            thread.join()


def test_ipp_is_written_and_read_as_in_its_specification() -> None:
    """The request of RFC 8010, appendix A.1, in our words; an answer with a value of two words and one without."""
    asked = ipp.request(ipp.GET_JOB, 'ipp://h/p', ((ipp.INTEGER, 'job-id', 7),))
    assert asked == (
        b'\x02\x00\x00\x09\x00\x00\x00\x01\x01'
        b'\x47\x00\x12attributes-charset\x00\x05utf-8'
        b'\x48\x00\x1battributes-natural-language\x00\x02en'
        b'\x45\x00\x0bprinter-uri\x00\x09ipp://h/p'
        b'\x21\x00\x06job-id\x00\x04\x00\x00\x00\x07\x03'
    )
    answer = ipp.reply(
        b'\x02\x00\x00\x01\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8'
        b'\x02\x23\x00\x09job-state\x00\x04\x00\x00\x00\x09'
        b'\x44\x00\x11job-state-reasons\x00\x04none\x44\x00\x00\x00\x05other'
        b'\x13\x00\x12time-at-processing\x00\x00\x22\x00\x02ok\x00\x01\x01\x03'
    )
    assert answer.is_success
    assert (answer.number('job-state'), answer.number('time-at-processing'), answer.number('ok')) == (9, None, 1)
    assert answer.words('job-state-reasons') == ('none', 'other')


@pytest.mark.skipif(shutil.which('cupsd') is None or os.geteuid() != 0, reason='no cupsd here, or no right to run one')
def test_cups_itself_takes_a_document(tmp_path: Path, job: FormJob) -> None:
    """A real service, its own socket backend, and the document on the wire; a job too slow is taken back."""
    got = bytearray()
    with socket.create_server(('127.0.0.1', 0)) as server, PrintService(tmp_path / 'cups') as service:

        def take() -> None:
            connection, _ = server.accept()
            with connection:
                while data := connection.recv(65536):
                    got.extend(data)

        thread = threading.Thread(target=take)
        thread.start()
        service.add('paper', f'socket://127.0.0.1:{server.getsockname()[1]}')
        printer = QueuedForms.at(f'cups:paper?server={service.socket}&confirm=queue&seconds=20')
        assert printer.print(job) is Printed.SENT
        thread.join()
        assert bytes(got) == job.content
        queue = CupsQueue('paper', str(service.socket))
        service.run('cupsdisable', 'paper')
        with pytest.raises(Trouble, match=r'printer\.paused'):
            printer.print(job)
        held = queue.submit(job.content, 'pdf', title='slip:sheet-2', sheets=Sheets(copies=2, media='iso_a5_148x210mm'))
        assert queue.find('slip:sheet-2') == held
        assert printer.left('slip:sheet-2') is None
        assert queue.state(held) is JobState.NEVER
        assert printer.left(job.id) is Printed.SENT
