"""The schemas refuse what the customer could not use (contracts.md 2)."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from radlad import doctypes
from radlad.domain.doctype import Kind
from radlad.restitution.body import Outcome, body
from radlad.restitution.schema import faults, fits, rejected_schema, schema_for

INVOICE = doctypes.by_key("hop-dpi-facture")


@pytest.fixture
def good() -> dict[str, Any]:
    return body(Outcome("3fa85f64-5717-4562-b3fc-2c963f66afa6", INVOICE.lane, INVOICE, None, {}))


@pytest.mark.parametrize("schema", [rejected_schema(), *map(schema_for, doctypes.TYPES)])
def test_every_schema_is_a_schema(schema):
    Draft202012Validator.check_schema(schema)


def test_a_type_that_was_not_announced_breaks_no_schema_but_its_own():
    ids = [schema_for(doctype)["$id"] for doctype in doctypes.TYPES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"processId": "1"}, "processId"),
        ({"rejet": True}, "rejet"),
        ({"motifRejet": "Illisible"}, "motifRejet"),
        ({"rejet": "true"}, "motifRejet"),
        ({"motifRejet": "Inconnu"}, "motifRejet"),
        ({"typeDocument": "MOM"}, "typeDocument"),
        ({"typeDocument": "DEVIS"}, "typeDocument"),
        ({"couloir": "XXX"}, "typeDocument"),
        ({"enPlus": ""}, "additionalProperties"),
    ],
)
def test_a_body_that_departs_from_its_schema_is_found(change, where, good):
    assert where in faults({**good, **change})


@pytest.mark.parametrize(
    ("balise", "value"),
    [("dateEditionFacture", "2025-03-12"), ("mentionPrestationSegur", "oui"), ("numeroBDC", None), ("numeroBDC", 3)],
)
def test_a_value_that_its_field_cannot_return_is_found_without_being_told(balise, value, good):
    good["donnees"][balise] = value
    assert faults(good) == [f"donnees/{balise}"]


def test_a_missing_balise_is_found(good):
    del good["donnees"]["numeroBDC"]
    assert faults(good) == ["donnees"]


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        (Kind.DATE, "29/02/2024", True),
        (Kind.DATE, "29/02/2025", False),
        (Kind.DATE, "1/2/2025", False),
        (Kind.DATE, "", True),
        (Kind.STATED, "true", True),
        (Kind.STATED, "Oui", False),
        (Kind.AMOUNT, "n’importe quoi d’imprimé", True),
    ],
)
def test_what_a_field_may_return(kind, value, answer):
    field = next(field for field in INVOICE.fields if field.kind is kind)
    assert fits(field, value) is answer
