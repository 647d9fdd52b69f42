"""A customer that misbehaves on demand, and remembers every call and what it answered."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.listener import GARBAGE, Listener, say


@dataclass(frozen=True)
class Call:
    """One callback: its `Idempotency-Key`, the digest of its body, the status answered (0: none)."""

    key: str
    digest: str
    status: int


class FaultyCustomer:
    """Takes each delivery with 202 until `act` says otherwise.

    `act` is a status, or `cut`, `hang`, `slow`, `garbage`, `redirect`; `token_status` is what its token endpoint
    answers. `hold`, while set, keeps each call waiting before it is answered.
    """

    def __init__(self, port: int = 0, certificate: Path | None = None) -> None:
        self.act: int | str = 202
        self.token_status = 200
        self.hold = threading.Event()
        self.calls: list[Call] = []
        self.begun = 0
        self._listener = Listener(self._answer, port=port, certificate=certificate, keep_alive=True)

    def __enter__(self) -> Self:
        self._listener.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.__exit__(kind, error, trace)

    @property
    def port(self) -> int:
        return self._listener.port

    @property
    def url(self) -> str:
        return self._listener.url

    def acknowledged(self) -> Counter[str]:
        """How often each `processId` was answered 202."""
        return Counter(call.key for call in list(self.calls) if call.status == 202)

    def bodies(self) -> dict[str, set[str]]:
        """The digests of the bodies that each `processId` came with."""
        found: dict[str, set[str]] = {}
        for call in list(self.calls):
            found.setdefault(call.key, set()).add(call.digest)
        return found

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        if request.path == "/token":
            say(request, self.token_status, b'{"access_token":"jeton","expires_in":120}')
            return
        self.begun += 1
        while self.hold.is_set():
            time.sleep(0.05)
        status = self._behave(request)
        self.calls.append(Call(request.headers.get("Idempotency-Key", ""), hashlib.sha256(body).hexdigest(), status))

    def _behave(self, request: BaseHTTPRequestHandler) -> int:
        act = self.act
        if isinstance(act, int):
            say(request, act, b"{}")
            return act
        if act == "redirect":
            say(request, 307, b"{}", location=f"http://127.0.0.1:{self.port}/ailleurs")
            return 307
        request.close_connection = True
        if act == "garbage":
            request.wfile.write(GARBAGE)
        elif act == "hang":
            end = time.monotonic() + 60
            while time.monotonic() < end and self.act == "hang":
                time.sleep(0.1)
        elif act == "slow":
            for byte in b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}":
                request.wfile.write(bytes([byte]))
                request.wfile.flush()
                time.sleep(0.05)
            return 202
        return 0
