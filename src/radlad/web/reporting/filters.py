"""The search of the list: every criterion is in the address, so that it can be shared (CCTP I.4)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import Lane, Piece
from radlad.domain.states import Status
from radlad.web.acquisition.models import Document
from radlad.web.reporting.columns import SORTS

_SELECT = {"class": "fr-select"}
_INPUT = {"class": "fr-input"}


def _key(lane: Lane) -> str:
    return f"{lane.couloir}-{lane.sons}"


def _choice(label: str, choices: list[tuple[str, str]], **options: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label="Tous", widget=forms.Select(attrs=_SELECT), **options
    )


def _text(label: str, **options: Any) -> django_filters.CharFilter:
    return django_filters.CharFilter(
        label=label, widget=forms.TextInput(attrs=_INPUT | {"autocomplete": "off"}), **options
    )


def _day(label: str, field: str, *, last: bool) -> django_filters.DateFilter:
    """From the start of a day on or, as the `last` of a period, until its end."""

    def narrowed(documents: QuerySet[Document], _name: str, day: date) -> QuerySet[Document]:
        moment = timezone.make_aware(datetime.combine(day, time.max if last else time.min))
        return documents.filter(**{f"{field}__{'lte' if last else 'gte'}": moment})

    widget = forms.DateInput(format="%Y-%m-%d", attrs=_INPUT | {"type": "date"})
    return django_filters.DateFilter(label=label, method=narrowed, widget=widget)


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter is not typed
    """What the list can be narrowed by, and how it is sorted: `?statut=…&couloir=HOP-DPI&tri=-received_at`."""

    demande = _text("Identifiant de la demande", method="by_id_part")
    nom = _text("Nom du document", field_name="name", lookup_expr="icontains")
    statut = _choice("Statut", [(s.value, s.value) for s in Status], field_name="status")
    couloir = _choice("Couloir – SONS", [(_key(lane), lane.title) for lane in LANES], method="by_lane")
    type = _choice("Type de document", [(p.value, p.label) for p in Piece], field_name="type")
    recu_du = _day("Reçu du", "received_at", last=False)
    recu_au = _day("Reçu au", "received_at", last=True)
    disponible_du = _day("Mis à disposition du", "made_available_at", last=False)
    disponible_au = _day("Mis à disposition au", "made_available_at", last=True)
    tri = django_filters.ChoiceFilter(
        label="Tri",
        choices=[(f"{way}{name}", name) for name in SORTS for way in ("", "-")],
        widget=forms.HiddenInput,
        method="sorted_by",
    )

    class Meta:
        model = Document
        fields = ()

    def by_id_part(self, documents: QuerySet[Document], _name: str, part: str) -> QuerySet[Document]:
        """Documents whose `processId` holds `part`."""
        return documents.annotate(id_text=Cast("id", CharField())).filter(id_text__icontains=part.strip())

    def by_lane(self, documents: QuerySet[Document], _name: str, key: str) -> QuerySet[Document]:
        lane = next(lane for lane in LANES if _key(lane) == key)
        return documents.filter(couloir=lane.couloir, sons=lane.sons)

    def sorted_by(self, documents: QuerySet[Document], _name: str, sort: str) -> QuerySet[Document]:
        """What has no value yet comes last, whichever the way; equals always come in the same order."""
        field = F(sort.removeprefix("-"))
        first = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
        return documents.order_by(first, "pk")
