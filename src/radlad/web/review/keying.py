"""Blind second keying: a share of the settled documents is keyed again by another operator, who sees nothing of the
first keying; an arbiter says who was right where they differ (domain.md, "Operators")."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from radlad import kinds
from radlad.domain.doctype import BOOLEAN_KINDS, Kind
from radlad.domain.errors import CallerError
from radlad.restitution.schema import fits
from radlad.web.accounts import rights
from radlad.web.accounts.models import User
from radlad.web.acquisition.models import Document
from radlad.web.review.models import KeyedField, KeyingState, LaneRules, SecondKeying, Verdict

IDLE = timedelta(minutes=30)
_draw = random.SystemRandom()


class KeyingLostError(CallerError):
    """The second keying is not, or no longer, in this operator's hands."""

    def __init__(self) -> None:
        super().__init__("LOCK_LOST", "Ce contrôle ne vous est plus réservé. Revenez à la file.", status=409)


def sample(document: Document, user: User) -> SecondKeying | None:
    """Draws by lot whether the document, just settled by `user`, is keyed twice; keeps the first keying if so.

    A document that was drawn once is not drawn again.
    """
    share = LaneRules.of(document.lane).sampled
    if document.doctype is None or _draw.uniform(0, 100) >= share or hasattr(document, "second_keying"):
        return None
    drawn = SecondKeying.objects.create(
        document=document, couloir=document.couloir, sons=document.sons, type=document.type,
        first_by=user, created_at=timezone.now(),
    )  # fmt: skip
    KeyedField.objects.bulk_create(
        KeyedField(
            keying=drawn, position=value.position, balise=value.balise, kind=drawn.doctype.field(value.balise).kind,
            first_value=value.value, first_settlement=value.settlement, first_by_id=value.settled_by_id,
        )
        for value in document.values.all()
    )  # fmt: skip
    return drawn


def waiting(user: User) -> QuerySet[SecondKeying]:
    """What this operator may key: nothing that he settled himself, wholly or in part; the oldest first."""
    unheld = Q(second_by=None) | Q(second_by=user) | Q(held_at__lt=timezone.now() - IDLE)
    own = KeyedField.objects.filter(first_by=user).values("keying")
    return (
        SecondKeying.objects.filter(unheld, state=KeyingState.WAITING, document__in=rights.visible(user))
        .exclude(first_by=user)
        .exclude(pk__in=own)
        .order_by("created_at", "pk")
    )


def in_hand(user: User) -> SecondKeying | None:
    """The second keying that this operator has begun."""
    return SecondKeying.objects.filter(state=KeyingState.WAITING, second_by=user).first()


def take(user: User) -> SecondKeying | None:
    """The operator's own begun keying, else the oldest free one; None when there is none."""
    with transaction.atomic():
        mine = waiting(user).filter(second_by=user)
        found = mine.first() or waiting(user).select_for_update(skip_locked=True, of=("self",)).first()
        if found is not None:
            if found.second_by_id != user.pk:
                found.fields.update(second_value="", keyed=False)
            found.second_by, found.held_at = user, timezone.now()
            found.save(update_fields=["second_by", "held_at"])
    return found


@contextmanager
def holding(document_id: UUID, user: User) -> Iterator[SecondKeying]:
    """The second keying of that document, in this operator's hands. Raises KeyingLostError."""
    with transaction.atomic():
        held = (
            SecondKeying.objects.select_for_update(of=("self",))
            .filter(document=document_id, state=KeyingState.WAITING, second_by=user)
            .first()
        )
        if held is None:
            raise KeyingLostError
        held.held_at = timezone.now()
        held.save(update_fields=["held_at"])
        yield held


def key(keying: SecondKeying, balise: str, text: str) -> KeyedField:
    """The second operator's value of a field; CallerError when the field cannot return it."""
    field = keying.doctype.field(balise)
    if not fits(field, text):
        wanted = " ou ".join(field.values) or "une date du calendrier, JJ/MM/AAAA,"
        raise CallerError("VALUE_NOT_ALLOWED", f"Ce champ attend {wanted} ou rien.")
    keyed = keying.fields.get(balise=balise)
    keyed.second_value, keyed.keyed = text, True
    keyed.save(update_fields=["second_value", "keyed"])
    return keyed


def finish(keying: SecondKeying) -> int:
    """Compares both keyings; how many fields differ. None differing, it is over; else an arbiter gets it."""
    fields = list(keying.fields.all())
    for field in fields:
        if _same(field):
            field.verdict, field.right_value = Verdict.AGREED, field.first_value
    KeyedField.objects.bulk_update(fields, ["verdict", "right_value"])
    differing = sum(not field.verdict for field in fields)
    keying.state = KeyingState.DIFFERING if differing else KeyingState.CLOSED
    keying.closed_at = None if differing else timezone.now()
    keying.save(update_fields=["state", "closed_at"])
    return differing


def to_arbitrate(user: User) -> QuerySet[SecondKeying]:
    """The second keyings that differ from the first, the oldest first; nobody judges his own."""
    differing = SecondKeying.objects.filter(state=KeyingState.DIFFERING, document__in=rights.visible(user)).order_by(
        "created_at", "pk"
    )
    return differing.exclude(first_by=user).exclude(second_by=user)


def arbitrate(keying: SecondKeying, arbiter: User, right: Mapping[str, str]) -> None:
    """The right values, by balise, of all fields that differ; CallerError when one is missing."""
    with transaction.atomic():
        row = SecondKeying.objects.select_for_update(of=("self",)).get(pk=keying.pk, state=KeyingState.DIFFERING)
        for field in row.fields.filter(verdict=""):
            if field.balise not in right:
                raise CallerError("VERDICT_MISSING", "Tranchez chacun des champs qui diffèrent.")
            field.right_value = right[field.balise]
            field.verdict = _verdict(field)
            field.save(update_fields=["right_value", "verdict"])
        row.state, row.arbiter, row.closed_at = KeyingState.CLOSED, arbiter, timezone.now()
        row.save(update_fields=["state", "arbiter", "closed_at"])


def _same(field: KeyedField) -> bool:
    return _equal(field.kind, field.first_value, field.second_value)


def _equal(kind: str, a: str, b: str) -> bool:
    return a == b if kind in BOOLEAN_KINDS else kinds.same(Kind(kind), a, b)


def _verdict(field: KeyedField) -> Verdict:
    if _equal(field.kind, field.first_value, field.right_value):
        return Verdict.FIRST
    return Verdict.SECOND if _equal(field.kind, field.second_value, field.right_value) else Verdict.OTHER
