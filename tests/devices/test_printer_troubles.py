"""No trouble of a printer without a switch that brings it about, and no switch that no test throws."""

import importlib
import re
from dataclasses import fields
from pathlib import Path

import pytest

from devices import texts
from devices.receipt_printer.emulator.mechanism import Switches as PrinterSwitches
from devices.receipt_printer.emulator.on_usb import BusSwitches
from devices.spooler.emulator import Switches as QueueSwitches

TESTS = Path(__file__).parents[1]
SWITCHES = {field.name for one in (PrinterSwitches, BusSwitches, QueueSwitches) for field in fields(one)}

# what this machine lacks is no printer's fault; each has a test that takes it away
OF_THIS_MACHINE = {'printer.font', 'printer.library'}
# a file that is no document, and a printer of Qt's that takes nothing
OF_THE_DOCUMENT = {'pdf.unreadable', 'pdf.not_printed'}


def codes_of(module: str) -> set[str]:
    """The troubles that a protocol lists."""
    listed = importlib.import_module(module).__doc__ or ''
    return set(re.findall(r'^    ([a-z]+\.[a-z_]+) {2,}\S', listed, re.MULTILINE))


PROTOCOLS = (
    'devices.receipt_printer.protocol',
    'devices.receipt_printer.transport',
    'devices.spooler.protocol',
    'devices.form_printer.protocol',
)


@pytest.mark.parametrize('protocol', PROTOCOLS)
def test_every_trouble_has_a_switch_and_a_sentence(protocol: str) -> None:
    """A protocol that lists a new trouble doesn't pass before somebody can drill for it."""
    codes = codes_of(protocol)
    assert len(codes) >= 5
    for code in codes - OF_THIS_MACHINE - OF_THE_DOCUMENT:
        assert code.partition('.')[2] in SWITCHES, code
    assert codes - {'pdf.not_printed'} <= texts.SENTENCES.keys()


def test_every_switch_is_thrown_by_a_test() -> None:
    """By its name, in the tests of printers."""
    named = [*TESTS.glob('devices/*printer*.py'), *TESTS.glob('qtkit/*form*.py'), TESTS / 'devices' / 'test_health.py']
    thrown = '\n'.join(path.read_text(encoding='utf-8') for path in named)
    for switch in SWITCHES:
        assert re.search(rf"switches\.{switch}\b|['\"]{switch}['\"]", thrown), switch
