"""How long things are kept (domain.md "Law"): files and values until some days after the acknowledgement, the audit
trail for years. A purge leaves its proof in the audit trail, and the document's row with its counts, so that the
portal's totals stay right.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from radlad.domain.states import Event, Status
from radlad.web.accounts import audit
from radlad.web.accounts.models import Action, AuditEntry
from radlad.web.acquisition import page_store, storage
from radlad.web.acquisition.models import Document, Entry
from radlad.web.delivery.models import Attempt, Delivery, DeliveryState
from radlad.web.reporting.models import LegalHold, Workbook
from radlad.web.review.locks import PUT_ASIDE
from radlad.web.review.models import KeyedField, Place

_WORKBOOKS_LAST = timedelta(days=1)
_BATCH = 5000
_OF_VALUES = ("from", "to", "before")
"""What an event of the history says of a value, and forgets with it."""


def due() -> QuerySet[Document]:
    """The documents whose time is over: acknowledged, or cancelled, so many days ago, and not held."""
    before = timezone.now() - timedelta(days=settings.RADLAD.retention_days)
    cancelled = Entry.objects.filter(document=OuterRef("pk"), what=Event.CANCELLED, at__lt=before)
    held = LegalHold.objects.filter(document=OuterRef("pk"))
    over = Q(acknowledged_at__lt=before) | Q(Exists(cancelled), status=Status.CANCELLED)
    return Document.objects.filter(~Exists(held), over, purged_at=None)


def purge() -> int:
    """Erases the file and values of every document that is due, each in a transaction of its own; answers how many."""
    count = 0
    while batch := list(due().values_list("pk", flat=True)[:_BATCH]):
        count += sum(_purged(key) for key in batch)
    return count


@transaction.atomic
def _purged(key: UUID) -> bool:
    """Purges the document unless it was held, or purged, meanwhile."""
    document = due().select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    if document is None:
        return False
    storage.hold(document.sha256, alone=True)
    document.purged_at = timezone.now()
    proof = _proof(document)
    document.clues, document.review_reasons = [], []
    # First the mark: with it the counts of fields stay as they are.
    document.save(update_fields=["purged_at", "clues", "review_reasons"])
    document.values.all().delete()
    deliveries = Delivery.objects.filter(document=document)
    # Pending can only be one that was acknowledged and is replayed.
    deliveries.filter(state=DeliveryState.PENDING).update(state=DeliveryState.ACKNOWLEDGED)
    deliveries.update(body="", next_try_at=None)
    Attempt.objects.filter(delivery__document=document).update(answer="", body="", headers=[])
    KeyedField.objects.filter(keying__document=document).update(first_value="", second_value="", right_value="")
    Place.objects.filter(document=document).update(comment="")
    _forget_values(document)
    audit.record("", Action.PURGE, document=document.pk, subject=document.name, **proof)
    # Last, for it cannot be undone. Another document may have come with the same file.
    if not Document.objects.filter(sha256=document.sha256, purged_at=None).exists():
        with suppress(OSError):
            # What is left of them, the doctor finds.
            page_store.forget(document.sha256)
        storage.erase(document.file_key)
    return True


def _proof(document: Document) -> dict[str, Any]:
    """What is erased: digests of the file and of the body that was delivered, how much there was."""
    delivery = Delivery.objects.filter(document=document).first()
    return {
        "fichier_sha256": document.sha256,
        "octets": document.size,
        "valeurs": document.values.count(),
        "restitution_sha256": hashlib.sha256(delivery.body.encode()).hexdigest() if delivery else None,
    }


def _forget_values(document: Document) -> None:
    for entry in document.history.filter(details__has_key="balise"):
        entry.details = {name: told for name, told in entry.details.items() if name not in _OF_VALUES}
        entry.save(update_fields=["details"])
    # An operator's own words may quote the document.
    document.history.filter(what=PUT_ASIDE).update(details={})


def forget_workbooks() -> None:
    """Throws away the workbooks of yesterday."""
    for workbook in Workbook.objects.filter(asked_at__lt=timezone.now() - _WORKBOOKS_LAST):
        storage.erase(workbook.file_key)
        workbook.delete()


def shorten_audit() -> None:
    """Throws away the lines of the audit trail whose years are over: the only ones that the database lets go."""
    AuditEntry.objects.filter(keep_until__lt=timezone.now()).delete()
