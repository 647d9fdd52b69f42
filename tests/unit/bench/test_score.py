"""The measure itself: what counts as right."""

import pytest

from bench.score import same, score

TRUTH = {
    "file": "a.pdf", "couloir": "HOP", "sons": "DPI", "type": "FACTURE", "tier": "digital", "layout": "x",
    "fields": {"siretFacture": "732 829 320 00074", "numeroBDC": ""},
    "kinds": {"siretFacture": "siret", "numeroBDC": "reference"},
}  # fmt: skip


def result(**changes):
    read = {"siretFacture": "73282932000074", "numeroBDC": "", **changes}
    champs = [{"balise": b, "valeur": v, "doute": False} for b, v in read.items()]
    return {"file": "a.pdf", "couloir": "HOP", "sons": "DPI", "typeDocument": "FACTURE", "champs": champs}


def test_a_wrong_value_without_doubt_is_silent():
    figures = score([TRUTH], [result(numeroBDC="BC 1")])
    assert figures.fields.percent == 50
    assert (figures.silent.right, figures.silent.of) == (1, 2)


def test_every_field_of_a_document_in_the_wrong_class_is_wrong():
    figures = score([TRUTH], [{**result(), "typeDocument": "VA"}])
    assert figures.fields.right == 0
    assert figures.classes.right == 0


def test_a_document_without_result_is_wrong():
    assert score([TRUTH], []).fields.right == 0


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("amount", "12 345,60 €", "12345.6"),
        ("date", "01/02/2026", "01/02/2026 "),
        ("name", "Mme Odile Picaud", "Odile PICAUD"),
        ("text", "Hôpital d’Étampes", "hopital d'etampes"),
    ],
)
def test_typists_may_differ_in_form(kind, a, b):
    assert same(kind, a, b)


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (
            "mention",
            "Le client n’a pas financé la mise à jour de la version",
            "Le client a financé la mise à jour de la version",
        ),
        ("amount", "12 345,60", "12 345,61"),
        ("text", "", "x"),
        ("checkbox", "true", "false"),
    ],
)
def test_another_meaning_is_wrong(kind, a, b):
    assert not same(kind, a, b)
