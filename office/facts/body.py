"""What all fact bodies share: nothing but being one."""


class Body:
    """The part of a fact that says what happened; one dataclass a kind, named as the kind is stored."""

    __slots__ = ()
