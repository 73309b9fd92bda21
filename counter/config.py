"""The sections of a machine's settings that a counter reads."""

from dataclasses import dataclass

from counter.settings import CounterSettings
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.desk.receiving import Reception
from office.workdays import parse_hours
from sync.settings import StoreSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterConfig:
    """All sections that a counter reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    counter: CounterSettings

    @property
    def reception(self) -> Reception:
        """How dossiers are received here."""
        return Reception(
            agency=self.centre.agency,
            own_agencies=self.centre.own_agencies,
            hours=parse_hours(self.centre.hours),
            convention=self.centre.due_convention,
        )
