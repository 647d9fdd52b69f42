"""The document's type from itself and, with little weight, from what was declared (decisions.md 11)."""

import random
from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.classify import Declared
from radlad.classify import classify as classify_sheets
from radlad.classify.evidence import Evidence
from radlad.doctypes.lanes import HOP_DPI, HOP_PFI, IMG_DRIMBOX
from radlad.domain.doctype import Kind, Labels, Piece, Wording
from radlad.domain.document import Document
from radlad.domain.reading import Classification
from radlad.layout.page import sheets_of
from tests.support.printed import document, line, lines


def classify(printed: Document, *told, **known) -> Classification:
    return classify_sheets(sheets_of(printed), *told, **known)


def form(doctype, title, top=120, share=1.0):
    """A page that holds a title, the labels and the sentences of a type."""
    words = list(line(40, 40, title, size=20))
    rng = random.Random(1)
    y = top
    for f in doctype.fields:
        if f.kind is Kind.SIGNATURE or rng.random() > share:
            continue
        text = (
            f"{f.anchor.wordings[0]} :"
            if isinstance(f.anchor, Labels)
            else f.anchor.text
            if isinstance(f.anchor, Wording)
            else ""
        )
        if text:
            words += line(40, y, text[:110], size=6)
            y += 9
    return document(*words)


TITLES = {Piece.ORDER: "BON DE COMMANDE", Piece.INVOICE: "FACTURE", Piece.VA: "VÉRIFICATION D’APTITUDE"}


@pytest.mark.parametrize("key", [t.key for t in doctypes.TYPES])
def test_each_type_is_known_without_a_declaration(key):
    doctype = doctypes.by_key(key)
    found = classify(form(doctype, f"{TITLES[doctype.piece]} {doctype.lane.couloir}-{doctype.lane.sons}-Va2"), None)
    assert (found.lane, found.piece) == (doctype.lane, doctype.piece)
    assert any(c.startswith("titre «") for c in found.clues)
    assert not found.changed


@pytest.mark.parametrize(
    "stamp", ["COURRIER ARRIVÉ LE 09 JAN 2026", "COURRIER ARRIVE34628749300800", "REÇU LE 3 MARS 2026"]
)
def test_a_stamp_of_arrival_is_no_title(stamp):
    order = doctypes.by_key("img-drimbox-bon_commande")
    paper = form(order, "BON DE COMMANDE SÉGUR IMG-DRIMBox-Va2")
    page = paper.pages[0]
    stamped = replace(paper, pages=(replace(page, words=(*page.words, *line(300, 80, stamp, size=34))),))
    assert classify(stamped, Declared(IMG_DRIMBOX, Piece.ORDER)).piece is Piece.ORDER


def test_a_document_that_contradicts_the_declaration_wins_and_is_marked_changed():
    va = doctypes.by_key("hop-pfi-va")
    found = classify(form(va, "VÉRIFICATION D’APTITUDE HOP-PFI"), Declared(HOP_DPI, Piece.ORDER))
    assert (found.lane, found.piece) == (HOP_PFI, Piece.VA)
    assert found.changed


def test_an_invoice_that_names_no_lane_is_of_the_declared_one():
    invoice = doctypes.by_key("hop-pfi-facture")
    found = classify(form(invoice, "FACTURE"), Declared(HOP_PFI, Piece.INVOICE))
    assert (found.lane, found.piece, found.changed) == (HOP_PFI, Piece.INVOICE, False)


@pytest.mark.parametrize(("signed", "piece"), [(True, Piece.ORDER), (False, None), (None, Piece.ORDER)])
def test_a_commercial_proposal_is_an_order_if_and_only_if_the_client_signed_it(signed, piece):
    order = doctypes.by_key("hop-dpi-bon_commande")
    asked = None if signed is None else lambda: signed
    found = classify(form(order, "Proposition commerciale HOP-DPI"), Declared(HOP_DPI, Piece.ORDER), signed=asked)
    assert found.piece is piece


def test_what_confirms_an_order_is_one_if_all_else_is_there():
    order, title = doctypes.by_key("hop-dpi-bon_commande"), "Confirmation de commande HOP-DPI"
    assert classify(form(order, title), Declared(HOP_DPI, Piece.ORDER)).piece is Piece.ORDER
    letter = document(*line(40, 40, title, size=20), *lines((40, 100, "Commande n° CD67202"), (40, 120, "Désignation")))
    assert classify(letter, Declared(HOP_DPI, Piece.ORDER)).piece is None


STRANGERS = {
    "blank": Document(()),
    "delivery note": document(
        *line(40, 60, "BON DE LIVRAISON N° BL8776", size=18),
        *lines((40, 100, "Commande n° CD67202 du 09/03/2025"), (40, 120, "Désignation"), (200, 120, "Qté")),
        *lines((40, 140, "Reçu le :")),
    ),
    "letter": document(
        *lines(
            (40, 60, "Objet : transmission d’un bon de commande"), (40, 90, "Madame, Monsieur,"),
            (40, 110, "Vous recevrez sous huitaine notre bon de commande pour Carélia."),
            (40, 130, "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées."),
        )
    ),
    "bank details": document(
        *line(40, 60, "RELEVÉ D’IDENTITÉ BANCAIRE", size=16),
        *lines((40, 100, "IBAN : FR76 3000 6000 0112 3456 7890 189"), (40, 120, "BIC : AGRIFRPP")),
        *lines((40, 140, "Titulaire : CH de Rodez")),
    ),
    "minutes": document(
        *line(40, 60, "Compte rendu de réunion", size=16),
        *lines((40, 100, "Le bon de commande HOP-DPI a été évoqué."), (40, 120, "Date : 12/03/2025")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGERS)
def test_look_alikes_are_unknown_whatever_was_declared(name):
    for declared in (None, Declared(HOP_DPI, Piece.ORDER), Declared(HOP_DPI, Piece.INVOICE)):
        found = classify(STRANGERS[name], declared, signed=lambda: False)
        assert found.piece is None
        assert found.clues


def test_a_quote_with_an_orders_labels_is_unknown():
    order = doctypes.by_key("hop-dpi-bon_commande")
    labelled = form(order, "DEVIS N° D2025-12", share=0.4)
    assert classify(labelled, Declared(HOP_DPI, Piece.ORDER), signed=lambda: False).piece is None


@pytest.mark.parametrize(("share", "piece"), [(0.7, Piece.INVOICE), (0.3, None)], ids=["most of its labels", "few"])
def test_a_letter_is_an_invoice_where_its_title_and_its_labels_say_so(share, piece):
    labels = [f.anchor for f in doctypes.by_key("hop-dpi-facture").fields if isinstance(f.anchor, Labels)]
    rows = [
        (40, 150 + 12 * i, f"{anchor.wordings[0]} :") for i, anchor in enumerate(labels[: round(share * len(labels))])
    ]
    title = line(40, 60, "Facture, dispositif HOP-DPI-Va2", size=14)
    letter = lines((40, 100, "Madame, Monsieur,"), (40, 400, "Veuillez agréer nos salutations distinguées."))
    assert classify(document(*title, *letter, *lines(*rows))).piece is piece


def test_a_title_in_large_letters_may_say_whose_the_paper_is():
    invoice = doctypes.by_key("hop-dpi-facture")
    found = classify(form(invoice, "Votre facture HOP-DPI-Va2"), None)
    assert found.piece is Piece.INVOICE
    assert any(c.startswith("titre «") for c in found.clues)


@pytest.mark.parametrize(
    ("title", "piece"),
    [
        ("Objet : Attestation sur l’honneur – vérification d’aptitude (HOP-DPI-Va2)", Piece.VA),
        ("FACTURECLIENT", Piece.INVOICE),
    ],
)
def test_titles_may_name_the_piece_late_or_without_spaces(title, piece):
    doctype = doctypes.find(HOP_DPI, piece)
    assert classify(form(doctype, title)).piece is piece


def test_a_letter_that_calls_itself_an_invoice_is_one():
    title = line(40, 60, "Objet : Facture sous forme de lettre", size=14)
    greeting = lines((40, 100, "Madame, Monsieur,"), (40, 400, "Nous vous prions d’agréer nos salutations."))
    told = "Désignation : Prestation Ségur HOP-DPI-Va2. {} porte le numéro 2026/5025."
    own, others = (lines((40, 140, told.format(who))) for who in ("La présente facture", "La facture à venir"))
    assert classify(document(*title, *greeting, *own)).piece is Piece.INVOICE
    assert classify(document(*title, *greeting, *others)).piece is None


@pytest.mark.parametrize("title", ["Dispositif SONS HOP-DPI-Va2 – Facture", "Programme Ségur du numérique | Facture"])
def test_a_title_may_stand_behind_the_programme_s_name(title):
    labels = [f.anchor for f in doctypes.by_key("hop-dpi-facture").fields if isinstance(f.anchor, Labels)]
    numbered = [(40, 150 + 12 * i, f"A{i + 1} – {anchor.wordings[0]}") for i, anchor in enumerate(labels[:5])]
    found = classify(document(*line(40, 60, title, size=14), *lines(*numbered)), Declared(HOP_DPI, Piece.INVOICE))
    assert found.piece is Piece.INVOICE


def test_a_part_s_heading_is_no_title_beside_a_piece_s_name_with_its_lane():
    labels = [f.anchor for f in doctypes.by_key("hop-dpi-facture").fields if isinstance(f.anchor, Labels)]
    rows = [(40, 120 + 12 * i, f"{anchor.wordings[0]} :") for i, anchor in enumerate(labels)]
    head = lines((40, 60, "FACTURE HOP-DPI-Va2"), (400, 60, "Sté Lacaze Informatique"), (40, 300, "CHIFFRAGE"))
    assert classify(document(*head, *lines(*rows))).piece is Piece.INVOICE


def test_a_line_of_an_account_is_no_title():
    words = (*line(40, 100, "Facture du mois précédent, débit : 90 600 €", size=14), *line(40, 130, "Virement reçu"))
    assert Evidence(sheets_of(document(*words))).title is None


def test_a_label_is_known_in_a_question_that_asks_for_it():
    invoice = doctypes.by_key("hop-dpi-facture")
    asked = ("le nom du client", "le numéro FINESS PMSI", "le numéro de la facture", "la date de la facture")
    evidence = Evidence(
        sheets_of(document(*lines(*((40, 100 + 12 * i, f"Quel est {a} ?") for i, a in enumerate(asked)))))
    )
    assert evidence.labels(invoice) > 0.3
