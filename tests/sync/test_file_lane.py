"""In which order files leave, and that a file leaves once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from sync.province.protocol import FileReceipt
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import courier, digest_of, lines, one_pass, receive


class Noting:
    """An adapter that notes what is uploaded, and how much of it travelled."""

    def __init__(self, whole: object) -> None:
        self._whole, self.sent = whole, list[FileReceipt]()

    def __getattr__(self, name: str) -> object:
        return getattr(self._whole, name)

    def upload(self, content: bytes, *, digest: str, name: str) -> FileReceipt:
        receipt: FileReceipt = self._whole.upload(content, digest=digest, name=name)  # type: ignore[attr-defined]  # any
        self.sent.append(receipt)
        return receipt


@contextmanager
def _noting(province: RunningProvince) -> Iterator[Noting]:
    with province.adapter() as adapter:
        yield Noting(adapter)


def _digests(contents: Sequence[bytes]) -> list[str]:
    return [digest_of(content) for content in contents]


def test_within_the_oldest_hour_the_smallest_goes_first(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """A large file lets the small ones of its hour by, but not those that came hours later."""
    large, middle, small, later = b'a' * 90_000, b'b' * 9_000, b'c' * 900, b'd' * 90
    for number, content in enumerate((large, middle, small), start=1):
        receive(centre, number, content=content)
    standing_clock.forward(timedelta(hours=2))
    receive(centre, 4, content=later)
    with _noting(tinh) as noted:
        assert courier(centre, noted).carry() == []
    assert [one.digest for one in noted.sent] == _digests((small, middle, large, later))


def test_a_file_of_two_dossiers_travels_once(centre: Store, tinh: RunningProvince) -> None:
    for number in (1, 2):
        receive(centre, number, content=b'%PDF-1.7 chung')
    with _noting(tinh) as noted:
        assert courier(centre, noted).carry() == []
    assert [one.sent for one in noted.sent] == [14, 0]
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
