"""How long the portal takes, asked as its users ask: pages through Django with their templates, the CSV to its end."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.test import Client

from radlad.web.acquisition.models import Document
from radlad.web.reporting import csv_export, filters, listing

_TRIES = 20
_MONTHS = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds at the 95th percentile, rows a second, and what the export took of memory in MB."""

    search_month_lane_p95_ms: float
    search_all_p95_ms: float
    detail_page_p95_ms: float
    csv_rows_per_s: int
    csv_memory_mb: float


def measure(client: Client, end: datetime) -> Figures:
    """Measures with the account that `client` is signed in as."""
    months = [_month(end, number % _MONTHS) for number in range(_TRIES)]
    rate, memory = _csv()
    return Figures(
        search_month_lane_p95_ms=_p95(lambda n: client.get(f"/suivi/?{urlencode(months[n] | {'couloir': 'HOP-DPI'})}")),
        search_all_p95_ms=_p95(lambda _: client.get("/suivi/")),
        detail_page_p95_ms=_p95(_detail),
        csv_rows_per_s=rate,
        csv_memory_mb=memory,
    )


def sizes() -> dict[str, float]:
    """What was measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM acquisition_value")
        values = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM acquisition_entry")
        events = cursor.fetchone()[0]
        cursor.execute("SELECT pg_total_relation_size('acquisition_value')")
        bytes_of_values = cursor.fetchone()[0]
    return {
        "portal_documents": Document.objects.count(),
        "portal_values": values,
        "portal_events": events,
        "portal_gigabytes": round(bytes_of_values / 1e9, 1),
        "portal_cores": len(os.sched_getaffinity(0)),
    }


def _month(end: datetime, ago: int) -> dict[str, str]:
    last = end - timedelta(days=30 * ago)
    return {"recu_du": f"{last - timedelta(days=30):%Y-%m-%d}", "recu_au": f"{last:%Y-%m-%d}"}


def _detail(_number: int) -> None:
    """The first page of all documents, by itself: its totals are counted above."""
    found = filters.search(QueryDict(), Document.objects.all())
    rows = list(listing.listing(found, QueryDict(), 10**6).rows)
    assert len(rows) == listing.SIZE


def _p95(asked: Callable[[int], object]) -> float:
    asked(0)
    taken = []
    for number in range(_TRIES):
        begun = time.perf_counter()
        asked(number)
        taken.append(1000 * (time.perf_counter() - begun))
    return round(sorted(taken)[int(0.95 * _TRIES) - 1], 1)


def _csv() -> tuple[int, float]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    found = filters.search(QueryDict(), Document.objects.all())
    lines = sum(block.count(b"\n") for block in csv_export.lines(found.qs)) - 1
    taken = time.perf_counter() - begun
    assert lines == Document.objects.count()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    connection.close()
    return round(lines / taken), round(grown, 1)
