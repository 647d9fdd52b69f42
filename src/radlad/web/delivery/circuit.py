"""A breaker for each customer: one that does not answer is asked by one delivery at a time, the others wait (ADR 10).

Its state is a row, so that all workers of all machines share it. It is written outside the transaction of a delivery:
no row is locked while a customer is waited for.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from radlad.web.acquisition import clock
from radlad.web.delivery.models import Circuit

logger = logging.getLogger(__name__)
TOLERATED = 5
"""Tries in a row that may come to nothing before the breaker opens."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=5)
_PROBE_LASTS = timedelta(minutes=2)
"""After this the worker that went to see is taken for dead."""


def admit(customer: str) -> datetime | None:
    """None when a try may go out now; else when to come again.

    Who gets None reports `answered`, `failed` or `unused`.
    """
    row = Circuit.objects.filter(customer=customer, opened_at__isnull=False).first()
    if row is None or row.next_probe_at is None:
        return None
    now = clock.now()
    # A time further away was written by a clock that jumped.
    if now < row.next_probe_at <= now + _LONGEST_PAUSE:
        return row.next_probe_at
    mine = Circuit.objects.filter(pk=customer, next_probe_at=row.next_probe_at)
    return None if mine.update(next_probe_at=now + _PROBE_LASTS, probing=True) else now + _FIRST_PAUSE


def answered(customer: str) -> bool:
    """The customer is there, whatever it said. Whether it was taken not to be: what was put off can then go out."""
    changed = Circuit.objects.filter(Q(failures__gt=0) | Q(opened_at__isnull=False), customer=customer)
    before = changed.first()
    if before is None:
        return False
    changed.update(failures=0, opened_at=None, next_probe_at=None, probing=False)
    if before.opened_at is not None:
        logger.info("customer %s answers again", customer)
    return before.opened_at is not None


@transaction.atomic
def failed(customer: str) -> None:
    """A try came to nothing. Those that were under way when the breaker opened count for nothing more."""
    Circuit.objects.get_or_create(customer=customer)
    row = Circuit.objects.select_for_update().get(customer=customer)
    if row.opened_at is not None and not row.probing:
        return
    row.failures, row.probing = row.failures + 1, False
    if row.failures >= TOLERATED:
        now = clock.now()
        if row.opened_at is None:
            row.opened_at = now
            logger.error("customer %s does not answer: only one try goes out at a time", customer)
        row.next_probe_at = now + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(row.failures - TOLERATED, 10))
    row.save()


def unused(customer: str) -> None:
    """Nothing was sent after all: another try may go to see at once."""
    Circuit.objects.filter(customer=customer, probing=True).update(probing=False, next_probe_at=clock.now())


def try_now(customer: str) -> None:
    """Somebody says that the customer is back: the next delivery goes to see."""
    Circuit.objects.filter(customer=customer, opened_at__isnull=False, probing=False).update(next_probe_at=clock.now())


def opened() -> QuerySet[Circuit]:
    """The breakers of today's customers that are open, the oldest first."""
    names = [customer.name for customer in settings.RADLAD.customers]
    return Circuit.objects.filter(opened_at__isnull=False, customer__in=names).order_by("opened_at")
