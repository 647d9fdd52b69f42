"""Values on several lines: which lines go on with a value, and which begin something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from radlad.domain.doctype import Kind
from radlad.extract.captions import DASHES, JOINERS, goes_on
from radlad.extract.hit import Hit
from radlad.extract.looks import ADDRESS
from radlad.extract.roles import Roles, is_bracketed
from radlad.extract.values import FREE, NUMBERED, values
from radlad.kinds import name
from radlad.kinds.text import folded
from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import Token

_REST_OF_ADDRESS = re.compile(r"[a-z0-9.\-]+")
"""The end of an address that did not fit on its line: "le" may be a label elsewhere."""
_FIGURES = re.compile(r"[\d .\-/+()]*\d[\d .\-/]*")
"""A number, or a part of one, as it is printed in groups."""
_BRACKET = 4
"""Words of a line that may close the bracket of the one before."""
_COUNTED, _FEW = frozenset({"vague", "version", "tranche"}), 3
"""Words that a number belongs to, of hardly any figures where it stands on a line of its own."""
_EDGE = 0.3
"""Letter sizes between the right edges of lines that are set to the right, at most."""
_FLUSH = 0.3
"""Letter sizes between lines that begin at one place, or stand as close, at most."""
_RAGGED = 2.0
"""Letter sizes that the longest of some lines is longer than the next, at most, where both reach the edge."""
_SPACE = 0.2
"""Letter sizes between two words at least."""
_NAMES = 2
"""Words of a last name on a line of its own, at most."""
_LINES = 4
"""A wrapped value has no more lines than this."""


class Wrapping:
    """The lines of a sheet, asked for what continues a value."""

    def __init__(self, sheet: Sheet, roles: Roles) -> None:
        self._sheet, self._roles = sheet, roles
        self._margin = max((s.rect.x1 for s in sheet.segments), default=0.0)

    def wrapped(self, tokens: list[Token], segment: Segment, kind: Kind, label: Hit) -> list[Token]:
        """`tokens` with the lines that continue them, where they end the line, it was full, and no label begins the
        next."""
        kept, line = list(tokens), segment
        if kind not in FREE and kind is not Kind.EMAIL:
            return kept + self._rest_of_number(kept, segment, kind) if kind in NUMBERED else kept
        last = next((t for t in reversed(segment.tokens) if t.key), None)
        if not any(t is last for t in kept):
            return kept
        celled = self._rest_of_cell(segment, label)
        if celled is not None:
            return kept + [t for s in celled for t in s.tokens]
        for _ in range(_LINES - 1):
            hanging = self._hanging(tokens[0], line)
            follower = hanging or line.below
            if follower is not None and (closing := _closing(line, follower)):
                return kept + follower.tokens[:closing]
            if follower is None or not (hanging or self._continues(follower, line, kind, label, kept)):
                break
            edges = min(abs(follower.rect.x0 - x) for x in (tokens[0].rect.x0, segment.rect.x0))
            if edges > self._sheet.em and not self._ends_alike(line, follower, label):
                break
            begun = self._roles.before_labels(follower.tokens)
            kept += begun
            if len(begun) < len(follower.tokens):
                break
            line = follower
        return kept

    def _rest_of_number(self, kept: list[Token], line: Segment, kind: Kind) -> list[Token]:
        """The figures below that end a number, of which `line` has but the beginning."""
        below = line.below
        if below is None or kept[-1] is not line.tokens[-1] or not _FIGURES.fullmatch(below.text):
            return []
        edges = min(abs(below.rect.x0 - x) for x in (kept[0].rect.x0, line.rect.x0))
        printed = [t for t in kept if t.key]
        if edges > self._sheet.em or not _FIGURES.fullmatch("".join(t.text for t in printed)):
            return []
        whole = not any(v.whole for v in values(kind, printed)) and values(kind, [*printed, *below.tokens])
        return below.tokens if whole and whole[0].whole else []

    def _hanging(self, first: Token, line: Segment) -> Segment | None:
        """The line below that begins right under the value, behind its label, with nothing left of it."""
        own = any(t is first for t in line.tokens[1:])
        if not own or first.rect.x0 - line.tokens[0].rect.x0 < 3 * self._sheet.em:
            return None
        for segment in self._sheet.just_below(line):
            if abs(segment.rect.x0 - first.rect.x0) < 0.3 * self._sheet.em:
                row = self._sheet.row_of(segment)
                left = [s for s in row if line.rect.x0 < s.rect.x1 and s.rect.x0 < segment.rect.x0]
                taken = self._roles.is_label(segment) or self._roles.is_heading(segment)
                return segment if not left and not taken else None
        return None

    def _rest_of_cell(self, segment: Segment, label: Hit) -> list[Segment] | None:
        """What stands below `segment` in a ruled cell that the label is not in: it is all one value."""
        cell = self._sheet.cell_of(segment)
        if cell is None or cell.holds(label.rect.cx, label.rect.cy):
            return None
        inside = self._sheet.inside(cell)
        others = [s for s in inside if s is not segment]
        if any(s.rect.beside(segment.rect) > 0.3 or self._roles.is_label(s) for s in others):
            return None
        if any(self._roles.labelled(s, label) or ADDRESS.match(folded(s.text)) for s in others):
            return None
        return [s for s in inside if s.rect.cy > segment.rect.cy]

    def _continues(self, follower: Segment, line: Segment, kind: Kind, label: Hit, kept: Sequence[Token]) -> bool:
        """Whether `follower` is the next line of the value that `kept` begins: it is no label, no label's value, and
        `line` was full, or `kept` is half a name."""
        if kind is Kind.EMAIL and _REST_OF_ADDRESS.fullmatch(follower.text):
            return True
        if line.tokens[-1].key in _COUNTED and follower.text.isdigit() and len(follower.text) < _FEW:
            return True
        if self._roles.is_label(follower) or self._roles.is_heading(follower):
            return False
        if self._roles.labelled(follower, label) and not self._beside_aside(follower, label):
            return False
        begun = self._roles.before_labels(follower.tokens)
        if not begun or any(t.text.endswith(":") for t in begun) or self._roles.beside_label(follower, label):
            return False
        if ADDRESS.match(folded(follower.text)):
            return False
        if kind is Kind.NAME and _is_half_a_name(begun, kept):
            return True
        cut = (
            self._full(line, follower)
            or self._fills_column(line, follower, label)
            or self._runs_on(line, follower, label)
        )
        return cut and not self._beside_new_line(follower, label)

    def _runs_on(self, line: Segment, follower: Segment, label: Hit) -> bool:
        """Whether `follower` can only continue `line`, which stands right of its label: nothing stands left of it."""
        typed = any(c.isdigit() for t in follower.tokens for c in t.text)
        if (typed and not is_bracketed(follower)) or label.rect.x1 > line.rect.x0:
            return False
        column = label.rect.x0 - self._sheet.em
        left = [s for s in self._sheet.row_of(follower) if column < s.rect.x1 < follower.rect.x0]
        own = {id(t) for t in label.tokens}
        return all(id(t) in own for s in left if not is_bracketed(s) for t in s.tokens if t.key)

    def _beside_aside(self, follower: Segment, label: Hit) -> bool:
        """Whether what stands left of `follower` is the label's second line, in brackets."""
        below = label.segment.below
        row = self._sheet.row_of(follower)
        return below is not None and is_bracketed(below) and row[row.index(follower) - 1] is below

    def _ends_alike(self, line: Segment, follower: Segment, label: Hit) -> bool:
        """Whether both are set to the right, beside a label that begins left of them."""
        return label.rect.x1 < line.rect.x0 and abs(follower.rect.x1 - line.rect.x1) < _EDGE * self._sheet.em

    def _full(self, line: Segment, follower: Segment) -> bool:
        """Whether the first word of `follower` would not have fitted behind `line`."""
        reach = 2.5 * self._sheet.em
        behind = [s.rect for s in self._sheet.segments if s.rect.x0 > line.rect.x1]
        row = [r.x0 for r in behind if abs(r.cy - line.rect.cy) < reach]
        uprights = [r.cx for r in self._sheet.uprights if r.cx > line.rect.x1 - 1 and r.y0 <= line.rect.cy <= r.y1]
        limit = min([self._margin, *row, *uprights])
        last = line.tokens[-1]
        unfinished = last.key in JOINERS or last.key in _COUNTED or last.text[-1:] in "/-–—+&@"
        unfinished = unfinished or goes_on(follower.text)
        return unfinished or line.rect.x1 + follower.tokens[0].rect.width + 1.2 * self._sheet.em > limit

    def _fills_column(self, line: Segment, follower: Segment, label: Hit) -> bool:
        """Whether `line` begins with its label, and the first word of `follower`, which begins right under it, would
        have reached farther than any pair that begins there does."""
        em = self._sheet.em
        first = next((t for t in line.tokens if t.key), None)
        if not any(t is first for t in label.tokens) or abs(follower.rect.x0 - line.rect.x0) > _FLUSH * em:
            return False
        behind = line.tokens[label.end : label.end + 1] if label.segment is line else []
        if any(t.text in DASHES for t in behind) and _is_parted(follower):
            return False
        below = follower.below
        if len(self._roles.before_labels(follower.tokens)) < len(follower.tokens):
            return False
        if below is not None and below.rect.y0 - follower.rect.y1 < follower.rect.y0 - line.rect.y1 - _FLUSH * em:
            return False
        column = (s for s in self._sheet.segments if s is not line and abs(s.rect.x0 - line.rect.x0) < em)
        others = (s.rect.x1 for s in column if self._roles.is_label(s))
        edge = max(others, default=0.0)
        reached = edge > line.rect.x1 - _RAGGED * em
        return reached and line.rect.x1 + follower.tokens[0].rect.width + _SPACE * em > edge

    def _beside_new_line(self, follower: Segment, label: Hit) -> bool:
        """Whether another pair begins left of `follower`, below the label of the value it would continue."""
        left = [s for s in self._sheet.row_of(follower) if s.rect.x1 < follower.rect.x0 and not is_bracketed(s)]
        own = {id(t) for t in label.tokens}
        return any(abs(s.rect.x0 - label.rect.x0) < self._sheet.em and id(s.tokens[0]) not in own for s in left)


def _is_parted(line: Segment) -> bool:
    """Whether a long dash stands within a line, as between a label and its value."""
    return any(t.text in DASHES for t in line.tokens[1:-1])


def _is_half_a_name(follower: Sequence[Token], kept: Sequence[Token]) -> bool:
    """Whether `kept` is but a first or a last name, and `follower` goes on with the other."""
    one = len(name.without_courtesy(" ".join(t.text for t in kept)).split()) == 1
    return one and len(follower) <= _NAMES and all(t.text[:1].isupper() for t in follower)


def _closing(line: Segment, follower: Segment) -> int:
    """How many words of `follower` close the bracket that `line` ends in."""
    if line.text.count("(") <= line.text.count(")"):
        return 0
    return next((i for i, t in enumerate(follower.tokens[:_BRACKET], 1) if ")" in t.text), 0)
