"""The system's libsane by ctypes, as far as a scan needs it (SANE standard 1.06); used in the child process only.

ctypes and not python-sane: that one gives an error as a translated sentence where we need the status, and must be
compiled on every machine.
"""

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_void_p
from ctypes.util import find_library
from typing import Any

GOOD, CANCELLED, INVAL, EOF, NO_DOCS, IO_ERROR = 0, 2, 4, 5, 7, 9
NO_LIBRARY = -1  # ours: there is no libsane to ask

_BOOL, _INT, _FIXED, _STRING = range(4)
_TYPES = {_BOOL: 'bool', _INT: 'int', _FIXED: 'fixed', _STRING: 'string'}
_RANGE, _WORDS, _STRINGS = 1, 2, 3
_UNITS = {3: 'mm', 1: 'pixel', 4: 'dpi'}
_CAN_SET, _INACTIVE = 1, 1 << 5
_ACTION_SET, _INFO_RELOAD = 1, 1 << 1
_FIXED_ONE = 1 << 16

Value = bool | int | float | str


class Failed(Exception):
    """libsane returned a status other than GOOD."""

    def __init__(self, status: int, during: str) -> None:
        super().__init__(status, during)
        self.status, self.during = status, during


_DEVICE = ('name', 'vendor', 'model', 'type')


class _Device(ctypes.Structure):
    _fields_ = [('name', c_char_p), ('vendor', c_char_p), ('model', c_char_p), ('type', c_char_p)]


class _Constraint(ctypes.Union):
    _fields_ = [
        ('strings', POINTER(c_char_p)),
        ('words', POINTER(c_int)),
        ('range', POINTER(c_int * 3)),
    ]


class _Option(ctypes.Structure):
    _fields_ = [
        ('name', c_char_p),
        ('title', c_char_p),
        ('desc', c_char_p),
        ('type', c_int),
        ('unit', c_int),
        ('size', c_int),
        ('cap', c_int),
        ('constraint_type', c_int),
        ('constraint', _Constraint),
    ]


class Parameters(ctypes.Structure):
    """What the next frame will be."""

    _fields_ = [
        ('format', c_int),
        ('last_frame', c_int),
        ('bytes_per_line', c_int),
        ('pixels_per_line', c_int),
        ('lines', c_int),
        ('depth', c_int),
    ]


class Sane:
    """One opened device, or none yet."""

    def __init__(self) -> None:
        try:
            self._lib = ctypes.CDLL(find_library('sane') or 'libsane.so.1')
        except OSError as error:
            raise Failed(NO_LIBRARY, 'load') from error
        self._lib.sane_get_option_descriptor.restype = POINTER(_Option)
        self._handle = c_void_p()
        self._check('init', self._lib.sane_init(byref(c_int()), None))

    def _check(self, during: str, status: int) -> None:
        if status != GOOD:
            raise Failed(status, during)

    def devices(self) -> list[dict[str, str]]:
        """Name, vendor, model and type of every device that libsane sees."""
        listed = POINTER(POINTER(_Device))()
        self._check('list', self._lib.sane_get_devices(byref(listed), 0))
        found: list[dict[str, str]] = []
        while listed[len(found)]:
            one = listed[len(found)].contents
            found.append({key: (getattr(one, key) or b'').decode('utf-8', 'replace') for key in _DEVICE})
        return found

    def open(self, name: str) -> None:
        """Open a device by its SANE name."""
        self._check('open', self._lib.sane_open(name.encode(), byref(self._handle)))

    def close(self) -> None:
        """Let go of the device."""
        if self._handle.value:
            self._lib.sane_close(self._handle)
            self._handle = c_void_p()

    def options(self) -> list[dict[str, Any]]:
        """Every active, settable option: name, type, unit and ``choices`` (list) or ``range`` (min, max, step)."""
        # SANE's net backend refuses to say how many options there are before it was asked to describe one
        self._lib.sane_get_option_descriptor(self._handle, 0)
        count = c_int()
        self._check('options', self._lib.sane_control_option(self._handle, 0, 0, byref(count), None))
        described = (self._described(number) for number in range(1, count.value))
        return [one for one in described if one]

    def _descriptor(self, number: int) -> _Option | None:
        found = self._lib.sane_get_option_descriptor(self._handle, number)
        option: _Option | None = found.contents if found else None
        usable = option and option.name and option.cap & _CAN_SET and not option.cap & _INACTIVE
        return option if usable and option and option.type in _TYPES else None

    def _described(self, number: int) -> dict[str, Any] | None:
        option = self._descriptor(number)
        if option is None:
            return None
        kind = _TYPES[option.type]
        told = {'number': number, 'name': option.name.decode(), 'type': kind, 'unit': _UNITS.get(option.unit, '')}
        scale = _FIXED_ONE if kind == 'fixed' else 1
        if option.constraint_type == _RANGE:
            told['range'] = [word / scale for word in option.constraint.range.contents]
        elif option.constraint_type == _WORDS:
            words = option.constraint.words
            told['choices'] = [words[1 + index] / scale for index in range(words[0])]
        elif option.constraint_type == _STRINGS:
            told['choices'] = _strings(option.constraint.strings)
        return told

    def set(self, name: str, value: Value) -> None:
        """Set an option by its SANE name; a word that the option reads as a number is taken as one."""
        found = next((one for one in self.options() if one['name'] == name), None)
        option = self._descriptor(found['number']) if found else None
        if found is None or option is None:
            raise Failed(INVAL, f'set {name}')
        info = c_int()
        memory = _encoded(found['type'], value, option.size)
        status = self._lib.sane_control_option(self._handle, found['number'], _ACTION_SET, memory, byref(info))
        self._check(f'set {name}', status)

    def start(self) -> Parameters:
        """Begin the next frame and say what it will be."""
        self._check('start', self._lib.sane_start(self._handle))
        parameters = Parameters()
        self._check('parameters', self._lib.sane_get_parameters(self._handle, byref(parameters)))
        return parameters

    def read(self, block: 'ctypes.Array[ctypes.c_char]') -> memoryview | None:
        """The next bytes of the frame, or None at its end."""
        length = c_int()
        status = self._lib.sane_read(self._handle, block, len(block), byref(length))
        if status == EOF:
            return None
        self._check('read', status)
        return memoryview(block).cast('B')[: length.value]

    def cancel(self) -> None:
        """End the scan; may be called from another thread (SANE standard §4.3.10)."""
        if self._handle.value:
            self._lib.sane_cancel(self._handle)


def _strings(listed: Any) -> list[str]:
    found: list[str] = []
    while listed[len(found)]:
        found.append(listed[len(found)].decode('utf-8', 'replace'))
    return found


def _encoded(kind: str, value: Value, size: int) -> Any:
    if kind == 'string':
        return ctypes.create_string_buffer(str(value).encode(), max(size, len(str(value).encode()) + 1))
    if kind == 'bool':
        return byref(c_int(value in (True, 'true', 'yes', '1')))
    try:
        number = float(value)
    except ValueError as error:
        raise Failed(INVAL, 'set') from error
    return byref(c_int(round(number * (_FIXED_ONE if kind == 'fixed' else 1))))
