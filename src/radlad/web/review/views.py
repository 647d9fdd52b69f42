"""The operators' pages: the queue, one document's form, and what can be done with it (CCTP I.2.3)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from radlad import doctypes
from radlad.domain.doctype import Piece
from radlad.domain.states import IllegalTransitionError, Motive, Status
from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, reviewers
from radlad.web.accounts.models import Action
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.review import form, locks

_PAGE = 50
_NOTHING_WAITS = "Aucun document n’attend : la file est vide, ou tout est déjà en cours de traitement."


@reviewers
@require_safe
def queue(request: SignedRequest) -> HttpResponse:
    """The documents that wait, the oldest first; those in this operator's hands stand apart."""
    documents = (
        locks.waiting(request.user)
        .select_related("locked_by")
        .annotate(doubtful=Count("values", filter=Q(values__needs_person=True)))
    )
    others = documents.exclude(locked_by=request.user)
    page = Paginator(others, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "busy": {waiting.pk for waiting in page if locks.held_elsewhere(waiting, request.user)},
        "mine": documents.filter(locked_by=request.user),
        "read_again": Document.objects.filter(locked_by=request.user, status=Status.READING),
    }
    return render(request, "review/queue.html", context)


@reviewers
@require_POST
def take_next(request: SignedRequest) -> HttpResponse:
    """Opens the operator's next document."""
    return _open_next(request)


def _open_next(request: SignedRequest) -> HttpResponse:
    document = locks.take_next(request.user)
    if document is None:
        messages.info(request, _NOTHING_WAITS)
        return redirect("review:queue")
    return redirect("review:document", document.pk)


@reviewers
@require_POST
def take(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Opens that document, unless it is somebody else's."""
    if locks.take(document_id, request.user):
        return redirect("review:document", document_id)
    messages.warning(request, "Ce document n’attend plus, ou un autre opérateur le traite : choisissez-en un autre.")
    return redirect("review:queue")


@reviewers
@require_safe
def document(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The document in hand: its image and its fields; or, while it is read again, a page that waits for it."""
    found = rights.document_for(request.user, document_id, content=True)
    if found.locked_by_id != request.user.pk:
        messages.warning(request, "Ce document n’est pas entre vos mains : prenez-le pour le vidéocoder.")
        return redirect("reporting:document", document_id)
    if found.status == Status.READING:
        return render(request, "review/reading.html", {"document": found})
    audit.of_request(request, Action.READ, document=found.pk, subject="vidéocodage")
    return render(request, "review/document.html", _context(found))


def _context(document: Document) -> dict[str, object]:
    sections = form.rows(document, document.doctype) if document.doctype else []
    rows = [row for _, group in sections for row in group]
    return {
        "document": document,
        "doctype": document.doctype,
        "declared": doctypes.find(document.declared_lane, Piece(document.declared_type)),
        "sections": sections,
        # How many fields are left changes under the operator's hands: the page counts them itself.
        "reasons": [reason for reason in document.review_reasons if not reason.endswith("à vérifier")],
        "total": len(rows),
        "left": sum(row.value.needs_person for row in rows),
        "page_numbers": range(1, document.pages + 1),
        "doctypes": doctypes.TYPES,
        "motives": tuple(Motive),
        "history": document.history.select_related("who"),
    }


@reviewers
@require_safe
def progress(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Asked by the waiting page: has it load anew once the document was read."""
    reading = Document.objects.filter(pk=document_id, status=Status.READING, locked_by=request.user)
    return HttpResponse(status=204) if reading.exists() else HttpResponseClientRefresh()


@reviewers
@require_POST
def release(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Gives the document back to the queue."""
    locks.release(document_id, request.user)
    messages.info(request, "Le document est rendu à la file ; ce que vous avez saisi est conservé.")
    return redirect("review:queue")


@reviewers
@require_POST
def retype(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Has the document read again as the chosen type; it comes back to the same operator."""
    try:
        doctype = doctypes.by_key(request.POST.get("type", ""))
    except KeyError:
        messages.error(request, "Choisissez un type dans la liste.")
        return redirect("review:document", document_id)
    try:
        with locks.holding(document_id, request.user) as held:
            life.retype(held, request.user, doctype)
    except (locks.LockLostError, IllegalTransitionError):
        return _gone(request)
    return redirect("review:document", document_id)


@reviewers
@require_POST
def reject(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Ends the document as `Inconnu` or `Illisible` (decisions.md 12)."""
    motive = request.POST.get("motif", "")
    if motive not in set(Motive):
        messages.error(request, "Choisissez un motif de rejet.")
        return redirect("review:document", document_id)
    try:
        with locks.holding(document_id, request.user) as held:
            life.reject(held, request.user, Motive(motive))
    except (locks.LockLostError, IllegalTransitionError):
        return _gone(request)
    messages.success(request, f"Le document est rejeté : {motive}.")
    return _after(request)


@reviewers
@require_POST
def settle(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Ends the review, once every field that needed a person was settled."""
    try:
        with locks.holding(document_id, request.user) as held:
            life.settle(held, request.user)
    except life.UnsettledError as error:
        messages.error(request, _unsettled(get_object_or_404(Document, pk=document_id), error.balises))
        return redirect("review:document", document_id)
    except (locks.LockLostError, IllegalTransitionError):
        return _gone(request)
    messages.success(request, "Le document est validé et part en restitution.")
    return _after(request)


def _unsettled(document: Document, balises: list[str]) -> str:
    """Why the document cannot be finished yet, naming the fields as the form does."""
    if document.doctype is None:
        return "Le type du document est inconnu : choisissez-le, ou rejetez le document."
    titles = [document.doctype.field(balise).title for balise in balises]
    more = f" et {len(titles) - 3} autres" if len(titles) > 3 else ""
    return f"Il reste à vérifier : {' ; '.join(titles[:3])}{more}."


def _gone(request: SignedRequest) -> HttpResponse:
    messages.warning(request, "Ce document n’est plus entre vos mains : l’action n’a pas eu lieu.")
    return redirect("review:queue")


def _after(request: SignedRequest) -> HttpResponse:
    """The next document, or the queue, as the button says."""
    return _open_next(request) if request.POST.get("apres") == "suivant" else redirect("review:queue")
