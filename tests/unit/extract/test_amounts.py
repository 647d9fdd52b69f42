"""Amounts: columns, principal and secondary services, and what they say of each other."""

from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.domain.reading import Doubt
from tests.support.printed import OCR, document, lines, pairs

RIS = doctypes.by_key("img-ris-bon_commande")
HEADS = (
    (40, 100, "Désignation"),
    (200, 100, "Montant HT"),
    (300, 100, "Taux de TVA"),
    (390, 100, "Montant TVA"),
    (490, 100, "Montant TTC"),
)


def row(y, name, *cells):
    return tuple((x, y, cell) for x, cell in zip((40, 205, 320, 400, 492), (name, *cells), strict=True) if cell)


def test_amounts_stand_under_their_heads(read):
    found = read(
        document(*lines(*HEADS, *row(116, "Prestation Ségur", "1 000,00 €", "20 %", "200,00 €", "1 200,00 €")))
    )
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["tauxTVA"].answer.value == "20 %"
    assert found["montantTVA"].answer.value == "200,00 €"
    assert found["montantSegurTTC"].answer.value == "1 200,00 €"
    assert not any(found[b].doubtful for b in ("montantSegurHT", "tauxTVA", "montantTVA", "montantSegurTTC"))


def test_an_empty_cell_is_not_filled_from_its_neighbours(read):
    found = read(document(*lines(*HEADS, *row(116, "Prestation Ségur", "1 000,00 €", "20 %", "", "1 200,00 €"))))
    assert found["montantTVA"].answer.value == ""
    assert found["montantSegurTTC"].answer.value == "1 200,00 €"


@pytest.mark.parametrize(
    ("main", "secondary", "pitch"),
    [("Prestation Principale", "Prestation Secondaire", 16), ("PREST. PRINCIPALE", "PREST. SECONDAIRE", 12)],
)
def test_each_service_has_its_row(read, main, secondary, pitch):
    words = lines(
        *HEADS,
        *row(116, main, "1 000,00", "20 %", "200,00", "1 200,00"),
        *row(116 + pitch, secondary, "500,00", "20 %", "100,00", "600,00"),
    )
    found = read(document(*words), RIS)
    assert found["montantSegurHT"].answer.value == "1 000,00"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "500,00"
    assert found["montantSegurTTCPrestationSecondaire"].answer.value == "600,00"


def test_a_label_may_name_its_service(read):
    words = lines((40, 100, "Montant HT Prestation Secondaire : 500,00 €"), (40, 116, "Montant HT : 1 000,00 €"))
    found = read(document(*words), RIS)
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "500,00 €"


def test_amounts_that_do_not_add_up_are_all_in_doubt(read):
    found = read(
        document(*lines(*HEADS, *row(116, "Prestation Ségur", "1 000,00 €", "20 %", "200,00 €", "1 300,00 €")))
    )
    for balise in ("montantSegurHT", "tauxTVA", "montantTVA", "montantSegurTTC"):
        assert Doubt.ARITHMETIC in found[balise].answer.doubts


def test_a_cent_of_rounding_is_no_contradiction(read):
    found = read(
        document(*lines(*HEADS, *row(116, "Prestation Ségur", "1 000,03 €", "20 %", "200,01 €", "1 200,05 €")))
    )
    assert not found["montantSegurTTC"].doubtful


def test_share_capital_is_no_amount_of_the_service(read):
    words = lines((40, 100, "Montant HT :"), (40, 780, "Carélia SARL au capital de 209 000 € - RCS Foix 774 379 200"))
    assert read(document(*words))["montantSegurHT"].answer.value == ""


def test_columns_taken_one_for_the_other_are_put_right_by_their_sum_in_doubt(read):
    rows = pairs(
        ("Montant HT", "200,00 €"), ("Montant de la TVA", "1 200,00 €"), ("Montant TTC", "1 000,00 €"), top=300
    )
    found = read(document(*rows))
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["montantTVA"].answer.value == "200,00 €"
    assert found["montantSegurTTC"].answer.value == "1 200,00 €"
    assert all(found[b].doubtful for b in ("montantSegurHT", "montantTVA", "montantSegurTTC"))


def test_digits_of_an_identifier_are_no_amount(read):
    found = read(document(*pairs(("Montant de la TVA", "FR12 568 980 171"), top=300)))
    assert found["montantTVA"].answer.value == ""


def test_a_total_at_no_legal_rate_puts_both_in_doubt(read):
    right = read(document(*pairs(("Montant HT", "1 000,00 €"), ("Montant TTC", "1 085,00 €"))))
    wrong = read(document(*pairs(("Montant HT", "1 200,00 €"), ("Montant TTC", "1 000,00 €"))))
    assert not right["montantSegurTTC"].doubtful
    assert Doubt.ARITHMETIC in wrong["montantSegurTTC"].answer.doubts


def test_services_named_over_cards_side_by_side_have_their_own_amounts(read):
    found = read(document(*lines(
        (60, 100, "Offre principale"), (320, 100, "Offre secondaire"),
        (60, 116, "Total HT"), (200, 116, "1 000,00 €"), (320, 116, "Total HT"), (460, 116, "500,00 €"),
        (60, 132, "Total TTC"), (200, 132, "1 200,00 €"), (320, 132, "Total TTC"), (460, 132, "600,00 €"),
    )), RIS)  # fmt: skip
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "500,00 €"
    assert found["montantSegurTTCPrestationSecondaire"].answer.value == "600,00 €"


def test_a_secondary_service_without_a_main_one_is_in_doubt(read):
    words = lines(*HEADS, *row(116, "Prestation secondaire", "1 000,00 €", "20 %", "200,00 €", "1 200,00 €"))
    secondary = read(document(*words), RIS)["montantSegurHTPrestationSecondaire"]
    assert Doubt.ARITHMETIC in secondary.answer.doubts


def test_an_aid_as_high_as_a_price_is_in_doubt(read):
    words = pairs(("Montant total HT", "1 000,00 €"), ("Montant des aides de minimis", "1 000,00 €"))
    assert Doubt.ARITHMETIC in read(document(*words), RIS)["montantAides"].answer.doubts


def test_a_sentence_heads_no_column(read):
    said = "Pour la prestation secondaire, le prix représente un montant hors taxes de"
    found = read(document(*lines((40, 100, said), (40, 126, "283 111,24 €"), (40, 140, "56 622,25 €"))), RIS)
    assert found["montantSegurHTPrestationSecondaire"].answer.value == ""


@pytest.mark.parametrize(("total", "doubtful"), [("1 200,00 €", False), ("1 280,00 €", True)])
def test_amounts_that_ocr_hesitated_at_are_proved_by_their_sum(read, total, doubtful):
    words = lines(*HEADS, *row(116, "Prestation Ségur", "1 000,00 €", "20 %", "200,00 €", total))
    unsure = [replace(w, provenance=OCR, confidence=0.6) for w in words]
    assert (Doubt.OCR_UNSURE in read(document(*unsure))["montantSegurTTC"].answer.doubts) is doubtful


def test_a_price_of_the_table_read_for_the_net_amount_is_put_right_by_the_three_others(read):
    table = lines((40, 300, "Montant HT"), (40, 316, "900,00 €"))
    rest = pairs(("Taux de TVA", "20 %"), ("Montant TVA", "200,00 €"), ("Montant TTC", "1 200,00 €"), top=360)
    found = read(document(*table, *rest, *lines((40, 500, "Zorglub 1 000,00 €"))))["montantSegurHT"]
    assert found.answer.value == "1 000,00 €"
    assert found.doubtful


def test_a_price_of_a_line_that_the_vat_happens_to_equal_stays_in_doubt(read):
    rows = pairs(("Montant HT", "1 000,00 €"), ("Montant TTC", "1 200,00 €"), top=300)
    words = lines((40, 400, "Formation"), (260, 400, "50,00 €"), (360, 400, "200,00 €"))
    assert read(document(*rows, *words))["montantTVA"].doubtful


@pytest.mark.parametrize(("vat", "doubtful"), [("200,00 euros", False), ("210,00 euros", True)])
def test_four_that_add_up_need_no_label(read, vat, doubtful):
    said = f"Le prix s’élève à 1 000,00 euros hors taxes, la TVA étant appliquée au taux de 20 %, soit {vat} de TVA,"
    found = read(document(*lines((40, 100, said), (40, 112, "et à 1 200,00 euros toutes taxes comprises."))))
    assert found["montantSegurHT"].answer.value == "1 000,00 euros"
    assert found["montantSegurHT"].doubtful is doubtful


@pytest.mark.parametrize(
    ("capital", "total", "doubtful"), [("au capital de 40 000 €", "", False), ("", "1 250,00 €", True)]
)
def test_no_total_is_printed_where_every_amount_is_known(read, capital, total, doubtful):
    rows = (("Montant HT", "1 000,00 €"), ("Montant TVA", "200,00 €"))
    words = (*pairs(*rows), *lines((40, 300, f"Orbe Santé, société {capital}"), (40, 320, total)))
    answer = read(document(*words))["montantSegurTTC"]
    assert (answer.answer.value, answer.doubtful) == ("", doubtful)
