"""The kiosk reads its screens aloud, and the board's calls are heard, each in turn and none twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from devices.voice.protocol import Language
from kiosk import board_app, start
from kiosk.announce import Announcer
from kiosk.app import Kiosk
from kiosk.models.speaking import speakable
from office.command import REFUSED
from office.errors import Trouble
from qtkit.loudspeaker import Loudspeaker
from qtkit.speech import Speech
from tests.kiosk.touching import find, kiosk_on, shows, touch, touch_to_ticket


class Listener(QObject):
    """Stands where the sound system does: what it is given is over when the test says so."""

    ended = Signal()
    works = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, Language]] = []
        self.hushed = 0

    def say(self, *sentences: tuple[str, Language]) -> None:
        self.said += sentences

    def hush(self) -> None:
        self.hushed += 1

    def close(self) -> None:
        self.hushed += 1


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Kiosk]]:
    """Kiosks on a machine that could sound, closed after the test."""
    monkeypatch.setattr('qtkit.speech.may_sound', lambda: True)
    kiosks: list[Kiosk] = []

    def make(**settings: object) -> Kiosk:
        kiosks.append(kiosk_on(tmp_path / 'store', qtbot, **settings))
        return kiosks[-1]

    yield make
    for one in kiosks:
        one.close()


def heard(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the kiosk gives its voice to say from now on."""
    said: list[str] = []
    speech = kiosk.speaking._speech
    assert speech is not None
    monkeypatch.setattr(speech, 'say', lambda *sentences: said.extend(sentence for sentence, _ in sentences))
    return said


def test_whoever_asks_hears_the_screen(
    opened: Callable[..., Kiosk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question and its choices, then the ticket with its number in words."""
    kiosk = opened(voice='espeak:vi')
    qtbot.waitUntil(lambda: shows(kiosk.window, 'listen'))
    said = heard(kiosk, monkeypatch)
    touch(kiosk.window, 'listen')
    assert said[0] == "Ông bà cần làm việc gì?"
    assert len(said) > 2
    said.clear()
    touch_to_ticket(kiosk, qtbot)
    assert said == []
    touch(kiosk.window, 'listen')
    assert said[0] == "Số của ông bà: A một"
    assert "Mời ông bà ngồi chờ và nhìn bảng gọi số." in said
    said.clear()
    touch(kiosk.window, 'language')
    touch(kiosk.window, 'listen')
    assert said[0] == 'Your number: A 1'


def test_a_kiosk_may_speak_by_itself_and_falls_silent_when_wiped(
    opened: Callable[..., Kiosk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = opened(voice='espeak:vi', speaks_first=True)
    qtbot.waitUntil(lambda: shows(kiosk.window, 'listen'))
    said = heard(kiosk, monkeypatch)
    touch(kiosk.window, 'service-A')
    qtbot.waitUntil(lambda: bool(said))
    assert said[0] == "Mời ông bà chọn thủ tục"
    said.clear()
    hushed: list[int] = []
    monkeypatch.setattr(kiosk.speaking._speech, 'hush', lambda: hushed.append(1))
    kiosk.session.wipe()
    assert hushed
    assert said == []


def test_a_voice_that_fails_takes_its_button_along_and_stops_nothing(
    opened: Callable[..., Kiosk], qtbot: QtBot
) -> None:
    kiosk = opened(voice='espeak:vi?program=/nowhere/giong')
    speech = kiosk.speaking._speech
    assert speech is not None
    qtbot.waitUntil(lambda: speech._jobs.is_idle)
    assert not shows(kiosk.window, 'listen')
    touch_to_ticket(kiosk, qtbot)
    assert find(kiosk.window, 'language')


def test_a_voice_that_failed_one_citizen_is_tried_for_the_next(
    opened: Callable[..., Kiosk], qtbot: QtBot, tmp_path: Path
) -> None:
    """Its program comes back, and with it the button, when the visit is wiped."""
    program = tmp_path / 'giong'
    kiosk = opened(voice=f'espeak:vi?program={program}')
    speech = kiosk.speaking._speech
    assert speech is not None
    qtbot.waitUntil(lambda: speech._jobs.is_idle)
    program.symlink_to('/usr/bin/espeak-ng')
    assert not shows(kiosk.window, 'listen')
    kiosk.session.wipe()
    qtbot.waitUntil(lambda: shows(kiosk.window, 'listen'))


@pytest.mark.parametrize(
    ('program', 'line', 'named'),
    [
        (start.main, '[kiosk]\nvoice = "espek:vi"', 'kiosk.voice'),
        (board_app.main, '[board]\nvoice = "espeak:vi?pitch=3"', 'board.voice'),
        (board_app.main, '[board]\nlanguages = ["vi", "fr"]', 'board.languages'),
    ],
)
def test_a_misspelt_voice_is_refused_at_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], program: Callable[[list[str]], int], line: str, named: str
) -> None:
    """Later it would only be silent."""
    settings = tmp_path / 'motcua.toml'
    settings.write_text(line, encoding='utf-8')
    assert program(['--config', str(settings)]) == REFUSED
    assert named in capsys.readouterr().err


@pytest.mark.parametrize(
    ('shown', 'said'),
    [
        ("Ông/bà chờ khoảng 10–15 phút", "Ông bà chờ khoảng mười đến mười lăm phút"),
        ("Đến lượt khoảng 13:30–14:05", "Đến lượt khoảng mười ba giờ ba mươi đến mười bốn giờ năm"),
        ("Mở lại lúc 07:00 thứ Năm, 26/11", "Mở lại lúc bảy giờ thứ Năm, ngày hai mươi sáu tháng mười một"),
    ],
)
def test_hours_days_and_spans_are_said_as_people_say_them(shown: str, said: str) -> None:
    assert speakable(shown, 'vi') == said
    assert speakable(shown, 'en') == shown


class Chime(QObject):
    """A chime whose end the test says."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.played = 0

    def play(self) -> None:
        self.played += 1


def test_each_call_has_its_chime_and_its_words_in_turn(qtbot: QtBot) -> None:
    """Two counters call at once: the second waits until the first is said, and a silent chime doesn't stop it."""
    chime, voice = Chime(), Listener()
    announcer = Announcer(chime, voice, ('vi', 'en'))  # type: ignore[arg-type]  # they sound alike
    announcer.call('A017', '3')
    announcer.call('C005', '1')
    assert (chime.played, voice.said) == (1, [])
    chime.ended.emit()
    assert voice.said == [("Mời số A mười bảy, đến quầy ba.", 'vi'), ('Number A 17, please go to counter 3.', 'en')]
    chime.ended.emit()
    assert len(voice.said) == 2
    voice.ended.emit()
    assert chime.played == 2
    # a sound system that hangs: patience ends, the words are said all the same
    announcer._patience.timeout.emit()
    assert voice.said[2] == ("Mời số C năm, đến quầy một.", 'vi')
    voice.ended.emit()
    assert chime.played == 2
    announcer.close()


def test_a_speech_goes_on_after_a_sentence_that_failed(qtbot: QtBot) -> None:
    """Everything ends; a word that nobody recorded is told to nobody, a mute voice is."""

    class Stutterer:
        def speak(self, sentence: str, _language: Language) -> bytes:
            raise Trouble('voice.words' if sentence == "một" else 'voice.mute', words=sentence)

    speech = Speech(Stutterer, Loudspeaker())
    told: list[bool] = []
    speech.works.connect(told.append)
    with qtbot.waitSignal(speech.ended):
        speech.say(("một", 'vi'), ("hai", 'vi'))
    assert told == [False]
    with qtbot.assertNotEmitted(speech.ended, wait=50):
        speech.say(("ba", 'vi'))
        speech.hush()
    speech.close()
