"""Real pages with what is written on them, for who has some: laws, scanned or printed, as pictures of 200 dpi."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devices.paper.picture import Picture, decode
from tests.bench.figures import progress
from tests.bench.sizes import REAL_PAGES

DPI = 200
# where they lie beside a checkout when the environment doesn't say
_NEAR = tuple(folder / 'shared/data/ocr_vi' for folder in Path(__file__).parents[2].parents)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealPage:
    """A page's picture, and the text that a person read on it."""

    name: str
    picture: Picture
    truth: str


def real_pages() -> Sequence[RealPage]:
    """All of them in the order of their ``manifest.json``; none, and that is said, where nobody has any."""
    named = os.environ.get(REAL_PAGES)
    folder = next((path for path in ((Path(named),) if named else _NEAR) if path.is_dir()), None)
    if folder is None:
        progress(f'no real pages: {REAL_PAGES} names no folder')
        return []
    return [
        RealPage(
            name=entry['image'],
            picture=decode((folder / entry['image']).read_bytes()),
            truth=(folder / entry['gt']).read_text(encoding='utf-8'),
        )
        for entry in json.loads((folder / 'manifest.json').read_text(encoding='utf-8'))['pages']
    ]
