"""What is taken from a zone that an operator drew too large."""

import pytest

from radlad.domain.doctype import Kind
from radlad.extract.values import printed_in


@pytest.mark.parametrize(
    ("kind", "zone", "value"),
    [
        (Kind.DATE, "Livraison prévue le : 06/04/2026", "06/04/2026"),
        (Kind.DATE, "fait le 12 février 2025 à Nantes", "12 février 2025"),
        (Kind.AMOUNT, "Montant HT : 3 543,79 €", "3 543,79 €"),
        (Kind.RATE, "TVA (%) : 8,5", "8,5"),
        (Kind.SIRET, "SIRET 875 405 557 00021 – NAF 6202A", "875 405 557 00021"),
        (Kind.EMAIL, "Courriel : n.naudet@sante.example", "n.naudet@sante.example"),
        (Kind.PHONE, "Tél. 04 68 80 64 78", "04 68 80 64 78"),
        (Kind.DATE, "non daté", "non daté"),
        (Kind.NAME, "Noémie Naudet", "Noémie Naudet"),
    ],
)
def test_the_part_that_has_the_form_of_the_kind_is_taken(kind, zone, value):
    assert printed_in(kind, zone) == value
