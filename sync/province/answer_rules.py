"""The rules of an answer to a question (DongBoKetQuaHoiDapGuiTuDVCQG, portal-contract.md §1.2)."""

from collections.abc import Mapping

from sync.province.protocol import JSON
from sync.province.validation import NEEDED, NEEDED_MOMENT, TEXT, FieldProblem, Rule, entry_problems

ANSWER: Mapping[str, Rule] = {
    'HOIDAPID': NEEDED,
    'MADONVI': NEEDED,
    'NGUOITRALOI': NEEDED,
    'CHUCVUNGUOITRALOI': TEXT,
    'NGAYTRALOI': NEEDED_MOMENT,
    'NOIDUNGTRALOI': NEEDED,
}


def answer_problems(record: Mapping[str, JSON]) -> list[FieldProblem]:
    """Everything wrong with an answer."""
    return list(entry_problems(record, ANSWER, ''))
