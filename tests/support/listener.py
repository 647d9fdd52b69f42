"""An HTTP server of a test, on loopback: each POST is handed to a function, each caller has a thread."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

GARBAGE = b"\x00\x01 not HTTP at all\r\n\r\n"


class Listener:
    """Serves while it is open. `port` 0: any that is free; `certificate`: a file for HTTPS; `keep_alive`: HTTP/1.1."""

    def __init__(
        self,
        answer: Callable[[BaseHTTPRequestHandler], None],
        *,
        port: int = 0,
        certificate: Path | None = None,
        keep_alive: bool = False,
    ) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1" if keep_alive else "HTTP/1.0"
            timeout = 90

            def do_POST(self) -> None:
                with contextlib.suppress(OSError):
                    answer(self)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: Any) -> None:
                """A caller that was killed is what such tests are about."""

        self._handler, self._server_class, self._wanted, self._certificate = Handler, Server, port, certificate

    def __enter__(self) -> Self:
        self._server = self._server_class(("127.0.0.1", self._wanted), self._handler)
        if self._certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    @property
    def url(self) -> str:
        return f"{'https' if self._certificate else 'http'}://127.0.0.1:{self.port}"


def say(request: BaseHTTPRequestHandler, status: int, content: bytes, location: str = "") -> None:
    """Answers with `content`, and with a `Location` where one is given."""
    request.send_response(status)
    if location:
        request.send_header("Location", location)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)
