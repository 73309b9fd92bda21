"""A file from outside (a stick, a telephone, the province) is looked at before it is kept: what it is, what it does.

The looking is done in a child process with bounds of memory and time. A file that makes a parser hang or die costs
itself. A PDF is kept as it came, byte for byte; a picture is drawn anew there, without what the telephone wrote into it
(place, owner), so that no other decoder meets the original.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from office.errors import Refusal, Trouble

Kind = Literal['pdf', 'picture', 'xml']

# what citizens hand in, and what the province issues: signed XML too
PAPERS: tuple[Kind, ...] = ('pdf', 'picture')
RESULTS: tuple[Kind, ...] = ('pdf', 'picture', 'xml')

# a photographed or scanned paper of many pages; larger ones don't reach the province in a minute at 10 Mbit/s
MOST_BYTES = 50 << 20
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a file turned out to be.

    Attributes:
        kind: by content; its name was not asked.
        pages: of a PDF; 1 for anything else.
        picture: a picture drawn anew, upright, as a JPEG; empty for the other kinds.
        dpi: of the picture, 0 where it doesn't say or can't be believed.
    """

    kind: Kind
    pages: int = 1
    picture: bytes = b''
    dpi: int = 0


def checked(content: bytes, kinds: tuple[Kind, ...] = PAPERS, *, patience: float = _PATIENCE_SECONDS) -> Checked:
    """Look at a file; it returns only for one that may be kept.

    Args:
        content: the whole file.
        kinds: which are wanted.
        patience: seconds after which it is given up.

    Raises:
        Refusal: ``file.empty``; ``file.large`` (``most``, in MB); ``file.kind`` (``kind``, '?' when nobody knows it);
            ``file.damaged``; ``file.encrypted``; ``file.pages`` (``pages``, ``most``); ``file.bomb``; ``file.measure``
            when a picture or page has no sane size; ``file.active`` (``what``, as PDF calls it: JavaScript,
            OpenAction, AA, Launch, EmbeddedFile, XFA, RichMedia, URL, SubmitForm; of XML ENTITY).
        Trouble: ``file.slow`` when it hangs a parser, ``file.died`` when it kills one.
    """
    if not content:
        raise Refusal('file.empty')
    if len(content) > MOST_BYTES:
        raise Refusal('file.large', most=MOST_BYTES >> 20)
    try:
        run = subprocess.run(  # noqa: S603  # our own words
            [sys.executable, '-m', 'sync.outside_worker', *kinds],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            env={**os.environ, 'PYTHONPATH': str(Path(__file__).parents[1])},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Trouble('file.slow') from error
    head, _, picture = run.stdout.partition(b'\n')
    if run.returncode != 0 or not head:
        raise Trouble('file.died', status=run.returncode)
    told = json.loads(head)
    if 'refused' in told:
        raise Refusal(told.pop('refused'), **told)
    return Checked(picture=picture, **told)
