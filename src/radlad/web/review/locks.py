"""One document, one operator: who gets which, who holds it, and for how long (CCTP I.2.3, domain.md "Operators").

A lock is two columns of the document's row. It is renewed by each action, counts for nothing after 15 idle minutes,
and even then stays with its operator until another takes the document: no keystroke is lost for want of a rival.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from radlad.domain.doctype import Lane
from radlad.domain.errors import CallerError
from radlad.domain.states import Status
from radlad.web.accounts import rights
from radlad.web.accounts.models import User
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.review import effort
from radlad.web.review.models import AGREED_DELAY, LaneRules, Place

IDLE = timedelta(minutes=15)
PUT_ASIDE, REASSIGNED, TAKEN_BACK = "mis de côté", "réattribué", "repris par un superviseur"
"""What is written into the history."""


class LockLostError(CallerError):
    """The document is not, or no longer, in this operator's hands."""

    def __init__(self) -> None:
        super().__init__(
            "LOCK_LOST",
            "Ce document ne vous est plus réservé : votre saisie n’a pas été enregistrée. Revenez à la file.",
            status=409,
        )


def waiting(user: User) -> QuerySet[Any]:
    """The documents that wait for an operator and that this one may see, with their agreed `delay`.

    The `urgent` ones come first, then the first due.
    """
    rules = LaneRules.objects.filter(couloir=OuterRef("couloir"), sons=OuterRef("sons"))
    delay = Coalesce(Subquery(rules.values("delay")[:1]), Value(AGREED_DELAY), output_field=DurationField())
    return (
        rights.visible(user)
        .filter(status=Status.TO_REVIEW)
        .annotate(delay=delay, urgent=Coalesce(F("place__urgent"), Value(False)))
        # Week-ends move all dates alike: the order does without them.
        .annotate(rank=ExpressionWrapper(F("received_at") + F("delay"), output_field=DateTimeField()))
        .order_by("-urgent", "rank", "received_at", "pk")
    )


def of_lane(documents: QuerySet[Any], lane: Lane | None) -> QuerySet[Any]:
    """Those of one lane; all of them for None."""
    return documents.filter(couloir=lane.couloir, sons=lane.sons) if lane else documents


def held_elsewhere(document: Document, user: User) -> bool:
    """Whether somebody else works on it now."""
    holder, since = document.locked_by_id, document.locked_at
    return holder not in (None, user.pk) and since is not None and since > timezone.now() - IDLE


def take_next(user: User, lane: Lane | None = None) -> Document | None:
    """Locks the operator's own first document, else the first free one of the lane; None when nothing waits.

    What was kept for this operator comes before the rest, what this operator put aside after it.
    """
    turn = Case(When(place__reserved_for=user, then=0), When(place__put_aside_by=user, then=2), default=1)
    free = of_lane(waiting(user).filter(_free(user)), lane).order_by(turn, "-urgent", "rank", "received_at", "pk")
    with transaction.atomic():
        return _take(waiting(user).filter(locked_by=user), user) or _take(free, user)


def take(document_id: UUID, user: User) -> bool:
    """Locks that document; False when it does not wait for an operator, or is in another's hands."""
    with transaction.atomic():
        return _take(waiting(user).filter(_free(user) | Q(locked_by=user), pk=document_id), user) is not None


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


def put_aside(document_id: UUID, user: User, comment: str) -> None:
    """Gives the document back for later, with a word for whoever takes it. Raises LockLostError."""
    with holding(document_id, user) as row:
        Place.objects.update_or_create(
            document=row, defaults={"put_aside_by": user, "comment": comment, "reserved_for": None}
        )
        _free_row(row)
        life.record(row, PUT_ASIDE, user, {"reason": comment})


def reassign(document_id: UUID, supervisor: User, operator: User | None) -> bool:
    """Takes the document from whoever holds it and keeps it for `operator`, or gives it back to all.

    False when it does not wait any more.
    """
    with transaction.atomic():
        row = Document.objects.select_for_update(no_key=True).filter(pk=document_id, status=Status.TO_REVIEW).first()
        if row is None:
            return False
        Place.objects.update_or_create(document=row, defaults={"reserved_for": operator, "put_aside_by": None})
        _free_row(row)
        if operator is None:
            life.record(row, TAKEN_BACK, supervisor)
        else:
            life.record(row, REASSIGNED, supervisor, {"to": operator.get_full_name() or operator.username})
    return True


def set_urgent(document_id: UUID, urgent: bool) -> None:
    """Puts the document before all others, or back in its turn."""
    Place.objects.update_or_create(document_id=document_id, defaults={"urgent": urgent})


def _free(user: User) -> Q:
    """What this operator may take: in nobody's hands, or in those of one who left; kept for nobody else."""
    unlocked = Q(locked_by=None) | Q(locked_at=None) | Q(locked_at__lt=timezone.now() - IDLE)
    return unlocked & (Q(place__reserved_for=None) | Q(place__reserved_for=user))


def _take(documents: QuerySet[Any], user: User) -> Document | None:
    row: Document | None = documents.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if row is not None:
        _mark(row, user)
    return row


def _mark(row: Document, user: User) -> None:
    row.locked_by, row.locked_at = user, timezone.now()
    row.save(update_fields=["locked_by", "locked_at"])
    effort.count(row, user)


def _free_row(row: Document) -> None:
    row.locked_by, row.locked_at = None, None
    row.save(update_fields=["locked_by", "locked_at"])
