"""The administrator's commands for the centre's server; none of them needs a store on the machine it runs on."""

import argparse
import getpass
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from office import command
from office.errors import Refusal, Trouble
from sync.keys import make_secret, read_secret

if TYPE_CHECKING:
    from sync.centre.sealed_file import Secret

# what a verb says: to a program, and to a person
Said = tuple[Any, str]
_Verb = Callable[[argparse.Namespace], Said]


def add(verbs: Any) -> None:
    """Let a parser know these verbs and what they take."""
    made = {name: command.verb(verbs, name, about) for name, (about, _) in VERBS.items()}
    for one in made.values():
        one.add_argument('--admin', required=True, metavar='ĐỊA-CHỈ', help="của chủ máy chủ / a superuser's address")
        one.add_argument('--database', default='motcua', metavar='TÊN', help='cơ sở dữ liệu / the database')
    for name in ('init-centre', 'restore-centre'):
        made[name].add_argument(
            '--accounts', type=Path, required=True, metavar='THƯ-MỤC', help='nơi để mật khẩu / where passwords go'
        )
    made['init-centre'].add_argument(
        '--new-key', action='store_true', help="đổi khóa trang, khi mất máy / another key for the centre's pages"
    )
    made['init-centre'].add_argument(
        '--counter', action='append', default=[], metavar='MÁY', help='một quầy / a counter'
    )
    made['init-centre'].add_argument('--kiosk', action='append', default=[], metavar='MÁY', help='một ki-ốt / a kiosk')
    for name in ('backup-centre', 'restore-centre'):
        made[name].add_argument('file', type=Path, metavar='TỆP', help='bản sao / the backup')
        made[name].add_argument(
            '--key', type=Path, metavar='TỆP', help='tệp khóa; không có thì hỏi câu mật / a key file, else asks'
        )


def run(given: argparse.Namespace) -> Said:
    """Do what a verb says.

    Raises:
        Refusal, Trouble: as the verb; see ``founding`` and ``backup``.
    """
    return VERBS[given.verb][1](given)


def _init(given: argparse.Namespace) -> Said:
    # these bring libpq, which a machine that is the whole centre never needs
    from sync.centre.founding import init_centre  # noqa: PLC0415  # slow, seldom needed

    kinds = {**dict.fromkeys(given.counter, 'counter'), **dict.fromkeys(given.kiosk, 'kiosk')}
    made = init_centre(given.admin, given.database, kinds, given.accounts, new_key=given.new_key)
    return [asdict(one) for one in made], _founded(made)


def _backup(given: argparse.Namespace) -> Said:
    from sync.centre.backup import backup  # noqa: PLC0415  # slow, seldom needed

    secret = _secret(given, is_new=True)
    facts = backup(given.admin, given.database, given.file, secret)
    where = given.key or "câu mật đã gõ / the passphrase typed"
    human = (
        f"Đã sao {facts} sự kiện vào {given.file}, khóa bằng: {where}. Cất khóa ở nơi khác; mất khóa là mất bản sao."
        f" / {facts} facts saved. Keep the key elsewhere than the backup: without it nobody opens it."
    )
    return {'facts': facts, 'file': str(given.file)}, human


def _restore(given: argparse.Namespace) -> Said:
    from sync.centre.backup import machines_of, restore  # noqa: PLC0415  # slow, seldom needed
    from sync.centre.founding import init_centre  # noqa: PLC0415  # slow, seldom needed

    secret = _secret(given, is_new=False)
    machines = machines_of(given.file, secret)
    init_centre(given.admin, given.database, {}, given.accounts)
    restore(given.admin, given.database, given.file, secret)
    made = init_centre(given.admin, given.database, machines, given.accounts)
    head = (
        "Đã khôi phục. Các máy tự gửi lại phần sau bản sao khi bật lên."
        " / Restored; the machines send again what came after the backup."
    )
    return [asdict(one) for one in made], f'{head}\n{_founded(made)}'


def _secret(given: argparse.Namespace, *, is_new: bool) -> 'Secret':
    """What opens the backup: a key file, made at the first backup, or a passphrase, typed twice when it is new."""
    from sync.centre.sealed_file import Secret  # noqa: PLC0415  # slow, seldom needed

    if given.key is None:
        typed = getpass.getpass("Câu mật của bản sao / the backup's passphrase: ")
        if is_new and getpass.getpass("Gõ lại / once more: ") != typed:
            raise Refusal('centre.passphrase_twice')
        return Secret.typed(typed)
    kept = read_secret(given.key)
    if kept is None and is_new:
        make_secret(given.key)
        kept = read_secret(given.key)
    if kept is None:
        raise Trouble('centre.no_key', file=str(given.key))
    return Secret(kept, is_passphrase=False)


def _founded(made: Sequence[Any]) -> str:
    lines = ["Trung tâm đã sẵn sàng. / The centre is ready."]
    for one in made:
        new = "mật khẩu mới / new password" if one.is_new else "mật khẩu cũ / password kept"
        lines.append(f'  {one.device} ({one.kind}, {new}):\n    [store]\n    device = "{one.device}"')
        lines.append(f'    centre = "{one.address}"')
        if one.key is not None:
            lines.append(f'    centre_key = "{one.key}"')
    return '\n'.join(lines)


VERBS: Mapping[str, tuple[str, _Verb]] = {
    'init-centre': ("lập máy chủ chung cho nhiều máy / set up the centre's PostgreSQL and its accounts", _init),
    'backup-centre': ("sao lưu máy chủ trung tâm / back up the centre's server", _backup),
    'restore-centre': ("khôi phục máy chủ trung tâm / restore the centre's server", _restore),
}
