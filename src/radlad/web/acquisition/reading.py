"""One reading of a document, in a process of its own, and what follows from it."""

from __future__ import annotations

import atexit
import logging
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from radlad.domain.errors import DocumentError, TransientError
from radlad.domain.states import IllegalTransitionError, Status
from radlad.pipeline.subprocess import RECYCLE_AFTER, ReaderProcess
from radlad.web import counts
from radlad.web.acquisition import jobs, life, page_store, storage
from radlad.web.acquisition.models import Document

logger = logging.getLogger(__name__)


@cache
def reader() -> ReaderProcess:
    """This process's reader of documents, started by the first of them unless it stays awake."""
    return of_this_process(seconds=settings.RADLAD.read_seconds)


@cache
def inspector() -> ReaderProcess:
    """A reader of this process's own that looks at files as they come in: they do not wait behind pages to draw."""
    return of_this_process(seconds=settings.RADLAD.read_seconds, recycle_after=5000)


def of_this_process(*, seconds: float, recycle_after: int = RECYCLE_AFTER) -> ReaderProcess:
    """A reader of `ReaderProcess`, within the limits that are set, ended with this process."""
    process = ReaderProcess(
        seconds=seconds,
        recycle_after=recycle_after,
        memory=settings.RADLAD.read_memory,
        max_pages=settings.RADLAD.max_pages,
    )
    atexit.register(process.close)
    return process


def read(document_id: UUID) -> None:
    """Reads a document that waits for it, and keeps the result. Done twice, it leaves what it left once.

    Raises TransientError when the file cannot be had now: the try does not count.
    """
    document = Document.objects.get(pk=document_id)
    try:
        if not life.begin_reading(document):
            return
        try:
            result = _result(document)
            life.read_done(document, result)
            counts.reading(result, document.doctype)
            if document.status == Status.TO_REVIEW:
                jobs.queue_pictures(document.pk)
            logger.info("document %s read: %s", document.pk, document.status)
        except DocumentError as error:
            counts.error(error)
            logger.warning("document %s cannot be read: %s", document.pk, error.code)
            life.read_failed(document, error.message)
        except TransientError:
            life.abandon_try(document)
            raise
    except IllegalTransitionError as error:
        logger.info("document %s: nothing to read: %s", document.pk, error)


def _result(document: Document) -> dict[str, Any]:
    """What the reader says; once an operator chose the type, it reads the document as that type."""
    doctype = document.doctype
    forced = doctype.key if document.retypings and doctype else None
    declared = (document.declared_couloir, document.declared_sons, document.declared_type)
    with tempfile.TemporaryDirectory(prefix="radlad-words-") as words, storage.local_file(document.file_key) as path:
        result = reader().read(path, document.name, declared, forced, Path(words))
        _keep_words(document, Path(words))
    return result


def _keep_words(document: Document, words: Path) -> None:
    """Words are for an operator's clicks: a document does not wait for a place to keep them."""
    try:
        for page in sorted(words.iterdir()):
            page_store.keep(document, page)
    except OSError as fault:
        logger.warning("document %s: words of its pages not kept: %s", document.pk, type(fault).__name__)
