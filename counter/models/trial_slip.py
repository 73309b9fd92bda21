"""A slip that tries a printer: every size of letters, capitals with two marks, a code, and both edges of the paper."""

from datetime import datetime

from counter.words import moment
from office.centre import CentreSettings
from office.slip_layout import Layout, Pair, Qr, Rule, Text


def trial_slip(centre: CentreSettings, counter: str, at: datetime) -> Layout:
    """The slip; Vietnamese in every language, since the letters are what is tried."""
    return (
        Text(centre.name, bold=True, align='centre'),
        Text("PHIẾU IN THỬ", size='heading', bold=True, align='centre'),
        Rule(),
        Text("Ễ Ỗ Ậ Ẵ Ử Đ ễ ỗ ậ ẵ ử đ", align='centre'),
        Text('0123', size='number', align='centre'),
        Pair("mép trái", "mép phải"),
        Pair(f"Quầy {counter}", moment(at)),
        Rule(),
        Qr('MOTCUA-THU', caption="quét được là in đủ nét"),
        Text("Phiếu này không có giá trị.", size='small', align='centre'),
    )
