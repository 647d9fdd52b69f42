"""The audit trail as an administrator searches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from radlad.web.accounts.access import SignedRequest, administrators
from radlad.web.accounts.models import Action, AuditEntry

_PAGE = 50
_INPUT = {"class": "fr-input", "autocomplete": "off"}
_TITLES = {"apres": "après", "criteria": "recherche"}
_DAY = forms.DateInput(format="%Y-%m-%d", attrs=_INPUT | {"type": "date"})


class TrailFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter is not typed
    """Who, what, on whom, on which document, when."""

    qui = django_filters.CharFilter("who", "icontains", label="Qui", widget=forms.TextInput(attrs=_INPUT))
    action = django_filters.ChoiceFilter(
        label="Action", choices=Action.choices, empty_label="Toutes", widget=forms.Select(attrs={"class": "fr-select"})
    )
    sur = django_filters.CharFilter("subject", "icontains", label="Sur", widget=forms.TextInput(attrs=_INPUT))
    document = django_filters.UUIDFilter(label="Id de la demande", widget=forms.TextInput(attrs=_INPUT))
    du = django_filters.DateFilter("at", "date__gte", label="Du", widget=_DAY)
    au = django_filters.DateFilter("at", "date__lte", label="Au", widget=_DAY)

    class Meta:
        model = AuditEntry
        fields = ()


@administrators
@require_safe
def trail(request: SignedRequest) -> HttpResponse:
    """One page of what was found, the last first."""
    search = TrailFilter(request.GET, AuditEntry.objects.all())
    page = Paginator(search.qs, _PAGE).get_page(request.GET.get("page"))
    lines = [(line, list(said(line.details))) for line in page]
    return render(request, "accounts/trail.html", {"search": search, "page": page, "lines": lines})


def said(details: dict[str, Any]) -> Iterator[str]:
    """What a line tells besides, as people read it."""
    for key, value in details.items():
        title = _TITLES.get(key, key.replace("_", " "))
        if isinstance(value, dict):
            text = ", ".join(f"{name} {_word(one)}" for name, one in value.items())
        else:
            text = unquote_plus(value) if title == "recherche" else _word(value)
        yield f"{title} : {text or '–'}"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return " et ".join(value) if isinstance(value, list) else str(value)
