"""Each lane's results go to its own customer, signed with its own secrets, and never to a private address."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad import doctypes
from radlad.customers import Customer as Taker
from radlad.doctypes.lanes import HOP_DPI
from radlad.restitution.signing import is_signed
from radlad.settings import LOOPBACK
from radlad.web.config import worker
from radlad.web.delivery import sending
from radlad.web.delivery.models import DeliveryState
from tests.integration.delivery.conftest import delivery_of, ready
from tests.support.customer import Customer, certified
from tests.support.documents import INVOICE

pytestmark = pytest.mark.django_db
IMAGING = doctypes.by_key("img-ris-bon_commande")


@pytest.fixture
def two(settings) -> Iterator[tuple[Customer, Customer]]:
    """Two customers: one for hospitals, one for imaging."""
    with Customer() as hospitals, Customer() as imaging:
        takers = (
            Taker(
                "hopitaux", hospitals.url, frozenset({HOP_DPI}), f"{hospitals.url}/token", "radlad", "un secret", "h",
                private_networks=LOOPBACK,
            ),
            Taker("imagerie", imaging.url, hmac_secret="a", hmac_secret_next="b", private_networks=LOOPBACK),
        )  # fmt: skip
        settings.RADLAD = replace(settings.RADLAD, customers_file=takers)
        yield hospitals, imaging


def test_each_lane_goes_to_its_customer_in_its_own_queue(two):
    hospitals, imaging = two
    invoice, order = ready(INVOICE), ready(IMAGING)
    queues = ProcrastinateJob.objects.filter(task_name="deliver").order_by("id").values_list("queue_name", flat=True)
    assert list(queues) == ["delivery-hopitaux", "delivery-imagerie"]
    sending.deliver(invoice.pk)
    sending.deliver(order.pk)
    (told,), (other,) = hospitals.callbacks, imaging.callbacks
    assert told.headers["Idempotency-Key"] == str(invoice.pk)
    assert other.headers["Idempotency-Key"] == str(order.pk)
    assert told.headers["Authorization"] == "Bearer jeton-1"
    assert "Authorization" not in other.headers
    credentials = base64.b64encode(b"radlad:un secret").decode()
    assert hospitals.calls[0].headers["Authorization"] == f"Basic {credentials}"


def test_while_a_signing_secret_is_changed_both_sign(two):
    hospitals, imaging = two
    sending.deliver(ready(INVOICE).pk)
    sending.deliver(ready(IMAGING).pk)
    (call,) = imaging.callbacks
    assert is_signed(call.body, "a", call.headers["X-Signature"])
    assert is_signed(call.body, "b", call.headers["X-Signature-Next"])
    assert "X-Signature-Next" not in hospitals.callbacks[0].headers


def test_the_worker_serves_every_customer_with_a_worker_of_its_own(two):
    served = {name: (queues, at_once) for name, queues, at_once in worker._served()}
    assert served["delivery-hopitaux"] == (["delivery-hopitaux"], 4)
    assert served["delivery-imagerie"] == (["delivery-imagerie"], 4)
    assert {"reading", "upkeep"} < set(served)


@pytest.mark.parametrize("what", ["callback", "token"])
def test_a_private_address_is_refused_until_it_is_allowed(settings, what):
    with Customer() as customer:
        settings.RADLAD = replace(
            settings.RADLAD,
            private_networks=(),
            callback_url=customer.url if what == "callback" else "https://203.0.113.1",
            callback_token_url=f"{customer.url}/token" if what == "token" else "",
        )
        document = ready()
        sending.deliver(document.pk)
        assert customer.calls == []
        assert "Adresse privée refusée" in delivery_of(document).attempts.get().error
        assert delivery_of(document).state == DeliveryState.PENDING


def test_an_authority_of_the_customers_own_is_trusted_when_it_is_named(settings, tmp_path):
    certificate, authority = certified(tmp_path, "localhost")
    with Customer(certificate=certificate) as customer:
        address = customer.url.replace("127.0.0.1", "localhost")
        taker = Taker("asp", address, private_networks=LOOPBACK, ca_file=str(authority))
        settings.RADLAD = replace(settings.RADLAD, customers_file=(taker,))
        document = ready()
        sending.deliver(document.pk)
    assert delivery_of(document).state == DeliveryState.ACKNOWLEDGED


def test_a_redirect_is_not_followed(customer):
    customer.otherwise, customer.location = 307, f"{customer.url}/ailleurs"
    sending.deliver(ready().pk)
    assert [call.path for call in customer.calls] == ["/callback"]
