"""The reading job."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from radlad.web.about import about
from radlad.web.acquisition import reading
from radlad.web.acquisition.jobs import AGAIN, Queue


@app.task(name="read_document", queue=Queue.READING.value, retry=AGAIN)
def read_document(document_id: str) -> None:
    with about(document_id):
        reading.read(UUID(document_id))
