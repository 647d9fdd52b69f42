"""What a store says of one thing that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file: its name in the store, its size in bytes, when it was last written (aware)."""

    name: str
    size: int
    modified: datetime
