"""Values found by their labels, and the traps on the way (decisions.md 1, 3, 4 and 19)."""

from dataclasses import replace

import pytest

from radlad import doctypes, extract
from radlad.domain.doctype import Section
from radlad.domain.document import Document, FormField
from radlad.domain.reading import Doubt, Found, Missing
from radlad.extract import verifier
from radlad.extract.zones import Zones
from radlad.layout.page import sheets_of
from tests.support.printed import OCR, TEXT, box, document, line, lines, page, pairs, table

DRIMBOX = doctypes.by_key("img-drimbox-bon_commande")
VA = doctypes.by_key("hop-pfi-va")


@pytest.mark.parametrize("key", [t.key for t in doctypes.TYPES])
def test_every_field_but_the_signature_is_answered_in_order_even_on_a_blank_page(key):
    doctype = doctypes.by_key(key)
    wanted = [f for f in doctype.fields if f.kind != "signature"]
    for blank in (Document(()), document()):
        readings = extract.fields(sheets_of(blank), doctype)
        assert [r.field for r in readings] == wanted
        assert all(r.answer.value == "" for r in readings)


def test_a_value_behind_its_colon_is_found_without_doubt(read):
    siret = read(document(*lines((40, 100, "N° de SIRET : 732 829 320 00074"))))["siret"]
    assert siret.answer.value == "732 829 320 00074"
    assert not siret.doubtful
    assert siret.answer.evidence.label == "N° de SIRET"
    assert siret.answer.evidence.page == 1


def test_a_value_right_of_its_label_is_found(read):
    found = read(document(*pairs(("Nom client", "CH de Rodez"), ("Numéro FINESS PMSI", "750712184"))))
    assert found["nomClient"].answer.value == "CH de Rodez"
    assert found["FINESSPMSI"].answer.value == "750712184"


def test_values_below_their_labels_are_found_column_by_column(read):
    heads = lines((40, 100, "Nom client"), (220, 100, "Numéro FINESS PMSI"), (400, 100, "Numéro du bon de commande"))
    values = lines((40, 112, "CH de Rodez"), (220, 112, "750712184"), (400, 112, "BC 4076 G"))
    found = read(document(*heads, *values))
    assert found["nomClient"].answer.value == "CH de Rodez"
    assert found["FINESSPMSI"].answer.value == "750712184"
    assert found["numeroBDC"].answer.value == "BC 4076 G"


def test_an_empty_slot_gives_empty_without_doubt_and_takes_no_other_label(read):
    found = read(document(*lines((40, 100, "Nom du représentant :"), (40, 116, "Téléphone : 01 42 03 04 05"))))
    name = found["nomRepresentant"]
    assert isinstance(name.answer, Missing)
    assert name.answer.reason is Doubt.VALUE_ABSENT
    assert not name.doubtful


def test_a_label_never_seen_is_a_doubt(read):
    number = read(document(*lines((40, 100, "Nom client : CH de Rodez"))))["numeroBDC"]
    assert number.answer.value == ""
    assert number.answer.doubts == (Doubt.LABEL_ABSENT,)


def test_a_label_with_a_slip_of_ocr_is_known(read):
    words = line(40, 100, "Numéro du bon de cornmande : BC 4076 G", provenance=OCR)
    assert read(document(*words))["numeroBDC"].answer.value == "BC 4076 G"


def test_a_label_in_other_words_is_understood_less_surely(read):
    def said(label):
        return read(document(*lines((40, 100, f"{label} : 12/03/2026"))))["datePrevisionnelleLivraison"].answer

    strange, usual = said("Date voulue d’installation"), said("Date prévisionnelle d’installation")
    assert strange.value == usual.value == "12/03/2026"
    assert strange.confidence < usual.confidence


def test_the_longest_label_wins(read):
    found = read(document(*lines((40, 100, "Date de signature du bon de commande : 12/03/2026"))))
    assert found["dateSignatureCommande"].answer.value == "12/03/2026"
    assert found["numeroBDC"].answer.value == ""
    assert found["dateEditionCommande"].answer.value == ""


def test_a_label_on_two_lines_is_one_label(read):
    words = lines((40, 100, "Date prévisionnelle"), (40, 112, "d’installation"), (260, 106, "12/03/2026"))
    assert read(document(*words))["datePrevisionnelleLivraison"].answer.value == "12/03/2026"


def test_a_value_on_two_lines_is_joined(read):
    heads = lines((40, 100, "Nom client"), (220, 100, "Numéro FINESS PMSI"))
    values = lines((40, 112, "Centre hospitalier intercommunal de"), (40, 124, "Villeneuve"), (220, 112, "750712184"))
    words = (*heads, *values)
    assert read(document(*words))["nomClient"].answer.value == "Centre hospitalier intercommunal de Villeneuve"


def test_a_value_as_high_as_its_label_of_two_lines_is_joined(read):
    rows = (40, 100, "Dénomination"), (40, 112, "sociale"), (120, 100, "Cœur & Soins"), (120, 112, "Numériques")
    beside = (200, 100, "Finess :"), (200, 112, "PMSI :")
    assert read(document(*lines(*rows, *beside)))["denominationSociale"].answer.value == "Cœur & Soins Numériques"


@pytest.mark.parametrize("cut", ["ple", "le"])
def test_an_address_cut_by_its_column_is_whole_beside_a_label_of_two_lines(read, cut):
    whole = "s.legoff@ch-vald.example"
    head = whole.removesuffix(cut)
    found = read(
        document(*lines((40, 100, "E-mail du"), (40, 112, "contact client :"), (130, 100, head), (130, 112, cut)))
    )
    assert found["mailRepresentant"].answer.value == whole


@pytest.mark.parametrize(
    ("label", "balise", "value", "provenance", "doubtful"),
    [("N° SIREN :", "sirenClient", "732829320", TEXT, False),
     ("N° SIREN :", "sirenClient", "732829320", OCR, False),
     ("Téléphone du représentant :", "telephoneRepresentant", "0142030405", TEXT, False),
     ("Téléphone du représentant :", "telephoneRepresentant", "0142030405", OCR, True)],
)  # fmt: skip
def test_what_ocr_read_in_a_comb_is_in_doubt_unless_a_key_proves_it(read, label, balise, value, provenance, doubtful):
    teeth = [w for i, c in enumerate(value) for w in line(200 + 18 * i, 100, c, provenance=provenance)]
    found = read(document(*line(40, 100, label, provenance=provenance), *teeth), DRIMBOX)[balise]
    assert found.answer.value == value
    assert found.doubtful is doubtful


def test_the_last_line_of_a_label_is_no_heading_of_what_follows():
    clients = (
        (40, 100, "Client"),
        (40, 120, "FINESS juridique :"),
        (40, 140, "SIRET :"),
        (120, 140, "645 373 697 00970"),
    )
    theirs = (300, 120, "Identifiant SIRET du"), (300, 132, "titulaire :"), (420, 120, "509 028 361 00503")
    (sheet,) = sheets_of(document(*lines(*clients, *theirs)))
    siret = next(s for s in sheet.segments if s.text == "SIRET :")
    assert Zones([sheet]).at(sheet, siret.rect).section is Section.CLIENT


def test_a_value_that_begins_like_a_label_stays_whole(read):
    found = read(
        document(*pairs(("Nom de la structure", "Centre d’imagerie Vannes"), ("Tranche", "Tranche 1"))), DRIMBOX
    )
    assert found["nomStructure"].answer.value == "Centre d’imagerie Vannes"
    assert found["trancheFinancement"].answer.value == "Tranche 1"


def test_the_letter_heads_phone_and_mail_are_not_the_representatives(read):
    head = lines((40, 30, "Carélia SARL"), (40, 42, "Tél. : 01 23 92 51 04"), (40, 54, "Mail : adv@carelia.fr"))
    body = lines((40, 200, "Client"), (40, 220, "Nom client : CH de Rodez"), (40, 236, "Téléphone : 05 65 00 00 01"))
    found = read(document(*head, *body))
    assert found["telephoneRepresentant"].answer.value == "05 65 00 00 01"
    assert found["mailRepresentant"].answer.value == ""


def test_the_clients_siret_is_not_the_suppliers(read):
    supplier = lines(
        (40, 100, "Fournisseur"), (40, 120, "Dénomination sociale : Carélia"), (40, 136, "SIRET : 73282932000074")
    )
    client = lines((320, 100, "Client"), (320, 120, "Nom client : CH de Rodez"), (320, 136, "SIRET : 35600000009075"))
    assert read(document(*client, *supplier))["siret"].answer.value == "73282932000074"


def test_dates_of_other_things_are_not_the_orders(read):
    words = lines((40, 100, "Offre valable jusqu’au : 20/11/2025"), (40, 116, "Date de commande : 12/09/2025"))
    assert read(document(*words))["dateEditionCommande"].answer.value == "12/09/2025"


def test_a_date_in_words_is_rewritten_in_doubt_and_a_partial_one_is_empty(read):
    words = lines(
        (40, 100, "Date de commande : 12 mars 2025"), (40, 116, "Date prévisionnelle d’installation : 03/2026")
    )
    found = read(document(*words))
    assert found["dateEditionCommande"].answer.value == "12/03/2025"
    assert Doubt.DATE_REWRITTEN in found["dateEditionCommande"].answer.doubts
    assert found["datePrevisionnelleLivraison"].answer.value == ""
    assert Doubt.DATE_PARTIAL in found["datePrevisionnelleLivraison"].answer.doubts


def test_a_false_key_is_returned_in_doubt(read):
    siret = read(document(*lines((40, 100, "N° de SIRET : 73282932000075"))))["siret"]
    assert siret.answer.value == "73282932000075"
    assert siret.answer.doubts == (Doubt.SIRET_KEY,)


def test_two_values_for_one_label_are_a_doubt_with_the_other_as_candidate(read):
    words = lines((40, 100, "Numéro du bon de commande : BC 1"), (40, 400, "Numéro du bon de commande : BC 2"))
    order = read(document(*words))["numeroBDC"]
    assert Doubt.SEVERAL_CANDIDATES in order.answer.doubts
    assert {order.answer.value, *(c.value for c in order.candidates)} == {"BC 1", "BC 2"}


def test_signing_date_and_name_come_from_the_clients_side(read):
    words = lines(
        (40, 700, "Pour le fournisseur"), (320, 700, "Pour le client"),
        (40, 716, "Nom, prénom : Paul VENDEUR"), (320, 716, "Nom, prénom : Anne CLIENT"),
        (40, 732, "Date de signature : 01/02/2025"), (320, 732, "Date de signature : 03/04/2025"),
    )  # fmt: skip
    found = read(document(*words))
    assert found["nomPrenomClientFinal"].answer.value == "Anne CLIENT"
    assert found["dateSignatureCommande"].answer.value == "03/04/2025"


def test_an_empty_form_field_beside_a_label_is_its_empty_value(read):
    empty = FormField("champ16", "", "", box(260, 98, 200, 14))
    words = lines((40, 100, "Montant TTC"), (40, 130, "Montant pris en charge : 1 200,00 €"))
    amount = read(Document((page(words, fields=(empty,)),)))["montantSegurTTC"]
    assert amount.answer.value == ""
    assert not amount.doubtful


def test_a_form_field_is_known_by_its_tooltip(read):
    named = FormField("c1", "N° de SIRET", "73282932000074", box(260, 98, 200, 14))
    words = (*line(40, 100, "Case 7"), *line(264, 100, "73282932000074"))
    siret = read(Document((page(words, fields=(named,)),)))["siret"]
    assert isinstance(siret.answer, Found)
    assert siret.answer.value == "73282932000074"


CAPTIONED = (
    ("CDE-6621", "Bon de commande n°"), ("24/09/2026", "Date d’émission"), ("732 829 320 00074", "SIRET fournisseur"),
    ("CH de Rodez", "Nom du client"), ("750712184", "Numéro FINESS PMSI"),
    ("m.picaud@ch-rodez.example", "E-mail client"),
)  # fmt: skip


@pytest.mark.parametrize("under", [True, False])
def test_labels_stand_under_their_values_or_over_them_all_through_a_document(read, under):
    texts = [t for value, label in CAPTIONED for t in ((value, label) if under else (label, value))]
    found = read(document(*lines(*((40, 100 + 26 * (i // 2) + 12 * (i % 2), t) for i, t in enumerate(texts)))))
    assert found["numeroBDC"].answer.value == "CDE-6621"
    assert found["siret"].answer.value == "732 829 320 00074"
    assert found["nomClient"].answer.value == "CH de Rodez"


def test_the_addressee_beside_the_letter_head_is_a_block_of_its_own(read):
    found = read(document(*lines(
        (40, 60, "Pictor Imagerie"), (40, 74, "87 avenue Foch, 72450"), (40, 88, "Tél 04 64 29 10 97"),
        (40, 102, "N° Siret 732 829 320 00074"), (320, 66, "Client"), (320, 80, "CH de Rodez"),
        (320, 94, "117 rue Vasseur"), (40, 150, "Tél. client : 05 99 52 34 10"),
    )))  # fmt: skip
    assert found["siret"].answer.value == "732 829 320 00074"
    assert found["telephoneRepresentant"].answer.value == "05 99 52 34 10"


@pytest.mark.parametrize("label", ["Logiciel / vers.", "Log. et vers."])
def test_a_label_may_shorten_its_words(read, label):
    found = read(document(*pairs((label, "Calame Dossier 8.2"), ("Dt prév. instal.", "10/09/2025"))))
    assert found["denominationVersionLogiciel"].answer.value == "Calame Dossier 8.2"
    assert found["datePrevisionnelleLivraison"].answer.value == "10/09/2025"


def test_a_label_short_of_its_tax_is_no_slip_of_one_that_names_it(read):
    found = read(document(*pairs(("Montant total", "1 200,00 €"), ("Montant total HT", "1 000,00 €"))))
    assert found["montantSegurHT"].answer.value == "1 000,00 €"


def test_a_word_broken_behind_its_hyphen_is_one(read):
    words = lines((40, 100, "Nom du client :"), (130, 100, "CH de Saint-"), (130, 112, "Denis"), (40, 124, "SIRET :"))
    assert read(document(*words))["nomClient"].answer.value == "CH de Saint-Denis"


def test_a_label_in_brackets_at_the_end_of_a_line_says_what_stands_on_it(read):
    rows = (
        ("CDE-6621", "(numéro du bon)"),
        ("732 829 320 00074", "(n° de SIRET du fournisseur)"),
        ("CH de Rodez", "(nom du client)"),
    )
    found = read(document(*pairs(*rows)))
    assert found["numeroBDC"].answer.value == "CDE-6621"
    assert found["siret"].answer.value == "732 829 320 00074"
    assert found["nomClient"].answer.value == "CH de Rodez"


def test_a_telephone_in_the_small_print_is_not_the_client_s(read):
    found = read(document(*lines((40, 100, "Client"), (40, 116, "CH de Rodez"), (240, 812, "Tél. 04 59 49 61 62"))))
    assert found["telephoneRepresentant"].answer.value == "" or found["telephoneRepresentant"].doubtful


def test_a_line_in_small_capitals_above_a_larger_one_is_all_label(read):
    words = (*line(40, 100, "N° COMMANDE À RAPPELER", size=6), *line(40, 108, "CDE-7529", size=10))
    assert read(document(*words))["numeroBDC"].answer.value == "CDE-7529"


def test_labels_much_nearer_to_what_is_above_them_stand_under_their_values(read):
    rows = [("CDE-7529", "NUMÉRO DE COMMANDE"), ("CH de Rodez", "NOM DU CLIENT"), ("Anne Roux", "NOM DU REPRÉSENTANT"),
            ("Néréide 4", "DÉNOMINATION ET VERSION DU LOGICIEL"), ("Vigie Santé", "DÉNOMINATION SOCIALE")]  # fmt: skip
    words = [w for i, (value, label) in enumerate(rows) for w in
             (*line(40, 100 + 24 * i, value), *line(40, 109 + 24 * i, label, size=7))]  # fmt: skip
    found = read(document(*words))
    assert found["numeroBDC"].answer.value == "CDE-7529"
    assert found["nomRepresentant"].answer.value == "Anne Roux"


@pytest.mark.parametrize("printed", ["88868 Vannes", "1"])
def test_an_address_or_a_row_s_number_is_no_order_s_number(read, printed):
    reading = read(document(*lines((40, 100, "Bon de commande"), (200, 100, printed))))["numeroBDC"]
    assert reading.answer.value != printed or reading.doubtful


def test_a_customer_s_code_is_no_organisation(read):
    reading = read(document(*lines((40, 100, "Nom du client"), (200, 100, "CL46929"))))["nomClient"]
    assert reading.answer.value != "CL46929" or reading.doubtful


def test_two_dates_change_places_where_both_are_likelier_so(read):
    words = lines((40, 100, "Commande émise le :"), (200, 100, "16/09/2026"), (40, 500, "Signature du client"),
                  (40, 520, "Le (date) : 25/09/2026"))  # fmt: skip
    found = read(document(*words))
    assert found["dateEditionCommande"].answer.value == "16/09/2026"
    assert found["dateSignatureCommande"].answer.value == "25/09/2026"


@pytest.mark.parametrize(
    ("label", "printed", "balise"),
    [("Nom du client :", "SELARL RadiologieMende", "nomClient"), ("N° de commande :", "2026-02483-", "numeroBDC")],
)
def test_what_ocr_ran_together_or_cut_is_in_doubt(read, label, printed, balise):
    words = (*line(40, 100, label, provenance=OCR), *line(200, 100, printed, provenance=OCR))
    assert Doubt.OCR_UNSURE in read(document(*words))[balise].answer.doubts


@pytest.mark.parametrize(("label", "doubtful"), [("Votre bon de commande", True), ("N° de bon de commande", False)])
def test_a_title_with_nothing_beside_it_says_no_number_is_missing(read, label, doubtful):
    words = lines((40, 300, label), (40, 330, "Date de commande :"), (200, 330, "12/03/2026"))
    assert read(document(*words))["numeroBDC"].doubtful is doubtful


@pytest.mark.parametrize(("upper", "value"), [(94, "Vague 1 + Vague 2"), (60, "")], ids=["midway", "above"])
def test_a_value_of_two_lines_may_be_set_midway_beside_its_label(read, upper, value):
    rows = lines((40, 100, "Nature de la prestation"), (260, upper, "Vague 1 +"), (260, upper + 12, "Vague 2"))
    assert read(document(*rows))["typePrestation"].answer.value == value


def test_a_label_that_ends_inside_a_parenthesis_has_the_rest_of_it(read):
    words = lines((40, 300, "Logiciel (version comprise) : Zorglub"))
    assert read(document(*words))["denominationVersionLogiciel"].answer.value == "Zorglub"


def test_a_label_that_is_more_like_another_field_s_leaves_doubt(read):
    words = lines((40, 100, "Le client"), (40, 116, "Fait à la date du : 21/12/2026"))
    assert read(document(*words))["dateEditionCommande"].doubtful


@pytest.mark.parametrize("own", [(), ((40, 100, "Date d’émission du bon de commande :"), (300, 100, "| |"))])
def test_what_stands_in_another_s_part_is_in_doubt_where_the_own_label_has_no_value(read, monkeypatch, own):
    monkeypatch.setattr(verifier, "probability", lambda _: 0.99)
    signed = (40, 400, "Bon pour accord du client"), (40, 416, "Date : 05/02/2026")
    words = lines(*own, *signed, (40, 430, "Date de signature : 06/02/2026"))
    issued = read(document(*words))["dateEditionCommande"]
    assert issued.answer.value == "05/02/2026"
    assert issued.doubtful is bool(own)


def test_an_address_of_mssante_is_hardly_the_representative_s(read):
    def mail(address):
        return read(document(*lines((40, 100, "Représentant du client"), (40, 116, f"Courriel : {address}"))))

    assert not mail("a.benali@ch-rodez.fr")["mailRepresentant"].doubtful
    assert Doubt.LABEL_UNSURE in mail("secretariat@ch-rodez.mssante.fr")["mailRepresentant"].answer.doubts


def test_two_numbers_of_the_supplier_s_are_a_doubt(read):
    words = lines((40, 100, "SIRET : 732 829 320 00074"), (40, 130, "N° SIRET : 552 100 554 00013"))
    assert Doubt.SEVERAL_CANDIDATES in read(document(*words))["siret"].answer.doubts


@pytest.mark.parametrize(
    ("printed", "doubtful"),
    [("N° de référencement ANSHOP-DPI-Va2-2025-4069", True), ("N° de référencement ANS HOP-DPI-Va2-2025-4069", False)],
)
def test_a_label_glued_to_its_value_by_ocr_is_a_doubt(read, printed, doubtful):
    answer = read(document(*line(40, 100, printed, provenance=OCR)))["numeroAns"].answer
    assert (Doubt.OCR_UNSURE in answer.doubts) is doubtful


@pytest.mark.parametrize(("sign", "doubtful"), [(" ", True), ("_", False)])
def test_a_sign_lost_behind_the_code_of_a_lane_is_a_doubt(read, sign, doubtful):
    printed = f"Référence de l’appel à financement : HOP-DPI-VA2{sign}02736"
    answer = read(document(*line(40, 100, printed, provenance=OCR)))["referenceAF"].answer
    assert answer.value == f"HOP-DPI-VA2{sign}02736"
    assert (Doubt.OCR_UNSURE in answer.doubts) is doubtful


@pytest.mark.parametrize(
    ("label", "balise", "value"),
    [("Nom du représentant", "nomRepresentant", "M. NGUYENHervé"),
     ("Nom et version du logiciel", "denominationVersionLogiciel", "Cœur RISv14")],
)  # fmt: skip
def test_words_run_together_by_ocr_are_a_doubt(read, label, balise, value):
    answer = read(document(*line(40, 100, f"{label} : {value}", provenance=OCR)))[balise].answer
    assert answer.value == value
    assert Doubt.OCR_UNSURE in answer.doubts


@pytest.mark.parametrize(("condition", "doubtful"), [("Le cas échéant, ", True), ("", False)])
def test_a_label_behind_a_condition_is_a_question_s(read, condition, doubtful):
    words = lines((40, 100, f"{condition}Date de la commande : 25/12/2025"))
    assert (Doubt.LABEL_UNSURE in read(document(*words))["dateEditionCommande"].answer.doubts) is doubtful


@pytest.mark.parametrize(("number", "doubtful"), [("73282932000074", False), ("73282932000075", True)])
def test_a_number_that_ocr_hesitated_at_is_proved_by_its_key(read, number, doubtful):
    words = [replace(w, confidence=0.6) for w in line(40, 100, f"SIRET : {number}", provenance=OCR)]
    assert (Doubt.OCR_UNSURE in read(document(*words))["siret"].answer.doubts) is doubtful


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Commande : n° BDC/2027/7036", "BDC/2027/7036"),
        ("N° de commande : BDC-2027-7036 Validité 16/09/2026", "BDC-2027-7036"),
        ("N° de commande : BDC-2027-7036 N° 4", "BDC-2027-7036"),
        ("N° de commande : C 4222 2026", "C 4222 2026"),
    ],
)
def test_a_reference_begins_behind_its_sign_and_ends_before_the_next_label(read, printed, value):
    assert read(document(*lines((40, 100, printed))))["numeroBDC"].answer.value == value


def test_a_version_that_a_line_breaks_behind_its_hyphen_is_put_together(read):
    rows = lines((40, 300, "Logiciel :"), (120, 300, "Kairos Exchange (v2026-"), (120, 312, "03)"))
    assert read(document(*rows))["denominationVersionLogiciel"].answer.value == "Kairos Exchange (v2026-03)"


def test_the_function_of_the_signer_is_not_a_name(read):
    rows = lines((40, 600, "Pour le client"), (40, 620, "Nom et prénom : Directeur des systèmes d’information"))
    assert read(document(*rows))["nomPrenomClientFinal"].answer.value == ""


def test_what_only_says_which_service_is_meant_is_no_value(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    rows = lines((40, 300, "Type d’activité"), (260, 300, "Part secondaire"))
    assert read(document(*rows), ris)["typeActivite"].answer.value == ""


def test_an_asterisk_ends_the_label_of_a_web_form(read):
    rows = lines(
        (40, 580, "Signature"), (40, 600, "Nom et prénom de la personne qui signe *"), (46, 614, "Noémie Picaud")
    )
    assert read(document(*rows))["nomPrenomClientFinal"].answer.value == "Noémie Picaud"


def test_a_date_under_the_aids_is_not_the_order_s(read):
    words = lines((40, 100, "Émission 24/06/2026"), (40, 500, "Aides de minimis"), (40, 520, "En date du 25/05/2026"))
    assert read(document(*words))["dateEditionCommande"].answer.value == "24/06/2026"


@pytest.mark.parametrize("signing", [("20/10/2026", "Fanny Müller"), ("", "")], ids=["written", "left empty"])
def test_where_labels_stand_under_their_values_who_signs_writes_over_them_too(read, signing):
    rows = [
        (40, 100, "BDC-2026-14"),
        (300, 100, "12/09/2026"),
        (40, 108, "N° de commande"),
        (300, 108, "Date de commande"),
    ]
    rows += [(40, 200, "306 138 900 01294"), (40, 208, "N° SIRET du fournisseur"), (40, 600, "Signature du client")]
    rows += [
        (40, 624, signing[0]),
        (300, 624, signing[1]),
        (40, 634, "Date"),
        (300, 634, "Nom et prénom du signataire"),
    ]
    found = read(document(*lines(*(r for r in rows if r[2]))))
    assert (found["dateSignatureCommande"].answer.value, found["nomPrenomClientFinal"].answer.value) == signing


def test_who_sells_signs_beside_who_buys_and_is_not_the_supplier_s_name(read):
    head = lines((40, 30, "Sillage Informatique"), (40, 46, "contact@sillageinformatique.example"))
    row = lines(
        (40, 600, "VENDEUR : Yannick d’Ornano"), (320, 600, "CLIENT – Bon pour accord, date, cachet et signature")
    )
    assert read(document(*head, *row))["denominationSociale"].answer.value == "Sillage Informatique"


def test_a_full_label_is_believed_outside_its_part_of_the_form(read):
    words = lines((40, 200, "Client"), (40, 220, "Nom client : CH de Rodez"), (40, 400, "Contexte technique"))
    words += lines((40, 420, "Téléphone professionnel :"), (220, 420, "02 09 94 48 90"))
    assert read(document(*words))["telephoneRepresentant"].answer.value == "02 09 94 48 90"


def test_a_tranche_may_be_told_by_its_number_alone(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    tranche = read(document(*lines((40, 300, "Tranche de financement :"), (220, 300, "2"))), ris)["trancheFinancement"]
    assert (tranche.answer.value, tranche.doubtful) == ("2", False)


@pytest.mark.parametrize(
    ("printed", "balise", "value"),
    [
        ("Client : Clinique du Parc, représentée par Marc Vasseur.", "nomClient", "Clinique du Parc"),
        (
            "Le logiciel Axiome Patient 6 SP2, référencé par l’ANS",
            "denominationVersionLogiciel",
            "Axiome Patient 6 SP2",
        ),
    ],
)
def test_a_name_ends_where_its_sentence_goes_on_about_it(read, printed, balise, value):
    assert read(document(*lines((40, 300, "Solution logicielle"), (40, 320, printed))))[balise].answer.value == value


@pytest.mark.parametrize(
    ("rows", "balise", "value"),
    [
        (("CH de Rodez", "Contact Odile Picaud"), "nomRepresentant", "Odile Picaud"),
        (("Nom du représentant : signataire Dr Odile Picaud",), "nomRepresentant", "Dr Odile Picaud"),
        (("Nom du client : entité Clinique du Parc",), "nomClient", "Clinique du Parc"),
        (("N° de commande d’origine CDE-5450",), "numeroBDC", "CDE-5450"),
        (("Raison sociale : (nom usuel : Clinique du Parc Royan), en ville",), "nomClient", "Clinique du Parc Royan"),
        (("A1 – N° de référencement de la solution (ANS) : REF-HOP-1",), "numeroAns", "REF-HOP-1"),
        (("Référencement (numéro ANS : REF-HOP-12) ce jour",), "numeroAns", "REF-HOP-12"),
    ],
)
def test_what_is_no_part_of_a_value_is_left_out_of_it(read, rows, balise, value):
    printed = ((40, 320 + 16 * i, row) for i, row in enumerate(rows))
    assert read(document(*lines((40, 300, "Client"), *printed)))[balise].answer.value == value


@pytest.mark.parametrize(("over", "value"), [("Orbe Santé", "Marc Roux"), ("Clinique du Parc", "Odile Picaud")])
def test_a_letter_to_the_supplier_s_people_names_nobody_of_the_client_s(read, over, value):
    block = lines((320, 60, over), (320, 72, "À l’attention de Odile Picaud"), (320, 84, "87 avenue Foch"))
    told = lines(
        (40, 200, "La Clinique du Parc, ayant pour représentant Marc Roux, vous passe commande de ce logiciel.")
    )
    assert read(document(*block, *told))["nomRepresentant"].answer.value == value


@pytest.mark.parametrize(
    ("sign", "balise", "kept"), [("(%)", "montantTVA", ""), ("(montant)", "montantTVA", "1 200,00 €")]
)
def test_a_sign_behind_tva_says_whether_its_rate_or_its_amount_is_meant(read, sign, balise, kept):
    assert read(document(*lines((40, 300, f"TVA {sign} : 1 200,00 €"))))[balise].answer.value == kept


def test_the_line_above_who_signs_dates_the_signature(read):
    head = lines((40, 60, "Lettre émise le 25/07/2026"))
    foot = lines((40, 500, "Fait le 03/08/2026, à Foix"), (40, 530, "Pour la société"), (320, 530, "Pour le client"))
    found = read(document(*head, *foot))
    assert found["dateSignatureCommande"].answer.value == "03/08/2026"
    assert found["dateEditionCommande"].answer.value != "03/08/2026"


def test_the_number_of_a_form_s_field_is_no_word_of_its_label(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    values = ((40, 300, "Tranche 2"), (320, 300, "753 412 894"), (40, 340, "17/03/2027"), (320, 340, "0403610589"))
    captions = (
        (40, 312, "E3 – Tranche issue du calculateur"),
        (320, 312, "C2 – SIREN du bénéficiaire"),
        (40, 352, "E5 – Date d’installation"),
        (320, 352, "D2 – Téléphone (10 chiffres)"),
    )
    found = read(document(*lines(*values, *captions)), ris)
    assert found["trancheFinancement"].answer.value == "Tranche 2"
    assert found["datePrevisionnelleLivraison"].answer.value == "17/03/2027"


def test_a_condition_in_the_aids_part_asks_for_no_other_date(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    rows = lines((40, 300, "Aides de minimis"), (40, 320, "Si oui, à quelle date ?"), (320, 320, "28/02/2026"))
    assert read(document(*rows), ris)["dateDBCommande"].doubtful


def test_another_label_on_its_line_ends_a_value(read):
    rows = lines(
        (40, 300, "N° de commande : 4500004652. Date d’émission : 21/08/2026 et le reste"), (40, 312, "Estève")
    )
    assert read(document(*rows))["numeroBDC"].answer.value == "4500004652"


def test_who_signs_for_the_client_is_told_by_the_part_where_the_name_stands(read):
    heads = lines((40, 500, "Pour le client"), (320, 500, "Pour le fournisseur"))
    names = lines((40, 560, "M. Marc Delcourt"), (320, 560, "Hervé Vasseur"))
    signer = read(document(*heads, *names))["nomPrenomClientFinal"]
    assert (signer.answer.value, signer.doubtful) == ("M. Marc Delcourt", True)


def test_the_block_that_an_establishment_heads_is_the_client_s(read):
    supplier = lines((40, 40, "Orbe Santé"), (40, 52, "Tél. 01 02 03 04 05"), (40, 64, "contact@orbe.example"))
    client = lines((320, 40, "Clinique du Parc"), (320, 52, "8 rue des Lilas"), (320, 64, "Tél. : 03 62 78 36 30"))
    assert read(document(*supplier, *client))["telephoneRepresentant"].answer.value == "03 62 78 36 30"


def test_a_contact_who_may_sign_is_no_signature(read):
    rows = lines((40, 300, "Contact habilité à signer"), (40, 316, "Nom complet"), (200, 316, "Odile Picaud"))
    rows += lines((40, 332, "Mobile"), (200, 332, "06 84 02 87 72"))
    found = read(document(*rows))
    assert found["nomRepresentant"].answer.value == "Odile Picaud"
    assert found["telephoneRepresentant"].answer.value == "06 84 02 87 72"


def test_an_empty_label_that_two_fields_share_leaves_both_in_doubt(read):
    va = doctypes.by_key("hop-dpi-va")
    rows = lines((40, 300, "Client"), (40, 320, "Raison sociale :"))
    found = read(document(*rows), va)
    assert found["nomClientVA"].doubtful or found["raisonSociale"].doubtful


def test_a_firm_called_groupe_is_no_client(read):
    head = lines((40, 40, "Groupe Kairos e-Santé"), (320, 60, "Clinique du Parc"), (320, 72, "8 rue des Lilas"))
    assert read(document(*head))["nomClient"].answer.value == "Clinique du Parc"


@pytest.mark.parametrize(("printed", "doubtful"), [("AF/2026/HOP-DPI/567", False), ("AF/2026/HOP-DPV567", True)])
def test_a_lane_s_code_that_ocr_read_as_none_is_in_doubt(read, printed, doubtful):
    rows = (*line(40, 300, "Référence de l’appel à financement :"), *line(260, 300, printed, provenance=OCR))
    found = read(document(*rows))["referenceAF"]
    assert (found.answer.value, found.doubtful) == (printed, doubtful)


@pytest.mark.parametrize("size", [13, 9], ids=["larger", "no larger"])
def test_a_value_in_larger_type_over_its_label_is_its_own_among_labels_over_theirs(read, size):
    card = (*line(40, 100, "CDE-6782", size=size), *line(40, 118, "Numéro du bon de commande", size=9))
    others = (*line(40, 160, "Représentant du client", size=9), *line(40, 172, "M. Raphaël Delacroix", size=9))
    found = read(document(*card, *others))
    assert found["numeroBDC"].answer.value == ("CDE-6782" if size > 9 else "")
    assert found["nomRepresentant"].answer.value == "M. Raphaël Delacroix"


@pytest.mark.parametrize("said", ["suivant BDC N° 4500001233", "le n° 4500001233"])
def test_a_reference_begins_behind_its_sign(read, said):
    rows = lines((40, 300, "Numéro du bon de commande"), (260, 300, said))
    assert read(document(*rows))["numeroBDC"].answer.value == "4500001233"


@pytest.mark.parametrize("other", ["Budget HT", "CONDITIONS PARTICULIÈRES", "Mise en place prévue", "Clinique du Parc"])
def test_what_no_person_is_called_is_no_person(read, other):
    rows = lines((40, 280, "Client"), (40, 300, "Représentant du client"), (260, 300, other))
    assert read(document(*rows))["nomRepresentant"].answer.value == ""


def test_services_are_told_apart_by_abbreviated_names(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    heads = ((160, 300, "Net HT"), (260, 300, "Tx TVA"), (360, 300, "Mt. TVA"), (460, 300, "Net TTC"))
    first = (
        (40, 320, "Prest. princ."),
        (160, 320, "1 000,00 €"),
        (260, 320, "20 %"),
        (360, 320, "200,00 €"),
        (460, 320, "1 200,00 €"),
    )
    second = (
        (40, 340, "Prest. second."),
        (160, 340, "500,00 €"),
        (260, 340, "20 %"),
        (360, 340, "100,00 €"),
        (460, 340, "600,00 €"),
    )
    found = read(document(*lines(*heads, *first, *second)), ris)
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "500,00 €"


def test_a_heading_in_larger_type_is_no_caption_of_what_stands_over_it(read):
    small = (*line(40, 100, "Modèle établi d’après celui du programme", size=7), *line(40, 112, "Solution", size=12))
    values = lines((40, 130, "Hippocampe 7.4"), (260, 130, "17/03/2027"), (40, 160, "732 829 320 00074"))
    captions = (
        *line(40, 142, "logiciel et version", size=7),
        *line(260, 142, "date d’installation prévue", size=7),
        *line(40, 172, "n° SIRET de la société", size=7),
    )
    found = read(document(*small, *values, *captions))
    assert found["denominationVersionLogiciel"].answer.value == "Hippocampe 7.4"


def test_what_a_label_ends_on_in_brackets_tells_which_of_a_person_s_it_is(read):
    heads = lines((40, 280, "Client"), (40, 300, "Mandataire (nom, prénom)"), (220, 300, "Mandataire (téléphone)"))
    heads += lines((400, 300, "Mandataire (courriel)"))
    row = lines((40, 314, "BENALI Benoît"), (220, 314, "05 88 01 19 19"), (400, 314, "b.benali@imagerie.example"))
    found = read(document(*heads, *row))
    assert found["nomRepresentant"].answer.value == "BENALI Benoît"
    assert found["telephoneRepresentant"].answer.value == "05 88 01 19 19"
    assert found["mailRepresentant"].answer.value == "b.benali@imagerie.example"


def test_a_label_in_brackets_behind_what_it_asks_is_one(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    rows = lines((40, 300, "Aides de minimis"), (40, 320, "Combien ? (montant des aides)"), (300, 320, "33 395"))
    assert read(document(*rows), ris)["montantAides"].answer.value == "33 395"


@pytest.mark.parametrize("label", ["Interlocuteur chez le fournisseur", "Votre contact"])
def test_who_is_the_supplier_s_is_not_the_client_s(read, label):
    rows = lines((40, 280, "Nous, le fournisseur"), (40, 300, label), (260, 300, "Benoît de Villers"))
    reading = read(document(*lines((40, 200, "Client")), *rows))["nomRepresentant"]
    assert reading.answer.value == "" or reading.doubtful


def test_a_word_that_a_full_stop_shortens_is_a_label(read):
    rows = lines((40, 280, "Contact habilité (représentant)"), (40, 300, "Téléph."), (40, 314, "05 72 62 53 49"))
    assert read(document(*rows))["telephoneRepresentant"].answer.value == "05 72 62 53 49"


def test_a_name_that_lacks_its_town_is_in_doubt(read):
    whole, cut = (
        read(document(*lines((40, 300, "Nom du client"), (260, 300, name))))["nomClient"]
        for name in ("Centre hospitalier de Tulle", "Centre hospitalier")
    )
    assert not whole.doubtful
    assert cut.doubtful


def test_amounts_of_two_columns_are_told_by_the_heads_of_their_cells(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    rows = (("Montant HT", "230992.76 €", "201329.80 €"), ("TVA (montant)", "46198.55 €", "40265.96 €"),
            ("Montant TTC", "277191.31 €", "241595.76 €"))  # fmt: skip
    printed = lines((180, 304, "PRESTATION PRINCIPALE"), (370, 304, "PRESTATION SECONDAIRE"))
    for i, (label, main, second) in enumerate(rows, 1):
        printed += lines((44, 304 + 20 * i, label), (300, 304 + 20 * i, main), (490, 304 + 20 * i, second))
    found = read(document(*printed, rules=table(40, 300, (130, 190, 190), (20,) * 4)), ris)
    assert found["montantSegurHT"].answer.value == "230992.76 €"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "201329.80 €"


def test_labels_in_capitals_may_be_shortened_and_say_whose_they_are(read):
    rows = lines((40, 280, "*** REPR. CLT"), (40, 300, "NOM REPR. CLT : Jean-Pierre Roux"),
                 (40, 314, "MEL REPR. CLT : j.roux@imagerie.example"), (40, 340, "*** FRN"),
                 (40, 354, "RAIS. SOC. FRN : Sillage"), (40, 368, "MEL FRN : info@orbe.example"))  # fmt: skip
    found = read(document(*rows))
    assert found["nomRepresentant"].answer.value == "Jean-Pierre Roux"
    assert found["mailRepresentant"].answer.value == "j.roux@imagerie.example"
    assert found["denominationSociale"].answer.value == "Sillage"


def test_a_heading_in_a_cell_heads_the_rows_beside_it_and_no_others(read):
    words = lines((44, 318, "Intégrateur"), (150, 304, "Raison sociale"), (350, 304, "Tél. commercial"))
    words += lines((150, 332, "MEDIVOX FRANCE"), (350, 332, "06 89 30 01 55"), (44, 366, "Contact client"))
    words += lines((150, 352, "Nom du représentant"), (350, 352, "Tél. représentant"))
    words += lines((150, 380, "NGUYEN Thaddée"), (350, 380, "05 14 38 34 34"))
    rules = (*table(140, 300, (200, 200), (24, 24, 24, 24)), *table(40, 300, (100, 400), (48, 48)))
    found = read(document(*words, rules=rules))
    assert found["denominationSociale"].answer.value == "MEDIVOX FRANCE"
    assert found["nomRepresentant"].answer.value == "NGUYEN Thaddée"
    assert found["telephoneRepresentant"].answer.value == "05 14 38 34 34"


@pytest.mark.parametrize("name", ["Prestation secondaire", "P2 Prestation secondaire", "Lot complémentaire"])
def test_a_line_that_names_the_service_heads_its_amounts(read, name):
    ris = doctypes.by_key("img-ris-bon_commande")
    rows = ((40, 280, "Prix"), (40, 300, "Prestation principale"), (40, 314, "HT"), (260, 314, "194 876,58 €"),
            (40, 340, name), (40, 354, "HT"), (260, 354, "41 806,22 €"))  # fmt: skip
    found = read(document(*lines(*rows)), ris)
    assert found["montantSegurHT"].answer.value == "194 876,58 €"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "41 806,22 €"


@pytest.mark.parametrize(("numbers", "value"), [((19, 20, 21), ""), ((19, 24, 21), "24")], ids=["rows", "no rows"])
def test_the_number_of_the_row_beside_is_no_value(read, numbers, value):
    labels = ("Nom client", "N° de référencement ANS", "Date d’installation")
    beside = zip(numbers, ("Service commercial", "Adresse", "Pays"), strict=True)
    words = [
        w
        for i, (label, (number, said)) in enumerate(zip(labels, beside, strict=True))
        for x, text in ((40, label), (300, str(number)), (330, said))
        for w in line(x, 100 + 16 * i, text)
    ]
    assert read(document(*words))["numeroAns"].answer.value == value


@pytest.mark.parametrize(("value", "expected"), [("Kairos 4.2", "Kairos 4.2"), ("", "")])
def test_what_says_the_same_in_another_language_belongs_to_the_label(read, value, expected):
    rows = ("Logiciel et version / Software and release", value), ("N° de commande / Order no.", "CDE-4711")
    others = ("Date de commande / Date of order", "12/03/2026"), ("Solution / Product", "")
    found = read(document(*pairs(*rows, *others, at=330)))
    assert found["denominationVersionLogiciel"].answer.value == expected
    assert found["numeroBDC"].answer.value == "CDE-4711"


def test_the_call_of_a_note_is_none_of_the_value(read):
    found = read(document(*pairs(("N° de commande (1)", "CDE-4711"), ("N° ANS", "(2) ANS202501234"))))
    assert found["numeroBDC"].answer.value == "CDE-4711"
    assert found["numeroAns"].answer.value == "ANS202501234"


def test_a_value_set_right_under_its_label_is_found_and_no_name_is(read):
    words = lines((40, 100, "Montant HT"), (200, 100, "Nom client"), (330, 100, "Fin"), (140, 116, "1 000,00 €"))
    found = read(document(*words, *line(290, 116, "Lot 3")))
    assert found["montantSegurHT"].answer.value == "1 000,00 €"
    assert found["nomClient"].answer.value == ""


HELPED = (
    (44, 104, "Numéro ANS"),
    (44, 116, "Tel que sur le site"),
    (44, 136, "Nom client"),
    (44, 148, "(établissement)"),
)


def test_a_value_midway_in_the_ruled_cell_beside_its_label_is_found(read):
    words = lines(*HELPED, (244, 110, "ANS202501234"), (244, 142, "CH de Rodez"))
    found = read(document(*words, rules=table(40, 100, (200, 200), (32, 32))))
    assert found["numeroAns"].answer.value == "ANS202501234"
    assert found["nomClient"].answer.value == "CH de Rodez"


def test_a_label_that_ends_on_a_small_word_goes_on_below(read):
    words = lines(
        (40, 100, "Désignation du"),
        (40, 112, "destinataire"),
        (200, 100, "Clinique Saint-Roch de"),
        (200, 112, "Vannes"),
    )
    assert read(document(*words))["nomClient"].answer.value == "Clinique Saint-Roch de Vannes"


def test_a_bracket_is_closed_on_the_next_line(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    words = lines(
        (40, 100, "Tranche de financement : Tranche 4 (plus de 40 000"),
        (40, 112, "examens). Type d’activité : Scanner"),
    )
    found = read(document(*words), ris)
    assert found["trancheFinancement"].answer.value == "Tranche 4 (plus de 40 000 examens)"
    assert found["typeActivite"].answer.value == "Scanner"


def test_pairs_may_run_on_over_the_ends_of_lines(read):
    words = lines(
        (40, 100, "Éditeur du logiciel : Orbe Santé. SIRET de"),
        (40, 112, "l’éditeur : 732 829 320 00074. Type de prestation"),
        (40, 124, ": Vague 2. Numéro de bon : CDE-4711. Bon émis le : 12/03/2026."),
    )
    found = read(document(*words))
    assert found["siret"].answer.value == "732 829 320 00074"
    assert found["typePrestation"].answer.value == "Vague 2"
    assert found["numeroBDC"].answer.value == "CDE-4711"


@pytest.mark.parametrize(
    ("label", "printed", "balise", "value"),
    [
        ("Nom du représentant", "M. ou Mme Odile Picaud", "nomRepresentant", "Odile Picaud"),
        ("N° de commande", "CDE-4711. Bon validé", "numeroBDC", "CDE-4711"),
        ("Nom client", "CH de Rodez. Courrier à adresser au 4 quai de la Fonderie", "nomClient", "CH de Rodez"),
        ("N° de commande ..:", "CDE-4711", "numeroBDC", "CDE-4711"),
        ("Nom client", "_CH de Rodez_", "nomClient", "CH de Rodez"),
    ],
)
def test_what_is_printed_beside_a_value_is_none_of_it(read, label, printed, balise, value):
    assert read(document(*pairs((label, printed))))[balise].answer.value == value


def test_a_whole_address_below_a_word_does_not_begin_with_it(read):
    words = lines((40, 100, "Adresse électronique du"), (40, 112, "mandataire"), (40, 124, "o.picaud@chu.fr"))
    assert read(document(*words))["mailRepresentant"].answer.value == "o.picaud@chu.fr"


@pytest.mark.parametrize("centred", [True, False])
def test_the_columns_of_two_parties_begin_with_the_labels_that_both_have(read, centred):
    """Their headings stand in the middle: the first labels of the right column are left of its heading."""
    left, right = (110, 390) if centred else (40, 300)
    words = lines((left, 100, "Le client"), (right, 100, "Le fournisseur"))
    for i, (label, client, supplier) in enumerate(
        (
            ("Raison sociale", "CH de Rodez", "Orbe Santé"),
            ("SIRET", "", "732 829 320 00074"),
            ("Téléphone", "", "02 97 01 02 03"),
        )
    ):
        y = 120 + 16 * i
        words += lines(
            *((x, y, said) for x, said in ((40, label), (150, client), (300, label), (410, supplier)) if said)
        )
    found = read(document(*words))
    assert found["siret"].answer.value == "732 829 320 00074"
    assert found["denominationSociale"].answer.value == "Orbe Santé"
    assert found["nomClient"].answer.value == "CH de Rodez"


def test_a_value_in_the_column_before_its_label_is_found(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    words = lines((40, 84, "Aides de minimis"), (40, 100, "9 675,00 euros"), (160, 100, "Montant perçu"))
    assert read(document(*words), ris)["montantAides"].answer.value == "9 675,00 euros"


def test_where_a_label_that_says_whose_it_is_stands_empty_another_is_in_doubt(read):
    words = lines((40, 60, "SIRET 732 829 320 00074"), (40, 200, "Fournisseur"), (40, 220, "SIRET titulaire :"))
    assert read(document(*words), VA)["siretVA"].doubtful


def test_a_dash_says_that_there_is_no_value(read):
    words = lines((40, 100, "Nom du signataire"), (300, 100, "Validation"), (40, 112, "—"), (300, 112, "Chloé Martin"))
    name = read(document(*words))["nomPrenomClientFinal"]
    assert name.answer.value == ""
    assert not name.doubtful


def test_words_that_no_label_has_may_end_one_at_its_colon(read):
    found = read(document(*lines((40, 100, "Nom du client étab. : CH de Rodez"))))
    assert found["nomClient"].answer.value == "CH de Rodez"


def test_a_value_wraps_behind_a_dash_and_before_its_number(read):
    narrow = lines((40, 100, "Nature de la prestation"), (40, 112, "Prestation Ségur Vague 1 + Vague"), (40, 124, "2"))
    assert read(document(*narrow))["typePrestation"].answer.value == "Prestation Ségur Vague 1 + Vague 2"


def test_a_row_with_its_price_heads_no_column(read):
    rows = ("Montant HT", "312.348,88 €"), ("Taux de TVA", "20 %"), ("Montant de TVA", "62.469,78 €")
    below = lines((40, 400, "150 000,00 €"))
    assert read(document(*pairs(*rows), *below))["montantTVA"].answer.value == "62.469,78 €"


@pytest.mark.parametrize("text", ["Sill age I mage 2026.1", "Si l lage Image", "Sillage Image 2026 1"])
def test_a_name_broken_by_spaces_is_in_doubt(read, text):
    software = read(document(*lines((40, 100, f"Logiciel et version : {text}"))))["denominationVersionLogiciel"]
    assert software.doubtful


def test_an_interlocutor_among_what_the_supplier_says_is_the_supplier_s(read):
    rows = (40, 100, "Fournisseur"), (40, 114, "Interlocuteur"), (40, 126, "Bérénice Oumarou")
    client = (40, 160, "Client"), (40, 174, "Représentant"), (40, 186, "Hervé de Villers")
    assert read(document(*lines(*rows, *client)))["nomRepresentant"].answer.value == "Hervé de Villers"


def test_who_signs_is_told_over_the_line_that_the_label_stands_under(read):
    parties = lines((40, 500, "Acceptation"), (40, 520, "Client"), (320, 520, "Fournisseur"))
    names = lines((40, 560, "Inès Martin"), (40, 574, "Nom du signataire"), (320, 560, "Loïc Roux"), (320, 574, "Nom"))
    rules = (box(38, 571, 200, 0.6), box(318, 571, 200, 0.6))
    assert read(document(*parties, *names, rules=rules))["nomPrenomClientFinal"].answer.value == "Inès Martin"


def test_nom_by_itself_is_the_name_of_the_person_where_another_is_the_client_s(read):
    words = lines(
        (40, 100, "Client"), (40, 112, "EPSM de Mende"), (300, 100, "INTERLOCUTEUR"), (300, 112, "Nom : THÉVENOT Inès")
    )
    found = read(document(*words, *lines((300, 124, "E-mail : i.thevenot@epsm.example"))))
    assert found["nomRepresentant"].answer.value == "THÉVENOT Inès"
    assert found["nomClient"].answer.value == "EPSM de Mende"


def test_a_date_behind_a_number_dates_what_it_numbers(read):
    found = read(document(*lines((40, 100, "Bon de commande n° CDE-4655 du 09/02/2026 – Affaire PRJ-0712"))))
    assert found["numeroBDC"].answer.value == "CDE-4655"
    assert found["dateEditionCommande"].answer.value == "09/02/2026"


@pytest.mark.parametrize("label", ["Type d’activité exercée", "FINESS géographique (9 caractères)"])
def test_what_a_label_ends_on_is_none_of_its_value(read, label):
    found = read(document(*lines((40, 100, label))), DRIMBOX)
    assert all(found[b].answer.value == "" for b in ("typeActivite", "FINESSGeos"))


@pytest.mark.parametrize("label", ["Quel est le nom du client ?", "Client : nom", "Nom du client"])
def test_a_label_may_be_a_question_or_turned_round(read, label):
    found = read(document(*lines((40, 100, label), (40, 112, "CH de Rodez"))), VA)
    assert found["nomClientVA"].answer.value == "CH de Rodez"
    assert found["raisonSociale"].answer.value == ""


def test_a_label_with_its_colon_leads_its_value_and_the_one_above_does_not(read):
    rows = ((40, 100, "Appel à financement :"), (200, 100, "HOP-DPI-Va2-41"))
    words = lines(*rows, (40, 112, "Prestation :"), (125, 112, "Vague 2"))
    assert read(document(*words))["typePrestation"].answer.value == "Vague 2"


def test_a_rate_that_is_no_law_s_is_no_vat_rate_without_a_label(read):
    words = lines((40, 100, "Montant HT : 1 000,00 €"), (40, 140, "Acompte de 30 % à la commande, versé par l’agence."))
    assert read(document(*words))["tauxTVA"].answer.value == ""


def test_the_number_in_the_small_print_is_its_company_s(read):
    words = lines((40, 100, "SIREN de votre société : 732 829 320"), (40, 815, "Orbe Santé – SIREN 552 100 554"))
    assert read(document(*words), DRIMBOX)["sirenClient"].answer.value == "732 829 320"


def test_who_represents_the_supplier_does_not_represent_the_client(read):
    words = lines(
        (40, 100, "Je soussigné(e) Mme Fanny Naudet, représentant le client CH de Rodez, déclare ce qui suit."),
        (40, 130, "Je passe commande auprès de la société Orbe Santé, de SIRET 73282932000074,"),
        (40, 142, "représentée par Lucie Müller, directeur."),
    )
    assert read(document(*words))["nomRepresentant"].answer.value == "Mme Fanny Naudet"


def test_lines_as_small_as_the_labels_over_their_values_are_labels(read):
    rows = (("FINESS PMSI", "750712184"), ("N° de commande", "CDE-4655"), ("Date de commande", "09/02/2026"),
            ("Référence AF", "HOP-DPI-Va2-41"))  # fmt: skip
    words = [*line(40, 100, "Notre établissement", size=10), *line(40, 120, "Site commandeur", size=6)]
    words += line(40, 129, "CH de Rodez", size=10)
    for i, (label, value) in enumerate(rows):
        words += [*line(40, 160 + 40 * i, label, size=6), *line(40, 169 + 40 * i, value, size=10)]
    assert read(document(*words))["nomClient"].answer.value == "CH de Rodez"


def test_two_parties_side_by_side_sign_where_a_signature_is_asked_for_in_their_columns(read):
    known = lines((40, 100, "Client"), (40, 114, "Nom et prénom :"), (40, 128, "E-mail : a.oumarou@ch.example"))
    parties = lines((40, 500, "Le client"), (320, 500, "Le fournisseur"), (40, 514, "Date : 16/08/2026"))
    signed = lines((40, 528, "Nom et prénom : OUMAROU Aïcha"), (40, 542, "Signature du client (cachet) :"))
    found = read(document(*known, *parties, *signed))
    assert found["nomRepresentant"].answer.value == ""
    assert found["dateSignatureCommande"].answer.value == "16/08/2026"


def test_the_first_line_of_a_name_is_no_label_because_its_second_is_like_one(read):
    name = ((160, 100, "HAD Saint-Denis de La Réunion et"), (160, 111, "Pays voisin"))
    words = lines((40, 100, "Nom du client final"), *name, (360, 111, "N° de SIRET du fournisseur"))
    assert read(document(*words), VA)["nomClientVA"].answer.value == "HAD Saint-Denis de La Réunion et Pays voisin"


@pytest.mark.parametrize("label", ["Structure (nom)", "Nom structure", "Nom de la structure d’exercice"])
def test_a_label_told_in_brackets_without_small_words_or_with_one_more_is_known(read, label):
    found = read(document(*pairs((label, "Centre d’imagerie Privas"), ("N° RPPS", "10123722489"))), DRIMBOX)
    assert found["nomStructure"].answer.value == "Centre d’imagerie Privas"
    assert not found["nomStructure"].doubtful


@pytest.mark.parametrize(
    "label", ["Type de prestation (V1, V2…)", "Prestation (type)", "Type de prestation (ex. : V2)"]
)
def test_an_example_in_brackets_is_no_value(read, label):
    found = read(document(*pairs((label, "Prestation Ségur Vague 2"))), DRIMBOX)
    assert found["typePrestation"].answer.value == "Prestation Ségur Vague 2"


def test_a_pair_ends_at_its_semicolon_whatever_the_next_label_begins_with(read):
    text = "Client, nom : HAD Mende et Pays voisin ; Client, FINESS PMSI : 832969745."
    assert read(document(*lines((40, 100, text))))["nomClient"].answer.value == "HAD Mende et Pays voisin"


def test_a_value_does_not_go_on_with_that_of_a_longer_label_below(read):
    labels = ((152, 100, "Bon de commande, numéro : CDE-8160"), (95, 111, "Bon de commande, date d’édition :"))
    found = read(document(*lines(*labels, (274, 111, "2025-12-08"))))
    assert found["numeroBDC"].answer.value == "CDE-8160"
    assert found["dateEditionCommande"].answer.value == "08/12/2025"


@pytest.mark.parametrize("rest", ["d’Orne", "de la Vallée"])
def test_a_line_that_says_of_what_goes_on_with_a_name(read, rest):
    words = lines((40, 100, "Nom du client : Groupe hospitalier Privas – Val"), (40, 112, rest), (40, 124, "Tél. :"))
    words += lines(
        (40, 300, "Les rubriques sont celles du modèle que publie l’agence, et la commande vaut acceptation.")
    )
    assert read(document(*words))["nomClient"].answer.value == f"Groupe hospitalier Privas – Val {rest}"


def test_a_stamp_in_the_supplier_s_cell_does_not_say_who_signs_for_the_client(read):
    words = lines(
        (42, 602, "CLIENT"), (252, 602, "FOURNISSEUR"), (42, 614, "Signé le"), (252, 614, "Bérénice Vasseur"),
        (42, 626, "Nom, prénom signataire"), (252, 626, "Cachet, signature"), (42, 640, "Signature client final"),
        (262, 680, "Signé par Bérénice Vasseur"),
    )  # fmt: skip
    frame = box(36, 596, 372, 130)
    found = read(document(*words, rules=(frame, box(235, 596, 0, 130))), DRIMBOX)
    assert found["nomPrenomClientSignataire"].answer.value == ""


def test_the_heads_of_columns_in_one_frame_share_no_cell(read):
    heads, values = (
        ((52, 400, "Hors taxes"), (180, 400, "Taxes incluses")),
        ((52, 412, "223 934,65 €"), (180, 412, "268 721,58 €")),
    )
    found = read(document(*lines(*heads, *values), rules=(box(40, 390, 480, 40),)))
    assert found["montantSegurHT"].answer.value == "223 934,65 €"
    assert found["montantSegurTTC"].answer.value == "268 721,58 €"


def test_what_is_written_above_its_line_beside_another_column_answers_its_label(read):
    words = lines(
        (40, 600, "Date de signature :"), (40, 619, "Nom et prénom du signataire :"), (330, 615, "Cachet :"),
        (40, 638, "Signature :"), (200, 613, "Lucie Delcourt"),
    )  # fmt: skip
    assert read(document(*words), DRIMBOX)["nomPrenomClientSignataire"].answer.value == "Lucie Delcourt"


def test_the_title_of_an_order_heads_no_part_of_it(read):
    words = lines((350, 40, "Bon de commande client"), (42, 60, "Orbe Santé SARL"), (42, 72, "Tél. : 01 85 95 84 83"))
    words += lines((42, 200, "Client"), (42, 216, "Nom du client : CH de Rodez"))
    assert read(document(*words))["telephoneRepresentant"].doubtful


def test_what_holds_a_date_is_no_organisation(read):
    words = lines(
        (42, 100, "Organisation"), (42, 112, "CHU de Foix"), (42, 600, "Client"), (42, 612, "Clos le 20/09/2026")
    )
    assert read(document(*words))["nomClient"].answer.value == "CHU de Foix"


def test_the_terms_of_the_invoice_standard_are_neither_labels_nor_values(read):
    words = lines((40, 100, "Numéro du bon de commande BT-13"), (220, 100, "2026-09807-B"), (40, 114, "Nom client"))
    words += lines((40, 126, "BT-44"), (220, 114, "Polyclinique des Tilleuls"), (220, 126, "(Vannes)"))
    found = read(document(*words))
    assert found["numeroBDC"].answer.value == "2026-09807-B"
    assert found["nomClient"].answer.value == "Polyclinique des Tilleuls (Vannes)"


def test_a_label_that_goes_on_in_brackets_has_its_value_beside_its_first_line(read):
    words = lines(
        (40, 100, "Identifiant légal de l’acheteur"), (220, 100, "732829320"), (40, 112, "(SIREN)"),
        (40, 130, "Identifiant du lieu de livraison"), (220, 130, "750712184"), (40, 142, "(FINESS)"),
    )  # fmt: skip
    found = read(document(*words), DRIMBOX)
    assert found["sirenClient"].answer.value == "732829320"
    assert found["FINESSGeos"].answer.value == "750712184"


def test_a_label_that_asks_in_brackets_at_its_end_is_the_whole_line(read):
    words = lines((40, 100, "Rempli par l’éditeur"), (40, 120, "Financement sollicité (réf. AF)"))
    reading = read(document(*words, *line(44, 134, "HOP-DPI-Va2-3582")))["referenceAF"]
    assert reading.answer.value == "HOP-DPI-Va2-3582"
    assert Doubt.LABEL_ABSENT not in reading.answer.doubts


def test_the_client_s_part_may_end_at_a_heading_that_nobody_knows(read):
    """It looks as the others do: its SIRET is not the client's for certain."""
    words = lines(
        (36, 100, "ACHETEUR"), (46, 120, "Nom client"), (150, 120, "CH de Rodez"),
        (36, 150, "MONTANTS"), (46, 170, "Montant HT"), (150, 170, "81 000 €"),
        (36, 200, "L’ACHETEUR"), (46, 220, "Nom du représentant"), (150, 220, "Lucie Delcourt"),
        (36, 250, "MAISON"), (46, 270, "SIRET de la maison"), (150, 270, "73282932000074"),
    )  # fmt: skip
    assert read(document(*words))["siret"].answer.value == "73282932000074"


@pytest.mark.parametrize("party", ["client", "prestataire"])
def test_who_fills_in_a_part_is_who_it_tells_of(read, party):
    words = lines((40, 100, f"À remplir par le {party}"), (40, 120, "Adresse mail : l.delcourt@ch-rodez.example"))
    mail = read(document(*words))["mailRepresentant"]
    assert mail.doubtful is (party == "prestataire")


def test_amounts_over_their_captions_are_of_the_service_that_heads_their_row(read):
    words, rules = [], []
    for y, name, amounts in (
        (400, "Prestation principale", ("131 303,10 €", "157 563,72 €")),
        (440, "Prestation secondaire", ("193 733,96 €", "232 480,75 €")),
    ):
        words += lines((40, y, name), (180, y, amounts[0]), (320, y, amounts[1]))
        words += [w for x, said in ((180, "montant HT"), (320, "montant TTC")) for w in line(x, y + 12, said, size=7)]
        rules += [box(x, y + 10, 100, 0.5) for x in (180, 320)]
    for y, value, said in ((100, "CH de Rodez", "nom du client"), (140, "750712184", "n° FINESS géographique")):
        words += [*line(40, y, value), *line(40, y + 12, said, size=7)]
        rules.append(box(40, y + 10, 200, 0.5))
    found = read(document(*words, rules=tuple(rules)), DRIMBOX)
    assert found["montantSegurTTC"].answer.value == "157 563,72 €"
    assert found["montantSegurTTCPrestationSecondaire"].answer.value == "232 480,75 €"


@pytest.mark.parametrize(
    ("label", "printed", "balise"),
    [
        ("Tranche de financement", "txt", "trancheFinancement"),
        ("Nom du représentant", "Axiome Hospitalier S.A.S.", "nomRepresentant"),
    ],
)
def test_what_is_no_value_of_its_kind_is_not_returned_without_doubt(read, label, printed, balise):
    answer = read(document(*pairs((label, printed))), DRIMBOX)[balise].answer
    assert answer.doubts
    assert answer.confidence < 0.5 or not answer.value


@pytest.mark.parametrize("either", ["M., Mme", "M. / Mme", "Mme ou M."])
def test_titles_to_choose_from_are_none_of_the_name(read, either):
    words = lines((40, 100, f"Nom du représentant : {either} Benoît Benali"))
    assert read(document(*words))["nomRepresentant"].answer.value == "Benoît Benali"


def test_a_date_that_another_part_asks_for_in_unknown_words_is_not_that_of_the_aid(read):
    words = lines(
        (40, 60, "Références"), (40, 80, "À quelle date la commande est-elle émise ?"), (40, 94, "09/09/2026")
    )
    words += lines((40, 200, "Quel est le SIREN du client ?"), (40, 214, "732829320"))
    words += lines((40, 240, "Quand l’installation est-elle prévue ?"), (40, 254, "01/02/2027"))
    reading = read(document(*words), DRIMBOX)["dateAttribution"]
    assert reading.answer.value == ""


def test_lines_under_headings_are_no_cells_beside_rows(read):
    """What is underlined above a heading is another heading: what stands between is that one's."""
    words = lines(
        (40, 100, "Le fournisseur"), (40, 120, "N° SIRET de la société :"), (190, 120, "732 829 320 00074"),
        (40, 150, "Le client"), (40, 170, "Établissement client :"), (190, 170, "CH de Rodez"),
    )  # fmt: skip
    rules = (box(40, 108.5, 71, 0.6), box(40, 158.5, 44, 0.6))
    siret = read(document(*words, rules=rules))["siret"].answer
    assert siret.value == "732 829 320 00074"
    assert not siret.doubts


def test_a_value_may_end_level_with_its_label(read):
    words = lines(
        (40, 60, "Le client"), (40, 112, "Adresse mail :"),
        (160, 100, "l.delcourt@hopital-"), (160, 112, "rodez.example"),
        (40, 142, "Nom du client :"), (160, 130, "Centre hospitalier de"), (160, 142, "Rodez"),
        (40, 172, "Montant HT :"), (160, 160, "247"), (160, 172, "684,22 €"),
    )  # fmt: skip
    found = read(document(*words))
    assert found["mailRepresentant"].answer.value == "l.delcourt@hopital-rodez.example"
    assert found["nomClient"].answer.value == "Centre hospitalier de Rodez"
    assert found["montantSegurHT"].answer.value == "247 684,22 €"


def test_the_end_of_the_value_above_is_no_part_of_the_next(read):
    words = lines(
        (40, 100, "Nom du client :"), (160, 100, "Centre hospitalier de"), (160, 112, "Rodez"),
        (40, 124, "Nom du représentant :"), (160, 124, "Lucie Delcourt"),
    )  # fmt: skip
    assert read(document(*words))["nomRepresentant"].answer.value == "Lucie Delcourt"


def test_a_value_set_to_the_right_goes_on_below(read):
    words = lines(
        (40, 100, "Nom de l’établissement client"), (240, 100, "Cabinet de"), (210, 112, "radiologie Rodez"),
        (40, 126, "Siren (9 chiffres)"), (243, 126, "732829320"), (40, 140, "Finess du site"), (243, 140, "750712184"),
    )  # fmt: skip
    found = read(document(*words), DRIMBOX)
    assert found["nomClient"].answer.value == "Cabinet de radiologie Rodez"
    assert found["sirenClient"].answer.value == "732829320"


PRICED = (("prix HT", "81 000,00 €", "40 500,00 €"), ("prix TTC", "97 200,00 €", "48 600,00 €"))


def priced(main, secondary, x=40, at=300):
    """The amounts of two services, each under the line that names it."""
    rows = []
    for i, said in enumerate((main, secondary)):
        top = 300 + 70 * i
        rows += [(x, top, said)] if isinstance(said, str) else [(left, top, text) for left, text in said]
        for j, (label, *amounts) in enumerate(PRICED):
            rows += [
                (x if isinstance(said, str) else 200, top + 16 * (j + 1), label),
                (at, top + 16 * (j + 1), amounts[i]),
            ]
    return lines((x, 280, "Conditions financières"), *rows)


@pytest.mark.parametrize(
    ("main", "secondary"),
    [
        ("PRESTATION PRINCIPALE DE MISE EN SERVICE", "PRESTATION SECONDAIRE DE CONTINUITÉ"),
        ("Prestation princ.", "Prestation sec."),
        ("Article principal", "Article secondaire"),
        (
            ((40, "Service principal (prestation principale)"), (300, "1"), (360, "81 000,00 €")),
            ((40, "Service secondaire (prestation secondaire)"), (300, "1"), (360, "40 500,00 €")),
        ),
    ],
)
def test_amounts_are_of_the_service_that_the_line_over_them_names(read, main, secondary):
    found = read(document(*priced(main, secondary)), DRIMBOX)
    assert found["montantSegurTTC"].answer.value == "97 200,00 €"
    assert found["montantSegurTTCPrestationSecondaire"].answer.value == "48 600,00 €"


def test_the_totals_of_both_services_are_not_those_of_the_last(read):
    words = lines(
        (40, 300, "Prestation principale"), (300, 300, "81 000,00 €"),
        (40, 316, "Prestation secondaire"), (300, 316, "40 500,00 €"),
        (40, 340, "Montant TTC"), (300, 340, "145 800,00 €"),
    )  # fmt: skip
    secondary = read(document(*words), DRIMBOX)["montantSegurTTCPrestationSecondaire"].answer
    assert secondary.value != "145 800,00 €" or secondary.doubts


def test_the_name_of_a_service_may_go_on_below_beside_its_amounts_or_at_the_end_of_a_label(read):
    rows = lines(
        (40, 300, "Prestation"), (220, 300, "Montant HT"), (320, 300, "Montant TTC"),
        (40, 320, "Prestation principale"), (220, 320, "81 000,00 €"), (320, 320, "97 200,00 €"),
        (40, 340, "Prestation Ségur"), (220, 340, "40 500,00 €"), (320, 340, "48 600,00 €"), (40, 354, "secondaire"),
    )  # fmt: skip
    found = read(document(*rows), DRIMBOX)
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "40 500,00 €"
    labels = lines(
        (40, 300, "Total hors taxes – Prestation principale :"), (320, 300, "81 000,00 €"),
        (40, 320, "Total hors taxes – Prestation Ségur"), (320, 320, "40 500,00 €"), (147, 332, "secondaire :"),
    )  # fmt: skip
    found = read(document(*labels), DRIMBOX)
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "40 500,00 €"


@pytest.mark.parametrize("asked", [("si oui, à la date du : 13/10/2026",), ("si oui, à la date du", "13/10/2026")])
def test_what_a_question_of_the_scenarios_asks_besides_is_no_date_of_the_aids(read, asked):
    words = lines(
        (40, 100, "VII. Aides de minimis"), (40, 120, "Des aides De minimis ont-elles été perçues Non"),
        (40, 150, "VIII. Scénario d’installation"), (40, 170, "Une commande DRIMbox est-elle prévue ? Oui"),
    )  # fmt: skip
    words += lines(*((40 + 20 * i, 184 + 12 * i, text) for i, text in enumerate(asked)))
    words += lines((40, 700, "Le client"), (40, 714, "Fait à la date du : 21/11/2026"), (40, 728, "Signature :"))
    found = read(document(*words), doctypes.by_key("img-ris-bon_commande"))
    assert found["dateDBCommande"].answer.value == "13/10/2026"
    assert found["dateSignatureCommande"].answer.value == "21/11/2026"


def test_small_words_may_stand_between_a_label_and_its_value_on_one_line(read):
    words = lines(
        (40, 70, "Le client"), (40, 114, "Site Maison médicale de Rodez"), (40, 128, "Tél. référent 05 61 00 00 01"),
        (40, 160, "Mise en service estimée"), (200, 160, "01/02/2027"),
    )  # fmt: skip
    found = read(document(*words), DRIMBOX)
    assert found["nomStructure"].answer.value == "Maison médicale de Rodez"
    assert found["telephoneRepresentant"].answer.value == "05 61 00 00 01"
    assert found["datePrevisionnelleLivraison"].answer.value == "01/02/2027"


@pytest.mark.parametrize(
    ("label", "balise"),
    [("Date d’établissement du bon", "dateEditionCommande"), ("Perçues en date du", "dateAttribution")],
)
def test_how_a_date_is_asked_for_may_be_said_in_other_words(read, label, balise):
    words = lines((40, 60, "Références" if balise.startswith("dateE") else "Aides de minimis"))
    found = read(document(*words, *pairs((label, "15/07/2025"))), DRIMBOX)
    assert found[balise].answer.value == "15/07/2025"


def test_the_name_behind_a_date_on_one_line_is_the_signer_s(read):
    words = lines((40, 700, "Visas"), (40, 716, "L’acheteur"), (40, 730, "Le 15/09/2025 Nom BENALI Odile"))
    found = read(document(*words), DRIMBOX)
    assert found["dateSignatureCommande"].answer.value == "15/09/2025"
    assert found["nomPrenomClientSignataire"].answer.value == "BENALI Odile"


@pytest.mark.parametrize(
    ("asked", "value"),
    [("Une commande DRIMbox est-elle prévue ?", "21/05/2026"), ("Des aides De minimis ont-elles été perçues ?", "")],
)
def test_if_so_asks_about_the_question_above_it(read, asked, value):
    """In the part of the aids, whose end no heading tells."""
    words = lines((40, 100, "Aides de minimis"), (40, 160, asked), (40, 176, "Si oui, date de commande"))
    ris = doctypes.by_key("img-ris-bon_commande")
    found = read(document(*words, *lines((300, 176, "21/05/2026"))), ris)
    assert found["dateDBCommande"].answer.value == value


def test_a_party_s_mere_name_in_another_part_gives_way_to_its_own(read):
    """ "Vendeur" tells there who deals with the order, and who sells stands under its heading."""
    words = lines(
        (40, 100, "Document"), (40, 116, "Date d’échéance"), (200, 116, "11/07/2028"), (40, 132, "Vendeur"),
        (200, 132, "Aïcha Duval"), (40, 170, "Société émettrice"), (40, 186, "Société émettrice (nom)"),
        (200, 186, "Tessel Software"),
    )  # fmt: skip
    assert read(document(*words))["denominationSociale"].answer.value == "Tessel Software"


def test_a_value_in_a_cell_goes_on_below_its_hyphen(read):
    """Though a line of mere figures is less high than the print around."""
    cell = [
        *line(42, 100, "N° référencement", 6),
        *line(42, 109, "IMG-DRIMBox-Va2-", 8),
        *line(42, 121, "2026-6586", 8),
    ]
    words = (*cell, *lines((40, 60, "Bon de commande"), (40, 160, "Prestation Ségur"), (40, 180, "Fait en deux pages")))
    found = read(document(*words, rules=table(40, 96, (110, 110), (36,))), DRIMBOX)
    assert found["numeroAns"].answer.value == "IMG-DRIMBox-Va2-2026-6586"


def test_a_label_over_a_larger_value_does_not_take_its_first_line(read):
    words = (
        *line(42, 100, "Nature", 6), *line(42, 109, "Prestation Ségur", 8), *line(42, 119, "Vague 1 + Vague 2", 8),
    )  # fmt: skip
    found = read(document(*words, rules=table(40, 96, (110, 110), (36,))), DRIMBOX)
    assert found["typePrestation"].answer.value == "Prestation Ségur Vague 1 + Vague 2"


def test_a_value_in_quotes_is_whole(read):
    words = lines(
        (40, 100, "Par la présente, le client commande ici au fournisseur une prestation de"),
        (40, 112, "nature « Prestation Ségur Vague 2 », bon de commande n° 4500008522."),
    )
    assert read(document(*words), DRIMBOX)["typePrestation"].answer.value == "Prestation Ségur Vague 2"


def test_a_line_that_goes_on_with_a_sentence_begins_with_no_label_of_a_name(read):
    words = lines(
        (40, 100, "Par la présente, le client CHU de Rodez, identifié au FINESS PMSI 750712184, représenté par"),
        (40, 112, "Étienne Hörtner, téléphone du représentant 09.58.35.37.00, et qui déclare ici passer"),
        (40, 124, "commande à la société Orbe Santé SARL (SIRET 73282932000074)."),
    )  # fmt: skip
    found = read(document(*words))
    assert found["nomClient"].answer.value == "CHU de Rodez"
    assert found["siret"].answer.value == "73282932000074"


def test_the_beginning_of_an_amount_is_no_end_of_its_label(read):
    words = lines(
        (40, 100, "Conditions financières"),
        (40, 120, "un montant toutes taxes comprises de 285 840 EUR, sans révision."),
    )
    assert read(document(*words))["montantSegurTTC"].answer.value == "285 840 EUR"


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Aides de minimis de l’établissement", Section.DE_MINIMIS),
        ("Coordonnées de l’établissement", Section.CLIENT),
        ("Déclaration relative aux aides de minimis", Section.DE_MINIMIS),
        ("Le dossier", Section.ORDER),
    ],
)
def test_some_parts_are_the_same_whosever_they_are_said_to_be(heading, section):
    (sheet,) = sheets_of(document(*lines((40, 100, heading), (40, 120, "Montant"), (300, 120, "31 998 euros"))))
    assert Zones([sheet]).at(sheet, sheet.rows[1][0].rect).section is section


def test_a_label_ends_on_the_next_line_beside_its_value(read):
    words = lines(
        (40, 70, "La solution"), (40, 100, "N° de référencement auprès de"), (240, 100, "REF-IMG-DRIMBox-Va2-"),
        (40, 112, "l’ANS"),
        (240, 112, "1765"), (40, 140, "Article livré (progiciel,"), (240, 140, "Brume Connect"), (40, 152, "version)"),
        (240, 152, "Patient"),
    )  # fmt: skip
    found = read(document(*words), DRIMBOX)
    assert found["numeroAns"].answer.value == "REF-IMG-DRIMBox-Va2-1765"
    assert found["denominationVersionLogiciel"].answer.value == "Brume Connect Patient"


WIDE = "La commande est établie sur le présent papier, qui est bien plus large que cette colonne."
NARROW = (
    (40, 100, "Nom du client final (établissement) : Polyclinique des"), (40, 112, "Tilleuls"),
    (40, 130, "Numéro FINESS PMSI : 750712184"), (40, 148, "Dénomination sociale : Atelier Numérique"),
    (40, 160, "du Soin"), (40, 178, "Dénomination et version du logiciel : Pictor Imagerie"), (40, 190, "5.1.0"),
    (40, 208, "Nature de la prestation : Vague 2"),
    (40, 226, WIDE),
)  # fmt: skip


def test_a_line_goes_on_below_where_the_other_pairs_end(read):
    found = read(document(*lines(*NARROW)))
    assert found["nomClient"].answer.value == "Polyclinique des Tilleuls"
    assert found["denominationSociale"].answer.value == "Atelier Numérique du Soin"
    assert found["denominationVersionLogiciel"].answer.value == "Pictor Imagerie 5.1.0"


def test_what_stands_below_the_longest_pair_or_begins_a_pair_of_its_own_is_none_of_its_value(read):
    words = lines(
        (40, 100, "N° de SIRET : 73282932000074"), (40, 112, "Nom du client final (établissement) : CHU de Rodez"),
        (40, 124, "Tampon"), (40, 200, WIDE),
    )  # fmt: skip
    assert read(document(*words))["nomClient"].answer.value == "CHU de Rodez"
    parted = lines((40, 100, "Nom du représentant — Odile BENALI"), (40, 112, "Ligne interne — 12 34"), (40, 200, WIDE))
    assert read(document(*parted))["nomRepresentant"].answer.value == "Odile BENALI"


def test_half_a_name_goes_on_below(read):
    words = lines((40, 100, "Nom du représentant : Dr Yannick"), (40, 112, "Thévenot"), (40, 140, "Directeur"))
    assert read(document(*words))["nomRepresentant"].answer.value == "Dr Yannick Thévenot"


def test_a_value_that_ends_on_a_sign_is_in_doubt(read):
    activity = read(document(*lines((40, 100, "Type d’activité : Radiologie générale /"))), DRIMBOX)["typeActivite"]
    assert activity.doubtful


def test_a_value_set_to_the_right_goes_on_beside_the_brackets_of_its_label(read):
    words = lines(
        (40, 80, "Tranche de financement"), (250, 80, "Tranche 2"), (40, 100, "Activité exercée"),
        (200, 100, "Radiologie générale /"), (40, 112, "(type)"), (246, 112, "échographie"),
    )  # fmt: skip
    value = read(document(*words), DRIMBOX)["typeActivite"].answer.value
    assert value == "Radiologie générale / échographie"


def test_a_label_goes_on_in_brackets_below_beside_its_value(read):
    words = lines(
        (40, 80, "Nom du client"), (200, 80, "Groupe hospitalier – Val"), (350, 80, "N° FINESS PMSI"),
        (470, 80, "750712184"), (200, 92, "d’Orne"), (350, 92, "(établissement)"),
    )  # fmt: skip
    found = read(document(*words))
    assert found["nomClient"].answer.value == "Groupe hospitalier – Val d’Orne"
    assert found["FINESSPMSI"].answer.value == "750712184"


@pytest.mark.parametrize(
    ("label", "balise", "value"),
    [
        ("BDC (numéro) — ", "numeroBDC", "2027-01220-B"),
        ("BDC (date d’édition)", "dateEditionCommande", "09/01/2027"),
        ("Représentant (courriel)", "mailRepresentant", "o.benali@sante.example"),
        ("Chantier / client", "nomClient", "CHU de Rodez"),
        ("Personne engageant le client", "nomRepresentant", "Odile Benali"),
    ],
)
def test_a_label_may_say_what_it_asks_for_in_brackets_or_by_two_names(read, label, balise, value):
    words = lines((40, 100, f"{label}{value}")) if "—" in label else pairs((label, value), top=300)
    assert read(document(*words))[balise].answer.value == value


def test_heads_of_columns_are_no_values_whether_known_or_not(read):
    words = lines(
        (40, 100, "Vendeur"), (220, 100, "Facturé à"), (400, 100, "Correspond à"),
        (40, 112, "Orbe Santé SARL"), (220, 112, "CHU de Rodez"), (400, 112, "Salle informatique"),
    )  # fmt: skip
    found = read(document(*words))
    assert found["nomClient"].answer.value == "CHU de Rodez"
    assert found["denominationSociale"].answer.value == "Orbe Santé SARL"


def test_labels_side_by_side_that_colons_end_have_their_values_below(read):
    words = lines(
        (40, 280, "Signature"), (40, 300, "Signé par le client le :"), (180, 300, "Signé par :"),
        (350, 300, "Jean-Pierre Oumarou"), (40, 312, "16/06/2025"), (180, 312, "Odile Le Goff"),
    )  # fmt: skip
    found = read(document(*words), doctypes.by_key("hop-pfi-bon_commande"))
    assert found["nomPrenomClientSignataire"].answer.value == "Odile Le Goff"
    assert found["dateSignatureCommande"].answer.value == "16/06/2025"


def test_sums_end_above_heads_of_their_own_and_what_is_taken_off(read):
    words = lines(
        (40, 100, "Article"), (260, 100, "Prix unitaire"), (460, 100, "Montant HT"),
        (40, 116, "Licence"), (260, 116, "8 000,00 €"), (460, 116, "8 000,00 €"),
        (40, 132, "Formation"), (260, 132, "2 000,00 €"), (460, 132, "2 000,00 €"),
        (180, 156, "Base hors taxe"), (320, 156, "Montant de la TVA"), (460, 156, "Total taxe comprise"),
        (180, 172, "10 000,00 €"), (320, 172, "2 000,00 €"), (460, 172, "12 000,00 €"),
        (320, 188, "Aide de l’État à déduire"), (460, 188, "– 10 000,00 €"),
        (320, 204, "Solde à régler"), (460, 204, "2 000,00 €"),
    )  # fmt: skip
    found = read(document(*words), doctypes.by_key("hop-dpi-facture"))
    assert found["montantSegurHT"].answer.value == "10 000,00 €"
    assert found["montantSegurTTC"].answer.value == "12 000,00 €"


def test_a_label_begins_within_no_line_to_end_on_the_next(read):
    words = lines(
        (40, 100, "Personne engageant le"), (200, 100, "M. DE VILLERS"), (40, 112, "bénéficiaire"),
        (200, 112, "Étienne"),
        (40, 140, "Téléphone de cette personne"), (200, 140, "05 50 04 91 27"),
    )  # fmt: skip
    assert read(document(*words))["nomRepresentant"].answer.value == "M. DE VILLERS Étienne"


def test_what_a_fax_machine_writes_over_a_page_is_no_date_of_it(read):
    words = (
        *line(20, 4, "21/05/2026 09:31 FAX 015024923 P.01", 10, OCR), *line(40, 100, "BON DE COMMANDE", 16, OCR),
        *line(40, 140, "Nom du client : CHU de Rodez", 10, OCR),
    )  # fmt: skip
    assert read(document(*words))["dateEditionCommande"].answer.value == ""


@pytest.mark.parametrize("label", ["Offre close le", "Validité de la remise"])
def test_the_day_of_a_label_that_hardly_is_like_its_own_is_in_doubt(read, label):
    reading = read(document(*pairs((label, "28/04/2026"))))["dateEditionCommande"]
    assert reading.answer.value == "" or reading.doubtful


def test_a_value_right_under_its_small_label_is_no_heading_however_large(read):
    """The part of the form goes on below it."""
    words = (
        *line(40, 80, "Fournisseur", 12), *line(42, 102, "Dénomination sociale", 6),
        *line(42, 110, "Orbe Santé SARL", 12), *line(42, 130, "Ligne directe", 6), *line(42, 138, "05 50 04 91 27", 12),
        *line(40, 170, "Client final", 12), *line(42, 192, "Nom du client", 6), *line(42, 200, "CHU de Rodez", 12),
        *line(40, 240, "Solution logicielle", 12), *line(40, 280, "Ces mots sont d’une autre taille.", 7),
    )  # fmt: skip
    phone = read(document(*words))["telephoneRepresentant"]
    assert phone.answer.value == "" or phone.doubtful


@pytest.mark.parametrize(("provenance", "value"), [(OCR, "29/06/2026"), (TEXT, "")])
def test_a_label_of_which_ocr_misread_many_letters_is_guessed(read, provenance, value):
    """Tiny print of a fax; nobody types so."""
    words = [
        *line(40, 300, "Datc prévisjonnele d’instolaton", 6, provenance), *line(300, 300, "29/06/2026", 10, provenance),
        *line(40, 320, "Rendez-vous", 10, provenance), *line(300, 320, "02/07/2026", 10, provenance),
    ]  # fmt: skip
    reading = read(document(*words))["datePrevisionnelleLivraison"]
    assert reading.answer.value == value
    assert reading.doubtful


@pytest.mark.parametrize("hint", ["(v1 + v2 ou v2)", "(Vague 1 + Vague 2 ou Vague 2)"])
def test_what_there_is_to_choose_from_is_no_value(read, hint):
    words = lines((40, 300, f"Nature de la prestation {hint} :"), (40, 312, "Prestation Ségur Vague 2"))
    assert read(document(*words))["typePrestation"].answer.value == "Prestation Ségur Vague 2"


@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("06-25-46-", "99-31", "06-25-46-99-31"),
        ("09 09 91", "33 45", "09 09 91 33 45"),
        ("06 25 46 99 31", "99 31", ""),
    ],
)
def test_a_number_that_its_column_cuts_goes_on_below(read, first, rest, whole):
    words = lines(
        (40, 300, f"Téléphone du représentant du client : {first}"), (40, 312, rest), (40, 340, "Fait à Rodez")
    )
    assert read(document(*words))["telephoneRepresentant"].answer.value == (whole or first)


def test_figures_beside_a_label_that_make_no_number_are_not_nothing_for_sure(read):
    phone = read(document(*lines((40, 300, "Téléphone du représentant du client : 06-25-46-"))))[
        "telephoneRepresentant"
    ]
    assert phone.answer.value == ""
    assert phone.doubtful


def test_a_label_that_is_known_with_its_brackets_is_not_turned_about_them(read):
    words = pairs(("CLIENT (NOM)", "CHU de Rodez"), ("ETABLISSEMENT (RS)", "Association de Rodez"), top=300)
    assert read(document(*words), VA)["nomClientVA"].answer.value == "CHU de Rodez"


def test_no_cents_and_no_currency_make_no_amount_right_under_a_heading(read):
    words = lines((40, 300, "Déclaration relative aux aides de minimis"), (40, 316, "1. Des aides ont été perçues"))
    assert read(document(*words), DRIMBOX)["montantAides"].answer.value == ""
