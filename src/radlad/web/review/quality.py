"""What a supervisor wants to know of the operators' work: how much, how fast, how right, which doubts were worth it.

Errors are those found by blind second keying, once arbitrated (domain.md: contracts ask for 99.5 % of fields right).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.fields.json import KT

from radlad import doctypes
from radlad.domain.reading import Doubt
from radlad.domain.states import Event
from radlad.web.accounts.models import User
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Entry
from radlad.web.review.form import kind_title
from radlad.web.review.models import KeyedField, KeyingState, Sitting, Verdict

_WORDS = (life.CONFIRMED, life.CHANGED)
_BY_DOUBT = """
    SELECT doubt, count(*), count(*) FILTER (WHERE details->>'from' IS DISTINCT FROM details->>'to')
    FROM acquisition_entry, jsonb_array_elements_text(details->'before'->'doubts') AS doubt
    WHERE what = ANY(%s) AND at >= %s
    GROUP BY doubt ORDER BY count(*) DESC, doubt
"""


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator's work in the period; the machine's, for what nobody touched, has a name only."""

    name: str
    documents: int = 0
    seconds: float | None = None
    """Of work a document, pauses left out; None before one was worked on."""
    fields: int = 0
    compared: int = 0
    errors: int = 0

    @property
    def rate(self) -> float | None:
        return share(self.errors, self.compared)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of what is named, and how many of those were so."""

    name: str
    total: int
    counted: int

    @property
    def rate(self) -> float | None:
        return share(self.counted, self.total)


def share(part: int, whole: int) -> float | None:
    """Percentage; None of nothing."""
    return 100 * part / whole if whole else None


def operators(since: datetime) -> list[Operator]:
    """Who worked since then, by name, then the machine; a few queries whatever their number."""
    entries = Entry.objects.filter(at__gte=since, who__isnull=False).order_by()
    documents = _counts(entries.filter(what__in=(Event.SETTLED, Event.REJECTED)), "who")
    fields = _counts(entries.filter(what__in=_WORDS), "who")
    compared, errors = _counts(_compared(since), "first_by"), _counts(_wrong(since), "first_by")
    seconds = {
        row["user"]: row["worked"] / row["on"]
        for row in Sitting.objects.filter(last_at__gte=since)
        .values("user").annotate(worked=Sum("seconds"), on=Count("document"))
    }  # fmt: skip
    people = User.objects.filter(pk__in={*documents, *fields, *compared, *seconds} - {None}).order_by("username")
    rows = [
        Operator(
            person.get_full_name() or person.username, documents.get(person.pk, 0), seconds.get(person.pk),
            fields.get(person.pk, 0), compared.get(person.pk, 0), errors.get(person.pk, 0),
        )
        for person in people
    ]  # fmt: skip
    return [*rows, Operator("Machine, sans opérateur", compared=compared.get(None, 0), errors=errors.get(None, 0))]


def kinds(since: datetime) -> list[Counted]:
    """Fields compared and found wrong, by kind, the worst first."""
    compared, errors = _counts(_compared(since), "kind"), _counts(_wrong(since), "kind")
    rows = [Counted(kind_title(kind), total, errors.get(kind, 0)) for kind, total in compared.items()]
    return sorted(rows, key=lambda row: (-(row.rate or 0), row.name))


def whole(since: datetime) -> Counted:
    """All fields compared, and those found wrong."""
    return Counted("Ensemble", _compared(since).count(), _wrong(since).count())


def doubts(since: datetime) -> list[Counted]:
    """Reasons for doubt that operators settled, and how often the value was wrong indeed, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_DOUBT, [list(_WORDS), since])
        return [Counted(Doubt(code).text, total, right) for code, total, right in cursor.fetchall()]


def doubtful_fields(since: datetime, most: int = 15) -> list[Counted]:
    """Fields whose value was in doubt, and how often it was wrong indeed, the most frequent first."""
    rows = (
        _doubtful(since)
        .values("balise").annotate(total=Count("pk"), wrong=Count("pk", filter=~Q(before=F("after"))))
        .order_by("-total", "balise")[:most]
    )  # fmt: skip
    titles = _titles()
    return [Counted(titles.get(row["balise"], row["balise"]), row["total"], row["wrong"]) for row in rows]


def justified(since: datetime) -> Counted:
    """All fields in doubt that were settled, and those whose value was wrong indeed."""
    found = _doubtful(since).aggregate(total=Count("pk"), wrong=Count("pk", filter=~Q(before=F("after"))))
    return Counted("Doutes", found["total"], found["wrong"])


def _doubtful(since: datetime) -> QuerySet[Any]:
    settled = Entry.objects.filter(at__gte=since, what__in=_WORDS, details__before__doubts__0__isnull=False).order_by()
    return settled.annotate(balise=KT("details__balise"), before=KT("details__from"), after=KT("details__to"))


def _compared(since: datetime) -> QuerySet[KeyedField]:
    return KeyedField.objects.filter(keying__state=KeyingState.CLOSED, keying__closed_at__gte=since).order_by()


def _wrong(since: datetime) -> QuerySet[KeyedField]:
    return _compared(since).filter(verdict__in=(Verdict.SECOND, Verdict.OTHER))


def _counts(rows: QuerySet[Any], column: str) -> dict[Any, int]:
    counted: Iterable[tuple[Any, int]] = rows.values_list(column).annotate(Count("pk"))
    return dict(counted)


def _titles() -> dict[str, str]:
    return {field.balise: field.title for doctype in doctypes.TYPES for field in doctype.fields}
