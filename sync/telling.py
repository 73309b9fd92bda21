"""What one owed fact tells the province: the dossier as it stood then, and the step that the fact was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from office import codec
from office.dossier import Dossier
from office.errors import Refusal, Trouble
from office.facts import Fact
from office.procedure import Procedure
from sync import merged, rows
from sync.books import StoreBooks
from sync.dossier_report import never_received, report_of, step_of
from sync.lanes import Item
from sync.province.protocol import JSON, Province
from sync.province.record import dossier_record, progress_item
from sync.province.report import ReportedProcedure
from sync.province.validation import problems
from sync.store import Store

# code and name of a procedure's field as the province publishes them, by the procedure's code
FieldCache = dict[str, tuple[str, str]]


class Unasked(FieldCache):
    """A cache for who can't ask the province: every field that the catalogue leaves out stays open."""

    def __missing__(self, _code: str) -> tuple[str, str]:
        return '', ''

    def __contains__(self, _code: object) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A record to be sent, whether the province had one before, and the step to be told after it."""

    record: dict[str, JSON]
    updating: bool
    step: dict[str, JSON] | None


def message(
    store: Store, province: Province, item: Item, *, agency: str, supplements: bool, fields: FieldCache
) -> Message | None:
    """The message of an item; None when its dossier ended before the province could know it.

    Args:
        store: where the facts are.
        province: asked for the field of a procedure whose own data names none.
        item: what is owed.
        agency: the name of the handling unit.
        supplements: False for a province that refuses DanhSachHoSoBoSung.
        fields: what the province said of fields before.

    Raises:
        Refusal: ``dossier.unknown``, ``procedure.unknown`` or what ``report_of`` refuses.
        Trouble: as the province.
    """
    with store.read() as books:
        dossier, fact = _as_it_stood(books, item)
        now = rows.read(books.connection, Dossier, item.subject)
        if dossier is None or fact is None or now is None:
            raise Refusal('dossier.unknown', dossier=item.subject)
        if never_received(now):
            return None
        procedure = _procedure(books, dossier)
        told = books.connection.execute(
            "SELECT 1 FROM outbox WHERE subject = ? AND lane = 'facts' AND state = 'done'", (item.subject,)
        ).fetchone()
        names = _names(books, fact.actor, *(one.requested_by for one in dossier.supplements))
    listed = ReportedProcedure(
        code=dossier.procedure,
        name=dossier.procedure_name,
        field_code=procedure.field_code,
        field_name=procedure.field,
    )
    if not (listed.field_code and listed.field_name):
        listed = _with_field(listed, province, fields)
    told_of = report_of(dossier, listed, code=now.code, agency=agency, names=lambda actor: names.get(actor, ''))
    step = step_of(fact, dossier, code=now.code, names=lambda actor: names.get(actor, ''))
    return Message(
        record=dossier_record(told_of, link=province.link, supplements=supplements),
        updating=told is not None,
        step=progress_item(step) if step is not None else None,
    )


def _as_it_stood(books: StoreBooks, item: Item) -> tuple[Dossier | None, Fact | None]:
    row, fact = merged.as_it_stood(books.connection, item.subject, item.fact)
    return row if isinstance(row, Dossier) else None, fact


def _procedure(books: StoreBooks, dossier: Dossier) -> Procedure:
    text = books.connection.execute(
        'SELECT body FROM procedure WHERE code = ? AND version = ?', (dossier.procedure, dossier.procedure_version)
    ).fetchone()
    if text is None:
        raise Refusal('procedure.unknown', procedure=dossier.procedure)
    return codec.load(Procedure, text[0])


def _names(books: StoreBooks, *actors: str) -> dict[str, str]:
    found = {actor: merged.name_of(books.connection, actor) for actor in set(actors)}
    return {actor: name for actor, name in found.items() if name}


def _with_field(listed: ReportedProcedure, province: Province, fields: FieldCache) -> ReportedProcedure:
    """The procedure with its field as the province publishes it (LayThuTuc); asked once while the courier runs."""
    if listed.code in fields:
        code, name = fields[listed.code]
    else:
        code, name = _field_of(province.procedure(listed.code) or {})
        # what the province left out today it may know tomorrow, and a courier runs for months
        if code and name:
            fields[listed.code] = code, name
    return replace(listed, field_code=listed.field_code or code, field_name=listed.field_name or name)


def deliver(
    province: Province, record: dict[str, JSON], *, updating: bool, step: dict[str, JSON] | None, key: str
) -> str:
    """Send a record and then its step, and return the number of the province's receipt.

    Raises:
        Refusal: ``courier.invalid`` for a record that the portal's own rules refuse, or the province's refusal.
        Trouble: as the province; ``province.no_answer`` when its yes names nothing and it doesn't hold the dossier.
    """
    record = {name: value for name, value in record.items() if name not in province.can.left_out}
    wrong = [one for one in problems(record) if one.field not in province.can.left_out]
    if wrong:
        raise Refusal('courier.invalid', message='; '.join(f'{one.field} ({one.code})' for one in wrong))
    receipt = province.send_dossier(record, updating=updating, key=key)
    if not receipt.confirms and province.can.lookup:
        held = province.find_dossier(str(record['MaHoSo']))
        # looked up because nothing else proves it: one of another code proves nothing
        if held is None or held.get('MaHoSo', record['MaHoSo']) != record['MaHoSo']:
            raise Trouble('province.no_answer')
    if step is not None and province.can.steps:
        province.send_progress([step], key=f'{key}:step')
    return receipt.number


def with_field(record: dict[str, JSON], province: Province, fields: FieldCache) -> dict[str, JSON]:
    """A written record with the field that its writer couldn't ask for."""
    listed = ReportedProcedure(
        code=str(record['MaTTHC']),
        name=str(record['TenTTHC']),
        field_code=str(record['MaLinhVuc']),
        field_name=str(record['TenLinhVuc']),
    )
    if listed.field_code and listed.field_name:
        return record
    found = _with_field(listed, province, fields)
    return {**record, 'MaLinhVuc': found.field_code, 'TenLinhVuc': found.field_name}


def _field_of(published: Mapping[str, JSON]) -> tuple[str, str]:
    listed = published.get('LINHVUCTHUCHIEN')
    first = listed[0] if isinstance(listed, list) and listed else None
    if not isinstance(first, dict):
        return '', ''
    return str(first.get('MALINHVUC') or ''), str(first.get('TENLINHVUC') or '')
