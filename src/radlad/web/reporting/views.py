"""The portal's pages: the list of all documents, one document with its whole history, what a supervisor can do."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from radlad.domain.errors import TransientError
from radlad.domain.states import Event, IllegalTransitionError, Status, allows
from radlad.web.accounts.access import SignedRequest, signed_in, supervisors
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.delivery import outbox
from radlad.web.delivery.models import Delivery, DeliveryState
from radlad.web.reporting import timeline
from radlad.web.reporting.columns import columns
from radlad.web.reporting.filters import DocumentFilter
from radlad.web.review import form, locks

_PAGE = 25


@signed_in
@require_safe
def documents(request: SignedRequest) -> HttpResponse:
    """The search, its totals, and one page of what it found, the last received first."""
    search = DocumentFilter(request.GET, Document.objects.order_by("-received_at", "pk"))
    totals = search.qs.order_by().aggregate(documents=Count("pk"), pages=Sum("pages", default=0))
    context = {
        "search": search,
        "totals": totals,
        "columns": columns(request.GET.get("tri", "-received_at")),
        "page": _page(search, totals["documents"], request),
    }
    return render(request, "reporting/list.html", context)


def _page(search: DocumentFilter, count: int, request: SignedRequest) -> Page[Document]:
    """One page of the search, whose size is known already."""
    paginator = Paginator(search.qs, _PAGE)
    paginator.count = count
    return paginator.get_page(request.GET.get("page"))


@signed_in
@require_safe
def document(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Everything that is known of one document."""
    found = get_object_or_404(Document.objects.select_related("locked_by"), pk=document_id)
    delivery = Delivery.objects.filter(document=found).first()
    doctype = found.doctype
    context = {
        "document": found,
        "doctype": doctype,
        "sections": form.rows(found, doctype) if doctype else [],
        "timeline": timeline.lines(found),
        "delivery": delivery,
        "attempts": list(delivery.attempts.order_by("-at")) if delivery else [],
        "page_numbers": range(1, found.pages + 1),
        "busy": locks.held_elsewhere(found, request.user),
        "to_review": found.status == Status.TO_REVIEW and request.user.may_review,
        **_actions(found, delivery, request),
    }
    return render(request, "reporting/document.html", context)


def _actions(document: Document, delivery: Delivery | None, request: SignedRequest) -> dict[str, bool]:
    """Which of a supervisor's actions make sense now."""
    may, status = request.user.may_supervise, Status(document.status)
    stopped = delivery is not None and delivery.state in (DeliveryState.REFUSED, DeliveryState.EXHAUSTED)
    pending = delivery is not None and delivery.state == DeliveryState.PENDING
    return {
        "may_reopen": may and allows(status, Event.REOPENED),
        "may_cancel": may and allows(status, Event.CANCELLED),
        "may_relaunch": may and (stopped or pending),
    }


@supervisors
@require_POST
def reopen(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Back to the operators, before it is delivered."""
    return _act(request, document_id, lambda d: life.reopen(d, request.user), "Le document est remis au vidéocodage.")


@supervisors
@require_POST
def cancel(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Ended without delivery; the reason is kept in its history."""
    reason = " ".join(request.POST.get("raison", "").split())[:500]
    if not reason:
        messages.error(request, "Dites pourquoi le document est annulé.")
        return redirect("reporting:document", document_id)
    return _act(request, document_id, lambda d: life.cancel(d, request.user, reason), "Le document est annulé.")


@supervisors
@require_POST
def relaunch(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The same result, sent again now."""
    return _act(request, document_id, lambda d: outbox.relaunch(d, request.user), "La restitution est relancée.")


def _act(request: SignedRequest, document_id: UUID, action: Callable[[Document], None], done: str) -> HttpResponse:
    document = get_object_or_404(Document, pk=document_id)
    try:
        action(document)
        messages.success(request, done)
    except TransientError as error:
        messages.error(request, error.message)
    except IllegalTransitionError:
        messages.error(request, "L’action n’a pas eu lieu : le statut du document a changé entre-temps.")
    return redirect("reporting:document", document_id)
