"""What an administrator may set of the store: the section ``[store]``."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """Where facts and pages are kept, and under which name this machine writes them.

    ``folder`` '' means the place the operating system gives to applications. ``device`` names the chain of facts and
    stands in provisional numbers, so no two machines of a centre may share it. ``busy_seconds``: how long a process
    waits for another one's transaction; a commit takes at most 0.2 s, so five seconds of waiting mean trouble.
    ``keyring``: whether the operating system's keyring is asked for the key. ``calendar_signers``: the Ed25519 public
    keys, 64 hexadecimal digits each, whose calendars are believed. ``partners``: the cards, as ``motcua-sync card``
    prints them, of the machines with which bags are exchanged on a stick. ``centre``: how the centre's PostgreSQL is
    reached, as ``motcua-sync init-centre`` prints it; '' where one machine is the whole centre. ``centre_key``: the
    file of the key that seals the centre's pages, '' where this machine shares none. ``log`` '' means standard error.
    ``grace_days``: how long a file stays after the province confirmed it, before ``motcua-sync purge`` may remove it.
    ``metrics``: the folder of node-exporter's textfile collector, '' for no figures.
    """

    folder: str = ''
    device: str = 'Q1'
    busy_seconds: float = 5.0
    keyring: bool = True
    calendar_signers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    centre: str = ''
    centre_key: str = ''
    log: str = ''
    grace_days: int = 90
    metrics: str = ''

    @property
    def place(self) -> Path:
        """The folder of database, key file and pages."""
        if self.folder:
            return Path(self.folder)
        import platformdirs  # noqa: PLC0415 - most machines name theirs

        return platformdirs.user_data_path('motcua', appauthor=False)
