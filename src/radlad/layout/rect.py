"""Rectangles in points of the deskewed page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from radlad.domain.rectangle import Rectangle


@dataclass(init=False, slots=True, unsafe_hash=True)
class Rect(Rectangle):
    """A rectangle in points of the deskewed page."""

    def beside(self, other: Rect) -> float:
        """The share of the lower of the two that both have in common vertically; negative when apart."""
        common = min(self.y1, other.y1) - max(self.y0, other.y0)
        return common / max(0.1, min(self.height, other.height))

    def over(self, other: Rect) -> float:
        """The share of the narrower of the two that both have in common horizontally; negative when apart."""
        common = min(self.x1, other.x1) - max(self.x0, other.x0)
        return common / max(0.1, min(self.width, other.width))


class Across:
    """Rectangles by the place of their middle across the page."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        self._rects = sorted(rects, key=lambda r: r.cx)
        self._places = [r.cx for r in self._rects]

    def between(self, left: float, right: float) -> Sequence[Rect]:
        """Those whose middle is there, from left to right."""
        return self._rects[bisect_left(self._places, left) : bisect_right(self._places, right)]
