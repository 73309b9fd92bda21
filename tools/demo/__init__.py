"""One morning of a centre, played without a display by the product itself: ``make demo``."""
