"""What radlad does for itself: sweeping up what was forgotten, throwing away what ran out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.web.acquisition import jobs, life
from radlad.web.config import upkeep
from radlad.web.delivery.models import Delivery
from tests.support.documents import received, result

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(hours=1)


def queued(task: str) -> list[str]:
    return [job.args["document_id"] for job in ProcrastinateJob.objects.filter(task_name=task)]


def test_a_document_that_waits_for_no_job_is_queued_again():
    forgotten = received(received_at=LONG_AGO)
    waiting = received(received_at=LONG_AGO)
    jobs.queue_reading(waiting.pk)
    received()
    upkeep.sweep(timestamp=0)
    assert sorted(queued("read_document")) == sorted([str(waiting.pk), str(forgotten.pk)])


def test_a_delivery_that_waits_for_no_job_is_queued_again():
    document = received()
    life.read_done(document, result())
    upkeep.sweep(timestamp=0)
    Delivery.objects.update(next_try_at=LONG_AGO)
    upkeep.sweep(timestamp=0)
    assert len(queued("deliver")) == 1, "its job is only late"
    ProcrastinateJob.objects.filter(task_name="deliver").delete()
    upkeep.sweep(timestamp=0)
    assert len(queued("deliver")) == 1
    upkeep.sweep(timestamp=0)
    assert len(queued("deliver")) == 1, "once"


def test_a_delivery_queued_for_a_customer_that_was_renamed_is_queued_for_the_new_one():
    life.read_done(received(), result())
    Delivery.objects.update(next_try_at=LONG_AGO)
    ProcrastinateJob.objects.filter(task_name="deliver").update(queue_name="delivery-ancien")
    upkeep.sweep(timestamp=0)
    queues = ProcrastinateJob.objects.filter(task_name="deliver").values_list("queue_name", flat=True)
    assert sorted(queues) == ["delivery", "delivery-ancien"]


def test_tokens_that_ran_out_are_thrown_away():
    AccessToken.objects.create(token="a", expires=LONG_AGO)
    AccessToken.objects.create(token="b", expires=timezone.now() + timedelta(hours=1))
    upkeep.expire(timestamp=0)
    assert AccessToken.objects.get().token == "b"
