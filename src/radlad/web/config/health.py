"""Whether the service lives, whether it can work, and how much work waits (contracts.md 1)."""

from __future__ import annotations

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from radlad.web.acquisition import storage
from radlad.web.config import metrics

_MIGRATED = "radlad-migrated"


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing of what it leans on."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Documents can be taken now: 200, or 503 with the reasons in French."""
    reasons = _database_faults()
    if not storage.writable():
        reasons.append("Le stockage des fichiers n’accepte pas d’écriture : vérifiez l’espace et les droits.")
    answer = JsonResponse(
        {"status": "unavailable" if reasons else "ok", "reasons": reasons}, status=503 if reasons else 200
    )
    if reasons:
        answer["Retry-After"] = "30"
    return answer


@require_safe
def measure(_request: HttpRequest) -> HttpResponse:
    """Prometheus metrics."""
    text, media_type = metrics.exposition()
    return HttpResponse(text, content_type=media_type)


def _database_faults() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not cache.get(_MIGRATED):
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return ["La base de données n’est pas à jour : lancez « radlad migrate »."]
            cache.set(_MIGRATED, True, 300)
    except Error:
        return ["La base de données ne répond pas."]
    return []
