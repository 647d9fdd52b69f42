"""Mentions are returned as printed, and a lost word is seen (decisions.md 6 and 9)."""

from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.doctypes import wordings
from radlad.domain.doctype import Kind
from radlad.domain.document import Document
from radlad.domain.reading import Doubt
from tests.support.printed import OCR, document, line, lines, page, tick
from tests.support.printed import TEXT as TEXT_LAYER

INVOICE = doctypes.by_key("hop-dpi-facture")
VA = doctypes.by_key("hop-pfi-va")
BALISE = "commandeNonConditionneeHorsPerimetreSEGUR"
TEXT = wordings.NOT_CONDITIONED.text


def wrapped(text, top=100, width=90):
    parts, rows = [""], []
    for word in text.split(" "):
        if len(parts[-1]) + len(word) > width:
            parts.append("")
        parts[-1] += (" " if parts[-1] else "") + word
    rows = [w for i, part in enumerate(parts) for w in line(40, top + 12 * i, part)]
    return tuple(rows)


def test_a_mention_over_several_lines_is_returned_from_its_first_to_its_last_word(read):
    mention = read(document(*lines((40, 60, "• Autre texte")), *wrapped("- " + TEXT), *lines((40, 200, "Fin"))))[BALISE]
    assert mention.answer.value == TEXT
    assert not mention.doubtful


def test_a_mention_that_lost_its_negation_is_returned_as_printed_in_doubt(read):
    mention = read(document(*wrapped(TEXT.replace("n’est pas", "est"))))[BALISE]
    assert mention.answer.value == TEXT.replace("n’est pas", "est")
    assert mention.answer.doubts == (Doubt.MENTION_DIFFERS,)


def test_a_negation_that_ends_the_line_above_belongs_to_the_mention(read):
    drimbox = doctypes.by_key("img-drimbox-bon_commande")
    anchor = wordings.PACS_SETTINGS.text
    rows = lines((40, 88, "Mettre à jour la Solution logicielle conformément au dispositif IMG-DRIMBox-Va2. Ne pas"))
    mention = read(document(*rows, *wrapped(anchor[0].lower() + anchor[1:])), drimbox)["parametragePACS"]
    assert mention.answer.value.startswith("Ne pas ")
    assert mention.doubtful


def test_a_mention_over_two_pages_leaves_the_foot_of_the_page_out(read):
    half = TEXT.index("d’une option")
    foot = line(40, 800, "Carélia au capital de 209 000 € - RCS Foix")
    first = page((*wrapped(TEXT[:half].strip(), 740), *foot))
    second = page(wrapped(TEXT[half:], 40), number=2)
    assert read(Document((first, second)))[BALISE].answer.value == TEXT


def test_the_amount_behind_a_mention_belongs_to_it(read):
    text = wordings.STATE_PAYS.text + " : 12 345,60 €"
    mention = read(document(*lines((40, 100, text), (40, 112, "Fait à Rodez"))))["montantSegurEnChargeParEtat"]
    assert mention.answer.value == text


def test_behind_its_colon_the_amount_of_a_mention_needs_no_currency(read):
    text = wordings.STATE_PAYS.text + " : 304 000"
    mention = read(document(*lines((40, 100, text), (40, 112, "Fait à Rodez"))))["montantSegurEnChargeParEtat"]
    assert mention.answer.value == text


def test_a_mention_that_is_nowhere_is_empty(read):
    mention = read(document(*lines((40, 100, "Nom client : CH de Rodez"))))[BALISE]
    assert mention.answer.value == ""
    assert mention.doubtful


def test_two_mentions_that_begin_alike_are_told_apart(read):
    drimbox = doctypes.by_key("img-drimbox-bon_commande")
    found = read(document(*wrapped(wordings.NOT_CONDITIONED_RENEWAL.text)), drimbox)
    assert found["commandeNonConditionneeReengagement"].answer.value == wordings.NOT_CONDITIONED_RENEWAL.text
    assert found[BALISE].answer.value == ""


def test_a_service_named_in_a_value_is_not_the_mention_of_the_service(read):
    words = lines((40, 100, "Nature de la prestation : Prestation Ségur Vague 2"))
    assert read(document(*words))["prestationSegur"].answer.value == ""
    alone = read(document(*words, *lines((40, 130, "Prestation Ségur"))))["prestationSegur"]
    assert alone.answer.value == "Prestation Ségur"


def test_a_stated_mention_is_true_when_printed_and_false_when_not(read):
    printed = read(document(*lines((40, 100, wordings.STATE_PAYS_INVOICE.text))), INVOICE)
    assert printed["mentionSegurEnChargeParEtat"].answer.value == "true"
    assert read(document(*lines((40, 100, "Facture"))), INVOICE)["mentionSegurEnChargeParEtat"].answer.value == "false"


@pytest.mark.parametrize(("share", "doubtful"), [(0.0, False), (0.6, True)], ids=["nothing of it", "much of it"])
def test_a_stated_mention_that_ocr_saw_hardly_a_word_of_is_surely_not_printed(read, share, doubtful):
    text = wordings.STATE_PAYS_INVOICE.text
    words = line(40, 100, f"Facture {text[: int(share * len(text))]}", provenance=OCR)
    mention = read(document(*words), INVOICE)["mentionSegurEnChargeParEtat"]
    assert (mention.answer.value, mention.doubtful) == ("false", doubtful)


def test_the_box_before_a_stated_mention_decides(read):
    words = tuple(line(60, 100, wordings.OPENS_BALANCE.text))
    for ticked, value in ((True, "true"), (False, "false")):
        found = read(document(*words, boxes=(tick(44, 99, ticked=ticked),)), VA)
        assert found["mentionAttestationSignee"].answer.value == value


def test_a_sentence_whose_words_are_there_in_another_order_is_in_doubt_not_absent(read):
    field = next(f for f in VA.fields if f.kind is Kind.STATED and len(f.anchor.text) > 150)
    words = field.anchor.text.split()
    parts = [" ".join(words[i : i + 4]) for i in range(0, len(words), 4)]
    upwards = [(40, 100 + 30 * i, part) for i, part in enumerate(reversed(parts))]
    reading = read(document(*lines(*upwards)), VA)[field.balise]
    assert reading.doubtful


def test_the_amount_of_a_mention_may_stand_in_the_next_cell(read):
    mention = "Montant de la Prestation Ségur pris en charge par l’Etat au titre du Ségur de la santé :"
    words = lines((40, 100, mention), (520, 100, "311 629,75"), (40, 130, "7. Contexte"))
    found = read(document(*words))["montantSegurEnChargeParEtat"].answer.value
    assert found.endswith(": 311 629,75")


STATED = ("mentionAttestationSignee", wordings.OPENS_BALANCE), ("mentionSignatureAResponsabilite", wordings.LIABLE)


@pytest.mark.parametrize(("top", "doubtful"), [(122, True), (400, False)], ids=["in a list", "apart"])
def test_a_statement_without_a_box_beside_one_that_has_its_own_is_in_doubt(read, top, doubtful):
    (boxed, first), (bare, second) = STATED
    words = (*line(60, 112, first.text, size=6), *line(60, top, second.text, size=6))
    found = read(document(*words, boxes=(tick(44, 109, ticked=True),)), VA)
    assert not found[boxed].doubtful
    assert (Doubt.BOX_ABSENT in found[bare].answer.doubts) is doubtful


@pytest.mark.parametrize(("provenance", "doubtful"), [(OCR, True), (TEXT_LAYER, False)], ids=["scan", "digital"])
def test_a_statement_that_ocr_read_behind_a_gap_may_have_a_box(read, provenance, doubtful):
    balise, wording = STATED[1]
    words = wording.text.split()
    half = len(words) // 2
    printed = (
        *line(50, 100, " ".join(words[:half]), provenance=provenance),
        *line(40, 112, " ".join(words[half:]), provenance=provenance),
    )
    answer = read(document(*printed), VA)[balise].answer
    assert answer.value == "true"
    assert (Doubt.BOX_ABSENT in answer.doubts) is doubtful


@pytest.mark.parametrize(("sure", "doubtful"), [(0.78, True), (0.85, False)])
def test_a_box_just_past_the_threshold_of_ink_is_unclear(read, sure, doubtful):
    balise, wording = STATED[1]
    box = replace(tick(44, 99, ticked=True), confidence=sure)
    answer = read(document(*line(60, 100, wording.text), boxes=(box,)), VA)[balise].answer
    assert answer.value == "true"
    assert (Doubt.TICK_UNCLEAR in answer.doubts) is doubtful


def test_a_mention_whose_letters_are_right_has_its_own_spaces(read):
    broken = TEXT.replace("conditionnée", "condi t ionnée")
    mention = read(document(*wrapped(broken)))[BALISE]
    assert (mention.answer.value, mention.doubtful) == (TEXT, False)


PAID = "Montant de la Prestation Ségur pris en charge par l’Etat au titre du Ségur"


@pytest.mark.parametrize("amount", ["1 000,00 €", ""])
def test_the_amount_of_a_mention_may_stand_midway_beside_its_two_lines(read, amount):
    words = lines((40, 100, PAID), (40, 112, "de la santé :"), (300, 88, "1 200,00 €"), (450, 106, amount))
    mention = read(document(*words))["montantSegurEnChargeParEtat"]
    assert mention.answer.value == (f"{PAID} de la santé : {amount}" if amount else f"{PAID} de la santé")
    assert mention.doubtful is not bool(amount)


def test_the_number_of_its_row_is_none_of_a_mention_that_denies(read):
    drimbox = doctypes.by_key("img-drimbox-bon_commande")
    said = f"Ne pas {wordings.PACS_SETTINGS.text[0].lower()}{wordings.PACS_SETTINGS.text[1:]}"
    mention = read(document(*line(30, 100, "5"), *wrapped(said)), drimbox)["parametragePACS"]
    assert mention.answer.value == said


def test_a_mention_may_stand_right_over_the_name_of_a_service(read):
    words = lines((40, 100, "Prestation Ségur"), (40, 114, "Prestation principale"))
    assert read(document(*words))["prestationSegur"].answer.value == "Prestation Ségur"


@pytest.mark.parametrize(("source", "value"), [(OCR, "Prestation Ségur"), (TEXT_LAYER, "Prestation Séqur")])
def test_letters_that_ocr_takes_for_one_another_are_put_right_in_a_mention(read, source, value):
    words = line(40, 100, "Prestation Séqur", provenance=source)
    assert read(document(*words))["prestationSegur"].answer.value == value
