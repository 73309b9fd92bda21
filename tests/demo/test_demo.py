"""The demo: the morning really happens, a step that did not is told as such, and nothing stays running."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from office.catalogue import seed_calendar
from office.workdays import LOCAL
from tools.demo import __main__ as demo
from tools.demo import citizen, story
from tools.demo.journal import Journal, NotHappenedError, Picture, Step
from tools.demo.morning import span_back
from tools.demo.page import story as page_of
from tools.demo.playing import Morning
from tools.demo.stage import Stage

ROOT = Path(__file__).parents[2]


def test_the_morning_happens(tmp_path: Path) -> None:
    """From the touch to the audit: every file is there, and the province's are the centre's own, byte for byte."""
    out = tmp_path / 'demo'
    # the machine's own folders are put out of reach: the demo must not need them
    environment = {**os.environ, 'HOME': str(tmp_path), 'XDG_DATA_HOME': str(tmp_path / 'data')}
    played = subprocess.run(
        [sys.executable, '-m', 'tools.demo', '--out', out, '--dpi', '150'],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=115,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    report = json.loads((out / 'report.json').read_text(encoding='utf-8'))
    assert report['happened']
    assert [step['number'] for step in report['steps'] if not (step['happened'] and step['proof'])] == []
    assert len(report['pages']) == 5
    assert report['retried']
    assert report['number_at_first'] != report['code']
    for name in ('index.html', 'ticket.escpos', 'ticket.png', 'receipt.escpos', 'receipt.png', 'receipt.pdf'):
        assert (out / name).stat().st_size
    record = json.loads((out / 'province/dossier.json').read_text(encoding='utf-8'))
    assert (record['MaHoSo'], record['TrangThaiHoSo']) == (report['code'], '10')
    for file in report['files']:
        received = (out / f'province/files/{file["sha256"]}.pdf').read_bytes()
        assert sha256(received).hexdigest() == file['sha256']
        assert received == (out / f'component-{file["component"]}.pdf').read_bytes()
    pictures = [picture for step in report['steps'] for picture in step['pictures']]
    assert {name.partition('-')[0] for name in pictures if name.startswith('screens/')} == {
        'screens/kiosk',
        'screens/board',
        'screens/counter',
    }
    page = (out / 'index.html').read_text(encoding='utf-8')
    assert [name for name in pictures if f'src="{name}"' not in page or not (out / name).exists()] == []
    assert not (tmp_path / 'data').exists()


def test_a_step_that_did_not_happen_ends_the_morning(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No paper in the kiosk's printer: the report says which step failed, and why."""

    stages: list[Stage] = []

    def runs_out_of_paper(morning: Morning) -> None:
        stages.append(morning.stage)
        morning.stage.kiosk_printer.switches.paper_out = True

    monkeypatch.setattr('tools.demo.hands.PATIENCE_SECONDS', 3.0)
    monkeypatch.setattr(story, 'ACTS', (citizen.welcomes, runs_out_of_paper, citizen.takes_a_number))
    failed = demo.play_in(tmp_path)
    assert failed == 'NotHappenedError: no ticket came out'
    report = json.loads((tmp_path / 'report.json').read_text(encoding='utf-8'))
    assert (report['happened'], report['failed']) == (False, failed)
    assert [step['happened'] for step in report['steps']] == [True, False]
    assert not stages[0].province.program.is_running
    assert not stages[0].folder.exists()


def test_only_an_earlier_morning_is_replaced(tmp_path: Path) -> None:
    """A folder with anything else in it is left alone."""
    assert demo.is_ours(tmp_path / 'absent')
    assert demo.is_ours(tmp_path)
    (tmp_path / 'letter.txt').write_text('')
    assert not demo.is_ours(tmp_path)
    (tmp_path / 'report.json').write_text('')
    assert demo.is_ours(tmp_path)
    assert not demo.is_ours(tmp_path / 'letter.txt')


def test_a_step_proves_something() -> None:
    """One that looked at nothing, and one whose effect is missing, both did not happen."""
    journal = Journal()
    with pytest.raises(NotHappenedError), journal.step("Không làm gì", 'nothing'):
        pass
    with pytest.raises(NotHappenedError, match='slips: 0'), journal.step("In", 'print') as step:
        step.proves('slips', 0, holds=False)
    assert [step.happened for step in journal.steps] == [False, False]


@pytest.mark.parametrize(
    ('local', 'wanted'),
    [
        ('2026-11-25T09:00', '2026-11-25T09:00'),
        ('2026-11-25T11:25', '2026-11-25T08:05'),
        ('2026-11-25T12:30', '2026-11-25T08:05'),
        ('2026-11-26T00:40', '2026-11-25T08:05'),
        ('2026-11-25T08:04', '2026-11-25T08:04'),
        ('2026-11-25T07:00', '2026-11-23T08:05'),
        ('2026-11-29T10:00', '2026-11-27T08:05'),
        ('2026-01-01T09:00', '2025-12-31T08:05'),
    ],
)
def test_the_morning_is_one_of_a_working_day(local: str, wanted: str) -> None:
    """While the centre is open it is now; else the last morning that was, also over holidays and New Year."""
    now = datetime.fromisoformat(local).replace(tzinfo=LOCAL).astimezone(UTC)
    played = (now - span_back(now)).astimezone(LOCAL)
    assert f'{played:%Y-%m-%dT%H:%M}' == wanted
    assert seed_calendar().is_working_day(played.date())


def test_a_span_is_whole_seconds() -> None:
    """The other programs are told it in seconds, and all clocks must agree."""
    now = datetime(2026, 11, 25, 20, 0, 0, 123456, tzinfo=UTC)
    assert span_back(now) % timedelta(seconds=1) == timedelta(0)


def test_the_page_shows_what_was_said_and_nothing_else() -> None:
    """Both languages, every picture, and no text that a browser would take for its own."""
    kept = {'bytes': 3, 'sha256': 'ab'}
    step = Step(
        "Bước",
        'step',
        proof={'said': '<b>&', 'a.pdf': kept},
        pictures=[Picture('screens/board-1.png', "Bảng", 'board')],
    )
    page = page_of({'code': 'H99', 'milliseconds': 3}, [step], ['ticket.png'])
    assert 'lang="vi"' in page
    assert '&lt;b&gt;&amp;' in page
    assert 'src="screens/board-1.png"' in page
    assert 'href="ticket.png"' in page
    assert '<a href="a.pdf">a.pdf</a>' in page
    assert 'class="failed"' in page


def test_play_without_a_display_says_so() -> None:
    """One sentence in each language, and what to use instead."""
    environment = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    tried = subprocess.run(
        [sys.executable, '-m', 'tools.play'],
        cwd=ROOT,
        env={**environment, 'QT_QPA_PLATFORM': 'offscreen'},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (tried.returncode, tried.stdout) == (1, '')
    assert "Không có màn hình" in tried.stderr
    assert 'make demo' in tried.stderr
