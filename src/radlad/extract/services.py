"""Which of two services a sum is for: what its row, its column and the lines over it name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from radlad.domain.doctype import Scope
from radlad.extract.hit import Hit
from radlad.extract.roles import Roles
from radlad.extract.zones import cell_beside_rows, is_service_name, names_service, scope_of
from radlad.layout.page import Segment, Sheet

_PAIR = 2
"""Words of a line that says which of two things is meant."""
_SETTLED = ("solde", "reste", "acompte", "avance", "deduction", "deduire")
"""How the heads of rows begin that tell what was paid, or is to be."""
_TAKEN = re.compile(r"[-–−] ?(?:€ ?)?\d")
"""An amount that is taken off."""


class Services:
    """The services that a sheet names."""

    def __init__(self, sheet: Sheet, hits: Sequence[Hit], roles: Roles) -> None:
        self._sheet = sheet
        self._named = {id(h.segment) for h in hits if any(m.labels is not None for m in h.meanings)}
        """Segments with the label of some value, not the mere name of a row."""
        self._heads = {id(s) for s in sheet.segments if all(map(names_service, sheet.row_of(s)))}
        named = [(s, scope) for s in sheet.segments if (scope := scope_of([s])) is not None]
        self._heads |= {id(row[0]) for row in self._priced()} | self._paired(named)
        self._turns = [s for s in reversed(sheet.segments) if id(s) in self._heads or roles.is_heading(s)]
        """Where another service or part of the form begins, from below."""
        self._beside = [(cell, scope) for s, scope in named if (cell := cell_beside_rows(sheet, s)) is not None]
        """The cells beside several rows, with the services that they name."""

    def over(self, hit: Hit) -> Scope | None:
        """The service that a cell beside its rows names, or a line of its own above `hit`, nearer than any heading."""
        for cell, scope in self._beside:
            if cell.y0 < hit.rect.cy < cell.y1 and cell.x1 <= hit.rect.x0 + self._sheet.em:
                return scope
        lefts = (hit.segment.rect.x0, self._sheet.row_of(hit.segment)[0].rect.x0)
        for segment in self._turns:
            row = self._sheet.row_of(segment)
            spans = len(row) > 1 and row[0].rect.x0 <= hit.rect.x0 <= row[-1].rect.x1
            apart = 0.0 if spans else min(abs(segment.rect.x0 - x) for x in lefts)
            if segment.rect.y1 > hit.rect.y0 + 1 or apart > 0.4 * self._sheet.width:
                continue
            if id(segment) in self._heads:
                reached = [s for s in row if s.rect.x0 < hit.rect.x0 + self._sheet.em and names_service(s)]
                return scope_of(reached[-1:] or row[:1])
            return None
        return None

    def _priced(self) -> list[list[Segment]]:
        """The rows that begin with a service's name and go on with figures, where labels stand below each: a line of
        prices with its own totals."""
        rows = [
            row for row in self._sheet.rows if len(row) > 1 and names_service(row[0]) and all(map(_figures, row[1:]))
        ]
        labels = {s.row for s in self._sheet.segments if id(s) in self._named}
        parted = all(labels & set(range(a[0].row + 1, b[0].row)) for a, b in pairwise(rows))
        return rows if len(rows) > 1 and parted else []

    def _paired(self, named: Sequence[tuple[Segment, Scope]]) -> set[int]:
        """Those of `named` (by `id`), each a line of its own, that say of a thing which of two it is, where another
        says the same of the other: "Article principal", "Article secondaire"."""
        told: dict[str, dict[Scope, Segment]] = defaultdict(dict)
        for segment, scope in named:
            if len(segment.tokens) == _PAIR and len(self._sheet.row_of(segment)) == 1:
                told[segment.tokens[0].key].setdefault(scope, segment)
        return {id(s) for lines in told.values() if len(lines) > 1 for s in lines.values()}

    def of_row(self, segment: Segment) -> Scope | None:
        """The service that the head of its row names, all lines of that head read."""
        rect, reach = segment.rect, 1.4 * self._sheet.em
        around = self._sheet.among(min(rect.y0, rect.cy - reach), max(rect.y1, rect.cy + reach))
        heads = [s for s in around if s.rect.x1 < rect.x0]
        left = [s for s in heads if id(s) not in self._named or names_service(s)]
        row = [s for s in left if s.rect.beside(rect) > 0.5]
        near = [s for s in left if abs(s.rect.cy - rect.cy) < reach]
        longer = ([s, s.below] for s in heads if s.below is not None and s.rect.beside(rect) > 0.5)
        return scope_of(row) or scope_of(near) or next((scope_of(s) for s in longer if is_service_name(s)), None)

    def is_total(self, segment: Segment) -> bool:
        """Whether the head of its row says that it is a total, of no service."""
        left = [s for s in self._sheet.row_of(segment) if s.rect.x1 < segment.rect.x0]
        return any(t.key.startswith(("total", "net", "soustotal")) for s in left for t in s.tokens)

    def is_settled(self, row: Sequence[Segment]) -> bool:
        """Whether a row takes something off, or says what remains to be paid: sums end above it."""
        heads = [t.key for s in row for t in s.tokens[:2] if not _figures(s)]
        return any(k.startswith(_SETTLED) for k in heads) or any(map(_TAKEN.match, (s.text for s in row[1:])))

    def of_column(self, hit: Hit, segment: Segment) -> Scope | None:
        """The service that the head above a cell names, where rows are labels and columns are services."""
        room = self._sheet.room_of(segment)
        above = [
            s
            for s in self._sheet.segments
            if s.rect.y1 < hit.rect.y0
            and (s.rect.over(segment.rect) > 0.3 or (names_service(s) and self._sheet.room_of(s).over(room) > 0.3))
        ]
        for s in sorted(above, key=lambda s: -s.rect.y1)[:8]:
            named = scope_of([s])
            if named is not None:
                return named
        return None


def _figures(segment: Segment) -> bool:
    return any(c.isdigit() for c in segment.text)
