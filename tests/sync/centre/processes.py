"""``motcua-sync run`` of a test's machine, as a process of its own."""

import subprocess
import sys
from pathlib import Path

from tests.emulators_province import RunningProvince
from tests.sync.centre.machines import Machine

ROOT = Path(__file__).parents[3]

# the program itself, which rests more briefly between two looks at its lanes
_RESTLESS = """
from sync import running
from sync.command import main
running._PAUSE = 0.2
raise SystemExit(main())
"""


class Sync:
    """``motcua-sync run`` of a machine; ``restless``: it rests a fifth of a second where the product rests five."""

    def __init__(self, machine: Machine, tinh: RunningProvince | None, folder: Path, *, restless: bool = False) -> None:
        place = machine.store.settings.place
        config = folder / f'{machine.store.settings.device}.toml'
        text = f'[store]\nfolder = "{place}"\nkeyring = false\ndevice = "{machine.store.settings.device}"\n'
        text += f'centre = "{machine.address}"\ncentre_key = "{machine.store.settings.centre_key}"\n'
        text += f'log = "{folder}/{machine.store.settings.device}.log"\n'
        if tinh is not None:
            chosen = tinh.settings
            text += f'[province]\nurl = "{chosen.url}"\nunit = "{chosen.unit}"\nclient_id = "{chosen.client_id}"\n'
            text += f'secret_file = "{chosen.secret_file}"\nupload_dir = "{folder}/tai-len"\n'
        config.write_text(text, encoding='utf-8')
        self.log = folder / f'{machine.store.settings.device}.log'
        self.process = subprocess.Popen(
            [sys.executable, *(('-c', _RESTLESS) if restless else ('-m', 'sync')), '--config', str(config), 'run'],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def forwards(self) -> bool:
        return self.log.exists() and '"forwards"' in self.log.read_text(encoding='utf-8')

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)

    def end(self) -> int:
        self.process.terminate()
        self.process.communicate(timeout=30)
        return self.process.returncode
