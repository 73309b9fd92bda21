"""Every screen of the kiosk in both languages, both text sizes, both contrasts, upright and across.

Sizes are real: millimetres of two panels, 27 and 21.5 inches, the smallest that the kiosk is made for.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from kiosk.models.taking import LookedUp
from office.desk.queueing import Queueing
from office.dossier import DossierState
from office.errors import Refusal
from office.facts import Priority
from qtkit.theme import HIGH_CONTRAST, TEXT_SCALES
from tests.kiosk.touching import WORKDAY, find, kiosk_on, shows
from tests.offices import FixedClock, SequenceIds
from tests.screens import looking

# name: pixels, width in millimetres
PANELS = {
    '27 upright': ((1080, 1920), 336.0),
    '27 across': ((1920, 1080), 597.0),
    '21 upright': ((1080, 1920), 268.0),
    '21 across': ((1920, 1080), 476.0),
}

# a finger of 75 years (domain.md §9), and a choice as look.md has it
TARGET_MM, CARD_MM, CARD_HIGH_MM, CHOICES = 20.0, 60.0, 30.0, 6

FOUND = LookedUp(state=DossierState.SUPPLEMENT, judged=3, listed=5, letter='A', procedure='1.001193')


class Stage:
    """A kiosk on one panel, and how to bring each screen on."""

    def __init__(self, kiosk: Kiosk, qtbot: QtBot, panel_mm: float) -> None:
        self.kiosk, self.qtbot, self.panel_mm = kiosk, qtbot, panel_mm
        self.px_per_mm = kiosk.window.width() / panel_mm

    def bring(self, screen: str) -> None:
        """Show a screen, from the first one on."""
        session = self.kiosk.session
        session.start_over()
        session.use_reader(works=True)
        SCREENS[screen](self)
        looking.settle(self.kiosk.window)

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        for letter in text:
            self.kiosk.session.key(letter)

    def ticket(self, printing: str, service: str = 'G') -> None:
        """A ticket whose slip fared so."""
        session = self.kiosk.session
        session.choose(service)
        session._take(Priority.ELDERLY)
        self.qtbot.waitUntil(lambda: session.screen == 'ticket')
        self.kiosk.printout.key = printing
        self.kiosk.printout.changed.emit()

    def doubtful_ticket(self) -> None:
        """Everything at once: priority, a turn beyond the break, doubt, and no paper."""
        self.ticket('not_printed')
        visit = self.kiosk.session._visit
        assert visit.taken is not None
        turn = replace(visit.taken.turn, crosses_break=True, in_doubt=True)
        visit.taken = replace(visit.taken, turn=turn)
        session, settings = self.kiosk.session, self.kiosk.session._settings
        # the doubt is about closing time, which a kiosk without hours doesn't know
        session._settings = replace(settings, keep_hours=True)
        session._show()
        session._settings = settings
        assert find(self.kiosk.window, 'doubt').property('title')

    def looked_up(self, found: LookedUp | None) -> None:
        """An answer."""
        self.kiosk.session.open_lookup()
        self.type('H99.12.123-261125-0001')
        self.kiosk.session._on_looked_up(found)

    def warned(self) -> None:
        """The warning over a screen."""
        self.kiosk.session.open_lookup()
        self.kiosk.session.idle.seconds = 50
        self.kiosk.session.ticked.emit()

    def broken(self) -> None:
        """Out of service."""
        self.kiosk.offering.broke()
        self.kiosk.session.start_over()
        self.kiosk.offering.is_broken = False


def resting(stage: Stage) -> None:
    """The centre is closed."""
    offering = stage.kiosk.offering
    offering.offer = replace(offering.offer, left=0)
    stage.kiosk.session._show()
    offering.offer = replace(offering.offer, left=None)


SCREENS: dict[str, Callable[[Stage], None]] = {
    'welcome': lambda stage: None,
    'resting': resting,
    'procedures': lambda stage: stage.kiosk.session.choose('A'),
    'procedures long': lambda stage: stage.kiosk.session.choose('G'),
    'search': lambda stage: stage.kiosk.session.open_search(),
    'search found': lambda stage: (stage.kiosk.session.open_search(), stage.type('SO')),  # type: ignore[func-returns-value] # two steps
    'search none': lambda stage: (stage.kiosk.session.open_search(), stage.type('XYZ')),  # type: ignore[func-returns-value] # two steps
    'card': lambda stage: (stage.kiosk.session.choose('A'), stage.kiosk.session.take('')),  # type: ignore[func-returns-value] # two steps
    'card bad': lambda stage: (SCREENS['card'](stage), stage.kiosk.session.scanned('x')),  # type: ignore[func-returns-value] # two steps
    'ticket': lambda stage: stage.ticket('printed'),
    'ticket unprinted': lambda stage: stage.ticket('not_printed'),
    'ticket all': Stage.doubtful_ticket,
    'lookup': lambda stage: stage.kiosk.session.open_lookup(),
    'lookup found': lambda stage: stage.looked_up(FOUND),
    'lookup ready': lambda stage: stage.looked_up(replace(FOUND, state=DossierState.FINISHED, judged=5)),
    'lookup none': lambda stage: stage.looked_up(None),
    'sorry': lambda stage: stage.kiosk.session._on_problem(Refusal('queue.too_late')),
    'full': lambda stage: stage.kiosk.session._on_problem(Refusal('queue.full')),
    'idle': Stage.warned,
    'closed': Stage.broken,
}


@pytest.fixture(params=list(PANELS))
def stage(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """A kiosk on each panel, with a voice, a queue of a hundred and a daily cap."""
    monkeypatch.setattr('qtkit.speech.may_sound', lambda: True)
    size, panel_mm = PANELS[request.param]
    kiosk = kiosk_on(
        tmp_path,
        qtbot,
        clock=FixedClock(WORKDAY),
        size=size,
        panel_mm=panel_mm,
        daily_cap=900,
        keep_hours=False,
        voice='espeak:vi',
    )
    qtbot.waitUntil(lambda: shows(kiosk.window, 'listen'))
    desk = Queueing(kiosk.store, FixedClock(WORKDAY), SequenceIds(5))
    for _ in range(12):
        desk.issue('G', series='G', place='K2')
    with qtbot.waitSignal(kiosk.offering.changed):
        kiosk.offering.refresh()
    yield Stage(kiosk, qtbot, panel_mm)
    kiosk.close()


@pytest.mark.parametrize('language', ['vi', 'en'])
@pytest.mark.parametrize('scale', TEXT_SCALES)
def test_everything_can_be_read_and_touched(stage: Stage, language: str, scale: float) -> None:
    """No text cut, no two on each other, no target too small, at most six choices and one filled button."""
    window = stage.kiosk.window
    stage.kiosk.texts.use(language)
    stage.kiosk.theme.use(scale=scale)
    wrong: dict[str, object] = {}
    for screen in SCREENS:
        stage.bring(screen)
        found = {
            'outside': looking.outside(window, looking.texts(window) + looking.touchables(window)),
            'overlapping': looking.overlapping(_above_ground(stage, looking.texts(window))),
            'touching': looking.overlapping(_above_ground(stage, looking.touchables(window))),
            'cut': looking.cut(looking.texts(window)),
            'clipped': looking.clipped(looking.texts(window)),
            'escaping': looking.escaping(looking.texts(window)),
            'small': _small(stage),
            'choices': len(looking.cards(window)) > CHOICES + 1,
            'filled': len(looking.filled(window)) > 1 + (screen == 'idle'),
        }
        wrong |= {f'{screen}: {what}': which for what, which in found.items() if which}
    assert wrong == {}


@pytest.mark.parametrize('stage', ['21 across'], indirect=True)
@pytest.mark.parametrize('is_high', [False, True])
def test_everything_stands_out_from_its_ground(stage: Stage, is_high: bool) -> None:
    """4.5 to 1, and 7 to 1 in high contrast, on every screen as it is drawn."""
    if is_high:
        stage.kiosk.theme.use(palette=HIGH_CONTRAST)
    window = stage.kiosk.window
    wrong = {}
    for screen in SCREENS:
        stage.bring(screen)
        if found := looking.faint(window, looking.texts(window), 7.0 if is_high else 4.5):
            wrong[screen] = found
    assert not wrong


def _above_ground(stage: Stage, seen: list[looking.Seen]) -> list[looking.Seen]:
    """What the idle warning covers can't be seen nor touched."""
    if not stage.kiosk.session.warns:
        return seen
    return [one for one in seen if _within(one.item, 'idle-warning')]


def _within(item: object, name: str) -> bool:
    return any(one.objectName() == name for one in looking._ancestors(item))  # type: ignore[arg-type] # an item


def _small(stage: Stage) -> list[tuple[str, float, float]]:
    """What a finger misses: targets under 20 mm, choices under 60 × 30 mm."""
    found = []
    for least, seen in (
        ((TARGET_MM, TARGET_MM), looking.touchables(stage.kiosk.window)),
        ((CARD_MM, CARD_HIGH_MM), looking.cards(stage.kiosk.window)),
    ):
        for one in seen:
            wide, high = one.rect.width() / stage.px_per_mm, one.rect.height() / stage.px_per_mm
            if wide < least[0] - 0.1 or high < least[1] - 0.1:
                found.append((one.name, round(wide, 1), round(high, 1)))
    return found
