"""The page of the deliveries in trouble, in a real browser, before a customer that refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from radlad.web.accounts.models import Role
from radlad.web.delivery import circuit, sending
from radlad.web.delivery.models import Delivery, DeliveryState
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories
from tests.support.accessibility import violations
from tests.support.customer import Customer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customer(settings) -> Iterator[Customer]:
    with Customer(otherwise=400, answer='{"erreur": "référence inconnue"}'.encode()) as customer:
        settings.RADLAD = replace(settings.RADLAD, callback_url=customer.url)
        yield customer


def refused(*names: str) -> None:
    for name in names:
        sending.deliver(factories.settled(name=name).pk)


def test_a_supervisor_relaunches_what_was_refused(screen: Screen, shot, customer: Customer):
    refused("premier.pdf", "deuxieme.pdf", "troisieme.pdf")
    page = screen(factories.user(Role.SUPERVISOR))
    page.get_by_role("link", name="Vidéocodage", exact=True).click()
    page.get_by_role("link", name="Restitutions").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("tbody tr").first).to_contain_text("référence inconnue")
    shot(page, "restitutions")
    page.get_by_label("Choisir premier.pdf").check()
    page.get_by_label("Choisir deuxieme.pdf").check()
    page.get_by_role("button", name="Relancer les restitutions cochées").click()
    expect(page.get_by_role("status")).to_contain_text("2 restitutions relancées.")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Relancer troisieme.pdf", exact=True).click()
    expect(page.get_by_text("Aucune restitution n’est en difficulté")).to_be_visible()
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.PENDING}


def test_a_supervisor_corrects_and_the_new_result_is_delivered(screen: Screen, customer: Customer):
    refused("faux.pdf")
    page = screen(factories.user(Role.SUPERVISOR))
    page.goto("/videocodage/restitutions/?couloir=HOP-DPI&motif=refusees")
    page.get_by_role("button", name="Corriger et relancer faux.pdf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("faux.pdf")
    page.wait_for_load_state("networkidle")
    page.locator("#valeur-siret").focus()
    expect(page.locator(".field--hand")).to_have_attribute("data-balise", "siret")
    page.keyboard.press("Control+a")
    page.keyboard.type("44306184100047")
    page.keyboard.press("Enter")
    expect(page.locator(".saving")).to_have_text("Tout est enregistré")
    page.get_by_role("button", name="Valider et suivant").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("faux.pdf")
    customer.otherwise = 202
    sending.deliver(Delivery.objects.get().document_id)
    before, after = (json.loads(call.body)["donnees"]["siret"] for call in customer.callbacks)
    assert (before, after) == ("73282932000074", "44306184100047")


def test_a_delivered_document_is_replayed_from_its_page(screen: Screen, customer: Customer):
    customer.otherwise = 202
    refused("livre.pdf")
    delivery = Delivery.objects.get()
    page = screen(factories.user(Role.SUPERVISOR))
    page.goto(f"/suivi/{delivery.document_id}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger l’envoi").click()
    assert download.value.path().read_bytes().endswith(customer.callbacks[0].body)
    page.get_by_role("button", name="Rejouer la restitution…").click()
    page.get_by_role("dialog").get_by_role("button", name="Rejouer la restitution").click()
    expect(page.get_by_role("status")).to_contain_text("La restitution est rejouée.")
    sending.deliver(delivery.document_id)
    assert len(customer.callbacks) == 2


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_the_page_breaks_no_rule_of_accessibility(screen: Screen, customer: Customer, size):
    refused("refuse.pdf")
    customer.otherwise = 503
    for number in range(circuit.TOLERATED):
        refused(f"injoignable-{number}.pdf")
    page = screen(factories.user(Role.SUPERVISOR), size)
    page.goto("/videocodage/restitutions/")
    expect(page.get_by_text("ne répond plus depuis")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="refuse.pdf").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
