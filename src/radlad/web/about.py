"""Which document the present work is about, so that every line of the logs can name it (`config.logs`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_process_id: ContextVar[str] = ContextVar("process_id", default="")


@contextmanager
def about(document_id: UUID | str) -> Iterator[None]:
    """Until the block ends, log lines are about that document."""
    token = _process_id.set(str(document_id))
    try:
        yield
    finally:
        _process_id.reset(token)


def process_id() -> str:
    """The document that is worked on; empty for none."""
    return _process_id.get()


class DocumentOfRequest:
    """Middleware: while a page or a call about one document is answered, log lines are about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with about(""):
            return self._get_response(request)

    def process_view(self, _request: HttpRequest, _view: object, _args: tuple[Any, ...], named: dict[str, Any]) -> None:
        """The block that `__call__` opened ends this too."""
        _process_id.set(str(named.get("document_id") or named.get("process_id") or ""))
