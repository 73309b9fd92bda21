"""``motcua-devices``: what is plugged in, how each device of the settings is, and emulated ones for training."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from devices import diagnosis_verbs, identity, signing, texts
from devices.address import Address
from devices.discovery import FoundDevice, cameras, chip_readers, serial_ports
from devices.health import DeviceState, look
from devices.scanner.sane import discover
from devices.settings import DeviceSettings
from devices.signer.pkcs11 import discover as tokens
from devices.signer.verification import GOOD
from devices.stop import Stop
from office import command, settings
from office.errors import Problem, Refusal, Trouble

_PRINTERS = ('printer', 'serial-printer', 'paper-printer')
EMULATED = (*_PRINTERS, 'scanner', 'network-scanner', 'camera', 'reader', 'card', 'signer', 'lamp')


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0 when all is well, 1 when a device of the settings is in trouble, 3 for a refusal."""
    parser = _parser()
    given = parser.parse_args(argv)
    code = command.FAILED
    try:
        code = _run(parser, given)
        sys.stdout.flush()
    except Refusal as refusal:
        known = refusal.code in command.SENTENCES
        print(command.sentence(refusal) if known else _both(refusal.code, **refusal.params), file=sys.stderr)
        code = command.REFUSED
    except Trouble as trouble:
        print(_both(trouble.code, **trouble.params), file=sys.stderr)
    except BrokenPipeError:
        # who read along has enough; what stands in the buffer must not fail again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(_both('file.system', file=str(error.filename or '…'), detail=str(error.strerror)), file=sys.stderr)
    except KeyboardInterrupt:
        code = command.DONE
    return code


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    sections = command.sections_of(given.config, partial(Path.read_text, encoding='utf-8'))
    chosen = settings.section(sections, 'devices', DeviceSettings)
    if given.print_settings:
        print(command.printed([('devices', chosen)], sections))
        return command.DONE
    return _do(parser, given, chosen)


def _parser() -> argparse.ArgumentParser:
    parser = command.parser('motcua-devices', "Thiết bị của máy này / the devices of this machine")
    command.add_json(parser)
    verbs = parser.add_subparsers(dest='verb')
    for name, help_text in (
        ('list', "máy thấy những thiết bị nào / what is plugged in"),
        ('check', "từng thiết bị trong cài đặt ra sao, cần làm gì / each configured device: state and what to do"),
    ):
        command.verb(verbs, name, help_text)
    diagnosis_verbs.add(verbs)
    scanned = command.verb(verbs, 'scan', "quét vào thư mục / scan into a folder")
    scanned.add_argument('address')
    scanned.add_argument('directory', type=Path)
    scanned.add_argument('--source', default='feeder', help='feeder | duplex | flatbed')
    scanned.add_argument('--dpi', type=int, default=300)
    scanned.add_argument('--sheets', type=int, default=0, help="0: hết khay / until the feeder is empty")
    tried = command.verb(verbs, 'test', "thử một thiết bị trong cài đặt / try a device of the settings")
    tried.add_argument(
        'kind', choices=('scanner', 'camera', 'receipt_printer', 'ticket_printer', 'chip_reader', 'signer')
    )
    tried.add_argument('directory', type=Path, nargs='?', default=Path(), help="nơi để ảnh quét / for a scan")
    sent = command.verb(verbs, 'print', "in tệp văn bản, ảnh, ESC/POS hoặc PDF / print a text, picture, ESC/POS or PDF")
    sent.add_argument('file', type=Path)
    sent.add_argument('address')
    _add_signing(verbs, tried)
    shown = command.verb(verbs, 'render-escpos', "vẽ luồng ESC/POS thành ảnh / draw a stream of ESC/POS as a picture")
    shown.add_argument('file', type=Path)
    shown.add_argument('out', type=Path)
    shown.add_argument('--dots', type=int, help="bề rộng giấy / the paper's width: 384, 512, 576")
    emulated = command.verb(verbs, 'emulate', "thiết bị giả để tập huấn / an emulated device, for training")
    emulated.add_argument('kind', choices=EMULATED)
    emulated.add_argument('directory', type=Path, help="nơi để phiếu, tờ mẫu hoặc cổng / for its slips, sheets or port")
    return parser


def _add_signing(verbs: Any, tried: argparse.ArgumentParser) -> None:
    signed = command.verb(verbs, 'sign', "ký số tệp PDF thành tệp khác / sign a PDF into another file")
    signed.add_argument('file', type=Path)
    signed.add_argument('out', type=Path)
    signed.add_argument('--address', help="thiết bị ký số / the token, instead of the settings'")
    signed.add_argument('--reason', default='', help="lý do ký / the reason that is signed")
    judged = command.verb(verbs, 'verify', "chữ ký trong tệp PDF / what a PDF's signatures prove")
    judged.add_argument('file', type=Path)
    judged.add_argument('--roots', help="thư mục chứng thư gốc / directory of trusted authorities")
    for one in (signed, tried):
        one.add_argument('--pin-fd', type=int, help="đọc PIN từ tệp đang mở / read the PIN from an open file")


def _do(parser: argparse.ArgumentParser, given: argparse.Namespace, chosen: DeviceSettings) -> int:
    match given.verb:
        case 'list':
            return _list(chosen, as_json=given.json)
        case 'check':
            return _check(look(chosen), as_json=given.json)
        case verb if verb in diagnosis_verbs.NAMES:
            return _diagnose(given)
        case 'scan' | 'print' | 'render-escpos' | 'sign' | 'verify' | 'test':
            return _BY_WORK[given.kind if given.verb == 'test' else given.verb](given, chosen)
        case 'emulate':
            # imported here: OpenCV and Pillow are nothing that "check" needs
            from devices.emulate import emulate  # noqa: PLC0415  # slow, seldom wanted

            emulate(given.kind, given.directory, sys.stdin, lambda line: print(line, flush=True))
        case _:
            parser.print_help()
    return command.DONE


def _diagnose(given: argparse.Namespace) -> int:
    """Print what was found; where something was missed it is a failure."""
    found = diagnosis_verbs.found(given, sys.stdin)
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for one in found:
            print('  '.join(f'{name}: {value}' for name, value in one.items()))
            if code := one.get('trouble'):
                print(_both(str(code), **{name: str(value) for name, value in one.items()}), file=sys.stderr)
    return command.FAILED if any(map(diagnosis_verbs.is_missed, found)) else command.DONE


def _scan(given: argparse.Namespace, chosen: DeviceSettings) -> int:
    from devices import scanning  # noqa: PLC0415  # OpenCV is nothing that "check" needs

    told = partial(_say, given)
    if given.verb == 'test':
        if not chosen.scanner:
            raise Trouble('scanner.gone')
        told(scanning.try_scanner(chosen.scanner, given.directory)[1])
        return command.DONE
    options = scanning.read_options(given.source, given.dpi, given.sheets)
    trouble = scanning.scan_into(given.address, given.directory, options, told)
    if trouble is None:
        return command.DONE
    print(_both(trouble.code, **trouble.params), file=sys.stderr)
    return command.FAILED


def _photograph(given: argparse.Namespace, chosen: DeviceSettings) -> int:
    from devices.photographing import try_camera  # noqa: PLC0415  # OpenCV is nothing that "check" needs

    if not chosen.camera:
        raise Trouble('camera.gone')
    _say(given, try_camera(chosen.camera, given.directory))
    return command.DONE


def _print(given: argparse.Namespace, chosen: DeviceSettings) -> int:
    """Print, try or draw; an outcome that nobody knows is a failure: a person must look."""
    from devices import printing  # noqa: PLC0415  # Pillow is nothing that "check" needs

    if given.verb == 'render-escpos':
        told = printing.render_file(given.file, given.out, given.dots)
    elif given.verb == 'print':
        told = printing.print_file(given.file, given.address)
    else:
        told = printing.try_printer(str(getattr(chosen, given.kind)))
    _say(given, told)
    if told.get('outcome') != 'unknown':
        return command.DONE
    print(_both('printer.unknown'), file=sys.stderr)
    return command.FAILED


def _read_chip(given: argparse.Namespace, chosen: DeviceSettings) -> int:
    """Read one card whose key is a line of standard input: an argument would stand in the shell's history."""
    from devices.chip_trial import try_chip_reader  # noqa: PLC0415  # the ciphers are nothing that "check" needs

    address = chosen.chip_reader
    if not address:
        raise Trouble('reader.gone')
    asked = "Đặt thẻ lên đầu đọc, gõ 6 số ở mặt trước hoặc quét mã QR / lay the card, type its 6 digits or scan its QR:"
    print(asked, file=sys.stderr, flush=True)
    _say(given, try_chip_reader(address, sys.stdin.readline(), Stop()), '\n')
    return command.DONE


def _sign(given: argparse.Namespace, chosen: DeviceSettings) -> int:
    """Sign, judge or try; a file without signature, or with one that isn't wholly good, is a failure."""
    if given.verb == 'verify':
        told = signing.verify_file(given.file, given.roots or chosen.signature_roots)
    elif given.verb == 'sign':
        pin, address = signing.read_pin(given.pin_fd), given.address or chosen.signer
        told = signing.sign_file(given.file, given.out, address, pin, given.reason)
    else:
        pin = signing.read_pin(given.pin_fd)
        told = signing.try_signer(chosen.signer, given.directory, pin, chosen.signature_roots)
    print(json.dumps(told, ensure_ascii=False) if given.json else signing.in_lines(told))
    return command.DONE if told.get('code', GOOD) == GOOD else command.FAILED


_BY_WORK = {
    **dict.fromkeys(('scan', 'scanner'), _scan),
    **dict.fromkeys(('print', 'render-escpos', 'receipt_printer', 'ticket_printer'), _print),
    'camera': _photograph,
    'chip_reader': _read_chip,
    **dict.fromkeys(('sign', 'verify', 'signer'), _sign),
}


def _say(given: argparse.Namespace, told: Mapping[str, Any], between: str = '  ') -> None:
    """What one piece of work came to, as JSON or as names and values."""
    words = between.join(f'{name}: {value}' for name, value in told.items())
    print(json.dumps(told, ensure_ascii=False) if given.json else words)


def _list(chosen: DeviceSettings, *, as_json: bool) -> int:
    found = [
        FoundDevice(address=address, name='', kind='receipt_printer')
        for address in dict.fromkeys((chosen.ticket_printer, chosen.receipt_printer))
        if address
    ]
    code = command.DONE
    # one that can't be asked, or whose address in the settings is wrong, hides none of the others
    seekers: list[Callable[[], list[FoundDevice]]]
    seekers = [lambda: discover(_sane_config(chosen.scanner)), lambda: tokens(chosen.signer, signing.now())]
    for seek in seekers:
        try:
            found += seek()
        except Problem as problem:
            print(_both(problem.code, **problem.params), file=sys.stderr)
            code = command.FAILED
    if sys.platform == 'win32':
        from devices.scanner import wia  # noqa: PLC0415  # there is no WIA elsewhere

        found += wia.discover()
    # imported here: nothing but a list looks around in the network
    from devices.receipt_printer import discovery as printers  # noqa: PLC0415  # slow, seldom wanted
    from devices.scanner import escl_discovery  # noqa: PLC0415  # slow, seldom wanted

    found += [*printers.usb_printers(), *printers.queues(), *escl_discovery.discover()]
    found += [*cameras(), *serial_ports(), *chip_readers()]
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        _table([(f'{texts.name(one.kind)} / {texts.name(one.kind, "en")}', one.address, one.name) for one in found])
    return code


def _check(states: list[DeviceState], *, as_json: bool) -> int:
    if as_json:
        told = [{**asdict(one), 'what_to_do': {'vi': one.what_to_do(), 'en': one.what_to_do('en')}} for one in states]
        print(json.dumps(told, ensure_ascii=False))
    else:
        _table([_row(one) for one in states])
    return command.FAILED if any(one.state == 'trouble' for one in states) else command.DONE


def _row(one: DeviceState) -> tuple[str, ...]:
    return (
        f'{texts.name(one.kind)} / {texts.name(one.kind, "en")}',
        one.address or '-',
        f'{texts.state(one.state)} / {texts.state(one.state, "en")}',
        '; '.join(
            said for said in (_both(one.code, **one.params) if one.code else '', identity.words(one.about)) if said
        ),
    )


def _sane_config(scanner: str) -> str:
    """The SANE configuration that the settings' scanner is sought with."""
    return Address.parse(scanner).options.get('config', '') if scanner.startswith('sane:') else ''


def _table(rows: list[tuple[str, ...]]) -> None:
    """Columns as wide as they need; the last one runs on."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        print('  '.join([*cells, row[-1]]).rstrip())


def _both(code: str, **params: str | int) -> str:
    return f'{texts.sentence(code, "vi", **params)} / {texts.sentence(code, "en", **params)}'


if __name__ == '__main__':
    sys.exit(main())
