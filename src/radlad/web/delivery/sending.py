"""From the outbox to the customer's acknowledgement: one try, and what follows from it (contracts.md 2)."""

from __future__ import annotations

import json
import logging
import random
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from radlad.restitution.schema import faults
from radlad.web import counts
from radlad.web.acquisition import clock, jobs, life
from radlad.web.delivery import circuit, outbox
from radlad.web.delivery.callback import Answer, Callback, callback_of
from radlad.web.delivery.models import Attempt, Delivery, DeliveryState

logger = logging.getLogger(__name__)
WINDOW = timedelta(hours=72)
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 3600.0
_SPREAD = 60.0
"""Seconds over which those that waited for a customer to answer come back."""
_EARLY = timedelta(seconds=1)
_REPLAYED = "restitution rejouée"
"""How the history names the second sending of what the customer took already."""


def pause(failures: int) -> timedelta:
    """How long to wait after that many failed tries: 5 s, 15 s, 45 s… an hour at most, give or take a fifth."""
    seconds = min(_LONGEST_PAUSE, _FIRST_PAUSE * 3 ** min(failures - 1, 10))
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - guards nothing


def deliver(document_id: UUID) -> None:
    """Tries to deliver a document's result, if it is due and its customer is not known to be away.

    A second job for the same delivery finds the row held, or its state changed, and does nothing.
    """
    seen = _pending(document_id).first()
    if seen is None or not _due(seen):
        _come_again(seen)
        return
    customer = settings.RADLAD.customer_of(seen.document.lane)
    later = circuit.admit(customer.name)
    if later is not None:
        _put_off(seen, later)
        return
    answer = _tried(document_id, callback_of(customer))
    if answer is None:
        circuit.unused(customer.name)
    elif answer.acknowledged or answer.final:
        if circuit.answered(customer.name):
            outbox.bring_forward(customer)
    else:
        circuit.failed(customer.name)


@transaction.atomic
def _tried(document_id: UUID, callback: Callback) -> Answer | None:
    """The customer's answer, once what follows from it is written; None when nothing was sent.

    Holds the delivery's row meanwhile.
    """
    delivery = _held(document_id)
    if delivery is None or not _due(delivery):
        return None
    wrong = faults(json.loads(delivery.body))
    if wrong:
        _stop(delivery, DeliveryState.REFUSED, f"Corps non conforme au schéma : {', '.join(wrong)}")
        return None
    answer = _answer(delivery, callback)
    _settle(delivery, answer)
    return answer


def _pending(document_id: UUID) -> QuerySet[Delivery]:
    """The document's delivery, if it waits, and when it was looked for (`seen_at`)."""
    waiting = Delivery.objects.select_related("document").annotate(seen_at=clock.NOW)
    return waiting.filter(document_id=document_id, state=DeliveryState.PENDING)


def _held(document_id: UUID) -> Delivery | None:
    return _pending(document_id).select_for_update(skip_locked=True, of=("self",)).first()


def _come_again(early: Delivery | None) -> None:
    """A job that came before the delivery's time, by another machine's clock, is not to be the last one."""
    if early is not None and early.next_try_at is not None and not jobs.delivery_is_queued(early.document):
        jobs.queue_delivery(early.document, at=early.next_try_at)


def _due(delivery: Delivery) -> bool:
    """Whether its time had come when it was looked for."""
    seen_at: datetime = delivery.seen_at  # type: ignore[attr-defined]  # of `_pending`
    return delivery.next_try_at is not None and delivery.next_try_at <= seen_at + _EARLY


@transaction.atomic
def _put_off(seen: Delivery, later: datetime) -> None:
    """Leaves the delivery until its customer may answer again; it is no try."""
    delivery = _held(seen.document_id)
    if delivery is not None and delivery.next_try_at == seen.next_try_at:
        spread = timedelta(seconds=random.uniform(1, _SPREAD))  # noqa: S311 - spreads tries out, guards nothing
        _next_try(delivery, later + spread, "Le client ne répondait toujours pas à la fin du délai")


def _answer(delivery: Delivery, callback: Callback) -> Answer:
    """The customer's answer; a token that it refuses is renewed once."""
    answer = _recorded(delivery, callback)
    if answer.status == 401 and callback.asks_for_token:
        callback.forget_token()
        answer = _recorded(delivery, callback)
    return answer


def _recorded(delivery: Delivery, callback: Callback) -> Answer:
    answer = callback.send(str(delivery.document_id), delivery.body)
    counts.delivery(callback.customer.name, answer.seconds)
    Attempt.objects.create(
        delivery=delivery,
        at=clock.now() - timedelta(seconds=answer.seconds),
        seconds=answer.seconds,
        status=answer.status,
        error=answer.error[:200],
        answer=answer.text,
        address=answer.address[:500],
        headers=answer.headers,
    )
    logger.info("delivery of %s: %s in %.2f s", delivery.document_id, answer.status or answer.error, answer.seconds)
    return answer


def _settle(delivery: Delivery, answer: Answer) -> None:
    if answer.acknowledged:
        delivery.state, delivery.next_try_at = DeliveryState.ACKNOWLEDGED, None
        delivery.save(update_fields=["state", "next_try_at"])
        if delivery.replayed:
            life.record(delivery.document, f"{_REPLAYED} et accusée")
        else:
            life.acknowledged(delivery.document)
    elif answer.final:
        _stop(delivery, DeliveryState.REFUSED)
    else:
        failures = delivery.attempts.filter(at__gte=delivery.trying_since).count()
        _next_try(delivery, clock.now() + pause(max(1, failures)))


def _next_try(delivery: Delivery, at: datetime, error: str = "") -> None:
    """Has it tried `at` that time, unless the 72 hours are then over."""
    if at > delivery.trying_since + WINDOW:
        _stop(delivery, DeliveryState.EXHAUSTED, error)
        return
    delivery.next_try_at = at
    delivery.save()
    jobs.queue_delivery(delivery.document, at=at)


def _stop(delivery: Delivery, state: DeliveryState, error: str = "") -> None:
    """No more tries: a supervisor sees it, and may correct and relaunch. What was once acknowledged stays so."""
    if error:
        Attempt.objects.create(delivery=delivery, at=clock.now(), seconds=0.0, error=error[:200])
    delivery.state = DeliveryState.ACKNOWLEDGED if delivery.replayed else state
    delivery.next_try_at = None
    delivery.save()
    what = f"{_REPLAYED} sans succès" if delivery.replayed else "restitution arrêtée"
    life.record(delivery.document, f"{what} : {state.label.lower()}")
