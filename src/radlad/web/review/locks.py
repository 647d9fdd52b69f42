"""One document, one operator: who holds which, and for how long (CCTP I.2.3, domain.md "Operators").

A lock is two columns of the document's row. It is renewed by each action, counts for nothing after 15 idle minutes,
and even then stays with its operator until another takes the document: no keystroke is lost for want of a rival.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from radlad.domain.errors import CallerError
from radlad.domain.states import Status
from radlad.web.accounts import rights
from radlad.web.accounts.models import User
from radlad.web.acquisition.models import Document

IDLE = timedelta(minutes=15)


class LockLostError(CallerError):
    """The document is not, or no longer, in this operator's hands."""

    def __init__(self) -> None:
        super().__init__(
            "LOCK_LOST",
            "Ce document ne vous est plus réservé : votre saisie n’a pas été enregistrée. Revenez à la file.",
            status=409,
        )


def waiting(user: User) -> QuerySet[Document]:
    """All documents that wait for an operator and that this one may see, the oldest first."""
    return rights.visible(user).filter(status=Status.TO_REVIEW).order_by("received_at", "pk")


def held_elsewhere(document: Document, user: User) -> bool:
    """Whether somebody else works on it now."""
    holder, since = document.locked_by_id, document.locked_at
    return holder not in (None, user.pk) and since is not None and since > timezone.now() - IDLE


def take_next(user: User) -> Document | None:
    """Locks the operator's own oldest document, else the oldest free one; None when nothing waits."""
    with transaction.atomic():
        return _take(waiting(user).filter(locked_by=user), user) or _take(waiting(user).filter(_free()), user)


def take(document_id: UUID, user: User) -> bool:
    """Locks that document; False when it does not wait for an operator, or is in another's hands."""
    with transaction.atomic():
        return _take(waiting(user).filter(_free() | Q(locked_by=user), pk=document_id), user) is not None


@contextmanager
def holding(document_id: UUID, user: User) -> Iterator[Document]:
    """The document, kept in this operator's hands for one transaction, its lock renewed.

    Raises LockLostError when it is in nobody's or another's, Document.DoesNotExist when there is none.
    """
    with transaction.atomic():
        row = Document.objects.select_for_update(no_key=True).get(pk=document_id)
        if row.locked_by_id != user.pk or not user.may_open(row.lane):
            raise LockLostError
        _mark(row, user)
        yield row


def release(document_id: UUID, user: User) -> None:
    """Gives the document back, if this operator holds it."""
    Document.objects.filter(pk=document_id, locked_by=user).update(locked_by=None, locked_at=None)


def release_all(user: User) -> None:
    """Gives back all that this operator holds."""
    Document.objects.filter(locked_by=user).update(locked_by=None, locked_at=None)


def _free() -> Q:
    return Q(locked_by=None) | Q(locked_at=None) | Q(locked_at__lt=timezone.now() - IDLE)


def _take(documents: QuerySet[Document], user: User) -> Document | None:
    row = documents.select_for_update(skip_locked=True, no_key=True).first()
    if row is not None:
        _mark(row, user)
    return row


def _mark(row: Document, user: User) -> None:
    row.locked_by, row.locked_at = user, timezone.now()
    row.save(update_fields=["locked_by", "locked_at"])
