"""The ruled cells of a page: which words share one, and which cell stands below another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from radlad.layout.rect import Rect

_TALLEST = 7.0
"""A frame higher than this, in letter sizes, is a part of the form, not a cell."""
_WIDEST = 0.97
"""A frame as wide as this share of the page is a row of its own at most."""
_SLACK = 2.0
"""Points by which strokes of a table miss each other."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The vertical and horizontal rules of a page, in points."""

    uprights: Sequence[Rect]
    levels: Sequence[Rect]
    em: float

    def cell_at(self, x: float, y: float) -> Rect | None:
        """The cell around the point, ruled on its four sides; None where there is none."""
        sides = [r.cx for r in self.uprights if r.y0 - _SLACK <= y <= r.y1 + _SLACK]
        left = max((c for c in sides if c <= x), default=None)
        right = min((c for c in sides if c > x), default=None)
        ends = [r.cy for r in self.levels if r.x0 - _SLACK <= x <= r.x1 + _SLACK]
        top = max((c for c in ends if c <= y), default=None)
        bottom = min((c for c in ends if c > y), default=None)
        if left is None or right is None or top is None or bottom is None:
            return None
        return Rect(left, top, right, bottom) if bottom - top <= _TALLEST * self.em else None

    def below(self, cell: Rect) -> Rect | None:
        """The cell that shares the lower side of `cell`."""
        under = self.cell_at(cell.cx, cell.y1 + _SLACK)
        return under if under is not None and under.over(cell) > 0.5 else None
