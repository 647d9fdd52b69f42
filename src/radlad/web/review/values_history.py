"""The whole history of one value: what the machine read, what else it saw, and every word of a person since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from radlad.domain.reading import Doubt
from radlad.web.acquisition.models import Value


@dataclass(frozen=True, slots=True)
class Step:
    """One change: `doubts` are those that stood before it, in French."""

    at: datetime
    what: str
    who: str
    before: str
    after: str
    doubts: tuple[str, ...]


def told(value: Value) -> list[Step]:
    """The steps in order; one query."""
    entries = value.document.history.filter(details__balise=value.balise).select_related("who")
    return [
        Step(
            entry.at,
            entry.what,
            (entry.who.get_full_name() or entry.who.username) if entry.who else "",
            entry.details.get("from", ""),
            entry.details.get("to", ""),
            tuple(Doubt(code).text for code in entry.details.get("before", {}).get("doubts", ())),
        )
        for entry in entries
    ]
