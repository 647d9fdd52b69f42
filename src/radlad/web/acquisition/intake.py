"""From a checked call to a document on durable storage with its first job (contracts.md 1)."""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from radlad.domain.document import FileFacts
from radlad.domain.errors import CallerError, Detail, DocumentError, TransientError
from radlad.web.about import about
from radlad.web.acquisition import fairness, jobs, life, reading, storage
from radlad.web.acquisition.callers import Caller
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.submission import Submission, too_large

logger = logging.getLogger(__name__)


def accept(submission: Submission, caller: Caller) -> Document:
    """Takes a document in for good, or answers the one that this idempotency key stands for already.

    Raises CallerError (400) when the file cannot be taken, TransientError when it cannot be stored now.
    """
    before = _already(submission, caller)
    if before is not None:
        return before
    facts = _inspected(submission)
    document = _row(submission, caller, facts)
    try:
        with transaction.atomic():
            storage.hold(document.sha256)
            storage.put(document.file_key, submission.content)
            document.save(force_insert=True)
            life.record(document, "reçu", details={"partner": submission.partner, "size": document.size})
            jobs.queue_reading(document.pk, fairness.turn(document))
    except IntegrityError:
        # Two calls with one key at once: the first to commit is the one.
        before = _already(submission, caller)
        if before is None:
            raise
        return before
    with about(document.pk):
        logger.info("document %s received: %d bytes, %d pages", document.pk, document.size, document.pages)
    return document


def _already(submission: Submission, caller: Caller) -> Document | None:
    if submission.idempotency_key is None:
        return None
    return Document.objects.filter(client_id=caller.client_id, idempotency_key=submission.idempotency_key).first()


def _inspected(submission: Submission) -> FileFacts:
    if submission.content.size > settings.RADLAD.max_file_bytes:
        raise too_large()
    try:
        return reading.inspector().inspect(submission.content, submission.name)
    except DocumentError as error:
        if error.code.startswith("READER_"):
            raise _damaging() from error
        raise CallerError(error.code, error.message, Detail("file", error.message)) from error
    except OSError as error:
        raise TransientError("STORE_UNAVAILABLE", "Le fichier ne peut pas être examiné pour l’instant.") from error


def _damaging() -> CallerError:
    """The refusal of a file whose mere look ended its reader, or its patience."""
    message = "Le fichier ne peut pas être ouvert : enregistrez-le de nouveau, ou numérisez-le une autre fois."
    return CallerError("UNREADABLE_FILE", message, Detail("file", message))


def _row(submission: Submission, caller: Caller, facts: FileFacts) -> Document:
    digest = hashlib.sha256()
    for chunk in submission.content.chunks():
        digest.update(chunk)
    lane, piece = submission.lane, submission.piece
    return Document(
        partner=submission.partner,
        client_id=caller.client_id,
        idempotency_key=submission.idempotency_key,
        name=submission.name,
        sha256=digest.hexdigest(),
        size=submission.content.size,
        media_type=facts.media_type,
        pages=facts.pages,
        declared_couloir=lane.couloir,
        declared_sons=lane.sons,
        declared_type=piece,
        couloir=lane.couloir,
        sons=lane.sons,
        type=piece,
        received_at=timezone.now(),
    )
