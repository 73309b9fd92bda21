"""The courier: tells the province what it is owed, and writes down what the province says."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from office import codec, dossier_facts, facts
from office.desk.province import COURIER, ProvinceWord
from office.dossier import Dossier
from office.errors import Problem, Refusal, Trouble
from office.numbers import REFILL_BELOW
from office.papers import ResultFile, SupplementItem
from office.procedure import Procedure
from office.workdays import local_day
from sync import chain, lanes, rows
from sync.dossier_report import report_of
from sync.lanes import Item
from sync.province import protocol
from sync.province.protocol import JSON, Province
from sync.province.record import dossier_record
from sync.province.validation import problems
from sync.store import Store

# an hour of a busy counter's receptions; then what a day and several days without the province leave waiting. Steps,
# so that a request whose answer was lost is asked again for as many; 500 is the most the province gives at once
_BLOCKS = (20, 100, 500)
_FEED_PIECE = 100
_FEED = 'province'


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """One machine's courier; one thread runs its passes."""

    store: Store
    province: Province
    agency: str
    supplements: bool = True

    def run_once(self) -> list[Problem]:
        """One pass over codes, facts, pages and the province's news; none of them stops the others.

        Returns:
            The problems met on the way, for the log; a refused dossier is parked and not among them.
        """
        met: list[Problem] = []
        for part in (self.refill, self.pull):
            try:
                part()
            except Problem as problem:
                met.append(problem)
        for lane, send in (('facts', self._send_fact), ('pages', self._send_page)):
            met += self._lane(lane, send)
        return met

    def refill(self) -> None:
        """Reserve a block of codes when few are left; dossiers that wait for a code get theirs first."""
        today = local_day(self.store.clock.now())
        with self.store.read() as books:
            left = books.connection.execute(
                'SELECT coalesce(sum(left), 0) FROM codes WHERE usable_on IS NULL OR usable_on = ?',
                (today.isoformat(),),
            ).fetchone()[0]
            waiting = len(books.uncoded_dossiers())
            blocks = books.connection.execute('SELECT count(*) FROM codes').fetchone()[0]
        if left >= REFILL_BELOW and not waiting:
            return
        # the same key until a block is written down: an answer that was lost is answered with the same block again
        size = next((size for size in _BLOCKS if size >= waiting), _BLOCKS[-1])
        key = f'{self.store.settings.device}:{today}:{blocks}:{size}'
        block = self.province.reserve_codes(size, key=key, day=today)
        word = ProvinceWord(self.store, self.store.ids)
        word.reserve(
            f'codes:{block.id}',
            prefix=block.prefix,
            first=block.first,
            last=block.last,
            width=block.width,
            usable_on=block.usable_on,
        )

    def pull(self) -> None:
        """Write down what happened at the province since the cursor; the cursor follows its facts."""
        with self.store.read() as books:
            row = books.connection.execute('SELECT value FROM cursor WHERE feed = ?', (_FEED,)).fetchone()
        cursor, more = (str(row[0]) if row else ''), True
        while more:
            news = self.province.changes(cursor, _FEED_PIECE)
            for change in news.items:
                self._note(change)
            more, cursor = news.more and news.cursor != cursor, news.cursor
            with self.store.change(COURIER) as books:
                books.connection.execute(
                    'INSERT INTO cursor (feed, value, at) VALUES (?, ?, ?) ON CONFLICT (feed)'
                    ' DO UPDATE SET value = excluded.value, at = excluded.at',
                    (_FEED, cursor, codec.moment(self.store.clock.now())),
                )

    def _note(self, change: protocol.Change) -> None:
        word = ProvinceWord(self.store, self.store.ids)
        at = change.at or self.store.clock.now()
        match change:
            case protocol.StateChanged(status=status, note=note, due_at=due_at):
                word.state(change.dossier, status, note=note, happened_at=at, due_at=due_at)
            case protocol.SupplementAsked(papers=papers, reason=reason, serial=serial):
                asked = [SupplementItem(component=one.component, name=one.name, what=one.what) for one in papers]
                word.supplement(change.dossier, asked, reason=reason, serial=serial)
            case protocol.ResultIssued(results=results):
                word.result(change.dossier, [self._fetched(one) for one in results], happened_at=at)
            case _:
                kind = type(change).__name__
                with self.store.change(COURIER) as books:
                    books.record(f'stray:{change.dossier}', facts.StrayReported(code=change.dossier, change=kind))

    def _fetched(self, result: protocol.IssuedResult) -> ResultFile:
        pages = self.store.pages()
        if result.digest and not pages.holds(result.digest):
            content = self.province.download(result.digest)
            if sha256(content).hexdigest() != result.digest:
                raise Trouble('province.garbled', what='digest')
            pages.keep(content)
        return ResultFile(code=result.code, name=result.name, digest=result.digest, size=result.size)

    def _lane(self, lane: str, send: Callable[[Item], str]) -> list[Trouble]:
        """Send what is due; trouble ends the lane's pass, a refusal only the item's."""
        while item := lanes.lease(self.store, lane, self.store.settings.device):
            try:
                body: facts.FactBody = facts.ProvinceReceipt(item=item.id, digest=item.digest, receipt=send(item))
            except Refusal as refusal:
                said = str(refusal.params.get('message', refusal))
                body = facts.ProvinceRefusal(item=item.id, code=refusal.code, message=said)
            except Trouble as trouble:
                lanes.put_off(self.store, item, trouble)
                return [trouble]
            with self.store.change(COURIER) as books:
                books.record(item.subject, body)
        return []

    def _send_page(self, item: Item) -> str:
        content = self.store.pages().get(item.digest)
        return self.province.upload(content, digest=item.digest, name=f'{item.digest}.pdf').digest

    def _send_fact(self, item: Item) -> str:
        record, updating = self._record(item)
        wrong = problems(record)
        if wrong:
            raise Refusal('courier.invalid', message='; '.join(str(one) for one in wrong))
        receipt = self.province.send_dossier(record, updating=updating, key=item.id)
        if not receipt.confirms and self.province.find_dossier(str(record['MaHoSo'])) != record:
            raise Trouble('province.no_answer')
        return receipt.number

    def _record(self, item: Item) -> tuple[dict[str, JSON], bool]:
        with self.store.read() as books:
            dossier: Dossier | None = None
            condition = 'WHERE subject = ? AND seq <= ? ORDER BY seq'
            for fact in chain.facts(books.connection, condition, item.subject, item.fact):
                dossier = dossier_facts.apply(dossier, fact.subject, fact.body, at=fact.at, actor=fact.actor)
            now = rows.read(books.connection, Dossier, item.subject)
            if dossier is None or now is None:
                raise Refusal('dossier.unknown', dossier=item.subject)
            text = books.connection.execute(
                'SELECT body FROM procedure WHERE code = ? AND version = ?',
                (dossier.procedure, dossier.procedure_version),
            ).fetchone()
            told = books.connection.execute(
                "SELECT 1 FROM outbox WHERE subject = ? AND lane = 'facts' AND state = 'done'", (item.subject,)
            ).fetchone()
        if text is None:
            raise Refusal('procedure.unknown', procedure=dossier.procedure)
        report = report_of(dossier, codec.load(Procedure, text[0]), code=now.code, agency=self.agency)
        return dossier_record(report, link=self.province.link, supplements=self.supplements), told is not None
