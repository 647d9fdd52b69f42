"""What waits to be delivered: one body a document, put there in the transaction that makes it ready."""

from __future__ import annotations

import random
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from radlad.customers import Customer
from radlad.domain.errors import TransientError
from radlad.domain.states import IllegalTransitionError, Motive
from radlad.restitution.body import Outcome, body, encoded
from radlad.web.accounts.models import User
from radlad.web.acquisition import clock, jobs
from radlad.web.acquisition.models import Document, Entry
from radlad.web.delivery import circuit
from radlad.web.delivery.models import STOPPED, Delivery, DeliveryState

_RELAUNCHED, _REPLAY = "restitution relancée", "restitution à rejouer"
"""What is written into the history."""
"""States that only a supervisor ends."""
_PER_SECOND = 5.0
"""How fast those that go out together do: a customer just back is not knocked over."""


def outcome(document: Document) -> Outcome:
    """What the customer is to be told of this document."""
    return Outcome(
        process_id=str(document.pk),
        lane=document.lane,
        doctype=document.doctype,
        motive=Motive(document.motive) if document.motive else None,
        values=dict(document.values.values_list("balise", "value")),
    )


def put(document: Document) -> Delivery:
    """Has the document's result delivered once the present transaction commits; a corrected one replaces the former.

    What was tried of the former stays with its attempts.
    """
    now = clock.now()
    delivery = Delivery.objects.filter(document=document).first() or Delivery(document=document, created_at=now)
    fresh = encoded(body(outcome(document)))
    if delivery.pk and delivery.body != fresh:
        delivery.attempts.filter(body="").exclude(address="").update(body=delivery.body)
    delivery.body, delivery.state = fresh, DeliveryState.PENDING
    delivery.trying_since = delivery.next_try_at = now
    delivery.save()
    jobs.queue_delivery(document)
    return delivery


def withdraw(document: Document) -> None:
    """Takes the document's result back, if one waits. Raises TransientError while it is being sent."""
    delivery = _held(document)
    if delivery is None:
        return
    if delivery.state == DeliveryState.ACKNOWLEDGED:
        raise IllegalTransitionError("the customer has it already")
    delivery.state, delivery.next_try_at = DeliveryState.WITHDRAWN, None
    delivery.save()


@transaction.atomic
def relaunch(document: Document, user: User) -> None:
    """A supervisor has the same body tried again now, for another 72 hours.

    Raises IllegalTransitionError when there is nothing to deliver, TransientError while it is being sent.
    """
    delivery = _held(document)
    if delivery is None or delivery.state in (DeliveryState.ACKNOWLEDGED, DeliveryState.WITHDRAWN):
        raise IllegalTransitionError("there is nothing to deliver")
    _send_again([delivery], user, _RELAUNCHED)


@transaction.atomic
def replay(document: Document, user: User) -> None:
    """A supervisor has what the customer acknowledged sent once more, byte for byte, under the same key.

    However that ends, the document stays delivered. Raises IllegalTransitionError when it never was, or was purged,
    TransientError while it is being sent.
    """
    delivery = _held(document)
    if delivery is None or delivery.state != DeliveryState.ACKNOWLEDGED or not delivery.body:
        raise IllegalTransitionError("there is nothing to send again")
    delivery.replayed = True
    _send_again([delivery], user, _REPLAY)


@transaction.atomic
def relaunch_all(found: QuerySet[Delivery], user: User) -> int:
    """Relaunches those of `found` that are stopped and in nobody's hands; answers how many."""
    held = found.filter(state__in=STOPPED).select_related("document")
    stopped = list(held.order_by("pk").select_for_update(skip_locked=True, of=("self",)))
    _send_again(stopped, user, _RELAUNCHED)
    return len(stopped)


@transaction.atomic
def bring_forward(customer: Customer) -> None:
    """The customer is back: what waits for it goes out now, one after the other, not when it was put off to."""
    now = clock.now()
    waiting = Delivery.objects.filter(state=DeliveryState.PENDING, next_try_at__gt=now).select_related("document")
    held = waiting.order_by("next_try_at").select_for_update(skip_locked=True, of=("self",))
    mine = [one for one in held if settings.RADLAD.customer_of(one.document.lane) == customer]
    for number, delivery in enumerate(mine, 1):
        delivery.next_try_at = min(delivery.next_try_at or now, now + timedelta(seconds=number / _PER_SECOND))
    Delivery.objects.bulk_update(mine, ["next_try_at"], batch_size=1000)
    jobs.queue_deliveries((one.document, one.next_try_at) for one in mine)


def _send_again(deliveries: list[Delivery], user: User, what: str) -> None:
    now = clock.now()
    for delivery in deliveries:
        spread = random.uniform(0, (len(deliveries) - 1) / _PER_SECOND)  # noqa: S311 - guards nothing
        delivery.state, delivery.trying_since = DeliveryState.PENDING, now
        delivery.next_try_at = now + timedelta(seconds=spread)
    Delivery.objects.bulk_update(deliveries, ["state", "trying_since", "next_try_at", "replayed"])
    Entry.objects.bulk_create(
        Entry(document=one.document, at=now, what=what, status=one.document.status, who=user) for one in deliveries
    )
    jobs.queue_deliveries((one.document, one.next_try_at) for one in deliveries)
    for customer in {settings.RADLAD.customer_of(one.document.lane) for one in deliveries}:
        circuit.try_now(customer.name)


def _held(document: Document) -> Delivery | None:
    try:
        with transaction.atomic():
            rows = Delivery.objects.select_for_update(nowait=True, of=("self",)).select_related("document")
            return rows.filter(document=document).first()
    except DatabaseError as error:
        raise TransientError(
            "DELIVERY_IN_PROGRESS", "La restitution est en cours d’envoi : réessayez dans une minute."
        ) from error
