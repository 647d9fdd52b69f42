"""How client secrets are kept: hashed once, since they are random and long."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher


class Sha256OnceHasher(BasePasswordHasher):
    """One SHA-256 of a client secret of 256 random bits.

    A slow, salted hash protects secrets that can be guessed; these cannot, and a token is asked for often
    (PBKDF2 makes each one cost 0.24 s). Never to be used for what a person chose.
    """

    algorithm = "sha256_once"

    def encode(self, password: str, salt: str = "") -> str:  # noqa: ARG002 - Django's interface; random bits need no salt
        return f"{self.algorithm}${hashlib.sha256(password.encode()).hexdigest()}"

    def decode(self, encoded: str) -> dict[str, str]:
        algorithm, digest = encoded.split("$", 1)
        return {"algorithm": algorithm, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        return secrets.compare_digest(self.encode(password), encoded)

    def salt(self) -> str:
        return ""

    def must_update(self, encoded: str) -> bool:  # noqa: ARG002 - there is one way to encode, and nothing to strengthen
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: every check costs the same."""

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        return {"algorithm": self.algorithm, "hash": f"{self.decode(encoded)['hash'][:6]}…"}


def new_client_secret() -> str:
    """256 random bits, as text that can stand in a URL, a header and a shell."""
    return secrets.token_urlsafe(32)
