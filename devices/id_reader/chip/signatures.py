"""Signatures of certificates, lists and messages: which algorithm is named, and whether the key made it."""

from asn1crypto import keys, x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from devices.id_reader.chip.curves import bytes_of
from devices.id_reader.chip.infos import public_point
from devices.id_reader.chip.tlv import needed

HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    'sha1': hashes.SHA1,
    'sha224': hashes.SHA224,
    'sha256': hashes.SHA256,
    'sha384': hashes.SHA384,
    'sha512': hashes.SHA512,
}
_CURVES: dict[str, type[ec.EllipticCurve]] = {
    'NIST192p': ec.SECP192R1,
    'NIST224p': ec.SECP224R1,
    'NIST256p': ec.SECP256R1,
    'NIST384p': ec.SECP384R1,
    'NIST521p': ec.SECP521R1,
    'BRAINPOOLP256r1': ec.BrainpoolP256R1,
    'BRAINPOOLP384r1': ec.BrainpoolP384R1,
    'BRAINPOOLP512r1': ec.BrainpoolP512R1,
}

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


def public_key(info: keys.PublicKeyInfo) -> PublicKey:
    """The key of a certificate or of DG15; a curve that is spelt out is known by its field.

    Raises:
        ValueError: for a key of another kind, or a curve that nobody here knows.
    """
    if info.algorithm == 'ec':
        found = public_point(needed(info.dump(), 0x30))
        curve = _CURVES.get(found[0].name) if found is not None else None
        if found is None or curve is None:
            raise ValueError(info.algorithm)
        return ec.EllipticCurvePublicKey.from_encoded_point(curve(), bytes_of(found[1]))
    try:
        key = load_der_public_key(info.dump())
    except UnsupportedAlgorithm as error:
        raise ValueError(info.algorithm) from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError(info.algorithm)  # noqa: TRY004 - a wrong key in a file, no wrong call
    return key


def is_signed_how(
    info: keys.PublicKeyInfo, algorithm: SignedDigestAlgorithm, digest: str, signature: bytes, told: bytes
) -> bool:
    """Whether a key signed ``told`` as ``algorithm`` says; ``digest`` is the hash where the algorithm names none.

    Raises:
        ValueError: for an algorithm or key that isn't known here.
    """
    kind = algorithm.signature_algo
    key = public_key(info)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and kind == 'ecdsa':
            key.verify(signature, told, ec.ECDSA(_hash(algorithm, digest)))
        elif isinstance(key, rsa.RSAPublicKey) and kind == 'rsassa_pkcs1v15':
            key.verify(signature, told, padding.PKCS1v15(), _hash(algorithm, digest))
        elif isinstance(key, rsa.RSAPublicKey) and kind == 'rsassa_pss':
            named = algorithm['parameters']
            mask = padding.MGF1(HASHES[named['mask_gen_algorithm']['parameters']['algorithm'].native]())
            salt = padding.PSS(mask, named['salt_length'].native)
            key.verify(signature, told, salt, HASHES[named['hash_algorithm']['algorithm'].native]())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def is_signed_by(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    """Whether a root signed a certificate; an algorithm that isn't known here signs nothing."""
    body, signature = certificate['tbs_certificate'].dump(), certificate['signature_value'].native
    try:
        return is_signed_how(root.public_key, certificate['signature_algorithm'], '', signature, body)
    except (ValueError, KeyError):
        return False


def _hash(algorithm: SignedDigestAlgorithm, digest: str) -> hashes.HashAlgorithm:
    try:
        name = algorithm.hash_algo
    except ValueError:
        name = digest  # "RSA" alone, with the hash named beside it
    return HASHES[name]()
