"""The sandbox customer's HTTP server: `POST /callback` as the customer would (contracts.md 2), and what tests need.

`GET /received`: what was acknowledged; `POST /behaviour`: how to fail from now on; `GET /`: a page for people.
"""

from __future__ import annotations

import json
import logging
import signal
import threading
import time
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from types import FrameType
from typing import Any

from radlad.domain.errors import ConfigError
from radlad.restitution import schema, signing
from radlad.sandbox.behaviour import Behaviour, BehaviourError
from radlad.sandbox.page import STYLE, document_page, page
from radlad.sandbox.received import Received
from radlad.service import data_folder
from radlad.settings import Settings

logger = logging.getLogger(__name__)

_MAX_BODY = 20 * 1024 * 1024
_HTML = "text/html; charset=utf-8"
_JSON = "application/json; charset=utf-8"


class Sandbox(ThreadingTCPServer):
    """The customer, listening. One of `hmac_secrets`, where given, must have signed each body."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, store: Path, hmac_secrets: Sequence[str] = ()) -> None:
        self.hmac_secrets = [secret for secret in hmac_secrets if secret]
        self.behaviour = Behaviour()
        self.received = Received(store)
        try:
            super().__init__(("127.0.0.1", port), _Conversation)
        except BaseException:
            self.received.close()
            raise

    def server_close(self) -> None:
        super().server_close()
        self.received.close()

    def faults(self, body: bytes, content: Any, sign: str) -> list[str]:
        """Why this body is refused, in French; empty when it is taken."""
        if self.hmac_secrets and not any(signing.is_signed(body, secret, sign) for secret in self.hmac_secrets):
            return ["X-Signature : la signature est absente ou fausse"]
        if not isinstance(content, dict):
            return ["le corps n’est pas un objet JSON"]
        return [f"{path} : non conforme au schéma" for path in schema.faults(content)]


class _Conversation(BaseHTTPRequestHandler):
    server: Sandbox
    server_version = "radlad-sandbox"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        if self.path == "/":
            self._answer(HTTPStatus.OK, page(self.server.received.all(), self.server.behaviour), _HTML)
        elif self.path.startswith("/documents/"):
            self._document(self.path.removeprefix("/documents/"))
        elif self.path == "/style.css":
            self._answer(HTTPStatus.OK, STYLE, "text/css; charset=utf-8")
        elif self.path == "/received":
            self._answer_json(HTTPStatus.OK, [receipt.as_json() for receipt in self.server.received.all()])
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "Adresse inconnue : voyez /, /received, /callback et /behaviour.")

    def _document(self, process_id: str) -> None:
        found = next((r for r in self.server.received.all() if r.body["processId"] == process_id), None)
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND, "Aucun document de ce numéro n’est arrivé.")
        else:
            self._answer(HTTPStatus.OK, document_page(found), _HTML)

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            self._refuse(HTTPStatus.BAD_REQUEST, "Content-Length manque, ou le corps est trop grand.")
        elif self.path == "/callback":
            self._callback(body)
        elif self.path == "/behaviour":
            self._behave(body)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "Adresse inconnue : voyez /callback et /behaviour.")

    def _callback(self, body: bytes) -> None:
        behaviour = self.server.behaviour
        if behaviour.refuse:
            self.close_connection = True
            return
        time.sleep(behaviour.delay)
        if behaviour.status not in (0, HTTPStatus.ACCEPTED):
            self._refuse(behaviour.status, "Réponse demandée au bac à sable.")
            return
        content = _parsed(body)
        faults = self.server.faults(body, content, self.headers.get("X-Signature", ""))
        if faults:
            self._refuse(HTTPStatus.BAD_REQUEST, "Le corps est refusé.", faults)
            return
        self.server.received.add(self.headers.get("Idempotency-Key") or content["processId"], content)
        self._answer_json(HTTPStatus.ACCEPTED, {"processId": content["processId"]})

    def _behave(self, body: bytes) -> None:
        try:
            self.server.behaviour = Behaviour.parse(_parsed(body))
        except BehaviourError as fault:
            self._refuse(HTTPStatus.BAD_REQUEST, str(fault))
            return
        self._answer_json(HTTPStatus.OK, {"behaviour": self.server.behaviour.text})

    def _body(self) -> bytes | None:
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            return None
        return self.rfile.read(length) if 0 <= length <= _MAX_BODY else None

    def _refuse(self, status: int, message: str, reasons: list[str] | None = None) -> None:
        self._answer_json(status, {"message": message, "reasons": reasons or []})

    def _answer_json(self, status: int, content: Any) -> None:
        self._answer(status, json.dumps(content, ensure_ascii=False), _JSON)

    def _answer(self, status: int, text: str, media_type: str) -> None:
        payload = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(payload)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *arguments: object) -> None:
        """Only deliveries are worth a line; tests and pages ask often."""
        if self.command == "POST":
            logger.info(format, *arguments)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def run(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT. Raises ConfigError when the port cannot be had."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    data_folder.prepare(settings.data)
    store = settings.data / "sandbox" / "received.jsonl"
    try:
        secrets = (settings.callback_hmac_secret, settings.callback_hmac_secret_next)
        sandbox = Sandbox(settings.sandbox_port, store, secrets)
    except OSError as fault:
        raise ConfigError(
            "SANDBOX_PORT",
            f"Le client bac à sable ne peut pas écouter sur le port {settings.sandbox_port} "
            f"({data_folder.cause(fault)}) : choisissez-en un autre avec RADLAD_SANDBOX_PORT.",
        ) from fault

    def stop(_number: int, _frame: FrameType | None) -> None:
        # `shutdown` waits for the loop that this handler interrupts.
        threading.Thread(target=sandbox.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with sandbox:
        logger.info("Client bac à sable : http://127.0.0.1:%d/", settings.sandbox_port)
        sandbox.serve_forever()
