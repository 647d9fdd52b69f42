"""How the lines of print on a page rise or fall: one slope, or one that changes down the page of a photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Page, Source

Numbers = NDArray[np.floating[Any]]
_STEEPEST = 0.06
_FEW = 12
"""Words under which a slope is a guess."""
_BAND = 45
"""Words from which a part of the page tells its own slope."""


@dataclass(frozen=True, slots=True)
class Skew:
    """The slope of a line of print at height `y`: `slope + turn * y`, in points down per point to the right."""

    slope: float = 0.0
    turn: float = 0.0

    @staticmethod
    def of(page: Page) -> Skew:
        """The slopes under which the words of `page` fall best into rows; none for a page of print from a file."""
        words = [w for w in page.words if len(w.text) > 1 and w.provenance.source is Source.OCR]
        if len(words) < _FEW:
            return Skew()
        x = np.array([w.box.cx for w in words]) * page.width
        y = np.array([w.box.cy for w in words]) * page.height
        size = float(np.median([w.box.height for w in words])) * page.height
        slope = _steepness(x, y, size, 0.0, _STEEPEST)
        return _bent(x, y, size, slope)

    def __bool__(self) -> bool:
        return self.slope != 0 or self.turn != 0

    def at(self, y: float) -> float:
        """The slope at height `y`."""
        return self.slope + self.turn * y

    def undone(self, x: float, y: float) -> tuple[float, float]:
        """Where a point would stand on the same page laid straight."""
        slope = self.at(y)
        return x + slope * y, y - slope * x


def _bent(x: Numbers, y: Numbers, size: float, slope: float) -> Skew:
    """The slope of each third of the page, drawn into a line down the page where at least two can be told."""
    heights, slopes = [], []
    for part in np.array_split(np.argsort(y), 3):
        if len(part) >= _BAND:
            heights.append(float(np.mean(y[part])))
            slopes.append(_steepness(x[part], y[part], size, slope, 0.012))
    if len(slopes) < 2:
        return Skew(slope)
    turn, start = np.polyfit(heights, slopes, 1)
    return Skew(float(start), float(turn))


def _steepness(x: Numbers, y: Numbers, size: float, middle: float, reach: float) -> float:
    """The slope within `reach` of `middle` under which words gather most in rows; coarse, then fine."""
    for step in (0.002, 0.0004):
        tried = np.arange(middle - reach, middle + reach + step / 2, step)
        middle, reach = float(tried[int(np.argmax(_gathered(y - tried[:, None] * x, size)))]), step
    return middle


def _gathered(heights: Numbers, size: float) -> Numbers:
    """How much words gather at the same heights, in each row: the sum of squares of a smoothed histogram."""
    cells = ((heights - heights.min(axis=1, keepdims=True)) / (0.2 * size)).astype(np.intp) + 2
    wide = int(cells.max()) + 3
    counts = np.bincount((cells + wide * np.arange(len(cells))[:, None]).ravel(), minlength=wide * len(cells))
    counts = counts.reshape(-1, wide)
    smooth = counts[:, 1:-1] + (counts[:, :-2] + counts[:, 2:]) / 2
    gathered: Numbers = (smooth**2).sum(axis=1)
    return gathered
