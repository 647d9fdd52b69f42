"""The search and its detail: every criterion, the columns, the order, the pages (CCTP I.4)."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from radlad.web.acquisition.models import Document
from radlad.web.reporting import listing
from radlad.web.reporting.columns import COLUMNS
from radlad.web.reporting.filters import search
from tests.support import factories
from tests.support.html import detail_of, page_of, text_of

ALL = ["facture.pdf", "finie.pdf", "attente.pdf", "modifiee.pdf", "illisible.pdf", "inconnu.pdf"]


def test_a_row_has_all_columns_of_the_customers_table(portal, various):
    page = page_of(portal.get("/suivi/", {"nom": "modifiee"}))
    assert [text_of(heading) for heading in page.xpath("//table[contains(@class, 'rows--list')]/thead//th")] == [
        "Type de flux", "Nom du document", "Id de la demande", "Type envoyé", "Type modifié en", "Couloir-SONS",
        "Reçu le", "Mis à disposition le", "Statut", "Vidéocodages", "Champs extraits", "Pages", "Complexité",
        "Motif du rejet",
    ]  # fmt: skip
    (row,) = detail_of(page)
    fields = str(various["modifiee"].values.count())
    assert row[:2] == ["SEGUR", "modifiee.pdf"]
    assert str(various["modifiee"].pk) in row[2]
    assert row[3:6] == ["VA", "FACTURE", "HOP PFI"]
    assert row[8:] == ["Vidéocodage terminé", fields, fields, "2", "forte", "–"]


@pytest.mark.parametrize(("name", "motive"), [("inconnu", "Inconnu"), ("illisible", "Illisible")])
def test_a_rejected_document_shows_its_motive_and_no_changed_type(portal, various, name, motive):
    (row,) = detail_of(page_of(portal.get("/suivi/", {"nom": name})))
    assert (row[4], row[13]) == ("–", motive)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ({}, ALL),
        ({"flux": "SEGUR"}, ALL),
        ({"statut": "En attente vidéocodage"}, ["attente.pdf"]),
        ({"statut": ["En attente vidéocodage", "RAD/LAD en cours"]}, ["facture.pdf", "attente.pdf"]),
        ({"couloir": "HOP-PFI"}, ["facture.pdf", "modifiee.pdf"]),
        ({"couloir": ["HOP-PFI", "HOP-DPI"]}, ALL),
        ({"couloir": "IMG-RIS"}, []),
        ({"type": "BON_COMMANDE"}, ["finie.pdf", "attente.pdf", "illisible.pdf"]),
        ({"type": ["FACTURE", "inconnu"]}, ["facture.pdf", "modifiee.pdf", "inconnu.pdf"]),
        ({"motif": "Inconnu"}, ["inconnu.pdf"]),
        ({"motif": ["Inconnu", "Illisible"]}, ["illisible.pdf", "inconnu.pdf"]),
        ({"complexite": "forte"}, ["modifiee.pdf"]),
        ({"complexite": ["simple", "forte"]}, ["finie.pdf", "modifiee.pdf", "illisible.pdf"]),
        ({"modifie": "oui"}, ["modifiee.pdf"]),
        ({"modifie": "non"}, [name for name in ALL if name != "modifiee.pdf"]),
        ({"modifie": ["oui", "non"]}, ALL),
        ({"nom": "FINI"}, ["finie.pdf"]),
        ({"nom": "rien de tel"}, []),
        ({"statut": "Vidéocodage terminé", "couloir": "HOP-PFI", "type": "FACTURE"}, ["modifiee.pdf"]),
        ({"tri": "nom"}, sorted(ALL)),
        ({"tri": "-nom", "type": "BON_COMMANDE"}, ["illisible.pdf", "finie.pdf", "attente.pdf"]),
        ({"tri": "-pages", "couloir": "HOP-PFI"}, ["facture.pdf", "modifiee.pdf"]),
        ({"statut": "n’importe quoi"}, ALL),
    ],
)
def test_the_search_finds_what_is_asked_for(names, various, search, found):
    assert names(**search) == found


@pytest.mark.parametrize("key", [column.key for column in COLUMNS if column.sort])
def test_each_sort_goes_both_ways_and_puts_what_has_no_value_last(names, various, key):
    up, down = names(tri=key), names(tri=f"-{key}")
    assert sorted(up) == sorted(down) == sorted(ALL)
    if key == "disponible":
        assert set(up[-2:]) == set(down[-2:]) == {"attente.pdf", "facture.pdf"}


def test_days_are_searched_whole(names, various):
    day = f"{factories.days_ago(2).astimezone():%Y-%m-%d}"
    assert names(recu_du=day, recu_au=day) == ["finie.pdf"]
    today = f"{factories.days_ago(0).astimezone():%Y-%m-%d}"
    assert set(names(disponible_du=today, disponible_au=today)) == set(ALL) - {"facture.pdf", "attente.pdf"}


@pytest.mark.parametrize("part", [slice(0, 8), slice(0, 9), slice(0, 17), slice(9, 23), slice(24, 36), slice(0, 36)])
def test_a_part_of_the_identifier_is_enough(names, various, part):
    assert names(demande=str(various["finie"].pk)[part].upper()) == ["finie.pdf"]


@pytest.mark.parametrize("start", ["{}-", "{}0", "urn:uuid:{}", "{{{}}}"])
def test_what_is_no_part_of_an_identifier_finds_nothing(names, various, start):
    assert names(demande=start.format(various["finie"].pk)) == []


@pytest.mark.parametrize("wrong", ["3fa85f64--5717", "3fa85f64-57-17", "3fa85f64-5717-4562-b3fc-2c963f66afzz"])
def test_hyphens_and_digits_of_an_identifier_stand_where_they_stand(names, various, wrong):
    assert names(demande=wrong) == []


def test_the_start_of_an_identifier_is_found_in_the_index_of_the_key():
    asked = str(search(QueryDict("demande=3fa85f64-57"), Document.objects.all()).qs.query)
    assert "BETWEEN" in asked
    assert "LIKE" not in asked


def test_columns_are_chosen_in_the_address(portal, various):
    page = page_of(portal.get("/suivi/", {"colonnes": ["statut", "pages"]}))
    assert [text_of(h) for h in page.xpath("//table[contains(@class, 'rows--list')]/thead//th")] == [
        "Nom du document", "Statut", "Pages",
    ]  # fmt: skip
    assert detail_of(page)[0] == ["facture.pdf", "RAD/LAD en cours", "5"]
    checked = page.xpath("//input[@name='colonnes'][@checked]/@value")
    assert checked == ["nom", "statut", "pages"]


def test_the_page_shows_twenty_five_rows_of_all_that_is_found(portal):
    for _ in range(27):
        factories.received(pages=3)
    page = page_of(portal.get("/suivi/"))
    assert len(detail_of(page)) == 25
    assert "Page 1 sur 2" in text_of(page.find(".//main"))
    assert len(detail_of(page_of(portal.get("/suivi/", {"page": 2, "tri": "pages"})))) == 2


def test_the_detail_ends_at_its_farthest_page_and_says_where_the_rest_is(portal, monkeypatch):
    monkeypatch.setattr(listing, "FARTHEST", 1)
    for _ in range(listing.SIZE):
        factories.received()
    assert "Le détail s’arrête" not in text_of(page_of(portal.get("/suivi/")).find(".//main"))
    factories.received()
    page = page_of(portal.get("/suivi/", {"page": 2}))
    assert len(detail_of(page)) == listing.SIZE
    assert text_of(page.find(".//dl[@class='totals__figures']/div/dd")) == str(listing.SIZE + 1)
    assert "Le détail s’arrête aux 25 premiers documents" in text_of(page.find(".//main"))
    assert not page.xpath("//a[@rel='next']")


def test_the_search_stands_in_the_address_of_every_link_of_the_page(portal):
    for n in range(26):
        factories.received(name=f"facture {n}.pdf")
    page = page_of(portal.get("/suivi/", {"nom": "facture", "statut": "RAD/LAD en cours", "tri": "-nom"}))
    (onwards,) = page.xpath("//a[@rel='next']/@href")
    heading = page.xpath("//th[@aria-sort]")[0]
    assert heading.get("aria-sort") == "descending"
    (export,) = page.xpath("//a[text()='Exporter en CSV']/@href")
    for address in (onwards, heading.xpath("./a/@href")[0], export):
        assert "nom=facture" in address
        assert "statut=RAD%2FLAD+en+cours" in address
    assert "tri=-nom" in onwards


def test_equal_rows_are_neither_shown_twice_nor_lost_between_pages(portal):
    for _ in range(30):
        factories.received()
    seen = [
        row[2] for page in (1, 2) for row in detail_of(page_of(portal.get("/suivi/", {"tri": "pages", "page": page})))
    ]
    assert len(set(seen)) == 30


def test_the_list_takes_as_many_queries_however_long_it_is(portal, django_assert_num_queries):
    for _ in range(26):
        factories.received()
    portal.get("/suivi/")
    with django_assert_num_queries(5):
        portal.get("/suivi/")


def test_a_wrong_date_is_said_beside_its_field(portal):
    assert "Saisissez une date valide" in text_of(
        page_of(portal.get("/suivi/", {"recu_du": "hier"})).find(".//form[@role='search']")
    )


def test_the_chosen_values_of_a_criterion_are_counted_and_checked(portal, various):
    page = page_of(portal.get("/suivi/", {"statut": ["Livré", "Rejeté"]}))
    assert page.xpath("//input[@name='statut'][@checked]/@value") == ["Livré", "Rejeté"]
    assert Document.objects.count() == 6
