"""The guides of operators and supervisors, and the pictures in them: of the real screens, made here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import expect

from radlad.web.accounts.models import Role
from radlad.web.delivery import sending
from radlad.web.review import keying, locks
from tests.acceptance.screens.conftest import Screen
from tests.acceptance.screens.guide_pictures import picture, shown
from tests.support import factories
from tests.support.customer import Customer

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_operators_guide_shows_the_screens_as_they_are(screen: Screen, live_server):
    operator = factories.user(name="camille.durand")
    factories.waiting(name="commande-chu.pdf", received_at=factories.days_ago(0.2))
    factories.unknown(name="courrier.pdf", received_at=factories.days_ago(0.1))
    document = factories.really_read(name="bon-de-commande.pdf", received_at=factories.days_ago(0.4))
    page = screen(operator)
    picture(page, "file")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("bon-de-commande.pdf")
    expect(page.locator(".field--hand")).to_be_visible()
    page.locator("#valeur-siret").focus()
    expect(page.locator("[data-balise=siret] .snippet")).to_be_visible()
    picture(page, "document")
    page.keyboard.press("Control+a")
    page.keyboard.type("87540555700029")
    expect(page.locator("#avis-siret")).to_contain_text("clé")
    page.keyboard.press("Enter")
    expect(page.locator("#avis-siret")).to_contain_text("Entrée encore")
    picture(page, "avertissement")
    page.keyboard.press("Alt+t")
    expect(page.get_by_role("dialog")).to_be_visible()
    picture(page, "type")
    page.keyboard.press("Escape")
    page.keyboard.press("F1")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Guide de l’opérateur").click()
    guide = opened.value
    expect(guide.get_by_role("heading", name="Régler les doutes")).to_be_visible()
    shown(guide, "file", "document", "avertissement", "type")
    assert document.values.get(balise="siret").needs_person


def test_the_supervisors_guide_shows_the_screens_as_they_are(screen: Screen, live_server):
    first, second = factories.user(name="camille.durand"), factories.user(name="jo.martin")
    supervisor = factories.user(Role.SUPERVISOR, name="claude.petit")
    factories.keyed_twice(first, second, differing={"nomClient": "Centre Hospitalier de Vanne", "siret": ""})
    factories.keyed_twice(first, second, arbiter=supervisor, differing={"numeroBDC": "CDE 1836"})
    late = factories.waiting(name="commande-en-retard.pdf", received_at=factories.days_ago(5))
    factories.waiting(name="commande-chu.pdf", received_at=factories.days_ago(0.2))
    locks.take(late.pk, first)
    assert keying.to_arbitrate(supervisor).count() == 1
    page = screen(supervisor)
    page.goto("/videocodage/pilotage/")
    picture(page, "pilotage")
    page.get_by_role("link", name="Arbitrer").first.click()
    expect(page.get_by_text("Centre Hospitalier de Vanne »")).to_be_visible()
    picture(page, "arbitrage")
    page.goto("/videocodage/pilotage/couloirs/")
    picture(page, "couloirs")
    page.goto("/videocodage/pilotage/qualite/")
    picture(page, "qualite")
    for name, answer in (("facture-refusee.pdf", 400), ("commande-refusee.pdf", 400), ("commande-en-echec.pdf", 503)):
        refused(name, answer)
    page.goto("/videocodage/restitutions/")
    picture(page, "restitutions")
    page.get_by_role("link", name="Guide").click()
    shown(page, "pilotage", "restitutions", "couloirs", "arbitrage", "qualite")


def refused(name: str, status: int) -> None:
    """A document whose customer answers so."""
    with Customer(otherwise=status, answer='{"erreur": "référence inconnue"}'.encode()) as customer:
        taker = replace(settings.RADLAD, callback_url=customer.url)
        with override_settings(RADLAD=taker):
            sending.deliver(factories.settled(name=name).pk)
