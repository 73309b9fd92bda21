"""A comparison as it travels over a gateway that speaks the portal's services."""

from office.errors import Trouble
from sync.province.comparing import Comparison, Difference, Question
from sync.province.gateway.envelope import Answer
from sync.province.protocol import JSON, ProvinceRefused


def asked(question: Question) -> JSON:
    """The content of DoiChieu."""
    return {
        'May': question.machine,
        'Dau': question.mark,
        'DauMoi': question.following,
        'TomTat': [
            {'Ngay': day, 'Loai': kind, 'SoLuong': str(found.count), 'SHA256': found.digest}
            for (day, kind), found in sorted(question.sums.items())
        ],
        'ChiTiet': [
            {'Ngay': day, 'Loai': kind, 'Muc': [*lines]} for (day, kind), lines in sorted(question.lists.items())
        ],
    }


def read(answer: Answer) -> Comparison:
    """What the province found.

    Raises:
        ProvinceRefused: ``province.twin`` when it knows another machine of this name.
        Trouble: ``province.garbled``.
    """
    given = answer.payload if isinstance(answer.payload, dict) else {}
    if not answer.accepted:
        if given.get('MayTrung') is True:
            raise ProvinceRefused(answer.code, answer.message, code='province.twin')
        raise answer.refusal()
    if not {'CanChiTiet', 'Thieu', 'Thua'} <= given.keys():
        raise Trouble('province.garbled', what='shape')
    return Comparison(
        wanted=tuple((one.day, one.kind) for one in _differences(given['CanChiTiet'])),
        missing=_differences(given['Thieu']),
        surplus=_differences(given['Thua']),
    )


def _differences(listed: JSON) -> tuple[Difference, ...]:
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return tuple(
        Difference(day=str(one.get('Ngay', '')), kind=str(one.get('Loai', '')), lines=_lines(one.get('Muc')))
        for one in entries
    )


def _lines(listed: JSON) -> tuple[str, ...]:
    return tuple(str(one) for one in listed) if isinstance(listed, list) else ()
