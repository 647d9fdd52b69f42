"""Columns of a table in which a cross is a tick, as spreadsheets print them: no box is drawn but the table's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from radlad.domain.document import Box, Provenance, Source, Tick, TickBox
from radlad.layout.cells import Rulings
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

PROVENANCE = Provenance(Source.MARK, "radlad.layout.crosses", "1")
SIGNS = Provenance(Source.OCR, "radlad.marks.signs", "1")
"""Of a cross that pixels show, whatever OCR read there or did not."""
DRAWN = Provenance(Source.MARK, SIGNS.engine, SIGNS.version)
"""Of a cross that a file draws."""
CROSS = "×"
"""Its text where OCR read nothing."""
_CROSSES = frozenset("xX×✓✔✕✖✗✘")
_WIDEST = 12.0
"""Letter sizes that such a cell is wide at most."""
_READ, _UNREAD = 0.95, 0.6
"""How sure a cross is, and an empty cell where OCR may have missed one."""
_SAME = 2.0
_CLEAR = 0.6
"""Letter sizes on both sides of a cross that is no word of a line."""
_CENTRED = 0.25
"""Share of its cell's height that a cross stands above or below the middle at most."""
_TALLEST, _FIRST = 7.0, 2.0
"""Letter sizes that a row of a table without upright rules is high at most, and the one above its first rule."""


def crossed(
    tokens: Sequence[Token], taken: Sequence[Rect], rulings: Rulings, size: tuple[float, float]
) -> list[tuple[Rect, TickBox]]:
    """The places in columns that hold nothing but crosses, empty ones with them: ruled cells, rows between rules, and
    the crosses themselves where no rules were seen.

    `taken`: the tick boxes of the page, whose cells are not looked at; `size`: the page's width and height in points.
    """
    crosses = [t for t in tokens if t.text in _CROSSES or t.word.provenance.engine == SIGNS.engine]
    crosses = [t for t in crosses if not _is_beside_boxes(t, taken)]
    if not crosses:
        return []
    columns: dict[tuple[int, int], Rect] = {}
    free = []
    for cross in crosses:
        cell = rulings.cell_at(cross.rect.cx, cross.rect.cy)
        if cell is None or cell.width > _WIDEST * rulings.em or _shared(cell, tokens):
            free.append(cross)
        elif not any(cell.holds(t.cx, t.cy) for t in taken):
            columns.setdefault((round(cell.x0 / _SAME), round(cell.x1 / _SAME)), cell)
    ruled = dict.fromkeys(cell for column in columns.values() for cell in _ruled(column, rulings))
    lined = (cell for column in _aligned(free, tokens, rulings.em) for cell in _lined(column, rulings, taken))
    cells = [cell for cell in (*ruled, *lined) if not any(cell.holds(t.cx, t.cy) for t in taken)]
    found = [tick for cell in cells for tick in _ticks(cell, tokens, rulings.em, size)]
    left = [t for t in free if not any(place.holds(t.rect.cx, t.rect.cy) for place, _ in found)]
    places_left = (t.rect for column in _aligned(left, tokens, rulings.em) for t in column)
    return found + [tick for place in places_left for tick in _ticks(place, tokens, rulings.em, size)]


def _is_beside_boxes(cross: Token, taken: Sequence[Rect]) -> bool:
    """Whether a cross that a file draws stands on a row of tick boxes: it was meant for one of them."""
    drawn = cross.word.provenance.source is Source.MARK
    return drawn and any(abs(m.cy - cross.rect.cy) < cross.rect.height / 2 for m in taken)


def _shared(cell: Rect, tokens: Sequence[Token]) -> bool:
    """Whether print stands beside the cross: a rule between the two may not have been seen."""
    return any(not _is_cross(t) and cell.holds(t.rect.cx, t.rect.cy) for t in tokens)


def _is_cross(token: Token) -> bool:
    return token.text in _CROSSES or token.word.provenance.engine == SIGNS.engine


def _ruled(column: Rect, rulings: Rulings) -> Iterator[Rect]:
    """The cells of a table below and above one another, of the same width."""
    heights = sorted(r.cy for r in rulings.levels if r.x0 - _SAME <= column.cx <= r.x1 + _SAME)
    for top, bottom in pairwise(heights):
        cell = rulings.cell_at(column.cx, (top + bottom) / 2)
        if cell is not None and abs(cell.x0 - column.x0) <= _SAME and abs(cell.x1 - column.x1) <= _SAME:
            yield cell


def _aligned(crosses: Sequence[Token], tokens: Sequence[Token], em: float) -> Iterator[list[Token]]:
    """Crosses by their columns, each far from any print on its line, where there are two at least."""
    columns: list[list[Token]] = []
    for cross in crosses:
        near = Rect(cross.rect.x0 - _CLEAR * em, cross.rect.cy, cross.rect.x1 + _CLEAR * em, cross.rect.cy)
        if any(t is not cross and near.meets(t.rect) for t in tokens):
            continue
        column = next((c for c in columns if abs(c[0].rect.cx - cross.rect.cx) < em / 2), [])
        if not column:
            columns.append(column)
        column.append(cross)
    return (c for c in columns if sum(map(len, columns)) > 1)


def _lined(column: Sequence[Token], rulings: Rulings, taken: Sequence[Rect]) -> Iterator[Rect]:
    """The places of a column in the rows of a table that has no upright rules."""
    cx, em, top, bottom = column[0].rect.cx, rulings.em, column[0].rect.y0, column[-1].rect.y1
    if any(abs(t.cx - cx) < em and top <= t.cy <= bottom for t in taken):
        return
    below = (r for r in rulings.levels if r.x0 <= cx <= r.x1 and r.cy > column[0].rect.cy)
    line = min(below, key=lambda r: r.cy, default=None)
    if line is None:
        return
    heights = sorted(r.cy for r in rulings.levels if abs(r.x0 - line.x0) < em and abs(r.x1 - line.x1) < em)
    pairs = pairwise([heights[0] - _FIRST * em, *heights])
    rows = [Rect(cx - em, above, cx + em, under) for above, under in pairs if under - above < _TALLEST * em]
    if any(row.holds(cx, t.rect.cy) for row in rows for t in column):  # else the rules are another table's
        yield from rows


def _ticks(cell: Rect, tokens: Sequence[Token], em: float, size: tuple[float, float]) -> Iterator[tuple[Rect, TickBox]]:
    """The tick of a cell; of each cross where it holds several, or one far from its middle, the rules between rows not
    having been seen."""
    inside = [t for t in tokens if cell.holds(t.rect.cx, t.rect.cy)]
    row = [t for t in tokens if cell.y0 <= t.rect.cy <= cell.y1 and t not in inside and not _is_cross(t)]
    if not row or not all(map(_is_cross, inside)):
        return
    read = row[0].word.provenance.source is Source.OCR
    sure = _UNREAD if read and not inside else _READ
    alone = len(inside) < 2 and all(abs(t.rect.cy - cell.cy) < _CENTRED * cell.height for t in inside)
    spans = [(cell.y0 + 1, cell.y1 - 1)] if alone else [(t.rect.y0, t.rect.y1) for t in inside]
    for y0, y1 in spans:
        place = Rect(cell.cx - em / 2, y0, cell.cx + em / 2, y1)
        box = Box(place.x0 / size[0], place.y0 / size[1], place.x1 / size[0], place.y1 / size[1])
        yield place, TickBox(box, Tick.CHECKED if inside else Tick.UNCHECKED, PROVENANCE, sure)
