"""The books of a soak laid side by side: every line on one side has its line on the others, to the last one."""

from collections import Counter
from collections.abc import Callable, Iterator

from office import facts
from office.dossier import DossierState
from tests.soak.comparing import Line, both, in_centre, line, missing, only, own, rows, rows_agree, twice, witnessed
from tests.soak.ledgers import Ledgers
from tests.soak.officials import came_in

# codes, each by its prefix and number
Numbers = Counter[tuple[str, int]]


def balanced(ledgers: Ledgers) -> list[Line]:
    """Every book."""
    return [make(ledgers) for make in _BOOKS]


def _tickets(of: Ledgers) -> Line:
    issued = {fact.subject: fact for fact in of.own(facts.TicketIssued)}
    seen = witnessed(of, 'ticket')
    labels = {
        ticket: f'{fact.body.series}{fact.body.number:03d}'
        for ticket, fact in issued.items()
        if isinstance(fact.body, facts.TicketIssued)
    }
    wrong = [
        *missing('issued, and in no store', seen, issued),
        *only(of, 'ticket', 'in a store, and nobody was given it', set(issued) - set(seen)),
        *both('stores', issued, 'centre', in_centre(of, 'TicketIssued')),
        *twice('number given twice', labels.values()),
        *(
            f'label of {one}: shown {said[0]["label"]}, kept {labels[one]}'
            for one, said in seen.items()
            if one in labels and said[0]['label'] != labels[one]
        ),
    ]
    for device, books in of.machines.items():
        wrong += both('issued', issued, f'rows of {device}', books.tickets)
    wrong += rows_agree(of, lambda books: books.tickets, list(of.machines))
    return line('tickets', wrong, people=len(seen), machines=len(issued), centre=len(in_centre(of, 'TicketIssued')))


def _dossiers(of: Ledgers) -> Line:
    opened, accepted = own(of, facts.DossierOpened), own(of, facts.DossierAccepted)
    now = rows(of)
    held = dict.fromkeys(of.province.records, 1)
    codes = {now[one].code: one for one in accepted if one in now}
    wrong = [
        *missing('opened, and in no store', witnessed(of, 'opened'), opened),
        *missing('received, and in no store', witnessed(of, 'accepted'), accepted),
        *missing('returned, and in no store', witnessed(of, 'returned'), own(of, facts.ResultReturned)),
        *missing('supplemented, and in no store', witnessed(of, 'supplemented'), own(of, facts.SupplementReceived)),
        *missing('refused, and in no store', witnessed(of, 'refused'), own(of, facts.DossierRefused)),
        *only(of, 'accepted', 'received, and nobody did it', set(accepted) - set(witnessed(of, 'accepted'))),
        *both('stores', accepted, 'centre', in_centre(of, 'DossierAccepted')),
        *both('received', codes, 'province', held),
        *(f'{one} has no official code' for one in accepted if one in now and now[one].provisional),
    ]
    counters = [device for device in of.machines if device.startswith('Q')]
    wrong += rows_agree(of, lambda books: books.dossiers, counters)
    people, centre = len(witnessed(of, 'accepted')), len(in_centre(of, 'DossierAccepted'))
    return line('dossiers received', wrong, people=people, machines=len(accepted), centre=centre, province=len(held))


def _states(of: Ledgers) -> Line:
    """How far each dossier is, here and at the province; the province's own word has arrived here."""
    now = rows(of)
    wrong: list[str] = []
    finished = 0
    by_code = {dossier.code: dossier for dossier in now.values() if dossier.code}
    for code, record in of.province.records.items():
        dossier = by_code.get(code)
        state = int(record['TrangThaiHoSo'])
        if dossier is None:
            continue
        here = {
            DossierState.ACCEPTED: (2,), DossierState.PROCESSING: (4,), DossierState.SUPPLEMENT: (5,),
            DossierState.FINISHED: (9,), DossierState.RETURNED: (10,),
        }.get(dossier.state, ())  # fmt: skip
        finished += state in (9, 10)
        # after a supplement came in, it is for the officials to go on; they went home
        if state == 5 and dossier.state is DossierState.ACCEPTED and came_in(record):
            continue
        if state not in here:
            wrong.append(f'{code}: {dossier.state.value} here, {state} at the province')
    machines = sum(one.state in (DossierState.FINISHED, DossierState.RETURNED) for one in now.values())
    return line('results', wrong, machines=machines, province=finished)


def _pages(of: Ledgers) -> Line:
    named: dict[str, int] = {}
    wrong: list[str] = []
    for device, books in of.machines.items():
        mine = {fact.body.page.digest for fact in books.own if isinstance(fact.body, facts.PageAdded)}
        named |= dict.fromkeys(mine, 1)
        wrong += missing(f'named by {device}, and not on its disk', dict.fromkeys(mine), dict.fromkeys(books.pages))
        wrong += missing(f'scanned at {device}, and not named', books.seen.done['page'], dict.fromkeys(mine))
    wrong += twice('named twice', [fact.body.page.digest for fact in of.own(facts.PageAdded)])  # type: ignore[attr-defined]  # by kind
    return line('pages scanned', wrong, people=len(witnessed(of, 'page')), machines=len(named))


def _files(of: Ledgers) -> Line:
    owed: dict[str, int] = {}
    for fact in of.own(facts.DossierAccepted):
        if isinstance(fact.body, facts.DossierAccepted):
            owed |= {file.digest: file.size for file in fact.body.files}
    results = {
        one['GiayToId']
        for change in of.province.changes
        for one in change.get('DanhSachGiayToKetQua', ())
        if one['GiayToId']
    }
    held = {digest: 1 for digest in of.province.files if digest not in results | of.tried}
    told = {file for said in witnessed(of, 'accepted').values() for file in said[0]['files']}
    kept = {digest for books in of.machines.values() for digest in books.pages}
    wrong = [
        *missing('handed in, and owed to nobody', dict.fromkeys(told), owed),
        *both('owed', owed, 'province', held),
        *missing('owed, and on no disk', owed, dict.fromkeys(kept)),
        *(f'{digest} holds other bytes' for digest, real in of.province.files.items() if digest != real),
        *missing("a result's file here on no machine", dict.fromkeys(results), dict.fromkeys(kept)),
        *missing("a result's file gone at the province", dict.fromkeys(results), of.province.files),
    ]
    return line('files', wrong, people=len(told), machines=len(owed), province=len(held))


def _fees(of: Ledgers) -> Line:
    paid = {fact.subject: fact.body.payment for fact in of.own(facts.FeeCollected)}  # type: ignore[attr-defined]  # by kind
    now, seen = rows(of), witnessed(of, 'paid')
    wrong = [
        *missing('paid, and in no store', seen, paid),
        *only(of, 'paid', 'in a store, and nobody paid it', set(paid) - set(seen)),
        *twice('receipt given twice', [one.reference for one in paid.values()]),
        *twice('paid twice', [fact.subject for fact in of.own(facts.FeeCollected)]),
        *both('stores', paid, 'centre', in_centre(of, 'FeeCollected')),
        *(
            f'{one}: receipt {said[0]["reference"]} shown, {paid[one].reference} kept'
            for one, said in seen.items()
            if one in paid and said[0]['reference'] != paid[one].reference
        ),
    ]
    charged = 0
    for one, payment in paid.items():
        record = of.province.records.get(now[one].code, {}) if one in now else {}
        if not record:
            continue
        due = sum(int(line['Gia']) for line in record.get('DanhSachLePhi', ()))
        charged += due
        if due != payment.amount:
            wrong.append(f'{one}: {payment.amount} đồng here, {due} at the province')
    told = sum(payment.amount for one, payment in paid.items() if one in now and now[one].code)
    shown = sum(said[0]['amount'] for said in seen.values())
    if told != charged:
        wrong.append(f'{told} đồng of received dossiers here, {charged} at the province')
    return line('fees in đồng', wrong, people=shown, machines=sum(p.amount for p in paid.values()), province=charged)


def _receipts(of: Ledgers) -> Line:
    """The province's receipts: each message has one, and each that the province gave is a message's."""
    told = [(fact.body.item, fact.body.receipt) for fact in of.own(facts.ProvinceReceipt)]  # type: ignore[attr-defined]  # by kind
    messages = {item: receipt for item, receipt in told if ':' not in item}
    owed = {
        fact.id
        for kind in (facts.DossierAccepted, facts.FeeCollected, facts.SupplementReceived, facts.ResultReturned)
        for fact in of.own(kind)
    }
    nothing = {fact.body.item for fact in of.own(facts.NothingToTell)}  # type: ignore[attr-defined]  # by kind
    given = dict.fromkeys(of.province.receipts)
    wrong = [
        *missing('told, and without a receipt', dict.fromkeys(owed - nothing), messages),
        *twice('receipt of two messages', messages.values()),
        *missing('a receipt that the province never gave', dict.fromkeys(messages.values()), given),
        *missing('the province took it, and it is nobody\'s message', given, dict.fromkeys(messages.values())),
    ]
    return line('receipts of the province', wrong, machines=len(messages), province=len(given))


def _steps(of: Ledgers) -> Line:
    """What officers did to a dossier, and the steps that the province was told of it."""
    now = rows(of)
    done: dict[str, Counter[str]] = {}
    for kind, words in _STEPS.items():
        for fact in of.own(kind):
            if fact.subject in now and now[fact.subject].code:
                done.setdefault(now[fact.subject].code, Counter())[words] += 1
    told = {code: Counter(listed) for code, listed in of.province.steps.items()}
    wrong = [
        f'{code}: {dict(done.get(code, {}))} here, {dict(told.get(code, {}))} at the province'
        for code in done.keys() | told.keys()
        if done.get(code) != told.get(code)
    ]
    count = sum(sum(counted.values()) for counted in told.values())
    return line('steps', wrong, machines=sum(sum(one.values()) for one in done.values()), province=count)


def _codes(of: Ledgers) -> Line:
    reserved: Numbers = Counter()
    taken: Numbers = Counter()
    left = 0
    wrong: list[str] = []
    dossiers: list[str] = []
    for device, books in of.machines.items():
        blocks = {fact.subject for fact in books.own if isinstance(fact.body, facts.CodesReserved)}
        for block in books.blocks:
            if block.id not in blocks:
                wrong.append(f'{device} has a block that it never reserved: {block.id}')
            reserved.update((block.prefix, number) for number in range(block.first, block.last + 1))
            taken.update((block.prefix, number) for number in range(block.first, block.next))
            left += block.left
        dossiers += [fact.body.dossier for fact in books.own if isinstance(fact.body, facts.CodeTaken)]
    now = rows(of)
    used = [one.code for one in now.values() if one.code and not one.provisional]
    wrong += [
        *(f'{prefix}{number} was reserved {times} times' for (prefix, number), times in reserved.items() if times > 1),
        *twice('two codes for one dossier', dossiers),
        *twice('two dossiers of one code', used),
        *(f'{len(dossiers)} codes taken, {len(used)} in use' for _ in [0] if len(dossiers) != len(used)),
    ]
    wrong += _not_theirs(of, reserved, taken, used)
    given = sum(of.province.given.values())
    # a block whose answer was lost for ten minutes is asked for no more (``sync.codes``): a gap, and nobody's code
    stranded = given - len(reserved)
    return line('codes', wrong, used=len(used), left=left, stranded=stranded, machines=len(reserved), province=given)


def _not_theirs(of: Ledgers, reserved: Numbers, taken: Numbers, used: list[str]) -> Iterator[str]:
    known = {f'{prefix}{number:04d}' for prefix, number in taken}
    yield from (f'{code} is in use, and of no block' for code in used if code not in known)
    handed_back = {
        f'{prefix}{number:04d}' for prefix, first, last in of.province.returned for number in range(first, last + 1)
    }
    yield from (f'{code} is in use, and was handed back' for code in used if code in handed_back)
    for prefix, number in reserved:
        if number > of.province.given.get(prefix, 0):
            yield f'{prefix}{number} was never given'


def _chain(of: Ledgers) -> Line:
    own = {fact.id: fact.digest for books in of.machines.values() for fact in books.own}
    kept = {fact: digest for fact, (_, _, _, digest) in of.centre.items()}
    wrong = [
        *(f'{device}: {finding}' for device, books in of.machines.items() for finding in books.audit),
        *(f'centre: {one}' for one in of.centre_bad),
        *both('machines', own, 'centre', kept),
        *(f'{one} differs in the centre' for one, digest in own.items() if kept.get(one, digest) != digest),
    ]
    return line('facts', wrong, machines=len(own), centre=len(kept))


def _leftovers(of: Ledgers) -> Line:
    """What must be nowhere: items that wait, parked ones, strays, twins, differences with the province, the dead."""
    crossed = 0
    stuck: dict[str, list[str]] = {}
    for device, books in of.machines.items():
        crossed += sum(isinstance(fact.body, facts.FactsCrossed) for fact in books.own)
        for item, (lane, state, _, answer) in books.outbox.items():
            if state != 'done' and not answer.startswith('centre.crossed'):
                stuck.setdefault(f'{lane} {item} is {state}: {answer}', []).append(device)
    wrong = [*of.ended, *(f'{what} on {", ".join(devices)}' for what, devices in stuck.items())]
    for kind in (facts.StrayReported, facts.TwinNoticed, facts.DifferencesFound, facts.ProvinceRefusal):
        wrong += [f'{fact.device}: {fact.kind} {fact.body}' for fact in of.own(kind)]
    return line('left over', wrong, crossings=crossed)


_STEPS: dict[type[facts.FactBody], str] = {
    facts.DossierAccepted: "Tiếp nhận hồ sơ",
    facts.FeeCollected: "Thu phí, lệ phí",
    facts.SupplementReceived: "Tiếp nhận hồ sơ bổ sung",
    facts.ResultReturned: "Trả kết quả",
}
_BOOKS: tuple[Callable[[Ledgers], Line], ...] = (
    _tickets, _dossiers, _states, _pages, _files, _fees, _receipts, _steps, _codes, _chain, _leftovers,
)  # fmt: skip
