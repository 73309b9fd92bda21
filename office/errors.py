"""The three families of error.

    Problem
    ├── Refusal   a rule says no; nothing has changed; a person decides what to do
    └── Trouble   paper, cable, disk, network: the world says no; it may say yes later
    (anything else that is raised is a bug)

A problem carries a code and parameters, never a sentence: each app's ``texts.py`` turns the code into what
happened, what to do now and who can help.
"""

Param = str | int


class Problem(Exception):
    """Something that a person can act upon, named by a code such as ``'ticket.move'``."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, Param] = params

    def __str__(self) -> str:
        """The code and its parameters, for logs and developers."""
        listed = ', '.join(f'{name}={value}' for name, value in self.params.items())
        return f'{self.code}({listed})'


class Refusal(Problem):
    """A rule says no, and nothing has changed."""


class Trouble(Problem):
    """Paper, cable, disk or network says no; the same thing may succeed later."""
