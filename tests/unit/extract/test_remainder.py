"""What is left when every field has had its own: nothing of a kind, one value, or several."""

import pytest

from radlad import doctypes
from radlad.domain.reading import Doubt, Missing
from tests.support.printed import OCR, document, line, lines

ORDER = doctypes.by_key("hop-dpi-bon_commande")
INVOICE = doctypes.by_key("hop-dpi-facture")
RIS = doctypes.by_key("img-ris-bon_commande")


def printed(*texts, **kwargs):
    rows = [("Client", ""), *texts]
    return document(*(w for i, text in enumerate(rows) for w in line(40, 300 + 20 * i, " ".join(text), **kwargs)))


def test_where_nothing_of_its_kind_is_printed_a_field_is_surely_empty(read):
    siret = read(printed(("Nom client :", "CH de Rodez")), ORDER)["siret"]
    assert isinstance(siret.answer, Missing)
    assert not siret.doubtful


def test_what_ocr_read_may_have_lost_it(read):
    siret = read(printed(("Nom client :", "CH de Rodez"), provenance=OCR), ORDER)["siret"]
    assert siret.answer.doubts == (Doubt.LABEL_ABSENT,)


@pytest.mark.parametrize("number", ["306 138 900 01294", "306 138 900 0129"])
def test_something_like_it_elsewhere_is_a_doubt(read, number):
    words = (*line(40, 300, "Client"), *line(40, 320, f"Nom client : CH de Rodez {number}"))
    assert read(document(*words), ORDER)["siret"].doubtful


ISSUED = (40, 200, "Date de facture : 09/04/2026")


def test_the_only_value_left_is_the_only_field_s_that_has_none_in_doubt(read):
    words = lines(ISSUED, (40, 300, "Mise en route au bloc, 03/04/2026"))
    date = read(document(*words), INVOICE)["dateRealisationPrestation"]
    assert date.answer.value == "03/04/2026"
    assert Doubt.LABEL_ABSENT in date.answer.doubts


def test_of_two_values_left_none_is_told(read):
    words = lines(ISSUED, (40, 300, "Mise en route au bloc, 03/04/2026"), (40, 400, "puis aux urgences, 05/04/2026"))
    date = read(document(*words), INVOICE)["dateRealisationPrestation"]
    assert date.answer.value == ""
    assert date.doubtful


def test_the_firm_s_own_address_at_the_head_of_each_page_is_no_client_s(read):
    words = lines((40, 30, "Néréide Systèmes"), (40, 45, "bonjour@nereide.fr"), (40, 300, "Client"))
    assert read(document(*words), ORDER)["mailRepresentant"].answer.value == ""


def test_a_rate_that_no_label_announces_is_proved_by_the_amounts(read):
    words = lines(
        (40, 300, "Montant HT :"), (200, 300, "1 000,00 €"),
        (40, 320, "Montant TVA :"), (200, 320, "200,00 €"),
        (40, 340, "Montant TTC :"), (200, 340, "1 200,00 €"),
        (40, 420, "Part fiscale 20 %"),
    )  # fmt: skip
    rate = read(document(*words), ORDER)["tauxTVA"]
    assert rate.answer.value == "20 %"
    assert not rate.doubtful


def test_a_rate_that_no_label_announces_proves_nothing(read):
    words = lines((40, 300, "Montant HT :"), (200, 300, "1 000,00 €"), (40, 320, "Part fiscale 20 %"))
    found = read(document(*words), ORDER)
    assert Doubt.LABEL_ABSENT in found["tauxTVA"].answer.doubts


@pytest.mark.parametrize(
    ("printed_as", "balise", "value"),
    [
        ("Notre affaire BDC/2026/3146", "numeroBDC", "BDC/2026/3146"),
        ("Au vu de ANS202605935", "numeroAns", "ANS202605935"),
        ("Palier du calculateur : Tranche 2 (de 10 000 à 20 000 examens)", "trancheFinancement",
         "Tranche 2 (de 10 000 à 20 000 examens)"),
    ],
)  # fmt: skip
def test_what_says_itself_what_it_is_needs_no_label(read, printed_as, balise, value):
    assert read(document(*lines((40, 300, printed_as))), RIS)[balise].answer.value == value


@pytest.mark.parametrize("dy", [-9, 9])
def test_a_label_that_ocr_read_is_not_surely_empty_where_something_stands_near(read, dy):
    label = line(40, 300, "Nom client :", provenance=OCR)
    assert not read(document(*label), ORDER)["nomClient"].doubtful
    near = line(153, 300 + dy, "Institut de réadaptation", provenance=OCR)
    assert read(document(*label, *near), ORDER)["nomClient"].doubtful
