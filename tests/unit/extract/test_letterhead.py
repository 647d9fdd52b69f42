"""The supplier's name in a letter-head without a label (decisions.md 19)."""

import pytest

from tests.support.printed import document, lines

HEAD = (40, 30, "Pictor Imagerie")
TITLE = (300, 30, "Bon de commande")


@pytest.mark.parametrize(
    ("again", "name"),
    [
        ((40, 810, "Pictor Imagerie · 12 rue des Tanneurs, 93100 Pantin"), "Pictor Imagerie"),
        ((40, 46, "contact@pictorimagerie.example"), "Pictor Imagerie"),
        ((40, 46, "www.pictor.example"), "Pictor Imagerie"),
        ((40, 810, "Pictor Imagerie Services SAS"), "Pictor Imagerie Services SAS"),
        ((40, 810, "Page 1"), ""),
        ((40, 46, "contact@ch-tulle.example"), ""),
    ],
    ids=["at the foot", "in an address", "in a site's name", "a longer name at the foot", "nowhere", "another's"],
)
def test_a_name_at_the_head_is_the_supplier_s_where_the_paper_speaks_of_it_again(read, again, name):
    found = read(document(*lines(HEAD, TITLE, again)))["denominationSociale"]
    assert found.answer.value == name


@pytest.mark.parametrize("capital", ["au capital de 693 000 €", "– SAS au capital de 693 000 €"])
def test_the_small_print_names_the_supplier_with_or_without_its_form(read, capital):
    found = read(document(*lines(TITLE, (40, 810, f"Sillage Informatique {capital}"))))["denominationSociale"]
    assert found.answer.value == "Sillage Informatique"


def test_the_name_before_the_small_print_wins_over_a_person_whom_a_doubtful_label_names(read):
    seller = (40, 400, "Service commercial : Solène Müller")
    foot = (40, 810, "Pictor Imagerie – capital de 48 000 € – RCS 779831346")
    assert read(document(*lines(HEAD, TITLE, seller, foot)))["denominationSociale"].answer.value == "Pictor Imagerie"
