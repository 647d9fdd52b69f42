"""A supervisor's pages: what waits against the agreed delay and who has it, what is agreed, how good the work is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from radlad import doctypes
from radlad.domain.rules import ReviewPolicy
from radlad.web.accounts.access import SignedRequest, supervisors
from radlad.web.accounts.models import Role, User
from radlad.web.acquisition.models import LaneSettings
from radlad.web.review import keying, locks, quality
from radlad.web.review.deadline import Pressure, deadline
from radlad.web.review.models import LaneRules

_PAGE = 50
_PERIODS = (7, 30, 90)
_LONGEST = 30 * 24
_POLICIES = (
    (ReviewPolicy.DOUBT, "Seulement en cas de doute"),
    (ReviewPolicy.ALWAYS, "Chaque document"),
)


@supervisors
@require_safe
def board(request: SignedRequest) -> HttpResponse:
    """What waits, the most pressing first, with its countdown and who has it."""
    now = timezone.now()
    waiting = locks.waiting(request.user).select_related("locked_by", "place__reserved_for", "place__put_aside_by")
    page = Paginator(waiting, _PAGE).get_page(request.GET.get("page"))
    times = [deadline(at, delay, now).pressure for at, delay in waiting.values_list("received_at", "delay")]
    context = {
        "page": page,
        "rows": [(document, deadline(document.received_at, document.delay, now)) for document in page],
        "busy": {document.pk for document in page if locks.held_elsewhere(document, request.user)},
        "late": times.count(Pressure.LATE),
        "soon": times.count(Pressure.SOON),
        "operators": User.objects.filter(is_active=True, role__in=(Role.OPERATOR, Role.SUPERVISOR)).order_by(
            "username"
        ),
        "arbitrations": keying.to_arbitrate(request.user).select_related("document", "first_by", "second_by"),
    }
    return render(request, "review/board.html", context)


@supervisors
@require_POST
def reassign(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Gives the document to the chosen operator, or back to all."""
    name = request.POST.get("operateur", "")
    operator = User.objects.filter(username=name, is_active=True).first()
    if name and (operator is None or not operator.may_review):
        messages.error(request, "Choisissez un opérateur de la liste.")
    elif not locks.reassign(document_id, request.user, operator):
        messages.warning(request, "Ce document n’attend plus : rien n’a changé.")
    elif operator:
        messages.success(request, f"Le document est réservé à {operator.get_full_name() or operator.username}.")
    else:
        messages.success(request, "Le document est rendu à la file.")
    return redirect("review:board")


@supervisors
@require_POST
def urgency(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Puts the document before all others, or back in its turn."""
    locks.set_urgent(document_id, request.POST.get("urgent") == "oui")
    return redirect("review:board")


@supervisors
@require_safe
def lanes(request: SignedRequest) -> HttpResponse:
    """What is set for each open lane."""
    rows = [(lane, LaneRules.of(lane), LaneSettings.review_policy(lane)) for lane in doctypes.OPEN_LANES]
    return render(request, "review/lanes.html", {"rows": rows, "policies": _POLICIES, "longest": _LONGEST})


@supervisors
@require_POST
def set_lane(request: SignedRequest) -> HttpResponse:
    """Sets a lane's review policy, sampled share and agreed delay."""
    lane = next((one for one in doctypes.OPEN_LANES if one.title == request.POST.get("couloir")), None)
    policy = request.POST.get("relecture", "")
    sampled, hours = _number(request.POST.get("part", "")), _number(request.POST.get("delai", ""))
    if lane is None or policy not in set(ReviewPolicy) or not _within(sampled, 100) or not _within(hours, _LONGEST):
        messages.error(request, f"Donnez une part de 0 à 100 % et un délai de 1 à {_LONGEST} heures.")
        return redirect("review:lanes")
    LaneSettings.objects.update_or_create(couloir=lane.couloir, sons=lane.sons, defaults={"review": policy})
    rules = {"sampled": sampled, "delay": timedelta(hours=max(1.0, float(hours or 0)))}
    LaneRules.objects.update_or_create(couloir=lane.couloir, sons=lane.sons, defaults=rules)
    messages.success(request, f"Les règles du couloir {lane.title} sont enregistrées.")
    return redirect("review:lanes")


@supervisors
@require_safe
def work(request: SignedRequest) -> HttpResponse:
    """The quality and the pace of the operators' work over a period."""
    asked = request.GET.get("jours", "")
    days = int(asked) if asked in map(str, _PERIODS) else _PERIODS[1]
    since = timezone.now() - timedelta(days=days)
    context = {
        "days": days,
        "periods": _PERIODS,
        "operators": quality.operators(since),
        "whole": quality.whole(since),
        "kinds": quality.kinds(since),
        "justified": quality.justified(since),
        "doubts": quality.doubts(since),
        "fields": quality.doubtful_fields(since),
    }
    return render(request, "review/work.html", context)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _within(number: Decimal | None, most: int) -> bool:
    return number is not None and 0 <= number <= most
