"""What each line of a sheet is: a label, a heading, or someone's value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from statistics import median

from radlad.extract.captions import is_caption, row_numbers
from radlad.extract.hit import Hit
from radlad.extract.tables import Tables
from radlad.extract.zones import Heading
from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import Token

_SMALLER, _ALIKE = 0.87, 0.06
"""How high a label's letters are to those of the value under it, and how unlike those of other labels, at most."""
_SMALL_LABELS, _MOST = 4, 0.6
"""Labels that are set small at least, and their share of all that stand alone."""


class Roles:
    """The labels and headings of a sheet, known and unknown; asked line by line."""

    def __init__(self, sheet: Sheet, hits: Sequence[Hit], headings: Sequence[Heading], tables: Tables) -> None:
        self._sheet, self._tables = sheet, tables
        self._starts = {id(h.segment) for h in hits if h.starts_segment and h.firm}
        self._enders = {id(h.segment) for h in hits if h.ends_segment and h.firm}
        longer = [h for h in hits if h.upper and (h.firm or any(m.labels is not None for m in h.meanings))]
        uppers = {id(s) for h in longer for s in h.upper}
        captions = {id(s) for s in sheet.segments if is_caption(s)} | _set_small(sheet, hits)
        self._known = self._starts | uppers | captions | tables.heads | row_numbers(sheet)
        bracketed = (h.segment for h in hits if h.alone and is_bracketed(h.segment))
        self._brackets = sum(1 for s in bracketed if id(s.above) not in self._starts) > 1
        """Whether labels stand in brackets, under lines to write on, and not as the second line of other labels."""
        self._waiting = {id(s) for s in sheet.segments if id(s) in captions and not _told(s)}
        """Captions behind which nothing is told yet."""
        self._headings = {id(h.segment) for h in headings}
        self._closed = {id(h.tokens[0]) for h in hits if h.closed}
        """What labels that a colon ends begin with, be it in the middle of a line."""

    def is_label(self, segment: Segment) -> bool:
        """Whether a label or a heading begins `segment`, so that it is no one's value."""
        if id(segment) in self._tables.values:
            return False
        return id(segment) in self._known or (self._brackets and is_bracketed(segment))

    def is_heading(self, segment: Segment) -> bool:
        return id(segment) in self._headings

    def before_labels(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """`tokens` up to the first that begins a label with a colon, where pairs run on."""
        return list(takewhile(lambda t: id(t) not in self._closed, tokens))

    def labelled(self, segment: Segment, but: Hit | None = None) -> bool:
        """Whether a label, another than `but`, stands left of `segment` on its row, so that it is that one's value."""
        left = [s for s in self._sheet.row_of(segment) if s.rect.x1 < segment.rect.x0]
        if left and but is not None and (left[-1] is but.segment or left[-1].rect.x1 < but.rect.x0):
            return False
        return bool(left) and (id(left[-1]) in self._enders or id(left[-1]) in self._waiting)

    def beside_label(self, segment: Segment, label: Hit) -> bool:
        """Whether labels stand left of it on its row, in the column of `label`: then it is the value of one."""
        left = [s for s in self._sheet.row_of(segment) if s.rect.x0 < segment.rect.x0]
        column, own = label.rect.x0 - self._sheet.em, (label.segment, *label.upper)
        others = [s for s in left if s.rect.x1 > column and s not in own]
        return any(id(s) in self._enders and id(s) in self._starts for s in others)


def is_bracketed(segment: Segment) -> bool:
    """Whether it stands in brackets, as labels do under a line to write on."""
    return segment.text.startswith("(") and segment.text.endswith(")")


def _set_small(sheet: Sheet, hits: Sequence[Hit]) -> set[int]:
    """Lines (by `id`) set as small as the labels of a form that sets most of them smaller than the values below them,
    over such a value: they are labels, known or not."""
    alone = [h.segment for h in hits if h.alone and h.firm and not h.closed]
    known = [s for s in alone if _is_over_larger(s)]
    if len(known) < _SMALL_LABELS or len(known) < _MOST * len(alone):
        return set()
    usual = median(s.letter for s in known)
    alike = (s for s in sheet.segments if abs(s.letter - usual) < _ALIKE * usual)
    return {id(s) for s in alike if _is_over_larger(s)}


def _is_over_larger(segment: Segment) -> bool:
    """Whether what goes on right below is set larger."""
    return segment.below is not None and segment.letter < _SMALLER * segment.below.letter


def _told(segment: Segment) -> bool:
    """Whether something stands behind the colon of a caption."""
    colon = next((i for i, t in enumerate(segment.tokens) if t.text.endswith(":")), len(segment.tokens))
    return any(t.key for t in segment.tokens[colon + 1 :])
