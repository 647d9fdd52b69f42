"""A page as a reader's eye takes it: tokens in rows, rows in segments, segments in blocks, with the rules between.

Places are points of the deskewed page, so that distances mean the same across and down: a skewed scan breaks
rows otherwise. `Token.word` keeps the place on the page as shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from statistics import median
from weakref import ref

from radlad.domain.document import Box, Document, Page, TickBox, Word
from radlad.layout.cells import Rulings
from radlad.layout.crosses import CROSS, SIGNS, crossed
from radlad.layout.rect import Across, Rect
from radlad.layout.skew import Skew
from radlad.layout.tokens import (
    ANSWERS,
    Line,
    Token,
    begin_columns,
    behind,
    combs_filled,
    combs_joined,
    gaps_of,
    make_whole,
    parts_of,
    pitch_of,
    spaces_of,
    without_leaders,
)
from radlad.layout.written import set_straight

_UNDERLINE = 0.6
"""Share of a line's width that a rule under some of its words has at most."""
_FIGURES = 1.1
"""How many times as high as a line of mere figures one with tails is."""
_NEXT = 3
"""Rows among which the next line of a column is, the other columns' lines standing in between."""
_OFF = 0.45
"""Share of the lower of two words by which their middles are less apart on one line."""


@dataclass(eq=False)
class Segment:
    """Tokens of one row without a wide gap, a rule or a tick box between them."""

    tokens: list[Token]
    row: int
    page: int
    below: Segment | None = None
    """The next line of the same paragraph or cell."""
    _above: ref[Segment] | None = None
    """No owner of it, or a page would outlast its reading until garbage is looked for."""

    @property
    def above(self) -> Segment | None:
        """The line before."""
        return self._above() if self._above is not None else None

    def follow(self, line: Segment) -> None:
        """Makes it the line below `line`."""
        line.below, self._above = self, ref(line)

    @cached_property
    def rect(self) -> Rect:
        return Rect.around(t.rect for t in self.tokens)

    @cached_property
    def text(self) -> str:
        return " ".join(t.text for t in self.tokens)

    @cached_property
    def letter(self) -> float:
        """How high its letters are, most of them."""
        return median(t.rect.height for t in self.tokens)


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A tick box in points of the deskewed page."""

    rect: Rect
    tick_box: TickBox
    page: int


class Sheet:
    """One page with its rows and segments, top to bottom, left to right."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = page.number
        self.width, self.height = page.width, page.height
        skew = Skew.of(page)
        self._skew = skew if skew else None
        self.rules = [self._rect(r) for r in page.rules]
        self.marks = [Mark(self._rect(t.box), t, page.number) for t in page.tick_boxes]
        self._fields = [(self._rect(f.box), f.value.strip()) for f in page.form_fields]
        tokens = combs_filled([t for w in page.words for t in self._tokens(w)], page)
        printed = [t.rect.height for t in tokens if t.key]
        self.letter = median(printed) if printed else 8.0
        """The usual height of a word, in points."""
        self.em = self.letter / 0.72
        self.uprights = [r for r in self.rules if r.width < 2.5 and r.height > self.letter]
        self._levels = [r for r in self.rules if r.height < 2.5 and r.width > 2 * self.letter]
        self._frames()
        self._uprights_across = Across(self.uprights)
        self._rulings = Rulings(self.uprights, self._levels, self.em)
        tokens = self._without_crosses(tokens)
        self._marks_across = Across([m.rect for m in self.marks])
        self._pitch = pitch_of(tokens)
        self.rows = self._rows(tokens)
        self._inside: dict[Rect, list[Segment]] = {}
        self.segments = [s for row in self.rows for s in row]
        self._link()

    def _without_crosses(self, tokens: list[Token]) -> list[Token]:
        """`tokens` less the crosses that stand in cells as ticks, which become marks, and less what was taken for one
        by its shape alone and stands in none."""
        found = crossed(tokens, [m.rect for m in self.marks], self._rulings, (self.width, self.height))
        self.marks += [Mark(place, box, self.number) for place, box in found]
        if found:
            tokens = [t for t in tokens if not any(place.holds(t.rect.cx, t.rect.cy) for place, _ in found)]
        return [t for t in tokens if t.text != CROSS or t.word.provenance.engine != SIGNS.engine]

    def _frames(self) -> None:
        for r in self.rules:
            if r.width >= 2.5 and r.height >= 2.5 and (r.width > 2 * self.em or r.height > 2 * self.em):
                self.uprights += [Rect(r.x0, r.y0, r.x0, r.y1), Rect(r.x1, r.y0, r.x1, r.y1)]
                self._levels += [Rect(r.x0, r.y0, r.x1, r.y0), Rect(r.x0, r.y1, r.x1, r.y1)]

    def _rect(self, box: Box) -> Rect:
        dx, dy = self.width, self.height
        cx, cy = box.cx * dx, box.cy * dy
        x, y = self._skew.undone(cx, cy) if self._skew is not None else (cx, cy)
        w, h = box.width * dx / 2, box.height * dy / 2
        return Rect(x - w, y - h, x + w, y + h)

    def _tokens(self, word: Word) -> list[Token]:
        rect = self._rect(word.box)
        x0, y0, y1, step = rect.x0, rect.y0, rect.y1, rect.width / max(1, len(word.text))
        field_id = self._field_of(word) if self._fields else -1
        return [
            Token(part, key, Rect(x0 + start * step, y0, x0 + end * step, y1), word, self.number, field_id)
            for part, key, start, end in parts_of(word.text)
        ]

    def _field_of(self, word: Word) -> int:
        for i, form_field in enumerate(self.page.form_fields):
            if form_field.box.holds(word.box.cx, word.box.cy):
                return i
        return -1

    def _rows(self, tokens: Sequence[Token]) -> list[list[Segment]]:
        lines: list[Line] = []
        for token in sorted(tokens, key=lambda t: t.rect.cy):
            line = self._line_of(token, lines[-6:])
            if line is None:
                line = Line()
                lines.append(line)
            line.add(token)
        lines.sort(key=attrgetter("middle"))
        upper, height = None, 0.0
        for lower in lines:
            middle = lower.middle
            if upper is not None and middle - height < _OFF * self.letter:
                make_whole(upper, lower, self.em)
            upper, height = lower, middle
        straight = (line.tokens for line in set_straight(lines, self.letter, self.height))
        kept = [whole for laid in straight if (whole := combs_joined(without_leaders(laid)))]
        gaps = [gaps_of(line) for line in kept]
        columns = begin_columns(kept, gaps, self.em)
        return [self._cut(line, gaps[n], n, columns) for n, line in enumerate(kept)]

    def _line_of(self, token: Token, lines: list[Line]) -> Line | None:
        """The line that `token` continues: at the height of the word of it that is nearest across."""
        floor, place = 0.8 * self.letter, token.rect
        middle, height = place.cy, max(floor, place.height)
        best, least = None, 1.0
        for line in lines:
            if middle - line.lowest >= _OFF * height:
                continue
            near = line.nearest(place)
            off = abs(near.cy - middle) / (_OFF * min(height, max(floor, near.height)))
            if off < least:
                best, least = line, off
        return best

    def _cut(self, line: list[Token], gaps: Sequence[float], row: int, columns: set[int]) -> list[Segment]:
        em = max(self.letter, median(t.rect.height for t in line)) / 0.72
        segments = [Segment(line[:1], row, self.number)]
        spaces = spaces_of(line, gaps, em, self._pitch)
        for a, b, space in zip(line, line[1:], spaces, strict=False):
            if id(b) in columns or self._apart(a, b, em, space):
                segments.append(Segment([], row, self.number))
            segments[-1].tokens.append(b)
        for label, value in pairwise(segments):
            if value.tokens[0].text == ":" and label.tokens[0].field_id == value.tokens[0].field_id:
                label.tokens.append(behind(label.tokens[-1], value.tokens.pop(0)))
        return [s for s in segments if s.tokens]

    def _apart(self, a: Token, b: Token, em: float, space: float) -> bool:
        if a.field_id != b.field_id:
            return True
        gap = b.rect.x0 - a.rect.x1
        if gap > space:
            return True
        if gap > 0.1 * em and self.upright_between(a.rect, b.rect):
            return True
        if not self.marks:
            return False
        return self._answers(b) or any(
            m.beside(a.rect) > 0.4 for m in self._marks_across.between(a.rect.x1 - 2, b.rect.x0 + 2)
        )

    def _answers(self, token: Token) -> bool:
        """Whether it is a Oui or Non beside a tick box, whatever sentence runs up to it."""
        if token.key not in ANSWERS:
            return False
        reach = 3 * self.letter
        return any(m.rect.beside(token.rect) > 0.4 and -reach < m.rect.cx - token.rect.cx < reach for m in self.marks)

    def upright_between(self, a: Rect, b: Rect) -> bool:
        """Whether a vertical rule stands between `a` and `b`, `a` being on the left."""
        between = self._uprights_across.between(max(a.cx, a.x1 - 2), min(b.cx, b.x0 + 2))
        if not between:
            return False
        y = (max(a.y0, b.y0) + min(a.y1, b.y1)) / 2
        return any(a.cx < r.cx < b.cx and r.y0 - 1 <= y <= r.y1 + 1 for r in between)

    def level_between(self, a: Rect, b: Rect) -> bool:
        """Whether a horizontal rule stands between `a` and `b`, `a` being above; one under a few words is none."""
        x0, x1 = max(a.x0, b.x0), min(a.x1, b.x1)
        x = (x0 + x1) / 2 if x1 > x0 else a.x0
        least = _UNDERLINE * min(a.width, b.width)
        between = self._rulings.levels_between(a.cy, b.cy)
        return any(a.cy < r.cy < b.cy and r.x0 - 1 <= x <= r.x1 + 1 and r.width > least for r in between)

    def empty_field_beside(self, label: Rect) -> bool:
        """Whether the form field nearest on the right of `label` is empty: nothing else is then its value."""
        beside = [f for f in self._fields if f[0].x0 >= label.x1 - 2 and f[0].beside(label) > 0.5]
        nearest = min(beside, key=lambda f: f[0].x0, default=None)
        return nearest is not None and not nearest[1]

    def _link(self) -> None:
        """Ties each segment to the next line of its paragraph."""
        for segment in self.segments:
            follower = self._follower(segment)
            if follower is not None and follower.above is None:
                follower.follow(segment)

    def _follower(self, segment: Segment) -> Segment | None:
        a = segment.rect
        for row in self.rows[self._row_index(segment) + 1 :]:
            if row[0].rect.y0 - a.y1 > 2.5 * self.em:
                return None
            for other in row:
                b = other.rect
                if b.over(a) <= 0 or b.cy <= a.y1 - 0.2 * a.height:
                    continue
                size = max(a.height, b.height)
                near = b.y0 - a.y1 < 1.05 * min(max(size, self.letter), _FIGURES * size)
                edges = min(abs(b.x1 - a.x1), abs(b.cx - a.cx))
                aligned = abs(b.x0 - a.x0) < 2.6 * self.em or edges < 0.5 * self.em
                alike = min(a.height, b.height) > 0.55 * size
                fields = segment.tokens[0].field_id == other.tokens[0].field_id
                one = near and aligned and alike and fields
                return other if one and not self._marked(b) and not self.level_between(a, b) else None
        return None

    def _marked(self, rect: Rect) -> bool:
        """Whether a tick box stands right before it, and no rule between."""
        near = (m.rect for m in self.marks if m.rect.beside(rect) > 0.4 and -3 * self.em < m.rect.x1 - rect.x0 < 2)
        return any(not self.upright_between(m, rect) for m in near)

    def among(self, top: float, bottom: float) -> list[Segment]:
        """The segments that stand between two heights or reach in between, and few others, in order."""
        places, reach = self._places, self._tallest / 2
        low, high = bisect_left(places, (top - reach, 0)), bisect_right(places, (bottom + reach, len(places)))
        return [self.segments[i] for i in sorted(i for _, i in places[low:high])]

    def beside(self, rect: Rect) -> list[Segment]:
        """The segments that stand at the height of `rect`, in order."""
        return [s for s in self.among(rect.y0, rect.y1) if s.rect.beside(rect) > 0.5]

    @cached_property
    def _places(self) -> list[tuple[float, int]]:
        """The middles of the segments down the page, each with its place among them."""
        return sorted((s.rect.cy, i) for i, s in enumerate(self.segments))

    @cached_property
    def _tallest(self) -> float:
        return 1.0 + max((s.rect.height for s in self.segments), default=0.0)

    def just_below(self, segment: Segment) -> Iterator[Segment]:
        """What stands in the next lines, as near as the lines of a paragraph do."""
        for row in self.rows[self._row_index(segment) + 1 :][:_NEXT]:
            yield from (s for s in row if -2 < s.rect.y0 - segment.rect.y1 < 1.05 * segment.rect.height - 2)

    def _row_index(self, segment: Segment) -> int:
        return self._index[id(segment)]

    @cached_property
    def _index(self) -> dict[int, int]:
        return {id(s): i for i, row in enumerate(self.rows) for s in row}

    @cached_property
    def _holders(self) -> dict[int, Segment]:
        return {id(t): s for s in self.segments for t in s.tokens}

    def segment_of(self, token: Token) -> Segment | None:
        """The segment that `token` stands in."""
        return self._holders.get(id(token))

    @cached_property
    def _cells(self) -> dict[int, Rect]:
        """The ruled cells of the segments (by `id`) that stand in one."""
        if not self._levels or not self.uprights:
            return {}
        found = ((id(s), self._rulings.cell_at(s.rect.cx, s.rect.cy)) for s in self.segments)
        return {number: cell for number, cell in found if cell is not None}

    def cell_of(self, segment: Segment) -> Rect | None:
        """The ruled cell that `segment` stands in."""
        return self._cells.get(id(segment))

    def room_of(self, segment: Segment) -> Rect:
        """The ruled cell that `segment` stands in, or else its own."""
        return self.cell_of(segment) or segment.rect

    def inside(self, cell: Rect) -> list[Segment]:
        """What stands in `cell`, line by line."""
        if cell not in self._inside:
            near = self.among(cell.y0, cell.y1)
            self._inside[cell] = [s for s in near if cell.holds(s.rect.cx, s.rect.cy)]
        return self._inside[cell]

    def cell_below(self, cell: Rect) -> Rect | None:
        """The ruled cell right below `cell`."""
        return self._rulings.below(cell)

    def row_of(self, segment: Segment) -> list[Segment]:
        """All segments of its row, left to right."""
        return self.rows[self._row_index(segment)]


def sheets_of(document: Document) -> list[Sheet]:
    """The pages of `document` that hold words or boxes, in order."""
    return [Sheet(p) for p in document.pages if p.words or p.tick_boxes]
