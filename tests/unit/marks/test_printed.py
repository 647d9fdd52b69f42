"""Tick boxes that are characters, taken out of the words they stick to."""

from dataclasses import replace

import pytest

from radlad.domain.document import Box, Provenance, Source, Tick, Word
from radlad.marks.printed import printed_boxes

TEXT, OCR = Provenance(Source.TEXT, "t"), Provenance(Source.OCR, "o")


def words(*texts, provenance=TEXT, confidence=1.0, y=0.5):
    """Words side by side, each character 0.01 wide, one space between."""
    found, x = [], 0.1
    for text in texts:
        width = 0.01 * len(text)
        found.append(Word(text, Box(x, y, x + width, y + 0.01), provenance, confidence))
        x += width + 0.005
    return found


def states(found):
    return [b.tick_box.tick for b in found]


@pytest.mark.parametrize("box", ["☒", "☑", "[X]", "[x]", "(X)", "✗", "[✓]", "|X|", "|_X_|"])
def test_ticked_boxes(box):
    kept, found = printed_boxes(words(box, "Oui"))
    assert [w.text for w in kept] == ["Oui"]
    assert states(found) == [Tick.CHECKED]


@pytest.mark.parametrize("box", ["☐", "□", "[]", "( )", "❏", "|_|", "|__|"])
def test_empty_boxes(box):
    kept, found = printed_boxes(words(box, "Non"))
    assert [w.text for w in kept] == ["Non"]
    assert states(found) == [Tick.UNCHECKED]


@pytest.mark.parametrize(
    ("parts", "tick"), [(("[", "X", "]"), Tick.CHECKED), (("[", "]"), Tick.UNCHECKED), (("[X", "]"), Tick.CHECKED)]
)
def test_brackets_printed_apart_are_one_box(parts, tick):
    kept, found = printed_boxes(words(*parts, "Oui"))
    assert [w.text for w in kept] == ["Oui"]
    assert states(found) == [tick]
    assert found[0].tick_box.box.x0 == pytest.approx(0.1)


@pytest.mark.parametrize("glued", ["□Oui", "Oui□", "[ ]Oui".replace(" ", "")])
def test_a_box_stuck_to_a_word_is_split_off(glued):
    (word,), (found,) = printed_boxes(words(glued))
    assert word.text == "Oui"
    box = found.tick_box.box
    assert box.x1 == pytest.approx(word.box.x0) or box.x0 == pytest.approx(word.box.x1)


def test_round_brackets_glued_to_an_answer_are_its_box():
    kept, found = printed_boxes(words("NON()", "OUI", "(X)"))
    assert [w.text for w in kept] == ["NON", "OUI"]
    assert states(found) == [Tick.UNCHECKED, Tick.CHECKED]


@pytest.mark.parametrize(("letter", "kept"), [("O", ["O", "N"]), ("D", ["N"])])
def test_the_letter_before_a_column_of_brackets_is_none_where_n_stands_on_its_line(letter, kept):
    read = [
        *words("[ ]", "Oui", provenance=OCR, y=0.4),
        *words(letter, "[X]", "N", "[ ]", provenance=OCR, confidence=0.8),
    ]
    left, _ = printed_boxes(read)
    assert [w.text for w in left] == ["Oui", *kept]


@pytest.mark.parametrize(("read", "kept"), [(("X", "OUI"), "OUI"), (("XNON",), "NON"), (("V", "NON"), "NON")])
def test_a_letter_before_an_answer_is_a_tick_where_others_have_drawn_boxes(read, kept):
    left, found = printed_boxes(words(*read, provenance=OCR), drawn=True)
    assert ([w.text for w in left], states(found)) == ([kept], [Tick.CHECKED])
    assert printed_boxes(words(*read, provenance=OCR))[1] == []


@pytest.mark.parametrize("text", ["document(s)", "1)", "(uniquement", "[1]", "f()", "TVA(%)"])
def test_brackets_in_print_are_no_boxes(text):
    kept, found = printed_boxes(words("avant", text, "après"))
    assert [w.text for w in kept] == ["avant", text, "après"]
    assert found == []


def test_bullets_are_boxes_only_beside_their_empty_sisters():
    assert printed_boxes(words("■", "Prestation"))[1] == []
    assert states(printed_boxes(words("●", "Oui", "○", "Non"))[1]) == [Tick.CHECKED, Tick.UNCHECKED]


def test_misread_brackets_count_in_a_column_of_brackets_only():
    column = [*words("[X]", provenance=OCR, y=0.4), *words("11", provenance=OCR, confidence=0.6, y=0.5)]
    assert states(printed_boxes(column)[1]) == [Tick.CHECKED, Tick.UNCHECKED]
    assert printed_boxes(words("11", provenance=OCR, confidence=0.6))[1] == []
    sure = [*words("[X]", y=0.4), *words("11", y=0.5)]
    assert states(printed_boxes(sure)[1]) == [Tick.CHECKED]


def test_a_note_s_call_is_no_box_where_no_bracket_is_empty():
    assert printed_boxes(words("Oui", "Non", "(*)"))[1] == []
    assert states(printed_boxes(words("(*)", "Oui", "( )", "Non"))[1]) == [Tick.CHECKED, Tick.UNCHECKED]


def test_a_short_line_is_a_box_where_another_has_its_x():
    *printed, thin = words("Oui", "_X_", "Non", "___")
    thin = replace(thin, box=replace(thin.box, y0=thin.box.y1 - 0.001))
    _, found = printed_boxes([*printed, thin])
    assert states(found) == [Tick.CHECKED, Tick.UNCHECKED]
    assert found[1].tick_box.box.height == pytest.approx(0.01)  # as high as an X that would stand on it


def test_a_line_to_write_a_name_on_is_no_box():
    assert printed_boxes(words("Nom", "___", "Date", "______"))[1] == []


def test_a_scan_s_words_give_back_the_line_they_swallowed():
    kept, found = printed_boxes(words("Oui_X_Non", provenance=OCR))
    assert [w.text for w in kept] == ["Oui", "Non"]
    assert states(found) == [Tick.CHECKED]


def test_small_circles_that_ocr_takes_for_letters_are_boxes_where_both_are_seen():
    answered = [*words("o", "Oui", provenance=OCR, y=0.5), *words("•", "Non", provenance=OCR, y=0.52)]
    kept, found = printed_boxes(answered)
    assert [w.text for w in kept] == ["Oui", "Non"]
    assert states(found) == [Tick.UNCHECKED, Tick.CHECKED]
    assert printed_boxes(words("•", "Non", provenance=OCR))[1] == []


def test_a_filled_circle_right_before_an_answer_is_a_box_and_no_bullet():
    kept, found = printed_boxes([*words("●", "Oui"), *words("●", "Non", y=0.52)])
    assert [w.text for w in kept] == ["Oui", "Non"]
    assert states(found) == [Tick.CHECKED, Tick.CHECKED]


@pytest.mark.parametrize("printed", [("×non",), ("×", "non")])
def test_a_cross_that_ocr_read_before_an_answer_is_a_ticked_box(printed):
    kept, found = printed_boxes(words(*printed, provenance=OCR))
    assert [w.text for w in kept] == ["non"]
    assert states(found) == [Tick.CHECKED]
