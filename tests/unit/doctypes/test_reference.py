"""Every document type against the customer's table, row by row (`doctypes/reference/index.csv`)."""

import csv
from importlib import resources

import pytest

from radlad import doctypes
from radlad.domain.doctype import Choice, Kind, Labels

ROWS = list(
    csv.DictReader(resources.files("radlad.doctypes").joinpath("reference/index.csv").read_text("utf-8").splitlines())
)
EXCEPTIONS = {
    ("HOP", "DPI", "VA", "isDPIPFIMemeLogiciel"): "TRUE_FALSE",  # decisions.md 8
    ("IMG", "DRIMBOX", "BON_COMMANDE", "montantSegurEnChargeParEtat"): "MENTION",  # the same mention as in the others
}
"""Slips of the table, and what stands instead."""


def key(row):
    return row["couloir"], row["sons"], row["type"]


def fields_of(doctype):
    return {f.balise: f for f in doctype.fields}


BY_TYPE = {(t.lane.couloir, t.lane.sons, t.piece.value): t for t in doctypes.TYPES}


def test_the_table_has_its_246_rows():
    assert len(ROWS) == 246


def test_each_open_type_is_in_the_table_and_no_other():
    assert set(BY_TYPE) == {key(r) for r in ROWS}


@pytest.mark.parametrize("name", BY_TYPE, ids=" ".join)
def test_balises_stand_in_the_order_of_the_table(name):
    wanted = [(int(r["position"]), r["balise"]) for r in ROWS if key(r) == name]
    assert [(f.position, f.balise) for f in BY_TYPE[name].fields] == wanted


@pytest.mark.parametrize("name", BY_TYPE, ids=" ".join)
def test_each_field_is_reviewed_as_the_table_says(name):
    wanted = {r["balise"]: r["videocodage"] for r in ROWS if key(r) == name}
    assert {b: f.review.value for b, f in fields_of(BY_TYPE[name]).items()} == wanted


@pytest.mark.parametrize("name", BY_TYPE, ids=" ".join)
def test_each_field_returns_the_kind_of_value_of_the_table(name):
    for row in (r for r in ROWS if key(r) == name):
        field = BY_TYPE[name].field(row["balise"])
        returns = field.anchor.rule if isinstance(field.anchor, Choice) else field.kind.returns
        assert returns == EXCEPTIONS.get((*name, row["balise"]), row["valeur"]), row["balise"]


def test_each_exception_is_still_one():
    for (*name, balise), value in EXCEPTIONS.items():
        row = next(r for r in ROWS if key(r) == tuple(name) and r["balise"] == balise)
        assert row["valeur"] != value


def test_a_wording_stands_once_in_its_concept():
    for labels in {f.anchor for t in doctypes.TYPES for f in t.fields if isinstance(f.anchor, Labels)}:
        assert len(set(labels.wordings)) == len(labels.wordings), labels.concept


def test_each_labelled_kind_of_the_types_has_labels():
    for field in (f for t in doctypes.TYPES for f in t.fields):
        assert isinstance(field.anchor, Labels) == (
            field.kind not in (Kind.MENTION, Kind.STATED, Kind.QUESTION, Kind.CHECKBOX, Kind.CHOICE)
        )
