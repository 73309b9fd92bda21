"""What every printer must keep of ``devices.receipt_printer.protocol``, by whichever wire that answers it hangs.

A class with the fixtures ``printer``, ``mechanism`` and ``cable`` inherits it.
"""

import pytest
from PIL import Image

from devices.receipt_printer.emulator.mechanism import Mechanism
from devices.receipt_printer.protocol import Printed, PrintJob, ReceiptPrinter
from devices.receipt_printer.raster import render
from office.errors import Trouble
from office.slip_layout import Layout, Pair, Qr, Rule, Space, Table, Text

SLIP: Layout = (
    Text("Trung tâm Phục vụ hành chính công xã Mẫu", bold=True, align='centre'),
    Text('A017', size='number', bold=True),
    Rule(),
    Pair("Số người chờ trước", '3'),
    Table((("TT", "Giấy tờ"), ('1', "Giấy chứng sinh")), (0.2, 0.8)),
    Qr('H99.12-261123-0001', caption='H99.12-261123-0001'),
    Space(2),
)
JOB = PrintJob(id='slip:1', layout=SLIP)


class ReceiptPrinterContract:
    """The promises of a printer that answers."""

    def test_a_slip_comes_out_as_it_was_drawn(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """Confirmed means that the paper shows exactly the dots of the layout."""
        assert printer.status().paper == 'adequate'
        assert printer.print(JOB) is Printed.SENT
        (paper,) = mechanism.slips(1, 2)
        wanted = render(SLIP, 576)
        assert Image.open(paper).crop((0, 0, *wanted.size)).tobytes() == wanted.tobytes()

    def test_slips_follow_one_another(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """Each job is one slip, whether the wire was let go of in between or not."""
        assert printer.print(JOB) is Printed.SENT
        printer.close()
        assert printer.print(PrintJob(id='slip:2', layout=SLIP)) is Printed.SENT
        assert printer.print(PrintJob(id='slip:3', layout=SLIP)) is Printed.SENT
        assert len(mechanism.slips(3, 2)) == 3

    @pytest.mark.parametrize(
        ('switch', 'code'),
        [
            ('paper_out', 'printer.paper_out'),
            ('cover_open', 'printer.cover_open'),
            ('error', 'printer.error'),
            ('mute', 'printer.mute'),
        ],
    )
    def test_a_printer_that_cannot_print_says_why(
        self, printer: ReceiptPrinter, mechanism: Mechanism, switch: str, code: str
    ) -> None:
        """Nothing is sent to a printer that isn't ready, so the trouble is certain; once mended, it prints."""
        setattr(mechanism.switches, switch, True)
        with pytest.raises(Trouble) as trouble:
            printer.print(JOB)
        assert trouble.value.code == code
        assert mechanism.slips() == []
        setattr(mechanism.switches, switch, False)
        assert printer.print(JOB) is Printed.SENT
        assert len(mechanism.slips()) == 1

    def test_near_the_end_of_the_roll_is_a_warning(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """The printer prints on, and says that the roll is nearly at its end."""
        mechanism.switches.near_end = True
        assert printer.status().paper == 'near_end'
        assert printer.status().trouble() == ''
        assert printer.print(JOB) is Printed.SENT

    def test_paper_that_ends_in_the_middle_is_certain(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """The printer stops among the rows and drops the rest: new paper brings out one slip, not one and a half."""
        mechanism.switches.paper_out_after = 40
        with pytest.raises(Trouble, match=r'printer\.paper_out'):
            printer.print(JOB)
        mechanism.switches.paper_out = False
        assert printer.print(JOB) is Printed.SENT
        assert len(mechanism.slips()) == 1

    def test_a_lost_answer_leaves_the_outcome_unknown(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """The slip is on paper and nobody said so: the driver doesn't guess and doesn't print again."""
        mechanism.switches.lose_answer = True
        assert printer.print(JOB) is Printed.UNKNOWN
        assert len(mechanism.slips(1, 2)) == 1

    def test_a_printer_that_cannot_name_slips_is_never_believed(
        self, printer: ReceiptPrinter, mechanism: Mechanism
    ) -> None:
        """It prints, and only a person can say so."""
        mechanism.switches.no_names = True
        assert printer.print(JOB) is Printed.UNKNOWN
        assert len(mechanism.slips(1, 2)) == 1

    def test_a_broken_cable_is_gone(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """It breaks with the first question: nothing was sent."""
        mechanism.switches.gone = True
        with pytest.raises(Trouble, match=r'printer\.gone'):
            printer.print(JOB)
        assert mechanism.slips() == []

    def test_half_a_picture_in_the_printer_spoils_no_slip(self, printer: ReceiptPrinter, mechanism: Mechanism) -> None:
        """What a cut cable left behind is dropped before the next slip; its head would be taken for dots."""
        assert printer.print(JOB) is Printed.SENT
        mechanism.take(b'\x1b@\x1dv0\x00\x48\x00\xff\x00' + b'\x55' * 500)
        assert printer.print(PrintJob(id='slip:2', layout=SLIP)) is Printed.SENT
        first, second = mechanism.slips(2, 2)
        assert Image.open(first).tobytes() == Image.open(second).tobytes()
