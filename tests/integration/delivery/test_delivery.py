"""Delivery to the customer's callback (contracts.md 2), against a customer over real HTTP."""

from __future__ import annotations

import json
import threading
from collections import deque
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.domain.doctype import Kind
from radlad.domain.states import Motive, Status
from radlad.restitution.signing import is_signed
from radlad.web.acquisition import life
from radlad.web.delivery import callback, outbox, sending
from radlad.web.delivery.models import Delivery, DeliveryState
from tests.integration.delivery.conftest import delivery_of, due, ready
from tests.support.customer import Customer, self_signed
from tests.support.documents import INVOICE, operator, received, result

pytestmark = pytest.mark.django_db


def test_a_result_is_delivered_and_its_acknowledgement_ends_the_document(customer):
    document = ready()
    sending.deliver(document.pk)
    (call,) = customer.callbacks
    assert call.headers["Content-Type"] == "application/json; charset=utf-8"
    assert call.headers["Idempotency-Key"] == str(document.pk)
    assert "X-Signature" not in call.headers
    assert "Authorization" not in call.headers
    body = json.loads(call.body)
    assert list(body["donnees"]) == [field.balise for field in INVOICE.fields]
    assert (body["processId"], body["rejet"], body["typeDocument"]) == (str(document.pk), "false", "FACTURE")
    delivery = delivery_of(document)
    assert (delivery.state, delivery.next_try_at) == (DeliveryState.ACKNOWLEDGED, None)
    assert document.status == Status.DELIVERED
    assert document.acknowledged_at is not None
    attempt = delivery.attempts.get()
    assert (attempt.status, attempt.error, attempt.answer) == (202, "", "{}")


def test_a_delivery_takes_no_more_statements_than_it_did(customer, django_assert_max_num_queries):
    document = ready()
    with django_assert_max_num_queries(16):
        sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED


def test_an_acknowledged_rejection_ends_as_rejected(customer):
    document = received()
    life.read_done(document, result(None))
    life.reject(document, operator(), Motive.UNKNOWN)
    sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED
    assert document.status == Status.REJECTED
    assert json.loads(customer.callbacks[0].body)["motifRejet"] == "Inconnu"


def test_a_second_job_delivers_nothing_more(customer):
    document = ready()
    sending.deliver(document.pk)
    sending.deliver(document.pk)
    assert len(customer.callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_deliver_once(customer):
    document = ready()
    customer.hold = threading.Event()

    def deliver() -> None:
        sending.deliver(document.pk)
        connection.close()

    first, second = threading.Thread(target=deliver), threading.Thread(target=deliver)
    first.start()
    while not customer.callbacks:
        pass
    second.start()
    second.join(20)
    assert not second.is_alive()
    customer.hold.set()
    first.join(20)
    assert len(customer.callbacks) == 1
    assert delivery_of(document).attempts.count() == 1


def test_the_body_is_signed_when_a_secret_is_configured(customer, settings):
    settings.RADLAD = replace(settings.RADLAD, callback_hmac_secret="secret partagé")
    sending.deliver(ready().pk)
    (call,) = customer.callbacks
    assert is_signed(call.body, "secret partagé", call.headers["X-Signature"])
    assert not is_signed(call.body + b" ", "secret partagé", call.headers["X-Signature"])


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422])
def test_a_refusal_stops_the_delivery_before_a_supervisor(status, customer):
    customer.otherwise, customer.answer = status, "raison : numéro inconnu".encode()
    document = ready()
    sending.deliver(document.pk)
    delivery = delivery_of(document)
    assert (delivery.state, delivery.next_try_at) == (DeliveryState.REFUSED, None)
    assert document.status == Status.REVIEWED
    assert delivery.attempts.get().answer == "raison : numéro inconnu"
    assert ProcrastinateJob.objects.filter(task_name="deliver", scheduled_at__isnull=False).count() == 0


@pytest.mark.parametrize("act", [500, 502, 503, 408, 429, 401, 302, 200, 204, "cut", "hang", "garbage"])
def test_what_is_no_answer_is_tried_again_later(act, customer, monkeypatch, settings):
    monkeypatch.setattr(callback, "_SECONDS", 0.5)
    customer.script, customer.location = deque([act]), customer.url + "/ailleurs"
    document = ready()
    before = timezone.now()
    sending.deliver(document.pk)
    delivery = delivery_of(document)
    assert delivery.state == DeliveryState.PENDING
    assert before + timedelta(seconds=3) < delivery.next_try_at < timezone.now() + timedelta(seconds=7)
    job = ProcrastinateJob.objects.get(task_name="deliver", scheduled_at__isnull=False)
    assert job.scheduled_at == delivery.next_try_at
    assert delivery.attempts.get().error
    assert [call.path for call in customer.calls] == ["/callback"]
    customer.location = ""
    sending.deliver(document.pk)
    assert len(customer.calls) == 1, "not before its time"
    due(document)
    sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED


def test_a_job_that_comes_early_by_another_machines_clock_comes_again(customer):
    document = ready()
    due_at = timezone.now() + timedelta(seconds=5)
    Delivery.objects.filter(document=document).update(next_try_at=due_at)
    ProcrastinateJob.objects.filter(task_name="deliver").delete()
    sending.deliver(document.pk)
    sending.deliver(document.pk)
    assert not customer.calls
    assert ProcrastinateJob.objects.get(task_name="deliver").scheduled_at == due_at


def test_a_customer_that_is_not_there_is_tried_again(customer, settings):
    settings.RADLAD = replace(settings.RADLAD, callback_url="http://127.0.0.1:9")
    document = ready()
    sending.deliver(document.pk)
    attempt = delivery_of(document).attempts.get()
    assert (attempt.status, attempt.error) == (None, "Connexion impossible (ConnectError)")
    assert delivery_of(document).state == DeliveryState.PENDING


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(settings, tmp_path):
    with Customer(certificate=self_signed(tmp_path)) as customer:
        settings.RADLAD = replace(settings.RADLAD, callback_url=customer.url)
        document = ready()
        sending.deliver(document.pk)
        assert not customer.calls
    assert delivery_of(document).attempts.get().error == "Certificat TLS refusé"
    assert delivery_of(document).state == DeliveryState.PENDING


def test_pauses_grow_to_an_hour_and_the_tries_end_after_72_hours(customer):
    pauses = [sending.pause(n).total_seconds() for n in range(1, 12)]
    assert 4 <= pauses[0] <= 6
    assert all(a < b for a, b in pairwise(pauses[:7]))
    assert 2880 <= pauses[-1] <= 4320
    customer.otherwise = 500
    document = ready()
    started = timezone.now() - timedelta(hours=71, minutes=59, seconds=58)
    Delivery.objects.filter(document=document).update(trying_since=started)
    sending.deliver(document.pk)
    delivery = delivery_of(document)
    assert (delivery.state, delivery.next_try_at) == (DeliveryState.EXHAUSTED, None)
    assert document.status == Status.REVIEWED


@pytest.mark.parametrize("state", [DeliveryState.REFUSED, DeliveryState.EXHAUSTED])
def test_a_supervisor_relaunches_what_had_stopped(state, customer):
    document, user = ready(), operator("superviseur")
    Delivery.objects.update(state=state, next_try_at=None, trying_since=timezone.now() - timedelta(days=9))
    sending.deliver(document.pk)
    assert not customer.calls
    outbox.relaunch(document, user)
    sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED
    assert ("restitution relancée", user) in [(entry.what, entry.who) for entry in document.history.all()]


def test_the_first_two_kilobytes_of_an_answer_are_kept(customer):
    customer.otherwise, customer.answer = 400, b"\x00" + b"x" * 10_000
    document = ready()
    sending.deliver(document.pk)
    assert delivery_of(document).attempts.get().answer == "x" * 2047


@pytest.fixture
def guarded(customer, settings) -> Customer:
    """A customer that wants a token of its own."""
    settings.RADLAD = replace(
        settings.RADLAD,
        callback_token_url=f"{customer.url}/token",
        callback_client_id="radlad",
        callback_client_secret="secret",
    )
    return customer


def test_the_customers_token_is_asked_for_once_and_shown_each_time(guarded):
    for _ in range(3):
        sending.deliver(ready().pk)
    assert guarded.tokens == 1
    assert [call.headers["Authorization"] for call in guarded.callbacks] == ["Bearer jeton-1"] * 3


def test_a_refused_token_is_renewed_once(guarded):
    guarded.script = deque([401])
    document = ready()
    sending.deliver(document.pk)
    assert [call.headers["Authorization"] for call in guarded.callbacks] == ["Bearer jeton-1", "Bearer jeton-2"]
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED
    assert [attempt.status for attempt in delivery_of(document).attempts.all()] == [401, 202]


def test_without_a_token_the_delivery_waits(guarded):
    guarded.token_status = 500
    document = ready()
    sending.deliver(document.pk)
    assert not guarded.callbacks
    assert delivery_of(document).attempts.get().error == "Pas de jeton du client : 500"
    assert delivery_of(document).state == DeliveryState.PENDING


def test_a_body_that_is_not_as_its_schema_says_never_leaves(customer):
    document = ready()
    wrong = document.delivery.body.replace("12/03/2025", "mars", 1)
    Delivery.objects.update(body=wrong)
    sending.deliver(document.pk)
    delivery = delivery_of(document)
    first_date = next(field.balise for field in INVOICE.fields if field.kind is Kind.DATE)
    assert not customer.calls
    assert delivery.state == DeliveryState.REFUSED
    assert delivery.attempts.get().error == f"Corps non conforme au schéma : donnees/{first_date}"
