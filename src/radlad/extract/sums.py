"""Which of the amounts that may be a total is the sum of the lines over it in its table of prices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate

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


def is_one_of(text: str, sums: Collection[Decimal]) -> bool:
    """Whether an amount, as it is printed, is one of `sums`."""
    return bool(sums) and _number(text) in sums


def _number(text: str) -> Decimal:
    return amount.parse(text) if amount.is_valid(text) else Decimal(0)
