"""An applicant's card on the chip reader: opened, read, said what was proven, compared by the officer's eye."""

from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.models.chip_model import ChipState
from counter.models.steps import StepName
from devices.id_reader.chip.emulator.contents import Making
from devices.id_reader.chip.emulator.specimen import Holder, drawn_face
from devices.id_reader.chip.vpcd import VpcdSlot
from office.chip import Signer
from office.facts import ApplicantIdentified, FaceCompared
from office.person import Proof
from sync.verify import verify
from tests.bench.mrz_cards import photographed
from tests.counter.chip_desk import chip_desk, facts_of, proof_of, typed_can
from tests.counter.test_keys import assert_keys
from tests.counter.workstation import at_desk, began, counter_of, find, opened_window, press

HOLDER = Holder()


def test_an_officer_reads_a_chip_and_compares_the_face(tmp_path: Path, qtbot: QtBot) -> None:
    """Six digits open it, the result says what was proven, and the step waits for the officer's eye."""
    with chip_desk(tmp_path, qtbot) as desk:
        assert desk.said('chip-state').startswith("Đặt thẻ căn cước lên đầu đọc chip")
        assert_keys(desk.window, 'a chip is waited for')
        card = desk.card()
        card.lay()
        desk.wait_for(ChipState.ASKING)
        assert_keys(desk.window, 'a key is asked for')
        typed_can(desk, HOLDER.can)
        qtbot.waitUntil(lambda: at_desk(desk.window).applicant is not None)
        assert desk.said('chip-state') == "Chip đã chứng thực người trên thẻ."
        assert "bên ký được tin cậy" in desk.said('chip-finding-0')
        assert "nguyên vẹn" in desk.said('chip-finding-1')
        assert "bản gốc" in desk.said('chip-finding-2')
        assert HOLDER.number not in desk.said('applicant-about')
        assert not find(desk.window, QLabel, 'face-chip').pixmap().isNull()
        assert_keys(desk.window, 'faces are compared')
        assert desk.window.intake.looked_at is StepName.WHO
        # Enter answers nothing
        QTest.keyClick(desk.window, Qt.Key.Key_Return)
        assert facts_of(desk)[-1].__class__ is ApplicantIdentified
        desk.answer('face-same')
        qtbot.waitUntil(lambda: desk.window.intake.looked_at is StepName.PAPERS)
        assert find(desk.window, QLabel, 'face-chip').pixmap().isNull()
        told = facts_of(desk)
        applicant = at_desk(desk.window).applicant
        assert applicant is not None
        assert (applicant.name, applicant.number, applicant.proof) == (HOLDER.name, HOLDER.number, Proof.CHIP)
        assert told[0].proven == ('access.pace', 'signer.trusted', 'revocation.known', 'original.proven.chip')
        assert told[1] == FaceCompared(is_same=True, beside_camera=False)
        assert list(verify(desk.counter.store)) == []


def test_the_qr_opens_the_chip_of_its_card(tmp_path: Path, qtbot: QtBot) -> None:
    """Nothing is asked: the QR pre-fills, the card is laid, and what was unproven is proven."""
    with chip_desk(tmp_path, qtbot) as desk:
        line = find(desk.window, QLineEdit, 'card')
        line.setText(HOLDER.qr)
        QTest.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: at_desk(desk.window).applicant is not None)
        assert proof_of(desk) is Proof.QR_UNPROVEN
        desk.card().lay()
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)
        assert desk.window.intake.looked_at is StepName.WHO


def test_somebody_elses_card_is_no_proof(tmp_path: Path, qtbot: QtBot) -> None:
    """A genuine card in the wrong hand: the officer says so, the step stays stuck until she has seen what to do."""
    with chip_desk(tmp_path, qtbot) as desk:
        desk.card().lay()
        typed_can(desk, HOLDER.can)
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)
        desk.answer('face-other')
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.NONE)
        assert facts_of(desk)[-1] == FaceCompared(is_same=False, beside_camera=False)
        assert desk.said('card-warnings').startswith("Người đến không phải người trong ảnh của chip.")
        assert desk.window.intake.looked_at is StepName.WHO


def test_a_chip_that_proves_nothing_says_why(tmp_path: Path, qtbot: QtBot) -> None:
    """It pre-fills; by the officer's eye it may become proven, as a card that was looked at."""
    with chip_desk(tmp_path, qtbot) as desk:
        desk.card(Making(signer=Signer.REVOKED)).lay()
        typed_can(desk, HOLDER.can)
        qtbot.waitUntil(lambda: at_desk(desk.window).applicant is not None)
        assert proof_of(desk) is Proof.NONE
        assert desk.said('chip-state').startswith("Chip chưa chứng thực được")
        assert desk.said('chip-finding-0').startswith("Chứng thư của bên ký chip đã bị thu hồi.")
        assert desk.said('card-warnings') == ''
        assert desk.window.intake.looked_at is StepName.WHO
        desk.answer('face-same')
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.BY_EYE)
        assert 'signer.revoked' in facts_of(desk)[0].proven


def test_removed_half_way_it_says_so_and_begins_again(tmp_path: Path, qtbot: QtBot) -> None:
    """Nothing was written; laid down again the same card is read without asking again."""
    with chip_desk(tmp_path, qtbot) as desk:
        card = desk.card()
        card.switches.removed_after = 40
        card.lay()
        typed_can(desk, HOLDER.can)
        desk.wait_for(ChipState.REMOVED)
        assert desk.said('chip-state').startswith("Thẻ bị nhấc ra khi đang đọc.")
        assert at_desk(desk.window).applicant is None
        card.remove()
        card.lay()
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)


def test_a_wrong_number_is_said_and_asked_for_again(tmp_path: Path, qtbot: QtBot) -> None:
    """What is no number at all never reaches the card."""
    with chip_desk(tmp_path, qtbot) as desk:
        desk.card().lay()
        typed_can(desk, '12345')
        assert desk.said('chip-key-told').startswith("Số CAN có đúng 6 chữ số")
        typed_can(desk, '111111')
        qtbot.waitUntil(lambda: "không mở được chip" in desk.said('chip-state'))
        assert desk.state is ChipState.ASKING
        # of two warnings the older one is no longer true
        assert desk.said('chip-key-told') == ''
        typed_can(desk, HOLDER.can)
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)


def test_three_misreads_are_told_and_read_again_when_asked(tmp_path: Path, qtbot: QtBot) -> None:
    """Two are forgiven unseen."""
    with chip_desk(tmp_path, qtbot) as desk:
        card = desk.card()
        card.switches.misreads_at = (20, 40, 60)
        card.lay()
        typed_can(desk, HOLDER.can)
        desk.wait_for(ChipState.TROUBLED)
        assert desk.said('chip-state').startswith("Đọc chip bị lỗi nhiều lần.")
        assert_keys(desk.window, 'a chip was misread')
        card.switches.misreads_at = ()
        press(desk.window, 'chip-again')
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)


def test_a_slow_card_shows_how_far_it_is(tmp_path: Path, qtbot: QtBot) -> None:
    with chip_desk(tmp_path, qtbot) as desk:
        seen: list[tuple[int, int, str]] = []
        chip = desk.window.intake.chip
        chip.changed.connect(lambda: seen.append((chip.done, chip.whole, desk.said('chip-state'))))
        card = desk.card()
        card.switches.slow_seconds = 0.003
        card.lay()
        typed_can(desk, HOLDER.can)
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)
        parts = [done for done, whole, _ in seen if whole]
        assert len(set(parts)) > 10
        assert any("KB. Giữ yên thẻ." in words for *_, words in seen)


def test_a_camera_that_is_gone_leaves_the_chips_picture_alone(tmp_path: Path, qtbot: QtBot) -> None:
    with chip_desk(tmp_path, qtbot, face=f'video:{tmp_path}/none.mp4') as desk:
        desk.card().lay()
        typed_can(desk, HOLDER.can)
        qtbot.waitUntil(lambda: desk.said('face-told') != '')
        assert desk.said('face-told').startswith("Không thấy máy ảnh chụp người.")
        desk.answer('face-same')
        qtbot.waitUntil(lambda: facts_of(desk)[-1] == FaceCompared(is_same=True, beside_camera=False))


def test_a_locked_counter_reads_no_chip(tmp_path: Path, qtbot: QtBot) -> None:
    """And when the officer is back, the card that lies there is asked about."""
    with chip_desk(tmp_path, qtbot) as desk:
        desk.window.hide()
        assert desk.state is ChipState.OFF
        desk.card().lay()
        desk.window.show()
        desk.wait_for(ChipState.ASKING)
        assert find(desk.window, QPushButton, 'chip-open').isVisible()


def test_reader_and_camera_are_tried_on_the_devices_page(tmp_path: Path, qtbot: QtBot) -> None:
    """A card answers, a person is photographed; neither goes into the dossier that is open."""
    stills = tmp_path / 'person'
    stills.mkdir()
    (stills / 'one.jpg').write_bytes(drawn_face())
    with chip_desk(tmp_path, qtbot, face=f'video:{stills}') as desk:
        window = desk.window
        press(window, 'tab-devices')
        for kind in ('face_camera', 'chip_reader'):
            qtbot.waitUntil(lambda at=kind: find(window, QLabel, f'state-{at}').text().endswith("sẵn sàng"))
        assert_keys(window, 'devices with a chip reader')
        press(window, 'try-chip_reader')
        desk.card().lay()
        qtbot.waitUntil(lambda: desk.said('trial-chip_reader').endswith("đầu đọc chip dùng được."))
        press(window, 'try-face_camera')
        qtbot.waitUntil(lambda: "Được." in desk.said('trial-face_camera'))
        assert at_desk(window).applicant is None


def test_the_back_of_the_card_opens_the_chip(tmp_path: Path, qtbot: QtBot) -> None:
    """Under the document camera; a desk without a card is told apart, and nothing is written."""
    desk_view = tmp_path / 'desk'
    desk_view.mkdir()
    picture = desk_view / 'one.png'
    cv2.imwrite(str(picture), np.full((600, 800, 3), 200, np.uint8))
    with chip_desk(tmp_path, qtbot, camera=f'video:{desk_view}') as desk:
        desk.card().lay()
        desk.wait_for(ChipState.ASKING)
        press(desk.window, 'chip-back')
        qtbot.waitUntil(lambda: desk.said('chip-state').startswith("Không thấy ba dòng mã máy đọc."))
        assert at_desk(desk.window).applicant is None
        cv2.imwrite(str(picture), photographed(HOLDER.mrz, 'mild', np.random.default_rng(3)))
        desk.answer('chip-back')
        qtbot.waitUntil(lambda: proof_of(desk) is Proof.CHIP)


def test_a_reader_that_comes_back_is_found(tmp_path: Path, qtbot: QtBot) -> None:
    """Its trouble stands there until it is back, and then a card is waited for without a key pressed."""
    with closing(VpcdSlot('127.0.0.1', 0)) as other:
        other.ready()
        counter = counter_of(tmp_path, chip_reader=f'vpcd:127.0.0.1:{other.port}')
        counter.start_devices()
        window = opened_window(counter, qtbot)
        chip = window.intake.chip
        began(window, qtbot)
        qtbot.waitUntil(lambda: chip.state is ChipState.TROUBLED)
        assert find(window, QLabel, 'chip-state').text().startswith("Đầu đọc thẻ đang được dùng.")
    qtbot.waitUntil(lambda: chip.state is ChipState.WAITING)
    window.close()
    counter.close()
