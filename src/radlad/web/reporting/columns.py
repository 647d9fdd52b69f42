"""The columns of the list that can be sorted, and the address that each heading leads to."""

from __future__ import annotations

from dataclasses import dataclass

_TITLES = {
    "received_at": "Reçu le",
    "name": "Nom du document",
    "couloir": "Couloir",
    "declared_type": "Type envoyé",
    "type": "Type final",
    "status": "Statut",
    "pages": "Pages",
    "complexity": "Complexité",
    "motive": "Motif du rejet",
    "made_available_at": "Mis à disposition",
}
SORTS = tuple(_TITLES)
"""What `?tri=` may name, a `-` before it for the other way round."""


@dataclass(frozen=True, slots=True)
class Column:
    """One heading: `sort` is what `?tri=` becomes when it is clicked, `sorted` how it is sorted now, for ARIA."""

    title: str
    sort: str
    sorted: str
    numeric: bool


def columns(sorted_by: str) -> list[Column]:
    """The headings in their order; a second click on one turns its order round."""
    return [
        Column(
            title,
            f"-{name}" if sorted_by == name else name,
            {name: "ascending", f"-{name}": "descending"}.get(sorted_by, ""),
            name == "pages",
        )
        for name, title in _TITLES.items()
    ]
