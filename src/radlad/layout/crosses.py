"""Columns of ruled cells in which a cross is a tick, as spreadsheets print them: no box is drawn but the table's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from radlad.domain.document import Box, Provenance, Source, Tick, TickBox
from radlad.layout.cells import Rulings
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

PROVENANCE = Provenance(Source.MARK, "radlad.layout.crosses", "1")
_CROSSES = frozenset("xX✓✔✕✖✗✘")
_WIDEST = 8.0
"""Letter sizes that such a cell is wide at most."""
_READ, _UNREAD = 0.95, 0.6
"""How sure a cross is, and an empty cell where OCR may have missed one."""
_SAME = 2.0


def crossed(
    tokens: Sequence[Token], taken: Sequence[Rect], rulings: Rulings, size: tuple[float, float]
) -> list[tuple[Rect, TickBox]]:
    """The cells of columns that hold nothing but crosses, empty ones with them, each with the row it stands in.

    `taken`: the tick boxes of the page, whose columns are not looked at; `size`: the page's width and height in points.
    """
    columns: dict[tuple[int, int], Rect] = {}
    for token in tokens:
        cell = rulings.cell_at(token.rect.cx, token.rect.cy) if token.text in _CROSSES else None
        if cell is None or cell.width > _WIDEST * rulings.em or any(cell.holds(t.cx, t.cy) for t in taken):
            continue
        if sum(cell.holds(t.rect.cx, t.rect.cy) for t in tokens) == 1:
            columns.setdefault((round(cell.x0 / _SAME), round(cell.x1 / _SAME)), cell)
    return [found for column in columns.values() for found in _cells(column, tokens, rulings, size)]


def _cells(
    column: Rect, tokens: Sequence[Token], rulings: Rulings, size: tuple[float, float]
) -> Iterator[tuple[Rect, TickBox]]:
    heights = sorted(r.cy for r in rulings.levels if r.x0 - _SAME <= column.cx <= r.x1 + _SAME)
    for top, bottom in pairwise(heights):
        cell = rulings.cell_at(column.cx, (top + bottom) / 2)
        if cell is None or abs(cell.x0 - column.x0) > _SAME or abs(cell.x1 - column.x1) > _SAME:
            continue
        inside = [t for t in tokens if cell.holds(t.rect.cx, t.rect.cy)]
        row = [t for t in tokens if cell.y0 <= t.rect.cy <= cell.y1 and t not in inside and t.text not in _CROSSES]
        if not row or any(t.text not in _CROSSES for t in inside):
            continue
        read = row[0].word.provenance.source is Source.OCR
        sure = _UNREAD if read and not inside else _READ
        place = Rect(cell.cx - rulings.em / 2, cell.y0 + 1, cell.cx + rulings.em / 2, cell.y1 - 1)
        box = Box(place.x0 / size[0], place.y0 / size[1], place.x1 / size[0], place.y1 / size[1])
        yield place, TickBox(box, Tick.CHECKED if inside else Tick.UNCHECKED, PROVENANCE, sure)
