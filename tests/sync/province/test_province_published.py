"""Everything that the province publishes, called with what its description allows and with what it doesn't."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync.clock import SystemClock
from tests.emulators_province import CLIENT, UNIT, running_province
from tests.sync.centre.servers import Server
from tests.sync.province import published_calls
from tests.sync.province.reports import CODE, FORM, FORM_DIGEST, record

# every boundary of every field once, then whatever comes to mind until the time is over; an hour finds more
SECONDS = int(os.environ.get('PROVINCE_CALLS_SECONDS', '10'))
CHECKS = (
    'not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,'
    'response_schema_conformance'
)
# a switch of misfortune makes the province answer what it doesn't publish: that is what it is for
SWITCHES = '^/quan-tri/loi$'


@pytest.mark.timeout(SECONDS * 2 + 100)
def test_no_call_breaks_it_and_every_answer_is_published(tmp_path: Path, server: Server) -> None:
    """On PostgreSQL, which keeps less than SQLite does: no NUL, no number beyond its columns."""
    with running_province(tmp_path, clock=SystemClock(), database=server.address('goi')) as province:
        with province.adapter() as adapter:
            adapter.send_dossier(record(), updating=False, key='k-1')
            adapter.upload(FORM, digest=FORM_DIGEST, name='to-khai.pdf')
        secret = province.listening.client_secret(CLIENT).read_text(encoding='ascii')
        given = province.listening.house.credentials.session(CLIENT, secret)
        assert given is not None
        known = {
            'TINH_UNIT': UNIT,
            'TINH_CLIENT': given[0],
            'TINH_OFFICIAL': province.listening.officials_secret.read_text(encoding='ascii'),
            'TINH_CODE': CODE,
            'TINH_DIGEST': FORM_DIGEST,
            'SCHEMATHESIS_HOOKS': published_calls.__name__,
            'PYTHONPATH': str(Path(__file__).parents[3]),
        }
        call = [sys.executable, '-m', 'schemathesis.cli', 'run', f'{province.url}/openapi.json', '--no-color']
        call += ['--phases', 'coverage,fuzzing', '--max-time', str(SECONDS), '--no-shrink', '--continue-on-failure']
        call += ['--checks', CHECKS, '--exclude-path-regex', SWITCHES, '--generation-database', 'none']
        done = subprocess.run(call, cwd=tmp_path, env=os.environ | known, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert ' passed' in done.stdout
        assert province.listening.house.faults.on() == []
