"""What Prometheus reads: requests of this process, and what waits, asked of the database at each reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from radlad.pipeline import cage
from radlad.web.acquisition.models import Document
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

_own = CollectorRegistry()
_requests = Counter(
    "radlad_http_requests",
    "Requests answered, by route, method and status",
    ("route", "method", "status"),
    registry=_own,
)


class RequestCount:
    """Middleware that counts every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        match = request.resolver_match
        _requests.labels(match.route if match else "", request.method or "", str(response.status_code)).inc()
        return response


class _Work(Collector):
    """Gauges of the work that waits."""

    def collect(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("radlad_jobs", "Jobs due or running, by step", labels=("queue", "state"))
        oldest = GaugeMetricFamily("radlad_jobs_oldest_seconds", "Age of the oldest of them", labels=("queue", "state"))
        with connection.cursor() as cursor:
            cursor.execute(_JOBS)
            for queue, state, count, age in cursor.fetchall():
                waiting.add_metric((queue, state), count)
                oldest.add_metric((queue, state), float(age))
        yield waiting
        yield oldest
        guards = GaugeMetricFamily(
            "radlad_reader_guard", "1 when this machine can shut readers in so", labels=("guard",)
        )
        for guard, held in cage.guards().items():
            guards.add_metric((guard,), held)
        yield guards
        yield _counted("radlad_documents", "Documents by status", "status", Document)
        yield _counted("radlad_deliveries", "Deliveries by state", "state", Delivery)


def _counted(name: str, what: str, column: str, model: type[Document] | type[Delivery]) -> Metric:
    gauge = GaugeMetricFamily(name, what, labels=(column,))
    for value, count in model.objects.order_by().values_list(column).annotate(Count("pk")):
        gauge.add_metric((value,), count)
    return gauge


def exposition() -> tuple[bytes, str]:
    """The metrics as text, and its media type. Under several web processes their counts are added up."""
    registry = CollectorRegistry()
    registry.register(_Work())
    work = generate_latest(registry)
    try:
        shared = CollectorRegistry()
        multiprocess.MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # its library has none
    except ValueError:
        shared = _own
    return generate_latest(shared) + work, CONTENT_TYPE_LATEST
