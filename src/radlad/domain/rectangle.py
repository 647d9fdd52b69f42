"""Upright rectangles, whatever their unit: each unit has a class of its own, so that they cannot be mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


@dataclass(init=False, slots=True, unsafe_hash=True)
class Rectangle:
    """Left, top, right, bottom; x to the right, y down.

    Nothing changes one, though nothing forbids it: pages are made of thousands, and are asked for their sides and
    middles ten times as often, so that these are kept, and a frozen class would take thrice as long to fill.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = field(init=False, repr=False, compare=False)
    height: float = field(init=False, repr=False, compare=False)
    cx: float = field(init=False, repr=False, compare=False)
    cy: float = field(init=False, repr=False, compare=False)

    def __init__(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.x0, self.y0, self.x1, self.y1 = x0, y0, x1, y1
        self.width, self.height = x1 - x0, y1 - y0
        self.cx, self.cy = (x0 + x1) / 2, (y0 + y1) / 2

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
        if len(kept) == 1:
            return kept[0]
        x0, y0 = min([p.x0 for p in kept]), min([p.y0 for p in kept])
        return cls(x0, y0, max([p.x1 for p in kept]), max([p.y1 for p in kept]))
