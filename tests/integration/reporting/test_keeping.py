"""Saved searches, and the "suivi RAD/LAD" workbook (CCTP I.4)."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from radlad.web.accounts.models import Action, AuditEntry, Role
from radlad.web.acquisition.models import Document
from radlad.web.reporting import retention, tasks, workbook
from radlad.web.reporting.columns import COLUMNS
from radlad.web.reporting.models import SavedSearch, Workbook, WorkbookState
from radlad.web.reporting.totals import totals
from tests.support import factories
from tests.support.html import page_of, text_of


def made(portal, criteria=""):
    """Asks for a workbook, has it made as a worker would, and opens it."""
    answer = portal.post(reverse("reporting:ask-workbook"), {"criteres": criteria})
    asked = Workbook.objects.latest("asked_at")
    assert answer.url == reverse("reporting:workbook", args=[asked.pk])
    tasks.make_workbook(str(asked.pk))
    file = portal.get(reverse("reporting:workbook-file", args=[asked.pk]))
    assert f"suivi-radlad-{timezone.localdate():%Y-%m-%d}.xlsx" in file["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content)))


def test_the_workbook_has_a_row_a_document_with_all_columns(portal, various):
    book = made(portal)
    assert book.sheetnames == ["Totaux", "Suivi"]
    rows = list(book["Suivi"].iter_rows(values_only=True))
    assert list(rows[0]) == [column.title for column in COLUMNS]
    assert [row[1] for row in rows[1:]] == [
        "facture.pdf",
        "finie.pdf",
        "attente.pdf",
        "modifiee.pdf",
        "illisible.pdf",
        "inconnu.pdf",
    ]
    changed = dict(zip(rows[0], rows[4], strict=True))
    assert changed["Id de la demande"] == str(various["modifiee"].pk)
    assert changed["Type modifié en"] == "FACTURE"
    assert changed["Reçu le"] == timezone.make_naive(various["modifiee"].received_at).replace(microsecond=0)
    assert changed["Motif du rejet"] is None


def test_its_totals_are_those_of_the_search(portal, various):
    sheet = made(portal, "couloir=HOP-DPI")["Totaux"]
    told = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    found = totals(Document.objects.filter(couloir="HOP", sons="DPI"))
    assert told["Documents"][0] == found.documents == 4
    assert told["Pages"][0] == found.pages
    assert told["Champs extraits"][0] == found.extracted > 0
    assert told["Documents rejetés"][0] == found.rejected == 2
    assert told["Bon de commande"] == (3, 6)
    assert told["HOP DPI"] == (4, 7)


def test_a_name_is_never_a_formula(portal):
    factories.received(name="=1+1")
    cell = made(portal)["Suivi"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_what_does_not_fit_on_one_sheet_goes_on_the_next(portal, various, monkeypatch):
    monkeypatch.setattr(workbook, "_SHEET_ROWS", 4)
    book = made(portal)
    assert book.sheetnames == ["Totaux", "Suivi", "Suivi 2"]
    assert [book[name].max_row for name in ("Suivi", "Suivi 2")] == [5, 3]


def test_the_workbook_holds_only_lanes_that_its_owner_may_see(client, various):
    person = factories.user(Role.CONSULTATION)
    person.lanes = ["HOP-PFI"]
    person.save()
    client.force_login(person)
    assert {row[5] for row in made(client)["Suivi"].iter_rows(min_row=2, values_only=True)} == {"HOP PFI"}


def test_a_workbook_is_its_owners_alone(portal, client, various):
    made(portal)
    asked = Workbook.objects.get()
    client.force_login(factories.user(Role.ADMINISTRATOR))
    for name in ("reporting:workbook", "reporting:workbook-file"):
        assert client.get(reverse(name, args=[asked.pk])).status_code == 404


def test_the_page_tells_how_far_it_is(portal, db):
    portal.post(reverse("reporting:ask-workbook"), {"criteres": ""})
    asked = Workbook.objects.get()
    address = reverse("reporting:workbook", args=[asked.pk])
    assert "En attente" in text_of(page_of(portal.get(address)).find(".//main"))
    Workbook.objects.update(state=WorkbookState.MAKING, documents=1000, written=250)
    page = page_of(portal.get(address))
    assert page.xpath("//progress/@value") == ["25"]
    assert "hx-get" in portal.get(address, headers={"HX-Request": "true"}).content.decode()
    assert portal.get(reverse("reporting:workbook-file", args=[asked.pk])).status_code == 404


def test_a_failure_is_said_on_the_page(portal, various, monkeypatch):
    portal.post(reverse("reporting:ask-workbook"), {"criteres": ""})
    asked = Workbook.objects.get()
    default_storage.save(asked.file_key.removesuffix(".xlsx"), io.BytesIO(b""))
    monkeypatch.setattr(workbook, "_CHUNK", -1)
    tasks.make_workbook(str(asked.pk))
    page = page_of(portal.get(reverse("reporting:workbook", args=[asked.pk])))
    assert "n’a pas pu être fait" in text_of(page.find(".//main"))


def test_it_is_thrown_away_after_a_day_and_stands_in_the_audit_trail(portal, various):
    made(portal, "nom=finie")
    asked = Workbook.objects.get()
    retention.forget_workbooks()
    assert Workbook.objects.exists()
    Workbook.objects.update(asked_at=factories.days_ago(1.1))
    retention.forget_workbooks()
    assert not Workbook.objects.exists()
    assert not default_storage.exists(asked.file_key)
    entry = AuditEntry.objects.get(action=Action.EXPORT)
    assert (entry.subject, entry.details) == ("classeur Excel", {"recherche": "nom=finie"})


def test_a_wrong_criterion_makes_no_workbook(portal):
    assert portal.post(reverse("reporting:ask-workbook"), {"criteres": "recu_du=hier"}).url == "/suivi/?recu_du=hier"
    assert not Workbook.objects.exists()


def test_a_search_is_found_again_by_its_name(portal, various):
    saved = portal.post(
        reverse("reporting:save"), {"nom": " Mes  factures ", "criteres": "type=FACTURE&tri=-pages"}, follow=True
    )
    assert "« Mes factures » est enregistrée" in text_of(page_of(saved).find(".//main"))
    (link,) = page_of(portal.get("/suivi/")).xpath("//ul[@class='saved']//a")
    assert (text_of(link), link.get("href")) == ("Mes factures", "/suivi/?type=FACTURE&tri=-pages")
    portal.post(reverse("reporting:save"), {"nom": "Mes factures", "criteres": "type=VA"})
    assert SavedSearch.objects.get().criteria == "type=VA"


def test_a_search_is_its_owners_alone(portal, client):
    portal.post(reverse("reporting:save"), {"nom": "Mienne", "criteres": ""})
    other = factories.user(Role.SUPERVISOR)
    client.force_login(other)
    assert not page_of(client.get("/suivi/")).xpath("//ul[@class='saved']")
    assert client.post(reverse("reporting:forget", args=[SavedSearch.objects.get().pk])).status_code == 404


def test_a_search_without_a_name_is_not_kept(portal):
    assert "Donnez un nom" in text_of(
        page_of(portal.post(reverse("reporting:save"), {"nom": " "}, follow=True)).find(".//main")
    )
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("criteria", ["statut=Livré&couloir=HOP-DPI", ""])
def test_a_search_is_taken_away_again(portal, criteria):
    portal.post(reverse("reporting:save"), {"nom": "Une", "criteres": criteria})
    portal.post(reverse("reporting:forget", args=[SavedSearch.objects.get().pk]))
    assert not SavedSearch.objects.exists()
