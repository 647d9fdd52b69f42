"""A customer that does not answer is asked now and then, by one delivery; the others wait and lose nothing (ADR 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad import doctypes
from radlad.customers import DEFAULT
from radlad.customers import Customer as Taker
from radlad.doctypes.lanes import HOP_DPI
from radlad.settings import LOOPBACK
from radlad.web.delivery import circuit, outbox, sending
from radlad.web.delivery.models import Attempt, Circuit, Delivery, DeliveryState
from tests.integration.delivery.conftest import delivery_of, due, ready
from tests.support.customer import Customer
from tests.support.documents import INVOICE

pytestmark = pytest.mark.django_db


def open_breaker(customer: Customer) -> None:
    customer.otherwise = 503
    for _ in range(circuit.TOLERATED):
        sending.deliver(ready().pk)
    assert Circuit.objects.get().opened_at is not None


def later(**columns) -> None:
    """The time of the next probe has come."""
    Circuit.objects.update(next_probe_at=timezone.now() - timedelta(seconds=1), **columns)


def test_after_five_failures_in_a_row_deliveries_wait_without_being_sent(customer):
    open_breaker(customer)
    document = ready()
    sending.deliver(document.pk)
    assert len(customer.callbacks) == circuit.TOLERATED
    delivery = delivery_of(document)
    assert (delivery.state, delivery.attempts.count()) == (DeliveryState.PENDING, 0)
    probe = Circuit.objects.get().next_probe_at
    assert probe is not None
    assert probe < delivery.next_try_at < probe + timedelta(seconds=61)


def test_one_delivery_goes_to_see_and_its_success_lets_all_go(customer):
    open_breaker(customer)
    first, second = ready(), ready()
    later()
    customer.otherwise = 202
    assert circuit.admit(DEFAULT) is None, "this one goes to see"
    sending.deliver(second.pk)
    assert delivery_of(second).state == DeliveryState.PENDING, "while another is on its way"
    later()
    sending.deliver(first.pk)
    assert delivery_of(first).state == DeliveryState.ACKNOWLEDGED
    assert Circuit.objects.get().opened_at is None
    due(second)
    sending.deliver(second.pk)
    assert delivery_of(second).state == DeliveryState.ACKNOWLEDGED


def test_what_was_put_off_goes_out_when_the_customer_answers_not_when_it_was_put_off_to(customer):
    open_breaker(customer)
    waiting = [ready() for _ in range(3)]
    for document in waiting:
        sending.deliver(document.pk)
    later()
    customer.otherwise = 202
    probe = ready()
    sending.deliver(probe.pk)
    assert delivery_of(probe).state == DeliveryState.ACKNOWLEDGED
    soon = timezone.now() + timedelta(seconds=3)
    for document in waiting:
        assert delivery_of(document).next_try_at < soon
        assert ProcrastinateJob.objects.filter(args__document_id=str(document.pk), scheduled_at__lt=soon).exists()
        due(document)
        sending.deliver(document.pk)
        assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED


def test_another_customers_deliveries_are_not_brought_forward(customer, settings):
    open_breaker(customer)
    other = ready(INVOICE)
    when = timezone.now() + timedelta(hours=1)
    Delivery.objects.filter(document=other).update(next_try_at=when)
    only = replace(settings.RADLAD.customers[0], lanes=frozenset({doctypes.lane_named("IMG", "RIS")}))
    outbox.bring_forward(only)
    assert delivery_of(other).next_try_at == when


def test_the_pauses_between_probes_grow_to_five_minutes(customer):
    open_breaker(customer)
    pauses = []
    for _ in range(6):
        later(probing=False)
        sending.deliver(ready().pk)
        probe = Circuit.objects.get().next_probe_at
        assert probe is not None
        pauses.append(round((probe - timezone.now()).total_seconds()))
    assert pauses == sorted(pauses)
    assert 50 < pauses[0] <= 60
    assert 290 < pauses[-1] <= 300


def test_what_was_under_way_when_it_opened_does_not_lengthen_the_pause(customer):
    open_breaker(customer)
    before = Circuit.objects.get().next_probe_at
    circuit.failed(DEFAULT)
    assert Circuit.objects.get().next_probe_at == before


@pytest.mark.parametrize("status", [202, 400, 422])
def test_any_answer_about_the_body_shows_that_the_customer_is_there(customer, status):
    open_breaker(customer)
    later()
    customer.otherwise = status
    sending.deliver(ready().pk)
    assert Circuit.objects.get().opened_at is None


def test_a_success_between_failures_keeps_it_closed(customer):
    for status in [503] * 4 + [202] + [503] * 4:
        customer.otherwise = status
        sending.deliver(ready().pk)
    assert Circuit.objects.get().opened_at is None


def test_a_probe_whose_worker_died_is_followed_by_another(customer):
    open_breaker(customer)
    later()
    assert circuit.admit(DEFAULT) is None
    assert circuit.admit(DEFAULT) is not None
    later()
    assert circuit.admit(DEFAULT) is None


def test_a_clock_that_jumped_ahead_and_back_keeps_no_customer_waiting(customer):
    open_breaker(customer)
    Circuit.objects.update(next_probe_at=timezone.now() + timedelta(days=1))
    customer.otherwise = 202
    document = ready()
    sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED


def test_waiting_for_a_customer_counts_in_its_72_hours(customer):
    open_breaker(customer)
    document = ready()
    Delivery.objects.filter(document=document).update(trying_since=timezone.now() - timedelta(hours=72, seconds=-5))
    sending.deliver(document.pk)
    delivery = delivery_of(document)
    assert delivery.state == DeliveryState.EXHAUSTED
    assert "ne répondait toujours pas" in delivery.attempts.get().error


def test_one_customers_breaker_leaves_another_alone(settings):
    imaging = doctypes.by_key("img-ris-bon_commande")
    with Customer() as dead, Customer() as alive:
        settings.RADLAD = replace(
            settings.RADLAD,
            customers_file=(
                Taker("mort", dead.url, frozenset({HOP_DPI}), private_networks=LOOPBACK),
                Taker("vif", alive.url, private_networks=LOOPBACK),
            ),
        )
        dead.otherwise = "cut"
        for _ in range(8):
            sending.deliver(ready(INVOICE).pk)
        sending.deliver(ready(imaging).pk)
        assert (len(dead.callbacks), len(alive.callbacks)) == (5, 1)
    assert Attempt.objects.filter(status=202).count() == 1
    assert [one.customer for one in circuit.opened()] == ["mort"]


def test_a_probe_that_had_nothing_to_send_leaves_its_place_to_the_next(customer):
    open_breaker(customer)
    later()
    assert circuit.admit(DEFAULT) is None
    circuit.unused(DEFAULT)
    assert circuit.admit(DEFAULT) is None


def test_the_breaker_of_a_customer_that_is_none_any_more_is_not_told(customer):
    open_breaker(customer)
    assert [one.customer for one in circuit.opened()] == [DEFAULT]
    Circuit.objects.update(customer="parti")
    assert not circuit.opened()
