"""All work is done without a mouse: the keys, what is said while typing, and what survives."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from radlad import doctypes
from radlad.domain.reading import Doubt
from radlad.domain.states import Status
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Settlement
from radlad.web.review import locks, page_images
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)
DRIMBOX = doctypes.by_key("img-drimbox-bon_commande")
DOUBTS = {
    "siret": (Doubt.SIRET_KEY,),
    "datePrevisionnelleLivraison": (Doubt.SEVERAL_CANDIDATES,),
    "aidesPercues": (Doubt.NONE_TICKED,),
}


@pytest.fixture
def desk(screen: Screen, document) -> Page:
    """The document before its operator, the first doubtful field in hand."""
    operator = factories.user()
    locks.take(document.pk, operator)
    page = screen(operator)
    page.goto(f"/videocodage/{document.pk}/")
    expect(page.locator("#valeur-siret")).to_be_focused()
    return page


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_46_field_order_with_three_doubts_takes_at_most_12_keys(screen: Screen, live_server, size):
    assert len(DRIMBOX.fields) == 46
    document = factories.waiting(DOUBTS, DRIMBOX)
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    page = screen(factories.user(), size)
    pressed = []

    def press(key: str) -> None:
        pressed.append(key)
        page.keyboard.press(key)

    expect(page.locator("#suivant")).to_be_focused()
    press("Enter")
    left = page.locator("[data-left]")
    expect(left).to_have_text("3")
    first = page.locator("#valeur-siret")
    expect(first).to_be_focused()
    press("Alt+1")
    expect(first).to_have_value("73282932000074")
    press("Enter")
    expect(page.locator("[name=aidesPercues]:checked")).to_be_focused()
    press("o")
    press("Enter")
    expect(page.locator("#valeur-datePrevisionnelleLivraison")).to_be_focused()
    press("Enter")
    expect(page.locator("#valider")).to_be_focused()
    press("Enter")
    page.wait_for_url("**/videocodage/")
    assert len(pressed) <= 12, pressed
    document.refresh_from_db()
    assert document.status == Status.REVIEWED
    settled = dict(document.values.exclude(settlement=Settlement.MACHINE).values_list("balise", "value"))
    assert settled == {
        "siret": "73282932000074", "aidesPercues": "true", "datePrevisionnelleLivraison": "12/03/2025",
    }  # fmt: skip


def test_dates_and_amounts_are_typed_without_separators(desk: Page, document):
    desk.locator("#valeur-datePrevisionnelleLivraison").fill("15092025")
    desk.keyboard.press("Tab")
    expect(desk.locator("#valeur-datePrevisionnelleLivraison")).to_have_value("15/09/2025")
    amount = desk.locator("#valeur-montantSegurHT")
    amount.fill("10288")
    desk.keyboard.press("Tab")
    expect(amount).to_have_value("10 288")
    assert document.values.get(balise="montantSegurHT").value == "10 288"


def test_a_warning_is_said_while_typing_and_one_more_key_overrules_it_on_record(desk: Page, shot, document):
    siret = desk.locator("#valeur-siret")
    desk.keyboard.type("73282932000099")
    expect(desk.locator("#avis-siret")).to_contain_text("La clé du SIRET est fausse")
    shot(desk, "avertissement")
    desk.keyboard.press("Enter")
    expect(desk.locator("#avis-siret")).to_contain_text("Entrée encore")
    expect(siret).to_be_focused()
    assert document.values.get(balise="siret").needs_person, "kept, and not settled yet"
    desk.keyboard.press("Enter")
    expect(siret).not_to_be_focused()
    expect(desk.locator("[data-left]")).to_have_text("2")
    value = document.values.get(balise="siret")
    assert (value.value, value.needs_person) == ("73282932000099", False)
    said = document.history.filter(details__balise="siret").last()
    assert said is not None
    assert said.details["before"]["doubts"] == ["cle_siret_fausse"], "what was overruled is in the history"


def test_any_saved_step_is_undone_the_last_first(desk: Page, document):
    desk.keyboard.press("Alt+1")
    expect(desk.locator("#etat-siret")).to_contain_text("Enregistré")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-left]")).to_have_text("1")
    desk.keyboard.press("Control+z")
    expect(desk.locator("#valeur-datePrevisionnelleLivraison")).to_be_focused()
    expect(desk.locator("[data-left]")).to_have_text("2")
    desk.keyboard.press("Control+z")
    expect(desk.locator("#valeur-siret")).to_have_value("73282932000075")
    expect(desk.locator("#etat-siret")).to_contain_text("La clé du SIRET est fausse")
    value = document.values.get(balise="siret")
    assert (value.value, value.settlement, value.needs_person) == ("73282932000075", Settlement.MACHINE, True)


def test_a_value_is_copied_from_the_field_above_of_the_same_kind(desk: Page, document):
    signing = desk.locator("#valeur-dateSignatureCommande")
    desk.locator("#valeur-datePrevisionnelleLivraison").fill("30112025")
    desk.keyboard.press("Tab")
    signing.focus()
    desk.keyboard.press("Alt+ArrowUp")
    expect(signing).to_have_value("30/11/2025")
    expect(desk.locator("#etat-dateSignatureCommande")).to_contain_text("Enregistré")
    assert document.values.get(balise="dateSignatureCommande").value == "30/11/2025"


def test_tab_goes_to_the_next_field_and_back(desk: Page):
    desk.keyboard.press("Tab")
    expect(desk.locator("#valeur-nomClient")).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    expect(desk.locator("#valeur-siret")).to_be_focused()


def test_a_document_is_put_aside_with_a_comment_and_comes_back_last(desk: Page, document):
    other = factories.waiting(name="autre.pdf")
    desk.keyboard.press("Alt+m")
    desk.keyboard.type("Cachet illisible, demander l’original")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="autre.pdf")).to_be_visible()
    life.cancel(other, factories.user(name="superviseur"), "doublon")
    desk.goto("/videocodage/")
    expect(desk.get_by_text("Mis de côté : Cachet illisible, demander l’original")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator(".case__comment")).to_contain_text("Cachet illisible")


def test_the_question_mark_shows_all_keys_and_the_way_to_the_guide(desk: Page, shot):
    desk.keyboard.press("?")
    help_ = desk.get_by_role("dialog", name="Touches")
    expect(help_.get_by_text("Copier le champ du dessus de même nature")).to_be_visible()
    expect(help_.get_by_role("link", name="Guide de l’opérateur")).to_be_visible()
    shot(desk, "touches")
    desk.keyboard.press("Escape")
    expect(desk.locator("#valeur-siret")).to_have_value("73282932000075")


def test_the_whole_history_of_a_value_is_one_key_away(desk: Page, shot):
    desk.keyboard.press("Alt+1")
    expect(desk.locator("#etat-siret")).to_contain_text("Enregistré")
    desk.keyboard.press("Alt+h")
    told = desk.get_by_role("dialog", name="Historique du champ")
    expect(told).to_contain_text("« 73282932000075 » → « 73282932000074 » – doute : La clé du SIRET est fausse")
    expect(told).to_contain_text("Lu par la machine")
    shot(desk, "historique")


def test_what_was_being_typed_when_the_browser_fell_is_found_again_and_saved(desk: Page, document):
    name = desk.locator("#valeur-nomClient")
    name.focus()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("Clinique des Til")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto("about:blank")
    assert document.values.get(balise="nomClient").value == "Centre hospitalier de Bellerive"
    desk.goto(f"/videocodage/{document.pk}/")
    expect(name).to_have_value("Clinique des Til")
    expect(desk.locator("#etat-nomClient")).to_contain_text("Enregistré")
    assert document.values.get(balise="nomClient").value == "Clinique des Til"


def test_keystrokes_for_a_document_that_another_has_now_become_a_candidate(screen: Screen, document):
    first, second = factories.user(), factories.user(name="autre")
    locks.take(document.pk, first)
    page = screen(first, quiet=False)
    page.goto(f"/videocodage/{document.pk}/")
    locks.reassign(document.pk, factories.user(name="superviseur"), second)
    assert locks.take(document.pk, second)
    page.get_by_label("Nom client").fill("Clinique des Tilleuls")
    page.keyboard.press("Tab")
    expect(page.locator(".saving")).to_contain_text("gardée parmi les valeurs proposées")
    page = screen(second)
    page.goto(f"/videocodage/{document.pk}/")
    expect(page.locator("[data-balise=nomClient] .suggestion")).to_contain_text(
        "Clinique des Tilleuls saisi par videocodeur"
    )


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_two_operators_who_race_for_one_document_get_it_once(screen: Screen, document, size):
    pages = [screen(factories.user(name=name), size) for name in ("a", "b")]
    for page in pages:
        expect(page.locator("#suivant")).to_be_visible()
    for page in pages:
        page.evaluate("setTimeout(() => document.getElementById('suivant').click(), 50)")
    for page in pages:
        expect(page.locator("[data-left], .note--info")).to_be_visible()
    opened = [page for page in pages if str(document.pk) in page.url]
    assert len(opened) == 1
    loser = next(page for page in pages if page not in opened)
    expect(loser.locator(".note--info")).to_contain_text("Aucun document n’attend")
