"""What the code on a separator sheet says; apart from reading it, for whoever only prints one."""

# no card, bank or tax office begins so: no citizen's paper is taken for one of our sheets
_PREFIX = 'MOTCUA/TACH/1/'


def text_of(component: str) -> str:
    """What the code on a component's separator sheet says."""
    return _PREFIX + component


def component_of(text: str) -> str:
    """The component that a code's text names; '' for every other code."""
    return text.removeprefix(_PREFIX) if text.startswith(_PREFIX) else ''
