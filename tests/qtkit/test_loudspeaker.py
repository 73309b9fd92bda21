"""What plays is a process of its own, which may die, hang and find nothing to be heard with."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.voice.clip import Clip
from devices.voice.protocol import Language
from qtkit.loudspeaker import Loudspeaker
from qtkit.speech import Speech

SOUND = Clip(8000, 1, bytes(1600)).wav()
# plays everything at once, but what is to be its end or to hang it
PROGRAM = """
import os, sys
while line := sys.stdin.buffer.readline():
    turn, size = map(int, line.split())
    sound = sys.stdin.buffer.read(size)
    if b'die' in sound:
        os.abort()
    if sound and b'hang' not in sound:
        print(turn, 'mute' if b'mute' in sound else 'heard', flush=True)
"""
# the last device goes away after it was found
VANISHED = """
from PySide6.QtMultimedia import QAudioDevice
from qtkit import playing

class Vanished(QAudioDevice):
    def isNull(self):
        return False

class Devices:
    defaultAudioOutput = Vanished

playing.QMediaDevices = Devices
playing.main()
"""


@pytest.fixture
def loudspeaker(tmp_path: Path) -> Iterator[Loudspeaker]:
    program = tmp_path / 'plays.py'
    program.write_text(PROGRAM, encoding='utf-8')
    made = Loudspeaker((sys.executable, str(program)))
    yield made
    made.close()


def test_without_a_sound_system_nothing_is_heard(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program itself, as a window starts it."""
    monkeypatch.setenv('PULSE_SERVER', 'unix:/nowhere')
    told: list[bool] = []
    speaker = Loudspeaker()
    speaker.play(SOUND, told.append)
    qtbot.waitUntil(lambda: told == [False])
    speaker.close()


def test_a_device_that_cant_be_opened_is_told_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's sink is silent about it: nobody waits until the player is given up, and the next sound finds it alive."""
    monkeypatch.setenv('PULSE_SERVER', 'unix:/nowhere')
    told: list[bool] = []
    speaker = Loudspeaker((sys.executable, '-c', VANISHED))
    for number in (1, 2):
        speaker.play(SOUND, told.append)
        qtbot.waitUntil(lambda number=number: told == [False] * number)
    speaker.close()


def test_a_sound_system_that_takes_its_player_along_costs_one_sound(loudspeaker: Loudspeaker, qtbot: QtBot) -> None:
    told: list[bool] = []
    for number, sound in enumerate((b'one', b'die', b'two'), start=1):
        loudspeaker.play(sound, told.append)
        qtbot.waitUntil(lambda number=number: len(told) == number)
    assert told == [True, True, True]


def test_what_was_silenced_or_replaced_is_told_to_nobody(loudspeaker: Loudspeaker, qtbot: QtBot) -> None:
    former: list[bool] = []
    told: list[bool] = []
    loudspeaker.play(b'hang', former.append)
    loudspeaker.stop()
    loudspeaker.play(b'one', former.append)
    loudspeaker.play(b'two', told.append)
    qtbot.waitUntil(lambda: told == [True])
    assert former == []


def test_what_plays_and_hangs_is_given_up(
    loudspeaker: Loudspeaker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its length and a little later the next one is heard, by another process."""

    class Voice:
        def speak(self, sentence: str, _language: Language) -> bytes:
            return Clip(8000, 1, sentence.encode() * 2).wav()

    monkeypatch.setattr('qtkit.speech.may_sound', lambda: True)
    monkeypatch.setattr('qtkit.speech._GRACE_MS', 50)
    speech = Speech(Voice, loudspeaker)
    with qtbot.waitSignal(speech.ended):
        speech.say(('hang', 'vi'))
    told: list[bool] = []
    loudspeaker.play(b'one', told.append)
    qtbot.waitUntil(lambda: told == [True])
    speech.close()


def test_a_program_that_is_not_there_is_no_loudspeaker(qtbot: QtBot) -> None:
    told: list[bool] = []
    speaker = Loudspeaker(('/nowhere/plays',))
    speaker.play(SOUND, told.append)
    qtbot.waitUntil(lambda: told == [False])
