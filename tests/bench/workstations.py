"""Many workstations in one process, each with an identity, a token, a line and facts of its own.

A workstation here is a thread with the product's adapter (encoder, idempotency keys, receipts) and the courier's own
rule of when to come back. It has no store: three thousand encrypted databases would measure this machine's disk.

``python -m tests.bench.workstations`` reads a job as JSON from its input and prints what became of it.
"""

import json
import random
import resource
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from office.errors import Trouble
from sync import lanes
from sync.clock import SystemClock
from sync.province.lgsp import Lgsp
from sync.province.protocol import JSON, Receipt
from sync.province.settings import ProvinceSettings, read_secret
from tests.sync.province.reports import record, step

# a thread that waits for an answer needs little; three thousand of the usual size need more than a machine has
_STACK = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Which workstations a process plays: ``first`` to ``last`` of them, with ``facts`` each.

    They come back at some moment within ``within`` seconds after ``start``, a time of ``time.time``.
    """

    url: str
    secrets: str
    first: int
    last: int
    facts: int
    within: float
    start: float
    seed: int = 1


@dataclass(slots=True)
class Told:
    """What workstations heard: when each fact was acknowledged, after how many milliseconds, and with which receipt."""

    acknowledged: list[float] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)
    drained_s: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)


def client_of(number: int) -> str:
    """A workstation's own name at the province."""
    return f'may-{number:04d}'


def unit_of(number: int) -> str:
    """Its centre: three workstations in each."""
    centre = number // 3
    return f'000.{centre // 100 + 10}.{centre % 100 + 10}.H99'


def code_of(number: int, fact: int) -> str:
    """A dossier's code: its centre's, with serials that no other workstation of the centre has."""
    return f'{unit_of(number)}-261124-{number % 3 * 1000 + fact + 1:04d}'


def facts_of(number: int, count: int) -> list[dict[str, JSON]]:
    """The dossiers that a workstation took in while the network was cut."""
    return [
        record(code_of(number, fact), identity=f'001199{number:04d}{fact:02d}', summary=f'Đăng ký khai sinh số {fact}')
        for fact in range(count)
    ]


class Workstation:
    """One of them, from the moment the network is back until everything is acknowledged."""

    def __init__(self, number: int, job: Job, told: Told) -> None:
        client = client_of(number)
        settings = ProvinceSettings(
            url=job.url, unit=unit_of(number), client_id=client, secret_file=str(Path(job.secrets) / client)
        )
        self._number, self._job, self._told = number, job, told
        self._adapter = Lgsp(settings, read_secret(settings), SystemClock())
        # every answer of HTTP, which the adapter itself turns into what it means
        self._adapter._wire._session.hooks['response'].append(
            lambda answer, **_: told.statuses.append(answer.status_code)
        )
        self._arrival = job.start + random.Random(job.seed * 100_000 + number).uniform(0, job.within)  # noqa: S311  # a bench
        self._never = threading.Event()
        self._tries = 0

    def run(self) -> None:
        """Come back, tell, and go."""
        self._never.wait(max(0.0, self._arrival - time.time()))
        begun = time.monotonic()
        for place, one in enumerate(facts_of(self._number, self._job.facts)):
            self._until_heard(lambda one=one, place=place: self._send(one, place))
        for first in range(0, self._job.facts, 10):
            steps = [step(code_of(self._number, fact)) for fact in range(first, min(first + 10, self._job.facts))]
            key = f'{client_of(self._number)}:steps:{first}'
            self._until_heard(lambda steps=steps, key=key: self._adapter.send_progress(steps, key=key))
        self._told.drained_s.append(time.monotonic() - begun)
        self._adapter.close()

    def _send(self, one: dict[str, JSON], place: int) -> Receipt:
        begun = time.monotonic()
        receipt = self._adapter.send_dossier(one, updating=False, key=f'{client_of(self._number)}:{place}')
        self._told.took_ms.append((time.monotonic() - begun) * 1000)
        self._told.acknowledged.append(time.time())
        self._told.receipts.append(receipt.number)
        return receipt

    def _until_heard(self, said: Callable[[], Receipt]) -> None:
        while True:
            try:
                receipt = said()
            except Trouble as trouble:
                self._told.troubles.append(trouble.code)
                rest = lanes.rest(self._tries, trouble)
                self._tries += 1
                self._never.wait(rest.total_seconds())
                continue
            if not receipt.confirms:
                raise AssertionError(receipt)
            self._tries = 0
            return


def play(job: Job) -> Told:
    """All workstations of a job, at once."""
    told = Told()
    threading.stack_size(_STACK)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    threads = [
        threading.Thread(target=Workstation(number, job, told).run, daemon=True)
        for number in range(job.first, job.last)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def main(lines: Sequence[str]) -> None:
    """Play the job in a text."""
    words: dict[str, Any] = json.loads(''.join(lines))
    print(json.dumps(asdict(play(Job(**words)))), flush=True)


if __name__ == '__main__':
    main(sys.stdin.readlines())
