"""Quarter turns to the right of a PDF page whose corner is its origin."""

QUARTERS = 4
# x' = a x + c y + e, y' = b x + d y + f
LINEAR = {1: b'0 -1 1 0', 2: b'-1 0 0 -1', 3: b'0 1 -1 0'}


def matrix(quarters: int, *, width: float, height: float) -> bytes:
    """The operands of ``cm`` that turn what was drawn on a page of this size, in points, by 1 to 3 quarters."""
    aside, up = {1: (0.0, width), 2: (width, height), 3: (height, 0.0)}[quarters]
    return b'%s %s %s' % (LINEAR[quarters], f'{aside:.3f}'.encode(), f'{up:.3f}'.encode())
