"""Every way of being refused: a ProcessError with a stable code and a message that says what to do (contracts.md 1)."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone
from oauth2_provider.models import AccessToken

from radlad.domain.doctype import Lane
from radlad.web.acquisition import intake, reading
from radlad.web.acquisition.models import Document
from tests.integration.acquisition.conftest import INVOICE, pairs
from tests.support import files

pytestmark = pytest.mark.django_db


def refused(answer, status: int, code: str, field: str | None = None) -> str:
    """Asserts that this is that refusal, and that nothing was kept; answers its message."""
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), told
    assert set(told) == {"code", "message", "details"}
    assert all(set(detail) == {"field", "message"} for detail in told["details"])
    if field:
        assert field in [detail["field"] for detail in told["details"]]
    assert told["message"].endswith(".")
    assert not Document.objects.exists()
    return told["message"]


# -- parameters


def test_without_partner(post_json):
    refused(post_json(X_Partner=""), 400, "MISSING_PARTNER", "X-Partner")


@pytest.mark.parametrize("missing", list(INVOICE))
@pytest.mark.parametrize("form", ["post_json", "post_multipart"])
def test_without_a_parameter(form, missing, request):
    given = {key: value for key, value in INVOICE.items() if key != missing}
    refused(request.getfixturevalue(form)(parameters=given), 400, "MISSING_PARAMETER", missing)


def test_every_missing_parameter_is_told_at_once(post_json):
    told = post_json(parameters={"Couloir": "HOP"}).json()
    assert [detail["field"] for detail in told["details"]] == ["Sons", "TypeDocument"]


def test_with_an_empty_parameter(post_json):
    refused(post_json(parameters={**INVOICE, "Sons": " "}), 400, "MISSING_PARAMETER", "Sons")


def test_with_an_unknown_parameter(post_json):
    message = refused(post_json(parameters={**INVOICE, "Priorite": "1"}), 400, "UNKNOWN_PARAMETER", "parameters")
    assert "Couloir, Sons, TypeDocument" in message


@pytest.mark.parametrize(
    "parameters",
    [INVOICE, "HOP", 3, None, [3], [{"key": "Couloir"}], [{"key": "Couloir", "value": 3}], pairs(INVOICE) * 2],
)
def test_with_parameters_of_another_shape(parameters, post_json, invoice_pdf):
    body = {"fileName": "a.pdf", "file": base64.b64encode(invoice_pdf).decode(), "parameters": parameters}
    refused(post_json(body=body), 400, "INVALID_PARAMETERS", "parameters")


@pytest.mark.parametrize(("couloir", "sons"), [("XXX", "DPI"), ("HOP", "RIS")])
def test_with_an_unknown_lane(couloir, sons, post_json):
    message = refused(post_json(parameters={**INVOICE, "Couloir": couloir, "Sons": sons}), 400, "UNKNOWN_LANE")
    assert "HOP DPI" in message


@pytest.mark.parametrize(("couloir", "sons", "piece"), [("BIO", "SGL", "FACTURE"), ("HOP", "DPI", "MOM")])
def test_a_closed_lane_or_type_is_refused_naming_what_is_open(couloir, sons, piece, post_json):
    given = {"Couloir": couloir, "Sons": sons, "TypeDocument": piece}
    message = refused(post_json(parameters=given), 400, "CLOSED_LANE", "TypeDocument")
    assert "HOP DPI (BON_COMMANDE, VA, FACTURE)" in message
    assert "IMG RIS (BON_COMMANDE)" in message


def test_with_an_unknown_type(post_json):
    message = refused(post_json(parameters={**INVOICE, "TypeDocument": "DEVIS"}), 400, "UNKNOWN_TYPE", "TypeDocument")
    assert "BON_COMMANDE, FACTURE, VA, MOM" in message


# -- the file


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("EMPTY_FILE", "a.pdf", b""),
        ("UNSUPPORTED_FILE", "a.docx", files.pdf()),
        ("UNSUPPORTED_FILE", "sans-extension", files.pdf()),
        ("CONTENT_MISMATCH", "a.pdf", b"ceci n'est pas un PDF"),
        ("CONTENT_MISMATCH", "a.pdf", files.picture("PNG")),
        ("CONTENT_MISMATCH", "a.png", files.picture("JPEG")),
        ("CONTENT_MISMATCH", "a.tiff", files.pdf()),
        ("ENCRYPTED_FILE", "a.pdf", files.pdf(open_password="secret")),
        ("UNREADABLE_FILE", "a.pdf", files.pdf(3)[:400]),
        ("UNREADABLE_FILE", "a.png", files.picture("PNG")[:60]),
        ("NO_PAGES", "a.pdf", files.pdf_without_pages()),
    ],
)
@pytest.mark.parametrize("form", ["post_json", "post_multipart"])
def test_with_a_bad_file(form, code, name, content, request):
    refused(request.getfixturevalue(form)(content, name), 400, code, "file")


@pytest.mark.parametrize("form", ["post_json", "post_multipart"])
def test_with_a_file_that_is_too_large(form, request, settings, invoice_pdf):
    settings.RADLAD = replace(settings.RADLAD, max_file_bytes=len(invoice_pdf) - 1)
    refused(request.getfixturevalue(form)(), 400, "FILE_TOO_LARGE", "file")


@pytest.mark.parametrize("form", ["post_json", "post_multipart"])
def test_with_a_body_beyond_any_file(form, request, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    refused(request.getfixturevalue(form)(), 400, "FILE_TOO_LARGE", "file")


@pytest.fixture
def two_pages_at_most(settings):
    settings.RADLAD = replace(settings.RADLAD, max_pages=2)
    reading.inspector().close()
    reading.inspector.cache_clear()
    yield
    reading.inspector().close()
    reading.inspector.cache_clear()


@pytest.mark.usefixtures("two_pages_at_most")
def test_with_too_many_pages(post_json):
    message = refused(post_json(files.pdf(3)), 400, "TOO_MANY_PAGES", "file")
    assert "3" in message
    refused(post_json(files.picture("TIFF", pages=3), "a.tif"), 400, "TOO_MANY_PAGES", "file")


@pytest.mark.parametrize("text", ["pas du base64 !", "YQ", "é"])
def test_with_bad_base64(text, post_json):
    body = {"fileName": "a.pdf", "file": text, "parameters": pairs(INVOICE)}
    refused(post_json(body=body), 400, "INVALID_BASE64", "file")


@pytest.mark.parametrize("name", ["", "..", "dossier/..", "\x00"])
def test_without_a_file_name(name, post_json):
    refused(post_json(name=name), 400, "MISSING_FILE", "fileName")


@pytest.mark.parametrize("missing", ["fileName", "file"])
def test_without_the_file_in_json(missing, post_json):
    body = {"fileName": "a.pdf", "file": "YQ==", "parameters": pairs(INVOICE)}
    del body[missing]
    refused(post_json(body=body), 400, "MISSING_FILE", missing)


def test_without_parameters_at_all(post_json, client, token, invoice_pdf):
    refused(post_json(body={"fileName": "a.pdf", "file": "YQ=="}), 400, "MISSING_PARAMETER", "parameters")
    headers = {"Authorization": f"Bearer {token()}", "X-Partner": "asp"}
    refused(client.post("/process/files", {"parameters": "[]"}, headers=headers), 400, "MISSING_FILE", "file")


# -- the body


@pytest.mark.parametrize("body", [" ", "{", "[1,2]", '"texte"', b"\xff\xfe", "[" * 100_000])
def test_with_malformed_json(body, post_json):
    refused(post_json(body=body), 400, "INVALID_JSON", "body")


def test_with_malformed_json_in_multipart(client, token, invoice_pdf):
    answer = client.post(
        "/process/files",
        {"file": SimpleUploadedFile("a.pdf", invoice_pdf), "parameters": "{"},
        headers={"Authorization": f"Bearer {token()}", "X-Partner": "asp"},
    )
    refused(answer, 400, "INVALID_JSON", "parameters")


def test_with_malformed_multipart(client, token):
    answer = client.post(
        "/process/files",
        b"--x\r\n",
        "multipart/form-data",
        headers={"Authorization": f"Bearer {token()}", "X-Partner": "asp"},
    )
    refused(answer, 400, "INVALID_MULTIPART", "body")


@pytest.mark.parametrize("kind", ["text/plain", "application/pdf", "application/x-www-form-urlencoded"])
def test_with_another_content_type(kind, client, token):
    headers = {"Authorization": f"Bearer {token()}", "X-Partner": "asp"}
    answer = client.post("/process/files", b"x=1", kind, headers=headers)
    refused(answer, 400, "UNSUPPORTED_CONTENT_TYPE", "Content-Type")


def test_with_an_idempotency_key_that_is_too_long(post_json):
    refused(post_json(Idempotency_Key="k" * 201), 400, "INVALID_HEADER", "Idempotency-Key")


# -- who calls


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer  "])
def test_without_a_token(header, client):
    headers = {"Authorization": header} if header else {}
    answer = client.post("/process/files", json.dumps({}), "application/json", headers=headers)
    refused(answer, 401, "TOKEN_MISSING")
    assert answer["WWW-Authenticate"] == 'Bearer realm="radlad"'


@pytest.mark.parametrize("bad", ["inconnu", "é", "a" * 5000])
def test_with_a_bad_token(bad, post_json):
    answer = post_json(Authorization=f"Bearer {bad}")
    refused(answer, 401, "TOKEN_INVALID")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_with_an_expired_token(post_json, token):
    bearer = f"Bearer {token()}"
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    refused(post_json(Authorization=bearer), 401, "TOKEN_EXPIRED")


def test_with_a_token_that_was_taken_back_since_the_last_call(post_json, token, client):
    bearer = f"Bearer {token()}"
    assert client.get("/process/0", headers={"Authorization": bearer}).status_code == 404
    AccessToken.objects.get().revoke()
    refused(post_json(Authorization=bearer), 401, "TOKEN_INVALID")


def test_with_the_wrong_scope(post_json, token):
    answer = post_json(Authorization=f"Bearer {token(scope='reporting:read')}")
    assert "process:write" in refused(answer, 403, "WRONG_SCOPE")


def test_for_another_lane(post_json, token):
    answer = post_json(Authorization=f"Bearer {token(Lane('IMG', 'RIS'))}")
    assert "application.segur.hop.dpi" in refused(answer, 403, "WRONG_LANE")


# -- our own troubles


def test_when_the_store_is_away(post_json, own_files):
    own_files.parent.mkdir(exist_ok=True)
    own_files.write_bytes(b"a file where the folder should be")
    answer = post_json()
    refused(answer, 503, "STORE_UNAVAILABLE")
    assert int(answer["Retry-After"]) > 0


def test_when_the_database_is_away(post_json, monkeypatch):
    def away(*_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(intake, "_already", away)
    answer = post_json()
    refused(answer, 503, "DATABASE_UNAVAILABLE")
    assert int(answer["Retry-After"]) > 0
