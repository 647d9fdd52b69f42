"""Where there is ink."""

import cv2
import numpy as np
import pytest

from radlad.marks.pictures import lines_of, outlines_of


@pytest.mark.parametrize("length", [12, 13, 60, 97])
@pytest.mark.parametrize("level", [True, False])
def test_lines_are_opencv_s_opening(length, level):
    grain = np.random.default_rng(7)
    line = np.ones((1, length) if level else (length, 1), np.uint8)
    for shape in ((150, 130), (11, 140), (140, 11)):
        ink = np.where(grain.random(shape) > 0.02, 255, 0).astype(np.uint8)
        assert (lines_of(ink, length, level=level) == cv2.morphologyEx(ink, cv2.MORPH_OPEN, line)).all()


def test_pieces_are_opencv_s_components():
    ink = np.where(np.random.default_rng(7).random((120, 150)) > 0.6, 255, 0).astype(np.uint8)
    ink[20:60, 20:80], ink[30:50, 30:70], ink[38:42, 45:50] = 255, 0, 255  # one inside the other
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    assert sorted(map(cv2.boundingRect, outlines_of(ink))) == sorted(map(tuple, stats[1:, :4].tolist()))
    assert outlines_of(np.zeros((9, 9), np.uint8)) == []
