"""The adapter of the shape that a centre's settings name."""

from collections.abc import Callable, Mapping

from office.ports import Clock
from sync.province.lgsp import Lgsp
from sync.province.ndxp import SecurityServer
from sync.province.protocol import Province
from sync.province.settings import ProvinceSettings, checked
from sync.province.sixcalls import SixCalls

_ADAPTERS: Mapping[str, Callable[[ProvinceSettings, str, Clock], Province]] = {
    's1': SecurityServer,
    's2': Lgsp,
    's3': SixCalls,
}


def adapter(settings: ProvinceSettings, secret: str, clock: Clock) -> Province:
    """An adapter that has connected nothing yet.

    Raises:
        Refusal: as ``checked``.
    """
    return _ADAPTERS[checked(settings).shape](settings, secret, clock)
