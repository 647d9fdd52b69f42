"""The rules of a scanned table, which tell its cells where no file does."""

import random

import cv2
import numpy as np
import pytest

from bench.maker import capture
from radlad.marks.rulings import rules_in
from tests.support import papers
from tests.unit.marks.test_boxes import HEIGHT, WIDTH, print_word

LEFT, TOP, RIGHT, BOTTOM = 200, 300, 1400, 700


@pytest.fixture
def table():
    """Two columns and four rows with a word in each cell, and the words."""
    grey = papers.blank()
    for y in range(TOP, BOTTOM + 1, 100):
        cv2.line(grey, (LEFT, y), (RIGHT, y), 0, 3)
    for x in (LEFT, 700, RIGHT):
        cv2.line(grey, (x, TOP), (x, BOTTOM), 0, 3)
    words = [print_word(grey, "Référence", x + 30, y + 60) for y in range(TOP, BOTTOM, 100) for x in (LEFT, 700)]
    return grey, words


def levels(rules):
    return sorted(round(r.y0 * HEIGHT) for r in rules if r.height == 0)


def uprights(rules):
    return sorted(round(r.x0 * WIDTH) for r in rules if r.width == 0)


def test_rules_of_a_table_are_found_and_print_is_none(table):
    found = rules_in(*table)
    assert levels(found) == pytest.approx([300, 400, 500, 600, 700], abs=3)
    assert uprights(found) == pytest.approx([LEFT, 700, RIGHT], abs=3)
    top = next(r for r in found if r.height == 0)
    assert (top.x0 * WIDTH, top.x1 * WIDTH) == pytest.approx((LEFT, RIGHT), abs=8)


def test_rules_of_a_noisy_copy_are_found(table):
    grey, words = table
    noisy = capture.scanned(grey, random.Random(5))
    assert len(levels(rules_in(noisy, words))) == 5


def test_rules_of_a_page_laid_askew_are_whole():
    slope = 0.06
    grey = papers.blank()
    for y in range(TOP, BOTTOM + 1, 100):
        cv2.line(grey, (LEFT, round(y + slope * LEFT)), (RIGHT, round(y + slope * RIGHT)), 0, 2)
    words = []
    for y in range(TOP, BOTTOM, 100):
        for x in range(LEFT + 30, RIGHT - 200, 190):
            words.append(print_word(grey, "commande", x, round(y + 60 + slope * x)))
    found = rules_in(grey, words, slope)
    assert len(levels(found)) == 5
    assert all(r.width * WIDTH > 0.95 * (RIGHT - LEFT) for r in found)


def test_a_dark_band_is_no_rule():
    grey = np.full((HEIGHT, WIDTH), 255, np.uint8)
    grey[400:440, LEFT:RIGHT] = 60
    assert rules_in(grey, []) == ()


def test_the_end_of_a_letter_between_two_rules_is_none():
    grey = papers.blank()
    for y in (TOP, TOP + 60):
        cv2.line(grey, (LEFT, y), (RIGHT, y), 0, 3)
    cv2.line(grey, (LEFT + 200, TOP + 14), (LEFT + 200, TOP + 46), 0, 3)
    found = rules_in(grey, [print_word(grey, "commande", LEFT + 20, TOP + 34)])
    assert len(levels(found)) == 2
    assert len(found) == 2


def test_what_is_dark_between_the_words_of_a_band_is_no_rule():
    grey = papers.blank()
    words = [print_word(grey, "commande", LEFT + 20, TOP + 40)]
    while words[-1].box.x1 * WIDTH < RIGHT - 200:
        words.append(print_word(grey, "commande", round(words[-1].box.x1 * WIDTH) + 10, TOP + 40))
    band = slice(TOP, TOP + 60), slice(LEFT, RIGHT)
    grey[band] = 255 - grey[band]
    assert uprights(rules_in(grey, words)) == []
