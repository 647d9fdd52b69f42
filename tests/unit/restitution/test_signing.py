"""The signature of a body is the HMAC that the customer computes (contracts.md 2)."""

import hashlib
import hmac

from radlad.restitution.signing import is_signed, signature


def test_the_signature_is_the_hmac_of_the_bytes():
    expected = hmac.new("clé".encode(), "été".encode(), hashlib.sha256).hexdigest()
    assert signature("été".encode(), "clé") == f"sha256={expected}"


def test_another_body_another_secret_or_another_text_is_not_signed():
    given = signature(b"body", "secret")
    assert is_signed(b"body", "secret", given)
    assert not is_signed(b"Body", "secret", given)
    assert not is_signed(b"body", "autre", given)
    assert not is_signed(b"body", "secret", "é")
