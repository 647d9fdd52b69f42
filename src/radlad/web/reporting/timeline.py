"""A document's history as people read it: what happened, who did it, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from radlad.web.acquisition.models import Document, Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One event: `notes` are French sentences, `who` is empty for the machine."""

    at: datetime
    what: str
    status: str
    who: str
    notes: tuple[str, ...]


def lines(document: Document, *, content: bool = True) -> list[Line]:
    """The whole history, the first event first; one query. A status is said only where it changed.

    Without `content` no value of the document is told.
    """
    told: list[Line] = []
    status = ""
    for entry in document.history.select_related("who"):
        who = (entry.who.get_full_name() or entry.who.username) if entry.who else ""
        shown = entry.status if entry.status != status else ""
        told.append(
            Line(entry.at, entry.what[:1].upper() + entry.what[1:], shown, who, _notes(document, entry, content))
        )
        status = entry.status or status
    return told


def _notes(document: Document, entry: Entry, content: bool) -> tuple[str, ...]:
    details: dict[str, Any] = entry.details
    notes = list(details.get("reasons", ()))
    if balise := details.get("balise"):
        title = _title(document, balise)
        notes.append(f"{title} : {_change(details)}" if content and "to" in details else title)
    elif "to" in details:
        notes.append(_change(details))
    notes += [f"Motif : {details[key]}" for key in ("motive", "reason") if details.get(key)]
    return tuple(notes)


def _change(details: dict[str, Any]) -> str:
    before, after = details.get("from") or "vide", details.get("to") or "vide"
    return f"«\u00a0{after}\u00a0»" if before == after else f"«\u00a0{before}\u00a0» → «\u00a0{after}\u00a0»"


def _title(document: Document, balise: str) -> str:
    """The field's title; its balise where the document's type has no such field any more."""
    try:
        return document.doctype.field(balise).title if document.doctype else balise
    except KeyError:
        return balise
