"""Single sign-on by OpenID Connect (mozilla-django-oidc): who comes is known by `sub`, what they may do by a claim.

The claim (`RADLAD_SSO_RIGHTS_CLAIM`) is a list of texts: a role (`consultation`, `videocodeur`, `superviseur`,
`administrateur`), `couloir:HOP-DPI` for each lane they are limited to, `contenu` for images and values. Whoever
has no role there does not come in. Rights are taken anew at each log-in.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView
from requests import RequestException

from radlad.domain.errors import CallerError, TransientError
from radlad.web.accounts import audit
from radlad.web.accounts.models import LANE_CHOICES, Action, Role, User
from radlad.web.accounts.people import rights_of
from radlad.web.acquisition.issuer import Issuer

_ENDPOINTS = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
}
_CONTENT, _LANE = "contenu", "couloir:"
_LANES = {key for key, _ in LANE_CHOICES}
_NAME_LENGTH = 150


@cache
def provider() -> Issuer:
    """The provider, with its endpoints and keys as it publishes them."""
    return Issuer(settings.RADLAD.sso_issuer, settings.RADLAD.sso_client_id)


def _setting(name: str, *default: Any) -> Any:
    """What mozilla-django-oidc asks for: the provider's own endpoints, our client, Django's settings for the rest."""
    if name in _ENDPOINTS:
        return provider().about()[_ENDPOINTS[name]]
    own = {
        "OIDC_RP_CLIENT_ID": settings.RADLAD.sso_client_id,
        "OIDC_RP_CLIENT_SECRET": settings.RADLAD.sso_client_secret,
    }
    return own[name] if name in own else import_from_settings(name, *default)


class Backend(OIDCAuthenticationBackend):  # type: ignore[misc]  # mozilla-django-oidc is not typed
    """Who signed in at the provider."""

    get_settings = staticmethod(_setting)

    def __init__(self) -> None:
        # Not the parent's: it would ask the provider each time Django looks for an account, also a local one.
        self.UserModel = get_user_model()
        self.OIDC_RP_CLIENT_ID = settings.RADLAD.sso_client_id
        self.OIDC_RP_CLIENT_SECRET = settings.RADLAD.sso_client_secret

    @property
    def OIDC_OP_TOKEN_ENDPOINT(self) -> Any:  # noqa: N802 - the parent's name
        return _setting("OIDC_OP_TOKEN_ENDPOINT")

    @property
    def OIDC_OP_USER_ENDPOINT(self) -> Any:  # noqa: N802 - the parent's name
        return _setting("OIDC_OP_USER_ENDPOINT")

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """The claims of the identity token, once its signature, issuer, audience, expiry and nonce are checked."""
        claims = provider().checked(token)
        if claims.get("nonce") != kwargs.get("nonce"):
            raise SuspiciousOperation("the token answers another log-in")
        return claims

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        """What both the identity token and the provider say of the person."""
        told: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if told.get("sub") != payload["sub"]:
            raise SuspiciousOperation("the provider tells of somebody else")
        return {**payload, **told}

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """A role, and no lane that nobody knows: without lanes one would see all."""
        lanes = {one.removeprefix(_LANE) for one in _given(claims) if one.startswith(_LANE)}
        return bool(claims.get("sub")) and _role(claims) is not None and lanes <= _LANES

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        return User.objects.filter(sso_subject=_subject(claims))

    def create_user(self, claims: dict[str, Any]) -> User:
        """A new account without a password here; it never takes over one that bears the same name."""
        wanted = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])[: _NAME_LENGTH - 4]
        taken = User.objects.filter(username__startswith=wanted).count()
        person = User(username=f"{wanted}-{taken + 1}" if taken else wanted, sso_subject=_subject(claims))
        person.set_unusable_password()
        return self._put(person, claims, {})

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        return self._put(user, claims, rights_of(user))

    def _put(self, person: User, claims: dict[str, Any], before: dict[str, Any]) -> User:
        given = _given(claims)
        role = _role(claims)
        assert role is not None, "verify_claims came first"
        person.role = role
        person.lanes = sorted(one.removeprefix(_LANE) for one in given if one.startswith(_LANE))
        person.sees_content = _CONTENT in given
        person.first_name, person.last_name = (
            str(claims.get("given_name", ""))[:150],
            str(claims.get("family_name", ""))[:150],
        )
        person.email = str(claims.get("email", ""))[:254]
        person.save()
        if rights_of(person) != before:
            audit.record("", Action.RIGHTS, subject=person.username, avant=before, apres=rights_of(person))
        return person


class Begin(OIDCAuthenticationRequestView):  # type: ignore[misc]  # mozilla-django-oidc is not typed
    """Sends to the provider; back to the log-in page when that does not answer."""

    get_settings = staticmethod(_setting)

    def __init__(self, **kwargs: Any) -> None:
        super(OIDCAuthenticationRequestView, self).__init__(**kwargs)
        self.OIDC_RP_CLIENT_ID = settings.RADLAD.sso_client_id

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            self.OIDC_OP_AUTH_ENDPOINT = _setting("OIDC_OP_AUTHORIZATION_ENDPOINT")
        except TransientError:
            messages.error(request, "La connexion unique ne répond pas : réessayez plus tard.")
            return redirect("login")
        answer: HttpResponse = super().get(request)
        return answer


class Return(OIDCAuthenticationCallbackView):  # type: ignore[misc]  # mozilla-django-oidc is not typed
    """Comes back from the provider, signed in or not."""

    get_settings = staticmethod(_setting)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().get(request)
        except (RequestException, CallerError, TransientError, SuspiciousOperation):
            return self.login_failure()
        return answer

    def login_success(self) -> HttpResponse:
        answer: HttpResponse = super().login_success()
        audit.of_request(self.request, Action.SIGNED_IN, subject="connexion unique")
        return answer

    def login_failure(self) -> HttpResponse:
        messages.error(
            self.request,
            "La connexion unique n’a pas abouti : réessayez, ou demandez un rôle à votre administrateur.",
        )
        return redirect("login")


def _given(claims: dict[str, Any]) -> set[str]:
    told = claims.get(settings.RADLAD.sso_rights_claim, ())
    return {str(one) for one in (told.split() if isinstance(told, str) else told)}


def _role(claims: dict[str, Any]) -> Role | None:
    """The highest of the roles that the provider gives."""
    return next((role for role in reversed(Role) if role in _given(claims)), None)


def _subject(claims: dict[str, Any]) -> str:
    return f"{settings.RADLAD.sso_issuer} {claims['sub']}"
