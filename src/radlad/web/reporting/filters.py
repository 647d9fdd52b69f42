"""The search: every criterion is in the address, so that it can be shared and kept (CCTP I.4).

`?statut=Livré&statut=Rejeté&couloir=HOP-DPI&recu_du=2026-11-01&tri=-recu`: a criterion given twice means either.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone

from radlad.doctypes.lanes import FLOW, LANES
from radlad.domain.doctype import Piece
from radlad.domain.rules import Complexity
from radlad.domain.states import Motive, Status
from radlad.web.accounts.models import lanes_of
from radlad.web.accounts.rights import of_lanes
from radlad.web.acquisition.models import Document
from radlad.web.reporting.columns import MODIFIED, SORTS
from radlad.web.reporting.part_indexes import ID_TEXT

_INPUT = {"class": "fr-input"}
UNKNOWN = "inconnu"
"""What `?type=` calls a document whose type is not known."""
_ID_FORM = "00000000-0000-0000-0000-000000000000"
_ID_START = re.compile(r"[0-9a-f]{8}-")
"""Eight digits stand before a hyphen only where an id begins: the key's own index finds those."""


def _several(label: str, choices: list[tuple[str, str]], **options: Any) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, distinct=False, widget=forms.CheckboxSelectMultiple, **options
    )


def _text(label: str, **options: Any) -> django_filters.CharFilter:
    attributes = _INPUT | {"autocomplete": "off", "placeholder": "Même en partie"}
    return django_filters.CharFilter(label=label, widget=forms.TextInput(attrs=attributes), **options)


def _day(label: str, field: str, *, last: bool) -> django_filters.DateFilter:
    """From the start of a day on or, as the `last` of a period, until its end."""

    def narrowed(documents: QuerySet[Document], _name: str, day: date) -> QuerySet[Document]:
        begins = timezone.make_aware(datetime.combine(day + timedelta(days=last), time.min))
        return documents.filter(**{f"{field}__{'lt' if last else 'gte'}": begins})

    widget = forms.DateInput(format="%Y-%m-%d", attrs=_INPUT | {"type": "date"})
    return django_filters.DateFilter(label=label, method=narrowed, widget=widget)


def _first_and_last(start: str) -> tuple[UUID, UUID] | None:
    """The ids between which all that begin with `start` lie; None where none can."""
    try:
        first, last = (UUID(start + _ID_FORM.replace("0", digit)[len(start) :]) for digit in "0f")
    except ValueError:
        return None
    # UUID() reads other manners of writing too.
    return (first, last) if str(first).startswith(start) else None


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter is not typed
    """What the documents can be narrowed by, and how they are sorted."""

    demande = _text("Id de la demande", method="by_id_part")
    nom = _text("Nom du document", field_name="name", lookup_expr="icontains")
    recu_du = _day("Reçu du", "received_at", last=False)
    recu_au = _day("Reçu au", "received_at", last=True)
    disponible_du = _day("Mis à disposition du", "made_available_at", last=False)
    disponible_au = _day("Mis à disposition au", "made_available_at", last=True)
    flux = _several("Type de flux", [(FLOW, FLOW)], method="by_flow")
    type = _several(
        "Type de document", [*((p.value, p.label) for p in Piece), (UNKNOWN, "Type inconnu")], method="by_type"
    )
    couloir = _several("Couloir-SONS", [(lane.key, lane.title) for lane in LANES], method="by_lane")
    statut = _several("Statut", [(s.value, s.value) for s in Status], field_name="status")
    motif = _several("Motif du rejet", [(m.value, m.value) for m in Motive], field_name="motive")
    complexite = _several("Complexité", [(c.value, c.value.capitalize()) for c in Complexity], field_name="complexity")
    modifie = _several("Type modifié", [("oui", "Modifié"), ("non", "Tel qu’envoyé")], method="by_change")
    tri = django_filters.ChoiceFilter(
        label="Tri",
        choices=[(f"{way}{key}", key) for key in SORTS for way in ("", "-")],
        widget=forms.HiddenInput,
        method="sorted_by",
    )

    class Meta:
        model = Document
        fields = ()

    def by_flow(self, documents: QuerySet[Document], _name: str, _flows: list[str]) -> QuerySet[Document]:
        """There is but one flow."""
        return documents

    def by_id_part(self, documents: QuerySet[Document], _name: str, part: str) -> QuerySet[Document]:
        """Documents whose `processId` holds `part`."""
        part = part.strip().lower()
        if _ID_START.match(part) and (ends := _first_and_last(part)):
            return documents.filter(pk__range=ends)
        return documents.annotate(id_text=ID_TEXT).filter(id_text__contains=part)

    def by_type(self, documents: QuerySet[Document], _name: str, types: list[str]) -> QuerySet[Document]:
        return documents.filter(type__in=["" if one == UNKNOWN else one for one in types])

    def by_lane(self, documents: QuerySet[Document], _name: str, keys: list[str]) -> QuerySet[Document]:
        return documents.filter(of_lanes(lanes_of(keys)))

    def by_change(self, documents: QuerySet[Document], _name: str, answers: list[str]) -> QuerySet[Document]:
        if len(answers) > 1:
            return documents
        return documents.filter(MODIFIED) if answers == ["oui"] else documents.exclude(MODIFIED)

    def sorted_by(self, documents: QuerySet[Document], _name: str, sort: str) -> QuerySet[Document]:
        """What has no value yet comes last, whichever the way; equals always come in the same order."""
        field = F(SORTS[sort.removeprefix("-")])
        first = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
        return documents.order_by(first, "pk")


def search(criteria: Any, documents: QuerySet[Document]) -> DocumentFilter:
    """The search of `criteria` (an address's query) among `documents`, the last received first."""
    return DocumentFilter(criteria, documents.order_by("-received_at", "pk"))
