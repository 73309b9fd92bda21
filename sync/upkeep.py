"""The verbs of keeping a store well: compare with the province, remove what it has, tell what it knows."""

import argparse
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from office import settings
from office.command import Sections
from office.errors import Refusal
from sync import codes, judged, metrics, purge, ratings, reconcile, shown
from sync.alone import alone
from sync.province.adapters import adapter
from sync.province.settings import ProvinceSettings, checked, read_secret
from sync.status import status
from sync.store import Store

# what a verb says to a program, and to a person
Said = tuple[Any, str]


def add(made: Mapping[str, Any]) -> None:
    """What these verbs take."""
    made['purge'].add_argument('--dry-run', action='store_true', help='chỉ liệt kê / only list')
    made['judged'].add_argument('code', nargs='?', default='', metavar='MÃ', help='mã hồ sơ / a dossier')
    made['ratings'].add_argument('month', nargs='?', default='', metavar='THÁNG', help='2026-11')


def run(store: Store, given: argparse.Namespace, sections: Sections) -> Said:
    """Do what a verb says.

    Raises:
        Refusal, Trouble: as the verb; see ``reconcile``, ``purge`` and ``metrics``.
    """
    return VERBS[given.verb][1](store, given, sections)


def observe(store: Store) -> None:
    """Write the figures for an operator where the settings say; nothing where they don't.

    Raises:
        Trouble: ``metrics.disk``, or as the store.
    """
    if store.settings.metrics:
        metrics.write(Path(store.settings.metrics), status(store), store.clock.now(), store.settings.device)


def _compare(store: Store, _given: argparse.Namespace, sections: Sections) -> Said:
    chosen = checked(settings.section(sections, 'province', ProvinceSettings))
    with closing(adapter(chosen, read_secret(chosen), store.clock)) as province:
        if not province.can.compares:
            raise Refusal('compare.cannot')
        found = reconcile.compare(store, province)
    return asdict(found), shown.compared(found)


def _return_codes(store: Store, _given: argparse.Namespace, sections: Sections) -> Said:
    chosen = checked(settings.section(sections, 'province', ProvinceSettings))
    with alone(store.settings.place), closing(adapter(chosen, read_secret(chosen), store.clock)) as province:
        if store.settings.centre:
            # what the centre hasn't heard would be lost with this machine
            from sync.centre.sharing import unsent  # noqa: PLC0415  # slow, seldom needed

            with store.read() as books:
                if count := unsent(books):
                    raise Refusal('codes.unsent', count=count)
        found = codes.retire(store, province)
    return [asdict(one) for one in found], shown.returned(found)


def _purge(store: Store, given: argparse.Namespace, _sections: Sections) -> Said:
    going = purge.purgeable(store) if given.dry_run else purge.purge(store)
    human = shown.purged(going, is_done=not given.dry_run)
    if store.settings.centre_key and not given.dry_run:
        # it brings libpq, which a machine that is the whole centre never needs
        from sync.centre.process import purge_pages  # noqa: PLC0415  # slow, seldom needed

        down, copies = purge_pages(store)
        human = f'{human}\n{shown.taken_down(down, copies)}'
    return [asdict(one) for one in going], human


def _ratings(store: Store, given: argparse.Namespace, _sections: Sections) -> Said:
    found = ratings.figures(store, given.month)
    return [asdict(one) for one in found], shown.ratings(found)


def _judged(store: Store, given: argparse.Namespace, _sections: Sections) -> Said:
    if not given.code:
        waits = judged.waiting(store)
        return asdict(waits), judged.shown_waiting(waits)
    found = judged.judged(store, given.code)
    return [asdict(one) for one in found], judged.shown(found)


def _metrics(store: Store, _given: argparse.Namespace, _sections: Sections) -> Said:
    text = metrics.exposition(status(store), store.clock.now(), store.settings.device)
    return text, text.rstrip('\n')


_Verb = Callable[[Store, argparse.Namespace, Sections], Said]
VERBS: Mapping[str, tuple[str, _Verb]] = {
    'compare': ("đối chiếu với tỉnh ngay, gửi lại cái tỉnh quên / compare with the province now, and heal", _compare),
    'return-codes': (
        "trả mã chưa dùng khi thôi dùng máy này / hand unused codes back, the machine retires",
        _return_codes,
    ),
    'purge': ("xóa tệp tỉnh đã nhận, quá hạn giữ / remove files that the province has, past their grace", _purge),
    'ratings': ("mức độ hài lòng theo tháng, thủ tục / what citizens said, by month and procedure", _ratings),
    'judged': ("chữ ký trong tệp nhận được, như đã thấy khi nhận / what received files were found to be", _judged),
    'metrics': ("số liệu cho người vận hành, dạng Prometheus / figures in Prometheus' format", _metrics),
}
