"""The JSON Schemas of the callback's bodies, served (contracts.md 2)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from radlad import doctypes
from radlad.restitution.schema import rejected_schema, schema_for

REJECTED = "rejet"


@require_safe
def schema(_request: HttpRequest, key: str) -> HttpResponse:
    """`/schemas/<couloir>-<sons>-<type>.json`, in any case, and `/schemas/rejet.json` for documents of unknown type."""
    try:
        found = rejected_schema() if key == REJECTED else schema_for(doctypes.by_key(key.lower()))
    except KeyError:
        raise Http404 from None
    return JsonResponse(
        found, content_type="application/schema+json", json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
