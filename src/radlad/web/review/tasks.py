"""Work done ahead for the operators."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from radlad.domain.errors import DocumentError, TransientError
from radlad.web.acquisition.jobs import Queue
from radlad.web.acquisition.models import Document
from radlad.web.review import page_images
from radlad.web.review.page_images import Size

_AHEAD = 6
"""Pages whose pictures are made ahead: most documents have fewer; others' follow when they are looked at."""


@app.task(name="prepare_pages", queue=Queue.READING.value)
def prepare_pages(document_id: str) -> None:
    """Makes the pictures of the first pages; what fails is made, or said, when an operator opens the document."""
    document = Document.objects.filter(pk=UUID(document_id)).first()
    if document is None:
        return
    try:
        for number in range(1, min(document.pages, _AHEAD) + 1):
            for size in (Size.FULL, Size.THUMBNAIL):
                page_images.rendered(document, number, size)
    except (DocumentError, TransientError):
        return
