"""What an operator points at on the image is read into the field in hand; the image follows the field."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from radlad.web.acquisition.models import Document
from radlad.web.review import locks, page_images
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import Screen
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(screen: Screen, live_server) -> Page:
    """The first sample as the machine really read it."""
    document = factories.really_read()
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    operator = factories.user()
    locks.take(document.pk, operator)
    page = screen(operator)
    page.goto(f"/videocodage/{document.pk}/")
    expect(page.locator(".field--hand")).to_be_visible()
    expect(page.locator(".viewer__sheet img")).to_have_js_property("complete", True)
    return page


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where on the screen that place of the upright page is, in fractions."""
    box = page.locator(".viewer__sheet img").bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def word(document: Document, text: str) -> tuple[float, float, float, float]:
    """Where the word stands on page 1."""
    from radlad.web.review.on_demand import words_of

    found = next(one for one in words_of(document, 1) if one[0] == text)
    return tuple(float(side) for side in found[1:])


def test_a_clicked_word_goes_into_the_field_in_hand(desk: Page):
    document = Document.objects.get()
    x0, y0, x1, y1 = word(document, "Vannes")
    name = desk.locator("#valeur-nomClient")
    name.focus()
    desk.mouse.click(*place(desk, (x0 + x1) / 2, (y0 + y1) / 2))
    expect(name).to_have_value("Vannes")
    expect(name).to_be_focused()
    expect(desk.locator("#etat-nomClient")).to_contain_text("Enregistré")


def test_a_drawn_zone_is_read_as_the_kind_of_the_field(desk: Page, shot):
    document = Document.objects.get()
    x0, y0, x1, y1 = word(document, "06/04/2026")
    date = desk.locator("#valeur-dateEditionCommande")
    date.focus()
    desk.mouse.move(*place(desk, x0 - 0.2, y0 - 0.005))
    desk.mouse.down()
    desk.mouse.move(*place(desk, x1, y1))
    desk.mouse.move(*place(desk, x1 + 0.01, y1 + 0.005))
    expect(desk.locator(".viewer__zone")).to_be_visible()
    desk.mouse.up()
    expect(date).to_have_value("06/04/2026"), "the label beside it is left out"
    shot(desk, "zone")


def test_the_image_and_a_snippet_of_it_follow_the_field_in_hand(desk: Page, shot):
    desk.locator("#valeur-siret").focus()
    snippet = desk.locator("[data-balise=siret] .snippet")
    expect(snippet).to_be_visible()
    expect(desk.locator(".viewer__frame")).to_be_in_viewport()
    shot(desk, "extrait")
    desk.locator("#valeur-nomClient").focus()
    expect(snippet).to_have_count(0)
    expect(desk.locator("[data-balise=nomClient] .snippet")).to_be_visible()
    desk.get_by_role("button", name="Page 2").click()
    expect(desk.locator(".viewer__page output")).to_have_text("2")


def test_the_page_is_sharp_when_it_is_zoomed_into(desk: Page):
    image = desk.locator(".viewer__sheet img")
    usual = image.evaluate("image => image.naturalWidth")
    for _ in range(5):
        desk.keyboard.press("Alt++")
    expect(image).to_have_attribute("src", re.compile(r"-fine\.webp$"))
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 1.5 * usual
