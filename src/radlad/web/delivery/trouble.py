"""The deliveries that do not go through, as a supervisor searches them, with the last answer of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from radlad import doctypes
from radlad.domain.doctype import Lane
from radlad.web.accounts import rights
from radlad.web.accounts.models import User
from radlad.web.delivery.models import STOPPED, Attempt, Delivery, DeliveryState

_FAILING = Exists(Attempt.objects.filter(delivery=OuterRef("pk"), at__gte=OuterRef("trying_since")))
MOTIVES = {
    "refusees": ("Refusées par le client", Q(state=DeliveryState.REFUSED)),
    "abandonnees": ("Abandonnées après 72 heures", Q(state=DeliveryState.EXHAUSTED)),
    "en-echec": ("En échec, essais en cours", Q(_FAILING, state=DeliveryState.PENDING)),
}
"""Why a delivery is in trouble, by its name in addresses."""
_STOPPED_OR_FAILING = Q(state__in=STOPPED) | MOTIVES["en-echec"][1]


@dataclass(frozen=True, slots=True)
class Search:
    """What a supervisor asks for: a lane and a motive, None and "" for any."""

    lane: Lane | None
    motive: str

    @staticmethod
    def of(given: Mapping[str, Any]) -> Search:
        """From an address or a form; what is unknown counts as any."""
        lane = next((one for one in doctypes.OPEN_LANES if one.key == given.get("couloir")), None)
        motive = str(given.get("motif", ""))
        return Search(lane, motive if motive in MOTIVES else "")

    @property
    def address(self) -> dict[str, str]:
        return {"couloir": self.lane.key if self.lane else "", "motif": self.motive}

    def found(self, user: User) -> QuerySet[Delivery]:
        """Those that exist for this person, the oldest trouble first."""
        wanted = MOTIVES[self.motive][1] if self.motive else _STOPPED_OR_FAILING
        deliveries = _of(user).filter(wanted)
        if self.lane:
            deliveries = deliveries.filter(document__couloir=self.lane.couloir, document__sons=self.lane.sons)
        return deliveries.order_by("trying_since", "pk")


def with_last_answer(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """The same, each with its document and its last try: `last_at`, `last_status`, `last_error`, `last_answer`."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-at", "-pk")
    columns = {f"last_{name}": Subquery(last.values(name)[:1]) for name in ("at", "status", "error", "answer")}
    return deliveries.select_related("document").annotate(**columns)


def counts(user: User) -> list[tuple[str, int]]:
    """How many there are for each motive, of all lanes."""
    numbers = _of(user).filter(_STOPPED_OR_FAILING).aggregate(
        **{key.replace("-", "_"): Count("pk", filter=wanted) for key, (_, wanted) in MOTIVES.items()}
    )  # fmt: skip
    return [(title, numbers[key.replace("-", "_")]) for key, (title, _) in MOTIVES.items()]


def _of(user: User) -> QuerySet[Delivery]:
    return Delivery.objects.filter(document__in=rights.visible(user)) if user.lanes else Delivery.objects.all()
