"""By when a document is to be given back: the lane's agreed delay, counted in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.utils import timezone

from radlad.web.review.working_days import is_open

_DAY = timedelta(days=1)
_SOON = 0.25
"""The last share of the delay, in which a document is said to be due soon."""


class Pressure(Enum):
    """How near the deadline is, in a word and with a sign."""

    LATE = ("en-retard", "warning")
    SOON = ("bientot", "clock")
    CALM = ("a-temps", "")

    def __init__(self, code: str, icon: str) -> None:
        self.code, self.icon = code, icon


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a document is due, and how that stands now."""

    due: datetime
    pressure: Pressure
    text: str
    """`reste 3 h 20` or `retard de 2 j 4 h`."""


def due(received: datetime, delay: timedelta) -> datetime:
    """The moment when `delay` of working days has run since `received`, in the time zone of the installation."""
    at, left = timezone.localtime(received), delay
    while True:
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        if is_open(at.date()):
            if at + left <= midnight:
                return at + left
            left -= midnight - at
        at = midnight


def deadline(received: datetime, delay: timedelta, now: datetime) -> Deadline:
    """How the deadline stands at `now`."""
    end = due(received, delay)
    left = end - now
    if left < timedelta(0):
        return Deadline(end, Pressure.LATE, f"retard de {_span(-left)}")
    pressure = Pressure.SOON if left < delay * _SOON else Pressure.CALM
    return Deadline(end, pressure, f"reste {_span(left)}")


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} j {hours} h"
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"
