"""The province's people in a soak: they look at what came in, ask for papers now and then, and issue results."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Self

import pikepdf
import requests

from office.errors import Problem
from sync.province.reference.desk import EResult, OfficialsDesk
from tests.soak.counter_life import chance
from tests.soak.house import House
from tests.sync.hostile_files import pdf

_EVERY_S = 1.0


@dataclass(slots=True, kw_only=True)
class Officials:
    """A thread of them; ``issued`` are the digests of results by code, ``asked`` the codes that got a request."""

    house: House
    issued: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._work, name='officials', daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()

    def rest(self) -> None:
        """Nothing more is decided from now on."""
        self._stop.set()
        assert self._thread is not None
        self._thread.join()

    def _work(self) -> None:
        desk = self.house.desk()
        while not self._stop.wait(_EVERY_S):
            # while it is down they drink tea
            with suppress(Problem, requests.RequestException, ValueError):
                self._look(desk)

    def _look(self, desk: OfficialsDesk) -> None:
        for one in desk.held():
            code = str(one['MaHoSo'])
            if one['TepConThieu'] or code in self.issued or self._stop.is_set():
                continue
            record = desk.dossier(code)
            state = str(record['TrangThaiHoSo'])
            if state == '5' and came_in(record):
                desk.move(code, 4)
                continue
            if state == '2' and code not in self.asked and chance(code, 'supplement') < 0.12:
                paper = {'MaThanhPhanHoSo': '', 'TenGiayTo': "Giấy tờ khác", 'NoiDung': "Bản sao có chứng thực"}
                desk.ask_supplement(
                    code, serial=f'BS-{code}', official="Cán bộ tỉnh", reason="Còn thiếu", papers=[paper]
                )
                self.asked.add(code)
            elif state in ('2', '4') and chance(code, 'result') < 0.5:
                content = _result(code)
                self.issued[code] = sha256(content).hexdigest()
                desk.issue(code, [EResult(code='KQ', name="Kết quả", content=content)])


def _result(code: str) -> bytes:
    """A PDF that no other dossier's result is like."""

    def name(made: pikepdf.Pdf) -> None:
        made.docinfo['/Title'] = code

    return pdf(name)


def came_in(record: dict[str, Any]) -> bool:
    """Whether every paper that was asked for has come, as far as the province was told."""
    rounds = record['DanhSachHoSoBoSung']
    return bool(rounds) and all(one['NgayTiepNhanBoSung'] for one in rounds)
