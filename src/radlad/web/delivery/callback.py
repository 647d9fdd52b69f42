"""One call of a customer's callback (contracts.md 2)."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import httpx

from radlad.customers import Customer
from radlad.restitution.signing import signature
from radlad.service import outbound
from radlad.service.outbound import AddressRefusedError

ACKNOWLEDGED = 202
_SECONDS, _CONNECT_SECONDS = 30, 10
_ANSWER_BYTES, _TOKEN_BYTES = 2048, 64 * 1024
_RENEW_BEFORE = 60
_HIDDEN = "Bearer ***"
_NO_ANSWER = {
    AddressRefusedError: "Adresse privée refusée : voyez RADLAD_PRIVATE_NETWORKS",
    httpx.TimeoutException: "Pas de réponse dans le délai",
    httpx.ConnectError: "Connexion impossible",
    httpx.RemoteProtocolError: "Réponse coupée ou incompréhensible",
}
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """How the call ended: `status` is None when no answer came, `error` then says why, in French.

    `address` and `headers` are those of the request as it went out, its token left out; empty when none did.
    """

    status: int | None
    seconds: float
    text: str = ""
    error: str = ""
    address: str = ""
    headers: Headers = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        return self.status == ACKNOWLEDGED

    @property
    def final(self) -> bool:
        """The customer refuses this body: sending it again would not help."""
        return self.status is not None and 400 <= self.status < 500 and self.status not in (401, 408, 429)


class Callback:
    """A customer's address, with the token it asks for. One object a process: it keeps connections and the token."""

    def __init__(self, customer: Customer) -> None:
        self.customer = customer
        self._http, self._token_http = (
            outbound.client(_SECONDS, _CONNECT_SECONDS, customer.private_networks, customer.ca_file) for _ in range(2)
        )
        self._token: tuple[str, float] | None = None
        self._lock = threading.Lock()

    @property
    def asks_for_token(self) -> bool:
        return bool(self.customer.token_url)

    def forget_token(self) -> None:
        """The token in use was refused: the next call asks for another."""
        with self._lock:
            self._token = None

    def send(self, process_id: str, body: str) -> Answer:
        """Posts `body` once; never raises for what the customer or the network does."""
        began = time.monotonic()
        try:
            request = self._request(process_id, body.encode())
        except httpx.HTTPError as error:
            return Answer(None, time.monotonic() - began, error=_reason(error))
        sent = (str(request.url), _without_token(request))
        try:
            answer = self._http.send(request, stream=True)
            try:
                text = _beginning(answer)
            finally:
                answer.close()
        except httpx.HTTPError as error:
            return Answer(None, time.monotonic() - began, "", _reason(error), *sent)
        status = answer.status_code
        unexpected = "" if status == ACKNOWLEDGED else f"Réponse {status} au lieu de {ACKNOWLEDGED}"
        return Answer(status, time.monotonic() - began, text, unexpected, *sent)

    def _request(self, process_id: str, body: bytes) -> httpx.Request:
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": process_id}
        headers["Accept-Encoding"] = "identity"
        if self.customer.hmac_secret:
            headers["X-Signature"] = signature(body, self.customer.hmac_secret)
        if self.customer.hmac_secret_next:
            headers["X-Signature-Next"] = signature(body, self.customer.hmac_secret_next)
        if self.asks_for_token:
            headers["Authorization"] = f"Bearer {self._current_token()}"
        return self._http.build_request("POST", f"{self.customer.callback}/callback", content=body, headers=headers)

    def _current_token(self) -> str:
        with self._lock:
            if self._token is None or time.monotonic() > self._token[1]:
                self._token = self._new_token()
            return self._token[0]

    def _new_token(self) -> tuple[str, float]:
        asked = self._token_http.stream(
            "POST",
            self.customer.token_url,
            data={"grant_type": "client_credentials"},
            auth=(self.customer.client_id, self.customer.client_secret),
            headers={"Accept-Encoding": "identity"},
        )
        try:
            with asked as answer:
                content = _first_bytes(answer.raise_for_status(), _TOKEN_BYTES)
            given = json.loads(content)
            token, lasts = str(given["access_token"]), float(given.get("expires_in", 300))
            # A header cannot carry everything: such a token is none.
            token.encode("ascii")
        except (ValueError, KeyError, TypeError) as error:
            raise TokenError("unreadable answer") from error
        except httpx.HTTPStatusError as error:
            raise TokenError(str(error.response.status_code)) from error
        return token, time.monotonic() + max(0.0, lasts - _RENEW_BEFORE)


class TokenError(httpx.HTTPError):
    """The customer's token endpoint gives no token."""


@cache
def callback_of(customer: Customer) -> Callback:
    """This process's one Callback of that customer."""
    return Callback(customer)


def _without_token(request: httpx.Request) -> Headers:
    written = [(name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw]
    return [(name, _HIDDEN if name.lower() == "authorization" else value) for name, value in written]


def _beginning(answer: httpx.Response) -> str:
    """The first bytes of the answer, as text a database can hold."""
    return _first_bytes(answer, _ANSWER_BYTES).decode("utf-8", "replace").replace("\x00", "")


def _first_bytes(answer: httpx.Response, most: int) -> bytes:
    """At most `most` bytes of the answer, and for no longer than a call may take; what follows is not read."""
    read = b""
    until = time.monotonic() + _SECONDS
    # The status was received: an answer cut short after it, or that drips, changes nothing.
    with suppress(httpx.HTTPError):
        for chunk in answer.iter_raw(most):
            read += chunk
            if len(read) >= most or time.monotonic() > until:
                break
    return read[:most]


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, TokenError):
        return f"Pas de jeton du client : {error}"[:200]
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return "Certificat TLS refusé"
    known = next((text for kind, text in _NO_ANSWER.items() if isinstance(error, kind)), "Échange interrompu")
    return f"{known} ({type(error).__name__})"
