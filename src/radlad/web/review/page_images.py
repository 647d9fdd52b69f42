"""Pictures of a document's pages: rendered once, kept under the file's digest, served to whoever may see them.

They stand upright, as the reader found, so that the boxes of values (fractions of the upright page) fit on them.
"""

from __future__ import annotations

import logging
import tempfile
from enum import Enum
from pathlib import Path
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from radlad.domain.errors import DocumentError, TransientError
from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, signed_in
from radlad.web.accounts.models import Action
from radlad.web.acquisition import page_store, reading, storage
from radlad.web.acquisition.models import Document

logger = logging.getLogger(__name__)
_KEEP_SECONDS = 3600
_PLACEHOLDER = "radlad/page-indisponible.svg"


class Size(Enum):
    """How large a page is rendered, in dots an inch: to be read, to be looked at closely, or to be recognised."""

    FULL = ("", 200)
    FINE = ("-fine", 400)
    THUMBNAIL = ("-vignette", 36)

    def __init__(self, suffix: str, dpi: int) -> None:
        self.suffix, self.dpi = suffix, dpi


@signed_in
@require_safe
def page_image(request: SignedRequest, document_id: UUID, number: int, size: Size = Size.FULL) -> HttpResponseBase:
    """Page `number` (from 1) as WebP; a picture that says so, with an error status, when it cannot be had."""
    document = rights.document_for(request.user, document_id, content=True)
    if not 1 <= number <= document.pages or document.purged_at is not None:
        raise Http404
    if size is Size.FULL:
        audit.of_request(request, Action.IMAGE, document=document.pk, subject=f"page {number}")
    try:
        picture = page_store.opened(document, rendered(document, number, size))
    except (TransientError, OSError):
        return _placeholder(503)
    except DocumentError as error:
        logger.warning("document %s: page %d cannot be shown: %s", document_id, number, error.code)
        return _placeholder(422)
    answer = FileResponse(picture, content_type="image/webp")
    # Until it was read nobody knows which way up it is.
    answer["Cache-Control"] = f"private, max-age={_KEEP_SECONDS}" if document.turns else "private, no-cache"
    return answer


def rendered(document: Document, number: int, size: Size) -> str:
    """The name of the page's picture in `page_store`; it is made now if it was not yet.

    Raises DocumentError when the page cannot be rendered, TransientError when the file cannot be had now.
    """
    turn = document.turns[number - 1] if number <= len(document.turns) else 0
    name = f"{number}{size.suffix}{f'-{turn}' if turn else ''}.webp"
    try:
        if page_store.holds(document, name):
            return name
        with tempfile.TemporaryDirectory(prefix="radlad-") as scratch, storage.local_file(document.file_key) as source:
            page_store.keep(document, reading.reader().render(source, number, size.dpi, Path(scratch) / name, turn))
    except OSError as error:
        raise TransientError("PAGES_UNAVAILABLE", "Les images des pages ne peuvent pas être écrites.") from error
    return name


def _placeholder(status: int) -> HttpResponse:
    picture = finders.find(_PLACEHOLDER)
    assert isinstance(picture, str), "it ships with radlad"
    return HttpResponse(
        Path(picture).read_bytes(),
        status=status,
        content_type="image/svg+xml",
        headers={"Cache-Control": "no-store"},
    )
