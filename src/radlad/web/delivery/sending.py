"""From the outbox to the customer's acknowledgement: one try, and what follows from it (contracts.md 2)."""

from __future__ import annotations

import json
import logging
import random
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from radlad.restitution.schema import faults
from radlad.web.acquisition import jobs, life
from radlad.web.delivery.callback import Answer, Callback, callback_of
from radlad.web.delivery.models import Attempt, Delivery, DeliveryState

logger = logging.getLogger(__name__)
WINDOW = timedelta(hours=72)
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 3600.0
_EARLY = timedelta(seconds=1)


def pause(failures: int) -> timedelta:
    """How long to wait after that many failed tries: 5 s, 15 s, 45 s… an hour at most, give or take a fifth."""
    seconds = min(_LONGEST_PAUSE, _FIRST_PAUSE * 3 ** min(failures - 1, 10))
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - guards nothing # nosec B311


def deliver(document_id: UUID) -> None:
    """Tries to deliver a document's result, if it is due. Holds the delivery's row meanwhile.

    A second job for the same delivery finds the row held, or its state changed, and does nothing.
    """
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("document")
            .filter(document_id=document_id, state=DeliveryState.PENDING)
            .first()
        )
        if delivery is None or not _due(delivery):
            return
        wrong = faults(json.loads(delivery.body))
        if wrong:
            _stop(delivery, DeliveryState.REFUSED, f"Corps non conforme au schéma : {', '.join(wrong)}")
            return
        _settle(delivery, _answer(delivery, callback_of(settings.RADLAD)))


def _due(delivery: Delivery) -> bool:
    return delivery.next_try_at is not None and delivery.next_try_at <= timezone.now() + _EARLY


def _answer(delivery: Delivery, callback: Callback) -> Answer:
    """The customer's answer; a token that it refuses is renewed once."""
    process_id = str(delivery.document_id)
    answer = _recorded(delivery, callback.send(process_id, delivery.body))
    if answer.status == 401 and callback.asks_for_token:
        callback.forget_token()
        answer = _recorded(delivery, callback.send(process_id, delivery.body))
    return answer


def _recorded(delivery: Delivery, answer: Answer) -> Answer:
    Attempt.objects.create(
        delivery=delivery,
        at=timezone.now() - timedelta(seconds=answer.seconds),
        seconds=answer.seconds,
        status=answer.status,
        error=answer.error[:200],
        answer=answer.text,
    )
    logger.info("delivery of %s: %s in %.2f s", delivery.document_id, answer.status or answer.error, answer.seconds)
    return answer


def _settle(delivery: Delivery, answer: Answer) -> None:
    now = timezone.now()
    if answer.acknowledged:
        delivery.state, delivery.next_try_at = DeliveryState.ACKNOWLEDGED, None
        delivery.save()
        life.acknowledged(delivery.document)
    elif answer.final:
        _stop(delivery, DeliveryState.REFUSED)
    else:
        failures = delivery.attempts.filter(at__gte=delivery.trying_since).count()
        next_try = now + pause(max(1, failures))
        if next_try > delivery.trying_since + WINDOW:
            _stop(delivery, DeliveryState.EXHAUSTED)
            return
        delivery.next_try_at = next_try
        delivery.save()
        jobs.queue_delivery(delivery.document_id, at=next_try)


def _stop(delivery: Delivery, state: DeliveryState, error: str = "") -> None:
    """No more tries: a supervisor sees it, and may correct and relaunch."""
    if error:
        Attempt.objects.create(delivery=delivery, at=timezone.now(), seconds=0.0, error=error[:200])
    delivery.state, delivery.next_try_at = state, None
    delivery.save()
    life.record(delivery.document, f"restitution arrêtée : {state.label.lower()}")
