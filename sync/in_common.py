"""What this machine knows that the centre's other machines know too, for the time when the server is away.

Other machines' facts came from the centre; of our own, those that it has acknowledged.
"""

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
    f"SELECT f.device, f.body, max(f.at) FROM {_FACTS} WHERE f.kind = 'LoginSucceeded' AND f.at >= ? AND {_COMMON}"  # noqa: S608  # our own names
    " GROUP BY f.device, json_extract(f.body, '$.counter')"
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
    counters: dict[Seat, frozenset[str]] = {}
    for device, body, _at in connection.execute(_LOGINS, ((day - KNOWN_FOR).isoformat(),)):
        login = codec.load(LoginSucceeded, body)
        counters[Seat(device, login.counter)] = frozenset(login.services)
    signs = {
        device: codec.at(connection.execute(_LAST_SIGN, (device,)).fetchone()[0])
        for device in {seat.machine for seat in counters}
    }
    issued = connection.execute(_ISSUED, (day.isoformat(),))
    return Common(
        machine=machine,
        counters=tuple(Seen(seat=seat, services=of, at=signs[seat.machine]) for seat, of in sorted(counters.items())),
        issued=tuple(
            Issue(ticket=ticket, machine=device, service=service, priority=Priority(priority))
            for ticket, device, service, priority in issued
        ),
        ours=frozenset(ticket for (ticket,) in connection.execute(_OURS, (day.isoformat(),))),
    )
