"""The ruled cells of a page."""

from dataclasses import replace

from radlad.layout.page import Sheet
from tests.support.printed import lines, page, table


def test_words_share_the_cell_that_is_ruled_around_them():
    words = lines((44, 104, "Adresse de"), (44, 116, "messagerie"), (144, 104, "Date"))
    sheet = Sheet(replace(page(words), rules=table(40, 100, (100, 100), (30, 20))))
    first, beside, second = sheet.segments
    cell = sheet.cell_of(first)
    assert cell == sheet.cell_of(second)
    assert [s.text for s in sheet.inside(cell)] == ["Adresse de", "messagerie"]
    assert sheet.cell_of(beside) != cell


def test_the_cell_below_is_found_however_high_the_one_above_is():
    words = lines((44, 104, "Date"), (44, 154, "12/03/2026"))
    sheet = Sheet(replace(page(words), rules=table(40, 100, (100, 100), (50, 20))))
    head, value = sheet.segments
    assert sheet.cell_below(sheet.cell_of(head)) == sheet.cell_of(value)


def test_a_frame_around_a_part_of_the_form_is_no_cell():
    words = lines((44, 104, "Nom"), (44, 180, "SIRET"))
    sheet = Sheet(replace(page(words), rules=table(40, 100, (300,), (200,))))
    assert [sheet.cell_of(s) for s in sheet.segments] == [None, None]
