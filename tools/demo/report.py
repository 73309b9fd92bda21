"""What the morning leaves: ``report.json`` and the page that tells the story."""

import json
import platform
from datetime import timedelta

from office.workdays import LOCAL
from sync.verify import verify
from tools.demo.journal import NotHappenedError
from tools.demo.page import story
from tools.demo.playing import Morning

REPORT = 'report.json'


def audits(morning: Morning) -> None:
    """The last step: the store's facts, tables, outbox and pages agree, and every link of the chain holds."""
    with morning.journal.step("Kiểm tra toàn bộ sổ sách", "the audit of the whole store") as step:
        findings = [str(one) for one in verify(morning.counter.store)]
        step.proves('findings', findings, holds=not findings)
        head = morning.counter.readings.head()
        step.proves('facts', head.seq, holds=head.seq > 0)
        step.proves('chain_ends_at', head.digest)


def leave(morning: Morning, *, failed: str) -> None:
    """Write the report and the page, also of a morning that failed; ``failed`` says what did not happen."""
    steps = morning.journal.steps
    report: dict[str, object] = {
        'happened': not failed,
        'failed': failed,
        'milliseconds': round(sum(step.milliseconds for step in steps), 1),
        'clock': _clock(morning.stage.back),
        'machine': {'system': platform.platform(), 'python': platform.python_version()},
        'steps': [
            {
                'number': number,
                'vietnamese': step.vietnamese,
                'english': step.english,
                'milliseconds': step.milliseconds,
                'happened': step.happened,
                'proof': step.proof,
                'pictures': [picture.file for picture in step.pictures],
            }
            for number, step in enumerate(steps, start=1)
        ],
        'retried': morning.retried,
        **_dossier(morning),
    }
    text = json.dumps(report, ensure_ascii=False, indent=2, default=str)
    (morning.out / REPORT).write_text(text + '\n', encoding='utf-8')
    files = sorted(str(path.relative_to(morning.out)) for path in morning.out.rglob('*') if path.is_file())
    (morning.out / 'index.html').write_text(story(report, steps, files), encoding='utf-8')


def _dossier(morning: Morning) -> dict[str, object]:
    """The dossier's code, times, facts and digests, as far as the morning came."""
    if not morning.dossier_id:
        return {}
    try:
        known = morning.dossier
    except NotHappenedError:
        return {}
    return {
        'code': known.code,
        'number_at_first': known.former_code,
        'state': known.state.value,
        'received': known.received_at and known.received_at.astimezone(LOCAL).isoformat(),
        'due': known.due_at and known.due_at.astimezone(LOCAL).isoformat(),
        'facts': [
            {
                'seq': fact.seq,
                'kind': type(fact.body).__name__,
                'at': fact.at,
                'actor': fact.actor,
                'digest': fact.digest,
            }
            for fact in morning.counter.readings.facts_of(known.id)
        ],
        'pages': [
            {'component': part.listed.code, 'sha256': page.digest, 'bytes': page.size, 'source': page.source}
            for part in known.components
            for page in part.pages
        ],
        'files': [{'component': one.component, 'sha256': one.digest, 'bytes': one.size} for one in known.files],
    }


def _clock(back: timedelta) -> str:
    if not back:
        return "giờ thật / the true time"
    return f"lùi {back} vì ngoài giờ làm việc / set back by {back}, the centre being closed now"


def summary(morning: Morning) -> str:
    """A few lines for the terminal."""
    known = morning.dossier
    due = f'{known.due_at.astimezone(LOCAL):%H:%M %d/%m/%Y}' if known.due_at else '—'
    pages = sum(len(part.pages) for part in known.components)
    seconds = sum(step.milliseconds for step in morning.journal.steps) / 1000
    return (
        f'\nSố thứ tự / number {morning.number}; số tạm / provisional {known.former_code}; mã / code {known.code}'
        f'\nHẹn trả / due {due}; {pages} trang / pages; {len(known.files)} tệp / files ở tỉnh / at the province'
        f'\n{len(morning.journal.steps)} bước / steps, {seconds:.1f} s'
    )
