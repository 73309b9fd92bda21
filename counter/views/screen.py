"""How an officer likes her tables: sorting, widths and filters, kept for her next shift at this counter."""

from counter.models.drafts_model import DraftsModel, Texts
from counter.models.work import Shift
from counter.views.dossiers_page import DossiersPage
from counter.views.results_page import ResultsPage


class Screen:
    """Keeps what changes, and puts it back at the start of a shift."""

    def __init__(self, shift: Shift, drafts: DraftsModel, dossiers: DossiersPage, results: ResultsPage) -> None:
        self._drafts, self._dossiers, self._results = drafts, dossiers, results
        self._key = f'screen:{shift.officer.id}'
        drafts.load(self._key, self._restore)
        for table in (dossiers.table, results.table):
            head = table.horizontalHeader()
            head.sectionResized.connect(lambda *_: self._keep())
            head.sortIndicatorChanged.connect(lambda *_: self._keep())
        dossiers.shelf_box.currentIndexChanged.connect(lambda _at: self._keep())
        dossiers.mine_box.toggled.connect(lambda _on: self._keep())

    def _keep(self) -> None:
        shelf, mine = self._dossiers.shelf_box.currentData(), self._dossiers.mine_box.isChecked()
        looks = {'dossiers': self._dossiers.table.look(), 'results': self._results.table.look()}
        self._drafts.keep(self._key, {**looks, 'shelf': str(shelf), 'mine': '1' if mine else ''})

    def _restore(self, kept: Texts) -> None:
        self._dossiers.table.restore(kept.get('dossiers', ''))
        self._results.table.restore(kept.get('results', ''))
        box = self._dossiers.shelf_box
        names = [str(box.itemData(at)) for at in range(box.count())]
        if kept.get('shelf') in names:
            box.setCurrentIndex(names.index(kept['shelf']))
        self._dossiers.mine_box.setChecked(kept.get('mine') == '1')
