"""How work is queued: always on Django's own connection, so that a row and its job commit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy, tasks
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

if TYPE_CHECKING:
    from radlad.web.acquisition.models import Document


class Queue(StrEnum):
    """The queues a worker serves, beside one for each customer (`Customer.queue`).

    Reading is heavy and goes one by one; the rest mostly waits.
    """

    READING = "reading"
    UPKEEP = "upkeep"


@dataclass(frozen=True, slots=True)
class Turn:
    """A place among the readings: the higher priority first; of those with the same `lock`, one at a time."""

    priority: int
    lock: str | None = None


URGENT = Turn(10)
"""Of a re-read that an operator waits for: before all new documents."""
FIRST = Turn(0)
"""Before all documents received in their turn, after those of `URGENT`."""
IDLE = Turn(-1_000_000_000)
"""Of what only saves time later: behind every document (adr 0020)."""

AGAIN = RetryStrategy(exponential_wait=3, max_attempts=8)
"""How jobs that fail through troubles of radlad's own, such as a database away, are tried again."""

_manager = JobManager(DjangoConnector())
# A task's own `defer` would use its app's connector, which in a worker is a pool of other connections.


def _task(task: str, queue: str, *, turn: Turn = FIRST, at: datetime | None = None) -> JobDeferrer:
    return tasks.configure_task(
        name=task, job_manager=_manager, queue=queue, priority=turn.priority, lock=turn.lock, schedule_at=at
    )


def _defer(task: str, queue: Queue, *, turn: Turn = FIRST, **arguments: str) -> None:
    _task(task, queue.value, turn=turn).defer(**arguments)


def queue_reading(document_id: UUID, turn: Turn = FIRST) -> None:
    """Has the document read in its `turn`, once the present transaction commits."""
    _defer("read_document", Queue.READING, document_id=str(document_id), turn=turn)


def queue_pictures(document_id: UUID) -> None:
    """Has pictures of the document's pages made while nothing is to be read, for the operator who will open it."""
    _defer("prepare_pages", Queue.READING, document_id=str(document_id), turn=IDLE)


def queue_delivery(document: Document, *, at: datetime | None = None) -> None:
    """Has the document's result delivered, now or `at` that time, once the present transaction commits."""
    queue_deliveries([(document, at)])


def queue_deliveries(documents: Iterable[tuple[Document, datetime | None]]) -> None:
    """The same for several at once, each in its customer's queue."""
    wanted = [
        _task("deliver", settings.RADLAD.customer_of(document.lane).queue, at=at).make_new_job(
            document_id=str(document.pk)
        )
        for document, at in documents
    ]
    if wanted:
        _manager.batch_defer_jobs(wanted)


def delivery_is_queued(document: Document) -> bool:
    """Whether a job waits that will deliver the document's result."""
    waiting = ProcrastinateJob.objects.filter(task_name="deliver", status="todo", args__document_id=str(document.pk))
    return bool(waiting.exists())


def queue_workbook(workbook_id: UUID) -> None:
    """Has the workbook made, once the present transaction commits."""
    _defer("make_workbook", Queue.UPKEEP, workbook_id=str(workbook_id))
