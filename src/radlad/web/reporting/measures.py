"""What the charts show, as tables: what a screen reader reads, what the CSV holds and what is drawn (CCTP I.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Aggregate, Case, Count, ExpressionWrapper, F, FloatField, Q, QuerySet, When
from django.db.models.functions import Extract, TruncDate
from django.utils import timezone

from radlad.doctypes.lanes import LANES
from radlad.domain.states import Motive, Status
from radlad.web.acquisition.models import Document
from radlad.web.review.models import AGREED_DELAY, LaneRules
from radlad.web.review.working_days import WorkingSeconds

_AGES = (
    ("moins de 4 h", timedelta(hours=4)),
    ("4 h à 24 h", timedelta(hours=24)),
    ("1 à 3 jours", timedelta(days=3)),
    ("3 à 7 jours", timedelta(days=7)),
    ("plus de 7 jours", timedelta.max),
)
_AT_WORK = (Status.READING, Status.TO_REVIEW, Status.REVIEWED)
_LANE = ("couloir", "sons")

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A measure: the first cell of each row names it, the others are numbers, or None where there is nothing to say."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def empty(self) -> bool:
        return not any(cell for row in self.rows for cell in row[1:])


@dataclass(frozen=True, slots=True)
class Measure:
    """One chart: bars `stacked` for what adds up, `lying` for long names; `drawn` names the columns that are drawn, by
    default all but the first."""

    key: str
    title: str
    unit: str
    table: Callable[[QuerySet[Document]], Table]
    stacked: bool = False
    lying: bool = False
    drawn: tuple[int, ...] = ()


class _Percentile(Aggregate):
    """`percentile_cont`: the value that this share of the others does not exceed."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def volume(documents: QuerySet[Document]) -> Table:
    """Documents received, by day and lane."""
    found = documents.order_by().values_list(TruncDate("received_at"), *_LANE).annotate(number=Count("pk"))
    by_day: dict[date, dict[str, int]] = {}
    for day, couloir, sons, number in found:
        by_day.setdefault(day, {})[f"{couloir} {sons}"] = number
    lanes = [lane.title for lane in LANES if any(lane.title in counts for counts in by_day.values())]
    rows: list[tuple[Cell, ...]] = [
        (f"{day:%d/%m/%Y}", *(by_day[day].get(lane, 0) for lane in lanes)) for day in sorted(by_day)
    ]
    return Table(("Jour de réception", *lanes), tuple(rows))


def statuses(documents: QuerySet[Document]) -> Table:
    """How many documents are in each status now."""
    found = dict(documents.order_by().values_list("status").annotate(number=Count("pk")))
    return Table(("Statut", "Documents"), tuple((status.value, found.get(status.value, 0)) for status in Status))


def turn_round(documents: QuerySet[Document]) -> Table:
    """Hours from reception to result by lane: median, 95th percentile, share within the lane's agreed delay.

    The first two are by the clock; the agreed delay counts working days (`review.deadline`).
    """
    seconds = Extract(F("made_available_at") - F("received_at"), "epoch")
    worked = WorkingSeconds(F("made_available_at")) - WorkingSeconds(F("received_at"))
    delays = {lane: LaneRules.of(lane).delay for lane in LANES}
    agreed = Case(
        *(When(couloir=lane.couloir, sons=lane.sons, then=delay.total_seconds()) for lane, delay in delays.items()),
        default=AGREED_DELAY.total_seconds(),
        output_field=FloatField(),
    )
    found = (
        documents.order_by()
        .filter(made_available_at__isnull=False)
        .annotate(hours=ExpressionWrapper(seconds / 3600.0, output_field=FloatField()), worked=worked, agreed=agreed)
        .values_list(*_LANE)
        .annotate(
            number=Count("pk"),
            median=_Percentile("hours", share=0.5),
            p95=_Percentile("hours", share=0.95),
            kept=Count("pk", filter=Q(worked__lte=F("agreed"))),
        )
    )
    known = {(couloir, sons): (n, round(m, 2), round(p, 2), _percent(k, n)) for couloir, sons, n, m, p, k in found}
    columns = (
        "Couloir-SONS", "Documents", "Médiane (h)", "95 % rendus en (h)", "Dans le délai convenu (%)",
        "Délai convenu (h ouvrées)",
    )  # fmt: skip
    rows = (
        (lane.title, *known[lane.couloir, lane.sons], round(delay.total_seconds() / 3600, 2))
        for lane, delay in delays.items()
        if (lane.couloir, lane.sons) in known
    )
    return Table(columns, tuple(rows))


def untouched(documents: QuerySet[Document]) -> Table:
    """Share of the results that no person had a hand in, by lane."""
    found = (
        documents.order_by()
        .filter(made_available_at__isnull=False)
        .values_list(*_LANE)
        .annotate(number=Count("pk"), straight=Count("pk", filter=Q(untouched=True)))
    )
    known = {f"{couloir} {sons}": (n, straight, _percent(straight, n)) for couloir, sons, n, straight in found}
    columns = ("Couloir-SONS", "Documents", "Sans intervention", "Part (%)")
    return Table(columns, tuple((lane.title, *known[lane.title]) for lane in LANES if lane.title in known))


def rejections(documents: QuerySet[Document]) -> Table:
    """Documents rejected, by motive."""
    found = dict(documents.order_by().values_list("motive").annotate(number=Count("pk")))
    return Table(
        ("Motif du rejet", "Documents"), tuple((motive.value, found.get(motive.value, 0)) for motive in Motive)
    )


def backlog(documents: QuerySet[Document]) -> Table:
    """How long those that are not delivered yet have been here, by status."""
    now = timezone.now()
    counts: dict[str, Q] = {}
    younger = now
    for number, (_, age) in enumerate(_AGES):
        older = None if age is timedelta.max else now - age
        counts[f"age_{number}"] = Q(received_at__lte=younger) & (Q() if older is None else Q(received_at__gt=older))
        younger = older or younger
    found = {
        status: numbers
        for status, *numbers in documents.order_by()
        .filter(status__in=_AT_WORK)
        .values_list("status")
        .annotate(**{name: Count("pk", filter=condition) for name, condition in counts.items()})
    }
    rows = (
        (age, *(found.get(status.value, [0] * len(_AGES))[number] for status in _AT_WORK))
        for number, (age, _) in enumerate(_AGES)
    )
    return Table(("Reçus depuis", *(status.value for status in _AT_WORK)), tuple(rows))


MEASURES = (
    Measure("volume", "Documents reçus par jour et par couloir", "documents", volume, stacked=True),
    Measure("statuts", "Statuts actuels", "documents", statuses, lying=True),
    Measure("delais", "Délai de mise à disposition, en heures", "heures", turn_round, drawn=(2, 3)),
    Measure("sans-intervention", "Part des résultats sans intervention humaine", "%", untouched, drawn=(3,)),
    Measure("rejets", "Rejets par motif", "documents", rejections, lying=True),
    Measure("attente", "Ancienneté de ce qui n’est pas encore livré", "documents", backlog, stacked=True),
)
BY_KEY = {measure.key: measure for measure in MEASURES}


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
