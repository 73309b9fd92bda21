"""What a serial port raises when it can't be opened or used any more."""

import sys

if sys.platform == 'win32':
    ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    # pyserial lets it through when a port goes away while it is being opened
    ERRORS = (OSError, termios.error)
