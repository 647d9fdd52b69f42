"""The list of documents: its search, its totals and its order."""

from __future__ import annotations

import pytest

from radlad import doctypes
from radlad.domain.states import Motive
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from tests.support import factories
from tests.support.html import page_of, rows_of, text_of

PFI_INVOICE = doctypes.by_key("hop-pfi-facture")


@pytest.fixture
def portal(client, db):
    client.force_login(factories.user(Role.CONSULTATION))
    return client


def names(portal, **search):
    return [row[2] for row in rows_of(page_of(portal.get("/suivi/", search)))]


def test_a_row_tells_the_whole_story_of_its_document(portal):
    document = factories.settled(name="commande.pdf", received_at=factories.days_ago(0))
    row = rows_of(page_of(portal.get("/suivi/")))[0]
    assert row[0] == str(document.pk)[:8]
    assert row[2:10] == [
        "commande.pdf", "HOP DPI", "BON_COMMANDE", "BON_COMMANDE", "Vidéocodage terminé", "2", "simple", "–",
    ]  # fmt: skip
    assert row[10] != "–"


def test_a_rejected_document_shows_its_motive_and_no_type(portal):
    document = factories.unknown()
    life.reject(document, factories.user(), Motive.UNKNOWN)
    row = rows_of(page_of(portal.get("/suivi/")))[0]
    assert (row[5], row[9]) == ("–", "Inconnu")


@pytest.fixture
def various(db):
    factories.waiting(name="attente.pdf", received_at=factories.days_ago(3))
    factories.settled(name="finie.pdf", received_at=factories.days_ago(2))
    factories.received(PFI_INVOICE, name="facture.pdf", received_at=factories.days_ago(1))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ({}, ["facture.pdf", "finie.pdf", "attente.pdf"]),
        ({"statut": "En attente vidéocodage"}, ["attente.pdf"]),
        ({"couloir": "HOP-PFI"}, ["facture.pdf"]),
        ({"type": "BON_COMMANDE"}, ["finie.pdf", "attente.pdf"]),
        ({"nom": "FINI"}, ["finie.pdf"]),
        ({"nom": "rien de tel"}, []),
        ({"tri": "name"}, ["attente.pdf", "facture.pdf", "finie.pdf"]),
        ({"tri": "-name", "type": "BON_COMMANDE"}, ["finie.pdf", "attente.pdf"]),
        ({"tri": "made_available_at"}, ["finie.pdf"]),
        ({"tri": "-made_available_at"}, ["finie.pdf"]),
        ({"statut": "n’importe quoi"}, ["facture.pdf", "finie.pdf", "attente.pdf"]),
    ],
)
def test_the_search_finds_what_is_asked_for(portal, various, search, found):
    shown = names(portal, **search)
    assert shown[: len(found)] == found
    if "made_available_at" not in search.get("tri", ""):
        assert len(shown) == len(found)


def test_days_are_searched_whole(portal, various):
    day = f"{factories.days_ago(2).astimezone():%Y-%m-%d}"
    assert names(portal, recu_du=day, recu_au=day) == ["finie.pdf"]
    today = f"{factories.days_ago(0).astimezone():%Y-%m-%d}"
    assert names(portal, disponible_du=today, disponible_au=today) == ["finie.pdf"]


def test_a_part_of_the_identifier_is_enough(portal, various):
    document = Document.objects.get(name="finie.pdf")
    assert names(portal, demande=str(document.pk)[9:23].upper()) == ["finie.pdf"]


def test_totals_are_those_of_the_search_not_of_the_page(portal):
    for _ in range(27):
        factories.received(pages=3)
    page = page_of(portal.get("/suivi/"))
    assert len(rows_of(page)) == 25
    assert [text_of(total) for total in page.xpath("//dl[contains(@class, 'totals')]//dd")] == ["27", "81"]
    assert "Page 1 sur 2" in text_of(page.find(".//main"))
    assert len(rows_of(page_of(portal.get("/suivi/", {"page": 2, "tri": "pages"})))) == 2


def test_the_search_stands_in_the_address_of_every_link_of_the_page(portal):
    for n in range(26):
        factories.received(name=f"facture {n}.pdf")
    page = page_of(portal.get("/suivi/", {"nom": "facture", "tri": "-name"}))
    (onwards,) = page.xpath("//a[@rel='next']/@href")
    assert "nom=facture" in onwards
    assert "tri=-name" in onwards
    heading = page.xpath("//th[@aria-sort]")[0]
    assert heading.get("aria-sort") == "descending"
    assert "nom=facture" in heading.xpath("./a/@href")[0]


def test_equal_rows_are_neither_shown_twice_nor_lost_between_pages(portal):
    for _ in range(30):
        factories.received()
    seen = [
        row[0] for page in (1, 2) for row in rows_of(page_of(portal.get("/suivi/", {"tri": "pages", "page": page})))
    ]
    assert len(set(seen)) == 30


def test_the_list_takes_four_queries_however_long_it_is(portal, django_assert_num_queries):
    for _ in range(26):
        factories.received()
    with django_assert_num_queries(4):
        portal.get("/suivi/")


def test_a_wrong_date_is_said_beside_its_field(portal):
    assert "Saisissez une date valide" in text_of(
        page_of(portal.get("/suivi/", {"recu_du": "hier"})).find(".//form[@role='search']")
    )
