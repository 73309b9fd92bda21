"""From a file that somebody brings (a stick, a telephone) to a named page: looked at, durable, named, shown.

A PDF is kept as it is, because it may be signed; it stands alone in its component. A picture becomes a page of the
archive like one from the document camera. Runs on the scanner's thread, and leaves no page without a name, by the note
of ``page_capture``.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from office.desk.intake import Intake
from office.errors import Refusal, Trouble
from office.papers import FILE, PageRef
from office.ports import Pages
from qtkit import capture_note
from qtkit.capture_note import Notes
from qtkit.disk import disk_told
from qtkit.page_capture import CapturedPage
from sync.outside import MOST_BYTES, Checked, checked

PICTURE = 'picture'
# at most so fine is a photographed page kept, as one from the document camera
_DPI = 300
# a picture without a sheet's edges in it is taken for a whole A4 page; below this nobody reads its small print
_A4_INCHES = 297 / 25.4
_LEAST_DPI = 100


@dataclass(frozen=True, slots=True)
class FileIntake:
    """Takes files in for one store."""

    intake: Intake
    pages: Pages
    notes: Notes

    def add(self, path: Path, dossier: str, component: str, officer: str) -> CapturedPage:
        """Take a file in as a component's page.

        Raises:
            Refusal: what ``sync.outside.checked`` refuses; ``page.alone`` for a PDF beside other pages.
            Trouble: ``file.unread`` when the stick or disk doesn't give it; what ``checked`` and ``archive_page`` tell
                of it; ``pages.…``. Nothing is named then.
        """
        content, preview, source = self._looked_at(path)
        page = PageRef(digest=sha256(content).hexdigest(), size=len(content), source=source)
        capture_note.write(self.notes, dossier, component, page)
        self.pages.keep(content)
        try:
            self.intake.add_page(dossier, component, page, officer)
        finally:
            self.notes.drop(capture_note.key_of(dossier))
        return CapturedPage(dossier=dossier, component=component, page=page, preview=preview, is_blank=False, sheet=1)

    def _looked_at(self, path: Path) -> tuple[bytes, bytes, str]:
        content = _read(path)
        found = checked(content)
        if found.kind == 'pdf':
            return content, b'', FILE
        with disk_told():
            return *_archived(found), PICTURE


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal('file.large', most=MOST_BYTES >> 20)
        return path.read_bytes()
    except OSError as error:
        raise Trouble('file.unread', detail=error.strerror or '') from error


def _archived(found: Checked) -> tuple[bytes, bytes]:
    """The page of the archive that a picture makes, and its preview."""
    # imported here, on the scanner's thread: pictures cost a window's start a third of a second and 60 MB
    from devices.paper.archive import archive_page  # noqa: PLC0415  # slow, wanted later
    from devices.paper.picture import decode  # noqa: PLC0415  # slow, wanted later

    if not found.dpi:
        try:
            made = archive_page(found.picture, dpi=_DPI, source='camera')
        except Trouble as trouble:
            if trouble.code != 'page.not_found':
                raise
        else:
            return made.pdf, made.preview
    dpi = found.dpi or round(max(decode(found.picture).shape[:2]) / _A4_INCHES)
    if dpi < _LEAST_DPI:
        raise Trouble('page.small')
    made = archive_page(found.picture, dpi=dpi, source='scanner')
    return made.pdf, made.preview
