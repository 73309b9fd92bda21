"""Logs by whitelist: ids, codes and counts go in; a field that isn't named here is dropped and counted.

So no name, number or address of a person can get into a log by somebody's forgetting.
"""

import logging
import logging.handlers
from collections.abc import MutableMapping
from typing import Any

import structlog

# what may be told to a log: identities, codes of ours, counts and times, never what a person typed or a card held
FIELDS = frozenset(
    {
        *('event', 'level', 'timestamp', 'dropped'),
        *('actor', 'device', 'counter', 'place', 'subject', 'ticket', 'dossier', 'job', 'item', 'fact', 'kind', 'seq'),
        *('lane', 'state', 'digest', 'size', 'count', 'tries', 'millis', 'status', 'code', 'problem', 'step', 'line'),
    }
)
# five files of 2 MB hold weeks of one counter's events and can be sent by mail
_FILE_BYTES, _FILES = 2_000_000, 5
_PLAIN = (str, int, float, bool, type(None))


def only_named_fields(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that isn't in ``FIELDS`` or isn't plain, and say how many."""
    kept = {name: value for name, value in event.items() if name in FIELDS and isinstance(value, _PLAIN)}
    dropped = len(event) - len(kept)
    return {**kept, 'dropped': dropped} if dropped else kept


def configure(file: str = '') -> None:
    """Let structlog write one JSON object a line to a rotating file, or to standard error where none is named."""
    handler: logging.Handler = (
        logging.handlers.RotatingFileHandler(file, maxBytes=_FILE_BYTES, backupCount=_FILES, encoding='utf-8')
        if file
        else logging.StreamHandler()
    )
    handler.setFormatter(logging.Formatter('%(message)s'))
    logger = logging.getLogger('motcua')
    for former in logger.handlers[:]:
        logger.removeHandler(former)
        former.close()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt='iso', utc=True),
            only_named_fields,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
        logger_factory=lambda *_names: logger,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
