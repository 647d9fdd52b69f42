"""Which of the amounts that may be a total is the sum of the lines over it in its table of prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from radlad.domain.doctype import Kind
from radlad.extract.slots import Layout
from radlad.extract.values import looks_like_money, values
from radlad.kinds import amount

_LINES = 2
"""Lines with a price that a sum has at least."""


def totals(columns: Iterable[Sequence[str]], printed: Iterable[str]) -> frozenset[Decimal]:
    """The amounts among `printed` that are the sum of the first lines of one of `columns`, each from the top down; all
    as they are printed."""
    sums: set[Decimal] = set()
    for column in columns:
        lines = [n for text in column if (n := _number(text)) != 0]
        sums.update(list(accumulate(lines))[_LINES - 1 :])
    return frozenset(sums & {_number(text) for text in printed})


def priced(layout: Layout) -> Iterator[list[str]]:
    """The amounts that stand under one another at the right of lines that no label begins: the prices of what a table
    lists, whatever heads their column."""
    columns: dict[int, list[str]] = defaultdict(list)
    for row in layout.sheet.rows:
        if len(row) > 1 and not any(layout.is_label(s) for s in row):
            for segment in row[1:]:
                found = values(Kind.AMOUNT, segment.tokens)
                if len(found) == 1 and found[0].whole and looks_like_money(found[0].text):
                    columns[round(segment.rect.x1 / layout.sheet.em)].append(found[0].text)
    yield from columns.values()


def is_one_of(text: str, sums: Collection[Decimal]) -> bool:
    """Whether an amount, as it is printed, is one of `sums`."""
    return bool(sums) and _number(text) in sums


def _number(text: str) -> Decimal:
    return amount.parse(text) if amount.is_valid(text) else Decimal(0)
