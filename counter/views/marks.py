"""What a form says of its fields: which values from a page belong there, and which came from one."""

from PySide6.QtWidgets import QLineEdit

from office.suggestions import Field

SUGGESTS, WITHIN, FROM_PICTURE = 'suggests', 'suggests-within', 'from-picture'


def suggests(line: QLineEdit, *kinds: Field, within: bool = False) -> QLineEdit:
    """Mark a field as one for these kinds of values, the likeliest first; ``within`` other words, at the cursor."""
    line.setProperty(SUGGESTS, [kind.value for kind in kinds])
    line.setProperty(WITHIN, within)
    return line


def is_from_picture(line: QLineEdit) -> bool:
    """Whether what stands in a field was read from a picture and nobody has typed in it since."""
    text = line.text()
    return bool(text) and line.property(FROM_PICTURE) == text


def came_from_picture(line: QLineEdit) -> None:
    """Mark what stands in a field as read from a picture."""
    line.setProperty(FROM_PICTURE, line.text())
