"""Whose document is read next: each client in turn, by pages, whatever one of them sends at once (adr 0020)."""

from __future__ import annotations

from django.db.models import Max, Sum
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.domain.states import Status
from radlad.web.acquisition.jobs import FIRST, IDLE, Queue, Turn
from radlad.web.acquisition.models import Document
from radlad.web.config import workers

LONG_PAGES = 10
"""From so many pages on, a document must leave other workers to the others."""

_COUNTED = 2000
"""Waiting documents that are counted; a client with more has what is beyond read in order of arrival."""


def turn(document: Document) -> Turn:
    """When to read `document`, received now or found waiting.

    Its client's pages that wait, and its own, are counted from the document that is next: clients that wait share the
    workers page by page, and one that had nothing waiting is among the next. Nobody waits for ever: the place that is
    counted from only falls until the queue is empty.
    """
    waiting = Document.objects.filter(client_id=document.client_id, status=Status.READING).exclude(pk=document.pk)
    before = waiting.order_by()[:_COUNTED].aggregate(pages=Sum("pages"))["pages"] or 0
    return Turn(max(IDLE.priority + 1, _next() - before - max(1, document.pages)), _long_lock(document))


def _next() -> int:
    """The place of the document that is read next, of those that wait for nothing else; 0 when none waits."""
    ordinary = ProcrastinateJob.objects.filter(
        status="todo", queue_name=Queue.READING.value, priority__gt=IDLE.priority, priority__lte=FIRST.priority,
        lock=None, scheduled_at=None,
    )  # fmt: skip
    found: int | None = ordinary.aggregate(place=Max("priority"))["place"]
    return found or FIRST.priority


def _long_lock(document: Document) -> str | None:
    """Long documents share as many locks as half the workers of all machines: no more of them are read at once."""
    if document.pages < LONG_PAGES:
        return None
    return f"long-{document.pk.int % max(1, workers.alive() // 2)}"
