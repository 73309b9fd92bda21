"""Sides that a one-sided scanner reads one after the other: a stack that is turned over, a card that is turned."""

from collections.abc import Mapping

from counter import camera_texts, capture_texts
from counter.capture_texts import BY_HAND, CAMERA_CARD, Place
from counter.models.scan_ways import CARDS
from qtkit.page_capture import ScanEnd
from qtkit.page_sorting import collated


class TwoPass:
    """What of a stack's or a card's first sides is in, and what is to be done next; forgotten with the component."""

    def __init__(self) -> None:
        self.fronts: list[str] = []
        self.backs: list[str] = []
        self.is_turned = self._is_card = False

    def renamed(self, became: Mapping[str, str], _quarters: int) -> None:
        """Sheets of a stack were set upright; a card's side that was stays a page beside that of both sides."""
        if not self._is_card:
            self.fronts = [became.get(digest, digest) for digest in self.fronts]
            self.backs = [became.get(digest, digest) for digest in self.backs]

    def forget(self) -> None:
        """Another component, another way to scan."""
        self.fronts, self.backs, self.is_turned = [], [], False

    @property
    def card_front(self) -> str:
        """The page of the card's side that was scanned, '' before."""
        return self.fronts[0] if self.is_turned and self.fronts else ''

    def between(self, order: list[str]) -> list[str]:
        """The pages in this order, the second sides between the first ones; both are then forgotten."""
        fronts, backs = tuple(self.fronts), tuple(self.backs)
        self.forget()
        # the screen may be a page behind the store
        missing = [digest for digest in (*fronts, *backs) if digest not in order]
        return collated([*order, *missing], fronts, backs)

    def ended(self, place: Place, end: ScanEnd) -> str:
        """Take in how a scan ended; what the officer should do now, '' for what is said of every scan."""
        if place not in (BY_HAND, *CARDS) or end.separators:
            self.forget()
            return ''
        self._is_card = place in CARDS
        (self.backs if self.is_turned else self.fronts).extend(end.digests)
        if end.problem is not None:
            # the rest of the same sides comes with the next scan
            return ''
        if not self.is_turned:
            self.is_turned = True
            if place == CAMERA_CARD:
                return camera_texts.turn_card()
            return capture_texts.turn_card() if place in CARDS else capture_texts.turn_stack(len(self.fronts))
        if place in CARDS:
            self.forget()
            return capture_texts.card_done()
        return capture_texts.both_done(len(self.fronts), len(self.backs))
