"""Which days count in an agreed delay: neither week-ends nor public holidays (Code du travail, art. L3133-1).

Python counts for one document (`deadline`), PostgreSQL for a million: both by the clock of the installation's time
zone, so that a day has 24 hours even when the clocks change.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import holidays
from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, FloatField, Func, Value
from django.db.models.expressions import Combinable
from django.utils import timezone

_SATURDAY = 5
_FIRST_YEAR = 2020
"""Before radlad received anything."""


def is_open(day: date) -> bool:
    """Whether `day` counts."""
    return day.weekday() < _SATURDAY and day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """Those that shorten a working week."""
    return frozenset(day for day in holidays.country_holidays("FR", years=year) if day.weekday() < _SATURDAY)


class WorkingSeconds(Func):
    """Working seconds from a fixed Monday to a moment; the difference of two is the working time between them.

    Whole weeks count five days, the present one as many as are over; `width_bucket` finds in a sorted list how many
    public holidays to take off.
    """

    output_field = FloatField()
    template = (
        "(SELECT 86400 * (days / 7 * 5 + least(days %% 7, 5) - past)::float8"
        " + CASE WHEN days %% 7 < 5 AND width_bucket(day, {holidays}::date[]) = past"
        " THEN extract(epoch FROM clock::time)::float8 ELSE 0 END"
        " FROM (SELECT clock, clock::date AS day, clock::date - date '1900-01-01' AS days,"
        " width_bucket(clock::date - 1, {holidays}::date[]) AS past"
        " FROM (SELECT {moment} AT TIME ZONE {zone} AS clock) AS given) AS counted)"
    )

    def __init__(self, moment: Combinable) -> None:
        years = range(_FIRST_YEAR, timezone.localdate().year + 2)
        days = sorted(day for year in years for day in _public_holidays(year))
        super().__init__(moment, Value(timezone.get_current_timezone_name()), Value(days, ArrayField(DateField())))

    def as_sql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # looser in Django's stubs
        del connection
        parts = dict(zip(("moment", "zone", "holidays"), map(compiler.compile, self.source_expressions), strict=True))
        sql = self.template.format(**{name: part[0] for name, part in parts.items()})
        wanted = (parts["holidays"], parts["holidays"], parts["moment"], parts["zone"])
        return sql, [value for part in wanted for value in part[1]]
