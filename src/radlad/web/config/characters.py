"""A NUL in an address: no name or value has one, and PostgreSQL cannot be asked about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse


class RefuseNul:
    """Middleware that answers 400 to it, on the screens; the API checks what it is given by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Raises SuspiciousOperation, which Django answers with 400."""
        match = request.resolver_match
        if match is not None and match.namespace != "api":
            given = [*kwargs.values(), *(value for values in request.GET.lists() for value in values[1])]
            if any(isinstance(value, str) and "\x00" in value for value in given):
                raise SuspiciousOperation("NUL in an address")
