"""The JSON Schemas of the callback's bodies, generated from the document types (contracts.md 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from radlad import doctypes
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import DocumentType, Field, Kind, Lane, Piece
from radlad.domain.states import Motive

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_DATE = r"^([0-9]{2}/[0-9]{2}/[0-9]{4})?$"


def schema_for(doctype: DocumentType) -> dict[str, Any]:
    """What a body of this type looks like, delivered or rejected as `Illisible` (JSON Schema 2020-12)."""
    return {
        "$schema": _DIALECT,
        "$id": f"urn:radlad:schema:{doctype.key}",
        "title": doctype.title,
        "description": f"Restitution, CCTP {doctype.source}",
        **_closed_object(
            {
                "processId": {"type": "string", "pattern": _UUID},
                "couloir": {"const": doctype.lane.couloir},
                "sons": {"const": doctype.lane.sons},
                "typeDocument": {"const": doctype.piece.value},
                "rejet": {"enum": ["false", "true"]},
                "motifRejet": {"enum": ["", Motive.ILLEGIBLE.value]},
                "donnees": _closed_object({f.balise: _property(f) for f in doctype.fields}),
            }
        ),
        "if": {"properties": {"rejet": {"const": "true"}}},
        "then": {"properties": {"motifRejet": {"const": Motive.ILLEGIBLE.value}}},
        "else": {"properties": {"motifRejet": {"const": ""}}},
    }


def rejected_schema() -> dict[str, Any]:
    """What the body of a document of unknown type looks like: rejected, without type or data (CCTP annexe C)."""
    return {
        "$schema": _DIALECT,
        "$id": "urn:radlad:schema:rejet",
        "title": "Document rejeté, de type inconnu",
        **_closed_object(
            {
                "processId": {"type": "string", "pattern": _UUID},
                "couloir": {"enum": sorted({lane.couloir for lane in LANES})},
                "sons": {"enum": sorted({lane.sons for lane in LANES})},
                "typeDocument": {"const": ""},
                "rejet": {"const": "true"},
                "motifRejet": {"enum": [motive.value for motive in Motive]},
                "donnees": {"type": "object", "maxProperties": 0},
            }
        ),
    }


def faults(content: Mapping[str, Any]) -> list[str]:
    """Where `content` departs from the schema of its type, as paths in it; empty when it conforms.

    Paths only: a fault's own text would repeat the value at fault.
    """
    try:
        lane = Lane(str(content["couloir"]), str(content["sons"]))
        piece = Piece(content["typeDocument"]) if content["typeDocument"] else None
    except (KeyError, ValueError):
        return ["typeDocument"]
    doctype = doctypes.find(lane, piece)
    if piece is not None and doctype is None:
        return ["typeDocument"]
    found = _validator(doctype).iter_errors(dict(content))
    return sorted({"/".join(map(str, fault.absolute_path)) or fault.validator for fault in found})


def fits(field: Field, value: str) -> bool:
    """Whether `value` may be returned for `field`: `""` always may; a date is a day that exists (decisions.md 4)."""
    if not value:
        return True
    if field.values:
        return value in field.values
    if field.kind is not Kind.DATE:
        return True
    if not re.match(_DATE, value):
        return False
    try:
        datetime.strptime(value, "%d/%m/%Y")
    except ValueError:
        return False
    return True


@cache
def _validator(doctype: DocumentType | None) -> Draft202012Validator:
    return Draft202012Validator(schema_for(doctype) if doctype else rejected_schema())


def _property(field: Field) -> dict[str, Any]:
    described = {"type": "string", "title": field.title}
    if field.values:
        return {**described, "enum": [*field.values, ""]}
    return {**described, "pattern": _DATE} if field.kind is Kind.DATE else described


def _closed_object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
