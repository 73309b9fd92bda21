"""What speaks against the dossier at the desk on its way to the portal, by the step where it can be mended."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.dossier_model import DossierModel
from counter.models.steps import StepName, is_intake
from counter.models.work import PortalFault, Shift
from counter.portal_texts import foreseen_words, parked_words, portal_sentence

# the step whose screen holds what a field is made of; the rest is said where the reception ends
_STEPS: dict[str, StepName] = {
    **dict.fromkeys(('MaTTHC', 'TenTTHC', 'MaLinhVuc', 'TenLinhVuc'), StepName.PROCEDURE),
    **dict.fromkeys(('ChuHoSo', 'SoGiayToChuHoSo', 'DinhDanhCHS', 'SoDienThoai', 'Email'), StepName.WHO),
    **dict.fromkeys(('LoaiDoiTuong',), StepName.WHO),
    **dict.fromkeys(('TaiLieuNop', 'HoSoCoThanhPhanSoHoa', 'DanhSachTepDinhKemKhac'), StepName.PAPERS),
    'DanhSachLePhi': StepName.FEES,
}


class PortalModel(Desk):
    """Reads anew whenever the dossier has changed; ``changed`` when what is to be said has."""

    changed = Signal()

    def __init__(self, shift: Shift, dossier: DossierModel) -> None:
        super().__init__(shift)
        self._dossier = dossier
        self._said: dict[StepName, str] = {}
        dossier.changed.connect(self._read)

    def words(self, step: StepName) -> str:
        """What is to be said at a step, '' for nothing."""
        return self._said.get(step, '')

    def _read(self) -> None:
        known, work = self._dossier.dossier, self._shift.work
        if known is None:
            self._show({})
            return
        self._run(
            lambda: work.looking.portal_problems(known.id, work.centre.agency),
            lambda found: self._on_read(known.id, found),
        )

    def _on_read(self, dossier: str, found: Sequence[PortalFault]) -> None:
        known = self._dossier.dossier
        if known is None or known.id != dossier:
            return
        listed: dict[StepName, list[str]] = {}
        for one in found:
            step = _STEPS.get(one.field.partition('[')[0], StepName.FINISH)
            listed.setdefault(step, []).append(portal_sentence(one.field, one.code, one.params, one.said))
        word = foreseen_words if is_intake(known) else parked_words
        self._show({step: word(list(dict.fromkeys(sentences))) for step, sentences in listed.items()})

    def _show(self, words: dict[StepName, str]) -> None:
        if words != self._said:
            self._said = words
            self.changed.emit()
