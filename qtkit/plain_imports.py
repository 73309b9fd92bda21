"""Imports are Python's own again once this is imported; so each program with a window imports it right after Qt.

PySide6 puts a hook before ``import`` that reads the source of every module, to see whether it names PySide6: for
``from __feature__ import snake_case`` and its like, which nothing here uses. ``linecache`` then keeps what was read: of
a counter 400 files with 90,000 lines, 8 MB and a tenth of a second.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - sets the hook, and keeps what was there before beside it

builtins.__import__ = getattr(builtins, '__orig_import__', builtins.__import__)
