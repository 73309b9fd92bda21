"""What the kiosk's screens say, made of what happened: plain dicts for QML, and the fields of the printed ticket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.models.offer import Offer, ServiceOffer
from kiosk.models.taking import LookedUp, StillWaiting, Taken
from kiosk.models.visit import Visit
from kiosk.names import short_name
from kiosk.sentences import SENTENCES
from kiosk.settings import KioskSettings
from kiosk.texts import Texts, problem_key
from office import slip
from office.centre import CentreSettings
from office.dossier import DossierState
from office.facts import Priority
from office.opening import Standing
from office.procedure import Procedure
from office.search_key import fold
from office.workdays import LOCAL, parse_hours

# at most so many choices at once (look.md); more are paged
CHOICES = 6

Say = Callable[..., str]

GOOD = frozenset({DossierState.FINISHED, DossierState.RETURNED, DossierState.ACCEPTED})
WARN = frozenset({DossierState.INCOMPLETE, DossierState.SUPPLEMENT, DossierState.OBLIGATION})


def in_vietnamese(key: str, *values: object) -> str:
    """A sentence for paper, which is Vietnamese whatever the screen's language was."""
    return SENTENCES[key][0].format(*values)


def wait_sentence(taken: Taken, say: Say) -> str:
    """How long, honestly: by the clock where a pause lies between, and no figure where nobody calls the service."""
    if taken.wait is None:
        return say('unserved')
    if taken.turn.crosses_break:
        earliest, latest = taken.turn.earliest.astimezone(LOCAL), taken.turn.latest.astimezone(LOCAL)
        return say('turn', f'{earliest:%H:%M}', f'{latest:%H:%M}')
    if not taken.ahead:
        return say('soon')
    return say('wait', taken.wait.low, taken.wait.high)


def doubt_sentence(taken: Taken, centre: CentreSettings, say: Say, *, keeps_hours: bool) -> str:
    """That closing time may come first, '' where it won't."""
    if not keeps_hours or not taken.turn.in_doubt or taken.wait is None:
        return ''
    return say('doubt', f'{parse_hours(centre.hours).closing:%H:%M}')


def alone_sentence(taken: Taken, say: Say) -> str:
    """That the wait is this machine's own guess, '' while it hears the centre."""
    return say('alone') if taken.is_alone and taken.wait is not None else ''


def ahead_sentence(ahead: int, say: Say) -> str:
    """How many people go first."""
    return say({0: 'ahead_none', 1: 'ahead_one'}.get(ahead, 'ahead'), ahead)


def ticket_fields(taken: Taken, centre: CentreSettings, *, keeps_hours: bool) -> slip.TicketFields:
    """What stands on the printed ticket."""
    priority = in_vietnamese('priority') if taken.ticket.priority is Priority.ELDERLY else ''
    doubt = doubt_sentence(taken, centre, in_vietnamese, keeps_hours=keeps_hours)
    wait = taken.wait
    return slip.TicketFields(
        head=slip.CentreHead(agency=centre.agency, name=centre.name, phone=centre.phone),
        label=taken.ticket.label,
        service=taken.service.name,
        service_english=taken.service.english,
        issued_at=taken.ticket.issued_at,
        ahead=taken.ahead,
        low=wait.low if wait else 0,
        high=wait.high if wait else 0,
        lookup=taken.ticket.id,
        told=wait_sentence(taken, in_vietnamese),
        note='. '.join(part for part in (priority, doubt or alone_sentence(taken, in_vietnamese)) if part),
    )


def ticket_view(
    taken: Taken, texts: Texts, *, printing: str, centre: CentreSettings, keeps_hours: bool
) -> dict[str, Any]:
    """The ticket screen; ``printing`` is the key of the sentence about its slip."""
    ticket, say = taken.ticket, texts.say
    is_trouble = printing in ('not_printed', 'maybe_printed')
    return {
        'label': ticket.label,
        'service': texts.pick(taken.service.name, taken.service.english),
        'priority': say('priority') if ticket.priority is Priority.ELDERLY else '',
        'at': say('taken_at', f'{ticket.issued_at.astimezone(LOCAL):%H:%M}'),
        'ahead': ahead_sentence(taken.ahead, say),
        'wait': wait_sentence(taken, say),
        'doubt': doubt_sentence(taken, centre, say, keeps_hours=keeps_hours),
        'alone': alone_sentence(taken, say),
        'qr': ticket.id,
        'print': say(printing),
        'isTrouble': is_trouble,
        'again': say('print_again') if printing == 'not_printed' else '',
    }


def answer_view(found: LookedUp | StillWaiting | None, texts: Texts) -> dict[str, Any]:
    """What a look-up found: state and completeness, nothing of a person."""
    say = texts.say
    if found is None:
        return {'tone': 'warn', 'title': say('lookup_none'), 'detail': ''}
    if isinstance(found, StillWaiting):
        return {'tone': 'good', 'title': say('your_ticket', found.label), 'detail': ahead_sentence(found.ahead, say)}
    papers = 'papers_none' if not found.listed else 'papers_all' if found.judged == found.listed else 'papers_some'
    tone = 'good' if found.state in GOOD else 'warn' if found.state in WARN else 'plain'
    return {
        'tone': tone,
        'title': texts.state(found.state),
        'detail': say(papers, found.judged, found.listed),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The cards of the present page, and how many pages there are."""

    services: list[dict[str, Any]]
    procedures: list[dict[str, Any]]
    page: int
    pages: int


def choices(visit: Visit, offer: Offer, texts: Texts, *, found_at_once: int) -> Choices:
    """What a citizen may choose from: services at first, then procedures, ``found_at_once`` of a search."""
    given = offer.services if offer.gives_numbers else ()
    found = [] if visit.screen == 'welcome' else matching(offer, visit.letter, visit.needle)
    listed: Sequence[ServiceOffer | Procedure] = given if visit.screen == 'welcome' else found
    size = found_at_once if visit.is_search else CHOICES
    pages = max(1, -(-len(listed) // size))
    page = visit.page % pages
    shown = slice(page * size, (page + 1) * size)
    return Choices(
        services=service_rows(given[shown] if visit.screen == 'welcome' else (), texts),
        procedures=procedure_rows(found[shown], texts),
        page=page,
        pages=pages,
    )


def face(
    visit: Visit,
    offer: Offer,
    texts: Texts,
    *,
    settings: KioskSettings,
    centre: CentreSettings,
    cards: Choices,
    printing: str,
    has_reader: bool,
) -> dict[str, Any]:
    """Everything of the present screen that isn't a list of cards."""
    say = texts.say
    is_open = offer.gives_numbers
    return {
        'isSearch': visit.is_search,
        'needle': visit.needle,
        'code': visit.code,
        'hasMore': cards.pages > 1,
        'hasFound': bool(cards.procedures),
        'pageShort': f'{cards.page + 1}/{cards.pages}',
        'page': say('page', cards.page + 1, cards.pages),
        'isBusy': visit.is_busy,
        'isOpen': is_open,
        'centre': centre.name,
        'restingTitle': say('full_title' if offer.standing is Standing.OPEN else 'resting'),
        'resting': '' if is_open else _resting(offer, settings, texts),
        'left': say('left', offer.left) if is_open and offer.left is not None else '',
        'hasReader': has_reader,
        'notice': say(visit.notice) if visit.notice else '',
        'cardTitle': say('card', settings.priority_age),
        'example': say('lookup_example', f'{centre.unit_code}-261125-0001'),
        'ticket': ticket_view(visit.taken, texts, printing=printing, centre=centre, keeps_hours=settings.keep_hours)
        if visit.taken
        else {},
        'answer': answer_view(visit.found, texts) if visit.was_asked else {},
        'collects': visit.collects is not None and is_open,
        'sorry': _sorry(visit, offer, settings, texts),
    }


def _resting(offer: Offer, settings: KioskSettings, texts: Texts) -> str:
    opens = texts.moment(offer.opens_at)
    key = 'full' if offer.standing is Standing.OPEN else 'resting_more'
    return texts.say(key, opens, settings.daily_cap)


def _sorry(visit: Visit, offer: Offer, settings: KioskSettings, texts: Texts) -> str:
    if visit.refused is None:
        return ''
    return texts.say(problem_key(visit.refused), texts.moment(offer.opens_at), settings.daily_cap)


def service_rows(services: Sequence[ServiceOffer], texts: Texts) -> list[dict[str, Any]]:
    """The cards of the first screen."""
    return [
        {
            'letter': one.service.letter,
            'title': texts.pick(one.service.name, one.service.english),
            'subtitle': texts.say('waiting', one.waiting) if one.waiting else texts.say('nobody'),
            'icon': one.service.icon,
        }
        for one in services
    ]


def procedure_rows(procedures: Sequence[Procedure], texts: Texts) -> list[dict[str, Any]]:
    """The cards of procedures: what people call them, and small the official name where that says more."""
    rows = []
    for one in procedures:
        short = short_name(one.code, one.name)
        title = texts.pick(*short)
        rows.append({'code': one.code, 'title': title, 'subtitle': one.name if title != one.name else ''})
    return rows


def matching(offer: Offer, letter: str, needle: str) -> list[Procedure]:
    """The procedures of a service or, without one, those whose names, everyday words or code hold every word."""
    if letter and not needle:
        return [each for one in offer.services if one.service.letter == letter for each in one.procedures]
    needles = fold(needle).split()
    every = [each for one in offer.services for each in one.procedures]
    found = [one for one in every if all(word in _key(one) for word in needles)]
    # what people call it before what only its official name mentions
    return sorted(found, key=lambda one: not all(word in _everyday(one) for word in needles))


def _everyday(procedure: Procedure) -> str:
    return fold(' '.join((*procedure.keywords, *short_name(procedure.code, ''))))


def _key(procedure: Procedure) -> str:
    return f'{fold(procedure.name)} {_everyday(procedure)} {procedure.code}'
