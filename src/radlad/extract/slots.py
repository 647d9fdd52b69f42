"""Where the value of a label may stand: behind it, right of it, below it, or down its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from radlad.domain.doctype import Kind, Scope, Section
from radlad.extract.hit import Hit
from radlad.extract.neighbours import Neighbours
from radlad.extract.roles import Roles, is_bracketed
from radlad.extract.services import Services
from radlad.extract.tables import Tables
from radlad.extract.values import FREE, values
from radlad.extract.wrapping import Wrapping
from radlad.extract.zones import Heading
from radlad.layout.page import Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

_COLUMN = frozenset({Kind.AMOUNT, Kind.RATE})
_HEAD = 8
"""Words that the head of a column has at most; more are a sentence."""
_KNOWN = 0.97
"""A label this like one of its wordings is known for what it is."""
_APART = 1.2
"""Letter sizes between two columns of a table, at least."""
_MUCH = 0.6
"""A gap that is no more than this share of the other is much the smaller."""
_LARGER = 1.12
"""How much larger the type of a value is than that of the caption under it, at least."""
_THIN, _LINE = 2.0, 0.6
"""Points that a line to write on is thick, and share of the page's width that it is long, at most."""
_TITLE = 1.25
"""How much larger the type of a heading is than that of what stands over it, at least."""


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
        self.near, self.services = Neighbours(sheet, hits, roles), Services(sheet, hits, roles)
        self.is_label, self.is_heading, self._labelled = roles.is_label, roles.is_heading, roles.labelled
        self._wrapped = Wrapping(sheet, roles).wrapped
        self._known = [h for h in hits if h.likeness >= _KNOWN and not self.is_heading(h.segment)]
        self._closed = frozenset(id(h.segment) for h in self._known if h.closed and h.ends_segment)
        """Segments (by `id`) that end with a label's colon."""
        self._leaders: dict[int, list[Hit]] = {}
        self._signing = min((h.rect.y0 for h in headings if h.section is Section.SIGNATURE), default=None)

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
        above = self.near.first_above(segment.rect)
        below = self.near.first_of(segment.rect, (segment,), 1.9 * self.sheet.em) if self.captioned else None
        if left and id(left[0]) in self._closed:
            above = below = None  # what stands left of it is its label, and no other
        near = {id(s) for s in (segment, *left, below or above) if s is not None}
        return [
            h
            for h in self._known
            if id(h.segment) in near and (h.segment is segment or h.alone or (h.ends_segment and h.segment in left))
        ]

    def slots(self, hit: Hit, kind: Kind) -> Iterator[Slot]:
        """The places where the value of `hit`, of kind `kind`, may stand, the nearest first."""
        if self.sheet.empty_field_beside(hit.rect) or self.near.is_dashed(hit):
            return
        if self._is_behind(hit) or self._is_caption(hit, kind):
            beside = self.near.beside_line_above(hit, kind)
            line = self._line_of(hit) if beside is None else beside
            if line is not None:
                place = Place.ABOVE if beside is None else Place.RIGHT
                yield Slot(tuple(line.tokens), place, scope=self.services.of_row(line) if kind in _COLUMN else None)
            return
        headed = self._tables.below(hit) if kind not in _COLUMN else None
        if headed is not None:
            tokens = tuple(t for s in self.sheet.inside(headed) for t in s.tokens)
            if tokens:
                yield Slot(tokens, Place.CELL)
            return
        behind = self.near.behind(hit) if hit.closed or not self.is_heading(hit.segment) else []
        if any(t.key for t in behind):
            yield Slot(tuple(self._wrapped(behind, hit.segment, kind, hit)), Place.BEHIND)
            if hit.closed or kind in FREE:
                return
        if self.near.heads_column(hit):
            yield from self._below(hit, kind)
            return
        right = self.near.right(hit)
        if not right and (midway := list(self.near.midway(hit))):
            for rank, cell in enumerate(midway if kind in _COLUMN else midway[:1]):
                head = self.services.of_column(hit, cell[0]) if kind in _COLUMN else None
                yield Slot(tuple(t for s in cell for t in s.tokens), Place.RIGHT, rank, head)
            return
        if not right and (astride := self.near.astride(hit)):
            yield Slot(astride, Place.RIGHT)
            return
        for rank, segment in enumerate(right[: 1 if kind in FREE and not self._is_signing(hit) else 3]):
            head = self.services.of_column(hit, segment) if kind in _COLUMN else None
            held = segment.tokens if rank else self.near.with_lines_above(hit, segment, kind)
            yield Slot(tuple(self._wrapped(held, segment, kind, hit)), Place.RIGHT, rank, head)
        if not right and (before := self.near.before(hit, kind)):
            yield Slot(tuple(before.tokens), Place.RIGHT, 1)
        if hit.ends_segment:
            run_on = self.near.run_on(hit)
            if run_on:
                yield Slot(run_on, Place.BELOW)
                return
            yield from self._below(hit, kind)

    def nearer(self, hit: Hit) -> Place | None:
        """On which side `hit`, with nothing on its right, is much nearer to its neighbour: `ABOVE`, a value being
        there, `BELOW`, or neither."""
        above, below = self.near.above(hit), self.near.first_below(hit, 1.9 * self.sheet.em)
        if above is None or below is None or self.near.right(hit):
            return None
        up, down = hit.rect.y0 - above.rect.y1, below.rect.y0 - hit.rect.y1
        return Place.ABOVE if up < _MUCH * down else Place.BELOW if down < _MUCH * up else None

    def _is_caption(self, hit: Hit, kind: Kind) -> bool:
        """Whether `hit` stands under its value. In such documents sums may be in a table, and who signs may have lines
        of their own, all the same."""
        if hit.closed or not hit.alone:
            return False
        above = self.near.above(hit)
        if above is not None and self._is_under_larger_type(hit, above, kind):
            return True
        if not self.captioned:
            return self._is_signing(hit) and self._is_under_line(hit) and self._is_signed_above(hit, kind)
        if self._is_signing(hit):
            return self._is_signed_above(hit, kind)
        if above is not None and hit.segment.letter > _TITLE * above.letter:
            return False
        if kind not in _COLUMN:
            return True
        return above is not None and not self.near.right(hit) and any(c.isdigit() for c in above.text)

    def _is_under_line(self, hit: Hit) -> bool:
        """Whether `hit` stands under a line to write on, on which something is written."""
        above = self.near.above(hit)
        if above is None or hit.rect.y0 - above.rect.y1 > self.sheet.em:
            return False
        lines = (r for r in self.sheet.rules if r.height < _THIN and above.rect.cy < r.cy < hit.rect.cy)
        return any(r.x0 < hit.rect.cx < r.x1 and r.width < _LINE * self.sheet.width for r in lines)

    def _is_under_larger_type(self, hit: Hit, above: Segment, kind: Kind) -> bool:
        """Whether `hit` is set smaller than what stands right `above` it, a value that no label over it has: so do
        cards show the figures that matter, in documents whose other labels stand over their values."""
        if above.letter < _LARGER * hit.segment.letter or self.near.right(hit):
            return False
        if not any(v.whole for v in values(kind, above.tokens)):
            return False
        gap = hit.rect.y0 - above.rect.y1
        others = (self.near.first_below(hit, 1.9 * self.sheet.em), self.near.first_above(above.rect, (above,)))
        gaps = (max(s.rect.y0 - hit.rect.y1, above.rect.y0 - s.rect.y1) for s in others if s is not None)
        return all(gap < _MUCH * other for other in gaps)

    def _is_signed_above(self, hit: Hit, kind: Kind) -> bool:
        """Whether who signs has written over `hit`, and nothing beside or under it."""
        above = self.near.above(hit)
        written = above is not None and any(v.whole for v in values(kind, above.tokens))
        return written and not self.near.right(hit) and self.near.below(hit) is None

    def _is_behind(self, hit: Hit) -> bool:
        """Whether `hit` stands in brackets behind or under what it is the label of."""
        return hit.alone and all(map(is_bracketed, (*hit.upper, hit.segment)))

    def _line_of(self, hit: Hit) -> Segment | None:
        """What stands on the line that `hit` ends or stands under, where it may be a value."""
        row = self.sheet.row_of(hit.segment)
        left = row[row.index(hit.segment) - 1 : row.index(hit.segment)]
        if self._is_behind(hit) and left and not self.is_label(left[0]) and not is_bracketed(left[0]):
            return left[0]
        return self.near.above(hit)

    def _is_signing(self, hit: Hit) -> bool:
        return self._signing is not None and hit.rect.cy > self._signing

    def in_head_row(self, hit: Hit) -> bool:
        """Whether `hit` is one of several labels side by side, each alone: the heads of columns."""
        row = self.sheet.row_of(hit.segment)
        at = row.index(hit.segment)
        beside = [s for s in (row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None) if s is not None]
        if not hit.alone or hit.closed or self.near.right(hit):
            return False
        return bool(beside) and all(id(s) in self._alone for s in beside)

    @cached_property
    def _alone(self) -> frozenset[int]:
        """Segments (by `id`) that are a label for certain, and nothing else."""
        return frozenset(id(h.segment) for h in self.hits if h.alone and h.firm)

    def has_room(self, hit: Hit, kind: Kind) -> bool:
        """Whether nothing stands beside or below `hit` that could be its value, so that it is empty for certain."""
        if self.near.is_dashed(hit):
            return True
        headed = self._tables.below(hit)
        if headed is not None:
            return not self.sheet.inside(headed)
        if self.near.run_on(hit) or any(self.near.midway(hit)) or self.near.astride(hit):
            return False
        if self._is_behind(hit) or self._is_caption(hit, kind):
            return self._line_of(hit) is None
        if self.near.before(hit, kind) is not None:
            return False
        below = self.near.below(hit)
        return below is None or self._claimed(below, hit)

    def _below(self, hit: Hit, kind: Kind) -> Iterator[Slot]:
        near = self.near.below(hit)
        if kind in FREE and self.near.first_below(hit, 1.9 * self.sheet.em) is None:
            near = None  # set right under its label a number is, and a name is not
        if near is not None and not self._claimed(near, hit):
            yield Slot(
                tuple(self._wrapped(near.tokens, near, kind, hit)), Place.BELOW, scope=self.services.of_row(near)
            )
        if kind in _COLUMN and hit.words <= _HEAD and not self.is_heading(hit.segment) and not self._is_told(hit, kind):
            yield from self._down(hit)

    def _is_told(self, hit: Hit, kind: Kind) -> bool:
        """Whether a value stands right of `hit`, by itself: it heads a row and no column."""
        right = self.near.right(hit)
        return len(right) == 1 and any(v.whole for v in values(kind, right[0].tokens))

    def _down(self, hit: Hit) -> Iterator[Slot]:
        """The cells under a column's head, row by row, down to the next heading or a wide gap."""
        level = self.sheet.beside(hit.rect)
        framed = Counter(map(self.sheet.room_of, level))

        def cell(head: Segment) -> Rect:
            room = self.sheet.room_of(head)
            return room if framed[room] < 2 else head.rect  # one frame round all the heads is nobody's cell

        heads, own = [cell(s) for s in level], [cell(s) for s in (hit.segment, *hit.upper)]
        last, rank = hit.rect, 0
        paired = bool(self.near.right(hit))
        for row in self.sheet.rows:
            middle = Rect.around(s.rect for s in row)
            if middle.cy <= hit.rect.y1:
                continue
            if middle.y0 - last.y1 > 3.5 * self.sheet.em or any(self.is_heading(s) for s in row):
                return
            below = middle.y0 > hit.rect.y1 + 0.5 * self.sheet.em
            if below and len(row) > max(1, 0 if rank else len(heads)) and all(self.is_label(s) for s in row):
                return  # the heads of columns of their own
            if rank and self.services.is_settled(row):
                return
            last = middle
            for segment in row:
                others = self.is_label(segment) or (paired and self._labelled(segment))
                if _nearest(heads, segment.rect) in own and not others:
                    yield Slot(
                        tuple(segment.tokens),
                        Place.COLUMN,
                        rank,
                        self.services.of_row(segment),
                        self.services.is_total(segment),
                    )
                    rank += 1


def _nearest(heads: list[Rect], rect: Rect) -> Rect:
    return min(heads, key=lambda h: min(abs(h.x0 - rect.x0), abs(h.x1 - rect.x1), abs(h.cx - rect.cx)))
