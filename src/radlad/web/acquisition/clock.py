"""The time that all machines agree on: the database's. Their own clocks may be wrong, or differ."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """The present moment, aware: what decides on one machine whether another's work is due is measured by this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)
    return moment
