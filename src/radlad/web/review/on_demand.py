"""Reading on demand: the words of a page, to be clicked, and a zone that an operator draws on it."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from radlad.domain.document import Box
from radlad.domain.errors import DocumentError, TransientError
from radlad.extract.values import printed_in
from radlad.kinds.keyed import keyed
from radlad.pipeline.subprocess import ReaderProcess
from radlad.web.accounts import rights
from radlad.web.accounts.access import SignedRequest, reviewers
from radlad.web.acquisition import page_store, reading, storage
from radlad.web.acquisition.models import Document
from radlad.web.review import checks

_SECONDS = 30
_SMALLEST = 0.002
"""A zone narrower or lower than this share of the page is a slip of the hand."""
Words = list[list[str | float]]


@cache
def zone_reader() -> ReaderProcess:
    """A reader of this process's own for zones: who draws one does not wait behind the pictures of pages."""
    return reading.of_this_process(seconds=_SECONDS)


@reviewers
@require_safe
def words(request: SignedRequest, document_id: UUID, number: int) -> HttpResponse:
    """`{"mots": [[text, x0, y0, x1, y1], …]}` of page `number`, in fractions of the upright page."""
    document = rights.document_for(request.user, document_id, content=True)
    answer = JsonResponse({"mots": words_of(document, number)})
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@reviewers
@require_POST
def zone(request: SignedRequest, document_id: UUID, balise: str) -> HttpResponse:
    """Reads the zone `page`, `boite` (four fractions) as a value of the field: `{"valeur", "avis"}`.

    The words that the page's reading kept are taken where the zone holds some; else the zone is read by OCR.
    """
    document = rights.document_for(request.user, document_id, content=True)
    doctype = document.doctype
    asked = _asked(request, document)
    if asked is None or doctype is None or not any(f.balise == balise for f in doctype.fields):
        return JsonResponse({"message": "Cette zone ne peut pas être lue : tracez-la de nouveau."}, status=400)
    field = doctype.field(balise)
    try:
        found = _text_of(document, *asked)
    except (DocumentError, TransientError) as error:
        return JsonResponse({"message": error.message}, status=503)
    text = keyed(field.kind, printed_in(field.kind, found))
    standing = dict(document.values.values_list("balise", "value"))
    doubts = checks.warnings(doctype, field, text, standing)
    return JsonResponse({"valeur": text, "avis": [doubt.text for doubt in doubts]})


def words_of(document: Document, number: int) -> Words:
    """The words kept by the page's reading; else those of its text layer; none when it cannot be had."""
    name = f"mots-{number}.json"
    try:
        with suppress(FileNotFoundError), page_store.opened(document, name) as kept:
            known: Words = json.load(kept)
            return known
        with storage.local_file(document.file_key) as source:
            found = reading.reader().words(source, number)
        page_store.keep_text(document, name, json.dumps(found, ensure_ascii=False))
    except (DocumentError, TransientError, OSError):
        return []
    return found


def _asked(request: SignedRequest, document: Document) -> tuple[int, Box] | None:
    """The zone that was drawn, kept on the page; None when it is none."""
    try:
        page = int(request.POST.get("page", ""))
        x0, y0, x1, y1 = (min(1.0, max(0.0, float(v))) for v in request.POST.get("boite", "").split())
    except ValueError:
        return None
    box = Box(x0, y0, x1, y1)
    drawn = box.width >= _SMALLEST and box.height >= _SMALLEST
    return (page, box) if drawn and 1 <= page <= document.pages else None


def _text_of(document: Document, page: int, box: Box) -> str:
    inside = [
        str(text)
        for text, x0, y0, x1, y1 in words_of(document, page)
        if box.holds((float(x0) + float(x1)) / 2, (float(y0) + float(y1)) / 2)
    ]
    if inside:
        return " ".join(inside)
    turn = document.turns[page - 1] if page <= len(document.turns) else 0
    with storage.local_file(document.file_key) as source:
        return zone_reader().zone(source, page, turn, (box.x0, box.y0, box.x1, box.y1))
