"""Running sentences, and labels in parentheses under the line one writes on."""

import pytest

from radlad import doctypes
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


CONTRACT = lines(
    (
        40,
        100,
        "Entre : Zorglub & Associés, inscrite sous le n° SIRET 732 829 320 00074, dont le siège est à Royan, ci-après",
    ),
    (40, 112, "le fournisseur, et : Clinique du Parc – Royan, n° FINESS PMSI 750712184, représentée par Odile Picaud"),
    (
        40,
        124,
        "(tél. 02 97 01 02 03), ci-après le client. Le correspondant du fournisseur est joint au 06 28 11 15 35.",
    ),
    (
        40,
        136,
        "Le prix est fixé à 90 295,40 € HT, TVA en sus au taux de 20 %, soit 18 059,08 € de TVA et 108 354,48 € TTC.",
    ),
    (40, 148, "Elle est émise le 25/07/2026. Nous attendons de vous l’installation du logiciel pour le 23/10/2026."),
)


@pytest.mark.parametrize(
    ("balise", "value"),
    [
        ("denominationSociale", "Zorglub & Associés"),
        ("nomClient", "Clinique du Parc – Royan"),
        ("nomRepresentant", "Odile Picaud"),
        ("telephoneRepresentant", "02 97 01 02 03"),
        ("montantSegurHT", "90 295,40 €"),
        ("montantTVA", "18 059,08 €"),
        ("montantSegurTTC", "108 354,48 €"),
        ("dateEditionCommande", "25/07/2026"),
        ("datePrevisionnelleLivraison", "23/10/2026"),
    ],
)
def test_a_contract_says_who_is_who_and_the_words_round_a_value_what_it_is(read, balise, value):
    assert read(document(*CONTRACT))[balise].answer.value == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("le client Fondation Bellevue, site de Le Mans, identifié au FINESS", "Fondation Bellevue, site de Le Mans"),
        ("le client Clinique du Parc (Foix), représentée par son directeur", "Clinique du Parc (Foix)"),
        ("le client Clinique du Parc – Foix, dont le siège est en ville", "Clinique du Parc – Foix"),
        ("le client a fait le choix de ne pas utiliser ce mode-là", ""),
    ],
)
def test_a_name_in_a_sentence_has_its_own_parts_and_no_others(read, said, value):
    printed = lines((40, 100, f"Par la présente nous confirmons que {said}"), (40, 112, "et passe commande ce jour."))
    assert read(document(*printed))["nomClient"].answer.value == value


def test_sums_of_two_services_are_told_apart_by_the_service_named_last(read):
    ris = doctypes.by_key("img-ris-bon_commande")
    found = read(document(*lines(
        (40, 100, "Au titre de la prestation principale : 286 800 euros hors taxes, tva à 20 % (57 360 euros) à payer"),
        (40, 112, "Au titre de la prestation secondaire : 210 200 euros hors taxes, tva à 20 % (42 040 euros) à payer"),
    )), ris)  # fmt: skip
    assert found["montantSegurHT"].answer.value == "286 800 euros"
    assert found["montantSegurHTPrestationSecondaire"].answer.value == "210 200 euros"


def test_a_number_that_only_a_sentence_tells_is_in_doubt(read):
    printed = lines(
        (40, 100, "Cette lettre est enregistrée chez nous comme bon de commande n° Q-77 et vous engage dès")
    )
    number = read(document(*printed, *line(40, 112, "la réception de votre accord écrit.")))["numeroBDC"]
    assert (number.answer.value, number.doubtful) == ("Q-77", True)


def test_a_telephone_in_a_sentence_is_not_left_out_for_certain(read):
    printed = lines((40, 40, "Nous vous remercions de bien vouloir rappeler le standard au 02 24 31 77 92 dès demain."))
    assert read(document(*printed))["telephoneRepresentant"].doubtful


ARTICLES = (
    ("Article 2 – Acheteur", ""),
    ("2.1", "L’acheteur, client final, est HAD Foix et Pays voisin."),
    ("2.2", "L’acheteur est représenté par VASSEUR Noémie"),
    ("2.3", "Le téléphone de ce représentant est le 03 43 61 01 96"),
    ("2.4", "Le SIRET de l’acheteur, 125 280 693 00198, sert à l’adressage de toutes les factures."),
    ("Article 3 – Titulaire", ""),
    ("3.1", "La société titulaire se dénomme Calame Logiciels SAS."),
    ("3.2", "Titulaire au capital de 283 000 €, joignable au 05 14 30 29 56 (standard)."),
    ("Article 4 – Solution logicielle", ""),
    ("4.1", "Le logiciel commandé, avec sa version, est Sillage Image 2026.1."),
    ("4.2", "La solution est référencée par l’Agence du numérique en santé sous le n° REF-HOP-DPI-Va2-7902."),
    ("4.3", "Les prix sont fermes jusqu’au 26/06/2028."),
)


@pytest.mark.parametrize(
    ("balise", "value"),
    [
        ("nomClient", "HAD Foix et Pays voisin"),
        ("nomRepresentant", "VASSEUR Noémie"),
        ("telephoneRepresentant", "03 43 61 01 96"),
        ("siret", ""),
        ("denominationSociale", "Calame Logiciels SAS"),
        ("denominationVersionLogiciel", "Sillage Image 2026.1"),
        ("numeroAns", "REF-HOP-DPI-Va2-7902"),
        ("datePrevisionnelleLivraison", ""),
    ],
)
def test_each_numbered_article_says_one_thing(read, balise, value):
    rows = ((x, 80 + 12 * i, text) for i, row in enumerate(ARTICLES) for x, text in zip((40, 80), row, strict=True))
    assert read(document(*lines(*rows)))[balise].answer.value == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("La structure équipée se nomme Site de Tulle.", "Site de Tulle"),
        ("Structure : dénommée Plateau technique de Royan", "Plateau technique de Royan"),
        ("Structure : Centre Est Imagerie", "Centre Est Imagerie"),
    ],
)
def test_what_a_sentence_says_before_a_value_is_none_of_it(read, said, value):
    order = doctypes.by_key("img-drimbox-bon_commande")
    assert read(document(*lines((40, 100, said))), order)["nomStructure"].answer.value == value


PARTIES = lines(
    (40, 100, "La société dénommée Orbe Santé, immatriculée sous le SIRET 732 829 320 00074, agissant par Loïc"),
    (
        40,
        112,
        "Hostis, ci-après « le Fournisseur », et l’établissement ou le cabinet Clinique Saint-Roch, établi 4 rue",
    ),
    (
        40,
        124,
        "Basse, agissant par Mme Odile Picaud, joignable par téléphone au 02 97 01 02 03, ci-après « le Client ».",
    ),
    (40, 160, "Le logiciel et sa version sont OrbeSoin 4.2"),
    (
        40,
        200,
        "Le prix s’élève à 1 000,00 euros hors taxes, soit 0 euros de TVA, et à 1 000,00 euros toutes taxes comprises.",
    ),
)


@pytest.mark.parametrize(
    ("balise", "value"),
    [
        ("denominationSociale", "Orbe Santé"),
        ("nomClient", "Clinique Saint-Roch"),
        ("nomRepresentant", "Mme Odile Picaud"),
        ("denominationVersionLogiciel", "OrbeSoin 4.2"),
        ("montantTVA", "0 euros"),
    ],
)
def test_each_party_acts_by_its_own_person(read, balise, value):
    assert read(document(*PARTIES))[balise].answer.value == value


def test_a_title_of_courtesy_ends_no_clause(read):
    said = "Client : CH de Rodez, n° FINESS 750712184, ayant pour représentant M. Loïc Roux, qui commande ce qui suit."
    assert read(document(*lines((40, 100, said))))["nomRepresentant"].answer.value == "M. Loïc Roux"


LETTER = lines(
    (40, 100, "L’intégrateur est l’entreprise Orbe Santé, votre interlocuteur chez nous est Mme Odile Roux, téléphone"),
    (40, 112, "06 21 78 07 42. Le représentant du client répond au 02 91 06 32 23. La commande a ceci de particulier."),
    (
        40,
        140,
        "Référence de la présente, ayant pour objet Prestation Ségur Vague 2, logiciel OrbeSoin 4.2, mise en place",
    ),
    (40, 152, "prévue le 01/02/2026, référencement par l’ANS sous le numéro HOP-DPI-Va2-2025-1780, tel que convenu."),
)


@pytest.mark.parametrize(
    ("balise", "value"),
    [
        ("telephoneRepresentant", "02 91 06 32 23"),
        ("denominationSociale", "Orbe Santé"),
        ("typePrestation", "Prestation Ségur Vague 2"),
        ("denominationVersionLogiciel", "OrbeSoin 4.2"),
        ("datePrevisionnelleLivraison", "01/02/2026"),
        ("numeroAns", "HOP-DPI-Va2-2025-1780"),
    ],
)
def test_a_letter_tells_its_values_by_the_words_before_them(read, balise, value):
    assert read(document(*LETTER))[balise].answer.value == value


def test_a_sentence_may_say_in_brackets_what_it_tells(read):
    said = (
        (40, 100, "Le client final CHU de Rodez, représenté par (nom, prénom) Mme Solène L’Hostis, commande ce qui"),
        (
            40,
            112,
            "suit : logiciel (dénomination et version) Pictor RIS 5.1, type de prestation Vague 2, tel que convenu.",
        ),
    )
    found = read(document(*lines(*said)))
    assert found["nomRepresentant"].answer.value == "Mme Solène L’Hostis"
    assert found["denominationVersionLogiciel"].answer.value == "Pictor RIS 5.1"
    assert found["typePrestation"].answer.value == "Vague 2"


def test_a_sentence_names_the_client_and_no_more(read):
    words = lines(
        (40, 186, "Article 2 – Client"),
        (40, 200, "Pour l’exécution des présentes, le nom du Client est GHT du Bocage – CH Sète et le"),
        (40, 212, "numéro FINESS PMSI de l’établissement est 750712184. Le présent bon vaut commande ferme."),
    )
    assert read(document(*words))["nomClient"].answer.value == "GHT du Bocage – CH Sète"
