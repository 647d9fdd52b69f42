"""`{% due document now %}`: how long a document may still take."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template

from radlad.web.acquisition.models import Document
from radlad.web.review.deadline import deadline
from radlad.web.review.models import AGREED_DELAY

register = template.Library()


@register.inclusion_tag("review/_due.html")
def due(document: Document, now: datetime) -> dict[str, Any]:
    """The countdown of a document of `locks.waiting`, which brings its lane's delay."""
    delay: timedelta = getattr(document, "delay", AGREED_DELAY)
    return {"deadline": deadline(document.received_at, delay, now)}
