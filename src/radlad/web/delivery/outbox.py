"""What waits to be delivered: one body a document, put there in the transaction that makes it ready."""

from __future__ import annotations

from django.db import DatabaseError, transaction

from radlad.domain.errors import TransientError
from radlad.domain.states import IllegalTransitionError, Motive
from radlad.restitution.body import Outcome, body, encoded
from radlad.web.accounts.models import User
from radlad.web.acquisition import clock, jobs
from radlad.web.acquisition.models import Document, Entry
from radlad.web.delivery.models import Delivery, DeliveryState

_RELAUNCHED = "restitution relancée"


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
    """Has the document's result delivered once the present transaction commits; a corrected one replaces the former."""
    now = clock.now()
    delivery, _ = Delivery.objects.update_or_create(
        document=document,
        defaults={
            "body": encoded(body(outcome(document))),
            "state": DeliveryState.PENDING,
            "trying_since": now,
            "next_try_at": now,
        },
        create_defaults={
            "body": encoded(body(outcome(document))),
            "created_at": now,
            "trying_since": now,
            "next_try_at": now,
        },
    )
    jobs.queue_delivery(document.pk)
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


def relaunch(document: Document, user: User) -> None:
    """A supervisor has the same body tried again now, for another 72 hours.

    Raises IllegalTransitionError when there is nothing to deliver, TransientError while it is being sent.
    """
    with transaction.atomic():
        delivery = _held(document)
        if delivery is None or delivery.state in (DeliveryState.ACKNOWLEDGED, DeliveryState.WITHDRAWN):
            raise IllegalTransitionError("there is nothing to deliver")
        delivery.state = DeliveryState.PENDING
        delivery.trying_since = delivery.next_try_at = clock.now()
        delivery.save()
        Entry.objects.create(
            document=document, at=delivery.trying_since, what=_RELAUNCHED, status=document.status, who=user
        )
        jobs.queue_delivery(document.pk)


def _held(document: Document) -> Delivery | None:
    try:
        with transaction.atomic():
            return Delivery.objects.select_for_update(nowait=True).filter(document=document).first()
    except DatabaseError as error:
        raise TransientError(
            "DELIVERY_IN_PROGRESS", "La restitution est en cours d’envoi : réessayez dans une minute."
        ) from error
