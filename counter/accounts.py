"""Officers' accounts as an administrator makes and changes them on the command line."""

import getpass
import sys
from argparse import Namespace

from counter.texts import sentence
from office.command import DONE, REFUSED
from office.desk.supervising import Supervising
from office.errors import Refusal
from office.officer import Officer, Right


def change(supervising: Supervising, called: Namespace, agency: str) -> int:
    """Make the account that ``called.enrol`` names, or change the one of ``called.revise``; says how it is now.

    The password of a new one is asked for, never an argument.
    """
    try:
        known = _enrolled(supervising, called, agency) if called.enrol else _revised(supervising, called)
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)  # noqa: T201 - a console command
        return REFUSED
    state = "đã đóng / shut" if known.is_shut else ', '.join(known.rights) or "không có quyền nào / no rights"
    print(f'{known.login}  {known.name}  {state}')  # noqa: T201 - a console command
    return DONE


def _enrolled(supervising: Supervising, called: Namespace, agency: str) -> Officer:
    return supervising.enrol(
        called.enrol,
        called.name or called.enrol,
        getpass.getpass("Mật khẩu / password: "),
        position='',
        agency=agency,
        rights=_rights(called.rights or ('receive', 'return')),
        by='system',
    )


def _revised(supervising: Supervising, called: Namespace) -> Officer:
    return supervising.revise(
        called.revise,
        by='system',
        rights=_rights(called.rights) if called.rights is not None else None,
        new_login=called.login,
        is_shut=called.shut,
    )


def _rights(names: list[str] | tuple[str, ...]) -> list[Right]:
    return [Right(name) for name in names]
