"""What every scanner must keep of ``devices.scanner.protocol``; a test class that gives ``scanner`` inherits it."""

from collections.abc import Callable, Iterable
from contextlib import closing

import pytest

from devices.paper.picture import decode
from devices.scanner.protocol import A4, Mode, PaperSize, RawPage, Scanner, ScanOptions, Source
from devices.stop import Stop
from office.errors import Refusal, Trouble


def until_trouble(
    pages: Iterable[RawPage], then: Callable[[list[RawPage]], None] = lambda _: None
) -> tuple[list[RawPage], str]:
    """The pages that came, and the code of the trouble that ended them; ``then`` is told after each page."""
    kept: list[RawPage] = []
    try:
        for page in pages:
            kept.append(page)
            then(kept)
    except Trouble as trouble:
        return kept, trouble.code
    raise AssertionError(f'no trouble after {len(kept)} pages')


class ScannerContract:
    """The promises of a scanner with a feeder of at least five sheets."""

    dpi = 150

    def options(self, **wishes: object) -> ScanOptions:
        """Five sheets at a resolution that the scanner has."""
        return ScanOptions(**{'dpi': self.dpi, 'sheets': 5, **wishes})

    def test_it_says_what_it_can(self, scanner: Scanner) -> None:
        """Capabilities are data, and A4 in colour from feeder and glass is among them."""
        able = scanner.capabilities()
        assert {Source.FLATBED, Source.FEEDER} <= set(able.sources)
        assert Mode.COLOUR in able.modes
        assert A4 in able.sizes
        assert self.dpi in able.resolutions

    def test_pages_come_numbered_and_whole(self, scanner: Scanner) -> None:
        """Every page is a picture that can be read, with its sheet, side and resolution."""
        pages = list(scanner.scan(self.options(), Stop()))
        assert [(page.sheet, page.side, page.dpi) for page in pages] == [(n, 'front', self.dpi) for n in range(1, 6)]
        for page in pages:
            assert decode(page.image).shape[2] == 3

    def test_pages_arrive_while_the_scan_goes_on(self, scanner: Scanner) -> None:
        """Who leaves after the first page has it, and the scanner is free for the next scan."""
        with closing(scanner.scan(self.options(), Stop())) as pages:
            assert next(pages).sheet == 1
        assert len(list(scanner.scan(self.options(sheets=1), Stop()))) == 1

    def test_the_glass_gives_one_page(self, scanner: Scanner) -> None:
        """However many sheets were asked for."""
        assert len(list(scanner.scan(self.options(source=Source.FLATBED), Stop()))) == 1

    @pytest.mark.parametrize(
        ('wish', 'option'),
        [
            ({'dpi': 123}, 'dpi'),
            ({'source': Source.DUPLEX}, 'source'),
            ({'size': PaperSize(name='A0', width_mm=841, height_mm=1189)}, 'size'),
            ({'sheets': 0}, 'sheets'),
        ],
    )
    def test_a_wish_it_cannot_meet_is_refused_before_it_moves(
        self, scanner: Scanner, wish: dict[str, object], option: str
    ) -> None:
        """Refused by the call itself, not by the first page."""
        with pytest.raises(Refusal) as refusal:
            scanner.scan(self.options(**wish), Stop())
        assert refusal.value.code == 'scanner.option'
        assert refusal.value.params['option'] == option

    def test_a_person_may_cancel(self, scanner: Scanner) -> None:
        """The pages that came are kept, no further one comes, and the next scan works."""
        stop = Stop()
        kept, code = until_trouble(scanner.scan(self.options(), stop), lambda _: stop.set())
        assert code == 'scanner.cancelled'
        assert 1 <= len(kept) <= 2  # one may have been on its way
        assert len(list(scanner.scan(self.options(sheets=2), Stop()))) == 2

    def test_a_closed_scanner_opens_again(self, scanner: Scanner) -> None:
        """Closing lets go; it doesn't end anything for good."""
        list(scanner.scan(self.options(sheets=1), Stop()))
        scanner.close()
        assert scanner.capabilities().sources
