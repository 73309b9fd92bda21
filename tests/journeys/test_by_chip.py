"""A mother whose card has a chip registers a birth: proven, compared by eye, received; her face stays nowhere."""

import base64
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.app import Counter
from devices.id_reader.chip.emulator.contents import Making
from devices.id_reader.chip.emulator.specimen import Holder, drawn_face, drawn_face_2000
from devices.id_reader.chip.face import Face, decoded
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from office.dossier import DossierState
from office.facts import FaceCompared
from office.person import Proof
from sync.verify import verify
from tests.counter.chip_desk import chip_desk, facts_of, typed_can
from tests.counter.workstation import at_desk, find, judged, press, told

HOLDER = Holder()


def test_a_mother_is_identified_by_her_chip_and_her_face_stays_nowhere(tmp_path: Path, qtbot: QtBot) -> None:
    """The card is laid, opened by its six digits and read; she stands beside its picture; the receipt comes out."""
    person, kept = tmp_path / 'person', tmp_path / 'kept'
    person.mkdir()
    (person / 'one.jpg').write_bytes(drawn_face())
    with (
        EmulatedPrinter(tmp_path / 'printer') as printer,
        chip_desk(kept, qtbot, face=f'video:{person}', printer=printer.address) as desk,
    ):
        window = desk.window
        desk.card(Making(face=drawn_face_2000())).lay()
        typed_can(desk, HOLDER.can)
        shown = find(window, QLabel, 'face-person')
        qtbot.waitUntil(lambda: shown.isVisible() and not shown.pixmap().isNull())
        assert not find(window, QLabel, 'face-chip').pixmap().isNull()
        desk.answer('face-same')
        qtbot.waitUntil(lambda: facts_of(desk)[-1] == FaceCompared(is_same=True, beside_camera=True))
        assert shown.pixmap().isNull()
        assert window.intake.chip.face is None
        judged(window, qtbot, 'seen', 'seen', 'seen')
        press(window, 'accept')
        qtbot.waitUntil(lambda: told(window) == "Đã in phiếu.")
        received = at_desk(window)
        assert received.state is DossierState.ACCEPTED
        assert received.applicant is not None
        assert (received.applicant.name, received.applicant.proof) == (HOLDER.name, Proof.CHIP)
        assert len(printer.slips()) == 1
        assert list(verify(desk.counter.store)) == []
        assert traces(desk.counter, kept) == []


def traces(counter: Counter, folder: Path) -> list[bytes]:
    """What of either picture stands in a row of any table or in a file, as bytes or as text."""
    faces = (Face(drawn_face(), 'jpeg'), Face(drawn_face_2000(), 'jpeg2000'))
    pictures = [data for face in faces for data in (face.image, decoded(face).rgb)]
    # any 24 bytes of the middle give a picture away, however they are written down
    parts = [data[at : at + 24] for data in pictures for at in (len(data) // 3, len(data) // 2)]
    parts += [form for part in parts for form in (part.hex().encode(), base64.b64encode(part)[4:28])]
    connection = counter.store.connect()
    tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    values = [value for table in tables for row in connection.execute(f'select * from "{table}"') for value in row]
    connection.close()
    rows = b'\n'.join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    # the scan sees what it is made to see
    assert b'FaceCompared' in rows
    files = b'\n'.join(path.read_bytes() for path in folder.rglob('*') if path.is_file())
    return [part for part in parts if part in rows or part in files]
