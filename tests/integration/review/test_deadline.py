"""The agreed delay runs on working days only."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from radlad.web.review.deadline import Pressure, deadline, due

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(hours=24)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("received", "delay", "end"),
    [
        ("2026-11-24T10:00", DAY, "2026-11-25T10:00"),  # a Tuesday
        ("2026-11-27T10:00", DAY, "2026-11-30T10:00"),  # a Friday
        ("2026-11-28T10:00", DAY, "2026-12-01T00:00"),  # a Saturday: the whole Monday is left
        ("2026-11-27T22:00", timedelta(hours=4), "2026-11-30T02:00"),
        ("2026-11-24T10:00", 3 * DAY, "2026-11-27T10:00"),
        ("2026-11-10T10:00", DAY, "2026-11-12T10:00"),  # the 11th of November
        ("2026-05-13T10:00", 2 * DAY, "2026-05-18T10:00"),  # Ascension Day, then a week-end
        ("2026-04-03T10:00", DAY, "2026-04-07T10:00"),  # Easter Monday
    ],
)
def test_week_ends_and_public_holidays_do_not_count(received, delay, end):
    assert due(at(received), delay) == at(end)


@pytest.mark.parametrize(
    ("now", "pressure", "text"),
    [
        ("2026-11-24T10:30", Pressure.CALM, "reste 23 h 30"),
        ("2026-11-25T06:00", Pressure.SOON, "reste 4 h 00"),
        ("2026-11-25T09:41", Pressure.SOON, "reste 19 min"),
        ("2026-11-27T14:00", Pressure.LATE, "retard de 2 j 4 h"),
    ],
)
def test_the_countdown_says_what_is_left_or_how_late_it_is(now, pressure, text):
    found = deadline(at("2026-11-24T10:00"), DAY, at(now))
    assert (found.pressure, found.text) == (pressure, text)
