"""The totals of a search, all of the customer's table (CCTP I.4). One query, exact when it is asked (adr 0006)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import Piece
from radlad.domain.rules import Complexity
from radlad.web.acquisition.models import Document
from radlad.web.reporting.columns import MODIFIED

UNKNOWN_TYPE = "Type inconnu"
KEY = ("couloir", "sons", "type", "complexity")
"""What documents are grouped by."""


@dataclass(frozen=True, slots=True)
class Group:
    """What documents of one lane, type and complexity add up to."""

    couloir: str
    sons: str
    type: str
    complexity: str
    documents: int
    pages: int
    coded: int
    extracted: int
    modified: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Share:
    """Documents and pages of one type or lane."""

    title: str
    documents: int
    pages: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole table, from its groups."""

    groups: tuple[Group, ...] = field(repr=False)

    @property
    def documents(self) -> int:
        return self._sum(lambda group: group.documents)

    @property
    def pages(self) -> int:
        return self._sum(lambda group: group.pages)

    @property
    def coded(self) -> int:
        """Vidéocodages: fields that an operator confirmed or changed."""
        return self._sum(lambda group: group.coded)

    @property
    def extracted(self) -> int:
        return self._sum(lambda group: group.extracted)

    @property
    def modified(self) -> int:
        """Vidéotypages: documents that turned out to be of another type than declared."""
        return self._sum(lambda group: group.modified)

    @property
    def rejected(self) -> int:
        return self._sum(lambda group: group.rejected)

    @property
    def by_type(self) -> list[Share]:
        names = [(piece.value, piece.label) for piece in Piece] + [("", UNKNOWN_TYPE)]
        return self._shares(names, lambda group: group.type)

    @property
    def by_lane(self) -> list[Share]:
        return self._shares([(lane.key, lane.title) for lane in LANES], lambda group: f"{group.couloir}-{group.sons}")

    @property
    def pages_by_complexity(self) -> list[tuple[str, int]]:
        """Pages of simple, medium and high complexity."""
        return [
            (level.value, self._sum(lambda group, level=level: group.pages * (group.complexity == level)))  # type: ignore[misc]  # mypy infers no lambda with defaults
            for level in Complexity
        ]

    def _sum(self, amount: Callable[[Group], int]) -> int:
        return sum(map(amount, self.groups))

    def _shares(self, names: Iterable[tuple[str, str]], key: Callable[[Group], str]) -> list[Share]:
        found = []
        for value, title in names:
            own = [group for group in self.groups if key(group) == value]
            if own:
                found.append(Share(title, sum(g.documents for g in own), sum(g.pages for g in own)))
        return found


def totals(documents: QuerySet[Document]) -> Totals:
    """The totals of these documents."""
    groups = (
        documents.order_by()
        .values_list(*KEY)
        .annotate(
            documents=Count("pk"),
            sum_of_pages=Sum("pages"),
            coded=Sum("coded_fields"),
            extracted=Sum("extracted_fields"),
            modified=Count("pk", filter=MODIFIED),
            rejected=Count("pk", filter=~Q(motive="")),
        )
    )
    return Totals(tuple(Group(*row) for row in groups))
