"""Puts a key and certificates on a token, in the place of what is there: a process of its own, for one library.

Standard input is JSON: ``library``, ``label``, ``pin``, and ``key`` and ``certificates`` as hexadecimal DER, the first
the key's own.
"""

import json
import sys

import pkcs11
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

ID = b'\x01'


def main() -> None:
    """Fill the token of a label."""
    asked = json.loads(sys.stdin.read())
    library = pkcs11.lib(asked['library'])
    token = library.get_token(token_label=asked['label'])
    with token.open(rw=True, user_pin=asked['pin']) as session:
        for kind in (ObjectClass.PRIVATE_KEY, ObjectClass.CERTIFICATE):
            for old in list(session.get_objects({Attribute.CLASS: kind})):
                old.destroy()
        key = decode_rsa_private_key(bytes.fromhex(asked['key']))
        session.create_object({**key, Attribute.ID: ID, Attribute.TOKEN: True, Attribute.SIGN: True})
        for number, one in enumerate(asked['certificates'], 1):
            made = decode_x509_certificate(bytes.fromhex(one))
            session.create_object({**made, Attribute.ID: bytes([number]), Attribute.TOKEN: True})


if __name__ == '__main__':
    main()
