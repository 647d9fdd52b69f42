"""Access tokens of an external OpenID issuer (Keycloak or any other), checked against its published keys."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from django.conf import settings
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from radlad.domain.errors import CallerError, TransientError

ALGORITHMS = ("RS256", "ES256", "PS256")
"""The only ones believed, whatever a token's header says: all are signatures by a private key."""
_LEEWAY = 30
_KEYS_LAST = 600.0
_KEYS_REST = 5.0
"""Shortest time between two looks at the issuer's keys: tokens with invented key ids must not turn on it."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid token says of its bearer."""

    client_id: str
    scopes: frozenset[str]


def claims(token: str) -> Claims:
    """The claims of `token`, once all of it is checked.

    Raises CallerError 401 when it is not a valid token for us, TransientError when the issuer cannot be asked.
    """
    return _issuer(settings.RADLAD.issuer, settings.RADLAD.audience).claims(token)


@cache
def _issuer(url: str, audience: str) -> Issuer:
    return Issuer(url, audience)


@dataclass
class Issuer:
    """One issuer with its keys, which are fetched when needed, kept, and fetched again when a token names a new one."""

    url: str
    audience: str
    _keys: KeySet | None = None
    _asked_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _about: dict[str, Any] = field(default_factory=dict)

    def claims(self, token: str) -> Claims:
        """What a token says of the client that bears it; errors as of `checked`."""
        return _of(self.checked(token))

    def about(self) -> dict[str, Any]:
        """What the issuer publishes of itself; TransientError when it never answered."""
        self._current_keys()
        return self._about

    def checked(self, token: str) -> dict[str, Any]:
        """All claims of a token, once its signature, issuer, audience and expiry are checked.

        Raises CallerError 401 when it is not valid, TransientError when the issuer cannot be asked.
        """
        try:
            try:
                decoded = jwt.decode(token, self._current_keys(), algorithms=ALGORITHMS)
            except InvalidKeyIdError:
                decoded = jwt.decode(token, self._renewed_keys(), algorithms=ALGORITHMS)
            self._rules().validate(decoded.claims)
        except ExpiredTokenError as error:
            raise CallerError("TOKEN_EXPIRED", "Jeton d’accès expiré : demandez-en un nouveau.", status=401) from error
        except (JoseError, ValueError, TypeError) as error:
            raise CallerError(
                "TOKEN_INVALID", "Jeton d’accès refusé : demandez-en un nouveau à l’émetteur configuré.", status=401
            ) from error
        return dict(decoded.claims)

    def _rules(self) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.url},
            aud={"essential": True, "value": self.audience},
            exp={"essential": True},
        )

    def _current_keys(self) -> KeySet:
        with self._lock:
            if self._keys is None or time.monotonic() - self._asked_at > _KEYS_LAST:
                self._fetch()
            assert self._keys is not None
            return self._keys

    def _renewed_keys(self) -> KeySet:
        with self._lock:
            if time.monotonic() - self._asked_at > _KEYS_REST:
                self._fetch()
            assert self._keys is not None
            return self._keys

    def _fetch(self) -> None:
        """Reads the issuer's discovery document and keys. Old keys stay in use while the issuer is away."""
        try:
            with httpx.Client(timeout=10, trust_env=False) as http:
                about = http.get(f"{self.url.rstrip('/')}/.well-known/openid-configuration").raise_for_status().json()
                if about["issuer"] != self.url:
                    raise ValueError("the issuer names itself otherwise")
                published = http.get(about["jwks_uri"]).raise_for_status().json()
            self._about = about
            self._keys = KeySet.import_key_set({"keys": [key for key in published["keys"] if _signs(key)]})
        except (httpx.HTTPError, ValueError, KeyError, TypeError, JoseError) as error:
            if self._keys is None:
                raise TransientError(
                    "ISSUER_UNAVAILABLE", "L’émetteur des jetons ne répond pas : réessayez plus tard."
                ) from error
        self._asked_at = time.monotonic()


def _signs(key: dict[str, Any]) -> bool:
    return key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"


def _of(decoded: dict[str, Any]) -> Claims:
    scopes = decoded.get("scope", decoded.get("scp", ""))
    listed = scopes.split() if isinstance(scopes, str) else [str(s) for s in scopes]
    return Claims(str(decoded.get("azp") or decoded.get("client_id") or ""), frozenset(listed))
