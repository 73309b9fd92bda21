"""The chip's protocols against the worked examples of ICAO Doc 9303-11 (appendices D and G): bytes, not our own."""

from collections.abc import Iterator

import pytest

from devices.id_reader.chip import bac, pace
from devices.id_reader.chip.channel import Command, OpenSession
from devices.id_reader.chip.ciphers import AES128, FOR_ENCRYPTION, FOR_PASSWORD, FOR_SEALS, TRIPLE_DES
from devices.id_reader.chip.curves import NUMBERED, bytes_of, point_of, x_of
from devices.id_reader.chip.infos import pace_ways
from devices.id_reader.chip.secure import Seals, SecureSession
from devices.id_reader.chip.tlv import tlv
from office.errors import Trouble
from office.mrz import access_information

# appendix D: the passport L898902C, born 6 August 1969, expiring 23 June 1994
NUMBERS = 'L898902C<369080619406236'
D_SEED = '239AB9CB282DAF66231DC5A4DF6BFBAE'
D_ENCRYPTION, D_SEAL = 'AB94FDECF2674FDFB9B391F85D7F76F2', '7962D9ECE03D1ACD4C76089DCE131543'
D_CHIP_CHALLENGE, D_CHALLENGE, D_HALF = '4608F91988702212', '781723860C06C226', '0B795240CB7049B01C19B33E32804F0B'
D_SENT = (
    '0084000008',
    '008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728',
    '0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800',
    '0CB000000D9701048E08ED6705417E96BA5500',
    '0CB000040D9701128E082EA28A70F3C7B53500',
)
D_ANSWERS = (
    '4608F919887022129000',
    '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000',
    '990290008E08FA855A5D4C50A8ED9000',
    '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000',
    '871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000',
)

# appendix G: generic mapping on brainpoolP256r1 with AES-128, opened by the document T22000129
G_ACCESS = '31143012060A04007F0007020204020202010202010D'
G_NUMBERS = ('T22000129', '640812', '101031')
G_SECRET, G_PASSWORD_KEY = '7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD', '89DED1B26624EC1E634C1989302849DD'
G_HIDDEN, G_NONCE = '95A3A016522EE98D01E76CB6B98B42C3', '3F00C4D39D153F2B2A214A078D899B22'
G_MAPPING, G_ONCE = (
    '7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99',
    'A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595',
)
G_OUR_MAP = (
    '047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E'
    '544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D'
)
G_THEIR_MAP = (
    '04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57'
    '30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54'
)
G_GENERATOR = (
    '048CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2'
    '8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522'
)
G_OUR_KEY = (
    '042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C'
    '3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462'
)
G_THEIR_KEY = (
    '049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB'
    '7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094'
)
G_SHARED = '28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925'
G_SESSION_KEYS = ('F5F0E35C0D7161EE6724EE513A0D9A7F', 'FE251C7858B356B24514B3BD5F4297D1')
G_OUR_TOKEN, G_THEIR_TOKEN = 'C2B0BD78D94BA866', '3ABB9674BCE93C08'


def of(text: str) -> bytes:
    return bytes.fromhex(text)


class Scripted:
    """A chip that says what the example's chip says, and hears only what its reader says."""

    def __init__(self, sent: Iterator[bytes], answers: Iterator[bytes]) -> None:
        self._turns = zip(sent, answers, strict=True)

    def transmit(self, apdu: bytes) -> bytes:
        expected, answer = next(self._turns)
        assert apdu.hex() == expected.hex()
        return answer

    def is_at_its_end(self) -> bool:
        return next(self._turns, None) is None


def test_the_numbers_of_a_card_make_the_key() -> None:
    """D.2: with their check digits, hashed."""
    assert access_information('L898902C', '690806', '940623') == NUMBERS
    seed = bac.seed_of(NUMBERS)
    assert seed == of(D_SEED)
    assert TRIPLE_DES.key(seed, FOR_ENCRYPTION) == of(D_ENCRYPTION)
    assert TRIPLE_DES.key(seed, FOR_SEALS) == of(D_SEAL)


def test_basic_access_control_byte_for_byte() -> None:
    """D.3 and D.4: the agreement, then EF.COM chosen and read under seals."""
    chip = Scripted(iter(of(one) for one in D_SENT), iter(of(one) for one in D_ANSWERS))
    given = iter((of(D_CHALLENGE), of(D_HALF)))
    session = bac.open_chip(chip, NUMBERS, random=lambda _: next(given))
    assert session.send(Command(ins=0xA4, p1=2, p2=0x0C, data=of('011E'))).needed() == b''
    assert session.send(Command(ins=0xB0, expected=4)).needed() == of('60145F01')
    rest = session.send(Command(ins=0xB0, p2=4, expected=0x12)).needed()
    assert rest == of('04303130365F36063034303030305C026175')
    assert chip.is_at_its_end()


@pytest.mark.parametrize('at', range(14))
def test_a_sealed_answer_changed_on_its_way_is_noticed(at: int) -> None:
    """Whichever byte it is; the status outside the seals, the last two, counts for nothing."""
    answer = bytearray(of(D_ANSWERS[2]))
    answer[at] ^= 1
    chip = Scripted(iter((of(D_SENT[2]),)), iter((bytes(answer),)))
    seals = Seals(
        TRIPLE_DES,
        of('979EC13B1CBFE9DCD01AB0FED307EAE5'),
        of('F1CB1F1FB5ADF208806B89DC579DC1F8'),
        of('887022120C06C226'),
    )
    with pytest.raises(Trouble, match=r'chip\.(misread|data)'):
        SecureSession(chip, seals).send(Command(ins=0xA4, p1=2, p2=0x0C, data=of('011E')))


def test_an_answer_said_again_is_noticed() -> None:
    """Every message has its number: yesterday's answer isn't today's."""
    answers = iter((of(D_ANSWERS[2]), of(D_ANSWERS[2])))
    seals = Seals(
        TRIPLE_DES,
        of('979EC13B1CBFE9DCD01AB0FED307EAE5'),
        of('F1CB1F1FB5ADF208806B89DC579DC1F8'),
        of('887022120C06C226'),
    )
    session = SecureSession(
        Scripted(iter((of(D_SENT[2]), of('0CB000000D9701048E08ED6705417E96BA5500'))), answers), seals
    )
    session.send(Command(ins=0xA4, p1=2, p2=0x0C, data=of('011E')))
    with pytest.raises(Trouble, match=r'chip\.misread'):
        session.send(Command(ins=0xB0, expected=4))


def test_the_ways_that_a_chip_offers_are_read() -> None:
    """EF.CardAccess of the example."""
    (way,) = pace_ways(of(G_ACCESS))
    assert (way.suite, way.curve, way.parameter) == (AES128, NUMBERED[13], 13)


def test_pace_step_by_step() -> None:
    """G.1: password, nonce, mapped generator, shared secret, session keys, tokens."""
    (way,) = pace_ways(of(G_ACCESS))
    password = pace.Password.of_mrz(access_information(*G_NUMBERS))
    assert password.secret == of(G_SECRET)
    key = AES128.key(password.secret, FOR_PASSWORD)
    assert key == of(G_PASSWORD_KEY)
    assert AES128.decrypted(key, of(G_HIDDEN)) == of(G_NONCE)
    mapping, once = int(G_MAPPING, 16), int(G_ONCE, 16)
    assert bytes_of(way.curve.generator * mapping) == of(G_OUR_MAP)
    generator = pace.mapped(way.curve, of(G_NONCE), point_of(way.curve, of(G_THEIR_MAP)) * mapping)
    assert bytes_of(generator) == of(G_GENERATOR)
    assert bytes_of(generator * once) == of(G_OUR_KEY)
    shared = x_of(way.curve, point_of(way.curve, of(G_THEIR_KEY)) * once)
    assert shared == of(G_SHARED)
    assert tuple(AES128.key(shared, purpose).hex().upper() for purpose in (FOR_ENCRYPTION, FOR_SEALS)) == G_SESSION_KEYS
    assert pace.token(way, shared, of(G_THEIR_KEY)) == of(G_OUR_TOKEN)
    assert pace.token(way, shared, of(G_OUR_KEY)) == of(G_THEIR_TOKEN)


def general(tag: int, value: str, *, is_last: bool = False) -> bytes:
    told = tlv(0x7C, tlv(tag, of(value)) if value else b'')
    return bytes((0 if is_last else 0x10, 0x86, 0, 0, len(told))) + told + b'\0'


def replied(tag: int, value: str) -> bytes:
    return tlv(0x7C, tlv(tag, of(value))) + b'\x90\0'


def example_chip(token: str = G_THEIR_TOKEN, last: bytes | None = None) -> Scripted:
    sent = (
        of('0022C1A40F800A04007F00070202040202830101'),
        general(0, ''),
        general(0x81, G_OUR_MAP),
        general(0x83, G_OUR_KEY),
        general(0x85, G_OUR_TOKEN, is_last=True),
    )
    answers = (
        of('9000'),
        replied(0x80, G_HIDDEN),
        replied(0x82, G_THEIR_MAP),
        replied(0x84, G_THEIR_KEY),
        last or replied(0x86, token),
    )
    return Scripted(iter(sent), iter(answers))


def opened(chip: Scripted) -> SecureSession:
    (way,) = pace_ways(of(G_ACCESS))
    secrets = iter((int(G_MAPPING, 16), int(G_ONCE, 16)))
    password = pace.Password.of_mrz(access_information(*G_NUMBERS))
    return pace.open_chip(chip, way, password, secret=lambda _: next(secrets))


def test_pace_byte_for_byte() -> None:
    """G.1: the whole exchange, then sealed by AES."""
    chip = example_chip()
    assert opened(chip).suite == AES128
    assert chip.is_at_its_end()


def test_a_false_token_opens_nothing() -> None:
    """Whoever doesn't know the password can't say the last word."""
    with pytest.raises(Trouble, match=r'chip\.key'):
        opened(example_chip(token='3ABB9674BCE93C09'))
    with pytest.raises(Trouble, match=r'chip\.key'):
        opened(example_chip(last=of('6300')))


def test_a_point_off_the_curve_is_taken_from_nobody() -> None:
    """It would give the secret away."""
    for bad in (G_THEIR_MAP[:-1] + '5', G_THEIR_MAP[2:], '04' + G_THEIR_MAP[4:], '00', ''):
        with pytest.raises(Trouble, match=r'chip\.misread'):
            point_of(NUMBERED[13], of(bad))


def test_seals_of_aes_byte_for_byte() -> None:
    """The standard has no example of these; the bytes are those of another implementation, chip and reader."""
    seals = Seals(AES128, of('0102030405060708090A0B0C0D0E0F10'), of('A1A2A3A4A5A6A7A8A9AAABACADAEAFB0'))
    sent = (
        '0CA4040C1D871101AE6896C36D5E1F3BD4ECBAF7A661652B8E08C783F86389338E0D00',
        '0CB000000D9701148E0829B7480811E8AE7600',
    )
    answers = (
        '990290008E08117DD72826D775709000',
        '872101A57FD10B28B996EFF1162D1ECF14F100D960990BD394A608AAC46E29A9A5AD7C990290008E087D192821635D4FA79000',
    )
    chip = Scripted(iter(of(one) for one in sent), iter(of(one) for one in answers))
    session = SecureSession(chip, seals)
    assert session.send(Command(ins=0xA4, p1=4, p2=0x0C, data=of('A0000002471001'))).needed() == b''
    read = session.send(Command(ins=0xB0, expected=20)).needed()
    assert read == of('303132333435363738393A3B3C3D3E3F40414243')
    assert chip.is_at_its_end()


def test_an_answer_in_pieces_is_put_together() -> None:
    """Contact chips name the right length, or keep the rest back for a second question."""
    sent = ('00B0000004', '00B0000002', '00C0000003', '00C0000001')
    answers = ('6C02', 'AABB6103', 'CCDDEE6101', 'FF9000')
    chip = Scripted(iter(of(one) for one in sent), iter(of(one) for one in answers))
    assert OpenSession(chip).send(Command(ins=0xB0, expected=4)).needed() == of('AABBCCDDEEFF')
    assert chip.is_at_its_end()
