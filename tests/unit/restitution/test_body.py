"""The callback's body (contracts.md 2; decisions.md 1, 2 and 12)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.domain.states import Motive
from radlad.restitution.body import Outcome, body, encoded
from radlad.restitution.schema import faults

ORDER = doctypes.by_key("hop-dpi-bon_commande")
PROCESS = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
READ = Outcome(PROCESS, ORDER.lane, ORDER, None, {"siret": "73282932000074", "étranger": "x"})


def test_a_delivered_body_has_every_balise_in_the_customers_order():
    made = body(READ)
    assert list(made) == ["processId", "couloir", "sons", "typeDocument", "rejet", "motifRejet", "donnees"]
    assert list(made["donnees"]) == [field.balise for field in ORDER.fields]
    assert made["donnees"]["siret"] == "73282932000074"
    assert made["donnees"]["nomClient"] == ""
    assert (made["couloir"], made["sons"], made["typeDocument"]) == ("HOP", "DPI", "BON_COMMANDE")
    assert (made["rejet"], made["motifRejet"]) == ("false", "")


def test_an_unknown_document_has_neither_type_nor_data():
    made = body(replace(READ, motive=Motive.UNKNOWN))
    assert (made["typeDocument"], made["rejet"], made["motifRejet"]) == ("", "true", "Inconnu")
    assert made["donnees"] == {}


def test_an_illegible_document_has_its_type_and_what_was_read():
    made = body(replace(READ, motive=Motive.ILLEGIBLE))
    assert (made["typeDocument"], made["rejet"], made["motifRejet"]) == ("BON_COMMANDE", "true", "Illisible")
    assert made["donnees"]["siret"] == "73282932000074"
    assert len(made["donnees"]) == len(ORDER.fields)


def test_every_value_is_a_string_and_the_text_is_not_escaped():
    text = encoded(body(replace(READ, values={"nomClient": "Hôpital d’Évry"})))
    assert "Hôpital d’Évry" in text
    assert all(isinstance(value, str) for value in json.loads(text)["donnees"].values())


@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda doctype: doctype.key)
@pytest.mark.parametrize("motive", [None, *Motive])
def test_every_body_that_is_made_conforms_to_its_schema(doctype, motive):
    values = {field.balise: field.values[0] for field in doctype.fields if field.values}
    assert faults(body(Outcome(PROCESS, doctype.lane, doctype, motive, values))) == []


def test_a_document_of_unknown_type_that_is_illegible_conforms_too():
    assert faults(body(replace(READ, doctype=None, motive=Motive.ILLEGIBLE))) == []
