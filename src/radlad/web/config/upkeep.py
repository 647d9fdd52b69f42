"""What radlad does for itself from time to time: rescues what a dead worker held, sweeps, throws away.

Each is a periodic job, of which at most one waits (`queueing_lock`); any worker may run it.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db.models import Exists, OuterRef, QuerySet, UUIDField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from oauth2_provider.models import clear_expired
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.domain.states import Status
from radlad.web.acquisition import clock, fairness, former_secrets, jobs, rate
from radlad.web.acquisition.jobs import AGAIN, Queue
from radlad.web.acquisition.models import Document
from radlad.web.delivery.models import Delivery, DeliveryState
from radlad.web.reporting import retention

logger = logging.getLogger(__name__)
_KEEP_FAILED_HOURS = 7 * 24
_FORGOTTEN_AFTER = timedelta(minutes=10)
_CLOCKS_DIFFER = 60
"""Seconds by which a worker's clock may be ahead of the database's before its jobs are called back."""
_RECALL = """
    UPDATE procrastinate_jobs SET scheduled_at = now()
    WHERE status = 'todo' AND attempts > 0
      AND scheduled_at > now() + make_interval(secs => power(%(wait)s, attempts) + %(slack)s)
"""


# croniter reads seconds from the sixth place.
@app.periodic(cron="* * * * * */10")
@app.task(name="rescue", queue=Queue.UPKEEP.value, queueing_lock="rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it in
    """Has the jobs of workers without a heartbeat for 30 s run again, and those to be tried again at their time.

    That time was told by a worker's own clock; one that is two hours ahead would have a document wait for two hours.
    """
    manager = context.app.job_manager
    await context.app.connector.execute_query_async(_RECALL, wait=AGAIN.exponential_wait, slack=_CLOCKS_DIFFER)
    for job in await manager.get_stalled_jobs():
        logger.warning("job %s of a dead worker is run again", job.call_string)
        await manager.retry_job(job)


@app.periodic(cron="*/5 * * * *")
@app.task(name="sweep", queue=Queue.UPKEEP.value, queueing_lock="sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it in
    """Queues again what waits without a job, such as one that failed too often for reasons of ours."""
    for document in unread():
        logger.warning("document %s waited for no job: queued", document.pk)
        jobs.queue_reading(document.pk, fairness.turn(document))
    for delivery in undelivered().select_related("document"):
        logger.warning("delivery of %s waited for no job: queued", delivery.document_id)
        jobs.queue_delivery(delivery.document)


def unread() -> QuerySet[Document]:
    """The documents to read for which no job waits, for some time now."""
    before = clock.now() - _FORGOTTEN_AFTER
    waiting = Document.objects.filter(status=Status.READING, received_at__lt=before)
    return waiting.exclude(Exists(_job("read_document", "pk")))


def undelivered() -> QuerySet[Delivery]:
    """The deliveries that are due for some time now, and for which no job waits in a customer's queue."""
    before = clock.now() - _FORGOTTEN_AFTER
    served = [customer.queue for customer in settings.RADLAD.customers]
    due = Delivery.objects.filter(state=DeliveryState.PENDING, next_try_at__lt=before)
    return due.exclude(Exists(_job("deliver", "document_id").filter(queue_name__in=served)))


def _job(task: str, column: str) -> QuerySet[ProcrastinateJob]:
    """The job of the outer row's document, waiting or at work."""
    at_work: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(task_name=task, status__in=("todo", "doing"))
    return at_work.annotate(document=Cast(KT("args__document_id"), UUIDField())).filter(document=OuterRef(column))


@app.periodic(cron="17 3 * * *")
@app.task(name="purge", queue=Queue.UPKEEP.value, queueing_lock="purge", pass_context=True)
async def purge(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it in
    """Throws away jobs that failed for good a week ago. Those that succeed go as they end."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=_KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="27 * * * *")
@app.task(name="expire", queue=Queue.UPKEEP.value, queueing_lock="expire")
def expire(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it in
    """Throws away tokens, sessions, former secrets and counts of calls that ran out."""
    clear_expired()
    former_secrets.forget()
    rate.forget()
    call_command("clearsessions")


@app.periodic(cron="37 2 * * *")
@app.task(name="retention", queue=Queue.UPKEEP.value, queueing_lock="retention")
def purge_documents(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it in
    """Erases files and values whose time is over, workbooks of yesterday, and the oldest of the audit trail."""
    count = retention.purge()
    logger.info("%d documents purged", count)
    retention.forget_workbooks()
    retention.shorten_audit()
