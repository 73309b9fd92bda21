"""How much each measure does unless the environment says otherwise, as ``BENCH_FACTS=20000``."""

import os
from collections.abc import Mapping

# real pages with their truth: pictures beside their manifest.json
REAL_PAGES = 'BENCH_OCR_VI'

SIZES: Mapping[str, tuple[int, str]] = {
    'FACTS': (1_000_000, 'facts and dossiers in the store'),
    'SAVES': (1000, 'saves'),
    'SEARCHES': (900, 'searches'),
    'TOUCHES': (60, 'tickets taken'),
    'WINDOWS': (7, 'starts of each window'),
    'PAGES': (12, 'pages scanned'),
    'OCR_PAGES': (12, 'pages read'),
    'TURN_SHEETS': (4, 'sheets laid in four ways, at two resolutions'),
    'MRZ': (25, 'photographed cards of each kind'),
    'CAMERA_PAIRS': (20, 'pairs of sheets told apart'),
    'CAMERA_HANDS': (60, 'frames with a hand in them'),
    'CAMERA_CARDS': (40, 'cards found'),
    'CAMERA_BOOKS': (20, 'open books flattened'),
    'LIVE_SECONDS': (10, 'seconds of live pictures'),
    'LIVE_FRAMES': (3000, 'live pictures at twice the rate'),
    'PLUGS': (5, 'times each device is plugged in'),
    'SIGNATURES': (15, 'files signed and judged'),
    'DOSSIERS': (1000, 'dossiers drained to the province'),
    'FILES': (200, 'files of pages drained'),
    'FILE_BYTES': (250_000, 'bytes of each of those'),
    'FILED': (20, 'dossiers with pages over a bad line'),
    'LINE_KBPS': (2000, 'kilobits a second of that line'),
    'LONGEST': (4000, 'seconds until the bad line is given up'),
    'COUNTERS': (50, 'counters that call at once'),
    'KIOSKS': (10, 'kiosks beside them'),
    'CALLS': (20, 'numbers that each counter calls'),
    'CENTRE_PAGES': (40, "pages put into the centre's server"),
    'DOCUMENTS': (1000, 'documents beside PouchDB'),
    'PEER_FILED': (100, 'documents with files beside PouchDB'),
    'PEER_PAGES': (2, 'invented pages beside OCRmyPDF'),
    'PEER_REAL': (3, 'pages of laws beside OCRmyPDF'),
    'WORKSTATIONS': (300, 'workstations that come back at once'),
    'WITHIN': (6, 'seconds within which they do'),
    'STORM_FACTS': (10, 'facts of each'),
    'WORKERS': (2, 'processes of the province'),
    'BARE_WORKSTATIONS': (240, 'workstations inserted without a province'),
}


def size_of(name: str) -> int:
    """A size of ``SIZES``, or what the environment says of it."""
    return int(os.environ.get(f'BENCH_{name}', SIZES[name][0]))


def listed() -> str:
    """The sizes for people, one to a line."""
    lines = [f'  {f"BENCH_{name}={usual}":28} {what}' for name, (usual, what) in SIZES.items()]
    lines.append(f'  {f"{REAL_PAGES}=DIR":28} real pages with their truth')
    return '\n'.join(['sizes from the environment:', *lines])
