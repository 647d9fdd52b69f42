"""What is typed and not saved stays in the browser, which others use too: only as long as it has to."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from radlad.web.review import locks
from tests.acceptance.browser import sign_in
from tests.acceptance.screens.conftest import Screen
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "Clinique des Tilleuls"


@pytest.fixture
def desk(screen: Screen, document) -> Page:
    """A field has been typed in, and nothing reaches the server."""
    operator = factories.user()
    locks.take(document.pk, operator)
    page = screen(operator, quiet=False)
    page.goto(f"/videocodage/{document.pk}/")
    page.route("**/champs/*", lambda route: route.abort())
    page.get_by_label("Nom client").fill(TYPED)
    assert drafts(page) == [TYPED]
    return page


def drafts(page: Page) -> list[str]:
    kept = page.evaluate("Object.values(localStorage).map(text => JSON.parse(text).values).flatMap(Object.values)")
    assert isinstance(kept, list)
    return kept


def test_a_draft_is_gone_once_the_server_has_the_value(desk: Page):
    desk.keyboard.press("Tab")
    expect(desk.locator(".saving")).to_contain_text("Non enregistré")
    assert drafts(desk) == [TYPED]
    desk.unroute("**/champs/*")
    expect(desk.locator(".saving")).to_have_text("Tout est enregistré")
    assert drafts(desk) == []


def test_a_draft_outlives_the_page_for_its_own_person(desk: Page, document):
    page = desk.context.new_page()
    desk.close(run_before_unload=False)
    page.goto("/videocodage/")
    assert drafts(page) == [TYPED]
    page.goto(f"/videocodage/{document.pk}/")
    expect(page.get_by_label("Nom client")).to_have_value(TYPED)
    expect(page.locator("#etat-nomClient")).to_contain_text("Enregistré")
    assert drafts(page) == []


def test_no_draft_stays_behind_who_signs_out(desk: Page):
    desk.on("dialog", lambda question: question.accept())
    desk.get_by_role("button", name="Se déconnecter").click()
    expect(desk.get_by_role("heading", name="Connexion")).to_be_visible()
    assert drafts(desk) == []


def test_who_stays_after_all_loses_no_draft(desk: Page):
    desk.keyboard.press("Tab")
    expect(desk.locator(".saving")).to_contain_text("Non enregistré")
    desk.once("dialog", lambda question: question.dismiss())
    desk.get_by_role("button", name="Se déconnecter").click()
    expect(desk.get_by_label("Nom client")).to_have_value(TYPED)
    assert drafts(desk) == [TYPED]


def test_another_person_on_the_same_browser_finds_no_draft(desk: Page, document):
    desk.close(run_before_unload=False)
    context = desk.context
    context.clear_cookies()
    other = factories.user(name="autre")
    page = context.new_page()
    sign_in(page, other.username, factories.PASSWORD)
    page.wait_for_load_state("networkidle")
    assert drafts(page) == []


def test_a_draft_that_nobody_came_back_for_is_thrown_away(desk: Page):
    page = desk.context.new_page()
    desk.close(run_before_unload=False)
    page.goto("/compte/")
    page.evaluate(
        "at => { for (const [name, text] of Object.entries(localStorage))"
        " localStorage.setItem(name, JSON.stringify({ ...JSON.parse(text), at })) }",
        1000 * (time.time() - 12.1 * 3600),
    )
    page.reload()
    page.wait_for_load_state("networkidle")
    assert drafts(page) == []
