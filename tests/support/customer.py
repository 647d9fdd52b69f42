"""A customer's callback that does as it is told, over real HTTP."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.listener import GARBAGE, Listener, say


@dataclass(frozen=True)
class Received:
    """One call as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Customer:
    """Answers each callback with the next of `script`, then with `otherwise`.

    A script item is a status, or `"cut"` (closes the connection), `"hang"` (says nothing for a while), `"garbage"`.
    """

    script: deque[int | str] = field(default_factory=deque)
    otherwise: int | str = 202
    answer: bytes = b"{}"
    location: str = ""
    tokens: int = 0
    token_status: int = 200
    calls: list[Received] = field(default_factory=list)
    certificate: Path | None = None
    hold: threading.Event | None = None
    """Callbacks wait for it before they answer."""

    def __enter__(self) -> Self:
        self._listener = Listener(self._serve, certificate=self.certificate)
        self._listener.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.__exit__(kind, error, trace)

    @property
    def url(self) -> str:
        return self._listener.url

    @property
    def callbacks(self) -> list[Received]:
        return [call for call in self.calls if call.path == "/callback"]

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length", 0))
        self.calls.append(Received(request.path, dict(request.headers), request.rfile.read(length)))
        if request.path == "/token":
            self.tokens += 1
            content = b'{"access_token":"jeton-%d","expires_in":300}' % self.tokens
            say(request, self.token_status, content)
            return
        if self.hold:
            self.hold.wait(20)
        act = self.script.popleft() if self.script else self.otherwise
        if act == "cut":
            request.connection.close()
        elif act == "hang":
            time.sleep(1.5)
        elif act == "garbage":
            request.wfile.write(GARBAGE)
        else:
            assert isinstance(act, int)
            say(request, act, self.answer, self.location)


def self_signed(folder: Path) -> Path:
    """A key and a certificate that nobody vouches for, in one file."""
    return certified(folder, "127.0.0.1")[0]


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """A key with its certificate for `name`, in one file, and the certificate that vouches for it: its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    both, alone = folder / "server.pem", folder / "authority.pem"
    both.write_bytes(private + public)
    alone.write_bytes(public)
    return both, alone
