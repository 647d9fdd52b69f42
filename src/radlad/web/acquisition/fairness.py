"""Whose document is read next: each client in turn, by pages, whatever one of them sends at once (adr 0020)."""

from __future__ import annotations

from django.db import connection

from radlad.domain.states import Status
from radlad.web.acquisition.jobs import FIRST, IDLE, Queue, Turn
from radlad.web.acquisition.models import Document
from radlad.web.config import workers

LONG_PAGES = 10
"""From so many pages on, a document must leave other workers to the others."""

_COUNTED = 2000
"""Waiting documents that are counted; a client with more has what is beyond read in order of arrival."""
_STANDING = """
    SELECT (
        SELECT max(priority) FROM procrastinate_jobs
        WHERE status = 'todo' AND queue_name = %(queue)s AND lock IS NULL AND scheduled_at IS NULL
        AND priority > %(idle)s AND priority <= %(first)s
    ), (
        SELECT coalesce(sum(pages), 0) FROM (
            SELECT pages FROM acquisition_document
            WHERE client_id = %(client)s AND status = %(status)s AND id <> %(document)s LIMIT %(counted)s
        ) AS waiting
    )
"""
"""Of `_standing`: one exchange, since each reception waits for it. Worded by the ORM it costs 1.5 ms more."""


def turn(document: Document) -> Turn:
    """When to read `document`, received now or found waiting.

    Its client's pages that wait, and its own, are counted from the document that is next: clients that wait share the
    workers page by page, and one that had nothing waiting is among the next. Nobody waits for ever: the place that is
    counted from only falls until the queue is empty.
    """
    place, before = _standing(document)
    return Turn(max(IDLE.priority + 1, place - before - max(1, document.pages)), _long_lock(document))


def _standing(document: Document) -> tuple[int, int]:
    """The place of the document that is read next, of those that wait for nothing else, 0 when none waits; and the
    pages that this one's client has waiting beside it."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STANDING,
            {
                "queue": Queue.READING, "idle": IDLE.priority, "first": FIRST.priority, "client": document.client_id,
                "status": Status.READING, "document": document.pk, "counted": _COUNTED,
            },
        )  # fmt: skip
        place, before = cursor.fetchone()
    return place or FIRST.priority, before


def _long_lock(document: Document) -> str | None:
    """Long documents share as many locks as half the workers of all machines: no more of them are read at once."""
    if document.pages < LONG_PAGES:
        return None
    return f"long-{document.pk.int % max(1, workers.alive() // 2)}"
