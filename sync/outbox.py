"""What the province must still be told: rows that come and go in the same transaction as the facts they follow from.

    waiting --lease--> sending --receipt--> done
       ^                  |----refusal----> parked --resent--> waiting
       |                                    done --forgotten by the province--> waiting
       '---lease over-----'

Only a fact moves an item to ``done`` or ``parked`` or back; leases and back-off are the courier's. An item of the lane
``facts`` bears its fact's id and digest; one of the lane ``pages`` the digest of a file that the fact owes; one of the
lane ``ratings`` stands for a month's figure of which its fact is a part, and waits until the month is over; one of
the lane ``answers`` is an answer to a question of the portal's.
"""

from office import codec, facts, told
from office.errors import Refusal
from office.rating import closes_at
from sync.connection import Connection

_OWE = (
    'INSERT INTO outbox (id, lane, state, subject, fact, digest, size, since, next_at)'
    " VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, ?) ON CONFLICT (subject, lane, digest) DO NOTHING"
)
_About = facts.ProvinceReceipt | facts.ProvinceRefusal | facts.ItemResent | facts.NothingToTell | facts.ProvinceForgot
# what stands in no list yet: a rating whose month isn't over
NOT_YET = "(o.lane = 'ratings' AND o.state = 'waiting' AND o.next_at > :now)"
Item = tuple[str, str, str, int, str, int, str, str]


def owed(fact: facts.Fact, size: int) -> list[Item]:
    """The rows a fact owes: itself where ``office.told`` says so, and each of its files once.

    Args:
        fact: the recorded fact.
        size: how many bytes its body has as JSON.
    """
    since = codec.moment(fact.at)
    items: list[Item] = []
    if told.owes_message(fact.body):
        items.append((fact.id, 'facts', fact.subject, fact.seq, fact.digest, size, since, since))
    if told.owes_figure(fact.body):
        due = codec.moment(closes_at(fact.at))
        items.append((fact.id, 'ratings', fact.subject, fact.seq, fact.digest, size, since, due))
    if told.owes_answer(fact.body):
        items.append((fact.id, 'answers', fact.subject, fact.seq, fact.digest, size, since, since))
    digests = {file.digest: file.size for file in told.files_owed(fact.body)}
    for position, (digest, length) in enumerate(digests.items(), start=1):
        items.append((f'{fact.id}:{position}', 'pages', fact.subject, fact.seq, digest, length, since, since))
    return items


def owe(connection: Connection, items: list[Item]) -> None:
    """Write the rows; a file that its dossier already owed or sent is not owed again."""
    for item in items:
        connection.execute(_OWE, item)


def check(connection: Connection, subject: str, body: facts.FactBody) -> None:
    """Refuse a fact about an item of its subject that doesn't stand so; nothing is written.

    Raises:
        Refusal: ``outbox.unknown``, ``outbox.digest`` when the province confirms another content than was sent,
            ``outbox.done`` when it was confirmed before, ``outbox.not_parked`` when what is to be resent isn't parked,
            ``outbox.not_done`` when what is said to be forgotten was never confirmed.
    """
    if not isinstance(body, _About):
        return
    found = connection.execute(
        'SELECT state, digest FROM outbox WHERE id = ? AND subject = ?', (body.item, subject)
    ).fetchone()
    if found is None:
        _must_be_anothers(connection, body)
        return
    state, digest = found
    if isinstance(body, facts.ProvinceReceipt) and body.digest != digest:
        raise Refusal('outbox.digest', item=body.item)
    if isinstance(body, facts.ItemResent) and state != 'parked':
        raise Refusal('outbox.not_parked', item=body.item)
    if isinstance(body, facts.ProvinceForgot):
        if state != 'done':
            raise Refusal('outbox.not_done', item=body.item)
        return
    if not isinstance(body, facts.ItemResent) and state == 'done':
        raise Refusal('outbox.done', item=body.item)


def follow(connection: Connection, fact: facts.Fact) -> None:
    """Move the item that a fact is about."""
    match fact.body:
        case facts.ProvinceReceipt(item=item, receipt=receipt):
            _settle(connection, item, 'done', receipt=receipt)
        case facts.ProvinceRefusal(item=item, code=code, message=message):
            _settle(connection, item, 'parked', answer=f'{code}: {message}')
        case facts.NothingToTell(item=item):
            _settle(connection, item, 'done')
        case facts.ItemResent(item=item) | facts.ProvinceForgot(item=item):
            # a month that isn't over is told no sooner for being sent again
            connection.execute(
                "UPDATE outbox SET state = 'waiting', tries = 0, receipt = '',"
                " next_at = CASE lane WHEN 'ratings' THEN max(next_at, :at) ELSE :at END WHERE id = :item",
                {'at': codec.moment(fact.at), 'item': item},
            )
        case _:
            pass


def _must_be_anothers(connection: Connection, body: _About) -> None:
    """An item that isn't here must be a file that another machine of the centre owes, and this one sent."""
    fact = body.item.partition(':')[0]
    found = connection.execute(
        'SELECT 1 FROM fact JOIN placed p ON p.fact = fact.seq WHERE fact.id = ? AND p.home IS NOT NULL', (fact,)
    )
    if not isinstance(body, facts.ProvinceReceipt | facts.ProvinceRefusal) or found.fetchone() is None:
        raise Refusal('outbox.unknown', item=body.item)


def _settle(connection: Connection, item: str, state: str, *, receipt: str = '', answer: str = '') -> None:
    connection.execute(
        "UPDATE outbox SET state = ?, receipt = ?, answer = ?, leased_by = '', leased_until = NULL WHERE id = ?",
        (state, receipt, answer, item),
    )
