"""Whether a picture's file came whole, without unpacking it: decoders fill what is missing with grey."""

from devices.scanner.protocol import MediaType

_JPEG, _JPEG_END = b'\xff\xd8\xff', b'\xff\xd9'
_PNG, _PNG_END = b'\x89PNG\r\n\x1a\n', b'IEND'
# some scanners pad the end of a file to a whole block
_TAIL = 64


def media_type(image: bytes) -> MediaType | None:
    """The kind of a JPEG or PNG that has its own beginning and end; None for anything else."""
    tail = image[-_TAIL:]
    if image.startswith(_JPEG) and _JPEG_END in tail:
        return 'image/jpeg'
    if image.startswith(_PNG) and _PNG_END in tail:
        return 'image/png'
    return None
