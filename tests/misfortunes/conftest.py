"""A counter, its printer and its window, as the counter's own tests have them."""

from tests.counter.conftest import counter, printer, window

__all__ = ['counter', 'printer', 'window']
