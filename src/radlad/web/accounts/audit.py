"""Writing the audit trail: who saw, exported or changed what, and when (CCTP I.4, last paragraph)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from radlad.web.accounts import sessions
from radlad.web.accounts.models import Action, AuditEntry, User

_YEAR = timedelta(days=365.25)


def record(
    who: str,
    action: Action,
    *,
    document: UUID | None = None,
    subject: str = "",
    address: str | None = None,
    **details: Any,
) -> None:
    """Writes one line, to be kept as many years as this installation is set to keep them. No field value goes in."""
    now = timezone.now()
    AuditEntry.objects.create(
        at=now,
        who=who[:200],
        action=action,
        document=document,
        subject=subject[:200],
        details=details,
        address=address,
        keep_until=now + settings.RADLAD.audit_years * _YEAR,
    )


def of_request(request: HttpRequest, action: Action, **what: Any) -> None:
    """The same for the person who asks, with the address they ask from."""
    who = request.user.username if isinstance(request.user, User) else ""
    record(who, action, address=sessions.address(request) or None, **what)
