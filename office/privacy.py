"""What of a person may be seen where: masks for screens and paper (design.md §8)."""

# the last digits tell two people of one family apart at a desk and say nothing of birth or sex
SHOWN_DIGITS = 3


def masked_number(number: str) -> str:
    """An identity number with all but its last three characters hidden: ``•••••••••001``."""
    hidden = max(0, len(number) - SHOWN_DIGITS)
    return '•' * hidden + number[hidden:]


def masked_name(name: str) -> str:
    """A name with the middle hidden: ``Nguyễn Thị Mẫu`` becomes ``N••• Mẫu``."""
    parts = name.split()
    if len(parts) < 2:  # noqa: PLR2004 - a single word
        return name[:1] + '•••' if name else ''
    return f'{parts[0][:1]}••• {parts[-1]}'
