"""What a store says of one thing that it holds, and where a document's file stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_KEY = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file: its name in the store, its size in bytes, when it was last written (aware)."""

    name: str
    size: int
    modified: datetime


def key_of(digest: str) -> str:
    """The name in the store of the file whose SHA-256, in hexadecimal, is `digest`."""
    return f"{digest[:2]}/{digest}"


def digest_of_key(key: str) -> str | None:
    """The digest whose file is named `key`; none for the name of anything else."""
    match = _KEY.fullmatch(key)
    return match[1] if match else None
