"""Warnings while typing; none refuses."""

from __future__ import annotations

import pytest
from django.urls import reverse

from radlad import doctypes
from radlad.domain.reading import Doubt
from radlad.web.review import checks, locks
from tests.support import factories

ORDER = doctypes.by_key("hop-dpi-bon_commande")
SUMS = {"montantSegurHT": "1 000,00 €", "tauxTVA": "20 %", "montantTVA": "200,00", "montantSegurTTC": "1 200,00"}


@pytest.mark.parametrize(
    ("balise", "text", "doubts"),
    [
        ("siret", "73282932000075", (Doubt.SIRET_KEY,)),
        ("siret", "73282932000074", ()),
        ("siret", "7328", (Doubt.FORMAT,)),
        ("mailRepresentant", "pas une adresse", (Doubt.FORMAT,)),
        ("telephoneRepresentant", "01 44 55 66 7", (Doubt.FORMAT,)),
        ("montantSegurTTC", "1 200,00", ()),
        ("montantSegurTTC", "1 200,01", ()),
        ("montantSegurTTC", "1 300", (Doubt.ARITHMETIC,)),
        ("tauxTVA", "8,5 %", (Doubt.ARITHMETIC,)),
        ("montantTVA", "", ()),
        ("dateSignatureCommande", "11/03/2025", (Doubt.DATE_ORDER,)),
        ("dateSignatureCommande", "12/03/2025", ()),
        ("dateEditionCommande", "01/01/2026", (Doubt.DATE_ORDER,)),
        ("datePrevisionnelleLivraison", "03/2025", (Doubt.DATE_PARTIAL,)),
        ("nomClient", "n’importe quoi", ()),
        ("isBDCAnterieurReferencement", "true", ()),
    ],
)
def test_each_field_is_checked_by_its_kind_and_against_the_others(balise, text, doubts):
    standing = {**SUMS, "dateEditionCommande": "12/03/2025", "dateSignatureCommande": "12/03/2025"}
    assert checks.warnings(ORDER, ORDER.field(balise), text, standing) == doubts


def test_a_value_is_checked_without_being_saved(desk, operator):
    document = factories.waiting()
    locks.take(document.pk, operator)
    answer = desk.post(reverse("review:check", args=[document.pk, "siret"]), {"valeur": "73282932000099"})
    assert answer.json() == {"valeur": "73282932000099", "avis": ["La clé du SIRET est fausse"]}
    answer = desk.post(reverse("review:check", args=[document.pk, "dateEditionCommande"]), {"valeur": "12032025"})
    assert answer.json() == {"valeur": "12/03/2025", "avis": []}
    assert document.values.get(balise="siret").value == "73282932000075"
