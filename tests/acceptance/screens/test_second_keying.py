"""Blind second keying and its arbitration; requalifying, and the document's way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from radlad import doctypes
from radlad.domain.states import Status
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document, Settlement
from radlad.web.review import locks, page_images
from radlad.web.review.models import KeyedField, LaneRules, SecondKeying, Verdict
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)
INVOICE = doctypes.by_key("hop-dpi-facture")


def settled_by(user) -> Document:
    """A short document, settled as it was read; its pictures are made."""
    document = factories.received(doctype=INVOICE)
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    life.read_done(document, factories.reading(document, INVOICE))
    life.reopen(document, factories.user(Role.SUPERVISOR, name="autre-superviseur"))
    locks.take(document.pk, user)
    life.confirm_value(document.values.get(balise="numeroBDC"), user)
    return document


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_drawn_document_is_keyed_blind_by_another_and_differences_are_arbitrated(
    screen: Screen, shot, live_server, size
):
    first, second = factories.user(name="premier"), factories.user(name="second")
    supervisor = factories.user(Role.SUPERVISOR)
    LaneRules.objects.create(couloir="HOP", sons="DPI", sampled=100)
    document = settled_by(first)
    page = screen(first, size)
    page.goto(f"/videocodage/{document.pk}/")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/videocodage/")
    expect(page.get_by_role("button", name="Prendre un contrôle")).to_have_count(0), "nobody checks himself"

    page = screen(second, size)
    page.get_by_role("button", name="Prendre un contrôle").click()
    expect(page.get_by_text("Contrôle en aveugle")).to_be_visible()
    expect(page.locator("[data-left]")).to_have_text("12")
    expect(page.locator(".standing--a-saisir")).to_have_count(12)
    expect(page.get_by_text("À vérifier", exact=True)).to_have_count(0)
    expect(page.locator(".viewer__pages button")).to_have_count(2)
    for entry in page.locator(".field input[type=text], .field textarea").all():
        assert entry.input_value() == "", "nothing of the first keying is shown"
    key_blind(page, document)
    shot(page, "contrôle")
    expect(page.locator("[data-left]")).to_have_text("0")
    page.keyboard.press("Enter")
    expect(page.locator(".note--success")).to_contain_text("Le contrôle est terminé")

    page = screen(supervisor, size)
    page.goto("/videocodage/pilotage/")
    page.get_by_role("link", name="Arbitrer").click()
    page.get_by_label("Première : « AF-HOP-DPI-Va2-012 »").check()
    shot(page, "arbitrage")
    page.get_by_role("button", name="Enregistrer l’arbitrage").click()
    expect(page.locator(".note--success")).to_contain_text("L’arbitrage est enregistré")
    keyed = SecondKeying.objects.get()
    assert (keyed.first_by, keyed.second_by, keyed.arbiter) == (first, second, supervisor)
    verdicts = dict(KeyedField.objects.exclude(verdict=Verdict.AGREED).values_list("balise", "verdict"))
    assert verdicts == {"numeroBDC": Verdict.FIRST}


def key_blind(page: Page, document: Document) -> None:
    """Types what the first keying says, one field wrong, with the keys alone."""
    values = dict(document.values.values_list("balise", "value"))
    for field in INVOICE.fields:
        shown = page.locator(f"[data-balise={field.balise}]")
        expect(shown).to_have_class("field field--hand")
        value = values[field.balise] if field.balise != "numeroBDC" else "AF-HOP-DPI-Va2-021"
        if field.values:
            page.keyboard.press({"true": "o", "false": "n", "": "v"}[value])
        else:
            page.keyboard.insert_text(value)
        page.keyboard.press("Enter")


def test_the_arbiter_reads_answers_in_words_and_may_give_another(screen: Screen, live_server):
    first, second = factories.user(name="premier"), factories.user(name="second")
    keyed = factories.keyed_twice(first, second, differing={"signatureClientFinal": "", "nomClient": "CH de Vanne"})
    page = screen(factories.user(Role.SUPERVISOR))
    page.goto(f"/videocodage/arbitrage/{keyed.document_id}/")
    page.get_by_label("Valeur juste de Nom client").fill("CH de Vannes")
    signature = page.get_by_role("group", name="Signature du client final")
    expect(signature.get_by_label("Première : « Signé »")).to_be_visible()
    expect(signature.get_by_label("Seconde : vide")).to_be_visible()
    signature.get_by_label("Valeur juste").select_option("Non signé")
    page.get_by_role("button", name="Enregistrer l’arbitrage").click()
    expect(page.locator(".note--success")).to_contain_text("L’arbitrage est enregistré")
    judged = keyed.fields.exclude(verdict=Verdict.AGREED).values_list("balise", "verdict", "right_value")
    assert set(judged) == {
        ("signatureClientFinal", Verdict.OTHER, "false"),
        ("nomClient", Verdict.OTHER, "CH de Vannes"),
    }


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_requalified_document_comes_back_by_itself_with_what_was_confirmed(screen: Screen, shot, live_server, size):
    document = factories.waiting()
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    operator = factories.user()
    locks.take(document.pk, operator)
    page = screen(operator, size)
    page.goto(f"/videocodage/{document.pk}/")
    expect(page.locator("#valeur-siret")).to_be_focused()
    page.locator("#valeur-numeroBDC").fill("CDE-2026-77")
    page.keyboard.press("Tab")
    expect(page.locator("#etat-numeroBDC")).to_contain_text("Enregistré")
    page.keyboard.press("Alt+t")
    page.keyboard.press("2")
    page.keyboard.press("f")
    dialog = page.get_by_role("dialog", name="Type et couloir du document")
    expect(dialog.get_by_role("button", name="Relire comme ce type")).to_be_enabled()
    shot(page, "type")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Relecture en cours")).to_be_visible()
    document.refresh_from_db()
    assert (document.status, document.locked_by) == (Status.READING, operator)
    invoice = doctypes.by_key("hop-pfi-facture")
    life.read_done(document, factories.reading(document, invoice))  # what the worker does
    expect(page.locator(".case")).to_contain_text("relu 1 fois")
    expect(page.locator("#valeur-numeroBDC")).to_have_value("CDE-2026-77")
    assert document.values.get(balise="numeroBDC").settlement == Settlement.CHANGED


def test_what_the_machine_took_for_another_type_is_confirmed_with_one_key(screen: Screen, live_server):
    document = factories.received(INVOICE, declared_type="VA")
    for number in (1, 2):
        page_images.rendered(document, number, Size.FULL)
    life.read_done(document, factories.reading(document, INVOICE))
    operator = factories.user()
    locks.take(document.pk, operator)
    page = screen(operator)
    page.goto(f"/videocodage/{document.pk}/")
    dialog = page.get_by_role("dialog", name="Confirmez le type du document")
    expect(dialog.get_by_label("Facture")).to_be_focused()
    expect(dialog.get_by_label("Facture")).to_be_checked()
    expect(dialog).to_contain_text("Titre « Bon de commande » en page 1")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".case__why")).not_to_contain_text("Type")
    assert document.history.filter(what="type confirmé", who=operator).exists()
