"""Running sentences, and labels in parentheses under the line one writes on."""

import pytest

from radlad.domain.reading import Doubt
from tests.support.printed import document, line, lines

SENTENCES = lines(
    (40, 200, "Je soussignée, Mme Odile Picaud, agissant pour le compte de Clinique Saint-Roch de"),
    (40, 212, "Vannes (FINESS PMSI n° 750712184), joignable au 02 97 01 02 03, passe commande auprès de la"),
    (40, 224, "société Orbe Santé SARL, du logiciel OrbeSoin v4.11, dont l’installation est prévue le 03/04/2027."),
)


@pytest.mark.parametrize(
    ("balise", "value"),
    [
        ("nomRepresentant", "Mme Odile Picaud"),
        ("nomClient", "Clinique Saint-Roch de Vannes"),
        ("denominationVersionLogiciel", "OrbeSoin v4.11"),
        ("datePrevisionnelleLivraison", "03/04/2027"),
    ],
)
def test_a_sentence_tells_values_up_to_the_end_of_their_clause_in_doubt(read, balise, value):
    reading = read(document(*SENTENCES))[balise]
    assert reading.answer.value == value
    assert Doubt.LABEL_ABSENT in reading.answer.doubts


def test_a_known_label_inside_a_sentence_is_as_sure_as_any(read):
    reading = read(document(*SENTENCES))["telephoneRepresentant"]
    assert (reading.answer.value, reading.doubtful) == ("02 97 01 02 03", False)


def test_a_letter_head_is_no_sentence(read):
    head = lines((40, 30, "Orbe Santé SARL - 4 quai de la Fonderie - Tél. 02 97 01 02 03 - contact@orbe.example"))
    assert read(document(*head))["telephoneRepresentant"].answer.value == ""


def test_a_label_in_parentheses_speaks_of_the_line_above_it(read):
    printed = (*line(40, 300, "732 829 320 00074"), *line(40, 312, "(N° de SIRET)"), *line(40, 330, "06/01/2026"))
    assert read(document(*printed))["siret"].answer.value == "732 829 320 00074"


def test_a_sentence_says_what_something_is(read):
    found = read(document(*lines(
        (40, 100, "Le présent bon de commande porte le numéro CDE-731 et concerne la prestation suivante."),
        (40, 114, "La référence de l’appel à financement est HOP-DPI-Va2-264. La livraison est prévue le 04/01/2027."),
        (40, 128, "Nous vous prions de croire à l’assurance de nos sentiments les meilleurs et dévoués."),
    )))  # fmt: skip
    assert found["numeroBDC"].answer.value == "CDE-731"
    assert found["referenceAF"].answer.value == "HOP-DPI-Va2-264"
    assert found["datePrevisionnelleLivraison"].answer.value == "04/01/2027"


def test_a_value_ends_with_its_sentence(read):
    text = "Dénomination et version du logiciel : Calame Dossier 8.2. Le numéro de référencement suit."
    assert read(document(*lines((40, 100, text))))["denominationVersionLogiciel"].answer.value == "Calame Dossier 8.2"
