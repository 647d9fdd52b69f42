"""Errors as the API says them: one `ProcessError` each (contracts.md 1). The one place where they are mapped."""

from __future__ import annotations

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema

from radlad.domain.errors import CallerError, Detail, TransientError
from radlad.web import counts
from radlad.web.acquisition.rate import TooManyCallsError

logger = logging.getLogger(__name__)
RETRY_SECONDS = 30


class Fault(Schema):
    """One fault in a request."""

    field: str
    message: str


class ProcessError(Schema):
    """Why a call was refused: a stable code for machines, a message in French for people."""

    code: str
    message: str
    details: list[Fault]


REFUSALS = dict.fromkeys((400, 401, 403, 429, 500, 503), ProcessError)
"""What any call may be answered instead of what it asks for, by status."""


def install(api: NinjaAPI) -> None:
    """Makes `api` answer every error as a ProcessError."""
    api.add_exception_handler(CallerError, _caller)
    api.add_exception_handler(TransientError, _transient)
    for away in (OperationalError, InterfaceError):
        api.add_exception_handler(away, _database)
    api.add_exception_handler(Exception, _unforeseen)


def _answer(status: int, code: str, message: str, details: tuple[Detail, ...] = (), **headers: Any) -> HttpResponse:
    faults = [{"field": d.field, "message": d.message} for d in details]
    return JsonResponse(
        {"code": code, "message": message, "details": faults},
        status=status,
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )


def refusal(error: CallerError) -> HttpResponse:
    """The answer to a call that has to be changed, or made later."""
    counts.error(error)
    answer = _answer(error.status, error.code, error.message, error.details)
    if isinstance(error, TooManyCallsError):
        answer["Retry-After"] = str(error.seconds)
    return answer


def _caller(_request: HttpRequest, error: CallerError | type[CallerError]) -> HttpResponse:
    assert isinstance(error, CallerError)
    answer = refusal(error)
    if error.status in (401, 403):
        cause = {"TOKEN_MISSING": "", "WRONG_SCOPE": ', error="insufficient_scope"', "WRONG_LANE": ""}
        answer["WWW-Authenticate"] = 'Bearer realm="radlad"' + cause.get(error.code, ', error="invalid_token"')
    return answer


def _transient(_request: HttpRequest, error: TransientError | type[TransientError]) -> HttpResponse:
    assert isinstance(error, TransientError)
    counts.error(error)
    logger.error("refused for now: %s", error.code, exc_info=error)
    return _away(error.code, error.message)


def _database(_request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    counts.error(TransientError)
    logger.error("the database is away: %s", type(error).__name__)
    return _away("DATABASE_UNAVAILABLE", "Le service ne peut rien enregistrer pour l’instant.")


def _away(code: str, message: str) -> HttpResponse:
    answer = _answer(503, code, f"{message} Renvoyez la requête dans {RETRY_SECONDS} secondes.")
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _unforeseen(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    counts.error(error)
    logger.error("unforeseen error in %s %s", request.method, request.path, exc_info=error)
    return _answer(
        500, "INTERNAL_ERROR", "Erreur interne : le document n’a pas été pris. Réessayez, puis prévenez l’exploitant."
    )
