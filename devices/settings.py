"""The ``devices`` section of a machine's settings: each device by its address, '' where there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSettings:
    """Which devices this machine has.

    Attributes:
        ticket_printer: the kiosk's, such as ``tcp://10.0.0.9:9100?dots=576``.
        receipt_printer: the counter's.
        scanner: the counter's, such as ``sane:airscan:e0:Office``; ``motcua-devices list`` names those it sees.
        scan_dpi: dots per inch of scans; 300 is what text recognition and the archive ask for.
        scan_profiles: named ways to scan, such as ``Văn bản: feeder 300 grey A4``: source (feeder, duplex, flatbed),
            dots per inch, colours (colour, grey, black_white), size (A4, A5, A3, card).
        scan_locked: officers choose among the profiles alone.
        read_text: pages' text is read in the background, where Tesseract and its Vietnamese are installed.
        camera: the document camera, such as ``camera:0``.
        id_readers: what reads the QR of identity cards, such as ``serial:/dev/serial/by-id/usb-…``; several may be in
            use at once. A camera that is the document camera too can't be read by both. ``keyboard:*`` is a scanner
            that types what it reads.
        chip_reader: what reads the chips of identity cards, such as ``pcsc:*?roots=/etc/motcua/csca``.
        face_camera: what films the person at the counter, beside the picture on the chip, such as ``camera:1``.
        signer: the officer's signing token, by its library, such as ``pkcs11:/usr/lib/softhsm/libsofthsm2.so``.
        lamp: the lamp above the counter, such as ``serial:/dev/serial/by-id/usb-…?open=1&serving=2&paused=3``.
        signature_roots: the directory of the authorities whose signers are trusted; without it nobody is.
    """

    ticket_printer: str = ''
    receipt_printer: str = ''
    scanner: str = ''
    scan_dpi: int = 300
    scan_profiles: tuple[str, ...] = ()
    scan_locked: bool = False
    read_text: bool = True
    camera: str = ''
    id_readers: tuple[str, ...] = ()
    chip_reader: str = ''
    face_camera: str = ''
    signer: str = ''
    lamp: str = ''
    signature_roots: str = ''
