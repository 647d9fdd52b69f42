"""A customer that misbehaves on demand, and remembers every call and what it answered."""

from __future__ import annotations

import contextlib
import hashlib
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self


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
        self._release = threading.Event()
        self._wanted, self._certificate = port, certificate

    def __enter__(self) -> Self:
        customer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 90

            def do_POST(self) -> None:
                with contextlib.suppress(OSError):
                    customer._answer(self)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: Any) -> None:
                """A caller that was killed is what these tests are about."""

        self._server = Server(("127.0.0.1", self._wanted), Handler)
        if self._certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()
        self.port = self._server.server_port
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"{'https' if self._certificate else 'http'}://127.0.0.1:{self.port}"

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
            self._say(request, self.token_status, b'{"access_token":"jeton","expires_in":120}')
            return
        self.begun += 1
        while self.hold.is_set():
            time.sleep(0.05)
        status = self._behave(request)
        self.calls.append(Call(request.headers.get("Idempotency-Key", ""), hashlib.sha256(body).hexdigest(), status))

    def _behave(self, request: BaseHTTPRequestHandler) -> int:
        act = self.act
        if isinstance(act, int):
            self._say(request, act, b"{}")
            return act
        if act == "redirect":
            self._say(request, 307, b"{}", location=f"http://127.0.0.1:{self.port}/ailleurs")
            return 307
        request.close_connection = True
        if act == "garbage":
            request.wfile.write(b"\x00\x01 not HTTP at all\r\n\r\n")
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

    def _say(self, request: BaseHTTPRequestHandler, status: int, content: bytes, location: str = "") -> None:
        request.send_response(status)
        if location:
            request.send_header("Location", location)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
