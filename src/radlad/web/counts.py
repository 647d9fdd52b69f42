"""What each process counts of its own work for Prometheus; what the database can tell is asked there (`config.gauges`).

Counting never fails, and costs no query.
"""

from __future__ import annotations

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram

from radlad.domain.doctype import DocumentType
from radlad.domain.errors import CallerError, ConfigError, DocumentError, TransientError

OWN = CollectorRegistry()
REQUESTS = Counter(
    "radlad_http_requests",
    "Requests answered, by route, method and status",
    ("route", "method", "status"),
    registry=OWN,
)
_ERRORS = Counter("radlad_errors", "Errors, by the family that says who must act", ("family",), registry=OWN)
_PAGES = Counter("radlad_pages", "Pages read", registry=OWN)
_READING = Histogram(
    "radlad_reading_seconds",
    "How long the reading of a document took",
    buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600),
    registry=OWN,
)
_FIELDS = Counter("radlad_fields", "Fields read, by kind", ("kind",), registry=OWN)
_DOUBTS = Counter("radlad_doubts", "Fields read that are in doubt, by kind", ("kind",), registry=OWN)
_DELIVERY = Histogram(
    "radlad_delivery_seconds",
    "How long a customer took to answer, by customer",
    ("customer",),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60),
    registry=OWN,
)
_FAMILIES = {CallerError: "caller", DocumentError: "document", TransientError: "transient", ConfigError: "config"}


def error(fault: BaseException | type[BaseException]) -> None:
    """An error that reached a boundary."""
    kind = fault if isinstance(fault, type) else type(fault)
    _ERRORS.labels(next((name for family, name in _FAMILIES.items() if issubclass(kind, family)), "internal")).inc()


def reading(result: dict[str, Any], doctype: DocumentType | None) -> None:
    """A document that was read: its result object (contracts.md 4), and the type it was read as."""
    _PAGES.inc(result["pages"])
    _READING.observe(result.get("secondes", 0.0))
    kinds = {field.balise: field.kind.value for field in doctype.fields} if doctype else {}
    for read in result["champs"]:
        kind = kinds.get(read["balise"], "")
        _FIELDS.labels(kind).inc()
        _DOUBTS.labels(kind).inc(bool(read["doute"]))


def delivery(customer: str, seconds: float) -> None:
    """A call of a customer's callback."""
    _DELIVERY.labels(customer).observe(seconds)
