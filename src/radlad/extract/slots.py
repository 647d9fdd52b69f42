"""Where the value of a label may stand: behind it, right of it, below it, or down its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from radlad.domain.doctype import Kind, Scope, Section
from radlad.extract.hit import Hit
from radlad.extract.roles import Roles, is_bracketed
from radlad.extract.tables import Tables
from radlad.extract.values import FREE, values
from radlad.extract.wrapping import Wrapping
from radlad.extract.zones import Heading, names_service, scope_of
from radlad.layout.page import Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

_COLUMN = frozenset({Kind.AMOUNT, Kind.RATE})
_HEAD = 8
"""Words that the head of a column has at most; more are a sentence."""
_STRETCH = 2.2
"""Words of a value behind its label may stand this far apart, in letter sizes: handwriting is loose."""
_KNOWN = 0.97
"""A label this like one of its wordings is known for what it is."""
_APART = 1.2
"""Letter sizes between two columns of a table, at least."""
_MUCH = 0.6
"""A gap that is no more than this share of the other is much the smaller."""
_OFF_LINE = 0.3
"""Share of its height that a value by itself has in common with the line of its label, at least: combs stand off it."""
_LARGER = 1.12
"""How much larger the type of a value is than that of the caption under it, at least."""
_TITLE = 1.25
"""How much larger the type of a heading is than that of what stands over it, at least."""
_MIDWAY = 0.3
"""Letter sizes that the middle of a value of two lines is off that of its label, at most."""
_NUMBER = 3
"""Digits of a value in a label's own cell, at least."""
_WHOLE_ROW = 0.9
"""Share of their height that two cells of a row have in common."""
_BETWEEN = frozenset("|–-•·;/")
"""Signs between pairs that run on."""


class Place(StrEnum):
    """How a value stands to its label."""

    BEHIND = "behind"
    RIGHT = "right"
    BELOW = "below"
    COLUMN = "column"
    ABOVE = "above"
    """On a line to write on, under which the label stands, or at whose end it does in brackets."""
    CELL = "cell"
    """In the ruled cell below that of its label."""
    FORM = "form"
    """In a form field that says itself what it is."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Tokens that may hold a label's value; `rank` 0 is the nearest of its place."""

    tokens: tuple[Token, ...]
    place: Place
    rank: int = 0
    scope: Scope | None = None
    total: bool = False
    """Its row is a total, not the service's."""


class Layout:
    """A sheet with its labels and headings, asked for slots."""

    def __init__(self, sheet: Sheet, hits: list[Hit], headings: list[Heading], tables: Tables) -> None:
        self.sheet, self.hits, self._tables = sheet, hits, tables
        self.captioned = False
        """Whether labels stand under their values in this document."""
        roles = Roles(sheet, hits, headings, tables)
        self.is_label, self.is_heading, self._labelled = roles.is_label, roles.is_heading, roles.labelled
        self._wrapped, self._before_labels = Wrapping(sheet, roles).wrapped, roles.before_labels
        self._named = {id(h.segment) for h in hits if any(m.labels is not None for m in h.meanings)}
        """Segments with the label of some value, not the mere name of a row."""
        self._known = [h for h in hits if h.likeness >= _KNOWN and not self.is_heading(h.segment)]
        self._leaders: dict[int, list[Hit]] = {}
        self._signing = min((h.rect.y0 for h in headings if h.section is Section.SIGNATURE), default=None)
        self._scope_heads = {id(s) for s in sheet.segments if all(map(names_service, sheet.row_of(s)))}
        self._turns = [s for s in reversed(sheet.segments) if id(s) in self._scope_heads or self.is_heading(s)]
        """Where another service or part of the form begins, from below."""

    @cached_property
    def closing(self) -> frozenset[int]:
        """Segments (by `id`) that are labels, headings, or the values of labels beside them."""
        return frozenset(
            id(s) for s in self.sheet.segments if self.is_label(s) or self.is_heading(s) or self._labelled(s)
        )

    def _claimed(self, segment: Segment, above: Hit) -> bool:
        """Whether a label left of `segment` has more right to it than the label `above`: not when that one heads its
        column and the other, without a colon, stands in a column of its own or in brackets."""
        if not self._labelled(segment):
            return False
        left = [s for s in self.sheet.row_of(segment) if s.rect.x1 < segment.rect.x0][-1]
        far = segment.rect.x0 - left.rect.x1 > _APART * self.sheet.em
        apart = far or is_bracketed(left) or self.sheet.upright_between(left.rect, segment.rect)
        heads = above.alone and abs(segment.rect.x0 - above.rect.x0) < 0.3 * self.sheet.em
        return not (apart and heads and not left.tokens[-1].text.endswith(":"))

    def leaders(self, segment: Segment) -> list[Hit]:
        """The known labels in `segment`, left of it or right above it: its value is most likely theirs."""
        if id(segment) not in self._leaders:
            self._leaders[id(segment)] = self._leaders_of(segment)
        return self._leaders[id(segment)]

    def _leaders_of(self, segment: Segment) -> list[Hit]:
        left = [s for s in self.sheet.row_of(segment) if s.rect.x1 < segment.rect.x0][-1:]
        above = self._first_above(segment.rect)
        below = self._first_of(segment.rect, (segment,), 1.9 * self.sheet.em) if self.captioned else None
        near = {id(s) for s in (segment, *left, below or above) if s is not None}
        return [
            h
            for h in self._known
            if id(h.segment) in near and (h.segment is segment or h.alone or (h.ends_segment and h.segment in left))
        ]

    def _first_above(self, rect: Rect, own: Sequence[Segment] = ()) -> Segment | None:
        reach = 2.2 * self.sheet.em
        near = [
            s
            for s in self.sheet.among(rect.cy - reach, rect.cy)
            if s not in own and 0 < rect.cy - s.rect.cy < reach and self._under(s.rect, rect)
        ]
        return max(near, key=lambda s: s.rect.cy, default=None)

    def slots(self, hit: Hit, kind: Kind) -> Iterator[Slot]:
        """The places where the value of `hit`, of kind `kind`, may stand, the nearest first."""
        if self.sheet.empty_field_beside(hit.rect):
            return
        if self._is_behind(hit) or self._is_caption(hit, kind):
            line = self._line_of(hit)
            if line is not None:
                yield Slot(tuple(line.tokens), Place.ABOVE)
            return
        headed = self._tables.below(hit) if kind not in _COLUMN else None
        if headed is not None:
            tokens = tuple(t for s in self.sheet.inside(headed) for t in s.tokens)
            if tokens:
                yield Slot(tokens, Place.CELL)
            return
        behind = self._behind(hit)
        if any(t.key for t in behind):
            yield Slot(tuple(self._wrapped(behind, hit.segment, kind, hit)), Place.BEHIND)
            if hit.closed or kind in FREE:
                return
        right = self._right(hit)
        if not right and (midway := list(self._midway(hit))):
            for rank, cell in enumerate(midway if kind in _COLUMN else midway[:1]):
                head = self._column_scope(hit, cell[0]) if kind in _COLUMN else None
                yield Slot(tuple(t for s in cell for t in s.tokens), Place.RIGHT, rank, head)
            return
        if not right and (astride := self._astride(hit)):
            yield Slot(astride, Place.RIGHT)
            return
        for rank, segment in enumerate(right[: 1 if kind in FREE and not self._is_signing(hit) else 3]):
            head = self._column_scope(hit, segment) if kind in _COLUMN else None
            yield Slot(tuple(self._wrapped(segment.tokens, segment, kind, hit)), Place.RIGHT, rank, head)
        if not right and (before := self._before(hit, kind)):
            yield Slot(tuple(before.tokens), Place.RIGHT, 1)
        if hit.ends_segment:
            run_on = self._run_on(hit)
            if run_on:
                yield Slot(run_on, Place.BELOW)
                return
            yield from self._below(hit, kind)

    def above(self, hit: Hit) -> Segment | None:
        """What stands right above `hit`, where it may be a value."""
        return self._value(self._first_above(hit.upper[0].rect if hit.upper else hit.rect, (hit.segment, *hit.upper)))

    def below(self, hit: Hit) -> Segment | None:
        """What stands right below `hit`, where it may be a value."""
        return self._value(self._first_below(hit, 1.9 * self.sheet.em) or self._set_right(hit))

    def nearer(self, hit: Hit) -> Place | None:
        """On which side `hit`, with nothing on its right, is much nearer to its neighbour: `ABOVE`, a value being
        there, `BELOW`, or neither."""
        above, below = self.above(hit), self._first_below(hit, 1.9 * self.sheet.em)
        if above is None or below is None or self._right(hit):
            return None
        up, down = hit.rect.y0 - above.rect.y1, below.rect.y0 - hit.rect.y1
        return Place.ABOVE if up < _MUCH * down else Place.BELOW if down < _MUCH * up else None

    def _value(self, segment: Segment | None) -> Segment | None:
        return None if segment is None or self.is_label(segment) or self.is_heading(segment) else segment

    def _is_caption(self, hit: Hit, kind: Kind) -> bool:
        """Whether `hit` stands under its value. In such documents sums may be in a table, and who signs may have lines
        of their own, all the same."""
        if hit.closed or not hit.alone:
            return False
        above = self.above(hit)
        if above is not None and self._is_under_larger_type(hit, above, kind):
            return True
        if not self.captioned:
            return False
        if self._is_signing(hit):
            return self._is_signed_above(hit, kind)
        if above is not None and hit.segment.letter > _TITLE * above.letter:
            return False
        if kind not in _COLUMN:
            return True
        return above is not None and not self._right(hit) and any(c.isdigit() for c in above.text)

    def _is_under_larger_type(self, hit: Hit, above: Segment, kind: Kind) -> bool:
        """Whether `hit` is set smaller than what stands right `above` it, a value that no label over it has: so do
        cards show the figures that matter, in documents whose other labels stand over their values."""
        if above.letter < _LARGER * hit.segment.letter or self._right(hit):
            return False
        if not any(v.whole for v in values(kind, above.tokens)):
            return False
        gap = hit.rect.y0 - above.rect.y1
        others = (self._first_below(hit, 1.9 * self.sheet.em), self._first_above(above.rect, (above,)))
        gaps = (max(s.rect.y0 - hit.rect.y1, above.rect.y0 - s.rect.y1) for s in others if s is not None)
        return all(gap < _MUCH * other for other in gaps)

    def _is_signed_above(self, hit: Hit, kind: Kind) -> bool:
        """Whether who signs has written over `hit`, and nothing beside or under it."""
        above = self.above(hit)
        written = above is not None and any(v.whole for v in values(kind, above.tokens))
        return written and not self._right(hit) and self.below(hit) is None

    def _is_behind(self, hit: Hit) -> bool:
        """Whether `hit` stands in brackets behind or under what it is the label of."""
        return hit.alone and all(map(is_bracketed, (*hit.upper, hit.segment)))

    def _line_of(self, hit: Hit) -> Segment | None:
        """What stands on the line that `hit` ends or stands under, where it may be a value."""
        row = self.sheet.row_of(hit.segment)
        left = row[row.index(hit.segment) - 1 : row.index(hit.segment)]
        if self._is_behind(hit) and left and not self.is_label(left[0]) and not is_bracketed(left[0]):
            return left[0]
        return self.above(hit)

    def _is_signing(self, hit: Hit) -> bool:
        return self._signing is not None and hit.rect.cy > self._signing

    def scope_over(self, hit: Hit) -> Scope | None:
        """The service that a line of its own above `hit` names, nearer than any heading."""
        lefts = (hit.segment.rect.x0, self.sheet.row_of(hit.segment)[0].rect.x0)
        for segment in self._turns:
            apart = min(abs(segment.rect.x0 - x) for x in lefts)
            if segment.rect.y1 > hit.rect.y0 + 1 or apart > 0.4 * self.sheet.width:
                continue
            if id(segment) in self._scope_heads:
                row = self.sheet.row_of(segment)
                reached = [s for s in row if s.rect.x0 < hit.rect.x0 + self.sheet.em]
                return scope_of(reached[-1:] or row[:1])
            return None
        return None

    def in_head_row(self, hit: Hit) -> bool:
        """Whether `hit` is one of several labels side by side, each alone: the heads of columns."""
        row = self.sheet.row_of(hit.segment)
        at = row.index(hit.segment)
        beside = [s for s in (row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None) if s is not None]
        return hit.alone and not hit.closed and bool(beside) and all(id(s) in self._alone for s in beside)

    @cached_property
    def _alone(self) -> frozenset[int]:
        """Segments (by `id`) that are a label for certain, and nothing else."""
        return frozenset(id(h.segment) for h in self.hits if h.alone and h.firm)

    def has_room(self, hit: Hit, kind: Kind) -> bool:
        """Whether nothing stands beside or below `hit` that could be its value, so that it is empty for certain."""
        headed = self._tables.below(hit)
        if headed is not None:
            return not self.sheet.inside(headed)
        if self._run_on(hit) or any(self._midway(hit)) or self._astride(hit):
            return False
        if self._is_behind(hit) or self._is_caption(hit, kind):
            return self._line_of(hit) is None
        if self._before(hit, kind) is not None:
            return False
        below = self.below(hit)
        return below is None or self._claimed(below, hit)

    def _behind(self, hit: Hit) -> list[Token]:
        stop = min((h.start for h in self.hits if h.segment is hit.segment and h.start >= hit.end), default=None)
        behind = list(self._before_labels(hit.segment.tokens[hit.end : stop]))
        if stop is not None or not any(t.key for t in behind):
            return behind
        row = [s for s in self.sheet.row_of(hit.segment) if s.rect.x0 >= hit.segment.rect.x1]
        for segment in row:
            gap = segment.rect.x0 - behind[-1].rect.x1
            if gap > _STRETCH * self.sheet.em or self.is_label(segment) or self._ruled_off(behind[-1], segment):
                break
            behind = [*behind, *segment.tokens]
        return behind

    def _ruled_off(self, token: Token, segment: Segment) -> bool:
        marks = (m.rect for m in self.sheet.marks)
        ticked = any(token.rect.x1 - 2 <= m.cx <= segment.rect.x0 + 2 and m.beside(segment.rect) > 0.4 for m in marks)
        return ticked or self.sheet.upright_between(token.rect, segment.rect)

    def _run_on(self, hit: Hit) -> tuple[Token, ...]:
        """The beginning of the next line, where pairs run on and the line broke right behind the label's colon."""
        line = hit.segment.below
        if line is None or not hit.closed or hit.starts_segment or self._right(hit):
            return ()
        stop = min((h.start for h in self.hits if h.segment is line), default=len(line.tokens))
        marks = [i for i, t in enumerate(line.tokens[:stop]) if t.text in _BETWEEN]
        return tuple(line.tokens[: min([stop, *marks])])

    def _right(self, hit: Hit) -> list[Segment]:
        """What stands level with `hit` on its right, up to the next label."""
        rect = hit.rect
        shares = ((s, s.rect.beside(rect)) for s in self.sheet.among(rect.y0, rect.y1))
        level = dict.fromkeys(s for s, share in shares if share > 0.5 or (share > _OFF_LINE and self._is_comb(s)))
        level |= dict.fromkeys(self.sheet.row_of(hit.segment))
        beside = [s for s in level if s is not hit.segment and s not in hit.upper and s.rect.x0 > rect.x1 - 2]
        kept: list[Segment] = []
        near = 0.5 * self.sheet.em
        edges = {id(s): min(o.rect.x0 for o in beside if abs(o.rect.x0 - s.rect.x0) < near) for s in beside}
        for segment in sorted(beside, key=lambda s: (edges[id(s)], s.rect.y0)):
            if self.is_label(segment) or self.is_heading(segment):
                break
            kept.append(segment)
        return kept

    def _is_comb(self, segment: Segment) -> bool:
        """Whether characters in a comb begin their row."""
        return any(t.spelled for t in segment.tokens) and self.sheet.row_of(segment)[0] is segment

    def _midway(self, hit: Hit) -> Iterator[list[Segment]]:
        """What fills the ruled cells right of that of `hit`, each in turn, level with none of the label's lines."""
        cell = self.sheet.cell_of(hit.segment) if hit.alone else None
        own = (hit.segment, *hit.upper)
        others = [s for s in self.sheet.inside(cell) if s not in own] if cell is not None else []
        if cell is None or any(sum(map(str.isdigit, s.text)) >= _NUMBER for s in others):
            return
        row = [s for s in self.sheet.among(cell.y0, cell.y1) if cell.y0 < s.rect.cy < cell.y1 and s.rect.x0 > cell.x1]
        last = cell
        for room in dict.fromkeys(self.sheet.cell_of(s) for s in sorted(row, key=lambda s: s.rect.x0)):
            if room is None or room.x0 > last.x1 + self.sheet.em or room.beside(cell) < _WHOLE_ROW:
                return
            inside = self.sheet.inside(room)
            if not all(map(self._value, inside)):
                return
            yield inside
            last = room

    def _before(self, hit: Hit, kind: Kind) -> Segment | None:
        """The value of `kind` that begins the row `hit` ends: answers may stand in a column before what they answer."""
        row = self.sheet.row_of(hit.segment)
        first = self._value(row[0]) if hit.alone and len(row) == 2 and row[1] is hit.segment else None
        if kind in FREE or first is None or sum(map(str.isdigit, first.text)) < _NUMBER:
            return None
        return first if any(v.whole for v in values(kind, first.tokens)) else None

    def _astride(self, hit: Hit) -> tuple[Token, ...]:
        """Two lines right of `hit`, one above its middle and one below: a value set midway in its row of a table."""
        for first in self.sheet.among(hit.rect.y0 - self.sheet.em, hit.rect.cy):
            second = self._value(first.below)
            if first.rect.x0 > hit.rect.x1 and self._value(first) is not None and second is not None:
                middle = (first.rect.y0 + second.rect.y1) / 2
                lone = all(s.rect.x0 >= t.rect.x0 for t in (first, second) for s in self.sheet.row_of(t))
                if lone and abs(middle - hit.rect.cy) < _MIDWAY * self.sheet.em:
                    return (*first.tokens, *second.tokens)
        return ()

    def _below(self, hit: Hit, kind: Kind) -> Iterator[Slot]:
        near = self.below(hit)
        if kind in FREE and self._first_below(hit, 1.9 * self.sheet.em) is None:
            near = None  # set right under its label a number is, and a name is not
        if near is not None and not self._claimed(near, hit):
            yield Slot(tuple(self._wrapped(near.tokens, near, kind, hit)), Place.BELOW, scope=self._row_scope(near))
        if kind in _COLUMN and hit.words <= _HEAD and not self.is_heading(hit.segment):
            yield from self._down(hit)

    def _first_below(self, hit: Hit, reach: float) -> Segment | None:
        headed = self._cell_headed(hit)
        if headed is not None:
            return next(iter(self.sheet.inside(headed)), None)
        cell = self._own_cell(hit)
        rect = hit.rect if cell is None else Rect(hit.rect.x0, hit.rect.y0, hit.rect.x1, max(hit.rect.y1, cell.y1))
        return self._first_of(rect, (hit.segment, *hit.upper), reach)

    def _first_of(self, rect: Rect, own: Sequence[Segment], reach: float) -> Segment | None:
        """The first segment under `rect`, no further than `reach`."""
        lower = [
            s
            for s in self.sheet.among(rect.cy, rect.y1 + reach)
            if s not in own
            and -0.6 * rect.height < s.rect.y0 - rect.y1 < reach
            and s.rect.cy > rect.y1 - 0.15 * rect.height
        ]
        under = [s for s in lower if self._under(rect, s.rect)]
        first = min(under, key=lambda s: (s.rect.cy, abs(s.rect.x0 - rect.x0)), default=None)
        if first is None:
            return None
        row = [s for s in under if s is first or s.rect.beside(first.rect) > 0.5]
        return min(row, key=lambda s: min(abs(s.rect.x0 - rect.x0), abs(s.rect.x1 - rect.x1), abs(s.rect.cx - rect.cx)))

    def _set_right(self, hit: Hit) -> Segment | None:
        """What stands alone under the room between `hit` and what is printed right of it, set to the right there."""
        rect, reach = hit.rect, 1.9 * self.sheet.em
        if not hit.alone:
            return None
        level = self.sheet.among(rect.y0 - rect.height, rect.y1)
        edge = min((s.rect.x0 for s in level if s.rect.x0 > rect.x1), default=self.sheet.width)
        lower = (s for s in self.sheet.among(rect.cy, rect.y1 + reach) if s.rect.cy > rect.y1)
        room = [s for s in lower if s.rect.x1 > rect.x0 and s.rect.x0 < edge]
        first = min(room, key=lambda s: s.rect.cy, default=None)
        if first is None or first.rect.x1 > edge or self._first_above(first.rect) is not None:
            return None
        return None if any(s is not first and s.rect.beside(first.rect) > 0.5 for s in room) else first

    def _cell_headed(self, hit: Hit) -> Rect | None:
        """The ruled cell below that of `hit`, where the label has a cell to itself."""
        cell = self._own_cell(hit)
        return None if cell is None else self.sheet.cell_below(cell)

    def _own_cell(self, hit: Hit) -> Rect | None:
        """The ruled cell that a label has to itself."""
        cell = self.sheet.cell_of(hit.segment)
        own = {id(t) for t in hit.tokens}
        if cell is None or any(t.key and id(t) not in own for s in self.sheet.inside(cell) for t in s.tokens):
            return None
        return cell

    def _under(self, head: Rect, rect: Rect) -> bool:
        slack = 1.2 * self.sheet.em
        near = min(abs(rect.x0 - head.x0), abs(rect.x1 - head.x1), abs(rect.cx - head.cx))
        return near < slack or rect.over(head) > 0.5

    def _down(self, hit: Hit) -> Iterator[Slot]:
        """The cells under a column's head, row by row, down to the next heading or a wide gap."""
        heads = [self._room(s) for s in self.sheet.beside(hit.rect)]
        own = [self._room(s) for s in (hit.segment, *hit.upper)]
        last, rank = hit.rect, 0
        paired = bool(self._right(hit))
        for row in self.sheet.rows:
            middle = Rect.around(s.rect for s in row)
            if middle.cy <= hit.rect.y1:
                continue
            if middle.y0 - last.y1 > 3.5 * self.sheet.em or any(self.is_heading(s) for s in row):
                return
            below = middle.y0 > hit.rect.y1 + 0.5 * self.sheet.em
            if below and len(row) > max(1, len(heads)) and all(self.is_label(s) for s in row):
                return  # the heads of columns of their own
            last = middle
            for segment in row:
                others = self.is_label(segment) or (paired and self._labelled(segment))
                if _nearest(heads, segment.rect) in own and not others:
                    yield Slot(
                        tuple(segment.tokens), Place.COLUMN, rank, self._row_scope(segment), self._is_total(segment)
                    )
                    rank += 1

    def _room(self, segment: Segment) -> Rect:
        """Where the values of a column's head may stand: across its ruled cell, where it has one."""
        return self.sheet.cell_of(segment) or segment.rect

    def _row_scope(self, segment: Segment) -> Scope | None:
        """The service that the head of its row names, all lines of that head read."""
        rect, reach = segment.rect, 1.4 * self.sheet.em
        around = self.sheet.among(min(rect.y0, rect.cy - reach), max(rect.y1, rect.cy + reach))
        left = [s for s in around if s.rect.x1 < rect.x0 and (id(s) not in self._named or names_service(s))]
        row = [s for s in left if s.rect.beside(rect) > 0.5]
        near = [s for s in left if abs(s.rect.cy - rect.cy) < reach]
        return scope_of(row) or scope_of(near)

    def _is_total(self, segment: Segment) -> bool:
        left = [s for s in self.sheet.row_of(segment) if s.rect.x1 < segment.rect.x0]
        return any(t.key.startswith(("total", "net", "soustotal")) for s in left for t in s.tokens)

    def _column_scope(self, hit: Hit, segment: Segment) -> Scope | None:
        """The service that the head above a cell names, where rows are labels and columns are services."""
        room = self._room(segment)
        above = [
            s
            for s in self.sheet.segments
            if s.rect.y1 < hit.rect.y0
            and (s.rect.over(segment.rect) > 0.3 or (names_service(s) and self._room(s).over(room) > 0.3))
        ]
        for s in sorted(above, key=lambda s: -s.rect.y1)[:8]:
            named = scope_of([s])
            if named is not None:
                return named
        return None


def _nearest(heads: list[Rect], rect: Rect) -> Rect:
    return min(heads, key=lambda h: min(abs(h.x0 - rect.x0), abs(h.x1 - rect.x1), abs(h.cx - rect.cx)))
