"""What Prometheus reads: what the processes of this machine counted, and gauges asked of the database."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from radlad.service import process_metrics
from radlad.web import counts
from radlad.web.config.gauges import Work

_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


class RequestCount:
    """Middleware that counts every answer, and every page that failed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        match = request.resolver_match
        route, method = match.route if match else "", request.method or ""
        counts.REQUESTS.labels(route, method, str(response.status_code)).inc()
        return response

    def process_exception(self, _request: HttpRequest, error: Exception) -> None:
        """The API maps its own errors (`acquisition.problems`); what comes here is a page's."""
        if not isinstance(error, Http404 | PermissionDenied):
            counts.error(error)


def may_read(request: HttpRequest) -> bool:
    """Whoever shows the token, where one is set; else whoever asks from this machine, through no proxy."""
    token = settings.RADLAD.metrics_token
    if token:
        return process_metrics.is_token(request.headers.get("Authorization", ""), token)
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def exposition() -> tuple[bytes, str]:
    """The metrics as text, and its media type. Under several processes their counts are added up."""
    registry = CollectorRegistry()
    registry.register(Work())
    work = generate_latest(registry)
    try:
        shared = process_metrics.shared()
    except ValueError:
        shared = counts.OWN
    return generate_latest(shared) + work, CONTENT_TYPE_LATEST
