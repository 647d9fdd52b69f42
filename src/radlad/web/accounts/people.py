"""The administrator's screens of accounts: who there is, and what each may do."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from radlad.web.accounts import audit, second_factor
from radlad.web.accounts.access import SignedRequest, administrators
from radlad.web.accounts.forms import NewPersonForm, RightsForm
from radlad.web.accounts.models import Action, User, lanes_of

_PAGE = 50


@administrators
@require_safe
def accounts(request: SignedRequest) -> HttpResponse:
    """All accounts, or those whose name holds what is looked for."""
    wanted = request.GET.get("nom", "").strip()
    found = User.objects.order_by("username")
    if wanted:
        found = found.filter(
            Q(username__icontains=wanted) | Q(last_name__icontains=wanted) | Q(first_name__icontains=wanted)
        )
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/accounts.html", {"page": page, "wanted": wanted})


@administrators
@never_cache
@require_http_methods(["GET", "POST"])
def create(request: SignedRequest) -> HttpResponse:
    """A new account; its first password is shown once, and must be changed at the first log-in."""
    form = NewPersonForm(request.POST or None, initial={"is_active": True, "sees_content": False})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person = form.save(commit=False)
            password = _renew(person)
            audit.of_request(request, Action.RIGHTS, subject=person.username, avant={}, apres=rights_of(person))
        return _shown(request, person, password)
    return render(request, "accounts/person.html", {"form": form, "person": None})


@administrators
@require_http_methods(["GET", "POST"])
def edit(request: SignedRequest, name: str) -> HttpResponse:
    """Someone's rights."""
    person = get_object_or_404(User, username=name)
    before = rights_of(person)
    form = RightsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note_change(request, person, before)
        messages.success(request, f"Les droits de {person.username} sont enregistrés.")
        return redirect("accounts")
    context = {"form": form, "person": person, "second_factor": second_factor.of(person)}
    return render(request, "accounts/person.html", context)


@administrators
@never_cache
@require_POST
def renew(request: SignedRequest, name: str) -> HttpResponse:
    """A new password for someone who lost theirs; the second factor goes with the old one."""
    person = get_object_or_404(User, username=name, sso_subject=None)
    with transaction.atomic():
        password = _renew(person)
        second_factor.remove(person)
        audit.of_request(request, Action.RIGHTS, subject=person.username, mot_de_passe="renouvelé")
    return _shown(request, person, password)


def rights_of(person: User) -> dict[str, Any]:
    """What the audit trail says of someone's rights."""
    return {
        "role": person.role,
        "couloirs": [lane.title for lane in lanes_of(person.lanes)] or "tous",
        "images et valeurs": person.sees_content,
        "ouvert": person.is_active,
    }


def note_change(request: SignedRequest, person: User, before: dict[str, Any]) -> None:
    """Writes to the audit trail what changed, if anything did."""
    after = rights_of(person)
    changed = [key for key in after if after[key] != before[key]]
    if changed:
        audit.of_request(
            request,
            Action.RIGHTS,
            subject=person.username,
            avant={key: before[key] for key in changed},
            apres={key: after[key] for key in changed},
        )


def _renew(person: User) -> str:
    password = secrets.token_urlsafe(12)
    person.set_password(password)
    person.must_change_password = True
    person.save()
    return password


def _shown(request: SignedRequest, person: User, password: str) -> HttpResponse:
    return render(request, "accounts/password_shown.html", {"person": person, "password": password})
