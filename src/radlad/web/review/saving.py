"""Saving one field at once, as it is left: what the page's script talks to. Answers are JSON."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from radlad.domain.errors import CallerError
from radlad.domain.states import IllegalTransitionError
from radlad.web.accounts.access import SignedRequest, reviewers
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Value
from radlad.web.review import locks
from radlad.web.review.form import Row


@reviewers
@require_POST
def save(request: SignedRequest, document_id: UUID, balise: str) -> HttpResponse:
    """The operator's word on a field, `valeur`: the same value confirms it, another replaces it.

    Answers what stands now, how that is shown, and how many fields still wait; 4xx with a message when it was not
    saved: 400 for a value that the field cannot take, 409 for a document that is no longer the operator's.
    """
    value = get_object_or_404(Value.objects.select_related("document"), document=document_id, balise=balise)
    try:
        with locks.holding(document_id, request.user):
            _put(value, request)
    except CallerError as error:
        return JsonResponse({"message": error.message}, status=error.status)
    except IllegalTransitionError:
        return JsonResponse({"message": locks.LockLostError().message}, status=409)
    return JsonResponse(
        {
            "valeur": value.value,
            "etat": render_to_string("review/_standing.html", {"row": Row(value.field, value), "saved": True}),
            "restants": value.document.values.filter(needs_person=True).count(),
        }
    )


def _put(value: Value, request: SignedRequest) -> None:
    text = " ".join(request.POST.get("valeur", "").split())
    if text == value.value:
        life.confirm_value(value, request.user)
    else:
        life.set_value(value, request.user, text)


@reviewers
@require_POST
def presence(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The operator is still at work on the document: its lock is renewed; 409 once it is lost."""
    try:
        with locks.holding(document_id, request.user):
            return HttpResponse(status=204)
    except locks.LockLostError as error:
        return JsonResponse({"message": error.message}, status=error.status)
