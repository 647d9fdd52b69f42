"""Frames side by side, one character each."""

from radlad.domain.combs import combs
from radlad.domain.document import Box


def row(count, gap=0.0, width=0.02, y=0.5):
    return [Box(0.1 + i * (width + gap), y, 0.1 + i * (width + gap) + width, y + 0.015) for i in range(count)]


def test_frames_that_touch_are_one_comb_from_left_to_right():
    teeth = row(9)
    assert combs(reversed(teeth)) == [teeth]


def test_two_rows_are_two_combs():
    assert combs([*row(4), *row(5, y=0.6)]) == [row(4), row(5, y=0.6)]


def test_tick_boxes_apart_from_each_other_are_no_comb():
    assert combs(row(6, gap=0.05)) == []


def test_two_frames_may_be_tick_boxes():
    assert combs(row(2)) == []
