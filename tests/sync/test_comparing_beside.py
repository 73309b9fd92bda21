"""A person's command compares beside the courier: neither takes the other one for a second machine of this name."""

import pytest

from office.errors import Refusal
from sync import reconcile
from sync.province.comparing import FILES, Comparison, Difference, Question
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.sync.couriers import one_pass

STRANGE = Difference(day='2026-11-24', kind=FILES, lines=('0' * 64,))


def test_one_at_a_time(centre: Store, tinh: RunningProvince) -> None:
    """And a province that says it lacks what it wasn't asked for ends nothing."""
    assert one_pass(centre, tinh) == []
    with tinh.adapter() as adapter, tinh.adapter() as beside:
        whole = adapter.compare

        def meanwhile(asked: Question) -> Comparison:
            for again in (reconcile.compare, reconcile.move_on):
                with pytest.raises(Refusal, match=r'comparison\.running'):
                    again(centre, beside)
            return Comparison(wanted=(), missing=(*whole(asked).missing, STRANGE), surplus=())

        adapter.compare = meanwhile  # type: ignore[method-assign]  # at the worst moment
        assert reconcile.compare(centre, adapter).forgotten == ()
    assert one_pass(centre, tinh) == []
