"""The result object: what the reader found, as JSON (contracts.md 4)."""

from __future__ import annotations

from typing import Any

from radlad.domain.document import Box, Source
from radlad.domain.errors import RadladError
from radlad.domain.reading import Candidate, Evidence, FieldReading, Reading


def as_result(file_name: str, reading: Reading) -> dict[str, Any]:
    """The result object of `reading`; beyond the contract it names the engine, the label and other candidates of each
    field, and by how much each page was turned (`tours`, degrees clockwise)."""
    found = reading.classification
    rejected = reading.doctype is None
    return {
        "file": file_name,
        "couloir": found.lane.couloir,
        "sons": found.lane.sons,
        "typeDocument": None if rejected or found.piece is None else found.piece.value,
        "rejet": rejected,
        "motifRejet": "Inconnu" if rejected else "",
        "pages": reading.pages,
        "secondes": round(reading.seconds, 3),
        "classement": {"confiance": round(found.confidence, 3), "indices": list(found.clues)},
        "tours": list(reading.turns),
        "champs": [_field(f) for f in reading.fields],
    }


def as_error(file_name: str, error: RadladError) -> dict[str, Any]:
    """The line of a file that could not be read (contracts.md 3)."""
    return {"file": file_name, "erreur": {"code": error.code, "message": error.message}}


def _field(read: FieldReading) -> dict[str, Any]:
    answer = read.answer
    return {
        "position": read.field.position,
        "balise": read.field.balise,
        "valeur": answer.value,
        "confiance": round(answer.confidence, 3),
        "doute": read.doubtful,
        "motifs": [doubt.value for doubt in answer.doubts],
        **_place(answer.evidence),
        "candidats": [_candidate(c) for c in read.candidates],
    }


def _place(evidence: Evidence | None) -> dict[str, Any]:
    if evidence is None:
        return {"page": None, "boite": None, "source": "", "moteur": "", "libelle": ""}
    provenance = evidence.provenance
    return {
        "page": evidence.page,
        "boite": _box(evidence.box),
        "source": Source(provenance.source).value,
        "moteur": f"{provenance.engine} {provenance.version}".strip(),
        "libelle": evidence.label,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "valeur": candidate.value,
        "confiance": round(candidate.confidence, 3),
        "page": candidate.evidence.page,
        "boite": _box(candidate.evidence.box),
    }


def _box(box: Box) -> list[float]:
    return [round(v, 4) for v in (box.x0, box.y0, box.x1, box.y1)]
