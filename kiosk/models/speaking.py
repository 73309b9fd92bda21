"""What a screen says aloud: its question, what there is to choose, and of a ticket all that is on it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from devices.voice.protocol import Language
from kiosk.models.session import Session
from kiosk.texts import Texts
from office.spoken import label_in_words, number_in_words, spaced
from qtkit.speech import Speech

_CLOCK = re.compile(r'\b(\d{1,2}):(\d{2})\b')
_SPAN = re.compile(r'(?<=\d)\s*–\s*(?=\d)')
_DATE = re.compile(r'\b(\d{1,2})/(\d{1,2})\b')
_NUMBER = re.compile(r'\d+')
# what the ticket's screen shows, from what matters most
_TICKET = ('ahead', 'wait', 'doubt', 'alone', 'print')


def sentences_of(screen: str, face: Mapping[str, Any], choices: Iterable[str], texts: Texts) -> list[str]:
    """A screen's sentences in the order in which one reads them; the code that she typed is not among them."""
    say, answer = texts.say, face['answer']
    asked = [say('lookup'), say('lookup_scan') if face['hasReader'] else '']
    listed = [say('procedures'), *choices, say('any'), say('any_more')]
    searched = [say('search_ask'), say('search_how'), *choices]
    sentences = {
        'welcome': [say('welcome'), *choices],
        'procedures': searched if face['isSearch'] else listed,
        'card': [face['cardTitle'], face['notice'], say('card_how')],
        'ticket': _of_ticket(face['ticket'], texts),
        'lookup': [answer['title'], answer['detail']] if answer else asked,
        'sorry': [say('sorry'), face['sorry']],
        'closed': [say('closed_title'), say('closed')],
    }
    return [one for one in sentences[screen] if one]


def _of_ticket(ticket: Mapping[str, Any], texts: Texts) -> list[str]:
    if not ticket:
        return []
    label = (label_in_words if texts.property('language') == 'vi' else spaced)(ticket['label'])
    return [f'{texts.say("ticket")}: {label}', *(ticket[part] for part in _TICKET), texts.say('sit')]


def speakable(sentence: str, language: str) -> str:
    """A sentence as it is said: ``ông/bà`` is two words, ``07:30`` an hour, and Vietnamese numbers are words."""
    if language != 'vi':
        return sentence
    said = _CLOCK.sub(lambda at: f'{int(at[1])} giờ' + (f' {int(at[2])}' if int(at[2]) else ''), sentence)
    said = _DATE.sub(lambda day: f'ngày {int(day[1])} tháng {int(day[2])}', _SPAN.sub(" đến ", said))
    said = said.replace("ông/bà", "ông bà").replace("Ông/bà", "Ông bà")
    return _NUMBER.sub(lambda number: number_in_words(int(number[0])), said)


class Speaking(QObject):
    """Says the present screen aloud when asked or, with ``by_itself``, when it opens; a wiped visit falls silent."""

    changed = Signal()

    def __init__(self, session: Session, texts: Texts, speech: Speech | None, *, by_itself: bool) -> None:
        super().__init__()
        self._session, self._texts, self._speech, self._by_itself = session, texts, speech, by_itself
        self._works, self._screen = False, session.property('screen')
        session.wiped.connect(self._on_wiped)
        session.changed.connect(self._on_change)
        if speech is not None:
            speech.works.connect(self._on_works)
            self._try_out()

    @Slot()
    def say(self) -> None:
        """Say what the screen says; what was being said ends."""
        if self._speech is None or not self._works:
            return
        self._session.touched()
        self._speech.hush()
        language: Language = 'vi' if self._texts.property('language') == 'vi' else 'en'
        face = self._session.property('face')
        said = sentences_of(self._session.property('screen'), face, self._choices(), self._texts)
        self._speech.say(*((speakable(one, language), language) for one in said))

    @Slot()
    def hush(self) -> None:
        """Say no more."""
        if self._speech is not None:
            self._speech.hush()

    def close(self) -> None:
        """End the voice."""
        if self._speech is not None:
            self._speech.close()

    def _try_out(self) -> None:
        if self._speech is not None:
            self._speech.try_out((speakable(self._texts.say('welcome'), 'vi'), 'vi'))

    def _on_wiped(self) -> None:
        self.hush()
        # a voice that failed one citizen may be back for the next
        if not self._works:
            self._try_out()

    def _choices(self) -> list[str]:
        session = self._session
        rows = session.services_rows if session.property('screen') == 'welcome' else session.procedure_rows
        return [str(row['title']) for row in rows.rows]

    def _on_change(self) -> None:
        screen = self._session.property('screen')
        if screen == self._screen:
            return
        self._screen = screen
        self.hush()
        if self._by_itself and screen not in ('welcome', 'closed'):
            self.say()

    def _on_works(self, works: bool) -> None:  # noqa: FBT001  # a signal's argument
        self._works = works
        self.changed.emit()

    isThere = Property(bool, lambda self: self._works, notify=changed)
