"""Everything that one running province shares between its two sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from office.ports import Clock
from office.procedure import Procedure
from sync.province.record import LOCAL, moment
from sync.province.reference import database
from sync.province.reference.credentials import Credentials
from sync.province.reference.faults import Faults
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.procedures import Published
from sync.province.reference.vault import Uploads, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The province's books, files, secrets, clock and switches."""

    options: ReferenceOptions
    clock: Clock
    engine: sa.Engine
    credentials: Credentials
    vault: Vault
    uploads: Uploads
    faults: Faults
    published: Published

    def today(self) -> date:
        """The local day."""
        return self.clock.now().astimezone(LOCAL).date()

    def moment(self) -> str:
        """The moment as the portal writes it."""
        return moment(self.clock.now())


def opened(options: ReferenceOptions, clock: Clock, procedures: Iterable[Procedure]) -> House:
    """Open the province in its folder, making what isn't there yet."""
    options.data.mkdir(parents=True, exist_ok=True)
    vault = Vault(options.data / 'tep')
    return House(
        options=options,
        clock=clock,
        engine=database.opened(options),
        credentials=Credentials(options, clock),
        vault=vault,
        uploads=Uploads(options, vault),
        faults=Faults(),
        published=Published(procedures),
    )
