"""Error families, by who must act. Each boundary (HTTP, worker, command line) maps them once.

`message` is French and says what to do next; it never holds a file's content or a field's value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class RadladError(Exception):
    """What radlad raises on purpose. `code` is stable and for machines, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.message)


@dataclass(frozen=True, slots=True)
class Detail:
    """One fault in a request: the field at fault, and what to do about it."""

    field: str
    message: str


class CallerError(RadladError):
    """The caller must change the request: a 4xx answer (contracts.md 1)."""

    def __init__(self, code: str, message: str, *details: Detail, status: int = 400) -> None:
        super().__init__(code, message)
        self.details = details
        self.status = status

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_caller_error, (self.code, self.message, self.details, self.status)


def _rebuild_caller_error(code: str, message: str, details: tuple[Detail, ...], status: int) -> CallerError:
    return CallerError(code, message, *details, status=status)


class DocumentError(RadladError):
    """The document cannot be read as it is: an operator decides."""


class TransientError(RadladError):
    """Something radlad leans on is away for now: try again later."""


class ConfigError(RadladError):
    """The installation is wrong: refuse to start and say what to set."""
