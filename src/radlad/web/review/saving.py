"""Saving one field at once, as it is left, and taking it back: what the page's script talks to. Answers are JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from radlad.domain.doctype import DocumentType
from radlad.domain.errors import CallerError
from radlad.domain.states import IllegalTransitionError, Status
from radlad.kinds.keyed import keyed
from radlad.restitution.schema import fits
from radlad.web.accounts import rights
from radlad.web.accounts.access import SignedRequest, reviewers
from radlad.web.accounts.models import User
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document, Value
from radlad.web.review import checks, locks
from radlad.web.review.form import Row

LATE = "saisie proposée, le document étant passé à un autre"


@reviewers
@require_POST
def save(request: SignedRequest, document_id: UUID, balise: str) -> HttpResponse:
    """The operator's word on a field, `valeur`: the same value confirms it, another replaces it.

    Answers what stands now, how that is shown, and how many fields still wait. A value that its checks warn of is
    kept and stays to be confirmed. 4xx with a message when it was not saved: 400 for a value that the field cannot
    take, 409 for a document that is no longer the operator's, where it is kept as a candidate.
    """
    value = get_object_or_404(Value.objects.select_related("document"), document=document_id, balise=balise)
    text = request.POST.get("valeur", "")
    return _answered(lambda: _put(value, request.user, text), lambda: _offer(value, request.user, text))


@reviewers
@require_POST
def undo(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Takes back the operator's last saved step on the document; answers as `save`, with the balise."""
    document = rights.document_for(request.user, document_id, content=True)

    def taken_back() -> Value:
        with locks.holding(document_id, request.user):
            return life.undo_last(document, request.user)

    return _answered(taken_back, lambda: None)


@reviewers
@require_POST
def check(request: SignedRequest, document_id: UUID, balise: str) -> HttpResponse:
    """What would be said of `valeur`: `{"valeur", "avis"}`, the value as it would be kept. Nothing is saved."""
    document = rights.document_for(request.user, document_id, content=True)
    doctype = document.doctype
    if doctype is None or not any(f.balise == balise for f in doctype.fields):
        return JsonResponse({"message": "Ce champ n’existe plus : rechargez la page."}, status=404)
    field = doctype.field(balise)
    text = keyed(field.kind, request.POST.get("valeur", ""))
    doubts = checks.warnings(doctype, field, text, _standing(document))
    return JsonResponse({"valeur": text, "avis": [doubt.text for doubt in doubts]})


@reviewers
@require_POST
def presence(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The operator is still at work on the document: its lock is renewed; 409 once it is lost."""
    try:
        with locks.holding(document_id, request.user):
            return HttpResponse(status=204)
    except locks.LockLostError as error:
        return JsonResponse({"message": error.message}, status=error.status)


def _answered(done: Callable[[], Value], lost: Callable[[], str | None]) -> HttpResponse:
    """What came of it, as the script wants it; `lost` answers another message for a document that is gone."""
    try:
        value = done()
    except (locks.LockLostError, IllegalTransitionError):
        return JsonResponse({"message": lost() or locks.LockLostError().message}, status=409)
    except CallerError as error:
        return JsonResponse({"message": error.message}, status=error.status)
    return JsonResponse(_shown(value))


def _shown(value: Value) -> dict[str, Any]:
    return {
        "balise": value.balise,
        "valeur": value.value,
        "doute": value.needs_person,
        "etat": render_to_string("review/_standing.html", {"row": Row(value.field, value), "saved": True}),
        "restants": value.document.values.filter(needs_person=True).count(),
    }


def _put(value: Value, user: User, text: str) -> Value:
    with locks.holding(value.document_id, user) as held:
        if held.doctype is None or not any(f.balise == value.balise for f in held.doctype.fields):
            raise IllegalTransitionError("the document is of another type now")
        field = held.doctype.field(value.balise)
        kept = keyed(field.kind, text)
        if kept == value.value:
            life.confirm_value(value, user)
        else:
            life.set_value(value, user, kept, _warnings(held, held.doctype, value, kept))
    return value


def _warnings(document: Document, doctype: DocumentType, value: Value, text: str) -> Any:
    return checks.warnings(doctype, doctype.field(value.balise), text, _standing(document))


def _standing(document: Document) -> dict[str, str]:
    return dict(document.values.values_list("balise", "value"))


def _offer(value: Value, user: User, text: str) -> str | None:
    """Keeps what was typed for a document that is lost as a candidate of the field, for whoever has it now."""
    with transaction.atomic():
        row = Document.objects.select_for_update(no_key=True).get(pk=value.document_id)
        kept = Value.objects.select_for_update().filter(document=row, balise=value.balise).first()
        if row.status != Status.TO_REVIEW or kept is None or row.doctype is None:
            return None
        text = keyed(kept.field.kind, text)
        if not fits(kept.field, text):
            return None
        if text not in [kept.value, *(c["valeur"] for c in kept.candidates)]:
            kept.candidates = [
                *kept.candidates,
                {"valeur": text, "confiance": 0.0, "par": user.get_full_name() or user.username},
            ]
            kept.save(update_fields=["candidates"])
            life.record(row, LATE, user, {"balise": kept.balise, "from": kept.value, "to": text})
    return (
        "Ce document ne vous est plus réservé : votre saisie est gardée parmi les valeurs proposées du champ. "
        "Revenez à la file."
    )
