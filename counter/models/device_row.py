"""One device of the counter as a line says it: how it is, its last fault, and its last trial."""

from dataclasses import dataclass
from datetime import datetime

from counter.words import language
from devices import identity, texts
from devices.health import DeviceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How a trial ended."""

    is_well: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One device: ``fault`` says when it last failed and how, '' for never; ``trial`` is the last of this shift."""

    seen: DeviceState
    fault: str
    trial: Trial | None

    @property
    def name(self) -> str:
        """What it is."""
        return texts.name(self.seen.kind, language())

    @property
    def about(self) -> str:
        """What it says it is: model, serial number, firmware; '' where its wire tells nothing."""
        return identity.words(self.seen.about, language())

    @property
    def is_ready(self) -> bool:
        """Whether neither its state nor its last trial speaks against it."""
        return self.seen.state != 'trouble' and (self.trial is None or self.trial.is_well)

    @property
    def what_to_do(self) -> str:
        """What is wrong and what to do, '' where nothing is."""
        return self.seen.what_to_do(language())
