"""Calls of the acquisition API, as the customer makes them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from radlad.domain.doctype import Lane
from radlad.web.acquisition import clients
from radlad.web.acquisition.callers import TOKEN_PATH

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
HOP_DPI = Lane("HOP", "DPI")
INVOICE = {"Couloir": "HOP", "Sons": "DPI", "TypeDocument": "FACTURE"}
Post = Callable[..., HttpResponse]


@pytest.fixture(scope="session")
def invoice_pdf() -> bytes:
    return (SAMPLES / "03-hop-dpi-facture-digital.pdf").read_bytes()


@pytest.fixture
def token(client: Client, db: None) -> Callable[..., str]:
    """Asks the embedded authorisation server for a token, as the customer does."""

    def asked(lane: Lane = HOP_DPI, scope: str = "process:write") -> str:
        credentials = base64.b64encode(f"{lane.client_id}:{clients.put(lane)}".encode()).decode()
        answer = client.post(
            TOKEN_PATH,
            {"grant_type": "client_credentials", "scope": scope},
            headers={"Authorization": f"Basic {credentials}"},
        )
        assert answer.status_code == 200, answer.content
        return str(answer.json()["access_token"])

    return asked


def pairs(parameters: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in parameters.items()]


@pytest.fixture
def post_json(client: Client, token: Callable[..., str], invoice_pdf: bytes) -> Post:
    """Posts a document as JSON; `body` replaces the whole of it, `parameters` and `headers` parts of it."""

    def posted(
        content: bytes | None = None,
        name: str = "facture.pdf",
        parameters: dict[str, Any] | None = None,
        *,
        body: Any = None,
        **headers: str,
    ) -> HttpResponse:
        if body is None:
            file = base64.b64encode(invoice_pdf if content is None else content).decode()
            body = {"fileName": name, "file": file, "parameters": pairs(parameters or INVOICE)}
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return client.post("/process/files", text, "application/json", headers=_headers(token, headers))

    return posted


@pytest.fixture
def post_multipart(client: Client, token: Callable[..., str], invoice_pdf: bytes) -> Post:
    """Posts a document as multipart."""

    def posted(
        content: bytes | None = None,
        name: str = "facture.pdf",
        parameters: dict[str, Any] | None = None,
        **headers: str,
    ) -> HttpResponse:
        file = SimpleUploadedFile(name, invoice_pdf if content is None else content)
        data = {"file": file, "parameters": json.dumps(pairs(parameters or INVOICE))}
        return client.post("/process/files", data, headers=_headers(token, headers))

    return posted


def _headers(token: Callable[..., str], given: dict[str, str]) -> dict[str, str]:
    wanted = {"X-Partner": "asp", **{name.replace("_", "-"): value for name, value in given.items()}}
    if "Authorization" not in wanted:
        wanted["Authorization"] = f"Bearer {token()}"
    return {name: value for name, value in wanted.items() if value}
