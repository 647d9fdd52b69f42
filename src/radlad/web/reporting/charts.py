"""The page of charts: each with its image, its table and its data as CSV, for the search in the address."""

from __future__ import annotations

import csv
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, signed_in
from radlad.web.accounts.models import Action
from radlad.web.reporting import drawing
from radlad.web.reporting.filters import DocumentFilter, search
from radlad.web.reporting.measures import BY_KEY, MEASURES, Table

_DAYS = 30
"""What is shown when no period of reception is asked for."""


@signed_in
@require_safe
def charts(request: SignedRequest) -> HttpResponse:
    """All charts of the search, of the last thirty days unless it says when."""
    found = _asked(request)
    context = {
        "search": found,
        "charts": [(measure, measure.table(found.qs)) for measure in MEASURES],
        "address": found.data.urlencode(),
    }
    return render(request, "reporting/charts.html", context)


@signed_in
@never_cache
@require_safe
def picture(request: SignedRequest, key: str) -> HttpResponse:
    """One chart as SVG."""
    if key not in BY_KEY:
        raise Http404
    return HttpResponse(drawing.svg(BY_KEY[key], _table(request, key)), content_type="image/svg+xml")


@signed_in
@never_cache
@require_safe
def data(request: SignedRequest, key: str) -> HttpResponse:
    """One chart's data as CSV for a French spreadsheet."""
    if key not in BY_KEY:
        raise Http404
    table = _table(request, key)
    audit.of_request(request, Action.EXPORT, subject=f"graphique {key}", recherche=request.GET.urlencode())
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{timezone.localdate():%Y-%m-%d}.csv"'
    lines = csv.writer(answer, delimiter=";", lineterminator="\n")
    lines.writerow(table.columns)
    lines.writerows(
        [str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in table.rows
    )
    return answer


def _table(request: SignedRequest, key: str) -> Table:
    return BY_KEY[key].table(_asked(request).qs)


def _asked(request: SignedRequest) -> DocumentFilter:
    criteria = request.GET.copy()
    if not criteria.get("recu_du") and not criteria.get("recu_au"):
        criteria["recu_du"] = f"{timezone.localdate() - timedelta(days=_DAYS):%Y-%m-%d}"
    return search(criteria, rights.visible(request.user))
