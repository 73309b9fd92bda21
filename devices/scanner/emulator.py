"""SANE's own test device as a scanner for demos, drills and tests: a feeder of ten sheets, A4, colour."""

from pathlib import Path

# SANE's defaults are a glass of 80 x 100 mm and no colours
_TEST_CONF = """\
number_of_devices 1
mode Color
depth 8
resolution_min 1.0
resolution_max 1200.0
resolution_quant 1.0
resolution 300.0
geometry_min 0.0
geometry_max 300.0
geometry_quant 0.0
tl_x 0.0
tl_y 0.0
br_x 210.0
br_y 297.0
source "Automatic Document Feeder"
test-picture "Color pattern"
enable-test-options {faults}
read-delay {slow}
read-delay-duration 200000
"""


def write_sane_test_config(directory: Path, *, faults: bool = False, slow: bool = False) -> Path:
    """Write a SANE configuration that knows the test and the pnm device only, and return its folder.

    ``faults`` lets ``sane:test:0?fault=…`` choose a fault; ``slow`` makes every read take 0.2 s.
    """
    directory.mkdir(parents=True, exist_ok=True)
    (directory / 'dll.conf').write_text('test\npnm\n', encoding='ascii')
    said = {True: 'true', False: 'false'}
    text = _TEST_CONF.format(faults=said[faults], slow=said[slow])
    (directory / 'test.conf').write_text(text, encoding='ascii')
    return directory
