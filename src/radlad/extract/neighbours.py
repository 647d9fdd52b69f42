"""What stands beside a label: behind it on its line, right of it, over it and under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from radlad.domain.doctype import Kind
from radlad.extract.captions import JOINERS
from radlad.extract.hit import Hit
from radlad.extract.roles import Roles
from radlad.extract.values import FREE, values
from radlad.layout.page import Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

_STRETCH = 2.2
"""Words of a value behind its label may stand this far apart, in letter sizes: handwriting is loose."""
_OFF_LINE = 0.3
"""Share of its height that a value by itself has in common with the line of its label, at least: combs stand off it."""
_MIDWAY = 0.3
"""Letter sizes that the middle of a value of two lines is off that of its label, at most."""
_EDGE = 0.3
"""Letter sizes between the left edges of lines of one value, at most."""
_HEADS = 3
"""Heads of columns side by side."""
_NUMBER = 3
"""Digits of a value in a label's own cell, at least."""
_WHOLE_ROW = 0.9
"""Share of their height that two cells of a row have in common."""
_DASHES = frozenset({"-", "–", "—", "--"})
_SUFFIX = 3
"""Words, the colon with them, that go on with a label before its value, at most."""
_BETWEEN = frozenset("|–-•·;/")
"""Signs between pairs that run on."""
_ENDING = frozenset("|•·;")
"""Those that hardly stand in a value."""


class Neighbours:
    """The lines of a sheet, asked for those beside a label."""

    def __init__(self, sheet: Sheet, hits: Sequence[Hit], roles: Roles) -> None:
        self._sheet, self._hits = sheet, hits
        self._dashes = {s for s in sheet.segments if s.tokens[0].text in _DASHES and s.tokens[-1] is s.tokens[0]}
        self._rights: dict[Hit, list[Segment]] = {}
        self._is_label, self._is_heading, self._before_labels = roles.is_label, roles.is_heading, roles.before_labels

    def above(self, hit: Hit) -> Segment | None:
        """What stands right above `hit`, where it may be a value."""
        return self.value(self.first_above(hit.upper[0].rect if hit.upper else hit.rect, (hit.segment, *hit.upper)))

    def below(self, hit: Hit) -> Segment | None:
        """What stands right below `hit`, where it may be a value."""
        return self.value(self.first_below(hit, 1.9 * self._sheet.em) or self._set_right(hit))

    def value(self, segment: Segment | None) -> Segment | None:
        """`segment`, where it may be a value."""
        return None if segment is None or self._is_label(segment) or self._is_heading(segment) else segment

    def behind(self, hit: Hit) -> list[Token]:
        """What goes on behind `hit` on its line, up to the next label."""
        stop = min((h.start for h in self._hits if h.segment is hit.segment and h.start >= hit.end), default=None)
        behind = list(self._before_labels(hit.segment.tokens[hit.end : stop]))
        if not hit.closed:
            colon = next((i for i, t in enumerate(behind[:_SUFFIX], 1) if t.text.endswith(":")), 0)
            behind = behind[colon:]  # words that are known of no label end it: "Raison sociale étab. :"
        if stop is not None or not any(t.key for t in behind):
            return behind if stop is None else _to_next_pair(behind)
        row = [s for s in self._sheet.row_of(hit.segment) if s.rect.x0 >= hit.segment.rect.x1]
        for segment in row:
            gap = segment.rect.x0 - behind[-1].rect.x1
            if gap > _STRETCH * self._sheet.em or self._is_label(segment) or self._ruled_off(behind[-1], segment):
                break
            behind = [*behind, *segment.tokens]
        return behind

    def _ruled_off(self, token: Token, segment: Segment) -> bool:
        marks = (m.rect for m in self._sheet.marks)
        ticked = any(token.rect.x1 - 2 <= m.cx <= segment.rect.x0 + 2 and m.beside(segment.rect) > 0.4 for m in marks)
        return ticked or self._sheet.upright_between(token.rect, segment.rect)

    def is_dashed(self, hit: Hit) -> bool:
        """Whether a dash alone stands right of `hit`, or right below it: there is no value."""
        if not self._dashes or not hit.alone:
            return False
        return any(s in self._dashes for s in (*self.right(hit)[:1], self.below(hit)))

    def run_on(self, hit: Hit) -> tuple[Token, ...]:
        """The beginning of the next line, where pairs run on and the line broke right behind the label's colon."""
        line = hit.segment.below
        if line is None or not hit.closed or hit.starts_segment or self.right(hit):
            return ()
        stop = min((h.start for h in self._hits if h.segment is line), default=len(line.tokens))
        marks = [i for i, t in enumerate(line.tokens[:stop]) if t.text in _BETWEEN]
        return tuple(line.tokens[: min([stop, *marks])])

    def right(self, hit: Hit) -> list[Segment]:
        """What stands level with `hit` on its right, up to the next label."""
        if hit not in self._rights:
            self._rights[hit] = self._right(hit)
        return self._rights[hit]

    def _right(self, hit: Hit) -> list[Segment]:
        rect = hit.rect
        shares = ((s, s.rect.beside(rect)) for s in self._sheet.among(rect.y0, rect.y1))
        level = dict.fromkeys(s for s, share in shares if share > 0.5 or (share > _OFF_LINE and self._is_comb(s)))
        level |= dict.fromkeys(self._sheet.row_of(hit.segment))
        beside = [s for s in level if s is not hit.segment and s not in hit.upper and s.rect.x0 > rect.x1 - 2]
        kept: list[Segment] = []
        near = 0.5 * self._sheet.em
        edges = {id(s): min(o.rect.x0 for o in beside if abs(o.rect.x0 - s.rect.x0) < near) for s in beside}
        for segment in sorted(beside, key=lambda s: (edges[id(s)], s.rect.y0)):
            if self._is_label(segment) or self._is_heading(segment):
                break
            kept.append(segment)
        return kept

    def heads_column(self, hit: Hit) -> bool:
        """Whether `hit` heads a column of values. A label left of it heads one as well; and, where no colon ends the
        two, so does what stands right of it, known or not."""
        row = self._sheet.row_of(hit.segment)
        at = row.index(hit.segment)
        if not at or not hit.alone:
            return False
        heads = row[at - 1 : at + (1 if hit.closed else 2)]
        if not hit.closed and (len(heads) < _HEADS or any(c.isdigit() for c in heads[-1].text)):
            return False
        known = any(h.segment is heads[0] and h.alone and h.closed is hit.closed for h in self._hits)
        return known and all(map(self._has_value_below, heads))

    def _has_value_below(self, head: Segment) -> bool:
        """Whether what is no label begins right under `head`."""
        under = self.value(head.below)
        if under is None or under.rect.y0 - head.rect.y1 >= self._sheet.em:
            return False
        return abs(under.rect.x0 - head.rect.x0) < _EDGE * self._sheet.em

    def with_lines_above(self, hit: Hit, segment: Segment, kind: Kind) -> list[Token]:
        """`segment`, right of `hit`, behind the lines over it that begin its value, which stands level with its label
        by its last line: with nothing left of them, and each unfinished where the value is any text."""
        lines, column = [segment], hit.rect.x0 - self._sheet.em
        while (above := lines[0].above) is not None:
            left = (s for s in self._sheet.row_of(above) if column < s.rect.x1 < above.rect.x0)
            apart = any(left) or abs(above.rect.x0 - segment.rect.x0) > _EDGE * self._sheet.em
            if apart or self.value(above) is None or (kind in FREE and above.tokens[-1].key not in JOINERS):
                return segment.tokens
            lines.insert(0, above)
        return [t for line in lines for t in line.tokens]

    def _is_comb(self, segment: Segment) -> bool:
        """Whether characters in a comb begin their row."""
        return any(t.spelled for t in segment.tokens) and self._sheet.row_of(segment)[0] is segment

    def midway(self, hit: Hit) -> Iterator[list[Segment]]:
        """What fills the ruled cells right of that of `hit`, each in turn, level with none of the label's lines."""
        cell = self._sheet.cell_of(hit.segment) if hit.alone else None
        own = (hit.segment, *hit.upper)
        others = [s for s in self._sheet.inside(cell) if s not in own] if cell is not None else []
        if cell is None or any(sum(map(str.isdigit, s.text)) >= _NUMBER for s in others):
            return
        row = [s for s in self._sheet.among(cell.y0, cell.y1) if cell.y0 < s.rect.cy < cell.y1 and s.rect.x0 > cell.x1]
        last = cell
        for room in dict.fromkeys(self._sheet.cell_of(s) for s in sorted(row, key=lambda s: s.rect.x0)):
            if room is None or room.x0 > last.x1 + self._sheet.em or room.beside(cell) < _WHOLE_ROW:
                return
            inside = self._sheet.inside(room)
            if not all(map(self.value, inside)):
                return
            yield inside
            last = room

    def before(self, hit: Hit, kind: Kind) -> Segment | None:
        """The value of `kind` that begins the row `hit` ends: answers may stand in a column before what they answer."""
        row = self._sheet.row_of(hit.segment)
        first = self.value(row[0]) if hit.alone and len(row) == 2 and row[1] is hit.segment else None
        if kind in FREE or first is None or sum(map(str.isdigit, first.text)) < _NUMBER:
            return None
        return first if any(v.whole for v in values(kind, first.tokens)) else None

    def beside_line_above(self, hit: Hit, kind: Kind) -> Segment | None:
        """The value of `kind` right of the first line of a label that `hit` goes on with: "Identifiant de l'acheteur",
        and below it "(SIREN)"."""
        line = hit.upper[0] if hit.upper else hit.segment.above
        if kind in FREE or line is None or self.right(hit) or any(values(kind, line.tokens)):
            return None
        row = self._sheet.row_of(line)
        beside = next((s for s in row[row.index(line) + 1 :] if self.value(s) is not None), None)
        return beside if beside is not None and any(v.whole for v in values(kind, beside.tokens)) else None

    def astride(self, hit: Hit) -> tuple[Token, ...]:
        """Two lines right of `hit`, one above its middle and one below: a value set midway in its row of a table."""
        for first in self._sheet.among(hit.rect.y0 - self._sheet.em, hit.rect.cy):
            second = self.value(first.below)
            if first.rect.x0 > hit.rect.x1 and self.value(first) is not None and second is not None:
                middle = (first.rect.y0 + second.rect.y1) / 2
                lone = all(s.rect.x0 >= t.rect.x0 for t in (first, second) for s in self._sheet.row_of(t))
                if lone and abs(middle - hit.rect.cy) < _MIDWAY * self._sheet.em:
                    return (*first.tokens, *second.tokens)
        return ()

    def first_below(self, hit: Hit, reach: float) -> Segment | None:
        headed = self._cell_headed(hit)
        if headed is not None:
            return next(iter(self._sheet.inside(headed)), None)
        cell = self._own_cell(hit)
        rect = hit.rect if cell is None else Rect(hit.rect.x0, hit.rect.y0, hit.rect.x1, max(hit.rect.y1, cell.y1))
        return self.first_of(rect, (hit.segment, *hit.upper), reach)

    def first_above(self, rect: Rect, own: Sequence[Segment] = ()) -> Segment | None:
        reach = 2.2 * self._sheet.em
        near = [
            s
            for s in self._sheet.among(rect.cy - reach, rect.cy)
            if s not in own and 0 < rect.cy - s.rect.cy < reach and self._under(s.rect, rect)
        ]
        return max(near, key=lambda s: s.rect.cy, default=None)

    def first_of(self, rect: Rect, own: Sequence[Segment], reach: float) -> Segment | None:
        """The first segment under `rect`, no further than `reach`."""
        lower = [
            s
            for s in self._sheet.among(rect.cy, rect.y1 + reach)
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
        rect, reach = hit.rect, 1.9 * self._sheet.em
        if not hit.alone:
            return None
        level = self._sheet.among(rect.y0 - rect.height, rect.y1)
        edge = min((s.rect.x0 for s in level if s.rect.x0 > rect.x1), default=self._sheet.width)
        lower = (s for s in self._sheet.among(rect.cy, rect.y1 + reach) if s.rect.cy > rect.y1)
        room = [s for s in lower if s.rect.x1 > rect.x0 and s.rect.x0 < edge]
        first = min(room, key=lambda s: s.rect.cy, default=None)
        if first is None or first.rect.x1 > edge or self.first_above(first.rect) is not None:
            return None
        return None if any(s is not first and s.rect.beside(first.rect) > 0.5 for s in room) else first

    def _cell_headed(self, hit: Hit) -> Rect | None:
        """The ruled cell below that of `hit`, where the label has a cell to itself."""
        cell = self._own_cell(hit)
        return None if cell is None else self._sheet.cell_below(cell)

    def _own_cell(self, hit: Hit) -> Rect | None:
        """The ruled cell that a label has to itself."""
        cell = self._sheet.cell_of(hit.segment)
        own = {id(t) for t in hit.tokens}
        if cell is None or any(t.key and id(t) not in own for s in self._sheet.inside(cell) for t in s.tokens):
            return None
        return cell

    def _under(self, head: Rect, rect: Rect) -> bool:
        slack = 1.2 * self._sheet.em
        near = min(abs(rect.x0 - head.x0), abs(rect.x1 - head.x1), abs(rect.cx - head.cx))
        return near < slack or rect.over(head) > 0.5


def _to_next_pair(tokens: list[Token]) -> list[Token]:
    """`tokens` up to the sign that ends a pair, where hardly a word of the next label stands behind it: "; Client,"."""
    ends = [i for i, t in enumerate(tokens, 1) if t.text in _ENDING or t.text.endswith(";")]
    return tokens[: ends[-1]] if ends and len(tokens) - ends[-1] < _SUFFIX else tokens
