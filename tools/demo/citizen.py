"""The citizen's part: she takes a number at the kiosk, and later finds out how her dossier stands; the board calls."""

from tools.demo.hands import is_lit, item, reads, touch, until
from tools.demo.playing import Morning

BIRTH = '1.001193'
SERVICE = 'A'


def welcomes(morning: Morning) -> None:
    """Kiosk and board stand there, nobody has come yet."""
    with morning.journal.step("Mở ki-ốt và bảng gọi số", "kiosk and board are opened") as step:
        morning.kiosk, morning.board = morning.stage.open_kiosk(), morning.stage.open_board()
        until(lambda: item(morning.kiosk.window, f'service-{SERVICE}'), 'the kiosk offers nothing')
        step.proves('kiosk_px', [morning.kiosk.window.width(), morning.kiosk.window.height()])
        morning.show(step, morning.kiosk.window, 'kiosk-1-welcome', "Màn hình chào", "The welcome screen")
        morning.show(
            step, morning.board.window, 'board-1-quiet', "Bảng gọi số đầu giờ", "The board before anybody came"
        )


def takes_a_number(morning: Morning) -> None:
    """Two touches: what for, and which procedure; the ticket comes out of the printer."""
    stage, kiosk = morning.stage, morning.kiosk
    with morning.journal.step("Người dân chạm hai lần và lấy số", "two touches, and she has a number") as step:
        touch(kiosk.window, f'service-{SERVICE}')
        until(lambda: item(kiosk.window, f'procedure-{BIRTH}'), 'the kiosk offers no birth registration')
        morning.show(step, kiosk.window, 'kiosk-2-procedures', "Chọn thủ tục", "Choosing the procedure")
        touch(kiosk.window, f'procedure-{BIRTH}')
        until(stage.kiosk_printer.slips, 'no ticket came out')
        slips = stage.kiosk_printer.slips()
        until(lambda: reads(kiosk.window, 'ticket-label'), 'no number on the screen')
        until(
            lambda: "nhận phiếu" in str(kiosk.session.property('face')['ticket']['print']), 'the kiosk knows of no slip'
        )
        morning.number = reads(kiosk.window, 'ticket-label')
        morning.show(step, kiosk.window, 'kiosk-3-ticket', "Số thứ tự", "Her number")
        step.proves('number', morning.number, holds=morning.number == f'{SERVICE}001')
        step.proves('slips_printed', len(slips), holds=len(slips) == 1)
        morning.keep_slip(step, slips[0], 'ticket', "Phiếu số thứ tự", "The queue ticket")


def sees_herself_waiting(morning: Morning) -> None:
    """The board shows her number among those who wait."""
    with morning.journal.step("Bảng hiện người đang chờ", "the board shows who waits") as step:
        until(
            lambda: any(morning.number in str(row) for row in morning.board.model.waiting_rows.rows),
            'the board does not show who waits',
        )
        step.proves('waiting', len(morning.board.model.waiting_rows.rows))
        morning.show(step, morning.board.window, 'board-2-waiting', "Đang chờ", "Somebody waits")


def is_called(morning: Morning) -> None:
    """The board calls her to the counter."""
    with morning.journal.step("Bảng gọi số đến quầy", "the board calls her number") as step:
        name = f'called-{morning.number}'
        until(lambda: item(morning.board.window, name), 'the board does not call')
        step.proves('called', morning.number)
        until(lambda: is_lit(morning.board.window, name), 'the called number is not lit')
        morning.show(step, morning.board.window, 'board-3-called', "Gọi số", "Her number is called")
