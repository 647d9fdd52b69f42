"""What Prometheus reads of the work as a whole: asked of the database, so that any web process tells it all.

Every question is answered by an index, or by a table that stays small; what is told of durations and tries is of the
last hour.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from radlad import doctypes
from radlad.domain.doctype import Lane, Piece
from radlad.domain.states import Event, Status
from radlad.pipeline import cage
from radlad.web.acquisition import clock
from radlad.web.acquisition.models import Document, Value
from radlad.web.config import workers
from radlad.web.delivery import circuit
from radlad.web.delivery.models import Delivery

_JOBS = """
    SELECT queue_name, status, count(*),
           coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, deferred_at))), 0)
    FROM (SELECT jobs.queue_name, jobs.status::text, jobs.scheduled_at,
                 (SELECT min(at) FROM procrastinate_events WHERE job_id = jobs.id) AS deferred_at
          FROM procrastinate_jobs jobs WHERE status IN ('todo', 'doing')
            AND (scheduled_at IS NULL OR scheduled_at <= now())) AS waiting
    GROUP BY queue_name, status
"""
_STAGES = """
    SELECT stage, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds)
    FROM (
        SELECT 'reading' AS stage, extract(epoch FROM entry.at - document.received_at) AS seconds
        FROM acquisition_entry entry JOIN acquisition_document document ON document.id = entry.document_id
        WHERE entry.at > now() - interval '1 hour' AND entry.what = ANY (%(read)s) AND document.retypings = 0
        UNION ALL
        SELECT 'review', extract(epoch FROM document.made_available_at - (
            SELECT max(entry.at) FROM acquisition_entry entry
            WHERE entry.document_id = document.id AND entry.what = ANY (%(read)s)))
        FROM acquisition_document document
        WHERE document.made_available_at > now() - interval '1 hour' AND NOT document.untouched
        UNION ALL
        SELECT 'delivery', extract(epoch FROM entry.at - document.made_available_at)
        FROM acquisition_entry entry JOIN acquisition_document document ON document.id = entry.document_id
        WHERE entry.at > now() - interval '1 hour' AND entry.what = ANY (%(acknowledged)s)
    ) AS passed GROUP BY stage
"""
_PAGES = """
    SELECT coalesce(sum(document.pages), 0) / 300.0
    FROM acquisition_entry entry JOIN acquisition_document document ON document.id = entry.document_id
    WHERE entry.at > now() - interval '5 minutes' AND entry.what = ANY (%(read)s)
"""
_TRIES = """
    SELECT CASE WHEN status = 202 THEN 'acknowledged' WHEN status IS NULL THEN 'no_answer'
                WHEN status BETWEEN 400 AND 499 AND status NOT IN (401, 408, 429) THEN 'refused'
                ELSE 'failed' END AS result, count(*)
    FROM delivery_attempt WHERE at > now() - interval '1 hour' GROUP BY result
"""
_EVENTS = {
    "read": [Event.READ_SURE.value, Event.READ_DOUBTFUL.value, Event.READ_FAILED.value],
    "acknowledged": [Event.ACKNOWLEDGED.value, Event.REJECTION_ACKNOWLEDGED.value],
}
_AT_WORK = (Status.READING, Status.TO_REVIEW, Status.REVIEWED)


class Work(Collector):
    """Gauges of the work that waits, and of how it goes."""

    def collect(self) -> Iterator[Metric]:
        for tell in (_jobs, _documents, _stages, _doubts, _deliveries, _machine):
            yield from tell()


def _jobs() -> Iterator[Metric]:
    waiting = GaugeMetricFamily("radlad_jobs", "Jobs due or running, by step", labels=("queue", "state"))
    oldest = GaugeMetricFamily("radlad_jobs_oldest_seconds", "Age of the oldest of them", labels=("queue", "state"))
    for queue, state, count, age in _asked(_JOBS):
        waiting.add_metric((queue, state), count)
        oldest.add_metric((queue, state), float(age))
    yield waiting
    yield oldest


def _documents() -> Iterator[Metric]:
    found = Document.objects.order_by().values_list("status").annotate(Count("pk"))
    yield _labelled("radlad_documents", "Documents by status", "status", found)
    now = clock.now()
    waiting = Document.objects.order_by().filter(status__in=_AT_WORK).values_list("status").annotate(Min("received_at"))
    ages = [(status, (now - since).total_seconds()) for status, since in waiting]
    yield _labelled("radlad_documents_oldest_seconds", "Age of the oldest not delivered, by status", "status", ages)


def _stages() -> Iterator[Metric]:
    labels = ("stage", "quantile")
    times = GaugeMetricFamily("radlad_stage_seconds", "Time that a stage took, last hour", labels=labels)
    passed = GaugeMetricFamily("radlad_stage_documents", "Documents that passed it in the last hour", labels=("stage",))
    for stage, count, median, p95 in _asked(_STAGES):
        passed.add_metric((stage,), count)
        times.add_metric((stage, "0.5"), float(median or 0))
        times.add_metric((stage, "0.95"), float(p95 or 0))
    yield times
    yield passed
    ((pages,),) = _asked(_PAGES)
    yield GaugeMetricFamily("radlad_pages_per_second", "Pages read a second, last five minutes", value=float(pages))


def _doubts() -> Iterator[Metric]:
    """By kind, of the documents that wait for an operator."""
    rows = (
        Value.objects.filter(document__status=Status.TO_REVIEW, needs_person=True)
        .order_by()
        .values_list("document__couloir", "document__sons", "document__type", "balise")
        .annotate(Count("pk"))
    )
    counts: dict[str, int] = {}
    for couloir, sons, piece, balise, count in rows:
        doctype = doctypes.find(Lane(couloir, sons), Piece(piece) if piece else None)
        known = next((field for field in doctype.fields if field.balise == balise), None) if doctype else None
        kind = known.kind.value if known else ""
        counts[kind] = counts.get(kind, 0) + count
    yield _labelled("radlad_doubts_waiting", "Doubtful fields that wait for an operator", "kind", counts.items())


def _deliveries() -> Iterator[Metric]:
    found = Delivery.objects.order_by().values_list("state").annotate(Count("pk"))
    yield _labelled("radlad_deliveries", "Deliveries by state", "state", found)
    yield _labelled("radlad_delivery_tries", "Calls of callbacks in the last hour", "result", _asked(_TRIES))
    away = set(circuit.opened().values_list("customer", flat=True))
    states = [(customer.name, int(customer.name in away)) for customer in settings.RADLAD.customers]
    yield _labelled("radlad_circuit_open", "Whether a customer is taken not to answer", "customer", states)


def _machine() -> Iterator[Metric]:
    yield GaugeMetricFamily("radlad_workers", "Worker processes alive", value=workers.alive())
    free = shutil.disk_usage(settings.RADLAD.data).free
    yield GaugeMetricFamily("radlad_disk_free_bytes", "Space left in the data folder of this machine", value=free)
    guards = ((name, int(held)) for name, held in cage.guards().items())
    yield _labelled("radlad_reader_guard", "1 when this machine can shut readers in so", "guard", guards)


def _labelled(name: str, what: str, label: str, rows: Iterable[tuple[str, float]]) -> Metric:
    gauge = GaugeMetricFamily(name, what, labels=(label,))
    for value, number in rows:
        gauge.add_metric((value,), number)
    return gauge


def _asked(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, _EVENTS)
        return list(cursor.fetchall())
