"""What is generated is what is committed and served."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from radlad import doctypes

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"


def test_the_committed_reference_is_up_to_date():
    call_command("reference", "--out", REFERENCE, "--check")


def test_a_stale_or_foreign_page_is_found_and_mended(tmp_path):
    call_command("reference", "--out", tmp_path)
    (tmp_path / "openapi.json").write_text("{}")
    (tmp_path / "old.md").write_text("")
    with pytest.raises(CommandError, match=r"openapi\.json, old\.md"):
        call_command("reference", "--out", tmp_path, "--check")
    call_command("reference", "--out", tmp_path)
    call_command("reference", "--out", tmp_path, "--check")


def test_the_openapi_served_is_the_committed_one(client):
    assert client.get("/openapi.json").json() == json.loads((REFERENCE / "openapi.json").read_text("utf-8"))


@pytest.mark.parametrize("key", ["rejet", *(doctype.key for doctype in doctypes.TYPES)])
def test_every_schema_is_served(key, client):
    answer = client.get(f"/schemas/{key}.json")
    assert answer.status_code == 200
    Draft202012Validator.check_schema(answer.json())


def test_an_unknown_schema_is_not_found(client):
    assert client.get("/schemas/hop-dpi-devis.json").status_code == 404
