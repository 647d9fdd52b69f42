"""One call of the customer's callback (contracts.md 2)."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import httpx

from radlad.restitution.signing import signature
from radlad.settings import Settings

ACKNOWLEDGED = 202
_SECONDS = 30
_ANSWER_BYTES = 2048
_RENEW_BEFORE = 60
_NO_ANSWER = {
    httpx.TimeoutException: "Pas de réponse dans le délai",
    httpx.ConnectError: "Connexion impossible",
    httpx.RemoteProtocolError: "Réponse coupée ou incompréhensible",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How the call ended: `status` is None when no answer came, `error` then says why, in French."""

    status: int | None
    seconds: float
    text: str = ""
    error: str = ""

    @property
    def acknowledged(self) -> bool:
        return self.status == ACKNOWLEDGED

    @property
    def final(self) -> bool:
        """The customer refuses this body: sending it again would not help."""
        return self.status is not None and 400 <= self.status < 500 and self.status not in (401, 408, 429)


class Callback:
    """The customer's address, with the token it asks for. One object a process: it keeps connections and the token."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = httpx.Client(timeout=httpx.Timeout(_SECONDS, connect=10), follow_redirects=False, trust_env=False)
        self._token: tuple[str, float] | None = None
        self._lock = threading.Lock()

    @property
    def asks_for_token(self) -> bool:
        return bool(self._settings.callback_token_url)

    def forget_token(self) -> None:
        """The token in use was refused: the next call asks for another."""
        with self._lock:
            self._token = None

    def send(self, process_id: str, body: str) -> Answer:
        """Posts `body` once; never raises for what the customer or the network does."""
        began = time.monotonic()
        try:
            status, text = self._post(process_id, body.encode())
        except httpx.HTTPError as error:
            return Answer(None, time.monotonic() - began, error=_reason(error))
        unexpected = "" if status == ACKNOWLEDGED else f"Réponse {status} au lieu de {ACKNOWLEDGED}"
        return Answer(status, time.monotonic() - began, text, unexpected)

    def _post(self, process_id: str, body: bytes) -> tuple[int, str]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": process_id}
        if self._settings.callback_hmac_secret:
            headers["X-Signature"] = signature(body, self._settings.callback_hmac_secret)
        if self.asks_for_token:
            headers["Authorization"] = f"Bearer {self._current_token()}"
        address = f"{self._settings.callback_base}/callback"
        with self._http.stream("POST", address, content=body, headers=headers) as answer:
            return answer.status_code, _beginning(answer)

    def _current_token(self) -> str:
        with self._lock:
            if self._token is None or time.monotonic() > self._token[1]:
                self._token = self._new_token()
            return self._token[0]

    def _new_token(self) -> tuple[str, float]:
        answer = self._http.post(
            self._settings.callback_token_url,
            data={"grant_type": "client_credentials"},
            auth=(self._settings.callback_client_id, self._settings.callback_client_secret),
        )
        try:
            given = answer.raise_for_status().json()
            token, lasts = str(given["access_token"]), float(given.get("expires_in", 300))
        except (ValueError, KeyError, TypeError) as error:
            raise TokenError("unreadable answer") from error
        except httpx.HTTPStatusError as error:
            raise TokenError(str(error.response.status_code)) from error
        return token, time.monotonic() + max(0.0, lasts - _RENEW_BEFORE)


class TokenError(httpx.HTTPError):
    """The customer's token endpoint gives no token."""


@cache
def callback_of(settings: Settings) -> Callback:
    """This process's one Callback for these settings."""
    return Callback(settings)


def _beginning(answer: httpx.Response) -> str:
    """The first bytes of the answer, as text a database can hold; what follows is not read."""
    read = b""
    until = time.monotonic() + _SECONDS
    # The status was received: an answer cut short after it, or that drips, changes nothing.
    with suppress(httpx.HTTPError):
        for chunk in answer.iter_bytes(_ANSWER_BYTES):
            read += chunk
            if len(read) >= _ANSWER_BYTES or time.monotonic() > until:
                break
    return read[:_ANSWER_BYTES].decode("utf-8", "replace").replace("\x00", "")


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, TokenError):
        return f"Pas de jeton du client : {error}"[:200]
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return "Certificat TLS refusé"
    known = next((text for kind, text in _NO_ANSWER.items() if isinstance(error, kind)), "Échange interrompu")
    return f"{known} ({type(error).__name__})"
