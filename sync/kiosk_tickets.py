"""The tickets of which nobody knows whether they came out, of whatever machine of the centre."""

from office import facts
from office.slip_job import SlipJob, UnsureTicket
from office.ticket import Ticket
from sync import chain, rows
from sync.connection import telling
from sync.store import Store


def unsure_tickets(store: Store) -> list[UnsureTicket]:
    """Every one that a person must settle, the oldest first.

    Raises:
        Trouble: what ``telling`` tells.
    """
    connection = store.connect(reads_only=True)
    try:
        with telling():
            found = []
            for job in rows.select(connection, SlipJob, "WHERE state = 'unknown' ORDER BY rowid"):
                ticket = rows.read(connection, Ticket, job.about) if job.slip == 'ticket' else None
                said = list(chain.facts(connection, 'WHERE subject = ? ORDER BY seq', job.id)) if ticket else []
                unsure = [fact for fact in said if isinstance(fact.body, facts.SlipUnsure)]
                if ticket is not None and unsure:
                    kiosk = unsure[-1].actor.removeprefix('kiosk:')
                    found.append(UnsureTicket(job=job, ticket=ticket, kiosk=kiosk, since=unsure[-1].at))
            return found
    finally:
        connection.close()
