"""The three papers that receipt printers come with, told apart by the dots across them."""

from dataclasses import dataclass

from office.errors import Refusal

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """``width`` dots at ``dpi``; ``profile`` names a printer of that width in python-escpos."""

    width: int
    dpi: int
    profile: str

    def dots(self, mm: float) -> int:
        """Millimetres as whole dots."""
        return round(mm * self.dpi / MM_PER_INCH)


PAPERS = {
    paper.width: paper
    for paper in (
        Paper(width=576, dpi=203, profile='TM-T20II'),  # 80 mm roll, 72 mm printable
        Paper(width=512, dpi=180, profile='TM-T88V'),  # 80 mm roll, 72 mm printable
        Paper(width=384, dpi=203, profile='RP-F10-58mm'),  # 58 mm roll, 48 mm printable
    )
}


def paper_of(width_dots: int) -> Paper:
    """The paper of a width.

    Raises:
        Refusal: ``device.width`` when no receipt printer has that many dots.
    """
    paper = PAPERS.get(width_dots)
    if paper is None:
        raise Refusal('device.width', width=width_dots, known=', '.join(str(known) for known in sorted(PAPERS)))
    return paper
