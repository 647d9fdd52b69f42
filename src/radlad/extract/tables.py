"""Ruled rows of heads over a row of values: every cell of such a row is a label, known or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from radlad.extract.hit import Hit, first_word
from radlad.extract.values import TYPED, values
from radlad.extract.vocabulary import Meaning, Vocabulary
from radlad.kinds import check
from radlad.layout.page import Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token, is_typed

_WORDS = 9
"""A label has no more words than this."""
_TOUCHING = 2.0
"""Points between the cells of two heads that stand side by side, no empty one between them."""
_GUESSED = 0.5
"""What a label known by some of its words counts beside one that is known for sure."""
_SURE = 0.8


class Tables:
    """The head rows of a sheet's ruled tables. What tells them apart from rows of label and value, side by side:
    labels beside labels, and values of their labels' kind below rather than on the right."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self._sheet, self._vocabulary = sheet, vocabulary
        rows = _rows(sheet)
        self._meanings = {c: m for row in rows for c in row if (m := self._meant(c))}
        self._heads = [c for row in rows if self._is_head(row) for c in row]
        self.heads = self._within(self._heads)
        """Segments (by `id`) that are heads."""
        under = [below for c in self._heads if (below := sheet.cell_below(c)) is not None and below not in self._heads]
        self.values = self._within(under)
        """Segments (by `id`) that are values of the heads above them."""

    def below(self, hit: Hit) -> Rect | None:
        """The value cell of a head; None when the label is no head."""
        cell = self._sheet.cell_of(hit.segment)
        return self._sheet.cell_below(cell) if cell is not None and id(hit.segment) in self.heads else None

    def labels(self, hits: Iterable[Hit]) -> list[Hit]:
        """`hits` with each head as one label, and less the words of a head's value, unless a colon ends them."""
        kept = [h for h in hits if id(h.segment) not in self.heads and (h.closed or id(h.segment) not in self.values)]
        heads = [self._head(cell) for cell in self._heads if cell in self._meanings]
        return sorted([*kept, *heads], key=lambda h: (h.rect.y0, h.rect.x0))

    def _head(self, cell: Rect) -> Hit:
        """The label that fills the head `cell`, over all its lines."""
        lines = self._sheet.inside(cell)
        tokens, last = [t for s in lines for t in s.tokens], lines[-1]
        hit = Hit(list(self._meanings[cell]), tokens, last, 0, len(last.tokens), self._sheet, upper=lines[:-1])
        hit.note(tokens)
        return hit

    def _within(self, cells: Iterable[Rect]) -> frozenset[int]:
        return frozenset(id(s) for c in cells for s in self._sheet.inside(c))

    def _meant(self, cell: Rect) -> tuple[Meaning, ...]:
        """What all words of `cell` together may be the label of."""
        tokens = self._words(cell)
        if (
            not self._is_one_column(cell)
            or not 0 < sum(1 for t in tokens if t.key) <= _WORDS
            or any(t.field_id >= 0 for t in tokens)
        ):
            return ()
        found = self._vocabulary.likened(" ".join(t.text for t in tokens))
        typed = any(map(is_typed, tokens))
        return () if typed and found and found[0].likeness < _SURE else found

    def _is_head(self, row: list[Rect]) -> bool:
        known = [c for c in row if c in self._meanings]
        below = [self._sheet.cell_below(c) for c in known]
        if not known or any(self._is_typed(c) for c in row if c not in known):
            return False
        if any(c is None or not self._is_one_column(c) for c in below):
            return False
        pairs = [(a, b) for a, b in pairwise(row) if b.x0 - a.x1 < _TOUCHING and not self._mean_the_same(a, b)]
        score = sum(min(self._weight(a), self._weight(b)) for a, b in pairs)
        for cell, under in zip(known, below, strict=True):
            assert under is not None
            beside = row[row.index(cell) + 1 : row.index(cell) + 2]
            score += self._fits(cell, under) - self._weight(under) - any(self._fits(cell, b) for b in beside)
        return score > 0

    def _mean_the_same(self, one: Rect, other: Rect) -> bool:
        """Whether the labels of two cells are the same field's: the first heads rows whose labels stand beside it."""
        first, second = (self._meanings.get(cell, ())[:1] for cell in (one, other))
        return bool(first) and [m.labels for m in first] == [m.labels for m in second]

    def _is_one_column(self, cell: Rect) -> bool:
        """Whether nothing in `cell` stands beside something else: below a mere heading a whole part of a form does."""
        lines = self._sheet.inside(cell)
        return all(b.rect.y0 > a.rect.cy for a, b in pairwise(lines))

    def _weight(self, cell: Rect) -> float:
        meanings = self._meanings.get(cell)
        return 0.0 if not meanings or self._is_typed(cell) else 1.0 if meanings[0].likeness >= _SURE else _GUESSED

    def _fits(self, head: Rect, cell: Rect) -> bool:
        """Whether `cell` holds a value of the form that the label in `head` announces."""
        tokens = [t for s in self._sheet.inside(cell) for t in s.tokens]
        meant = (self._vocabulary.field_of(m) for m in self._meanings[head])
        kinds = {f.kind for f in meant if f is not None and f.kind in TYPED}
        return any(v.whole and not check(k, v.text) for k in kinds for v in values(k, tokens))

    def _is_typed(self, cell: Rect) -> bool:
        return any(map(is_typed, self._words(cell)))

    def _words(self, cell: Rect) -> list[Token]:
        """What stands in `cell`, behind the number that a form gives it."""
        lines = self._sheet.inside(cell)
        return [t for s in lines for t in s.tokens][first_word(lines[0]) if lines else 0 :]


def _rows(sheet: Sheet) -> list[list[Rect]]:
    """The cells that hold something, by ruled row, each left to right."""
    rows: dict[tuple[int, int], set[Rect]] = defaultdict(set)
    for segment in sheet.segments:
        cell = sheet.cell_of(segment)
        if cell is not None:
            rows[round(cell.y0), round(cell.y1)].add(cell)
    return [sorted(row, key=lambda c: c.x0) for row in rows.values()]
