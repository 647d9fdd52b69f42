"""The portal and the log-in page in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from radlad.domain.states import Motive, Status
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.review import page_images
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_reader_searches_the_list_and_opens_a_document(screen: Screen, shot, size):
    for days in range(5):
        factories.waiting(name=f"commande-{days}.pdf", received_at=factories.days_ago(days))
    rejected = factories.unknown()
    life.reject(rejected, factories.user(), Motive.UNKNOWN)
    done = factories.settled(name="commande-finie.pdf")
    for number in (1, 2):
        page_images.rendered(done, number, Size.THUMBNAIL)
    page = screen(factories.user(Role.CONSULTATION), size)
    shot(page, "suivi")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing sticks out"
    page.get_by_label("Nom du document").fill("finie")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator(".rows tbody tr")).to_have_count(1)
    page.get_by_role("link", name=str(done.pk)[:8]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("commande-finie.pdf")
    page.wait_for_load_state("networkidle")
    shot(page, "document")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_supervisor_cancels_a_document_in_a_dialog(screen: Screen, live_server):
    document = factories.waiting()
    for number in (1, 2):
        page_images.rendered(document, number, Size.THUMBNAIL)
    page = screen(factories.user(Role.SUPERVISOR))
    page.goto(f"/suivi/{document.pk}/")
    page.get_by_role("button", name="Annuler le document…").click()
    page.get_by_label("Raison").fill("Envoyé deux fois")
    page.get_by_role("dialog").get_by_role("button", name="Annuler le document").click()
    expect(page.locator(".note--success")).to_have_text("Le document est annulé.")
    document.refresh_from_db()
    assert document.status == Status.CANCELLED


def test_the_first_key_leads_past_the_header(screen: Screen, live_server):
    page = screen(factories.user(Role.CONSULTATION))
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Aller au contenu")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_wrong_password_is_said_and_signing_out_comes_back_to_the_log_in(screen: Screen, shot, live_server):
    user = factories.user(Role.CONSULTATION)
    page = screen(user)
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    page.get_by_label("Identifiant").fill(user.username)
    page.get_by_label("Mot de passe").fill("faux")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("incorrect")
    shot(page, "connexion-refusée")
