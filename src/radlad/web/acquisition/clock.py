"""The time that all machines agree on: the database's. Their own clocks may be wrong, or differ.

Whether work is due, lost or left over is measured by it. When a document was received, settled and held by an operator
is written by the machine's own clock, which NTP keeps (`docs/howto/machines.md`).
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, Func

NOW = Func(function="clock_timestamp", output_field=DateTimeField())
"""The same moment as `now`, told with the rows of a query."""


def now() -> datetime:
    """The present moment, aware: what decides on one machine whether another's work is due is measured by this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)
    return moment
