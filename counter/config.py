"""The sections of a machine's settings that a counter reads."""

from dataclasses import dataclass

from counter.settings import CounterSettings
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from sync.settings import StoreSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterConfig:
    """All sections that a counter reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    counter: CounterSettings
