"""What a supervisor does to one document from its page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from radlad.domain.errors import TransientError
from radlad.domain.states import IllegalTransitionError
from radlad.web.accounts import rights
from radlad.web.accounts.access import SignedRequest, supervisors
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.delivery import outbox
from radlad.web.reporting import holds


@supervisors
@require_POST
def reopen(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Back to the operators, before it is delivered."""
    return _act(request, document_id, lambda d: life.reopen(d, request.user), "Le document est remis au vidéocodage.")


@supervisors
@require_POST
def cancel(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Ended without delivery; the reason is kept in its history."""
    reason = _reason(request)
    if not reason:
        messages.error(request, "Dites pourquoi le document est annulé.")
        return redirect("reporting:document", document_id)
    return _act(request, document_id, lambda d: life.cancel(d, request.user, reason), "Le document est annulé.")


@supervisors
@require_POST
def relaunch(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The same result, sent again now."""
    return _act(request, document_id, lambda d: outbox.relaunch(d, request.user), "La restitution est relancée.")


@supervisors
@require_POST
def replay(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """What the customer acknowledged, sent once more."""
    return _act(request, document_id, lambda d: outbox.replay(d, request.user), "La restitution est rejouée.")


@supervisors
@require_POST
def hold(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Keeps the document from the purge, for a reason such as a dispute."""
    reason = _reason(request)
    if not reason:
        messages.error(request, "Dites pourquoi le document doit être conservé.")
        return redirect("reporting:document", document_id)
    done = "Le document est gelé : la purge ne l’effacera pas."
    return _act(request, document_id, lambda d: holds.put(d, request.user, reason), done)


@supervisors
@require_POST
def release(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Lets the purge have the document again."""
    done = "Le gel est levé : le document suit de nouveau la durée de conservation."
    return _act(request, document_id, lambda d: holds.lift(d, request.user), done)


def _reason(request: SignedRequest) -> str:
    return " ".join(request.POST.get("raison", "").split())[:500]


def _act(request: SignedRequest, document_id: UUID, action: Callable[[Document], None], done: str) -> HttpResponse:
    document = rights.document_for(request.user, document_id)
    try:
        action(document)
        messages.success(request, done)
    except TransientError as error:
        messages.error(request, error.message)
    except IllegalTransitionError:
        messages.error(request, "L’action n’a pas eu lieu : le statut du document a changé entre-temps.")
    return redirect("reporting:document", document_id)
