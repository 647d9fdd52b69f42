"""Rectangles in points of the deskewed page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points of the deskewed page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def beside(self, other: Rect) -> float:
        """The share of the lower of the two that both have in common vertically; negative when apart."""
        common = min(self.y1, other.y1) - max(self.y0, other.y0)
        return common / max(0.1, min(self.height, other.height))

    def over(self, other: Rect) -> float:
        """The share of the narrower of the two that both have in common horizontally; negative when apart."""
        common = min(self.x1, other.x1) - max(self.x0, other.x0)
        return common / max(0.1, min(self.width, other.width))

    def holds(self, x: float, y: float) -> bool:
        """Whether the point stands inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    @staticmethod
    def around(parts: Iterable[Rect]) -> Rect:
        kept = list(parts)
        return Rect(min(p.x0 for p in kept), min(p.y0 for p in kept), max(p.x1 for p in kept), max(p.y1 for p in kept))
