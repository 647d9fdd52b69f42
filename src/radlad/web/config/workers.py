"""Which workers are alive, by the heartbeats that they leave in the database."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateWorker

from radlad.web.acquisition import clock

_SILENT = timedelta(seconds=30)
"""After this a worker's jobs are given to others (`upkeep.rescue`)."""
_BESIDE_CUSTOMERS = 2
"""Procrastinate workers of a process beside one for each customer (`worker`)."""


def alive() -> int:
    """Worker processes, on whatever machine, that were heard lately."""
    heard = ProcrastinateWorker.objects.filter(last_heartbeat__gt=clock.now() - _SILENT).count()
    return -(-heard // (_BESIDE_CUSTOMERS + len(settings.RADLAD.customers)))
