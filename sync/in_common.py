"""What this machine knows that the centre's other machines know too, for the time when the server is away.

Other machines' facts came from the centre; of our own, those that it has acknowledged.
"""

from collections.abc import Iterator
from datetime import date

from office import codec
from office.facts import LoginSucceeded, Priority
from office.spread import KNOWN_FOR, Common, Issue, Seat, Seen
from sync.connection import Connection

# the cursor of the store that says up to which of our own facts the centre has acknowledged them
SENT = 'centre.sent'

_SENT = f"(SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM cursor WHERE feed = '{SENT}')"  # noqa: S608  # our own names
_COMMON = f'(p.home IS NOT NULL OR f.seq <= {_SENT})'
_FACTS = 'fact f LEFT JOIN placed p ON p.fact = f.seq'
# the last one at each counter
_LOGINS = (
    f'SELECT f.device, f.actor, f.body, max(f.at) FROM {_FACTS}'  # noqa: S608  # our own names
    f" WHERE f.kind = 'LoginSucceeded' AND f.at >= ? AND {_COMMON} GROUP BY f.device, json_extract(f.body, '$.counter')"
)
_LAST_SIGN = (
    f"SELECT f.at FROM {_FACTS} WHERE f.device = ? AND f.actor GLOB 'officer:*' AND {_COMMON}"  # noqa: S608  # our own names
    ' ORDER BY f.seq DESC LIMIT 1'
)
_ISSUED = (
    "SELECT t.id, f.device, json_extract(t.body, '$.service'), json_extract(t.body, '$.priority') FROM ticket t"  # noqa: S608  # our own names
    " JOIN fact f ON f.subject = t.id AND f.kind = 'TicketIssued' LEFT JOIN placed p ON p.fact = f.seq"
    f' WHERE t.day = ? AND {_COMMON} ORDER BY f.device, coalesce(p.home, f.seq)'
)
_OURS = (
    "SELECT t.id FROM ticket t WHERE t.day = ? AND t.state = 'waiting' AND EXISTS"  # noqa: S608  # our own names
    f' (SELECT 1 FROM {_FACTS} WHERE f.subject = t.id AND NOT {_COMMON})'
)


def in_common(connection: Connection, machine: str, day: date) -> Common:
    """What all machines of the centre know of a local day's numbers and of the counters."""
    issued = connection.execute(_ISSUED, (day.isoformat(),))
    return Common(
        machine=machine,
        counters=tuple(sorted(_counters(connection, day), key=lambda one: one.seat)),
        issued=tuple(
            Issue(ticket=ticket, machine=device, service=service, priority=Priority(priority))
            for ticket, device, service, priority in issued
        ),
        ours=frozenset(ticket for (ticket,) in connection.execute(_OURS, (day.isoformat(),))),
    )


def _counters(connection: Connection, day: date) -> Iterator[Seen]:
    logins = connection.execute(_LOGINS, ((day - KNOWN_FOR).isoformat(),)).fetchall()
    signs = {device: connection.execute(_LAST_SIGN, (device,)).fetchone()[0] for device in {row[0] for row in logins}}
    sits_since: dict[tuple[str, str], str] = {}
    for device, actor, _body, at in logins:
        sits_since[device, actor] = max(at, sits_since.get((device, actor), ''))
    for device, actor, body, at in logins:
        login = codec.load(LoginSucceeded, body)
        # a counter that was given another name is left by whoever logged in under the new one
        last = signs[device] if at == sits_since[device, actor] else at
        yield Seen(seat=Seat(device, login.counter), services=frozenset(login.services), at=codec.at(last))
