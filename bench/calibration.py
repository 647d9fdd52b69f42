"""The reliability curve: how often answers of each confidence are right (Niculescu-Mizil & Caruana, ICML 2005)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Pairs = Sequence[tuple[float, bool]]
"""Of each answer, its confidence (0 to 1), and whether it is right."""

_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
_SIZE, _MARGIN = 320, 44


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence: their number, mean confidence, and the share that is right."""

    count: int
    said: float
    right: float


def bins(pairs: Pairs) -> list[Bin]:
    """Those that hold an answer, from the least sure up."""
    found = []
    for low, high in pairwise(_EDGES):
        inside = [(said, right) for said, right in pairs if low <= said < high]
        if inside:
            count = len(inside)
            found.append(Bin(count, sum(s for s, _ in inside) / count, sum(r for _, r in inside) / count))
    return found


def table(found: Sequence[Bin]) -> list[str]:
    """The bins as lines of Markdown."""
    rows = [f"| {b.said:.3f} | {100 * b.right:.1f} % | {b.count} |" for b in found]
    return ["| mean confidence | right | answers |", "|---|---|---|", *rows]


def picture(found: Sequence[Bin]) -> str:
    """The bins as an SVG drawing: confidence to the right, share that is right upwards, the honest line between."""
    points = [(_across(b.said), _up(b.right)) for b in found]
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + min(7, b.count**0.5 / 6):.1f}"><title>{b.count} answers: '
        f"{b.said:.3f} said, {b.right:.3f} right</title></circle>"
        for b, (x, y) in zip(found, points, strict=True)
    )
    ticks = "".join(
        f'<text x="{_across(v):.0f}" y="{_SIZE - _MARGIN + 18}" text-anchor="middle">{v:g}</text>'
        f'<text x="{_MARGIN - 8}" y="{_up(v) + 4:.0f}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.25, 0.5, 0.75, 1)
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    side = _SIZE - 2 * _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}" '
        f'font-family="sans-serif" font-size="11" role="img"><title>Reliability curve</title>'
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/>'
        f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<path d="M{_across(0)} {_up(0)}L{_across(1)} {_up(1)}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<polyline points="{line}" fill="none" stroke="#000091"/><g fill="#000091">{dots}</g>{ticks}'
        f'<text x="{_SIZE / 2:.0f}" y="{_SIZE - 8}" text-anchor="middle">confidence</text>'
        f'<text x="12" y="{_SIZE / 2:.0f}" text-anchor="middle" transform="rotate(-90 12 {_SIZE / 2:.0f})">right</text>'
        "</svg>\n"
    )


def _across(value: float) -> float:
    return _MARGIN + value * (_SIZE - 2 * _MARGIN)


def _up(value: float) -> float:
    return _SIZE - _MARGIN - value * (_SIZE - 2 * _MARGIN)
