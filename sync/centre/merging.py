"""Facts of other machines taken into this one's store: kept as they are, and folded in the centre's order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlcipher3 import dbapi2 as sqlcipher

from office import codec, facts
from office.desk.judging import JUDGE
from office.desk.province import COURIER
from office.errors import Refusal
from office.facts import Fact
from office.fold import Subject, step, table_of
from office.officer import Officer
from sync import chain, merged, outbox, rows, unjudged
from sync.books import StoreBooks
from sync.merged import Known

# an item whose fact is void waits for a person under this answer
CROSSED = 'centre.crossed: '
# what these find or hear crosses nobody's work
_NO_PEOPLE = frozenset({COURIER, JUDGE})

_PLACE = (
    'INSERT INTO placed (fact, home, place) VALUES (?, ?, ?) ON CONFLICT (fact) DO UPDATE SET place = excluded.place'
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact as the centre gives it: its place there, and its row as its own machine wrote it."""

    place: int
    row: chain.Row


@dataclass(slots=True)
class Merging:
    """One transaction's taking in; call ``take`` for each fact in the order of places, then ``settle``."""

    books: StoreBooks
    # subjects to be folded anew, each with the facts of others that came before our own unplaced ones
    _anew: dict[str, list[Fact]] = field(default_factory=dict)
    # our own unplaced facts of these subjects, as they stood when the first of those came
    _ours: dict[str, list[Fact]] = field(default_factory=dict)

    def take(self, placed: Placed) -> None:
        """Take in one fact; one that is here already only learns its place.

        Raises:
            Refusal: ``centre.differs`` when it is here with another content, ``centre.altered`` when its digest is
                wrong, ``centre.same_device`` when another machine speaks under our name.
        """
        connection, row = self.books.connection, placed.row
        fact, device, digest = row[1], row[8], row[11]
        known = connection.execute('SELECT seq, digest, subject FROM fact WHERE id = ?', (fact,)).fetchone()
        if known is not None:
            if known[1] != digest:
                raise Refusal('centre.differs', fact=fact)
            connection.execute(_PLACE, (known[0], None, placed.place))
            if self._has_others(known[2]):
                self._anew.setdefault(known[2], [])
            return
        if device == self.books.device:
            raise Refusal('centre.same_device', device=device)
        if chain.digest_of(row) != digest:
            raise Refusal('centre.altered', fact=fact)
        self._keep(placed)

    def settle(self) -> list[Fact]:
        """Fold what came to stand otherwise, and tell what crossed; returns the facts that tell it."""
        told: list[Fact] = []
        for subject, theirs in self._anew.items():
            told += self._fold_anew(subject, theirs)
        self._anew.clear()
        self._ours.clear()
        return told

    def _keep(self, placed: Placed) -> None:
        connection = self.books.connection
        (top,) = connection.execute('SELECT coalesce(max(seq), 0) FROM fact').fetchone()
        row = (top + 1, *placed.row[1:])
        subject = str(row[4])
        waiting = self._unplaced(subject) if merged.is_shared(subject) else []
        chain.append(connection, row)
        connection.execute(_PLACE, (top + 1, placed.row[0], placed.place))
        if not merged.is_shared(subject):
            return
        fact = chain.fact_of(row)
        if waiting or subject in self._anew:
            self._anew.setdefault(subject, []).append(fact)
            self._ours.setdefault(subject, waiting)
        else:
            self._move(Known(fact=fact, home=placed.row[0]))

    def _move(self, known: Known) -> None:
        """The usual case: nothing of ours is under way, and the row goes on by one step."""
        fact = known.fact
        kind = table_of(fact.subject)
        if kind is Officer:
            # her row may be missing because another account had her login name
            self._anew.setdefault(fact.subject, []).append(fact)
            return
        before = rows.read(self.books.connection, kind, fact.subject) if kind else None
        try:
            after = step(before, fact)
        except Refusal:
            # void where it stands: its own machine tells so
            return
        if after is not None and self._write(before, after):
            outbox.owe(self.books.connection, merged.owed(fact, _size(fact), known.home))
            outbox.follow(self.books.connection, fact)
            unjudged.follow(self.books.connection, fact)

    def _fold_anew(self, subject: str, theirs: Sequence[Fact]) -> Iterator[Fact]:
        connection = self.books.connection
        recorded = merged.of_subject(connection, subject)
        row, void = merged.folded(recorded)
        kind = table_of(subject)
        before = rows.read(connection, kind, subject) if kind else None
        if row is not None and row != before:
            self._write(before, row)
        lost = {known.fact.id for known in void}
        for known in recorded:
            if known.home is not None and known.fact.id not in lost:
                outbox.owe(connection, merged.owed(known.fact, _size(known.fact), known.home))
        for fact in theirs:
            if fact.id not in lost:
                outbox.follow(connection, fact)
                unjudged.follow(connection, fact)
        self._park({known.fact.seq for known in void}, subject)
        yield from self._crossings(subject, [known.fact for known in void if known.home is None], theirs)

    def _crossings(self, subject: str, void: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Fact]:
        first = theirs[0].id if theirs else ''
        for fact in void:
            yield from self._tell(subject, fact, first, void=True)
        lost = {fact.id for fact in void}
        ours = [fact for fact in self._ours.get(subject, ()) if fact.actor not in _NO_PEOPLE and fact.id not in lost]
        by_people = [fact for fact in theirs if fact.actor not in _NO_PEOPLE]
        # what the province says crosses people's work all day and harms nothing where both may happen
        # an officer who logs in at two counters has done nothing that anybody must look at
        if ours and by_people and table_of(subject) is not Officer:
            yield from self._tell(subject, ours[0], by_people[0].id, void=False)

    def _tell(self, subject: str, mine: Fact, theirs: str, *, void: bool) -> Iterator[Fact]:
        about = merged.crossing_of(mine.id)
        body = facts.FactsCrossed(about=subject, kind=mine.kind, mine=mine.id, theirs=theirs, void=void)
        told = chain.facts(self.books.connection, 'WHERE subject = ?', about)
        if not any(isinstance(one.body, facts.FactsCrossed) and one.body.void == void for one in told):
            yield self.books.record(about, body)

    def _park(self, void: set[int], subject: str) -> None:
        """What a void fact owes waits for a person; what counts after all is owed again."""
        connection = self.books.connection
        for item, fact, state, answer in connection.execute(
            "SELECT id, fact, state, answer FROM outbox WHERE subject = ? AND state <> 'done'", (subject,)
        ).fetchall():
            if fact in void and state in ('waiting', 'sending'):
                changed = ('parked', CROSSED, item)
            elif fact not in void and (state, answer) == ('parked', CROSSED):
                changed = ('waiting', '', item)
            else:
                continue
            connection.execute('UPDATE outbox SET state = ?, answer = ? WHERE id = ?', changed)

    def _write(self, before: Subject | None, after: Subject) -> bool:
        """Write a row; False where another row has what must be unique, which the audit then shows."""
        connection = self.books.connection
        self.books.held.pop(after.id, None)
        connection.execute('SAVEPOINT row')
        try:
            rows.write(connection, before, after)
        except sqlcipher.IntegrityError:
            connection.execute('ROLLBACK TO row')
            self._tell_unwritten(after.id)
            return False
        finally:
            connection.execute('RELEASE row')
        return True

    def _tell_unwritten(self, subject: str) -> None:
        about = merged.crossing_of(subject)
        if not any(chain.rows(self.books.connection, 'WHERE subject = ?', about)):
            body = facts.FactsCrossed(about=subject, kind='', mine='', theirs='', void=True)
            self.books.record(about, body)

    def _unplaced(self, subject: str) -> list[Fact]:
        """Our own facts of a subject that we have not found in the centre yet."""
        return list(
            chain.facts(
                self.books.connection,
                'WHERE subject = ? AND NOT EXISTS (SELECT 1 FROM placed p WHERE p.fact = fact.seq'
                ' AND (p.place IS NOT NULL OR p.home IS NOT NULL)) ORDER BY seq',
                subject,
            )
        )

    def _has_others(self, subject: str) -> bool:
        if not merged.is_shared(subject):
            return False
        found = self.books.connection.execute(
            'SELECT 1 FROM fact JOIN placed p ON p.fact = fact.seq'
            ' WHERE fact.subject = ? AND p.home IS NOT NULL LIMIT 1',
            (subject,),
        )
        return found.fetchone() is not None


def _size(fact: Fact) -> int:
    return len(codec.dump(fact.body).encode()) if not isinstance(fact.body, chain.Unread) else len(fact.body.text)
