"""How sure a labelled value is, and what a person is shown of it (ADR 8)."""

from radlad.domain.reading import Doubt, Missing
from radlad.extract import verifier
from tests.support.printed import OCR, document, line, lines, pairs

KNOWN = pairs(
    ("N° de commande", "CDE-7368"), ("Date de commande", "12/03/2026"), ("Éditeur", "Orbe Santé SARL"),
    ("SIRET du fournisseur", "732 829 320 00074"), ("Nom du client", "Centre Hospitalier de Tulle"),
    ("FINESS PMSI", "750712184"),
)  # fmt: skip


def test_values_of_well_known_labels_need_nobody(read):
    found = read(document(*KNOWN))
    sure = ("numeroBDC", "dateEditionCommande", "siret", "nomClient", "FINESSPMSI")
    assert [b for b in sure if found[b].doubtful] == []
    assert all(found[b].answer.confidence >= 0.9 for b in sure)


def test_a_label_of_other_words_is_less_sure_than_a_known_one(read):
    said = read(document(*KNOWN))["dateEditionCommande"].answer.confidence
    rows = pairs(("Quand la commande fut", "12/03/2026"))
    assert read(document(*rows))["dateEditionCommande"].answer.confidence < said


def test_a_fact_that_speaks_against_a_value_makes_it_less_likely():
    known = {"champ numéro du bon de commande": 1.0, "libellé 4": 1.0, "forme entière": 1.0, "contrôle": 1.0}
    assert 0 < verifier.probability({**known, "bords incertains": 1.0}) < verifier.probability(known) < 1


def test_what_a_value_comes_from_sets_how_sure_is_enough(monkeypatch):
    monkeypatch.setattr(verifier, "_trained", lambda: {"seuils": {"texte": 0.9, "ocr": 0.7}, "poids": {"": 0.0}})
    text, ocr = {"lu par OCR": 0.0}, {"lu par OCR": 1.0}
    assert (verifier.is_enough(text, 0.8), verifier.is_enough(text, 0.9)) == (False, True)
    assert (verifier.is_enough(ocr, 0.6), verifier.is_enough(ocr, 0.8)) == (False, True)


def test_a_value_that_nothing_makes_sure_enough_is_doubted(read, monkeypatch):
    monkeypatch.setattr(verifier, "probability", lambda _: 0.5)
    assert read(document(*KNOWN))["siret"].doubtful


def test_words_that_follow_a_value_speak_against_it(read, monkeypatch):
    known = {}
    monkeypatch.setattr(verifier, "probability", lambda facts: known.update(facts) or 0.5)
    read(document(*lines((40, 100, "Date de commande : 12/03/2026 – Lyon"))))
    assert known["mots après, date"] == known["signe après, date"] == known["suivi de –"] == 1.0
    known.clear()
    read(document(*lines((40, 100, "Date de commande : 12/03/2026"))))
    assert known["mots après, date"] == known["signe après, date"] == known["lu par OCR"] == 0.0
    read(document(*line(40, 100, "Date de commande : 12/03/2026", provenance=OCR)))
    assert known["lu par OCR"] == 1.0


def test_a_field_that_is_empty_while_its_value_may_stand_elsewhere_is_doubted(read):
    empty = lines((40, 300, "Client"), (40, 320, "E-mail :"), (40, 340, "Nom du client : Centre Hospitalier de Tulle"))
    sure = read(document(*empty))["mailRepresentant"].answer
    assert isinstance(sure, Missing)
    assert sure.doubts == ()
    doubted = read(document(*empty, *lines((300, 500, "s.picaud@ch-tulle.example"))))["mailRepresentant"].answer
    assert isinstance(doubted, Missing)
    assert doubted.doubts == (Doubt.LABEL_UNSURE,)
