"""The request of `POST /process/files` as OpenAPI says it: two forms, which no single signature could state."""

from __future__ import annotations

from typing import Any

from radlad.domain.doctype import Piece
from radlad.web.acquisition.submission import PARAMETERS

_PARAMETERS: dict[str, Any] = {
    "type": "array",
    "description": "Les trois paramètres, une fois chacun.",
    "items": {
        "type": "object",
        "required": ["key", "value"],
        "properties": {"key": {"type": "string", "enum": list(PARAMETERS)}, "value": {"type": "string"}},
    },
    "minItems": len(PARAMETERS),
    "maxItems": len(PARAMETERS),
    "example": [
        {"key": "Couloir", "value": "HOP"},
        {"key": "Sons", "value": "DPI"},
        {"key": "TypeDocument", "value": Piece.ORDER.value},
    ],
}
_JSON = {
    "type": "object",
    "required": ["fileName", "file", "parameters"],
    "properties": {
        "fileName": {"type": "string", "maxLength": 255, "example": "bon-de-commande.pdf"},
        "file": {"type": "string", "contentEncoding": "base64", "description": "PDF, JPEG, PNG ou TIFF"},
        "parameters": _PARAMETERS,
    },
}
_MULTIPART = {
    "type": "object",
    "required": ["file", "parameters"],
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "PDF, JPEG, PNG ou TIFF"},
        "parameters": {**_PARAMETERS, "description": "Le tableau JSON, en texte."},
    },
}


def _header(name: str, description: str, required: bool) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return {"in": "header", "name": name, "required": required, "schema": schema, "description": description}


RECEPTION: dict[str, Any] = {
    "parameters": [
        _header("X-Partner", "Code du partenaire qui dépose.", required=True),
        _header("Idempotency-Key", "Un appel répété avec la même clé rend le premier processId.", required=False),
    ],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": _MULTIPART,
                "encoding": {"parameters": {"contentType": "application/json"}},
            },
            "application/json": {"schema": _JSON},
        },
    },
}
