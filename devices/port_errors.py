"""What is raised when a port can't be opened or used any more, and which trouble of its device that is."""

import errno
import sys

if sys.platform == 'win32':
    ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    # pyserial lets it through when a port goes away while it is being opened
    ERRORS = (OSError, termios.error)

_ENDS = {
    errno.EACCES: 'denied',
    errno.EPERM: 'denied',
    errno.EBUSY: 'busy',
    errno.EAGAIN: 'busy',  # somebody else has locked it
}


def code_of(error: Exception, device: str) -> str:
    """The code of a trouble: ``….denied``, ``….busy`` or else ``….gone``; ``device`` is its first half."""
    # pyserial says that a port is locked in words of its own, around the error that has the number
    numbers = (getattr(one, 'errno', None) for one in (error, error.__context__))
    return f'{device}.{next((_ENDS[number] for number in numbers if number in _ENDS), "gone")}'
