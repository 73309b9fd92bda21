"""The officer at her window, by her keys: log in, call, open the dossier, read the card, receive, hand over."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QPushButton

from counter.app import capture_panel
from counter.views.dossier_table import DossierTable
from counter.views.workstation import Workstation
from devices.id_reader.emulator import SPECIMEN_CARD
from office.dossier import DossierState
from office.forms import handover_fields, receipt_fields
from office.numbers import is_provisional
from office.privacy import masked_number
from office.procedure import limit_for
from office.ticket import TicketState
from office.workdays import LOCAL, local_day
from qtkit.form_pdf import form_pdf
from tools.demo.citizen import BIRTH
from tools.demo.hands import is_written_on, press, until, widget, write
from tools.demo.journal import Step
from tools.demo.playing import Morning
from tools.demo.stage import LOGIN, OFFICER, PASSWORD

NAME, NUMBER = SPECIMEN_CARD.split('|')[2], SPECIMEN_CARD.split('|')[0]


def logs_in(morning: Morning) -> None:
    """Her own account; her window opens."""
    with morning.journal.step("Cán bộ đăng nhập", "the officer logs in") as step:
        morning.counter = morning.stage.open_counter()
        workstation = Workstation(morning.counter.work, capture_panel)
        morning.stage.close_at_end(workstation)
        workstation.start()
        write(workstation.login, 'login', LOGIN, enter=False)
        write(workstation.login, 'password', PASSWORD, enter=False)
        morning.show(step, workstation.login, 'counter-1-login', "Đăng nhập", "Logging in")
        write(workstation.login, 'password', PASSWORD)
        until(lambda: workstation.window is not None and workstation.window.isVisible(), 'nobody was let in')
        if workstation.window is not None:
            morning.window = workstation.window
        step.proves('officer', OFFICER, holds=OFFICER in morning.officer.name)
        until(lambda: widget(morning.window, QListWidget, 'waiting').count() == 1, 'she does not see who waits')
        morning.show(step, morning.window, 'counter-2-queue', "Hàng đợi", "The queue")


def calls(morning: Morning) -> None:
    """One key."""
    window = morning.window
    with morning.journal.step("Cán bộ gọi số tiếp theo", "the officer calls the next number") as step:
        press(window, 'call-next')
        until(lambda: widget(window, QLabel, 'current-number').text() == morning.number, 'nobody is called')
        step.proves('called', morning.number)


def opens_the_dossier(morning: Morning) -> None:
    """She sits down; what she chose at the kiosk is found already, and its first case is hers."""
    window = morning.window
    with morning.journal.step("Bắt đầu phục vụ, mở hồ sơ khai sinh", "the dossier is opened") as step:
        press(window, 'start')
        until(lambda: window.queue.current and window.queue.current.state is TicketState.SERVING, 'nobody is served')
        until(lambda: widget(window, QListWidget, 'procedures-found').count(), 'the procedure is not found')
        press(window, 'open-dossier')
        cases = widget(window, QListWidget, 'cases')
        until(lambda: window.dossier.dossier or cases.hasFocus(), 'no case is offered')
        morning.show(step, window, 'counter-3-procedure', "Chọn trường hợp", "Choosing the case")
        if window.dossier.dossier is None:
            QTest.keyClick(cases, Qt.Key.Key_Return)
        until(lambda: window.dossier.dossier, 'no dossier was opened')
        morning.dossier_id = window.dossier.dossier.id if window.dossier.dossier else ''
        step.proves('procedure', morning.dossier.procedure, holds=morning.dossier.procedure == BIRTH)
        step.proves('papers_asked', [part.listed.name for part in morning.dossier.components])


def reads_the_card(morning: Morning) -> None:
    """The card's QR fills the applicant; it proves nothing, and the screen hides most of the number."""
    window = morning.window
    with morning.journal.step("Đọc thẻ căn cước", "the identity card is read") as step:
        until(lambda: morning.stage.reader.is_listened_to(0), 'nobody listens to the reader')
        morning.stage.reader.show(SPECIMEN_CARD)
        until(lambda: morning.dossier.applicant, 'the card was not read')
        who = morning.dossier.applicant
        step.proves('name', who.name if who else '', holds=who is not None and who.name == NAME)
        step.proves('proof', who.proof.value if who else '')
        until(lambda: widget(window, QLabel, 'citizen').text() == NAME, 'the window does not say who sits here')
        shown = ' '.join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
        step.proves('number_on_screen', masked_number(NUMBER), holds=NUMBER not in shown)
        morning.show(step, window, 'counter-4-applicant', "Người nộp", "The applicant")


def receives(morning: Morning) -> None:
    """With the line cut: a number of the centre's own, visibly provisional, and the receipt in her hand."""
    window, stage = morning.window, morning.stage
    with morning.journal.step(
        "Tiếp nhận khi mất mạng: số tạm, in giấy hẹn", "received without a network: a provisional number, a receipt"
    ) as step:
        before = len(stage.counter_printer.slips())
        press(window, 'step-finish')
        press(window, 'accept')
        slip = morning.slip_after(before)
        until(
            lambda: "Đã in phiếu" in widget(window, QLabel, 'told').text(), 'the window does not know that it printed'
        )
        known = morning.dossier
        morning.provisional = known.code
        step.proves('state', known.state.value, holds=known.state is DossierState.ACCEPTED)
        step.proves('number', known.code, holds=known.provisional and is_provisional(known.code))
        step.proves('due', known.due_at.astimezone(LOCAL).isoformat() if known.due_at else '', holds=bool(known.due_at))
        morning.keep_slip(step, slip, 'receipt', "Giấy tiếp nhận và hẹn trả", "The receipt")
        _keep_receipt(morning, step)
        morning.show(step, window, 'counter-7-received', "Đã tiếp nhận", "Received")
        press(window, 'pdf')
        until(widget(window, QPushButton, 'close-paper').isVisible, 'the A5 form does not show')
        until(lambda: is_written_on(window.paper), 'the A5 form is blank')
        morning.show(step, window, 'counter-7-form', "Giấy hẹn bản A5 trên màn hình", "The A5 form on the screen")
        press(window, 'close-paper')
        press(window, 'finish')
        until(lambda: window.queue.current is None, 'the turn does not end')


def hands_over(morning: Morning) -> None:
    """The card is read again and compared with the person; the slip says who took what."""
    window, stage = morning.window, morning.stage
    with morning.journal.step("Trả kết quả cho chính chủ", "the result is handed over") as step:
        before = len(stage.counter_printer.slips())
        press(window, 'tab-results')
        table = widget(window, DossierTable, 'results')
        until(lambda: table.count == 1, 'the result is not in the list')
        table.open_chosen()
        until(lambda: window.results.dossier, 'the result was not opened')
        morning.stage.reader.show(SPECIMEN_CARD)
        until(lambda: window.results.is_applicants_card, 'the card was not compared')
        widget(window, QCheckBox, 'card-seen').click()
        morning.show(step, window, 'counter-8-return', "Đối chiếu người nhận", "Comparing the person")
        press(window, 'hand-over')
        slip = morning.slip_after(before)
        known = morning.dossier
        step.proves('state', known.state.value, holds=known.state is DossierState.RETURNED)
        returned = known.returned
        step.proves('collector', returned.collector.name if returned else '', holds=returned is not None)
        morning.keep_slip(step, slip, 'handover', "Phiếu trả kết quả", "The hand-over slip")
        if returned is not None:
            fields = handover_fields(known, morning.counter.work.centre, morning.officer, at=returned.at)
            morning.keep(step, 'handover.pdf', form_pdf(fields))
        morning.show(step, window, 'counter-9-returned', "Đã trả", "Returned")


def _keep_receipt(morning: Morning, step: Step) -> None:
    """Form 01 on A5, from the same fields as the roll's slip."""
    known = morning.dossier
    with morning.counter.store.read() as books:
        procedure = books.get_procedure(known.procedure, local_day(known.opened_at))
    limit, at = limit_for(procedure, known.channel), known.received_at or morning.stage.clock.now()
    fields = receipt_fields(
        known, morning.counter.work.centre, morning.officer, limit=limit, at=at, form_set=procedure.form_set
    )
    morning.keep(step, 'receipt.pdf', form_pdf(fields))
