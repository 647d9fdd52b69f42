"""Questions, single boxes and choices (decisions.md 5, 6 and 7)."""

import pytest

from radlad import doctypes, extract
from radlad.doctypes import wordings
from radlad.domain.doctype import Kind
from radlad.domain.document import Document, Tick, TickBox
from radlad.domain.reading import Doubt
from radlad.layout.page import sheets_of
from tests.support.printed import MARK, OCR, TEXT, box, document, line, lines, page, table, tick

VA_DPI = doctypes.by_key("hop-dpi-va")
VA_PFI = doctypes.by_key("hop-pfi-va")
QUESTION = "La fonction PFI pour l’envoi des documents de santé vers le DMP est-elle portée"
REST = "par un logiciel indépendant du DPI ?"
BALISE = "isFluxSortantDMPVersPFI"


def asked(y=100):
    return lines((40, y, QUESTION), (40, y + 12, REST))


def answered(yes, no, *, after=False, non_first=False, y=106):
    """Oui and Non with their boxes, at the height `y`."""
    options = [("Oui", yes), ("Non", no)]
    words, boxes = [], []
    for i, (word, ticked) in enumerate(reversed(options) if non_first else options):
        x = 470 + 60 * i
        words += line(x if after else x + 12, y, word)
        boxes.append(tick(x + 20 if after else x, y, ticked=ticked))
    return tuple(words), tuple(boxes)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("non_first", [False, True])
@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
def test_the_ticked_box_answers_wherever_it_stands(read, after, non_first, yes, no, value):
    words, boxes = answered(yes, no, after=after, non_first=non_first)
    question = read(document(*asked(), *words, boxes=boxes))[BALISE]
    assert question.answer.value == value
    assert not question.doubtful


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
@pytest.mark.parametrize(
    ("left", "words", "places"),
    [
        (40, ((470, 100), (530, 100)), ((472, 114), (534, 114))),
        (40, ((77, 122), (74, 132)), ((62, 122), (62, 132))),
        (140, ((40, 106), (80, 106)), ((28, 106), (68, 106))),
    ],
    ids=["in the middle under each", "oui over non", "in the margin before the question"],
)
def test_the_boxes_of_other_arrangements_answer_too(read, left, words, places, yes, no, value):
    question = lines((left, 100, QUESTION), (left, 112, REST))
    printed = lines(*((x, y, word) for (x, y), word in zip(words, ("Oui", "Non"), strict=True)))
    boxes = tuple(tick(x, y, ticked=ticked) for (x, y), ticked in zip(places, (yes, no), strict=True))
    answer = read(document(*question, *printed, boxes=boxes))[BALISE]
    assert answer.answer.value == value
    assert not answer.doubtful


@pytest.mark.parametrize(("both", "doubt"), [(True, Doubt.BOTH_TICKED), (False, Doubt.NONE_TICKED)])
def test_both_or_none_ticked_gives_empty_in_doubt(read, both, doubt):
    words, boxes = answered(both, both)
    question = read(document(*asked(), *words, boxes=boxes))[BALISE]
    assert question.answer.value == ""
    assert doubt in question.answer.doubts


def test_boxes_under_the_heads_oui_and_non_answer_by_column(read):
    heads = lines((470, 80, "Oui"), (530, 80, "Non"))
    boxes = (tick(472, 106, ticked=False), tick(532, 106, ticked=True))
    assert read(document(*heads, *asked(), boxes=boxes))[BALISE].answer.value == "false"


def test_heads_of_the_page_before_still_count(read):
    first = page(lines((470, 80, "Oui"), (530, 80, "Non")))
    second = page(asked(), tick(472, 106, ticked=True), tick(532, 106, ticked=False), number=2)
    assert read(Document((first, second)))[BALISE].answer.value == "true"


@pytest.mark.parametrize(("left", "right", "value"), [(True, False, "true"), (False, True, "false")])
def test_heads_of_the_page_before_count_by_their_order_where_that_page_lies_otherwise(read, left, right, value):
    first = page(lines((470, 80, "Oui"), (510, 80, "Non")))
    second = page(asked(), tick(442, 106, ticked=left), tick(484, 106, ticked=right), number=2)
    question = read(Document((first, second)))[BALISE]
    assert question.answer.value == value
    assert not question.doubtful


def test_the_sign_for_a_number_heads_no_column(read):
    heads = lines((470, 80, "Oui"), (530, 80, "Non"), (470, 92, "N°"))
    boxes = (tick(472, 106, ticked=True), tick(532, 106, ticked=False))
    assert read(document(*heads, *asked(), boxes=boxes))[BALISE].answer.value == "true"


def test_two_questions_do_not_share_boxes(read):
    other = "La fonction PFI pour l’envoi des documents de santé vers la MSS est-elle portée"
    first, first_boxes = answered(True, False)
    second, second_boxes = answered(False, True, y=136)
    words = (*asked(), *first, *lines((40, 130, other), (40, 142, REST)), *second)
    found = read(document(*words, boxes=(*first_boxes, *second_boxes)))
    assert found[BALISE].answer.value == "true"
    assert found["isFluxSortantMSSVersPFI"].answer.value == "false"


def test_a_question_without_boxes_is_empty_in_doubt(read):
    question = read(document(*asked()))[BALISE]
    assert question.answer.value == ""
    assert Doubt.BOX_ABSENT in question.answer.doubts


def test_an_unclear_box_is_a_doubt(read):
    words, (yes, _) = answered(True, False)
    unclear = tick(530, 106, ticked=False, state=Tick.UNCLEAR)
    question = read(document(*asked(), *words, boxes=(yes, unclear)))[BALISE]
    assert question.answer.value == "true"
    assert Doubt.TICK_UNCLEAR in question.answer.doubts


@pytest.mark.parametrize("x", [44, 540], ids=["before", "at the end of the row"])
@pytest.mark.parametrize(("ticked", "value"), [(True, "true"), (False, "false")])
def test_a_single_box_is_true_or_false(read, x, ticked, value):
    words = lines((60, 100, "Flux d’envoi au DMP"))
    found = read(document(*words, boxes=(tick(x, 99, ticked=ticked),)), VA_PFI)
    assert found["isDirectToDMP"].answer.value == value
    assert not found["isDirectToDMP"].doubtful


def test_the_same_words_under_two_headings_are_told_apart(read):
    words = lines(
        (40, 100, "Flux RIS-PFI"), (60, 114, "Non concerné"), (40, 140, "Flux SGL-PFI"), (60, 154, "Non concerné")
    )
    boxes = (tick(44, 113, ticked=False), tick(44, 153, ticked=True))
    found = read(document(*words, boxes=boxes), VA_PFI)
    assert found["isRISPFINonConcerne"].answer.value == "false"
    assert found["isSGLPFINonConcerne"].answer.value == "true"


def choice(*ticked):
    words = lines((60, 100, wordings.R2.options[0].wording.text), (60, 114, wordings.R2.options[1].wording.text))
    return document(*words, boxes=(tick(44, 99, ticked=ticked[0]), tick(44, 113, ticked=ticked[1])))


@pytest.mark.parametrize(("ticked", "code"), [((True, False), "PSC"), ((False, True), "autreMode")])
def test_the_one_option_ticked_gives_its_code(read, ticked, code):
    answer = read(choice(*ticked), VA_DPI)["MIEPSC"].answer
    assert answer.value == code
    assert answer.doubts == ()


@pytest.mark.parametrize("ticked", [(True, True), (False, False)])
def test_none_or_several_options_ticked_give_empty_in_doubt(read, ticked):
    reading = read(choice(*ticked), VA_DPI)["MIEPSC"]
    assert reading.answer.value == ""
    assert reading.doubtful


@pytest.mark.parametrize(
    ("printed", "code"), [("Prestation Ségur Vague 2", "V2"), ("Prestation Ségur Vague 1 + Vague 2", "V1V2")]
)
def test_r1_printed_as_plain_text_is_read_from_the_text(read, printed, code):
    words = lines((40, 100, f"Nature de la prestation : {printed}"))
    assert read(document(*words), VA_DPI)["typePrestation"].answer.value == code


def test_r1_with_both_options_printed_and_no_box_seen_is_not_guessed(read):
    words = lines(
        (40, 100, "Nature de la prestation"),
        (60, 114, "Prestation Ségur Vague 1 + Vague 2"),
        (60, 128, "Prestation Ségur Vague 2"),
    )
    reading = read(document(*words), VA_DPI)["typePrestation"]
    assert reading.answer.value == ""
    assert reading.doubtful


@pytest.mark.parametrize("label", ["Nature de la prestation", "Type de prestation (V1, V2…)"])
def test_r1_printed_as_text_is_read_though_the_paper_names_the_other_option_elsewhere(read, label):
    words = lines(
        (40, 60, "Vérification d’aptitude – Prestation Ségur Vague 1 + Vague 2"),
        (40, 300, label),
        (40, 314, "Prestation Ségur Vague 2"),
    )
    assert read(document(*words), VA_DPI)["typePrestation"].answer.value == "V2"


def crossed(provenance, *rows):
    """Questions in a ruled table, each with what stands in its columns Oui and Non."""
    words = [*line(480, 204, "Oui"), *line(530, 204, "Non")]
    for i, (text, yes, no) in enumerate(rows, 1):
        for x, said in ((44, text), (486, yes), (536, no)):
            words += line(x, 204 + 24 * i, said, size=9, provenance=provenance)
    return document(*words, rules=table(40, 200, (430, 50, 50), (24,) * (len(rows) + 1)))


@pytest.mark.parametrize("provenance", [TEXT, OCR], ids=["digital", "scan"])
def test_a_cross_in_a_cell_is_a_tick_and_an_empty_cell_none(read, provenance):
    order = doctypes.by_key("hop-pfi-bon_commande")
    asked = [f for f in order.fields if f.kind is Kind.QUESTION]
    questions = sorted(asked, key=lambda f: len(f.anchor.text))[:3]
    answers = (("X", ""), ("", "X"), ("", ""))
    rows = [(f.anchor.text, *a) for f, a in zip(questions, answers, strict=True)]
    found = read(crossed(provenance, *rows), order)
    assert [found[f.balise].answer.value for f in questions] == ["true", "false", ""]
    # an empty cell beside a cross says the same as it; of two, OCR may have missed a cross
    assert [found[f.balise].doubtful for f in questions] == [False, False, True]
    assert (Doubt.TICK_UNCLEAR in found[questions[2].balise].answer.doubts) is (provenance is OCR)


def test_crosses_after_their_words_in_one_cell_with_the_next_word_are_ticks(read):
    order = doctypes.by_key("hop-pfi-bon_commande")
    asked = sorted((f for f in order.fields if f.kind is Kind.QUESTION), key=lambda f: len(f.anchor.text))[:3]
    words = []
    for i, (field, x) in enumerate(zip(asked, (470, 530, 470), strict=True)):
        y = 204 + 24 * i
        printed = ((44, field.anchor.text), (440, "OUI"), (x, "X"), (496, "NON"))
        words += [w for at, said in printed for w in line(at, y, said, size=8, provenance=OCR)]
    ruled = table(40, 200, (390, 80, 40), (24,) * 3)  # the rule before Non was not seen
    found = read(document(*words, rules=ruled), order)
    assert [found[f.balise].answer.value for f in asked] == ["true", "false", "true"]


@pytest.mark.parametrize(
    ("seen", "value"), [((True, None), "false"), ((False, None), "false"), ((None, False), "true")]
)
def test_of_two_boxes_the_unclear_one_answers_in_doubt_where_the_other_is_empty(read, seen, value):
    words, boxes = answered(False, False)
    states = {True: Tick.CHECKED, False: Tick.UNCHECKED, None: Tick.UNCLEAR}
    boxes = [TickBox(b.box, states[told], MARK, 0.9) for b, told in zip(boxes, seen, strict=True)]
    answer = read(document(*asked(), *words, boxes=tuple(boxes)))[BALISE]
    assert answer.doubtful
    assert answer.answer.value == ("true" if seen[0] else value)


@pytest.mark.parametrize(("at", "value"), [(496, "true"), (556, "false")])
def test_the_only_box_seen_is_that_of_the_word_before_it(read, at, value):
    words, _ = answered(False, False)
    answer = read(document(*asked(), *words, boxes=(tick(at, 106, ticked=True),)))[BALISE]
    assert answer.answer.value == value
    assert answer.doubtful


@pytest.mark.parametrize(("letter", "value"), [("O", "true"), ("0", "true"), ("N", "false"), ("", "")])
@pytest.mark.parametrize(("legend", "said"), [("(O=OUI N=NON) :", True), ("du client :", False)])
def test_a_letter_answers_where_the_paper_says_what_it_means(read, legend, said, letter, value):
    words = (*asked(), *line(60, 124, f"Réponse {legend}"), *line(220, 124, letter))
    assert read(document(*words))[BALISE].answer.value == (value if said else "")


@pytest.mark.parametrize("seen", [(0, 1, 2, 3), (0, 3), ()], ids=["every rule", "first and last", "none"])
def test_crosses_in_a_column_of_a_table_without_upright_rules_are_ticks(read, seen):
    order = doctypes.by_key("hop-pfi-bon_commande")
    asked = sorted((f for f in order.fields if f.kind is Kind.QUESTION), key=lambda f: len(f.anchor.text))[:3]
    words = [*line(480, 204, "Oui"), *line(530, 204, "Non")]
    for i, (field, x) in enumerate(zip(asked, (486, 536, 486), strict=True), 1):
        words += [*line(44, 204 + 24 * i, field.anchor.text, size=8), *line(x, 204 + 24 * i, "X")]
    levels = tuple(box(40, 220 + 24 * i, 510, 0) for i in seen)
    found = read(document(*words, rules=levels), order)
    assert [found[f.balise].answer.value for f in asked] == ["true", "false", "true"]


@pytest.mark.parametrize("heads", [("Oui", "Non"), ("O", "N")])
def test_boxes_before_their_question_answer_by_the_heads_of_their_columns(read, heads):
    words = (*lines((40, 80, heads[0]), (70, 80, heads[1])), *line(110, 100, QUESTION), *line(110, 112, REST))
    boxes = (tick(44, 104, ticked=False), tick(75, 104, ticked=True))
    assert read(document(*words, boxes=boxes))[BALISE].answer.value == "false"


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
def test_an_answer_may_run_on_behind_its_question_over_the_end_of_the_line(read, yes, no, value):
    words = lines((40, 100, QUESTION), (40, 112, f"{REST} Oui –"), (40, 124, "Non (*)"))
    oui, non = (next(w for w in words if w.text == said) for said in ("Oui", "Non"))
    boxes = tuple(
        TickBox(w.box, Tick.CHECKED if ticked else Tick.UNCHECKED, MARK) for w, ticked in ((oui, yes), (non, no))
    )
    assert read(document(*words, boxes=boxes))[BALISE].answer.value == value


@pytest.mark.parametrize(("provenance", "doubtful"), [(TEXT, False), (OCR, True)], ids=["digital", "scan"])
def test_an_answer_that_stands_by_itself_is_sure_in_a_text_layer(read, provenance, doubtful):
    question = read(document(*asked(), *line(500, 106, "OUI", provenance=provenance)))[BALISE]
    assert question.answer.value == "true"
    assert question.doubtful is doubtful


@pytest.mark.parametrize(
    ("answers", "doubtful"),
    [
        (("Réponse : OUI", "Réponse : NON"), False),
        (("Peut-être OUI", "NON"), True),
        (("OUI", "Oui Non"), True),
        (("OUI", "[] Oui [] Non"), True),
    ],
    ids=["each in a word", "behind another word", "one by both words", "one by boxes"],
)
def test_answers_in_words_that_ocr_read_confirm_each_other_where_no_question_is_answered_otherwise(
    read, answers, doubtful
):
    other = "La fonction PFI pour l’envoi des documents de santé vers la MSS est-elle portée"
    words, boxes = [*asked(), *lines((40, 140, other), (40, 152, REST))], []
    for y, said in zip((106, 146), answers, strict=True):
        for i, part in enumerate(said.split("[] ")):
            words += line(470 + 50 * i, y, part, provenance=OCR) if part else ()
            boxes += [tick(458 + 50 * i, y, ticked=i == 1)] if "[]" in said and i else []
    question = read(document(*words, boxes=tuple(boxes)))[BALISE]
    assert (question.answer.value, question.doubtful) == ("true", doubtful)


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
def test_a_box_under_non_conforme_says_no(read, yes, no, value):
    statement = next(f for f in VA_DPI.fields if f.kind is Kind.CHECKBOX)
    heads = lines((440, 80, "Conforme"), (500, 80, "Non"), (490, 90, "conforme"))
    words = (*heads, *line(40, 120, statement.anchor.text, size=6))
    boxes = (tick(455, 119, ticked=yes), tick(502, 119, ticked=no))
    assert read(document(*words, boxes=boxes), VA_DPI)[statement.balise].answer.value == value


def test_the_answer_of_the_next_question_is_not_this_one_s(read):
    other = "La fonction PFI pour l’envoi des documents de santé vers la MSS est-elle portée"
    words = (*asked(), *lines((40, 130, other), (40, 142, REST), (500, 130, "NON")))
    assert read(document(*words))[BALISE].answer.value == ""


@pytest.mark.parametrize("said", ["Confirmé", "Réalisé"])
@pytest.mark.parametrize("against_first", [False, True])
@pytest.mark.parametrize("behind", [False, True], ids=["boxes before", "boxes behind"])
@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false"), (True, True, "")])
def test_a_statement_may_have_a_box_for_and_a_box_against_under_it(read, said, against_first, behind, yes, no, value):
    statement = next(f for f in VA_DPI.fields if f.kind is Kind.CHECKBOX)
    options = [(said, yes), (f"Non {said.lower()}", no)]
    words, boxes = [*line(40, 120, statement.anchor.text, size=6)], []
    for i, (option, ticked) in enumerate(options[::-1] if against_first else options):
        words += line(62 + 150 * i, 132, option)
        boxes.append(tick(50 + 150 * i + (80 if behind else 0), 132, ticked=ticked))
    assert read(document(*words, boxes=tuple(boxes)), VA_DPI)[statement.balise].answer.value == value


@pytest.mark.parametrize(("behind", "doubtful"), [("", True), ("Une autre ligne", False)])
def test_a_statement_under_a_box_with_nothing_behind_it_is_in_doubt(read, behind, doubtful):
    stated = next(f for f in VA_DPI.fields if f.kind is Kind.STATED)
    words = [*line(40, 120, stated.anchor.text, size=6), *line(56, 108, behind)]
    reading = read(document(*words, boxes=(tick(40, 108, ticked=False),)), VA_DPI)[stated.balise]
    assert reading.doubtful is doubtful


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
@pytest.mark.parametrize("letter", ["O", "0"], ids=["as printed", "as OCR reads it"])
def test_oui_and_non_may_be_letters_beside_their_boxes(read, letter, yes, no, value):
    words = (*asked(), *lines((470, 106, letter), (530, 106, "N")))
    boxes = (tick(480, 106, ticked=yes), tick(540, 106, ticked=no))
    assert read(document(*words, boxes=boxes))[BALISE].answer.value == value


def test_a_lone_letter_is_no_answer(read):
    words = (*asked(), *lines((470, 106, "N")))
    answer = read(document(*words, boxes=(tick(480, 106, ticked=True), tick(540, 106, ticked=False))))[BALISE]
    assert answer.doubtful


def test_a_box_at_the_end_of_its_cell_is_not_the_next_cell_s(read):
    words = lines((44, 100, "Flux d’envoi au DMP"), (310, 100, "Flux d’envoi à la MSSanté"))
    boxes = (tick(286, 99, ticked=True), tick(546, 99, ticked=False))
    frames = table(40, 90, (260, 260), (100,))
    found = read(document(*words, boxes=boxes, rules=frames), VA_PFI)
    assert [found[b].answer.value for b in ("isDirectToDMP", "isDirectToMSS")] == ["true", "false"]


@pytest.mark.parametrize(
    ("words", "box"),
    [
        (((54, 88, "Engagement n° 1"), (60, 100, "Flux d’envoi au DMP")), (42, 87)),
        (((60, 100, "Flux d’envoi au DMP"), (60, 112, "à cocher si exact :")), (156, 111)),
    ],
    ids=["over the statement", "under it"],
)
@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_beside_a_caption_is_the_statement_s(read, words, box, ticked):
    found = read(document(*lines(*words), boxes=(tick(*box, ticked=ticked),)), VA_PFI)["isDirectToDMP"]
    assert found.answer.value == ("true" if ticked else "false")
    assert not found.doubtful


def test_a_statement_of_several_lines_has_the_boxes_beside_it_and_not_those_below(read):
    order = [f for f in VA_DPI.fields if f.kind is Kind.CHECKBOX][:2]
    words, boxes = [], []
    for row, (field, ticked) in enumerate(zip(order, (True, False), strict=True)):
        text, y = field.anchor.text.split(), 100 + 60 * row
        for i in range(0, len(text), 7):
            words += line(40, y + 2 * i, " ".join(text[i : i + 7]), size=8)
        for x, word, state in ((330, "Oui", ticked), (390, "Non", not ticked)):
            words += line(x + 12, y, word)
            boxes.append(tick(x, y, ticked=state))
    found = read(document(*words, boxes=tuple(boxes)), VA_DPI)
    assert [found[f.balise].answer.value for f in order] == ["true", "false"]


@pytest.mark.parametrize(("letters", "values"), [("ON", ["true", "false"]), ("O", ["true", ""])])
def test_letters_written_before_questions_answer_them_where_there_are_several(read, letters, values):
    questions = [f for f in doctypes.by_key("hop-dpi-bon_commande").fields if f.kind is Kind.QUESTION][:2]
    rows = [(60, 100 + 30 * i, f.anchor.text[:90]) for i, f in enumerate(questions)]
    rows += [(40, 100 + 30 * i, letter) for i, letter in enumerate(letters)]
    found = read(document(*lines(*rows)))
    assert [found[f.balise].answer.value for f in questions] == values
    assert found[questions[0].balise].doubtful is (len(letters) == 1)


def test_boxes_of_a_later_table_are_not_under_the_heads_of_an_earlier_one(read):
    heads = lines((470, 80, "Exact"), (530, 80, "Inexact"))
    rows = lines((40, 100, "Flux d’envoi au DMP"), (40, 300, "Flux d’envoi à la MSSanté"))
    boxes = (tick(474, 99, ticked=False), tick(534, 99, ticked=True), tick(534, 299, ticked=True))
    found = read(document(*heads, *rows, boxes=boxes), VA_PFI)
    assert [found[b].answer.value for b in ("isDirectToDMP", "isDirectToMSS")] == ["false", "true"]


@pytest.mark.parametrize(("word", "value"), [("oui", "true"), ("non", "false")])
def test_an_answer_stands_behind_what_announces_it(read, word, value):
    rows = lines((40, 100, f"2. {QUESTION}"), (40, 112, f"{REST[:-2]} ? – notre réponse : {word}"))
    assert read(document(*rows))[BALISE].answer.value == value


def test_oui_and_non_printed_beside_each_question_answer_none(read):
    questions = [f for f in doctypes.by_key("hop-dpi-bon_commande").fields if f.kind is Kind.QUESTION][:3]
    rows = [(40, 100 + 40 * i, f.anchor.text[:80]) for i, f in enumerate(questions)]
    rows += [(500, 100 + 40 * i + dy, word) for i in range(3) for dy, word in ((0, "OUI"), (16, "NON"))]
    found = read(document(*lines(*rows)))
    assert all(found[f.balise].doubtful for f in questions)


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false"), (True, True, "")])
@pytest.mark.parametrize("heights", [(98, 114), (92, 124)], ids=["along both lines", "between them"])
def test_oui_over_non_in_cells_beside_a_question_answer_it(read, heights, yes, no, value):
    printed = lines(*((470, y, word) for y, word in zip(heights, ("OUI", "NON"), strict=True)))
    boxes = tuple(tick(540, y, ticked=ticked) for y, ticked in zip(heights, (yes, no), strict=True))
    assert read(document(*asked(), *printed, boxes=boxes))[BALISE].answer.value == value


def test_the_boxes_on_the_line_of_the_next_question_are_not_this_one_s(read):
    other = "La fonction PFI pour l’envoi des documents de santé vers la MSS est-elle portée"
    words = (*lines((110, 100, QUESTION), (110, 112, REST), (110, 126, other), (110, 138, REST)), *line(56, 126, "O"))
    found = read(document(*words, *line(86, 126, "N"), boxes=(tick(64, 126, ticked=False), tick(94, 126, ticked=True))))
    assert found[BALISE].answer.value == ""
    assert found["isFluxSortantMSSVersPFI"].answer.value == "false"


def test_questions_side_by_side_have_their_own_answers(read):
    """Cards in two columns, each with its answer on the line below, at heights of their own."""
    words, boxes = [], []
    for x, y, said, yes in ((40, 100, "DMP", False), (320, 104, "MSS", True)):
        words += lines(
            (x, y, "La fonction PFI pour l’envoi des documents"),
            (x, y + 12, f"de santé vers {'le' if said == 'DMP' else 'la'} {said} est-elle portée"),
            (x, y + 24, REST),
        )
        words += lines((x, y + 38, "Oui"), (x + 50, y + 38, "Non"))
        boxes += [tick(x + 24, y + 37, ticked=yes), tick(x + 76, y + 37, ticked=not yes)]
    found = read(document(*words, boxes=tuple(boxes)))
    assert [found[b].answer.value for b in (BALISE, "isFluxSortantMSSVersPFI")] == ["false", "true"]


@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_with_a_caption_under_a_statement_is_its_own(read, ticked):
    first, second = [f for f in VA_DPI.fields if f.kind is Kind.CHECKBOX][:2]
    words = (
        *line(40, 100, first.anchor.text, size=6),
        *line(52, 110, "J’ai lu et j’accepte"),
        *line(40, 130, second.anchor.text, size=6),
        *line(52, 140, "J’ai lu et j’accepte"),
    )
    found = read(document(*words, boxes=(tick(40, 110, ticked=ticked), tick(40, 140, ticked=not ticked))), VA_DPI)
    assert [found[f.balise].answer.value for f in (first, second)] == [str(t).lower() for t in (ticked, not ticked)]


def test_oui_may_be_told_again_in_another_language(read):
    words = (*lines((40, 100, QUESTION), (40, 112, REST)), *lines((420, 112, "Oui / Yes"), (500, 112, "Non / No")))
    answer = read(document(*words, boxes=(tick(408, 111, ticked=False), tick(488, 111, ticked=True))))[BALISE]
    assert (answer.answer.value, answer.doubtful) == ("false", False)


@pytest.mark.parametrize("first", ["Oui", "Non"])
@pytest.mark.parametrize(("upper", "lower"), [(True, False), (False, True)])
def test_oui_over_non_before_a_question_or_a_statement_answers_it(read, first, upper, lower):
    second = "Non" if first == "Oui" else "Oui"
    stack = lines((52, 100, first), (52, 112, second))
    boxes = (tick(40, 100, ticked=upper), tick(40, 112, ticked=lower))
    value = "true" if upper is (first == "Oui") else "false"
    question = lines((110, 100, QUESTION), (110, 112, REST))
    assert read(document(*stack, *question, boxes=boxes))[BALISE].answer.value == value
    statement = lines((110, 100, "Flux d’envoi au DMP"))
    assert read(document(*stack, *statement, boxes=boxes), VA_PFI)["isDirectToDMP"].answer.value == value


def test_answers_of_two_rows_one_above_the_other_are_no_stack(read):
    """Each question has its own word in the column before it."""
    words = lines(
        (60, 100, "NON"), (110, 100, f"{QUESTION} {REST}"), (60, 118, "OUI"), (110, 118, "Une autre question ?")
    )
    assert read(document(*words))[BALISE].answer.value == "false"


def test_oui_over_non_without_their_boxes_answer_nothing(read):
    words = lines((52, 100, "Oui"), (52, 112, "Non"), (110, 100, QUESTION), (110, 112, REST))
    answer = read(document(*words))[BALISE]
    assert answer.answer.value == ""
    assert answer.doubtful


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
def test_boxes_may_stand_over_oui_and_non(read, yes, no, value):
    words = (*asked(), *lines((470, 112, "Oui"), (530, 112, "Non")))
    boxes = (tick(472, 98, ticked=yes), tick(534, 98, ticked=no))
    assert read(document(*words, boxes=boxes))[BALISE].answer.value == value


def test_a_cross_under_the_non_of_the_page_before_is_no_box_to_tick():
    """The table goes on over the page without its heads."""
    statement = "Flux d’envoi au DMP"
    heads = page(lines((40, 700, "Contrôles"), (440, 700, "OUI"), (500, 700, "NON")))
    rows = page(lines((40, 60, statement)), tick(502, 59, ticked=True), number=2)
    read = {r.field.balise: r for r in extract.fields(sheets_of(Document((heads, rows))), VA_PFI)}
    assert read["isDirectToDMP"].answer.value == ""
    assert read["isDirectToDMP"].doubtful


def test_what_stands_uncrossed_in_a_list_of_crosses_is_not_ticked_in_doubt(read):
    listed = [(60, 100, "Flux d’envoi au DMP"), (60, 114, "Flux d’envoi à la MSSanté")]
    rest = "Le flux entrant des documents de santé reçus de la MSSanté à la fonction PFI (Référentiel Client de"
    words = lines(*listed, (60, 128, rest), (60, 140, "messagerie MSSanté)."), (540, 114, "X"), (540, 140, "X"))
    found = read(document(*words), VA_PFI)
    assert [found[b].answer.value for b in ("isDirectToDMP", "isDirectToMSS", "isFluxMSSaPFI")] == [
        "false",
        "true",
        "true",
    ]
    assert found["isDirectToDMP"].doubtful


def test_rules_of_another_table_make_no_rows_of_a_list_of_crosses(read):
    said = (
        (60, 106, "Le Fournisseur s’est acquitté de l’ensemble des tâches attendues, à l’exception de celles"),
        (60, 118, "éventuellement assurées directement par l’établissement à sa demande et précisées obligatoirement"),
        (60, 130, "en commentaire."),
    )
    rules = [box(40, y, 520, 0.8) for y in (100, 146, 300, 320)]
    listed = lines((60, 200, "Flux d’envoi au DMP"), (60, 214, "Flux d’envoi à la MSSanté"))
    crosses = lines((540, 200, "X"), (540, 214, "X"))
    found = read(document(*lines(*said), *listed, *crosses, rules=tuple(rules)), VA_PFI)
    assert found["mentionTachesAcquittees"].answer.value == "true"


@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_set_in_under_a_statement_may_say_oui_behind_it(read, ticked):
    words = lines((40, 100, "Flux d’envoi au DMP"), (72, 112, "Oui, c’est le cas"))
    answer = read(document(*words, boxes=(tick(60, 112, ticked=ticked),)), VA_PFI)["isDirectToDMP"].answer
    assert answer.value == ("true" if ticked else "false")


def test_rows_of_oui_over_non_beside_their_questions_are_told_apart(read):
    words, boxes = [], []
    for y, yes in ((100, False), (129, True), (158, False)):
        text = QUESTION if y == 129 else "Une autre question ?"
        words += lines((40, y, f"{text} {REST}" if y == 129 else text), (490, y, "Oui"), (490, y + 12, "Non"))
        boxes += [tick(478, y, ticked=yes), tick(478, y + 12, ticked=not yes)]
    assert read(document(*words, boxes=tuple(boxes)))[BALISE].answer.value == "true"


def test_an_answer_may_be_told_in_the_first_person(read):
    words = lines((40, 100, f"« {QUESTION}"), (40, 112, f"{REST} » Je réponds : oui."))
    assert read(document(*words))[BALISE].answer.value == "true"


@pytest.mark.parametrize(
    ("printed", "value"), [("OUI X     NON", "true"), ("OUI    NON X", "false"), ("OUI X NON X", "")]
)
def test_a_cross_beside_one_of_the_two_words_answers_in_doubt(read, printed, value):
    answer = read(document(*asked(), *line(60, 124, printed)))[BALISE]
    assert answer.answer.value == value
    assert answer.doubtful


def test_rows_with_boxes_of_their_own_have_no_empty_cells_besides(read):
    words, boxes = [], []
    for i in range(4):
        y = 204 + 24 * i
        words += line(44, y, "Les documents sont-ils envoyés ?", size=8)
        if i < 2:
            boxes.append(tick(486, y, ticked=False))
        else:
            words += line(486, y, "X", size=8, provenance=OCR)
    levels = tuple(box(40, 200 + 24 * i, 510, 0) for i in range(5))
    (sheet,) = sheets_of(document(*words, boxes=tuple(boxes), rules=levels))
    assert [m.tick_box.tick for m in sorted(sheet.marks, key=lambda m: m.rect.cy)] == [Tick.UNCHECKED] * 2 + [
        Tick.CHECKED
    ] * 2


@pytest.mark.parametrize(("reply", "value"), [("Oui", "true"), ("Non", "false"), ("non communiquée", "")])
def test_a_reply_on_a_line_of_its_own_answers_the_question_above_it(read, reply, value):
    words = (*asked(), *line(40, 124, f"Réponse de l’acheteur : {reply}"))
    assert read(document(*words))[BALISE].answer.value == value


def test_what_is_ticked_in_a_column_against_is_not_so_though_its_head_looks_marked(read):
    """The box for it was not seen in one row; the pen's stroke seems to underline "Non"."""
    dmp, mss = (f.anchor.text for f in VA_PFI.fields if f.balise in ("isDirectToDMP", "isDirectToMSS"))
    words = [*line(480, 80, "Oui"), *line(530, 80, "Non"), *line(44, 104, dmp), *line(44, 128, mss)]
    boxes = [TickBox(words[1].box, Tick.UNCHECKED, MARK), tick(532, 104, ticked=True)]
    boxes += [tick(482, 128, ticked=True), tick(532, 128, ticked=False)]
    found = read(document(*words, boxes=tuple(boxes)), VA_PFI)
    assert found["isDirectToDMP"].answer.value != "true"
    assert found["isDirectToMSS"].answer.value == "true"


SAID = (("Flux d’envoi au DMP", "OUI"), ("Flux d’envoi à la MSSanté", "NON"), ("Non concerné", "NON"))


def said(*rows, provenance=TEXT):
    """Statements on the left, a word to answer each in a column on the right."""
    told = [(40, text) for text, _ in rows], [(500, word) for _, word in rows]
    return tuple(
        w for side in told for i, (x, text) in enumerate(side) for w in line(x, 100 + 18 * i, text, 10, provenance)
    )


@pytest.mark.parametrize("provenance", [TEXT, OCR])
def test_statements_may_be_answered_in_words_in_a_column(read, provenance):
    rows = (*SAID, (wordings.SAME_SOFTWARE.text, "OUI"))
    found = read(document(*said(*rows, provenance=provenance)), VA_PFI)
    assert found["isDirectToDMP"].answer.value == "true"
    assert found["isDirectToMSS"].answer.value == "false"
    assert found["isDirectToDMP"].doubtful is (provenance is OCR)


def test_a_word_beside_one_statement_or_two_beside_each_answer_none(read):
    lonely = said(SAID[0], ("Autre", "Sans objet"))
    assert read(document(*lonely), VA_PFI)["isDirectToDMP"].answer.value == ""
    both = (*said(*SAID), *(w for i in range(3) for w in line(540, 100 + 18 * i, "NON")))
    assert read(document(*both), VA_PFI)["isDirectToDMP"].answer.value == ""


def test_an_empty_cell_before_another_line_is_not_the_box_of_the_next_statement(read):
    words = lines(
        (46, 100, "X"), (70, 100, "Flux d’envoi au DMP"), (70, 116, "Adresse MSS"), (46, 132, "X"),
        (70, 132, "Flux d’envoi à la MSSanté"),
    )  # fmt: skip
    rules = table(40, 96, (20, 300), (16, 16, 16))
    found = read(document(*words, rules=rules), VA_PFI)
    assert [found[b].answer.value for b in ("isDirectToDMP", "isDirectToMSS")] == ["true", "true"]


def test_a_word_level_with_the_next_question_is_not_the_answer_to_the_one_above(read):
    """It has none: its box is empty, and the words stand midway beside questions of two lines."""
    words = lines(
        (40, 100, "Le DPI doit-il mettre en œuvre une identification électronique par ProSanté Connect comme modalité"),
        (40, 112, "d’identification électronique au DPI ?"), (40, 126, QUESTION), (40, 138, REST), (500, 132, "Oui"),
    )  # fmt: skip
    found = read(document(*words))
    assert found["isProSanteConnectNeeded"].answer.value == ""
    assert found[BALISE].answer.value == "true"


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, "true"), (False, True, "false")])
def test_answers_below_a_question_end_at_the_rule_of_its_column(read, yes, no, value):
    asked = lines((40, 100, "Le DPI doit-il mettre en œuvre une identification électronique"))
    more = lines((40, 112, "par ProSanté Connect ?"), (200, 130, "Oui"), (250, 130, "Non"))
    other = lines((320, 130, "Cette commande est conditionnée à un réengagement contractuel"))
    boxes = (tick(218, 130, ticked=yes), tick(268, 130, ticked=no))
    rules = (box(300, 60, 0, 400),)
    found = read(document(*asked, *more, *other, boxes=boxes, rules=rules))
    assert found["isProSanteConnectNeeded"].answer.value == value
