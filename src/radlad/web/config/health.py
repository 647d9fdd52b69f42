"""Whether the service lives, whether it can work, and how much work waits (contracts.md 1)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from radlad.web.acquisition import storage
from radlad.web.config import metrics, workers
from radlad.web.delivery import circuit

_MIGRATED = "radlad-migrated"
_LITTLE_SPACE = 2 * 1024**3


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing of what it leans on."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether documents can be taken now, in French, each time with what to do (ADR 12).

    200 `ok`; 200 `degraded` with `warnings` when they can, but wait or soon could not; 503 with `reasons`.
    """
    reasons = [*_database_faults(), *_store_faults()]
    warnings = [] if reasons else list(_warnings())
    status = "unavailable" if reasons else "degraded" if warnings else "ok"
    answer = JsonResponse(
        {"status": status, "reasons": reasons, "warnings": warnings}, status=503 if reasons else 200
    )  # fmt: skip
    if reasons:
        answer["Retry-After"] = "30"
    return answer


@require_safe
def measure(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, for whoever may read them."""
    if not metrics.may_read(request):
        return HttpResponse(status=403, content="Donnez le jeton de RADLAD_METRICS_TOKEN.")
    text, media_type = metrics.exposition()
    return HttpResponse(text, content_type=media_type)


def _database_faults() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not cache.get(_MIGRATED):
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                yield "La base de données n’est pas à jour : lancez « radlad migrate »."
                return
            cache.set(_MIGRATED, True, 300)
    except Error:
        yield "La base de données ne répond pas : vérifiez le serveur et DATABASE_URL."


def _store_faults() -> Iterator[str]:
    if not storage.writable():
        yield "Le stockage des fichiers n’accepte pas d’écriture : vérifiez l’espace et les droits."
    elif _free() < 2 * settings.RADLAD.max_file_bytes:
        yield "Le disque du dossier de données est plein : libérez de l’espace."


def _warnings() -> Iterator[str]:
    if not workers.alive():
        yield "Aucun processus de lecture ne répond : les documents attendent. Démarrez « radlad worker »."
    if _free() < _LITTLE_SPACE:
        yield "Il reste moins de 2 Go dans le dossier de données : libérez de l’espace."
    for one in circuit.opened():
        yield f"Le client « {one.customer} » ne répond pas : ses restitutions attendent. Prévenez-le."


def _free() -> int:
    return shutil.disk_usage(settings.RADLAD.data).free
