"""Rows of a list: replaced as a whole, or changed in place where they are about the same things."""

from pytestqt.qtbot import QtBot

from qtkit.rows import Rows


def test_rows_about_the_same_things_change_in_place(qtbot: QtBot) -> None:
    """Only the row that differs is told; nothing is taken away from under a finger."""
    rows = Rows(['letter', 'waiting'], key='letter')
    rows.show([{'letter': 'A', 'waiting': 1}, {'letter': 'B', 'waiting': 2}])
    with qtbot.assertNotEmitted(rows.modelReset), qtbot.waitSignal(rows.dataChanged) as told:
        rows.show([{'letter': 'A', 'waiting': 1}, {'letter': 'B', 'waiting': 3}])
    assert told.args is not None
    assert told.args[0].row() == told.args[1].row() == 1
    assert rows.rows[1] == {'letter': 'B', 'waiting': 3}


def test_rows_about_other_things_are_built_anew(qtbot: QtBot) -> None:
    """Another order, another number of rows, or no key."""
    rows = Rows(['letter'], key='letter')
    rows.show([{'letter': 'A'}, {'letter': 'B'}])
    with qtbot.waitSignal(rows.modelReset):
        rows.show([{'letter': 'B'}, {'letter': 'A'}])
    plain = Rows(['letter'])
    plain.show([{'letter': 'A'}])
    with qtbot.waitSignal(plain.modelReset):
        plain.show([{'letter': 'B'}])


def test_the_same_rows_tell_nobody(qtbot: QtBot) -> None:
    """A look that finds nothing new."""
    rows = Rows(['letter'], key='letter')
    rows.show([{'letter': 'A'}])
    with qtbot.assertNotEmitted(rows.modelReset), qtbot.assertNotEmitted(rows.dataChanged):
        rows.show([{'letter': 'A'}])
