"""The portal's pages: the search with its totals and detail, one document with its whole history."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from radlad.domain.states import Event, Status, allows
from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, signed_in
from radlad.web.accounts.models import Action
from radlad.web.acquisition.models import Document
from radlad.web.delivery.models import STOPPED, Delivery, DeliveryState
from radlad.web.reporting import csv_export, timeline
from radlad.web.reporting.columns import chosen
from radlad.web.reporting.filters import DocumentFilter, search
from radlad.web.reporting.listing import listing
from radlad.web.reporting.models import LegalHold
from radlad.web.reporting.totals import totals
from radlad.web.review import form, locks


@signed_in
@require_safe
def documents(request: SignedRequest) -> HttpResponse:
    """The search, its totals, and one page of what it found, the last received first."""
    found = asked(request)
    sums = totals(found.qs)
    detail = listing(found, request.GET, sums.documents)
    context = {
        "search": found,
        "totals": sums,
        "detail": detail,
        "page": detail.page,
        "saved": request.user.saved_searches.all(),
        "address": _shared(request),
    }
    return render(request, "reporting/list.html", context)


@signed_in
@require_safe
def guide(request: SignedRequest) -> HttpResponse:
    """How the portal is used, with pictures of its screens."""
    return render(request, "reporting/guide.html")


def asked(request: SignedRequest) -> DocumentFilter:
    """The search in the address, among the documents that exist for this person."""
    return search(request.GET, rights.visible(request.user))


def _shared(request: SignedRequest) -> str:
    """The search as it can be kept: without the page, which moves."""
    criteria = request.GET.copy()
    criteria.pop("page", None)
    for key in [key for key, values in criteria.lists() if not any(values)]:
        del criteria[key]
    return criteria.urlencode()


@signed_in
@require_safe
def export_csv(request: SignedRequest) -> HttpResponseBase:
    """All that the search found as CSV, in its order and with its columns."""
    found = asked(request)
    if found.errors:
        return redirect(f"/suivi/?{request.GET.urlencode()}")
    audit.of_request(request, Action.EXPORT, subject="CSV", recherche=_shared(request))
    answer = StreamingHttpResponse(
        csv_export.lines(found.qs, chosen(request.GET.getlist("colonnes"))), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="suivi-{timezone.localdate():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_safe
def document(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Everything that is known of one document, and that this person may see."""
    found = rights.document_for(request.user, document_id)
    audit.of_request(request, Action.READ, document=found.pk)
    delivery = Delivery.objects.filter(document=found).first()
    content = request.user.sees_content and found.purged_at is None
    doctype = found.doctype
    context = {
        "document": found,
        "doctype": doctype,
        "content": content,
        "sections": form.rows(found, doctype) if doctype and content else [],
        "timeline": timeline.lines(found, content=content),
        "delivery": delivery,
        "attempts": list(delivery.attempts.order_by("-at")) if delivery else [],
        "page_numbers": range(1, found.pages + 1) if content else [],
        "busy": locks.held_elsewhere(found, request.user),
        "hold": LegalHold.objects.filter(document=found).select_related("who").first(),
        **_actions(found, delivery, request),
    }
    return render(request, "reporting/document.html", context)


def _actions(document: Document, delivery: Delivery | None, request: SignedRequest) -> dict[str, bool]:
    """What this person can do to the document now."""
    content = document.purged_at is None
    may, status = request.user.may_supervise, Status(document.status)
    stopped = delivery is not None and delivery.state in STOPPED
    pending = delivery is not None and delivery.state == DeliveryState.PENDING
    return {
        "to_review": status == Status.TO_REVIEW and request.user.may_review,
        "may_reopen": may and allows(status, Event.REOPENED),
        "may_cancel": may and allows(status, Event.CANCELLED),
        "may_relaunch": may and (stopped or pending),
        "may_replay": may and delivery is not None and delivery.state == DeliveryState.ACKNOWLEDGED and content,
        "may_hold": may and content,
    }
