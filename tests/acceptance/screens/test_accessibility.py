"""No page of the operators and supervisors breaks a rule of WCAG 2.1, A or AA, that axe-core knows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.review import keying, locks, page_images
from radlad.web.review.models import LaneRules
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories
from tests.support.accessibility import violations

pytestmark = pytest.mark.django_db(transaction=True)


def sound(page: Page, where: str) -> None:
    expect(page.locator("h1").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert violations(page) == [], where


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_operators_pages(screen: Screen, live_server, size):
    operator, other = factories.user(name="operateur"), factories.user(name="autre")
    document, stranger = factories.waiting(), factories.unknown(received_at=factories.days_ago(4))
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    factories.keyed_twice(other, factories.user(name="tiers"), differing={"siret": ""})
    page = screen(operator, size)
    sound(page, "queue")
    page.goto("/videocodage/guide/")
    sound(page, "guide")
    locks.take(document.pk, operator)
    page.goto(f"/videocodage/{document.pk}/")
    expect(page.locator("#valeur-siret")).to_be_focused()
    page.keyboard.type("73282932000099")
    expect(page.locator("#avis-siret")).not_to_be_empty()
    sound(page, "document, with a warning")
    for key, what in (
        ("F1", "help"),
        ("Alt+t", "type"),
        ("Alt+x", "rejection"),
        ("Alt+m", "put aside"),
        ("Alt+h", "history"),
    ):
        page.keyboard.press(key)
        expect(page.locator("dialog[open]")).to_be_visible()
        sound(page, what)
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    locks.take(stranger.pk, operator)
    page.goto(f"/videocodage/{stranger.pk}/")
    sound(page, "document of unknown type")


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_supervisors_pages(screen: Screen, live_server, size):
    first, second = factories.user(name="premier"), factories.user(name="second")
    differing = factories.keyed_twice(first, second, differing={"siret": "", "signatureClientFinal": ""})
    factories.waiting(received_at=factories.days_ago(6))
    supervisor = factories.user(Role.SUPERVISOR)
    page = screen(supervisor, size)
    for address in (
        "/videocodage/", "/videocodage/pilotage/", "/videocodage/pilotage/couloirs/", "/videocodage/pilotage/qualite/",
        "/videocodage/guide/superviseur/", f"/videocodage/arbitrage/{differing.document_id}/",
    ):  # fmt: skip
        page.goto(address)
        sound(page, address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address}: sticks out"


def test_the_focus_goes_through_all_that_is_operated_in_the_order_of_the_page(screen: Screen, live_server):
    document = factories.waiting()
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    supervisor = factories.user(Role.SUPERVISOR)
    locks.take(document.pk, supervisor)
    page = screen(supervisor)
    for address in (
        "/videocodage/", f"/videocodage/{document.pk}/", "/videocodage/pilotage/", "/videocodage/pilotage/couloirs/",
        "/suivi/", f"/suivi/{document.pk}/", "/compte/",
    ):  # fmt: skip
        page.goto(address)
        page.wait_for_load_state("networkidle")
        stops = page.evaluate(_MARK_STOPS)
        page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex') }")
        met: list[str] = []
        while len(met) < stops:
            page.keyboard.press("Tab")
            here = page.evaluate("document.activeElement.dataset.stop")
            # A date field has stops of its own for day, month and year.
            if not met or here != met[-1]:
                assert here == str(len(met)), address
                met.append(here)


_MARK_STOPS = """() => {
  const stops = [...document.querySelectorAll("*")].filter((one) => {
    if (one.tabIndex < 0 || one.matches("option, [disabled]") || !one.checkVisibility()) return false;
    if (one.tabIndex > 0) throw new Error("an order of its own: " + one.outerHTML);
    if (one.type !== "radio") return true;
    // Of radio buttons the chosen one is a stop, or the first.
    const group = [...document.querySelectorAll(`input[name="${one.name}"]`)];
    return one === (group.find((radio) => radio.checked) ?? group[0]);
  });
  stops.forEach((one, number) => { one.dataset.stop = number; });
  return stops.length;
}"""
"""Numbers the places where the Tab key has to stop, in the order of the page; answers how many."""


def test_a_second_keying_and_a_reading_in_progress(screen: Screen, live_server):
    first, second = factories.user(name="premier"), factories.user(name="second")
    document = factories.settled()
    LaneRules.objects.create(couloir="HOP", sons="DPI", sampled=100)
    assert keying.sample(document, first)
    page = screen(second)
    page.get_by_role("button", name="Prendre un contrôle").click()
    expect(page.locator(".field--hand")).to_be_visible()
    sound(page, "second keying")
    again = factories.waiting()
    locks.take(again.pk, second)
    life.retype(again, second, factories.ORDER)
    page.goto(f"/videocodage/{again.pk}/")
    expect(page.get_by_role("heading", name="Relecture en cours")).to_be_visible()
    assert violations(page) == []
