"""Passwords hashed with argon2id, at the library's own parameters (RFC 9106's second recommendation)."""


class Argon2:
    """The hasher of ``office.desk.supervising``; one hash takes about a tenth of a second, on purpose."""

    def hash(self, password: str) -> str:
        """A salted hash that names its own parameters."""
        # imported here, on the store's thread: nobody's window need wait for it
        from argon2 import PasswordHasher  # noqa: PLC0415  # slow, wanted at log-in

        return PasswordHasher().hash(password)

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether a password is the hashed one; a damaged hash matches nothing."""
        from argon2 import PasswordHasher  # noqa: PLC0415  # slow, wanted at log-in
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  # slow, wanted at log-in

        try:
            return PasswordHasher().verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
