"""One page of the detail: its rows, its headings, and the columns that were chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from radlad.web.reporting.columns import COLUMNS, DEFAULT_SORT, Column, Heading, chosen, headings, rows
from radlad.web.reporting.filters import DocumentFilter

SIZE = 25
FARTHEST = 400
"""The last page that is shown: the database counts off all that stands before a page (`docs/performance.md`)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the detail: a cell for each column."""

    pk: UUID
    cells: list[tuple[Column, object]]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the detail shows."""

    headings: list[Heading]
    page: Page[tuple[object, ...]]
    columns: list[Column]
    cut: int
    """How many documents it ends after, when there are more; otherwise 0."""

    @property
    def rows(self) -> Iterator[Row]:
        for key, *cells in self.page:
            assert isinstance(key, UUID)
            yield Row(key, list(zip(self.columns, cells, strict=True)))

    @property
    def all_columns(self) -> list[tuple[Column, bool]]:
        """Every column with whether it is shown."""
        return [(column, column in self.columns) for column in COLUMNS]


def listing(found: DocumentFilter, address: QueryDict, count: int) -> Listing:
    """The page that the address asks for, of a search that found `count` documents."""
    columns = chosen(address.getlist("colonnes"))
    paginator = Paginator(rows(found.qs, columns), SIZE)
    paginator.count = min(count, FARTHEST * SIZE)
    return Listing(
        headings(columns, address.get("tri") or DEFAULT_SORT),
        paginator.get_page(address.get("page")),
        columns,
        cut=paginator.count if paginator.count < count else 0,
    )
