"""The province's part: the line is cut, it is mended, facts and pages arrive, and a result comes back."""

from hashlib import sha256

from office.dossier import PORTAL_STATES, DossierState
from office.facts import ResultArrived
from qtkit.form_sheet import Piece, Sheet, sheet_pdf
from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from sync.status import status
from tools.demo.hands import until
from tools.demo.journal import Step
from tools.demo.playing import Morning

RESULT = 'KQ.G15.000031', "Giấy khai sinh"


def finds_the_line_cut(morning: Morning) -> None:
    """The courier tries, gets no answer, and keeps what it owes."""
    readings, desk = morning.counter.readings, morning.stage.province.desk
    with morning.journal.step(
        "Đường truyền đứt: người đưa tin thử, không được, giữ lại", "the line is cut: the courier keeps what it owes"
    ) as step:
        courier = morning.stage.start_courier()
        until(lambda: any(one.tries for one in readings.outbox('waiting', 'sending')), 'the courier tried nothing')
        stands = status(morning.counter.store)
        step.proves('owed', stands.unsent, holds=bool(stands.items))
        morning.retried = [
            {'item': one.item, 'lane': one.lane, 'what': one.what, 'tries': one.tries, 'answer': one.answer}
            for one in stands.items
            if one.tries
        ]
        step.proves('tried_in_vain', morning.retried)
        step.proves('lanes_at_rest', {lane.lane: lane.answer for lane in stands.lanes if lane.rest_until})
        step.proves('held_by_the_province', desk.held(), holds=not desk.held())
        step.proves('given_up', len(readings.parked()), holds=not readings.parked())
        step.proves('courier_process', courier.number, holds=courier.is_running)


def hears_again(morning: Morning) -> None:
    """The line is mended; the province now does and says everything twice, and still nothing is doubled."""
    stage, readings = morning.stage, morning.counter.readings
    with morning.journal.step(
        "Có mạng lại: mã chính thức, dữ liệu và giấy tờ lên tỉnh", "the line is back: official code, facts and pages"
    ) as step:
        stage.province.mend_the_line()
        stage.province.desk.switch(Fault(kind='duplicating'))
        until(lambda: not morning.dossier.provisional, 'no official code came')
        until(lambda: not readings.outbox('waiting', 'sending'), 'the province was not told everything')
        step.proves('given_up', len(readings.parked()), holds=not readings.parked())
        morning.retried = [{**one, 'confirmed_since': True} for one in morning.retried]
        known = morning.dossier
        step.proves('code', known.code, holds=known.former_code == morning.provisional)
        step.proves('found_by_both_numbers', [known.code, known.former_code], holds=_is_found(morning))
        held = stage.province.desk.held()
        step.proves('held_by_the_province', held, holds=held == [{'MaHoSo': known.code, 'TepConThieu': []}])
        _keep_what_it_got(morning, step)


def sends_the_result(morning: Morning) -> None:
    """The province decides; its result file comes back by the courier, said twice and written down once."""
    stage, known = morning.stage, morning.dossier
    certificate = _certificate(morning)
    with morning.journal.step("Tỉnh trả kết quả điện tử", "the province's result comes back") as step:
        stage.province.desk.move(known.code, PORTAL_STATES[DossierState.PROCESSING])
        code, name = RESULT
        stage.province.desk.issue(known.code, [EResult(code=code, name=name, content=certificate)])
        until(lambda: morning.dossier.state is DossierState.FINISHED, 'the result did not come')
        arrived = [fact for fact in morning.counter.readings.facts_of(known.id) if isinstance(fact.body, ResultArrived)]
        step.proves('written_down', len(arrived), holds=len(arrived) == 1)
        kept = morning.dossier.results[0]
        same = kept.digest == sha256(certificate).hexdigest()
        step.proves('result', {'name': kept.name, 'sha256': kept.digest}, holds=same)
        content = morning.counter.store.pages().get(kept.digest)
        step.proves('same_bytes', len(content), holds=content == certificate)
        morning.keep(step, 'result.pdf', content)


def is_told_of_the_return(morning: Morning) -> None:
    """The hand-over reaches the province, and what it then holds is left beside the story."""
    desk, readings = morning.stage.province.desk, morning.counter.readings
    with morning.journal.step("Tỉnh biết kết quả đã trao", "the province knows that the result was returned") as step:
        until(lambda: not readings.outbox('waiting', 'sending'), 'the province was not told of the hand-over')
        step.proves('given_up', len(readings.parked()), holds=not readings.parked())
        record = desk.dossier(morning.dossier.code)
        wanted = str(PORTAL_STATES[DossierState.RETURNED])
        step.proves('TrangThaiHoSo', record['TrangThaiHoSo'], holds=str(record['TrangThaiHoSo']) == wanted)
        morning.keep_json(step, 'province/dossier.json', record)


def _keep_what_it_got(morning: Morning, step: Step) -> None:
    """Every file of the dossier, as this centre bound it and as the province received it: the same bytes."""
    desk, pages = morning.stage.province.desk, morning.counter.store.pages()
    received = {str(one['SHA256']).lower() for one in desk.files()}
    files = morning.dossier.files
    step.proves('files', sorted(received), holds=received == {file.digest for file in files} and bool(files))
    for file in files:
        ours, theirs = pages.get(file.digest), desk.file(file.digest)
        step.proves(f'same_bytes_{file.digest[:12]}', len(theirs), holds=ours == theirs)
        morning.keep(step, f'component-{file.component}.pdf', ours)
        morning.keep(step, f'province/files/{file.digest}.pdf', theirs)


def _is_found(morning: Morning) -> bool:
    known = morning.dossier
    with morning.counter.store.read() as books:
        found = [books.find_dossier(code) for code in (known.code, known.former_code)]
    return all(one is not None and one.id == known.id for one in found)


def _certificate(morning: Morning) -> bytes:
    """What an official of the invented province made: a paper marked as a specimen."""
    known, centre = morning.dossier, morning.counter.work.centre
    lines = (
        f'<p align="center" style="font-size:16pt"><b>{RESULT[1].upper()}</b></p>',
        '<p align="center"><b>MẪU - KHÔNG CÓ GIÁ TRỊ</b></p>',
        "<p>Họ, chữ đệm, tên: NGUYỄN MẪU AN</p><p>Ngày, tháng, năm sinh: 15/11/2026</p><p>Giới tính: Nữ</p>",
        f"<p>Hồ sơ: {known.code}</p>",
    )
    return sheet_pdf(
        Sheet(
            title=RESULT[1],
            pieces=tuple(Piece(line) for line in lines),
            code=known.code,
            foot=(centre.agency, known.code),
            at=morning.stage.clock.now(),
        )
    )
