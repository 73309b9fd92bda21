"""``motcua-province``: run a reference province, look into it, and move what it holds."""

import argparse
import contextlib
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, get_args

import platformdirs

from office import catalogue, catalogue_import, command
from office.errors import Refusal, Trouble
from office.procedure import Procedure
from sync.clock import SystemClock
from sync.province.reference.credentials import OFFICIALS, RESERVED, secret_file
from sync.province.reference.desk import EResult, OfficialsDesk
from sync.province.reference.faults import Fault, Kind
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.server import ReferenceServer

# a client's secret is a file of its name
_CLIENT = re.compile(r'[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}')
# of what a person may choose, what holds when she doesn't
_USUAL: Mapping[str, Any] = {
    'data': str(platformdirs.user_data_path('motcua-tinh', appauthor=False)),
    'host': '127.0.0.1',
    'port': 8766,
    'database': '',
    'workers': 1,
}
# more than any server of today has processors; each also holds connections to the database
_MOST_WORKERS = 64

_WORDS = {
    'province.unreachable': "Không có tỉnh mẫu nào đang chạy ở địa chỉ này. / No province answers at this address.",
    'province.client': (
        "Máy trạm phải viết MÃ=ĐƠN VỊ, mã chỉ gồm chữ không dấu, số và . _ -: {given}."
        " / A client is written ID=UNIT, the id in letters, digits and . _ - only: {given}."
    ),
    'province.clients_file': "Không đọc được tệp máy trạm {file}. / The file of clients {file} can't be read.",
    'province.workers': "Số tiến trình phải từ 1 đến {most}: {given}. / --workers must be from 1 to {most}: {given}.",
    'province.database_kind': (
        "Cơ sở dữ liệu phải là sqlite:///TỆP hoặc postgresql://MÁY/TÊN."
        " / The database must be sqlite:///FILE or postgresql://HOST/NAME."
    ),
    'province.database': (
        "Không mở được cơ sở dữ liệu {url}: {detail}; kiểm tra địa chỉ, tài khoản và máy chủ."
        " / The database {url} can't be opened: {detail}; check address, account and server."
    ),
}

_KINDS = '''sự cố / misfortunes:
  slow          chờ --seconds rồi mới làm / waits before the work
  late          làm rồi chờ --seconds / waits after the work
  lost          làm rồi ngắt, không trả lời / does the work, gives no answer
  unreachable   ngắt ngay / closes the line, does nothing
  broken        trả 500, không làm gì / answers 500, does nothing
  busy          trả 429 với Retry-After --seconds / answers 429
  garbled       làm rồi trả lời hỏng --form / does the work, garbles the answer
  duplicating   làm gì cũng hai lần / does and tells everything twice
  refusing      từ chối --match hoặc --every / refuses dossiers
'''


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0 when done, 1 when the world said no, 3 when a rule did."""
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        command.sections_of(given.config, partial(Path.read_text, encoding='utf-8'))
        if given.print_settings:
            said = {'province': _said(given)}
            print(command.printed([('province', _options(given))], said, source='command line'))
            return command.DONE
        if given.verb is None:
            parser.print_help()
            return command.DONE
        _VERBS[given.verb](given)
    except Refusal as refusal:
        print(_sentence(refusal), file=sys.stderr)
        return command.REFUSED
    except (Trouble, OSError) as error:
        print(_sentence(error) if isinstance(error, Trouble) else str(error), file=sys.stderr)
        return command.FAILED
    return command.DONE


def _parser() -> argparse.ArgumentParser:
    parser = command.parser('motcua-province', 'Tỉnh mẫu để tập huấn và diễn tập / a reference province')
    _add_place(parser)
    command.add_json(parser)
    verbs = parser.add_subparsers(dest='verb', metavar='serve | held | show | move | result | fault | calm | forget')
    serve = _verb(verbs, 'serve', 'chạy máy chủ / run the server')
    serve.add_argument('--host', default=_USUAL['host'], help='mặc định chỉ máy này / by default this machine alone')
    serve.add_argument('--port', type=int, default=_USUAL['port'], help='0: một cổng còn trống / a free one')
    serve.add_argument(
        '--database',
        default=_USUAL['database'],
        metavar='URL',
        help='postgresql://MÁY/TÊN; mặc định SQLite / SQLite by default',
    )
    serve.add_argument('--workers', type=int, default=_USUAL['workers'], metavar='N', help='số tiến trình / processes')
    serve.add_argument('--client', action='append', default=[], metavar='ID=UNIT', help='một máy trạm / a workstation')
    serve.add_argument('--clients', metavar='FILE', help='mỗi dòng một ID=UNIT / one to a line')
    serve.add_argument('--catalogue', metavar='FILE', help='danh mục thủ tục (.jsonl, .jsonl.gz) / procedures')
    _verb(verbs, 'held', 'hồ sơ đang giữ / what is held')
    for name, about in (
        ('show', 'một hồ sơ / one dossier'),
        ('move', 'chuyển trạng thái / set the state'),
        ('result', 'trả kết quả / issue a result'),
    ):
        _verb(verbs, name, about).add_argument('code', metavar='MÃ-HỒ-SƠ')
    verbs.choices['move'].add_argument(
        'state', type=int, choices=range(1, 11), metavar='1…10', help='của cổng: 9 xong, 10 đã trả / the portal\'s'
    )
    verbs.choices['result'].add_argument('--code', dest='result_code', default='', help='mã kết quả / its code')
    verbs.choices['result'].add_argument('--name', default="Kết quả giải quyết", help='tên kết quả / its name')
    verbs.choices['result'].add_argument('--pdf', metavar='FILE', help='tệp kết quả / its file')
    verbs.choices['result'].add_argument(
        '--unit', default='', help='khi tỉnh không biết hồ sơ / for an unknown dossier'
    )
    _add_fault(_verb(verbs, 'fault', 'bật một sự cố / switch a misfortune on'))
    _verb(verbs, 'calm', 'tắt mọi sự cố / switch all off')
    _verb(verbs, 'forget', 'quên hồ sơ đã nhận / lose dossiers').add_argument('codes', nargs='*', metavar='MÃ-HỒ-SƠ')
    return parser


def _verb(
    verbs: 'argparse._SubParsersAction[argparse.ArgumentParser]', name: str, about: str
) -> argparse.ArgumentParser:
    made = command.verb(verbs, name, about)
    _add_place(made, again=True)
    return made


def _add_place(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The options that may stand before the verb and after it."""
    data, url = _USUAL['data'], f'http://127.0.0.1:{_USUAL["port"]}'
    unset = argparse.SUPPRESS
    parser.add_argument('--data', default=unset if again else data, metavar='DIR', help='nơi giữ dữ liệu / its folder')
    parser.add_argument('--url', default=unset if again else url, help='địa chỉ của tỉnh đang chạy / where it runs')


def _add_fault(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, _KINDS
    parser.add_argument('kind', choices=get_args(Kind), metavar='SỰ-CỐ', help='xem dưới / see below')
    parser.add_argument('--times', type=int, metavar='N', help='bao nhiêu lần; mặc định đến khi calm / until calm')
    parser.add_argument(
        '--service', default='', metavar='CHỮ', help='chỉ địa chỉ có chữ này / only addresses that hold this'
    )
    parser.add_argument('--seconds', type=float, default=0, help='slow, late, busy: bao lâu / how long')
    parser.add_argument('--form', default='html', choices=('html', 'empty', 'truncated'), help='garbled')
    parser.add_argument('--match', default='', metavar='MaHoSo|MaTTHC', help='refusing: hồ sơ này / this dossier')
    parser.add_argument('--every', type=int, default=0, metavar='N', help='refusing: mỗi hồ sơ thứ N / every Nth')


def _serve(given: argparse.Namespace) -> None:
    server = ReferenceServer(_options(given), SystemClock(), _procedures(given.catalogue))
    listening = server.listening
    told: dict[str, Any] = {
        'url': listening.url,
        'data': str(listening.options.data),
        'clients': {client: str(listening.client_secret(client)) for client in listening.options.clients},
        'officials_secret': str(listening.officials_secret),
    }
    secrets = '\n'.join(f'  {client}: {path}' for client, path in told['clients'].items())
    plain = f"Tỉnh mẫu chạy ở {told['url']}, dữ liệu ở {told['data']}.\nBí mật của máy trạm:\n{secrets}"
    print(json.dumps(told, ensure_ascii=False) if given.json else plain, flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.run()


def _options(given: argparse.Namespace) -> ReferenceOptions:
    return ReferenceOptions(**{'data': Path(given.data), **_chosen(given)})


def _chosen(given: argparse.Namespace) -> dict[str, Any]:
    """What the command line says of the options."""
    chosen = {name: getattr(given, name) for name in ('host', 'port', 'database', 'workers') if hasattr(given, name)}
    if not 1 <= chosen.get('workers', 1) <= _MOST_WORKERS:
        raise Refusal('province.workers', given=chosen['workers'], most=_MOST_WORKERS)
    clients = {}
    for one in (*getattr(given, 'client', ()), *_listed(getattr(given, 'clients', None))):
        client, _, unit = one.partition('=')
        if not (_CLIENT.fullmatch(client) and unit) or client in RESERVED:
            raise Refusal('province.client', given=one)
        clients[client] = unit
    return {**chosen, 'clients': clients} if clients else chosen


def _said(given: argparse.Namespace) -> dict[str, Any]:
    """What of it somebody said, and isn't just the usual."""
    chosen = {'data': given.data, **_chosen(given)}
    return {name: value for name, value in chosen.items() if value != _USUAL.get(name)}


def _listed(file: str | None) -> list[str]:
    """The lines of a file of clients; an empty one and one that begins with # say nothing."""
    if file is None:
        return []
    try:
        lines = [line.strip() for line in Path(file).read_text(encoding='utf-8').splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal('province.clients_file', file=file) from error
    return [line for line in lines if line and not line.startswith('#')]


def _procedures(file: str | None) -> Iterable[Procedure]:
    if file is None:
        return catalogue.seed_procedures()
    path = Path(file)
    with gzip.open(path, 'rt', encoding='utf-8') if path.suffix == '.gz' else path.open(encoding='utf-8') as lines:
        return catalogue_import.read(lines).procedures


def _held(given: argparse.Namespace) -> None:
    listed = _desk(given).held()
    if given.json:
        print(json.dumps(listed, ensure_ascii=False))
        return
    for one in listed:
        print(f"{one['MaHoSo']}  " + (f"thiếu {len(one['TepConThieu'])} tệp" if one['TepConThieu'] else "đủ tệp"))


def _show(given: argparse.Namespace) -> None:
    print(json.dumps(_desk(given).dossier(given.code), ensure_ascii=False, indent=None if given.json else 2))


def _move(given: argparse.Namespace) -> None:
    _done(given, _desk(given).move(given.code, given.state))


def _result(given: argparse.Namespace) -> None:
    content = Path(given.pdf).read_bytes() if given.pdf else b''
    result = EResult(code=given.result_code, name=given.name, content=content)
    _done(given, _desk(given).issue(given.code, [result], unit=given.unit))


def _fault(given: argparse.Namespace) -> None:
    _desk(given).switch(Fault(**{field.name: getattr(given, field.name) for field in fields(Fault)}))


def _calm(given: argparse.Namespace) -> None:
    _desk(given).clear()


def _forget(given: argparse.Namespace) -> None:
    print(json.dumps(_desk(given).forget(given.codes)))


def _done(given: argparse.Namespace, change: str) -> None:
    print(json.dumps({'change': change}) if given.json else f"Thay đổi số {change}")


def _desk(given: argparse.Namespace) -> OfficialsDesk:
    secret = secret_file(Path(given.data), OFFICIALS).read_text(encoding='ascii').strip()
    return OfficialsDesk(given.url, secret)


def _sentence(problem: Refusal | Trouble) -> str:
    if isinstance(problem, Refusal) and problem.code.startswith('settings.'):
        return command.sentence(problem)
    words: Mapping[str, str] = _WORDS
    return words[problem.code].format(**problem.params) if problem.code in words else str(problem)


_VERBS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    'serve': _serve,
    'held': _held,
    'show': _show,
    'move': _move,
    'result': _result,
    'fault': _fault,
    'calm': _calm,
    'forget': _forget,
}
