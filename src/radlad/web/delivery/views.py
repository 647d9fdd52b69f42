"""A supervisor's page of the deliveries that do not go through, and what can be done about them."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from radlad import doctypes
from radlad.domain.errors import TransientError
from radlad.domain.states import IllegalTransitionError
from radlad.web.accounts import audit, rights
from radlad.web.accounts.access import SignedRequest, signed_in, supervisors
from radlad.web.accounts.models import Action
from radlad.web.acquisition import life
from radlad.web.delivery import as_sent, circuit, outbox, trouble
from radlad.web.delivery.models import Attempt
from radlad.web.delivery.trouble import Search
from radlad.web.review import locks

_PAGE = 50


@supervisors
@require_safe
def stopped(request: SignedRequest) -> HttpResponse:
    """What is in trouble, with the last answer received, and the customers that do not answer."""
    search = Search.of(request.GET)
    found = search.found(request.user)
    context = {
        "search": search,
        "page": Paginator(trouble.with_last_answer(found), _PAGE).get_page(request.GET.get("page")),
        "relaunchable": found.filter(next_try_at=None).exists(),
        "counts": trouble.counts(request.user),
        "away": circuit.opened(),
        "lanes": doctypes.OPEN_LANES,
        "motives": [(key, title) for key, (title, _) in trouble.MOTIVES.items()],
    }
    return render(request, "delivery/stopped.html", context)


@supervisors
@require_POST
def relaunch(request: SignedRequest) -> HttpResponse:
    """Has the chosen deliveries, one of them (`seule`), or all that the search finds (`toutes`) sent again."""
    search = Search.of(request.POST)
    found = search.found(request.user)
    if "toutes" not in request.POST:
        chosen = request.POST.getlist("seule") or request.POST.getlist("restitution")
        found = found.filter(pk__in=[key for key in chosen if key.isdecimal()])
    count = outbox.relaunch_all(found, request.user)
    if count:
        messages.success(request, f"{count} restitution{'s' if count > 1 else ''} relancée{'s' if count > 1 else ''}.")
    else:
        messages.warning(request, "Rien n’a été relancé : cochez des restitutions refusées ou abandonnées.")
    return _back(search)


@supervisors
@require_POST
def correct(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Puts the document into this person's hands; once it is settled again, its new result is delivered."""
    document = rights.document_for(request.user, document_id)
    try:
        life.reopen(document, request.user)
    except (TransientError, IllegalTransitionError) as error:
        told = error.message if isinstance(error, TransientError) else "Ce document ne peut plus être corrigé."
        messages.error(request, told)
        return _back(Search.of(request.POST))
    if request.user.may_review and locks.take(document.pk, request.user):
        return redirect("review:document", document.pk)
    messages.success(request, "Le document est remis au vidéocodage : son résultat corrigé sera restitué.")
    return _back(Search.of(request.POST))


@supervisors
@require_POST
def try_now(request: SignedRequest) -> HttpResponse:
    """The next delivery goes to see whether the customer answers again."""
    name = request.POST.get("client", "")
    if any(customer.name == name for customer in settings.RADLAD.customers):
        circuit.try_now(name)
        messages.success(request, f"Le prochain envoi à « {name} » part dès maintenant.")
    return _back(Search.of(request.POST))


@signed_in
@require_safe
def download(request: SignedRequest, document_id: UUID, attempt_id: int) -> HttpResponse:
    """One try as it went over the wire: request line, headers without the token, body to the byte."""
    document = rights.document_for(request.user, document_id, content=True)
    attempt = get_object_or_404(Attempt.objects.select_related("delivery"), pk=attempt_id, delivery__document=document)
    if not attempt.address or not attempt.sent_body:
        raise Http404
    audit.of_request(request, Action.EXPORT, document=document.pk, subject="restitution envoyée")
    return HttpResponse(
        as_sent.message(attempt),
        content_type="message/http",
        headers={
            "Content-Disposition": f'attachment; filename="{document.pk}-{attempt.pk}.http"',
            "Cache-Control": "no-store",
        },
    )


def _back(search: Search) -> HttpResponse:
    return redirect(f"{reverse('delivery:stopped')}?{urlencode(search.address)}")
