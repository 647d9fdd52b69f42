"""Rows, segments and paragraphs of a page."""

from dataclasses import replace

import pytest

from radlad.domain.document import Box
from radlad.layout.page import Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Line, Token, make_whole
from tests.support import printed
from tests.support.printed import HEIGHT, OCR, WIDTH, line, lines, page, table, tick


def texts(sheet):
    return [[s.text for s in row] for row in sheet.rows]


def test_words_side_by_side_are_a_row_and_a_wide_gap_ends_a_segment():
    sheet = Sheet(page(lines((40, 100, "Nom client"), (260, 100, "CH de Rodez"), (40, 120, "SIRET"))))
    assert texts(sheet) == [["Nom client", "CH de Rodez"], ["SIRET"]]


def test_a_rule_between_two_words_ends_a_segment():
    words = lines((40, 100, "Oui"), (58, 100, "Non"))
    assert texts(Sheet(page(words))) == [["Oui Non"]]
    ruled = replace(page(words), rules=(printed.box(56.5, 90, 0.5, 40),))
    assert texts(Sheet(ruled)) == [["Oui", "Non"]]


def test_dots_that_lead_the_eye_are_not_read():
    dots = tuple(w for i in range(30) for w in line(90 + 5 * i, 104, ".", 3))
    sheet = Sheet(page((*line(40, 100, "SIRET"), *dots, *line(260, 100, "732829320"))))
    assert texts(sheet) == [["SIRET", "732829320"]]


def test_a_colon_inside_a_word_parts_label_and_value():
    assert texts(Sheet(page(lines((40, 100, "SIRET:732829320"))))) == [["SIRET: 732829320"]]


def test_one_character_a_box_is_one_word():
    comb = tuple(w for i, c in enumerate("732829320") for w in line(40 + 18 * i, 100, c))
    assert texts(Sheet(page(comb))) == [["732829320"]]


def test_lines_of_a_paragraph_are_linked():
    sheet = Sheet(
        page(lines((40, 100, "Cette commande n’est pas"), (40, 112, "conditionnée"), (40, 160, "Autre chose")))
    )
    first, second, third = sheet.segments
    assert first.below is second
    assert second.above is first
    assert second.below is None
    assert third.above is None


def test_a_scan_laid_askew_is_read_in_rows():
    rows = [(40.0, 100.0 + 14 * i, f"Intitulé numéro {i}") for i in range(12)]
    values = [(420.0, 100.0 + 14 * i, f"Valeur {i}") for i in range(12)]
    words = tuple(w for x, y, text in rows + values for w in line(x, y, text, provenance=OCR))
    straight = texts(Sheet(page(words)))
    assert straight[3] == ["Intitulé numéro 3", "Valeur 3"]
    assert texts(Sheet(page(printed.skewed(words, 0.03)))) == straight


def test_a_page_without_words_has_no_rows():
    assert Sheet(page(())).rows == []
    assert Sheet(replace(page(()), rules=(Box(0, 0, 1, 1),))).segments == []


def test_the_stretched_spaces_of_a_justified_line_end_no_segment():
    said = "dans les conditions définies par les textes"
    words, x = [], 40.0
    for part in said.split(" "):
        words += line(x, 100, part)
        x += 5.0 * len(part) + 11.5
    assert texts(Sheet(page((*words, *line(x + 10, 100, "Autre"))))) == [[said, "Autre"]]


def test_a_column_of_colons_closes_the_labels_beside_it():
    sheet = Sheet(page(lines((40, 100, "Numéro de commande"), (180, 100, ": C 8605 2026"), (40, 114, "En date du"),
                             (180, 114, ":"))))  # fmt: skip
    assert texts(sheet) == [["Numéro de commande :", "C 8605 2026"], ["En date du :"]]
    assert sheet.segments[0].rect.x1 < 150


def test_what_stands_beside_a_place_is_found_as_on_the_whole_page():
    sheet = Sheet(page(lines(*((x, 40 + 7 * i, f"Mot {i}") for i in range(40) for x in (40, 200, 420 - i)))))
    for segment in sheet.segments:
        assert sheet.beside(segment.rect) == [s for s in sheet.segments if s.rect.beside(segment.rect) > 0.5]
        assert {id(s) for s in sheet.segments if 100 <= s.rect.cy <= 130} <= {id(s) for s in sheet.among(100, 130)}


def test_what_is_written_somewhat_off_its_line_is_put_on_it():
    words = lines((40, 100, "Bon n°"), (75, 105, "CDE-2442"), (40, 120, "Daté du"), (80, 115, "27/07/2025"))
    sheet = Sheet(page(words))
    assert [" ".join(row) for row in texts(sheet)] == ["Bon n° CDE-2442", "Daté du 27/07/2025"]


def test_lines_of_columns_that_do_not_fall_together_stay_apart():
    left = tuple(w for i in range(3) for w in line(40, 100 + 12 * i, "Nom"))
    right = tuple(w for i in range(3) for w in line(80, 106 + 12 * i, "Roux"))
    assert len(texts(Sheet(page((*left, *right))))) == 6


@pytest.mark.parametrize(("height", "top", "bottom"), [(24, 99, 121), (48, 104, 112)], ids=["one row", "two rows"])
def test_a_cross_far_from_the_middle_of_its_cell_is_of_the_row_it_stands_in(height, top, bottom):
    rows = (*line(40, 104, "Première déclaration", size=8), *line(40, 132, "Seconde déclaration", size=8))
    rules = table(36, 98, (484, 24), (height,))
    words = (*rows, *line(530, 104, "X", size=8))
    (mark,) = Sheet(replace(page(words), rules=rules)).marks
    assert (mark.rect.y0, mark.rect.y1) == pytest.approx((top, bottom), abs=3)


def test_values_close_to_labels_that_are_set_to_the_right_are_a_column_of_their_own():
    said = (("Nom client", "CH de Rodez"), ("N° SIREN", "732829320"), ("Adresse", "3 rue Foch"), ("Activité", "IRM"))
    words = [(150 - 5 * len(label) - 3 * label.count(" ") + 5 * label.count(" "), label) for label, _ in said]
    labels = lines(*((x, 100 + 14 * i, label) for i, (x, label) in enumerate(words)))
    values = lines(*((156, 100 + 14 * i, value) for i, (_, value) in enumerate(said)))
    assert texts(Sheet(page((*labels, *values)))) == [list(pair) for pair in said]


def test_a_wider_space_alone_makes_no_column():
    words = lines(
        (40, 100, "Nom client"), (94, 100, "CH de Rodez"), (40, 114, "N° SIREN 732829320"), (40, 128, "Rodez")
    )
    assert texts(Sheet(page(words)))[0] == ["Nom client CH de Rodez"]


def test_spaces_under_one_another_in_fixed_pitch_make_no_columns():
    words = tuple(
        w for i in range(6) for j, text in enumerate(("TOTAL", "SEGUR")) for w in line(40 + 31 * j, 100 + 14 * i, text)
    )
    assert texts(Sheet(page(words))) == [["TOTAL SEGUR"]] * 6


def test_a_title_before_a_name_in_fixed_pitch_is_no_cell_of_its_own():
    rows = [(40.0, 100.0 + 16 * i, text) for i, text in enumerate(("Bon de commande", "Facture", "Date facture"))]
    words = [w for x, y, text in rows for w in printed.line(x, y, text, 6)]
    title, name = printed.line(40, 180, "M.", 6)[0], printed.line(49, 180, "Marie-Laure", 6)
    narrow = replace(title, box=Box(title.box.x0, title.box.y0, title.box.x0 + 3.6 / printed.WIDTH, title.box.y1))
    assert texts(Sheet(page((*words, narrow, *name))))[-1] == ["M. Marie-Laure"]


def placed(x, y, text):
    """The tokens of a line of print, in points."""
    found = (
        (w, Rect(w.box.x0 * WIDTH, w.box.y0 * HEIGHT, w.box.x1 * WIDTH, w.box.y1 * HEIGHT)) for w in line(x, y, text)
    )
    return [Token(w.text, w.text.casefold(), rect, w, 1) for w, rect in found]


def test_words_of_one_line_that_were_shared_out_beside_another_column_are_put_together():
    other, mine = placed(40, 100, "qui a réalisé"), placed(310, 103, "Mon espace santé ou le cas échéant vers")
    upper, lower = Line(), Line()
    upper.hold([*other, mine[4], mine[6]])
    lower.hold([t for t in mine if t not in upper.tokens])
    make_whole(upper, lower, 10)
    assert [" ".join(t.text for t in drawn.tokens) for drawn in (upper, lower)] == [
        "qui a réalisé", "Mon espace santé ou le cas échéant vers"
    ]  # fmt: skip


@pytest.mark.parametrize("ruled", [True, False])
def test_a_tick_box_of_another_column_begins_no_paragraph(ruled):
    words = lines(
        (310, 100, "Bon de commande conditionné à l’obtention par le logiciel"), (310, 112, "du référencement")
    )
    rules = (printed.box(300, 60, 0, 200),) if ruled else ()
    sheet = Sheet(replace(page(words, tick(285, 112, ticked=True)), rules=rules))
    first = next(s for s in sheet.segments if s.text.startswith("Bon de"))
    assert (first.below is not None) is ruled
