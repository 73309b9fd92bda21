"""A hand on the officials' side of a running reference province: for the command, drills and rehearsals."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import requests

from office.errors import Refusal, Trouble
from sync.province.reference.faults import Fault

# a local server that doesn't answer in a minute has stopped
_TIMEOUT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class EResult:
    """A result to be issued: its code and name in the procedure, its PDF or b'' for paper only."""

    code: str
    name: str
    content: bytes = b''


class OfficialsDesk:
    """The officials of the province at an address.

    Every verb raises Trouble ``province.unreachable`` when nobody is there, Refusal ``province.refused`` for a no.
    """

    def __init__(self, url: str, secret: str) -> None:
        self._url = f'{url.rstrip("/")}/quan-tri'
        self._headers = {'Authorization': f'Bearer {secret}'}

    def held(self) -> list[dict[str, Any]]:
        """Every dossier's ``MaHoSo`` and the digests in ``TepConThieu`` that it waits for."""
        return list(self._ask('GET', 'ho-so'))

    def dossier(self, code: str) -> dict[str, Any]:
        """A dossier in the portal's field names."""
        return dict(self._ask('GET', f'ho-so/{code}'))

    def steps(self, code: str) -> list[dict[str, Any]]:
        """The steps of a dossier."""
        return list(self._ask('GET', f'ho-so/{code}/tien-do'))

    def ratings(self) -> list[dict[str, Any]]:
        """The figures of what citizens said (DongBoDanhGia)."""
        return list(self._ask('GET', 'danh-gia'))

    def ask(self, unit: str, number: str, text: str, **more: str) -> None:
        """Let somebody ask a unit; further fields in the portal's names."""
        self._ask('POST', 'hoi-dap', {'MADONVI': unit, 'HOIDAPID': number, 'NOIDUNG': text, **more})

    def answer(self, unit: str, number: str) -> dict[str, Any]:
        """What a unit answered, {} while it hasn't."""
        found = self._ask('GET', f'hoi-dap/{number}?MaDinhDanhDV={unit}')
        return dict(found[0]) if found else {}

    def move(self, code: str, state: int, *, note: str = '', due: str = '') -> str:
        """Set a dossier's state, 1 to 10, and perhaps another due time as fourteen digits; returns the change's id."""
        body = {'TrangThai': str(state), 'NoiDung': note, 'NgayHenTra': due}
        return str(self._ask('POST', f'ho-so/{code}/trang-thai', body)['MaThayDoi'])

    def ask_supplement(
        self, code: str, *, serial: str, official: str, reason: str, papers: Sequence[Mapping[str, str]]
    ) -> str:
        """Ask for papers, each ``{'MaThanhPhanHoSo', 'TenGiayTo', 'NoiDung'}``."""
        body = {
            'HoSoBoSungId': serial,
            'NguoiYeuCauBoSung': official,
            'NoiDungBoSung': reason,
            'DanhSachGiayTo': [dict(paper) for paper in papers],
        }
        return str(self._ask('POST', f'ho-so/{code}/bo-sung', body)['MaThayDoi'])

    def issue(self, code: str, results: Sequence[EResult], *, unit: str = '') -> str:
        """Issue results; ``unit`` for a dossier that the province never heard of."""
        listed = [
            {
                'MaGiayToKetQua': one.code,
                'TenGiayTo': one.name,
                'NoiDungTep': base64.b64encode(one.content).decode(),
            }
            for one in results
        ]
        query = f'?MaDinhDanhDV={unit}' if unit else ''
        return str(self._ask('POST', f'ho-so/{code}/ket-qua{query}', {'DanhSachGiayToKetQua': listed})['MaThayDoi'])

    def renumber(self, code: str, new: str) -> str:
        """File a dossier under another code."""
        return str(self._ask('POST', f'ho-so/{code}/doi-ma', {'MaHoSoMoi': new})['MaThayDoi'])

    def files(self) -> list[dict[str, Any]]:
        """Every held file: ``SHA256`` and ``KichThuoc``."""
        return list(self._ask('GET', 'tep'))

    def file(self, digest: str) -> bytes:
        """A held file."""
        return self._sent('GET', f'tep/{digest}', None).content

    def forget(self, codes: Sequence[str] = ()) -> list[str]:
        """Lose dossiers, all of them when none is named; returns the lost codes."""
        return list(self._ask('POST', 'quen', {'MaHoSo': list(codes)}))

    def switch(self, fault: Fault) -> None:
        """Turn a misfortune on."""
        self._ask('POST', 'loi', asdict(fault))

    def clear(self) -> None:
        """Turn every misfortune off."""
        self._ask('DELETE', 'loi')

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        return self._sent(method, path, body).json()['result']

    def _sent(self, method: str, path: str, body: object) -> requests.Response:
        try:
            response = requests.request(
                method, f'{self._url}/{path}', json=body, headers=self._headers, timeout=_TIMEOUT
            )
        except requests.ConnectionError as error:
            raise Trouble('province.unreachable') from error
        if not response.ok:
            answer = response.json()
            raise Refusal('province.refused', answer=answer['error_code'], message=answer['message'], field='')
        return response
