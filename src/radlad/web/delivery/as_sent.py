"""A try as it went over the wire (RFC 9112), to be shown to the customer or sent again by hand."""

from __future__ import annotations

from urllib.parse import urlsplit

from radlad.web.delivery.models import Attempt


def message(attempt: Attempt) -> bytes:
    """The request line, the headers and the body, to the byte; only the token is replaced by stars."""
    parts = urlsplit(attempt.address)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    head = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in attempt.headers)]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + attempt.sent_body.encode()
