"""A supervisor sees what does not go through, with the answer received: relaunch, correction, replay, download."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad import doctypes
from radlad.domain.states import Status
from radlad.web.accounts.models import Action, AuditEntry, Role
from radlad.web.acquisition import life
from radlad.web.delivery import circuit, outbox, sending
from radlad.web.delivery.models import Attempt, Circuit, Delivery, DeliveryState
from radlad.web.reporting import retention
from tests.integration.delivery.conftest import delivery_of, due, ready
from tests.support import factories
from tests.support.html import page_of, rows_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/videocodage/restitutions/"
IMAGING = doctypes.by_key("img-ris-bon_commande")


@pytest.fixture
def supervisor(db):
    return factories.user(Role.SUPERVISOR)


@pytest.fixture
def desk(supervisor, client):
    client.force_login(supervisor)
    return client


def refused(customer, doctype=factories.ORDER):
    customer.otherwise, customer.answer = 400, "référence inconnue".encode()
    document = ready(doctype)
    sending.deliver(document.pk)
    customer.otherwise = 202
    return document


def exhausted(customer):
    customer.otherwise = 503
    document = ready()
    Delivery.objects.filter(document=document).update(trying_since=timezone.now() - timedelta(hours=73))
    sending.deliver(document.pk)
    customer.otherwise = 202
    return document


def figures(page):
    return [text_of(dd) for dd in page.xpath("//dl[@class='figures']//dd")]


def test_the_page_is_the_supervisors_alone(client):
    client.force_login(factories.user())
    assert client.get(PAGE).status_code == 403
    for name in ("relaunch", "try-now"):
        assert client.post(reverse(f"delivery:{name}")).status_code == 403


def test_what_stopped_or_fails_is_told_with_the_answer_received(desk, customer):
    stopped, given_up = refused(customer), exhausted(customer)
    customer.otherwise = 503
    failing = ready()
    sending.deliver(failing.pk)
    ready()
    page = page_of(desk.get(PAGE))
    assert figures(page) == ["1", "1", "1", "0"]
    rows = rows_of(page)
    assert len(rows) == 3, "what waits for its first try is in no trouble"
    told = {row[3][:8]: row[5] for row in rows}
    assert told["Refusée "] == "Réponse 400 au lieu de 202référence inconnue"
    assert told["Abandonn"].startswith("Réponse 503")
    assert page.xpath(f"//a[contains(@href, '{stopped.pk}')]")
    assert page.xpath(f"//a[contains(@href, '{given_up.pk}')]")


def test_the_number_of_queries_does_not_grow_with_the_rows(desk, customer, django_assert_max_num_queries):
    for _ in range(3):
        refused(customer)
    with django_assert_max_num_queries(9):
        desk.get(PAGE)


def test_lane_and_motive_narrow_the_page_and_a_relaunch_of_all(desk, customer):
    orders = [refused(customer), refused(customer)]
    other, given_up = refused(customer, IMAGING), exhausted(customer)
    assert len(rows_of(page_of(desk.get(PAGE, {"couloir": "HOP-DPI"})))) == 3
    assert len(rows_of(page_of(desk.get(PAGE, {"couloir": "HOP-DPI", "motif": "refusees"})))) == 2
    answer = desk.post(
        reverse("delivery:relaunch"), {"toutes": "oui", "couloir": "HOP-DPI", "motif": "refusees"}, follow=True
    )
    assert "2 restitutions relancées." in text_of(page_of(answer))
    assert [delivery_of(one).state for one in orders] == [DeliveryState.PENDING] * 2
    assert delivery_of(other).state == DeliveryState.REFUSED
    assert delivery_of(given_up).state == DeliveryState.EXHAUSTED


def test_the_chosen_ones_are_relaunched_and_delivered(desk, customer, supervisor):
    chosen, left = refused(customer), refused(customer)
    desk.post(reverse("delivery:relaunch"), {"restitution": [delivery_of(chosen).pk, "x"]})
    assert delivery_of(left).state == DeliveryState.REFUSED
    sending.deliver(chosen.pk)
    assert chosen.history.filter(what="restitution relancée", who=supervisor).exists()
    assert delivery_of(chosen).state == DeliveryState.ACKNOWLEDGED
    assert chosen.status == Status.DELIVERED


def test_many_relaunched_together_go_out_one_after_the_other(customer, supervisor):
    for _ in range(20):
        refused(customer)
    ProcrastinateJob.objects.all().delete()
    assert outbox.relaunch_all(Delivery.objects.all(), supervisor) == 20
    times = list(Delivery.objects.values_list("next_try_at", flat=True))
    assert max(times) - min(times) > timedelta(seconds=1)
    jobs = ProcrastinateJob.objects.filter(task_name="deliver")
    assert sorted(job.scheduled_at for job in jobs) == sorted(times)


def test_one_is_corrected_and_its_new_result_delivered(desk, customer, supervisor):
    document = refused(customer)
    before = delivery_of(document).body
    answer = desk.post(reverse("delivery:correct", args=[document.pk]))
    assert answer["Location"] == reverse("review:document", args=[document.pk])
    document.refresh_from_db()
    assert (document.status, document.locked_by) == (Status.TO_REVIEW, supervisor)
    life.set_value(document.values.get(balise="siret"), supervisor, "35600000009075")
    life.settle(document, supervisor)
    sending.deliver(document.pk)
    assert json.loads(customer.callbacks[-1].body)["donnees"]["siret"] == "35600000009075"
    first, last = delivery_of(document).attempts.all()
    assert (first.sent_body, last.sent_body) == (before, customer.callbacks[-1].body.decode())


def test_what_is_delivered_cannot_be_corrected(desk, customer):
    document = ready()
    sending.deliver(document.pk)
    answer = desk.post(reverse("delivery:correct", args=[document.pk]), follow=True)
    assert "ne peut plus être corrigé" in text_of(page_of(answer))
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED


def test_an_open_breaker_is_told_and_tried_at_once_when_asked(desk, customer):
    customer.otherwise = 503
    for _ in range(circuit.TOLERATED):
        sending.deliver(ready().pk)
    page = page_of(desk.get(PAGE))
    assert figures(page)[-1] == "1"
    assert "ne répond plus depuis" in text_of(page)
    desk.post(reverse("delivery:try-now"), {"client": "client"})
    probe = Circuit.objects.get().next_probe_at
    assert probe is not None
    assert probe <= timezone.now()
    desk.post(reverse("delivery:try-now"), {"client": "personne"})


def test_a_delivery_is_replayed_byte_for_byte_and_the_document_stays_delivered(desk, customer):
    document = ready()
    sending.deliver(document.pk)
    document.refresh_from_db()
    acknowledged = document.acknowledged_at
    desk.post(reverse("reporting:replay", args=[document.pk]))
    sending.deliver(document.pk)
    first, second = customer.callbacks
    assert (first.body, first.headers) == (second.body, second.headers)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED
    assert document.status == Status.DELIVERED
    assert document.acknowledged_at == acknowledged
    assert [e.what for e in document.history.all()][-2:] == ["restitution à rejouer", "restitution rejouée et accusée"]


def test_a_replay_that_the_customer_refuses_takes_nothing_back(desk, customer):
    document = ready()
    sending.deliver(document.pk)
    desk.post(reverse("reporting:replay", args=[document.pk]))
    customer.otherwise = 409
    sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED
    assert document.status == Status.DELIVERED
    assert document.history.last().what.startswith("restitution rejouée sans succès")


def test_what_was_never_acknowledged_or_was_purged_is_not_replayed(desk, customer):
    stopped, done = refused(customer), ready()
    sending.deliver(done.pk)
    done.refresh_from_db()
    done.acknowledged_at = factories.days_ago(200)
    done.save()
    retention.purge()
    for document in (stopped, done):
        desk.post(reverse("reporting:replay", args=[document.pk]))
        due(document)
        sending.deliver(document.pk)
    assert len(customer.callbacks) == 2
    attempt = Attempt.objects.get(delivery__document=done)
    assert desk.get(reverse("delivery:as-sent", args=[done.pk, attempt.pk])).status_code == 404


def test_a_try_is_downloaded_as_it_was_sent_without_its_token(desk, customer, settings):
    settings.RADLAD = replace(settings.RADLAD, callback_token_url=f"{customer.url}/token", callback_hmac_secret="signe")
    document = ready()
    sending.deliver(document.pk)
    (call,) = customer.callbacks
    attempt = delivery_of(document).attempts.get()
    answer = desk.get(reverse("delivery:as-sent", args=[document.pk, attempt.pk]))
    head, _, body = answer.content.partition(b"\r\n\r\n")
    line, *headers = head.decode().split("\r\n")
    assert (line, body) == ("POST /callback HTTP/1.1", call.body)
    told = dict(header.split(": ", 1) for header in headers)
    assert told == {**call.headers, "Authorization": "Bearer ***"}
    assert b"jeton" not in answer.content
    assert AuditEntry.objects.filter(action=Action.EXPORT, document=document.pk).exists()


def test_what_was_sent_is_shown_to_nobody_without_the_right(client, customer):
    document = ready()
    sending.deliver(document.pk)
    attempt = delivery_of(document).attempts.get()
    address = reverse("delivery:as-sent", args=[document.pk, attempt.pk])
    reader = factories.user(Role.CONSULTATION)
    reader.sees_content = False
    reader.save()
    client.force_login(reader)
    assert client.get(address).status_code == 404
    reader.sees_content, reader.lanes = True, ["HOP-PFI"]
    reader.save()
    assert client.get(address).status_code == 404
    other = ready()
    reader.lanes = []
    reader.save()
    assert client.get(reverse("delivery:as-sent", args=[other.pk, attempt.pk])).status_code == 404
    assert client.get(address).status_code == 200


def test_a_supervisor_of_one_lane_sees_and_relaunches_that_lane_alone(client, customer):
    own, other = refused(customer), refused(customer, IMAGING)
    supervisor = factories.user(Role.SUPERVISOR)
    supervisor.lanes = ["HOP-DPI"]
    supervisor.save()
    client.force_login(supervisor)
    page = page_of(client.get(PAGE))
    assert len(rows_of(page)) == 1
    assert figures(page)[0] == "1"
    client.post(reverse("delivery:relaunch"), {"toutes": "oui", "restitution": [delivery_of(other).pk]})
    assert delivery_of(own).state == DeliveryState.PENDING
    assert delivery_of(other).state == DeliveryState.REFUSED
    assert client.post(reverse("delivery:correct", args=[other.pk])).status_code == 404
