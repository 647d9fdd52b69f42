"""How long an operator works on a document: the time between two actions, as far as it is no pause."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from radlad.web.accounts.models import User
from radlad.web.acquisition.models import Document
from radlad.web.review.models import Sitting

PAUSE = timedelta(seconds=90)
"""The page tells of activity each minute at the latest: a longer gap is a pause, and counts for nothing."""


def count(document: Document, user: User) -> None:
    """Adds the time since the operator's last action on the document."""
    now = timezone.now()
    sitting, new = Sitting.objects.get_or_create(
        document=document, user=user, defaults={"begun_at": now, "last_at": now}
    )
    if new:
        return
    gap = now - sitting.last_at
    worked = gap.total_seconds() if timedelta(0) < gap < PAUSE else 0.0
    Sitting.objects.filter(pk=sitting.pk).update(last_at=now, seconds=F("seconds") + worked)
