"""The guide of the customer's readers, and the pictures in it: of the real screens, made here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from radlad import doctypes
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.delivery.models import Attempt
from radlad.web.review import page_images
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import Screen
from tests.acceptance.screens.guide_pictures import picture, shown
from tests.support import factories

pytestmark = pytest.mark.django_db(transaction=True)
TYPES = ("hop-dpi-bon_commande", "hop-dpi-facture", "hop-pfi-bon_commande", "img-ris-bon_commande")


def delivered(doctype: str, days: float, name: str) -> Document:
    found = doctypes.by_key(doctype)
    document = factories.received(found, name=name, received_at=factories.days_ago(days))
    life.read_done(document, factories.reading(document, found))
    document.delivery.state, document.delivery.next_try_at = "acknowledged", None
    document.delivery.save()
    Attempt.objects.create(delivery=document.delivery, at=document.made_available_at, seconds=0.21, status=202)
    life.acknowledged(document)
    # As if it had been read when it came.
    minutes = timedelta(minutes=4 + 37 * (int(10 * days) % 7))
    Document.objects.filter(pk=document.pk).update(made_available_at=document.received_at + minutes)
    return document


def test_the_readers_guide_shows_the_screens_as_they_are(screen: Screen, live_server):
    for number in range(24):
        delivered(TYPES[number % 4], number * 0.7, f"dossier-{1840 - number}.pdf")
    for number in range(4):
        factories.waiting(name=f"commande-{number}.pdf", received_at=factories.days_ago(number / 2))
    document = delivered("hop-dpi-bon_commande", 0.1, "bon-de-commande.pdf")
    for number in (1, 2):
        page_images.rendered(document, number, Size.THUMBNAIL)
    page = screen(factories.user(Role.CONSULTATION, name="marie.roux"))
    picture(page, "suivi-recherche")
    page.get_by_role("link", name="bon-de-commande.pdf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("bon-de-commande.pdf")
    picture(page, "suivi-document")
    page.goto("/suivi/graphiques/")
    for number in range(6):
        page.locator(".chart img").nth(number).scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 320)")
    picture(page, "suivi-graphiques")
    page.goto("/compte/")
    picture(page, "suivi-compte")
    page.goto("/suivi/")
    page.get_by_role("link", name="Guide", exact=True).click()
    shown(page, "suivi-recherche", "suivi-document", "suivi-graphiques", "suivi-compte")
