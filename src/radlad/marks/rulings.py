"""Ruled lines of scans, faxes and photos: what tells the cells of a table where no file says it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from radlad.domain.document import Box, Word
from radlad.layout.greys import levels_of
from radlad.marks.pictures import Grey, Mask, Outline, ink_of, lines_of, outlines_of, pixels_of, text_height

_HALF = 0.5
"""Rules are looked for on a copy of that scale: they are long, and thicker than its pixels."""
_LEVEL, _UPRIGHT = 3.0, 1.6
"""Shortest rule across and down, in heights of print: longer than a dash, and than any letter."""
_THICK, _FLAT = 8, 10
"""Pixels of the copy, and length over height, on a page that is not flat: what is thicker is a band or a bar."""
_BREAK = 9
"""Pixels of the copy over which a rule goes on."""
_LONG, _WHOLE = 3, 0.8
"""A rule this many times as long as the shortest is one though it is dotted; a shorter one is inked for this share."""
_RIM, _DARK = 2, 0.6
"""Pixels of the copy round a word, and how light they are on a dark band, to the paper."""
_ASIDE = 2
"""How much farther beside a word a band is looked past than above it."""
_MANY = 600
"""Lines on a page beyond which they are hatching or noise."""


def rules_in(grey: Grey, words: Sequence[Word], slope: float = 0.0) -> tuple[Box, ...]:
    """The straight level and upright lines drawn on the page, each a box without width or height.

    One of a page laid askew by `slope` (`radlad.layout.skew`) is given at the place of its middle, as long as it is.
    """
    small = np.asarray(cv2.resize(grey, None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA), np.uint8)
    rows, columns = small.shape
    height = text_height(words, small.shape, slope)
    ink = ink_of(small)
    places = [pixels_of(word.box, ink.shape) for word in words]
    (paper,) = levels_of(small, 50)
    rims = [round(height) if _is_reversed(small, paper, place) else 1 for place in places]
    for (x0, y0, x1, y1), rim in zip(places, rims, strict=True):
        ink[max(0, y0 - rim) : y1 + rim, max(0, x0 - rim * _ASIDE) : x1 + rim * _ASIDE] = 0
    found = [*_lines(ink, round(_LEVEL * height)), *(_turned(line) for line in _lines(ink.T, round(_UPRIGHT * height)))]
    return tuple(_placed(line, rows, columns) for line in found) if len(found) <= _MANY else ()


def _is_reversed(grey: Grey, paper: float, place: tuple[int, int, int, int]) -> bool:
    """Whether a word stands in white on a dark band, whose parts between the words are no rules."""
    x0, y0, x1, y1 = place
    if min(x0, y0) < _RIM or x1 <= x0 or y1 <= y0:
        return False
    sides = grey[y0:y1, x0 - _RIM : x0], grey[y0:y1, x1 : x1 + _RIM], grey[y0 - _RIM : y0, x0:x1]
    return all(side.size and float(side.mean()) < _DARK * paper for side in sides)


def _lines(ink: Mask, shortest: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each level line of `shortest` pixels and more."""
    joined = cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_CLOSE, np.ones((1, _BREAK), np.uint8))
    across = lines_of(np.asarray(joined, np.uint8), max(12, shortest), level=True)
    lines = []
    for outline in outlines_of(across):
        x, y, w, h = cv2.boundingRect(outline)
        if _FLAT * h <= w and _inked(across[y : y + h, x : x + w], outline - (x, y)) <= _THICK * w:
            lines.append((x, y, w, h))
    return [(x, y, w, h) for x, y, w, h in lines if w >= _LONG * shortest or _drawn(ink[y : y + h, x : x + w])]


def _inked(part: Mask, outline: Outline) -> int:
    """The pixels of the piece of ink that has this outline in a part of the page."""
    inside = np.zeros_like(part)
    cv2.drawContours(inside, [outline.astype(np.int32)], -1, 255, cv2.FILLED)
    return cv2.countNonZero(cv2.bitwise_and(inside, part))


def _drawn(ink: Mask) -> bool:
    """Whether a short rule is drawn all along, not put together from the ends of letters and the rules they touch."""
    return bool(ink.any(axis=0).mean() >= _WHOLE)


def _turned(line: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    x, y, w, h = line
    return y, x, h, w


def _placed(line: tuple[int, int, int, int], rows: int, columns: int) -> Box:
    x, y, w, h = line
    if w > h:
        return Box(x / columns, (y + h / 2) / rows, (x + w) / columns, (y + h / 2) / rows)
    return Box((x + w / 2) / columns, y / rows, (x + w / 2) / columns, (y + h) / rows)
