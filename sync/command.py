"""``motcua-sync``: run the courier, look at what the province is still owed, audit the store, replace its rules."""

import argparse
import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog

from office import command, facts, settings
from office.centre import CentreSettings
from office.command import Sections
from office.errors import Problem, Refusal
from sync import bag, carrying, log, pulling, running, shown, texts, upkeep
from sync.alone import alone
from sync.calendar import replace_calendar
from sync.catalogue import import_catalogue
from sync.centre import verbs as centre_verbs
from sync.clock import SystemClock
from sync.courier import Courier
from sync.health import health
from sync.ids import TimeIds
from sync.province.adapters import adapter as adapter_of
from sync.province.protocol import Province
from sync.province.settings import ProvinceSettings, checked, read_secret
from sync.right_of_way import RightOfWay
from sync.settings import StoreSettings
from sync.status import status
from sync.store import DATABASE, Store
from sync.verify import verify

# these may be the first program of a machine; the others look at a store, and an empty new one would only hide a
# wrong folder in the settings
_MAY_BEGIN = frozenset({'run', 'import-catalogue', 'import-calendar', 'card', 'import'})
_KINDS = (('centre', CentreSettings), ('store', StoreSettings), ('province', ProvinceSettings))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0 when done, 1 when the world said no or the audit found something, 3 for a refusal."""
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        sections = command.sections_of(given.config, partial(Path.read_text, encoding='utf-8'))
        if given.print_settings:
            print(command.printed([(name, settings.section(sections, name, kind)) for name, kind in _KINDS], sections))
            return command.DONE
        if given.verb is None:
            parser.print_help()
            return command.DONE
        if given.verb in centre_verbs.VERBS:
            machine, human = centre_verbs.run(given)
            _say(given, machine, lambda: human)
            return command.DONE
        return _do(given, sections)
    except Problem as problem:
        if given.json:
            print(json.dumps({'problem': problem.code, 'params': problem.params}, ensure_ascii=False))
        print(texts.sentence(problem), file=sys.stderr)
        return command.REFUSED if isinstance(problem, Refusal) else command.FAILED


def _parser() -> argparse.ArgumentParser:
    parser = command.parser('motcua-sync', 'Người đưa tin tới tỉnh / the courier to the province')
    command.add_json(parser)
    verbs = parser.add_subparsers(dest='verb', metavar=' | '.join([*_VERBS, *centre_verbs.VERBS]))
    made = {name: command.verb(verbs, name, about) for name, (about, _) in _VERBS.items()}
    centre_verbs.add(verbs)
    upkeep.add(made)
    made['run'].add_argument('--once', action='store_true', help='một lượt rồi thôi / one pass')
    for name in ('status', 'parked'):
        made[name].add_argument('--limit', type=int, default=200, help='nhiều nhất bao nhiêu mục / at most so many')
    made['resend'].add_argument('items', nargs='*', metavar='MỤC', help='mã mục, xem parked / items as parked shows')
    made['resend'].add_argument('--all', action='store_true', help='mọi mục đang chờ người / everything parked')
    made['import-catalogue'].add_argument('file', type=Path, metavar='TỆP', help='.jsonl, .jsonl.gz')
    how = made['pull-catalogue'].add_mutually_exclusive_group()
    how.add_argument('--dry-run', action='store_true', help='chỉ cho xem khác gì (mặc định) / only show (default)')
    how.add_argument('--apply', action='store_true', help='đưa vào áp dụng từ hôm nay / put in force from today')
    made['pull-catalogue'].add_argument(
        '--end-missing', action='store_true', help='bãi bỏ thủ tục tỉnh không còn công bố / end what is gone there'
    )
    made['pull-catalogue'].add_argument('--fresh', action='store_true', help='hỏi lại tất cả / ask for all anew')
    made['import-calendar'].add_argument('file', type=Path, metavar='TỆP', help='JSON có chữ ký / signed JSON')
    made['export'].add_argument('folder', type=Path, metavar='THƯ-MỤC', help='trên USB / on the stick')
    made['export'].add_argument('--to', default='', metavar='MÁY', help='cho máy nào / for which partner')
    made['import'].add_argument('folder', type=Path, metavar='TÚI', help='thư mục motcua-… / the bag')
    return parser


def _do(given: argparse.Namespace, sections: Sections) -> int:
    clock = SystemClock()
    chosen = settings.section(sections, 'store', StoreSettings)
    if given.verb not in _MAY_BEGIN and not (chosen.place / DATABASE).exists():
        raise Refusal('store.absent', folder=str(chosen.place))
    log.configure(chosen.log)
    store = Store(chosen, clock=clock, ids=TimeIds(clock))
    try:
        return _VERBS[given.verb][1](store, given, sections)
    finally:
        store.close()


def _run(store: Store, given: argparse.Namespace, sections: Sections) -> int:
    in_centre = store.settings.centre != ''
    given_province = settings.section(sections, 'province', ProvinceSettings)
    with alone(store.settings.place):
        # a kiosk of a centre has no way to the province, and no need of one
        if in_centre and not given_province.url:
            return _exchange(store, given)
        chosen = checked(given_province)
        agency = settings.section(sections, 'centre', CentreSettings).agency
        adapters = partial(adapter_of, chosen, read_secret(chosen), store.clock)
        courier = partial(Courier, store=store, agency=agency, supplements=chosen.supplements, way=RightOfWay())

        def made(province: Province, stop: threading.Event) -> Courier:
            files = _centre_process().far_pages(store) if in_centre else None
            return courier(province=province, stop=stop, files=files)

        if given.once:
            return _once(store, adapters(), made)
        stop = threading.Event()
        with running.until_told(stop), _forwarding(store, stop, may_forward=True) as forwards:
            running.Rounds(adapters=adapters, made=made, stop=stop, forwards=forwards, observe=upkeep.observe).run(
                store
            )
    return command.DONE


def _exchange(store: Store, given: argparse.Namespace) -> int:
    if given.once:
        return _told(_centre_process().one_pass(store, None))
    stop = threading.Event()
    with running.until_told(stop), _forwarding(store, stop, may_forward=False):
        stop.wait()
    return command.DONE


@contextmanager
def _forwarding(store: Store, stop: threading.Event, *, may_forward: bool) -> Iterator[Callable[[], bool]]:
    """Whether this machine speaks to the province: always where it is the whole centre."""
    if not store.settings.centre:
        yield lambda: True
        return
    with _centre_process().exchanging(store, stop, may_forward=may_forward) as forwards:
        yield forwards


def _centre_process() -> ModuleType:
    # it brings libpq, which a machine that is the whole centre never needs
    from sync.centre import process  # noqa: PLC0415  # slow, seldom needed

    return process


def _once(store: Store, adapter: Province, made: Callable[[Province, threading.Event], Courier]) -> int:
    try:
        courier = made(adapter, threading.Event())
        met = _centre_process().one_pass(store, courier) if store.settings.centre else courier.run_once()
    finally:
        adapter.close()
    return _told(met)


def _told(met: Sequence[Problem]) -> int:
    for problem in met:
        structlog.get_logger().warning('courier', problem=problem.code)
        print(texts.sentence(problem), file=sys.stderr)
    return command.FAILED if met else command.DONE


def _status(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    found = status(store, limit=given.limit)
    line = health(found, store.clock.now())
    told = {'health': {**shown.plain(line), 'says': shown.health(line)}, **found.as_json()}
    _say(given, told, lambda: f'{shown.health(line)}\n{shown.status(found)}')
    return command.DONE


def _parked(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    found = status(store, state='parked', limit=given.limit).items
    _say(given, [shown.plain(one) for one in found], lambda: shown.parked(found))
    return command.DONE


def _resend(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    items = [one.item for one in status(store, state='parked', limit=-1).items] if given.all else given.items
    if not items:
        raise Refusal('outbox.none_parked')
    with store.change('system') as books:
        for item in items:
            row = books.connection.execute('SELECT subject FROM outbox WHERE id = ?', (item,)).fetchone()
            if row is None:
                raise Refusal('outbox.unknown', item=item)
            books.record(row[0], facts.ItemResent(item=item))
    _say(given, {'resent': items}, lambda: shown.resent(len(items)))
    return command.DONE


def _verify(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    found = _centre_process().audited(store) if store.settings.centre_key else verify(store)
    _say(given, [shown.plain(one) for one in found], lambda: shown.findings(found))
    return command.FAILED if found else command.DONE


def _import_catalogue(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    begun = store.clock.now()
    outcome = import_catalogue(store, given.file, 'system')
    took = (store.clock.now() - begun).total_seconds()
    told = {'procedures': len(outcome.procedures), 'seconds': round(took, 2), 'bad': [*map(shown.plain, outcome.bad)]}
    _say(given, told, lambda: shown.imported(outcome, took))
    return command.DONE


def _pull_catalogue(store: Store, given: argparse.Namespace, sections: Sections) -> int:
    chosen = checked(settings.section(sections, 'province', ProvinceSettings))
    adapter = adapter_of(chosen, read_secret(chosen), store.clock)
    try:
        found, procedures = pulling.pull(store, adapter, fresh=given.fresh)
    finally:
        adapter.close()
    if given.apply and found.differences:
        pulling.apply(store, found, procedures, end_missing=given.end_missing, actor='system')
        found = replace(found, applied=True)
    _say(given, shown.plain(found), lambda: shown.pulled(found, end_missing=given.end_missing))
    return command.DONE


def _import_calendar(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    calendar = replace_calendar(store, given.file, signers=store.settings.calendar_signers, actor='system')
    _say(given, {'until': calendar.known_until.isoformat()}, lambda: shown.calendar(calendar))
    return command.DONE


def _card(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    card = store.hand().card
    _say(given, {'card': card}, lambda: card)
    return command.DONE


def _export(store: Store, given: argparse.Namespace, sections: Sections) -> int:
    chosen = checked(settings.section(sections, 'province', ProvinceSettings))
    known = bag.partners(store.settings.partners)
    partner = next((one for one in known if given.to in ('', one.device)), None)
    if partner is None or (not given.to and len(known) > 1):
        raise Refusal('bag.no_partner', known=', '.join(one.device for one in known) or '–')
    # the adapter only spells the addresses of files here; it speaks to nobody, so it needs no secret
    adapter = adapter_of(chosen, '', store.clock)
    try:
        packed = carrying.export(
            store,
            given.folder,
            partner,
            province=adapter,
            agency=settings.section(sections, 'centre', CentreSettings).agency,
            supplements=chosen.supplements,
        )
    finally:
        adapter.close()
    _say(given, shown.plain(packed), lambda: shown.packed(packed, partner.device))
    return command.DONE


def _import(store: Store, given: argparse.Namespace, _sections: Sections) -> int:
    got = carrying.unpack(store, given.folder)
    _say(given, shown.plain(got), lambda: shown.unpacked(got))
    return command.DONE


def _say(given: argparse.Namespace, machine: Any, human: Callable[[], str]) -> None:
    print(json.dumps(machine, ensure_ascii=False, default=str) if given.json else human())


def _upkeep(store: Store, given: argparse.Namespace, sections: Sections) -> int:
    machine, human = upkeep.run(store, given, sections)
    _say(given, machine, lambda: human)
    return command.DONE


_Verb = Callable[[Store, argparse.Namespace, Sections], int]
_VERBS: Mapping[str, tuple[str, _Verb]] = {
    'run': ("gửi và nhận cho đến khi bị dừng / send and receive until stopped", _run),
    'status': ("còn nợ tỉnh những gì, ai xử lý được / what is still owed, who can act", _status),
    'parked': ("các mục chờ người xử lý / what waits for a person", _parked),
    'resend': ("gửi lại mục đã xử lý / send parked items again", _resend),
    'verify': ("kiểm tra dữ liệu, sổ gửi và từng trang / audit facts, outbox and pages", _verify),
    'card': ("thẻ của máy này, để máy khác ghi vào [store] partners / this machine's card for its partners", _card),
    'export': ("đóng túi hồ sơ chưa gửi lên USB / pack what is owed onto a stick", _export),
    'import': ("nhận túi từ USB / take in a bag from a stick", _import),
    'import-catalogue': ("thay danh mục thủ tục / replace the catalogue of procedures", _import_catalogue),
    'pull-catalogue': ("so danh mục với tỉnh và cập nhật / compare the catalogue with the province's", _pull_catalogue),
    'import-calendar': ("thay lịch làm việc có chữ ký / replace the signed calendar", _import_calendar),
    **{name: (about, _upkeep) for name, (about, _) in upkeep.VERBS.items()},
}
