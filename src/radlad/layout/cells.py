"""The ruled cells of a page: which words share one, and which cell stands below another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from radlad.layout.rect import Rect

_TALLEST = 7.0
"""A frame higher than this, in letter sizes, is a part of the form, not a cell."""
_WIDEST = 0.97
"""A frame as wide as this share of the page is a row of its own at most."""
_SLACK = 2.0
"""Points by which strokes of a table miss each other."""


class Rulings:
    """The vertical and horizontal rules of a page, in points; `em`: the size of its letters."""

    def __init__(self, uprights: Iterable[Rect], levels: Iterable[Rect], em: float) -> None:
        self.em = em
        self.levels = sorted(levels, key=lambda r: r.cy)
        self._heights = [r.cy for r in self.levels]
        self._stretches = [(r.x0 - _SLACK, r.x1 + _SLACK) for r in self.levels]
        uprights = sorted(uprights, key=lambda r: r.cx)
        self._places = [r.cx for r in uprights]
        self._spans = [(r.y0 - _SLACK, r.y1 + _SLACK) for r in uprights]
        self._below: dict[Rect, Rect | None] = {}

    def levels_between(self, top: float, bottom: float) -> Sequence[Rect]:
        """The horizontal rules from one height to another."""
        return self.levels[bisect_left(self._heights, top) : bisect_right(self._heights, bottom)]

    def cell_at(self, x: float, y: float) -> Rect | None:
        """The cell around the point, ruled on its four sides; None where there is none."""
        left, right = _nearest(self._places, self._spans, x, y)
        if left is None or right is None:
            return None
        top, bottom = _nearest(self._heights, self._stretches, y, x)
        if top is None or bottom is None:
            return None
        return Rect(left, top, right, bottom) if bottom - top <= _TALLEST * self.em else None

    def below(self, cell: Rect) -> Rect | None:
        """The cell that shares the lower side of `cell`."""
        if cell not in self._below:
            under = self.cell_at(cell.cx, cell.y1 + _SLACK)
            self._below[cell] = under if under is not None and under.over(cell) > 0.5 else None
        return self._below[cell]


def _nearest(
    places: Sequence[float], spans: Sequence[tuple[float, float]], at: float, across: float
) -> tuple[float | None, float | None]:
    """The last of `places` (in order) up to `at` and the first past it whose rule goes through `across`."""
    behind = bisect_right(places, at)
    last = next((places[i] for i in range(behind - 1, -1, -1) if spans[i][0] <= across <= spans[i][1]), None)
    first = next((places[i] for i in range(behind, len(places)) if spans[i][0] <= across <= spans[i][1]), None)
    return last, first
