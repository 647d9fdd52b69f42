"""Legal holds: documents that the purge leaves alone, and who said so."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from radlad.domain.states import IllegalTransitionError
from radlad.web.accounts import audit
from radlad.web.accounts.models import Action, User
from radlad.web.acquisition.models import Document
from radlad.web.reporting.models import LegalHold


@transaction.atomic
def put(document: Document, user: User, reason: str) -> None:
    """Holds the document. Raises IllegalTransitionError when it was purged already."""
    row = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if row.purged_at is not None:
        raise IllegalTransitionError("there is nothing left to hold")
    LegalHold.objects.update_or_create(document=row, defaults={"reason": reason, "who": user, "at": timezone.now()})
    audit.record(user.username, Action.HOLD, document=row.pk, subject="gel", reason=reason)


@transaction.atomic
def lift(document: Document, user: User) -> None:
    """Lets the purge have the document again. Raises IllegalTransitionError when it was not held."""
    if not LegalHold.objects.filter(document=document).delete()[0]:
        raise IllegalTransitionError("the document was not held")
    audit.record(user.username, Action.HOLD, document=document.pk, subject="dégel")
