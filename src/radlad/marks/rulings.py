"""Ruled lines of scans, faxes and photos: what tells the cells of a table where no file says it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Word
from radlad.marks.pictures import Grey, Mask, ink_of, pixels_of, text_height, tilt_of

_HALF = 0.5
"""Rules are looked for on a copy of that scale: they are long, and thicker than its pixels."""
_LEVEL, _UPRIGHT = 3.0, 1.6
"""Shortest rule across and down, in heights of print: longer than a dash, and than any letter."""
_THICK, _FLAT = 8, 10
"""Pixels of the copy, and length over height, on a page that is not flat: what is thicker is a band or a bar."""
_BREAK = 9
"""Pixels of the copy over which a rule goes on."""
_MANY = 600
"""Lines on a page beyond which they are hatching or noise."""


def rules_in(grey: Grey, words: Sequence[Word]) -> tuple[Box, ...]:
    """The straight level and upright lines drawn on the page, each a box without width or height.

    A page laid askew is set straight first; each line is then given at the place of its middle, as long as it is.
    """
    small = cv2.resize(grey, None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA)
    rows, columns = small.shape
    height = text_height(words, small.shape)
    straight = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(np.degrees(tilt_of(words, small.shape))), 1.0)
    ink = ink_of(np.asarray(small, np.uint8))
    for word in words:
        x0, y0, x1, y1 = pixels_of(word.box, ink.shape)
        ink[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = 0
    ink = np.asarray(cv2.warpAffine(ink, straight, (columns, rows)), np.uint8)
    back = np.asarray(cv2.invertAffineTransform(straight), np.float64)
    found = [*_lines(ink, round(_LEVEL * height)), *(_turned(line) for line in _lines(ink.T, round(_UPRIGHT * height)))]
    return tuple(_placed(line, back, rows, columns) for line in found) if len(found) <= _MANY else ()


def _lines(ink: Mask, shortest: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each level line of `shortest` pixels and more."""
    joined = cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_CLOSE, np.ones((1, _BREAK), np.uint8))
    across = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, max(12, shortest)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(across, connectivity=8)
    return [(x, y, w, h) for x, y, w, h, area in stats[1:].tolist() if area <= _THICK * w and _FLAT * h <= w]


def _turned(line: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    x, y, w, h = line
    return y, x, h, w


def _placed(line: tuple[int, int, int, int], back: NDArray[np.float64], rows: int, columns: int) -> Box:
    x, y, w, h = line
    cx, cy = back @ (x + w / 2, y + h / 2, 1.0)
    across, down = (w / 2, 0.0) if w > h else (0.0, h / 2)
    return Box((cx - across) / columns, (cy - down) / rows, (cx + across) / columns, (cy + down) / rows)
