"""A document type that contradicts itself is refused when it is loaded (ADR 3)."""

from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import DoctypeError, Field, Kind, Piece

ORDER = doctypes.by_key("hop-dpi-bon_commande")


def test_a_gap_in_the_positions_is_refused():
    with pytest.raises(DoctypeError, match="positions"):
        replace(ORDER, fields=ORDER.fields[:3] + ORDER.fields[4:])


def test_a_balise_used_twice_is_refused():
    again = replace(ORDER.fields[1], balise=ORDER.fields[0].balise)
    with pytest.raises(DoctypeError, match="twice"):
        replace(ORDER, fields=(ORDER.fields[0], again, *ORDER.fields[2:]))


def test_a_labelled_kind_cannot_be_found_by_a_sentence():
    with pytest.raises(DoctypeError):
        Field(1, "siret", Kind.SIRET, wordings.CONDITIONED, "SIRET")


def test_a_mention_cannot_be_found_by_labels():
    with pytest.raises(DoctypeError):
        Field(1, "mention", Kind.MENTION, labels.ORDER_DATE, "Mention")


@pytest.mark.parametrize(("text", "piece"), [("bdc", Piece.ORDER), (" Facture ", Piece.INVOICE), ("va", Piece.VA)])
def test_a_piece_is_named_in_any_case_and_by_its_alias(text, piece):
    assert Piece.parse(text) is piece


def test_an_unknown_piece_is_not_guessed():
    assert Piece.parse("DEVIS") is None


def test_a_lane_names_its_client():
    assert ORDER.lane.client_id == "application.segur.hop.dpi"


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.title)
def test_every_lane_of_the_register_is_found_in_any_case(lane):
    assert doctypes.lane_named(lane.couloir.lower(), f" {lane.sons} ") == lane


def test_a_lane_outside_the_register_is_not_found():
    assert doctypes.lane_named("HOP", "RIS") is None


@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda t: t.key)
def test_sections_keep_every_field_in_order(doctype):
    assert [f for _, group in doctype.sections() for f in group] == list(doctype.fields)
