"""What OpenAPI says of the search: its criteria are those of the portal, and said from them."""

from __future__ import annotations

from typing import Any

import django_filters

from radlad.web.reporting.filters import DocumentFilter


def _parameter(name: str, one: django_filters.Filter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if isinstance(one, django_filters.MultipleChoiceFilter):
        values = [value for value, _ in one.extra["choices"]]
        schema = {"type": "array", "items": {"type": "string", "enum": values}}
    elif isinstance(one, django_filters.DateFilter):
        schema["format"] = "date"
    return {"name": name, "in": "query", "required": False, "description": str(one.label), "schema": schema}


_CRITERIA = [_parameter(name, one) for name, one in DocumentFilter.base_filters.items() if name != "tri"]
SEARCH: dict[str, Any] = {"parameters": _CRITERIA}
PAGED: dict[str, Any] = {
    "parameters": [
        *_CRITERIA,
        {
            "name": "suite", "in": "query", "required": False, "schema": {"type": "string"},
            "description": "La valeur de « suite » de la page d’avant",
        },
        {
            "name": "taille", "in": "query", "required": False, "description": "Documents par page",
            "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
        },
    ]
}  # fmt: skip
