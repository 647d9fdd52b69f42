"""Values that no known label announces: found by their form and place, and nearly always in doubt (decisions.md 19)."""

import pytest

from radlad.domain.reading import Doubt
from tests.support.printed import document, line, lines, pairs

LETTERHEAD = ((40, 30, "Orbe Santé SARL au capital de 10 000 €"), (40, 46, "contact@orbe.example"))


@pytest.mark.parametrize("other", ["", "Polyclinique des Tilleuls"])
def test_an_address_block_without_a_label_names_the_client_surely_where_no_other_is_named(read, other):
    block = lines((320, 120, "Centre Hospitalier de Tulle"), (320, 132, "3 place du Marché"), (320, 144, "19000 Tulle"))
    client = read(document(*lines(*LETTERHEAD), *block, *line(40, 400, other)))["nomClient"]
    assert client.answer.value == "Centre Hospitalier de Tulle"
    assert (Doubt.LABEL_ABSENT in client.answer.doubts) is bool(other)


def test_a_letterhead_names_the_supplier_up_to_its_legal_form(read):
    found = read(document(*lines(*LETTERHEAD)))
    assert found["denominationSociale"].answer.value == "Orbe Santé SARL"
    assert found["denominationSociale"].doubtful


def test_the_small_print_at_the_foot_names_the_supplier_before_its_legal_form(read):
    foot = (40, 800, "Atelier Numérique du Soin – SAS au capital de 667 000 € – SIRET 812 520 591 00114")
    name = read(document(*lines((40, 30, "Parc d’activités Atlantis"), foot)))["denominationSociale"]
    assert name.answer.value == "Atelier Numérique du Soin"
    assert name.doubtful


def test_the_number_of_a_call_for_funding_counts_more_than_the_lane_s_code(read):
    title = (200, 60, "HOP-DPI-Va2")
    for number in ("HOP-DPI-VA2_08108", "AF-HOP-DPI-Va2-5868"):
        found = read(document(*lines(title, (40, 120, "Zorglub"), (200, 120, number))))
        assert found["referenceAF"].answer.value == number


def test_the_letterhead_s_address_is_never_the_representative_s(read):
    assert read(document(*lines(*LETTERHEAD)))["mailRepresentant"].answer.value == ""


@pytest.mark.parametrize(
    ("balise", "value"),
    [
        ("mailRepresentant", "o.picaud@ch-tulle.example"),
        ("telephoneRepresentant", "05 55 29 40 00"),
        ("nomRepresentant", "Mme Odile Picaud"),
        ("FINESSPMSI", "750712184"),
    ],
)
def test_a_value_under_a_label_of_nobody_s_is_found_in_the_client_s_part(read, balise, value):
    printed = lines((40, 300, "Client"), (40, 320, f"Zorglub vermeil : {value}"))
    reading = read(document(*printed))[balise]
    assert reading.answer.value == value
    assert reading.doubtful


@pytest.mark.parametrize(("number", "doubtful"), [("306 138 900 01294", False), ("306 138 900 01295", True)])
def test_a_siret_needs_no_label_where_its_key_is_right(read, number, doubtful):
    rows = lines((40, 100, "Fournisseur"), (40, 116, "Dénomination sociale : Orbe Santé SARL"), (40, 132, number))
    siret = read(document(*rows, *lines((40, 300, "Client"), (40, 316, "Nom client : CH de Tulle"))))["siret"]
    assert (siret.answer.value == number, siret.doubtful) == (not doubtful, doubtful)


@pytest.mark.parametrize(
    ("printed", "balise", "value"),
    [
        ("Zorglub Vague 1 + Vague 2", "typePrestation", "Vague 1 + Vague 2"),
        ("La prestation est la suivante : Prestation Ségur Vague 2", "typePrestation", "Prestation Ségur Vague 2"),
        ("Code de nature zorglub Ségur V2", "typePrestation", "Ségur V2"),
        ("Le dispositif de la vague 2", "typePrestation", ""),
        ("Zorglub vendu Sillage Image 2026.1", "denominationVersionLogiciel", "Sillage Image 2026.1"),
        ("Axiome Patient 6 SP2", "denominationVersionLogiciel", "Axiome Patient 6 SP2"),
        ("dans un format conforme HL7 V2", "denominationVersionLogiciel", ""),
        ("Bâtiment C 2", "denominationVersionLogiciel", ""),
    ],
)
def test_the_service_by_its_wave_and_a_product_by_its_version_say_themselves_what_they_are(
    read, printed, balise, value
):
    assert read(document(*lines((40, 300, printed))))[balise].answer.value == value


def test_what_names_no_wave_and_no_service_is_not_the_nature_of_the_service(read):
    rows = lines((40, 100, "Nature de la prestation : CHOISIE"), (40, 300, "Zorglub : Vague 2"))
    assert read(document(*rows))["typePrestation"].answer.value == "Vague 2"


def test_an_empty_slot_beside_the_field_s_own_label_stays_empty(read):
    printed = lines((40, 300, "Client"), (40, 320, "E-mail :"), (40, 340, "o.picaud@ch-tulle.example"))
    found = read(document(*printed, *line(300, 420, "s@ch-tulle.example")))["mailRepresentant"]
    assert found.answer.value != "s@ch-tulle.example"


def test_a_total_whose_label_nobody_knows_is_known_by_its_sum(read):
    rows = pairs(("Montant HT", "1 000,00 €"), ("Taux de TVA", "20 %"), ("Zorglub", "1 200,00 €"), top=300)
    found = read(document(*rows))
    assert found["montantSegurTTC"].answer.value == "1 200,00 €"
    assert not found["montantSegurTTC"].doubtful
    assert not found["montantSegurHT"].doubtful


def test_a_total_that_is_the_net_amount_again_is_told_only_where_it_is_printed_again_and_in_doubt(read):
    once = pairs(("Montant HT", "1 000,00 €"), ("Taux de TVA", "0 %"), ("Montant TVA", "0,00 €"), top=300)
    assert read(document(*once))["montantSegurTTC"].answer.value == ""
    again = read(document(*once, *pairs(("Zorglub", "1 000,00 €"), top=348)))["montantSegurTTC"]
    assert again.answer.value == "1 000,00 €"
    assert again.doubtful


def test_words_that_a_colon_ends_belong_to_the_label(read):
    printed = lines((40, 300, "Dénomination sociale de la société éditrice : Orbe Santé SARL"))
    assert read(document(*printed))["denominationSociale"].answer.value == "Orbe Santé SARL"
