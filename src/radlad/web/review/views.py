"""The operators' pages: the queue, one document's form, and what can be done with it (CCTP I.2.3)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from radlad import doctypes
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import Lane, Piece
from radlad.domain.states import IllegalTransitionError, Motive, Status
from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, reviewers
from radlad.web.accounts.models import Action
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document, Value
from radlad.web.review import form, keying, keys, locks, typing
from radlad.web.review.deadline import deadline
from radlad.web.review.models import LaneRules, Place
from radlad.web.review.values_history import told

_PAGE = 50
_LANE = "review-lane"
_COMMENT = 500
_NOTHING_WAITS = "Aucun document n’attend : la file est vide, ou tout est déjà en cours de traitement."


@reviewers
@require_safe
def queue(request: SignedRequest) -> HttpResponse:
    """The documents that wait, the most pressing first; those in this operator's hands stand apart."""
    lane = _chosen_lane(request)
    documents = (
        locks.waiting(request.user)
        .select_related("locked_by", "place__reserved_for")
        .annotate(doubtful=Count("values", filter=Q(values__needs_person=True)))
    )
    others = locks.of_lane(documents, lane).exclude(locked_by=request.user)
    page = Paginator(others, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lane": lane,
        "lanes": doctypes.OPEN_LANES,
        "now": timezone.now(),
        "keyings": keying.waiting(request.user).count(),
        "my_keying": keying.in_hand(request.user),
        "arbitrations": keying.to_arbitrate(request.user).count() if request.user.may_supervise else 0,
        "busy": {waiting.pk for waiting in page if locks.held_elsewhere(waiting, request.user)},
        "mine": documents.filter(locked_by=request.user),
        "read_again": Document.objects.filter(locked_by=request.user, status=Status.READING),
    }
    return render(request, "review/queue.html", context)


def _chosen_lane(request: SignedRequest) -> Lane | None:
    """The lane that the operator works on, kept for the session; None for all of them."""
    if "couloir" in request.GET:
        request.session[_LANE] = request.GET["couloir"]
    return next((lane for lane in LANES if lane.title == request.session.get(_LANE)), None)


@reviewers
@require_POST
def take_next(request: SignedRequest) -> HttpResponse:
    """Opens the operator's next document."""
    return _open_next(request)


def _open_next(request: SignedRequest) -> HttpResponse:
    document = locks.take_next(request.user, _chosen_lane(request))
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
        "asks_type": typing.asks(document),
        "pieces": typing.pieces(document),
        "lanes": typing.lanes(document),
        "open_types": [f"{t.piece} {t.lane.title}" for t in doctypes.TYPES],
        "motives": tuple(Motive),
        "history": document.history.select_related("who"),
        "keys": keys.GROUPS,
        "place": Place.objects.filter(document=document).select_related("put_aside_by").first(),
        "deadline": deadline(document.received_at, LaneRules.of(document.lane).delay, timezone.now()),
        "save_view": "review:save",
    }


@reviewers
@require_safe
def value_history(request: SignedRequest, document_id: UUID, balise: str) -> HttpResponse:
    """All that was ever the value of a field, as part of a page."""
    value = get_object_or_404(Value.objects.select_related("document"), document=document_id, balise=balise)
    return render(request, "review/_value_history.html", {"value": value, "lines": told(value)})


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
def put_aside(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Leaves the document for later, with a comment, and opens the next one."""
    comment = " ".join(request.POST.get("commentaire", "").split())[:_COMMENT]
    if not comment:
        messages.error(request, "Dites pourquoi vous mettez ce document de côté.")
        return redirect("review:document", document_id)
    try:
        locks.put_aside(document_id, request.user, comment)
    except locks.LockLostError:
        return _gone(request)
    messages.info(request, "Le document est mis de côté ; ce que vous avez saisi est conservé.")
    return _after(request)


@reviewers
@require_POST
def retype(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Confirms the type, or has the document read again as the chosen one; it comes back to the same operator."""
    doctype = typing.chosen(request.POST.get("piece", ""), request.POST.get("couloir", ""))
    if doctype is None:
        messages.error(request, "Ce type n’existe pas dans ce couloir : choisissez-en un autre.")
        return redirect("review:document", document_id)
    try:
        with locks.holding(document_id, request.user) as held:
            typing.decide(held, request.user, doctype)
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
            keying.sample(held, request.user)
    except life.UnsettledError as error:
        messages.error(request, _unsettled(rights.document_for(request.user, document_id, content=True), error.balises))
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
