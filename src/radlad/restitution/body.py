"""The body of the callback (contracts.md 2, CCTP annexes C, D and E)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from radlad.domain.doctype import DocumentType, Lane
from radlad.domain.states import Motive


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, as far as the customer is told. `values` are by balise."""

    process_id: str
    lane: Lane
    doctype: DocumentType | None
    motive: Motive | None
    values: Mapping[str, str]


def body(outcome: Outcome) -> dict[str, Any]:
    """The body for `outcome`: every value a string, every balise of the type, in its order (decisions.md 1 and 2).

    `Inconnu` has neither type nor data; `Illisible` has the type as known, and `""` for what was not read.
    """
    doctype = None if outcome.motive is Motive.UNKNOWN else outcome.doctype
    return {
        "processId": outcome.process_id,
        "couloir": outcome.lane.couloir,
        "sons": outcome.lane.sons,
        "typeDocument": doctype.piece.value if doctype else "",
        "rejet": "true" if outcome.motive else "false",
        "motifRejet": outcome.motive.value if outcome.motive else "",
        "donnees": {f.balise: outcome.values.get(f.balise, "") for f in doctype.fields} if doctype else {},
    }


def encoded(content: Mapping[str, Any]) -> str:
    """The body as the text that is sent, kept and signed."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
