"""Figures for the provincial operator, as Prometheus reads them: a text file for node-exporter's collector.

Off by default (``[store] metrics``). Counts and times only: no name, no code of a dossier, no digest; what is labelled
are lanes and states.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import write_to_textfile

from office.errors import Trouble
from sync.status import Status

_NAME = 'motcua.prom'
# name, help, labels beside the machine
_GAUGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    'courier_running': ("1 while a courier runs on this store", ()),
    'outbox_items': ("items owed to the province, by lane and state", ('lane', 'state')),
    'outbox_oldest_seconds': ("age of the oldest item that is owed", ()),
    'lane_heard_seconds': ("seconds since the province last answered a lane", ('lane',)),
    'lane_failures': ("failures of a lane since its last answer", ('lane',)),
    'codes_left': ("official codes that may still be given today", ()),
    'dossiers_uncoded': ("dossiers under a provisional number", ()),
    'news_aside': ("news that wait for their file", ()),
    'strays': ("news that fit no dossier here", ()),
    'clock_ahead_seconds': ("by how much the clock is ahead of the province's, 0 within two minutes", ()),
    'twin': ("1 when another machine bears this one's name", ()),
}


def exposition(found: Status, now: datetime, machine: str) -> str:
    """The figures in Prometheus' text format."""
    return generate_latest(_registry(found, now, machine)).decode()


def write(folder: Path, found: Status, now: datetime, machine: str) -> None:
    """Put the figures where node-exporter's textfile collector looks; a reader never sees half a file.

    Raises:
        Trouble: ``metrics.disk``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_to_textfile(str(folder / _NAME), _registry(found, now, machine))
    except OSError as error:
        raise Trouble('metrics.disk', detail=error.strerror or '') from error


def _registry(found: Status, now: datetime, machine: str) -> CollectorRegistry:
    registry = CollectorRegistry()
    gauges = {
        name: Gauge(f'motcua_{name}', about, ('machine', *labels), registry=registry)
        for name, (about, labels) in _GAUGES.items()
    }
    for named, count in found.unsent.items():
        lane, _, state = named.partition('.')
        gauges['outbox_items'].labels(machine, lane, state).set(count)
    for one in found.lanes:
        gauges['lane_failures'].labels(machine, one.lane).set(one.tries)
        if one.heard_at is not None:
            gauges['lane_heard_seconds'].labels(machine, one.lane).set(max(0.0, (now - one.heard_at).total_seconds()))
    oldest = min((one.since for one in found.items), default=now)
    plain = {
        'courier_running': found.running,
        'outbox_oldest_seconds': max(0.0, (now - oldest).total_seconds()),
        'codes_left': found.codes_left,
        'dossiers_uncoded': found.uncoded,
        'news_aside': found.aside,
        'strays': found.strays,
        'clock_ahead_seconds': found.clock_ahead_s,
        'twin': found.twin,
    }
    for name, value in plain.items():
        gauges[name].labels(machine).set(value)
    return registry
