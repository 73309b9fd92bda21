"""The house of a soak: a PostgreSQL, a province, and ten machines, each with its own store, processes and wires."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from sync.centre.founding import Founded, init_centre
from sync.province.reference.credentials import OFFICIALS, secret_file
from sync.province.reference.desk import OfficialsDesk
from tests.ports import free_port
from tests.soak.clock import FIRST, SharedClock
from tests.sync.centre.servers import Server, running_server
from tests.wire.proxy import Wire

ROOT = Path(__file__).parents[2]
KIOSKS, COUNTERS = ('K1', 'K2'), tuple(f'Q{number}' for number in range(1, 9))
UNIT, CLIENT, DATABASE = '000.12.34.H99', 'mot-cua', 'motcua'
# a Tuesday, 08:00 at Asia/Ho_Chi_Minh: the soak's day never turns, whenever it is run
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
_READY_S = 60.0


class Nursery:
    """The process that bears all others; any thread may give orders."""

    def __init__(self, log: Path) -> None:
        self._lock = threading.Lock()
        with log.open('ab') as written:
            self._process = subprocess.Popen(
                [sys.executable, '-m', 'tests.soak.nursery'],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
            )
        self._answer()

    def order(self, do: str, name: str = '', **given: Any) -> Any:
        """Say what is to be done, and hear the answer."""
        with self._lock:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps({'do': do, 'name': name, **given}) + '\n')
            self._process.stdin.flush()
            return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, 'the nursery is dead; see its log'
        return json.loads(line)

    def close(self) -> None:
        """All children end with it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)


@dataclass(slots=True, kw_only=True)
class Machine:
    """One machine: ``disk`` holds what its programs write, ``folder`` what the soak notes of it."""

    device: str
    slot: int
    folder: Path
    disk: Path
    config: Path
    wire: Wire
    is_small: bool

    @property
    def is_kiosk(self) -> bool:
        return self.device in KIOSKS

    @property
    def witness(self) -> Path:
        return self.folder / 'witness.jsonl'


@dataclass(slots=True, kw_only=True)
class House:
    """Everything that runs."""

    seed: int
    folder: Path
    clock: SharedClock
    nursery: Nursery
    server: Server
    province_port: int
    province_wire: Wire
    machines: dict[str, Machine] = field(default_factory=dict)
    pace: dict[str, float] = field(default_factory=lambda: {'kiosk': 2.0, 'counter': 1.0})
    births: int = 0

    @property
    def clock_file(self) -> str:
        return str(self.folder / 'clock')

    @property
    def data(self) -> Path:
        """The province's folder."""
        return self.folder / 'tinh'

    def desk(self) -> OfficialsDesk:
        """The officials' own way to the province, over no faulty wire."""
        secret = secret_file(self.data, OFFICIALS).read_text(encoding='ascii').strip()
        return OfficialsDesk(f'http://127.0.0.1:{self.province_port}', secret)

    def start_province(self) -> None:
        """Start it, and don't wait."""
        words = ['serve', '--port', str(self.province_port), '--data', str(self.data), '--client', f'{CLIENT}={UNIT}']
        self._start('province', 'province', {'clock': self.clock_file, 'words': words}, self.folder / 'province.log')

    def start_app(self, machine: Machine) -> None:
        """Start its kiosk or counter."""
        life = 'kiosk' if machine.is_kiosk else 'counter'
        self.births += 1
        given = {
            **self._given(machine),
            'witness': str(machine.witness),
            'seed': f'{self.seed} {machine.device} {self.births}',
            'pace': self.pace[life],
            'feeder': str(machine.folder / 'feeder'),
            'counters': COUNTERS,
        }
        self._start(f'{machine.device} app', life, given, machine.folder / 'app.log')

    def start_courier(self, machine: Machine) -> None:
        """Start its ``motcua-sync run``."""
        self._start(f'{machine.device} courier', 'courier', self._given(machine), machine.folder / 'courier.log')

    def found(self, machine: Machine) -> None:
        """Its first start."""
        officer = '' if machine.is_kiosk else f"Lê Thị Lan {machine.device}"
        self._start('found', 'found', {**self._given(machine), 'officer': officer}, machine.folder / 'found.log')
        assert self.nursery.order('wait', 'found') == 0, (machine.folder / 'found.log').read_text()

    def _given(self, machine: Machine) -> dict[str, Any]:
        return {'clock': self.clock_file, 'slot': machine.slot, 'config': str(machine.config)}

    def _start(self, name: str, life: str, given: dict[str, Any], log: Path) -> None:
        self.nursery.order('start', name, life=life, given=given, log=str(log))


@contextmanager
def running_house(folder: Path, seed: int) -> Iterator[House]:
    """A house in which everything runs, until the block ends."""
    clock = SharedClock(folder / 'clock')
    clock.begin(MORNING)
    with ExitStack() as stack:
        nursery = Nursery(folder / 'nursery.log')
        stack.callback(nursery.close)
        server = stack.enter_context(running_server())
        port = free_port()
        house = House(
            seed=seed,
            folder=folder,
            clock=clock,
            nursery=nursery,
            server=server,
            province_port=port,
            province_wire=stack.enter_context(Wire(port, seed=seed)),
        )
        house.start_province()
        founded = init_centre(
            server.admin,
            DATABASE,
            {**dict.fromkeys(KIOSKS, 'kiosk'), **dict.fromkeys(COUNTERS, 'counter')},
            folder / 'accounts',
        )
        _until_answers(house)
        for slot, one in enumerate(founded, start=FIRST):
            wire = stack.enter_context(Wire(server.port, seed=seed + slot))
            machine = _machine(stack, house, one, slot, wire)
            house.machines[one.device] = machine
            house.found(machine)
        for machine in house.machines.values():
            house.start_courier(machine)
            house.start_app(machine)
        yield house


def _until_answers(house: House) -> None:
    never = threading.Event()
    for _ in range(int(_READY_S / 0.1)):
        try:
            house.desk().held()
        except Exception:  # noqa: BLE001  # whatever a server that isn't there yet makes of it
            never.wait(0.1)
        else:
            return
    raise TimeoutError((house.folder / 'province.log').read_text())


def _machine(stack: ExitStack, house: House, founded: Founded, slot: int, wire: Wire) -> Machine:
    device = founded.device
    folder = house.folder / device
    folder.mkdir()
    disk = folder / 'disk'
    disk.mkdir()
    is_small = _mounted(stack, disk)
    config = folder / 'motcua.toml'
    via = make_conninfo(founded.address, port=wire.port)
    config.write_text(_settings(house, folder, disk, device, via), encoding='utf-8')
    return Machine(device=device, slot=slot, folder=folder, disk=disk, config=config, wire=wire, is_small=is_small)


def _settings(house: House, folder: Path, disk: Path, device: str, centre: str) -> str:
    number = device[1:]
    lines = [
        '[store]',
        f'folder = "{disk}/kho"',
        f'device = "{device}"',
        'keyring = false',
        f'centre = "{centre}"',
        f'log = "{folder}/motcua-sync.log"',
    ]
    if device in KIOSKS:
        lines += ['[kiosk]', f'name = "{device}"', f'first_number = {500 * int(number) - 499}', 'keep_hours = false']
        return '\n'.join(lines)
    secret = secret_file(house.data, CLIENT)
    return '\n'.join(
        [
            *lines,
            '[counter]',
            f'name = "{number}"',
            '[devices]',
            f'scanner = "folder:{folder}/feeder?dpi=75"',
            'scan_dpi = 75',
            '[province]',
            f'url = "http://127.0.0.1:{house.province_wire.port}"',
            f'unit = "{UNIT}"',
            f'client_id = "{CLIENT}"',
            f'secret_file = "{secret}"',
            f'upload_dir = "{disk}/tai-len"',
            'connect_timeout = 2.0',
            'read_timeout = 8.0',
        ]
    )


def _mounted(stack: ExitStack, disk: Path) -> bool:
    """Whether the disk is a small one in memory now: only root may do that."""
    call = ['mount', '-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', str(disk)]
    if subprocess.run(call, capture_output=True, check=False).returncode:
        return False
    stack.callback(_unmounted, disk)
    return True


def _unmounted(disk: Path) -> None:
    """What lay on it lies in the folder afterwards."""
    kept = disk.with_name('kept')
    shutil.copytree(disk, kept)
    subprocess.run(['umount', '--lazy', str(disk)], check=False)
    disk.rmdir()
    kept.rename(disk)
