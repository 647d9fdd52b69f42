"""What a reader makes of a search: a name to find it again by, a workbook to take away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, signed_in
from radlad.web.accounts.models import Action
from radlad.web.acquisition import jobs
from radlad.web.reporting.filters import search
from radlad.web.reporting.models import SavedSearch, Workbook, WorkbookState

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _list(criteria: str) -> str:
    return f"{reverse('reporting:list')}?{QueryDict(criteria).urlencode()}"


@signed_in
@require_POST
def save(request: SignedRequest) -> HttpResponse:
    """Keeps the search under a name; the same name again takes the new search."""
    name, criteria = " ".join(request.POST.get("nom", "").split())[:80], request.POST.get("criteres", "")
    if name:
        SavedSearch.objects.update_or_create(user=request.user, name=name, defaults={"criteria": criteria})
        messages.success(request, f"La recherche « {name} » est enregistrée.")
    else:
        messages.error(request, "Donnez un nom à la recherche.")
    return redirect(_list(criteria))


@signed_in
@require_POST
def forget(request: SignedRequest, search_id: int) -> HttpResponse:
    """Takes a saved search of one's own away."""
    saved = get_object_or_404(SavedSearch, pk=search_id, user=request.user)
    saved.delete()
    messages.success(request, f"La recherche « {saved.name} » est retirée.")
    return redirect("reporting:list")


@signed_in
@require_POST
def ask_workbook(request: SignedRequest) -> HttpResponse:
    """Has the workbook of a search made."""
    criteria = request.POST.get("criteres", "")
    if search(QueryDict(criteria), rights.visible(request.user)).errors:
        return redirect(_list(criteria))
    with transaction.atomic():
        workbook = Workbook.objects.create(user=request.user, criteria=criteria, asked_at=timezone.now())
        audit.of_request(request, Action.EXPORT, subject="classeur Excel", recherche=criteria)
        jobs.queue_workbook(workbook.pk)
    return redirect("reporting:workbook", workbook.pk)


@signed_in
@require_safe
def workbook(request: SignedRequest, workbook_id: UUID) -> HttpResponse:
    """How far the workbook is; the page asks again by itself until it is there."""
    asked = get_object_or_404(Workbook, pk=workbook_id, user=request.user)
    template = "reporting/_progress.html" if request.htmx else "reporting/workbook.html"  # type: ignore[attr-defined]  # set by django-htmx
    return render(request, template, {"workbook": asked, "back": _list(asked.criteria)})


@signed_in
@require_safe
def download(request: SignedRequest, workbook_id: UUID) -> HttpResponseBase:
    """The workbook itself."""
    asked = get_object_or_404(Workbook, pk=workbook_id, user=request.user, state=WorkbookState.READY)
    try:
        content = default_storage.open(asked.file_key)
    except FileNotFoundError:
        raise Http404 from None
    name = f"suivi-radlad-{timezone.localtime(asked.asked_at):%Y-%m-%d}.xlsx"
    return FileResponse(
        content, as_attachment=True, filename=name, content_type=_EXCEL, headers={"Cache-Control": "no-store"}
    )
