"""The signature of a body, by which the customer knows that radlad sent it (contracts.md 2)."""

from __future__ import annotations

import hashlib
import hmac


def signature(content: bytes, secret: str) -> str:
    """The value of `X-Signature` for these bytes."""
    return f"sha256={hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}"


def is_signed(content: bytes, secret: str, given: str) -> bool:
    """Whether `given` is the signature of these bytes; takes the same time either way."""
    return hmac.compare_digest(signature(content, secret).encode(), given.encode())
