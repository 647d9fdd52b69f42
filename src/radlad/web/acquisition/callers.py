"""Who calls the API: an OAuth2 client, known by the access token it shows (contracts.md 1)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from ninja.security.base import AuthBase

from radlad.domain.doctype import Lane
from radlad.domain.errors import CallerError
from radlad.web.accounts.sessions import address
from radlad.web.acquisition import issuer, problems, rate

TOKEN_PATH = "/realms/asp/protocol/openid-connect/token"  # noqa: S105 - an address, not a secret
WRITE, REPORT = "process:write", "reporting:read"
_BEARER = """
    SELECT client_id, scope, expires FROM oauth2_provider_accesstoken
    JOIN oauth2_provider_application AS application ON application.id = application_id
    WHERE token_checksum = %s
"""
"""Asked at each call, so that a token taken back is refused at once. Worded by the ORM it costs a millisecond more."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A client and what its token lets it do."""

    client_id: str
    scopes: frozenset[str]

    def require(self, scope: str) -> None:
        """Raises CallerError 403 when the token does not carry `scope`."""
        if scope not in self.scopes:
            raise CallerError(
                "WRONG_SCOPE", f"Ce jeton n’a pas la portée {scope} : demandez-en un qui la porte.", status=403
            )

    def require_lane(self, lane: Lane) -> None:
        """Raises CallerError 403 when this client may not send documents of `lane`."""
        if self.client_id != lane.client_id:
            raise CallerError(
                "WRONG_LANE",
                f"Ce client n’est pas habilité pour {lane.title} : utilisez le client {lane.client_id}.",
                status=403,
            )


def embedded_issuer(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view as long as radlad issues its own tokens; not there once an external issuer is configured.

    Whoever shows wrong secrets is made to wait (429).
    """

    @csrf_exempt
    def issued(request: HttpRequest) -> HttpResponseBase:
        if settings.RADLAD.issuer:
            raise Http404
        guesser = address(request), _client_of(request)
        if "\x00" in guesser[1]:
            return JsonResponse({"error": "invalid_client"}, status=401)
        try:
            rate.refuse_guesser(*guesser)
        except rate.TooManyCallsError as error:
            return problems.refusal(error)
        answer = view(request)
        if answer.status_code in (400, 401):
            rate.count_wrong_secret(*guesser)
        return answer

    return issued


def _client_of(request: HttpRequest) -> str:
    """The client id that a request for a token gives, in its header or its form."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_id", "")
    try:
        return base64.b64decode(given).decode("utf-8", "replace").partition(":")[0]
    except ValueError:
        return ""


class ClientCredentials(AuthBase):
    """The API's guard: a bearer token of the embedded authorisation server, or of the issuer that is configured."""

    openapi_type = "oauth2"
    openapi_flows = {  # noqa: RUF012 - ninja reads it from the class
        "clientCredentials": {
            "tokenUrl": TOKEN_PATH,
            "scopes": {WRITE: "Envoyer des documents", REPORT: "Lire le suivi"},
        }
    }

    def __call__(self, request: HttpRequest) -> Caller:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise CallerError(
                "TOKEN_MISSING",
                "Jeton d’accès absent : envoyez l’en-tête « Authorization: Bearer <jeton> ».",
                status=401,
            )
        caller = _issued(token.strip()) if settings.RADLAD.issuer else _known(token.strip())
        rate.count_call(caller.client_id)
        return caller


def _issued(token: str) -> Caller:
    claims = issuer.claims(token)
    return Caller(claims.client_id, claims.scopes)


def _known(token: str) -> Caller:
    checksum = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_BEARER, [checksum])
        found = cursor.fetchone()
    if found is None:
        raise CallerError("TOKEN_INVALID", "Jeton d’accès inconnu : demandez-en un nouveau.", status=401)
    client_id, scope, expires = found
    if expires <= timezone.now():
        raise CallerError("TOKEN_EXPIRED", "Jeton d’accès expiré : demandez-en un nouveau.", status=401)
    return Caller(client_id, frozenset(scope.split()))
