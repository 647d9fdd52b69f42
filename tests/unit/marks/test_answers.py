"""Answers given on the words: the right one circled or underlined, the wrong one struck out."""

import cv2
import numpy as np
import pytest

from radlad.domain.document import Box, Document, Page, Provenance, Source, Tick, TickBox, Word
from radlad.marks.answers import answers_apart
from radlad.marks.boxes import with_tick_boxes
from tests.support import papers
from tests.unit.marks.test_boxes import Fixed

WIDTH, HEIGHT = 1653, 2339
TEXT, OCR = Provenance(Source.TEXT, "t"), Provenance(Source.OCR, "o")


class Paper:
    """A page with the words Oui and Non, in pixels at 200 dpi."""

    def __init__(self, oui=(900, 1000), non=(1100, 1000), provenance=TEXT):
        self.provenance = provenance
        self.grey, self.words = papers.blank(WIDTH, HEIGHT), {}
        for word, (x, y) in (("Oui", oui), ("Non", non)):
            (w, h), _ = cv2.getTextSize(word, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)
            cv2.putText(self.grey, word, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
            self.words[word] = x, y - h, x + w, y

    def circle(self, word):
        x0, y0, x1, y1 = self.words[word]
        centre, axes = ((x0 + x1) // 2, (y0 + y1) // 2), (round(0.8 * (x1 - x0)), round(1.1 * (y1 - y0)))
        cv2.ellipse(self.grey, centre, axes, 3, 0, 360, 40, 3)

    def strike(self, word):
        x0, y0, x1, y1 = self.words[word]
        cv2.line(self.grey, (x0 - 8, (y0 + y1) // 2), (x1 + 8, (y0 + y1) // 2), 40, 3)

    def cross(self, word):
        """Struck out by two strokes of a pen."""
        x0, y0, x1, y1 = self.words[word]
        cv2.line(self.grey, (x0 - 6, y0), (x1 + 6, y1), 40, 3)
        cv2.line(self.grey, (x0 - 6, y1), (x1 + 6, y0), 40, 3)

    def button(self, word):
        """The word in white on a dark button."""
        x0, y0, x1, y1 = self.words[word]
        cv2.rectangle(self.grey, (x0 - 12, y0 - 8), (x1 + 12, y1 + 8), 90, -1)
        cv2.putText(self.grey, word, (x0, y1), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2)

    def highlight(self, word, level=215):
        """The paper under the word shaded, as by a marker."""
        x0, y0, x1, y1 = self.words[word]
        part = self.grey[y0 - 10 : y1 + 10, x0 - 14 : x1 + 14]
        np.minimum(part, level, out=part)

    def underline(self, word, beyond=0):
        x0, _, x1, y1 = self.words[word]
        cv2.line(self.grey, (x0 - beyond, y1 + 4), (x1 + beyond, y1 + 4), 40, 2)

    def boxes(self, *boxes):
        page = Page(1, 595, 842, words=self._printed(), tick_boxes=boxes)
        return with_tick_boxes(Document((page,)), Fixed(self.grey)).pages[0].tick_boxes

    def _printed(self):
        return tuple(
            Word(w.strip(), Box(x0 / WIDTH, y0 / HEIGHT, x1 / WIDTH, y1 / HEIGHT), self.provenance)
            for w, (x0, y0, x1, y1) in self.words.items()
        )

    def ticks(self, *boxes):
        read = self.boxes(*boxes)
        return {w.text: b.tick for w in self._printed() for b in read if b.box == w.box}


@pytest.mark.parametrize("word", ["Oui", "Non"])
@pytest.mark.parametrize("mark", [Paper.circle, Paper.underline, Paper.button])
def test_the_word_circled_underlined_or_on_a_button_is_the_answer(word, mark):
    paper = Paper()
    mark(paper, word)
    other = "Non" if word == "Oui" else "Oui"
    assert paper.ticks() == {word: Tick.CHECKED, other: Tick.UNCHECKED}


@pytest.mark.parametrize("word", ["Oui", "Non"])
@pytest.mark.parametrize("mark", [Paper.strike, Paper.cross])
def test_the_word_struck_out_is_not_the_answer(word, mark):
    paper = Paper()
    mark(paper, word)
    other = "Non" if word == "Oui" else "Oui"
    assert paper.ticks() == {word: Tick.UNCHECKED, other: Tick.CHECKED}


def test_both_struck_out_is_no_answer():
    paper = Paper()
    paper.strike("Oui")
    paper.strike("Non")
    assert paper.ticks() == {"Oui": Tick.UNCHECKED, "Non": Tick.UNCHECKED}


def test_words_that_nobody_marked_say_nothing():
    assert Paper().ticks() == {}


def test_where_a_tick_box_stands_beside_them_the_words_are_not_looked_at():
    paper = Paper()
    paper.circle("Non")
    box = TickBox(Box(870 / WIDTH, 980 / HEIGHT, 890 / WIDTH, 1000 / HEIGHT), Tick.CHECKED, TEXT)
    assert paper.ticks(box) == {}


def test_a_line_longer_than_the_word_is_to_write_on():
    paper = Paper()
    paper.underline("Oui", beyond=60)
    assert paper.ticks() == {}


def test_an_answer_struck_out_at_the_end_of_a_line_goes_on_below():
    paper = Paper(oui=(1400, 1000), non=(150, 1035))
    paper.strike("Oui")
    assert paper.ticks() == {"Oui": Tick.UNCHECKED, "Non": Tick.CHECKED}


def test_a_word_of_a_text_layer_that_a_pen_blotted_out_is_no_button():
    paper = Paper()
    for dy in range(-4, 6):
        x0, y0, x1, y1 = paper.words["Oui"]
        cv2.line(paper.grey, (x0, y0 + dy), (x1, y1 + dy), 40, 3)
        cv2.line(paper.grey, (x0, y1 + dy), (x1, y0 + dy), 40, 3)
    assert paper.ticks()["Oui"] is Tick.UNCHECKED


@pytest.mark.parametrize("word", ["Oui", "Non"])
def test_a_button_that_ocr_took_for_the_word_is_the_answer(word):
    paper = Paper(provenance=Provenance(Source.OCR, "t"))
    paper.button(word)
    x0, y0, x1, y1 = paper.words[word]
    paper.words[word] = x0 - 12, y0 - 8, x1 + 12, y1 + 8
    assert paper.ticks()[word] is Tick.CHECKED


def test_where_the_other_questions_have_boxes_a_line_through_a_word_is_no_answer():
    paper = Paper()
    paper.strike("Non")
    boxes = []
    for i in range(2):
        y = 1200 + 100 * i
        for word, x in (("Oui", 900), ("Non", 1100)):
            paper.words[word + " " * (i + 1)] = x, y, x + 40, y + 20
            place = Box((x - 30) / WIDTH, y / HEIGHT, (x - 10) / WIDTH, (y + 20) / HEIGHT)
            boxes.append(TickBox(place, Tick.UNCHECKED, TEXT))
    assert paper.ticks() != {}
    assert paper.ticks(*boxes) == {}


def test_where_tick_boxes_stand_under_them_the_words_are_not_looked_at():
    paper = Paper()
    boxes = []
    for word in ("Oui", "Non"):
        x0, _, x1, y1 = paper.words[word]
        left = (x0 + x1) // 2 - 10
        cv2.rectangle(paper.grey, (x0, y1 + 4), (x1, y1 + 24), 40, 2)
        boxes.append(
            TickBox(Box(left / WIDTH, (y1 + 4) / HEIGHT, (left + 20) / WIDTH, (y1 + 24) / HEIGHT), Tick.CHECKED, TEXT)
        )
    assert paper.ticks(boxes[0]) != {}, "one box does not answer for both words"
    assert paper.ticks(*boxes) == {}


@pytest.mark.parametrize("word", ["Oui", "Non"])
def test_a_highlighted_word_is_the_answer_in_doubt_where_all_answers_are_the_same(word):
    paper = Paper()
    paper.highlight(word)
    other = "Non" if word == "Oui" else "Oui"
    assert paper.ticks() == {word: Tick.CHECKED, other: Tick.UNCHECKED}
    assert {b.confidence for b in paper.boxes()} == {0.6}


def test_highlighted_words_of_both_kinds_are_answers_for_sure():
    upper, lower = Paper(), Paper(oui=(900, 1200), non=(1100, 1200))
    upper.highlight("Oui")
    lower.highlight("Non")
    np.minimum(upper.grey, lower.grey, out=upper.grey)
    upper.words |= {f"{word} ": place for word, place in lower.words.items()}
    assert {b.confidence for b in upper.boxes()} == {0.9}


@pytest.mark.parametrize("level", [255, 250], ids=["none", "hardly"])
def test_two_words_on_the_same_paper_are_no_answers(level):
    paper = Paper()
    paper.highlight("Oui", level)
    assert paper.ticks() == {}


@pytest.mark.parametrize("word", ["Oui", "Non"])
def test_a_ring_that_ocr_counted_to_its_word_is_one(word):
    paper = Paper(provenance=Provenance(Source.OCR, "t"))
    paper.circle(word)
    x0, y0, x1, y1 = paper.words[word]
    high = round(0.6 * (y1 - y0))
    paper.words[word] = x0 - 8, y0 - high, x1 + 8, y1 + high
    other = "Non" if word == "Oui" else "Oui"
    assert paper.ticks() == {word: Tick.CHECKED, other: Tick.UNCHECKED}


def test_a_framed_word_is_the_answer_and_two_frames_are_the_cells_of_a_table():
    paper = Paper()
    for word, wanted in (("Non", {"Non": Tick.CHECKED, "Oui": Tick.UNCHECKED}), ("Oui", {})):
        x0, y0, x1, y1 = paper.words[word]
        cv2.rectangle(paper.grey, (x0 - 14, y0 - 12), (x1 + 14, y1 + 12), 40, 2)
        assert paper.ticks() == wanted


def test_a_slash_beside_an_underlined_word_is_no_longer_line():
    paper = Paper()
    paper.underline("Non")
    x0, y0, _, y1 = paper.words["Non"]
    cv2.line(paper.grey, (x0 - 16, y1 + 5), (x0 - 8, y0), 40, 2)
    assert paper.ticks() == {"Non": Tick.CHECKED, "Oui": Tick.UNCHECKED}


def lined(*rows):
    """A scan with "Oui/Non" read as one word in each row, the first or the second lined at that height."""
    grey, words = papers.blank(WIDTH, HEIGHT), []
    for n, (which, height) in enumerate(rows):
        y = 400 + 60 * n
        for word, x in (("Oui", 900), ("/", 950), ("Non", 970)):
            cv2.putText(grey, word, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
        x0, x1 = ((900, 944), (970, 1022))[which]
        cv2.line(grey, (x0, y + height), (x1, y + height), 40, 3)
        place = Box(900 / WIDTH, (y - 20) / HEIGHT, 1022 / WIDTH, (y + 2) / HEIGHT)
        words.append(Word("Oui/Non", place, OCR))
    page = Page(1, 595, 842, words=tuple(words))
    return with_tick_boxes(Document((page,)), Fixed(grey)).pages[0].tick_boxes


def test_oui_and_non_read_as_one_word_are_lined_each_by_itself():
    found = lined((0, 5), (1, 5), (0, 5))
    assert [b.tick is Tick.CHECKED for b in found] == [True, False, False, True, True, False]


@pytest.mark.parametrize(
    ("read", "told"),
    [(("OUI-NON",), "OUI - NON"), (("OU–NON",), "Oui – NON"), (("OU", "–", "NON"), "Oui – NON"),
     (("OUI", "/", "NO"), "OUI / Non"),
     (("OUI", "ou", "NON"), "OUI ou NON"), (("non",), "non"), (("NO", "OU"), "NO OU")],
)  # fmt: skip
def test_a_word_struck_out_is_known_by_the_other_one_and_the_sign_between(read, told):
    words = [Word(text, Box(0.1 * i, 0.1, 0.1 * i + 0.08, 0.12), OCR) for i, text in enumerate(read)]
    assert " ".join(w.text for w in answers_apart(words)) == told


def test_where_most_are_underlined_a_line_higher_up_is_no_striking_out_for_sure():
    found = lined((0, 5), (1, 5), (0, -8))
    assert [b.tick is Tick.CHECKED for b in found] == [True, False, False, True, True, False]
    assert [b.confidence > 0.8 for b in found] == [True] * 4 + [False] * 2


def test_boxes_over_both_words_answer_instead_of_what_is_drawn_round_them():
    paper = Paper()
    paper.circle("Oui")
    boxes = [
        TickBox(Box((x0 + 2) / WIDTH, (y0 - 40) / HEIGHT, (x0 + 22) / WIDTH, (y0 - 20) / HEIGHT), Tick.CHECKED, TEXT)
        for x0, y0, _, _ in paper.words.values()
    ]
    assert paper.ticks(*boxes) == {}


def test_an_answer_told_in_a_way_of_its_own_is_unsure():
    """Four are underlined, and one is in a frame, which may be drawn for the look of it."""
    paper = Paper()
    for n in range(1, 5):
        for word, x in (("Oui", 900), ("Non", 1100)):
            (w, h), _ = cv2.getTextSize(word, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)
            cv2.putText(paper.grey, word, (x, 1000 + 80 * n), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
            paper.words[word + " " * n] = x, 1000 + 80 * n - h, x + w, 1000 + 80 * n
        paper.underline("Oui" + " " * n)
    x0, y0, x1, y1 = paper.words["Non"]
    cv2.rectangle(paper.grey, (x0 - 14, y0 - 12), (x1 + 14, y1 + 12), 40, 2)
    first, *others = sorted(paper.boxes(), key=lambda b: (round(b.box.y0, 2), b.box.x0))[1:]
    assert first.tick is Tick.CHECKED
    assert first.confidence < 0.8
    assert all(b.confidence > 0.8 for b in others)
