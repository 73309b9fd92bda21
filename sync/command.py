"""``motcua-sync``: run the courier, look at what the province is still owed, and audit the store."""

import argparse
import json
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import structlog

from office import command, facts, settings
from office.centre import CentreSettings
from office.errors import Problem, Refusal, Trouble
from sync import log
from sync.catalogue import import_catalogue
from sync.clock import SystemClock
from sync.courier import Courier
from sync.ids import TimeIds
from sync.province.lgsp import Lgsp
from sync.province.settings import ProvinceSettings, read_secret
from sync.readings import Readings
from sync.settings import StoreSettings
from sync.store import Store
from sync.verify import verify

Sections = Mapping[str, Mapping[str, object]]
# a reception reaches the province within seconds, and an idle centre asks it twelve times a minute
_PAUSE = 5.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0 when done, 1 when the world said no or the audit found something, 3 for a refusal."""
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        text = Path(given.config).read_text(encoding='utf-8') if given.config else ''
        sections = settings.parse(text)
        if given.print_settings:
            kinds = (('centre', CentreSettings), ('store', StoreSettings), ('province', ProvinceSettings))
            print(command.printed([(name, settings.section(sections, name, kind)) for name, kind in kinds], sections))
            return command.DONE
        if given.verb is None:
            parser.print_help()
            return command.DONE
        return _do(given, sections)
    except Refusal as refusal:
        print(command.sentence(refusal), file=sys.stderr)
        return command.REFUSED
    except (Trouble, OSError) as error:
        print(error, file=sys.stderr)
        return command.FAILED


def _parser() -> argparse.ArgumentParser:
    parser = command.parser('motcua-sync', 'Người đưa tin tới tỉnh / the courier to the province')
    verbs = parser.add_subparsers(dest='verb')
    verbs.add_parser('run', help='gửi và nhận / run').add_argument('--once', action='store_true')
    for name in ('status', 'parked', 'verify'):
        verbs.add_parser(name).add_argument('--json', action='store_true')
    verbs.add_parser('resend', help='gửi lại / send a parked item again').add_argument('item')
    verbs.add_parser('import-catalogue', help='nhập danh mục / import').add_argument('file', type=Path)
    return parser


def _do(given: argparse.Namespace, sections: Sections) -> int:
    clock = SystemClock()
    chosen = settings.section(sections, 'store', StoreSettings)
    log.configure(chosen.log)
    store = Store(chosen, clock=clock, ids=TimeIds(clock))
    try:
        match given.verb:
            case 'run':
                return _run(store, sections, once=given.once)
            case 'resend':
                return _resend(store, given.item)
            case 'import-catalogue':
                outcome = import_catalogue(store, given.file, 'system')
                print(f'{len(outcome.procedures)} + {len(outcome.bad)} bad')
                return command.DONE
            case _:
                return _show(store, given.verb, as_json=given.json)
    finally:
        store.close()


def _run(store: Store, sections: Sections, *, once: bool) -> int:
    chosen = settings.section(sections, 'province', ProvinceSettings)
    agency = settings.section(sections, 'centre', CentreSettings).agency
    adapter = Lgsp(chosen, read_secret(chosen), store.clock)
    courier = Courier(store=store, province=adapter, agency=agency, supplements=chosen.supplements)
    pause = threading.Event()
    try:
        while True:
            met: list[Problem] = courier.run_once()
            for problem in met:
                structlog.get_logger().warning('courier', problem=problem.code)
            if once:
                return command.FAILED if met else command.DONE
            pause.wait(_PAUSE)
    except KeyboardInterrupt:
        return command.DONE
    finally:
        adapter.close()


def _resend(store: Store, item: str) -> int:
    with store.change('system') as books:
        row = books.connection.execute('SELECT subject FROM outbox WHERE id = ?', (item,)).fetchone()
        if row is None:
            raise Refusal('outbox.unknown', item=item)
        books.record(row[0], facts.ItemResent(item=item))
    return command.DONE


def _show(store: Store, verb: str, *, as_json: bool) -> int:
    if verb == 'verify':
        found = [asdict(one) for one in verify(store)]
    else:
        readings = Readings(store)
        try:
            lines = readings.parked() if verb == 'parked' else readings.outbox_status()
            found = [asdict(one) for one in lines]
        finally:
            readings.close()
    if as_json:
        print(json.dumps(found, ensure_ascii=False, default=str))
    else:
        for one in found:
            print('  '.join(str(value) for value in one.values()))
    return command.FAILED if verb == 'verify' and found else command.DONE
