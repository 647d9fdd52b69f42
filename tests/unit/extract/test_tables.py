"""Ruled tables whose heads stand over the values, and those whose labels stand beside them."""

import pytest

from radlad import doctypes
from radlad.domain.reading import Missing
from tests.support.printed import box, document, lines, table


def grid(*rows, top=200, width=170, height=36):
    """Rows of cells, each of one or two lines, and the rules around them."""
    printed = [
        (44 + width * c, top + 4 + height * r + 12 * n, text)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        for n, text in enumerate(cell.split("\n"))
        if text
    ]
    rules = table(40, top, (width,) * len(rows[0]), (height,) * len(rows))
    return document(*lines(*printed), rules=rules)


def test_each_cell_of_a_row_of_heads_labels_the_one_below_known_or_not(read):
    found = read(grid(
        ("Bon de commande\nn°", "Échelon vermeil", "Date de commande"),
        ("CDE-7368", "Noémie Picaud", "12/03/2026"),
    ))  # fmt: skip
    assert found["numeroBDC"].answer.value == "CDE-7368"
    assert found["dateEditionCommande"].answer.value == "12/03/2026"


def test_a_label_of_two_lines_is_read_whole(read):
    found = read(grid(
        ("Numéro SIRET de\nl’éditeur", "Raison sociale\nde l’éditeur"), ("732 829 320 00074", "Orbe Santé\nSARL"),
    ))  # fmt: skip
    assert found["siret"].answer.value == "732 829 320 00074"
    assert found["denominationSociale"].answer.value == "Orbe Santé SARL"


def test_an_address_cut_by_its_cell_is_one_address(read):
    found = read(grid(
        ("E-mail du\nreprésentant", "Téléphone du\nreprésentant"), ("m.picaud@hopital-bo\ncage.example", "0555294000")
    ))  # fmt: skip
    assert found["mailRepresentant"].answer.value == "m.picaud@hopital-bocage.example"


def test_labels_beside_their_values_keep_them(read):
    found = read(grid(("N° de commande", "CDE-7368"), ("Date de commande", "12/03/2026")))
    assert found["numeroBDC"].answer.value == "CDE-7368"
    assert found["dateEditionCommande"].answer.value == "12/03/2026"


def test_an_empty_cell_below_its_head_is_no_value(read):
    found = read(grid(("N° de commande", "Date de commande"), ("", "12/03/2026"), ("Client final", "SIRET client")))
    answer = found["numeroBDC"].answer
    assert isinstance(answer, Missing)
    assert answer.doubts == ()


@pytest.mark.parametrize("title", ["Bon de commande – Vague 2 DPI", "Bon de commande : HOP-DPI-Va2"])
def test_what_a_title_says_of_the_order_is_not_its_number(read, title):
    found = read(document(*lines((40, 60, title), (40, 200, "Réf. cde : CDE-7368"))))
    assert found["numeroBDC"].answer.value == "CDE-7368"


def test_the_tail_of_a_label_is_no_part_of_the_reference(read):
    found = read(document(*lines((40, 200, "Appel à financement concerné HOP-DPI-Va2-8212"))))
    assert found["referenceAF"].answer.value == "HOP-DPI-Va2-8212"


def test_a_line_that_hangs_under_a_value_belongs_to_it(read):
    found = read(document(*lines((40, 200, "Nom du client : Centre Hospitalier"), (112, 212, "Mende"))))
    assert found["nomClient"].answer.value == "Centre Hospitalier Mende"


def test_an_amount_cut_by_the_line_is_whole_in_its_mention(read):
    said = "Montant de la Prestation Ségur pris en charge par l’Etat au titre du Ségur de la santé : 40"
    found = read(document(*lines((40, 300, said), (40, 312, "778,51 euros"))))
    assert found["montantSegurEnChargeParEtat"].answer.value.endswith("40 778,51 euros")


def test_a_label_of_two_lines_beside_its_value_says_which_service(read):
    found = read(grid(
        ("Montant total TVA comprise\nde la prestation principale", "1 200,00 €"),
        ("Montant total TVA comprise\nde la prestation secondaire", "600,00 €"),
        ("Montant total hors TVA\nde la prestation principale", "1 000,00 €"),
        width=250,
    ), doctypes.by_key("img-ris-bon_commande"))  # fmt: skip
    assert found["montantSegurTTC"].answer.value == "1 200,00 €"
    assert found["montantSegurTTCPrestationSecondaire"].answer.value == "600,00 €"
    assert found["montantSegurHT"].answer.value == "1 000,00 €"


def test_a_value_at_the_right_of_its_cell_is_under_its_own_head(read):
    heads = ((44, 204, "Libellé"), (214, 204, "Montant HT (€)"), (384, 204, "Montant TTC (€)"))
    values = ((44, 240, "Prestation Ségur"), (328, 240, "1 000,00 €"), (498, 240, "1 200,00 €"))
    found = read(document(*lines(*heads, *values), rules=table(40, 200, (170, 170, 170), (36, 36))))
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["montantSegurTTC"].answer.value == "1 200,00 €"


def test_an_address_below_a_name_is_none_of_it(read):
    found = read(grid(("Nom du client", "Clinique des Tilleuls\n125 boulevard Vasseur"), ("N° de commande", "CDE-1")))
    assert found["nomClient"].answer.value == "Clinique des Tilleuls"


def test_labels_with_an_empty_cell_between_them_are_no_heads(read):
    rules = table(40, 100, (110, 110, 90, 110), (18, 18))
    words = lines((44, 105, "Bon de commande"), (264, 105, "Édité le"), (354, 105, "02/11/2025"))
    assert read(document(*words, rules=rules))["dateEditionCommande"].answer.value == "02/11/2025"


def test_the_head_of_a_column_has_what_stands_below_it_whoever_heads_the_row(read):
    rules = table(40, 500, (60, 140, 140), (34, 90))
    words = lines((44, 482, "Date et signature"), (104, 505, "Date de signature"), (244, 505, "Signature du client"),
                  (44, 540, "Le Client"), (104, 540, "19/03/2026"))  # fmt: skip
    assert read(document(*words, rules=rules))["dateSignatureCommande"].answer.value == "19/03/2026"


def test_a_label_that_heads_rows_is_no_head_of_columns_beside_labels_of_the_same(read):
    rules = table(40, 100, (170, 170, 150), (20, 20))
    heads = lines((44, 106, "Représentation de l’acheteur"), (214, 106, "Représentant de l’acheteur"))
    words = lines((384, 106, "Loïc NAUDET"), (44, 126, "Prix"))
    assert read(document(*heads, *words, rules=rules))["nomRepresentant"].answer.value == "Loïc NAUDET"


def test_a_name_of_two_lines_beside_its_label_may_begin_as_a_label_does(read):
    rules = table(40, 100, (110, 150), (40,))
    words = lines((44, 116, "Site d’imagerie"), (154, 108, "Centre d’imagerie Saint-"), (154, 120, "Denis"))
    found = read(document(*words, rules=rules), doctypes.by_key("img-ris-bon_commande"))
    assert found["nomStructure"].answer.value == "Centre d’imagerie Saint-Denis"


@pytest.mark.parametrize("sides", [True, False], ids=["ruled all round", "without sides"])
def test_a_cell_beside_several_rows_names_their_service(read, sides):
    rows = ("Redevance hors taxe", "Taxe (montant)", "Redevance taxe incluse")
    sums = {"principal": ("1 000,00 €", "200,00 €", "1 200,00 €"), "secondaire": ("600,00 €", "120,00 €", "720,00 €")}
    words, rules = [], []
    for top, (service, amounts) in zip((100, 160), sums.items(), strict=True):
        words += lines((44, top + 20, "Conditions financières"), (44, top + 32, f"Lot {service}"))
        rules += [box(40, top, 120, 0.8), box(40, top + 60, 120, 0.8)]
        for y, label, value in zip((top, top + 20, top + 40), rows, amounts, strict=True):
            words += lines((164, y + 6, label), (340, y + 6, value))
            rules.append(box(160, y, 280, 0.8))
    rules += [box(160, 220, 280, 0.8), *(box(x, 100, 0.8, 120) for x in (40, 160, 440) if sides)]
    found = read(document(*words, rules=tuple(rules)), doctypes.by_key("img-ris-bon_commande"))
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "600,00 €"
