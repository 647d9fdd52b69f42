"""An operator settles a document in a real browser, hands on the keyboard."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from radlad.domain.states import Status
from radlad.web.acquisition.models import Document, Settlement
from radlad.web.review import locks, page_images
from radlad.web.review.page_images import Size
from tests.acceptance.browser import sign_in
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_document_with_three_doubts_is_settled_by_keyboard_alone(screen: Screen, shot, document, size):
    page = screen(factories.user(), size)
    shot(page, "file")
    page.locator("#suivant").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-left]")).to_have_text("3")
    expect(page.locator("#valeur-siret")).to_be_focused()
    expect(page.locator(".viewer__frame")).to_be_visible()
    shot(page, "vidéocodage")

    page.keyboard.type("73282932000074")  # the wrong value was selected: typing replaces it
    page.keyboard.press("Enter")
    expect(page.locator("#valeur-datePrevisionnelleLivraison")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", checked=True).and_(page.locator("[name=isFluxEntrantDepuisRI]"))).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.locator("[data-left]")).to_have_text("0")
    expect(page.locator("#valider")).to_be_focused()
    expect(page.locator(".saving")).to_have_text("Tout est enregistré")
    shot(page, "vidéocodage-fini")
    page.keyboard.press("Enter")
    page.wait_for_url("**/videocodage/")

    document.refresh_from_db()
    assert document.status == Status.REVIEWED
    settled = {v.balise: (v.value, v.settlement) for v in document.values.exclude(settlement=Settlement.MACHINE)}
    assert settled == {
        "siret": ("73282932000074", Settlement.CHANGED),
        "datePrevisionnelleLivraison": ("12/03/2025", Settlement.CONFIRMED),
        "isFluxEntrantDepuisRI": ("false", Settlement.CHANGED),
    }


def test_a_field_is_saved_when_it_is_left(screen: Screen, document):
    page = open_document(screen, document)
    page.get_by_label("Nom client").fill("Clinique des Tilleuls")
    page.keyboard.press("Tab")
    expect(page.locator("#etat-nomClient")).to_contain_text("Enregistré")
    assert document.values.get(balise="nomClient").value == "Clinique des Tilleuls"


def test_a_candidate_is_taken_with_one_click(screen: Screen, document):
    page = open_document(screen, document)
    page.get_by_role("button", name="30/11/2025").click()
    expect(page.locator("#valeur-datePrevisionnelleLivraison")).to_have_value("30/11/2025")
    expect(page.locator("[data-left]")).to_have_text("2")


def test_a_refused_value_is_said_beside_its_field_and_blocks_the_end(screen: Screen, shot, document):
    page = open_document(screen, document, quiet=False)  # the browser's console reports each 400
    page.locator("#valeur-datePrevisionnelleLivraison").fill("bientôt")
    page.keyboard.press("Enter")
    fault = page.locator("[data-balise=datePrevisionnelleLivraison] .field__fault")
    expect(fault).to_contain_text("JJ/MM/AAAA")
    expect(page.locator(".saving")).to_contain_text("Non enregistré – Date prévisionnelle d’installation")
    shot(page, "vidéocodage-refus")
    page.get_by_role("button", name="Valider et suivant").click()
    expect(page.locator("#valeur-datePrevisionnelleLivraison")).to_be_focused()
    document.refresh_from_db()
    assert document.status == Status.TO_REVIEW


def test_finishing_too_early_names_what_is_left(screen: Screen, document):
    page = open_document(screen, document)
    page.get_by_role("button", name="Valider et suivant").click()
    expect(page.locator(".note--error")).to_contain_text("Il reste à vérifier : N° de SIRET fournisseur")


def test_what_cannot_be_saved_is_said_kept_and_saved_once_it_can(screen: Screen, document):
    page = open_document(screen, document, quiet=False)
    page.route("**/champs/*", lambda route: route.abort())
    page.get_by_label("Nom client").fill("Clinique des Tilleuls")
    page.keyboard.press("Tab")
    expect(page.locator(".saving")).to_contain_text("Non enregistré")
    expect(page.locator("[data-balise=nomClient]")).to_have_class("field field--unsaved")
    page.unroute("**/champs/*")
    expect(page.locator("#etat-nomClient")).to_contain_text("Enregistré")
    expect(page.locator(".saving")).to_have_text("Tout est enregistré")
    assert document.values.get(balise="nomClient").value == "Clinique des Tilleuls"


def test_what_was_typed_after_the_session_ended_is_saved_once_the_operator_is_back(screen: Screen, document):
    page = open_document(screen, document, quiet=False)
    Session.objects.all().delete()
    page.get_by_label("Nom client").fill("Clinique des Tilleuls")
    page.keyboard.press("Tab")
    expect(page.locator(".saving")).to_contain_text("Votre session a pris fin")
    sign_in(page.context.new_page(), "videocodeur", factories.PASSWORD)
    expect(page.locator("#etat-nomClient")).to_contain_text("Enregistré")
    assert document.values.get(balise="nomClient").value == "Clinique des Tilleuls"
    page.get_by_role("button", name="Rendre", exact=True).click()
    expect(page.locator(".note--info")).to_contain_text("Le document est rendu à la file")


def test_a_document_lost_to_another_operator_is_said_at_once(screen: Screen, document):
    page = open_document(screen, document, quiet=False)
    Document.objects.filter(pk=document.pk).update(locked_by=factories.user(name="autre"))
    page.get_by_label("Nom client").fill("Clinique des Tilleuls")
    page.keyboard.press("Tab")
    expect(page.locator(".saving")).to_contain_text("ne vous est plus réservé")


def test_the_image_is_zoomed_turned_and_leafed_through_by_keys(screen: Screen, document):
    page = open_document(screen, document)
    sheet = page.locator(".viewer__sheet img")
    width, _ = size_of(sheet)
    page.keyboard.press("Alt++")
    assert size_of(sheet)[0] > 1.2 * width
    page.keyboard.press("Alt+p")
    assert size_of(sheet)[1] <= size_of(page.locator(".viewer__stage"))[1]
    page.keyboard.press("Alt+r")
    width, height = size_of(sheet)
    assert width > height
    page.keyboard.press("Alt+PageDown")
    expect(page.locator(".viewer__page output")).to_have_text("2")
    expect(sheet).to_have_attribute("alt", "Page 2 du document")


def test_a_stranger_is_rejected_after_a_question(screen: Screen, shot, live_server):
    document = factories.unknown()
    page_images.rendered(document, 1, Size.FULL)
    page = open_document(screen, document)
    question = page.get_by_role("dialog", name="De quel document s’agit-il ?")
    expect(question).to_be_visible()
    shot(page, "inconnu")
    page.keyboard.press("Escape")
    # Keys of the screen count for nothing while a question is open.
    expect(question).to_be_hidden()
    page.keyboard.press("Alt+x")
    dialog = page.get_by_role("dialog", name="Rejeter le document")
    dialog.get_by_label("Inconnu").check(force=True)
    shot(page, "rejet")
    dialog.get_by_role("button", name="Rejeter et passer au suivant").click()
    page.wait_for_url("**/videocodage/")
    document.refresh_from_db()
    assert (document.status, document.motive) == (Status.REVIEWED, "Inconnu")


def size_of(element: Locator) -> tuple[float, float]:
    """Width and height on the screen, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["width"], box["height"]


def open_document(screen: Screen, document: Document, *, quiet: bool = True) -> Page:
    operator = factories.user()
    locks.take(document.pk, operator)
    page = screen(operator, quiet=quiet)
    page.goto(f"/videocodage/{document.pk}/")
    return page
