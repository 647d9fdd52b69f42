"""Upright rectangles, whatever their unit: each unit has a class of its own, so that they cannot be mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Left, top, right, bottom; x to the right, y down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether the point stands inside, or on a side."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def meets(self, other: Self) -> bool:
        """Whether they share a point."""
        return self.x0 <= other.x1 and other.x0 <= self.x1 and self.y0 <= other.y1 and other.y0 <= self.y1

    def common(self, other: Self) -> Self:
        """What they share; they must meet."""
        x0, y0, x1, y1 = max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1)
        return type(self)(x0, y0, x1, y1)

    @classmethod
    def around(cls, parts: Iterable[Self]) -> Self:
        """The smallest rectangle that holds all of `parts` (at least one)."""
        kept = list(parts)
        return cls(min(p.x0 for p in kept), min(p.y0 for p in kept), max(p.x1 for p in kept), max(p.y1 for p in kept))
