"""The reliability curve counts what it is given."""

import xml.etree.ElementTree as ElementTree

import pytest

from bench.calibration import bins, picture, table

TOLD = [(0.99, True)] * 98 + [(0.99, False)] * 2 + [(0.75, True), (0.75, False)]


def test_answers_of_like_confidence_are_counted_together():
    modest, sure = bins(TOLD)
    assert (modest.count, modest.right) == (2, 0.5)
    assert (sure.count, sure.said, sure.right) == (100, pytest.approx(0.99), 0.98)
    assert table([sure])[-1] == "| 0.990 | 98.0 % | 100 |"


def test_the_curve_is_drawn_with_a_dot_for_each_bin():
    drawing = ElementTree.fromstring(picture(bins(TOLD)))
    dots = drawing.findall(".//{*}circle")
    assert len(dots) == 2
    assert float(dots[0].get("cy")) > float(dots[1].get("cy")), "half right stands lower than nearly all"
