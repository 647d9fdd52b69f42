"""The portal and the log-in page in a real browser."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Locator, Page, expect

from radlad import doctypes
from radlad.domain.states import Motive, Status
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.reporting import tasks
from radlad.web.reporting.columns import COLUMNS
from radlad.web.reporting.models import Workbook
from radlad.web.review import page_images
from radlad.web.review.page_images import Size
from tests.acceptance.screens.conftest import LARGE, SMALL, Screen
from tests.support import factories
from tests.support.accessibility import violations

pytestmark = pytest.mark.django_db(transaction=True)
PFI_INVOICE = doctypes.by_key("hop-pfi-facture")


@pytest.fixture
def documents():
    """Documents of several lanes, types and ends."""
    operator = factories.user(name="operateur")
    rejected = factories.unknown(name="courrier.pdf", received_at=factories.days_ago(5))
    life.reject(rejected, operator, Motive.UNKNOWN)
    changed = factories.received(PFI_INVOICE, name="facture.pdf", received_at=factories.days_ago(4), declared_type="VA")
    life.read_done(changed, factories.reading(changed, PFI_INVOICE))
    for value in changed.values.all():
        life.confirm_value(value, operator)
    life.settle(changed, operator)
    for days in (1, 2, 3):
        factories.waiting(name=f"commande-{days}.pdf", received_at=factories.days_ago(days))
    done = factories.settled(name="commande-finie.pdf", received_at=factories.days_ago(0.2))
    life.acknowledged(done)
    for number in (1, 2):
        page_images.rendered(done, number, Size.THUMBNAIL)
    return {"rejected": rejected, "changed": changed, "done": done}


def rows(page: Page) -> Locator:
    return page.locator(".rows--list tbody tr")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_reader_searches_the_list_and_opens_a_document(screen: Screen, shot, documents, size):
    page = screen(factories.user(Role.CONSULTATION), size)
    shot(page, "suivi")
    assert fits(page), "nothing sticks out"
    page.get_by_label("Nom du document").first.fill("finie")
    page.get_by_role("button", name="Rechercher").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("link", name="commande-finie.pdf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("commande-finie.pdf")
    page.wait_for_load_state("networkidle")
    shot(page, "document")
    assert fits(page)


def test_every_criterion_is_set_on_the_screen_and_stands_in_the_address(screen: Screen, shot, documents):
    page = screen(factories.user(Role.CONSULTATION))

    def found(count: int, address: str) -> None:
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Rechercher").click()
        expect(rows(page)).to_have_count(count)
        assert address in page.url, page.url
        page.reload()
        expect(rows(page)).to_have_count(count)
        expect(page.locator(".totals__figures dd").first).to_have_text(str(count))
        page.get_by_role("link", name="Effacer").click()
        expect(rows(page)).to_have_count(6)

    for title, boxes, count, address in (
        ("Statut", ("Livré", "En attente vidéocodage"), 4, "statut=En+attente"),
        ("Type de document", ("Facture", "Type inconnu"), 2, "type=FACTURE"),
        ("Couloir-SONS", ("HOP PFI",), 1, "couloir=HOP-PFI"),
        ("Motif du rejet", ("Inconnu",), 1, "motif=Inconnu"),
        ("Complexité", ("Forte",), 1, "complexite=forte"),
        ("Type modifié", ("Modifié",), 1, "modifie=oui"),
        ("Type de flux", ("SEGUR",), 6, "flux=SEGUR"),
    ):
        pick = page.locator("details.pick").filter(has_text=re.compile(f"^\\s*{title}"))
        pick.locator("summary").click()
        for box in boxes:
            pick.get_by_label(box, exact=True).check()
        if title == "Statut":
            shot(page, "criteres")
            page.locator("h1").click()
            expect(pick).not_to_have_attribute("open", "")
        found(count, address)
    day = f"{timezone.localtime(factories.days_ago(4)):%Y-%m-%d}"
    for label, text, count in (
        ("Id de la demande", str(documents["done"].pk)[4:15], 1),
        ("Nom du document", "COMMANDE-", 4),
        ("Reçu du", day, 5),
        ("Reçu au", day, 2),
        ("Mis à disposition du", f"{timezone.localdate():%Y-%m-%d}", 3),
        ("Mis à disposition au", f"{timezone.localdate():%Y-%m-%d}", 3),
        ("Mis à disposition au", day, 0),
    ):
        page.get_by_label(label).first.fill(text)
        found(count, text)


def test_every_total_is_shown_and_is_that_of_the_search(screen: Screen, documents):
    page = screen(factories.user(Role.CONSULTATION))
    page.goto("/suivi/?couloir=HOP-PFI")
    fields = documents["changed"].values.count()
    told = page.locator(".totals__figures div").evaluate_all(
        "all => all.map(one => [one.querySelector('dt').textContent, Number(one.querySelector('dd').textContent)])"
    )
    assert dict(told) == {
        "Documents": 1, "Pages": 2, "Vidéocodages": fields, "Champs extraits": fields, "Types modifiés": 1,
        "Documents rejetés": 0, "Pages, complexité simple": 0, "Pages, complexité moyenne": 0,
        "Pages, complexité forte": 2,
    }  # fmt: skip
    page.goto("/suivi/?motif=Inconnu")
    expect(page.locator(".totals__figures div").filter(has_text="Documents rejetés")).to_contain_text("1")
    page.goto("/suivi/")
    page.get_by_text("Par type de document et par couloir").click()
    for table, line in (
        ("Par type de document", "Bon de commande48"),
        ("Par type de document", "Facture12"),
        ("Par type de document", "Type inconnu11"),
        ("Par couloir-SONS", "HOP PFI12"),
    ):
        shown = page.get_by_role("table", name=table)
        expect(shown.get_by_role("row").filter(has_text=line.rstrip("0123456789"))).to_have_text(line)


def test_every_heading_that_sorts_does_so_both_ways(screen: Screen, documents):
    page = screen(factories.user(Role.CONSULTATION))
    titles = [column.title for column in COLUMNS if column.sort]
    assert len(titles) == 11
    for title in titles:
        for way in ("ascending", "descending"):
            if title == "Reçu le":  # the order that one begins with
                page.goto(f"/suivi/?tri={'-nom' if way == 'ascending' else 'recu'}")
            page.get_by_role("columnheader", name=title, exact=True).get_by_role("link").click()
            expect(page.get_by_role("columnheader", name=title, exact=True)).to_have_attribute("aria-sort", way)
            expect(rows(page)).to_have_count(6)


def test_headings_sort_columns_are_chosen_and_a_search_is_kept(screen: Screen, documents):
    page = screen(factories.user(Role.CONSULTATION))
    names = page.locator(".rows--list tbody th")
    page.get_by_role("link", name="Nom du document").click()
    expect(names.first).to_have_text("commande-1.pdf")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("link", name="Nom du document").click()
    expect(names.first).to_have_text("facture.pdf")
    page.get_by_text("Colonnes : 14 sur 14").click()
    for title in ("Type de flux", "Pages", "Motif du rejet"):
        page.locator("details[open]").get_by_label(title, exact=True).uncheck()
    page.get_by_role("button", name="Appliquer : colonnes").click()
    expect(page.locator(".rows--list thead th")).to_have_count(11)
    expect(names.first).to_have_text("facture.pdf")
    page.get_by_text("Mes recherches").click()
    page.get_by_label("Enregistrer cette recherche sous le nom").fill("Sans les pages")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".note--success")).to_contain_text("Sans les pages")
    page.get_by_role("link", name="Effacer").click()
    page.get_by_text("Mes recherches").click()
    page.get_by_role("link", name="Sans les pages", exact=True).click()
    expect(page.locator(".rows--list thead th")).to_have_count(11)


def test_what_was_found_is_taken_away_as_csv_and_as_a_workbook(screen: Screen, shot, documents):
    page = screen(factories.user(Role.CONSULTATION))
    page.goto("/suivi/?couloir=HOP-DPI")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Exporter en CSV").click()
    lines = downloading.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 6
    assert lines[1].split(";")[1] == "commande-finie.pdf"
    page.get_by_role("button", name="Classeur Excel").click()
    expect(page.get_by_text("En attente d’un processus libre")).to_be_visible()
    Workbook.objects.update(state="making", documents=5, written=2)
    expect(page.get_by_text("2 documents sur 5")).to_be_visible()
    shot(page, "classeur")
    tasks.make_workbook(str(Workbook.objects.get().pk))
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger le classeur").click()
    book = openpyxl.load_workbook(io.BytesIO(downloading.value.path().read_bytes()))
    assert book["Suivi"].max_row == 6


def test_charts_are_drawn_with_their_tables(screen: Screen, shot, documents):
    page = screen(factories.user(Role.CONSULTATION))
    page.get_by_role("link", name="Graphiques").click()
    images = page.locator(".chart img")
    expect(images).to_have_count(6)
    for number in range(6):
        images.nth(number).scroll_into_view_if_needed()
        expect(images.nth(number)).to_have_js_property("complete", True)
        assert images.nth(number).evaluate("image => image.naturalWidth") > 0
    page.get_by_text("Tableau : Statuts actuels").click()
    expect(page.get_by_role("table", name="Statuts actuels")).to_contain_text("En attente vidéocodage3")
    page.evaluate("scrollTo(0, 0)")
    shot(page, "graphiques")
    assert fits(page)


def test_each_role_sees_its_own_and_a_forbidden_lane_is_nowhere(screen: Screen, documents):
    forbidden = documents["changed"]
    for role in Role:
        person = factories.user(role)
        person.lanes = ["HOP-DPI"]
        person.save()
        page = screen(person, quiet=False)
        page.goto("/suivi/")
        expect(rows(page)).to_have_count(5)
        for address in (f"/suivi/{forbidden.pk}/", f"/documents/{forbidden.pk}/pages/1.webp"):
            assert page.goto(address).status == 404, address
        export = page.request.get("/suivi/export.csv").text()
        assert "commande-finie.pdf" in export
        assert "facture.pdf" not in export


def test_a_reader_without_content_sees_the_story_and_no_value(screen: Screen, shot, documents):
    person = factories.user(Role.CONSULTATION)
    person.sees_content = False
    person.save()
    page = screen(person)
    page.goto(f"/suivi/{documents['done'].pk}/")
    expect(page.get_by_text("ne vous sont pas ouvertes")).to_be_visible()
    expect(page.get_by_role("heading", name="Historique")).to_be_visible()
    expect(page.locator("main img")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("Valeurs"))).to_have_count(0)


def test_an_administrator_opens_an_account_and_reads_the_audit_trail(screen: Screen, shot, live_server):
    page = screen(factories.user(Role.ADMINISTRATOR))
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="Ouvrir un compte").click()
    page.get_by_label("Identifiant").fill("mroux")
    page.get_by_label("Prénom").fill("Marie")
    page.get_by_label("Rôle").select_option("superviseur")
    page.get_by_label("IMG RIS").check()
    shot(page, "compte-nouveau")
    page.get_by_role("button", name="Ouvrir le compte").click()
    password = page.locator("dd").nth(1).inner_text()
    shot(page, "compte-mot-de-passe")
    page.get_by_role("link", name="Revenir aux comptes").click()
    expect(page.get_by_role("row", name=re.compile("mroux"))).to_contain_text("IMG-RIS")
    shot(page, "comptes")
    page.get_by_role("link", name="Journal d’audit").click()
    expect(page.locator("tbody tr").first).to_contain_text("Changement de droits")
    shot(page, "journal")
    other = screen()
    sign_in_page = other
    sign_in_page.goto("/")
    sign_in_page.get_by_label("Identifiant").fill("mroux")
    sign_in_page.get_by_label("Mot de passe").fill(password)
    sign_in_page.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="Changer de mot de passe")).to_be_visible()
    shot(other, "mot-de-passe")


def test_a_second_factor_is_put_in_place_and_asked_for(screen: Screen, shot, live_server):
    person = factories.user(Role.CONSULTATION)
    page = screen(person)
    page.locator(".shell__name").click()
    page.get_by_role("link", name="Mettre en place la double authentification").click()
    expect(page.locator("main img")).to_have_js_property("complete", True)
    shot(page, "double-authentification")
    device = TOTPDevice.objects.get(user=person)
    page.get_by_label("Code à six chiffres").fill(f"{TOTP(device.bin_key).token():06d}")
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.locator(".note--success")).to_be_visible()
    shot(page, "compte")
    page.get_by_role("button", name="Se déconnecter").click()
    TOTPDevice.objects.update(last_t=-1)
    page.get_by_label("Identifiant").fill(person.username)
    page.get_by_label("Mot de passe").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Code à six chiffres").fill(f"{TOTP(device.bin_key).token():06d}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def test_a_demanded_second_factor_is_put_in_place_before_anything_is_shown(screen: Screen, shot, settings, documents):
    settings.RADLAD = replace(settings.RADLAD, totp_required=frozenset({Role.SUPERVISOR}))
    person = factories.user(Role.SUPERVISOR)
    page = screen(person)
    expect(page.get_by_role("heading", name="Mettre en place la double authentification")).to_be_visible()
    expect(page.locator(".note")).to_contain_text("Votre rôle demande")
    assert violations(page) == []
    shot(page, "double-authentification-demandee")
    page.goto(f"/suivi/{documents['done'].pk}/")
    expect(page.get_by_label("Code à six chiffres")).to_be_focused()
    device = TOTPDevice.objects.get(user=person)
    page.keyboard.type(f"{TOTP(device.bin_key).token():06d}")
    page.keyboard.press("Enter")
    expect(page.locator(".note--success")).to_contain_text("La double authentification est en place")
    expect(page.get_by_role("heading", name="Suivi des documents")).to_be_visible()
    expect(rows(page)).to_have_count(6)


def test_no_page_of_the_portal_breaks_an_accessibility_rule(screen: Screen, documents):
    held = documents["done"]
    page = screen(factories.user(Role.ADMINISTRATOR))
    for address in (
        "/suivi/", "/suivi/?statut=Livr%C3%A9&nom=rien", "/suivi/graphiques/", "/suivi/guide/", f"/suivi/{held.pk}/",
        f"/suivi/{documents['rejected'].pk}/", "/administration/", "/administration/nouveau", "/administration/journal",
        "/administration/comptes/operateur", "/compte/", "/compte/mot-de-passe", "/compte/double-authentification",
    ):  # fmt: skip
        page.goto(address)
        for opened in ("details.pick summary >> nth=-1", ".totals__more summary", ".chart summary >> nth=0"):
            if page.locator(opened).count():
                page.locator(opened).click()
        assert violations(page) == [], address
        assert fits(page), address
    out = screen()
    out.goto("/connexion/")
    assert violations(out) == []


def test_a_supervisor_cancels_a_document_in_a_dialog(screen: Screen, live_server):
    document = factories.waiting()
    for number in (1, 2):
        page_images.rendered(document, number, Size.THUMBNAIL)
    page = screen(factories.user(Role.SUPERVISOR))
    page.goto(f"/suivi/{document.pk}/")
    page.get_by_role("button", name="Annuler le document…").click()
    page.get_by_label("Raison").first.fill("Envoyé deux fois")
    page.get_by_role("dialog").get_by_role("button", name="Annuler le document").click()
    expect(page.locator(".note--success")).to_have_text("Le document est annulé.")
    document.refresh_from_db()
    assert document.status == Status.CANCELLED


def test_the_first_key_leads_past_the_header(screen: Screen, live_server):
    page = screen(factories.user(Role.CONSULTATION))
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Aller au contenu")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_wrong_password_is_said_and_signing_out_comes_back_to_the_log_in(screen: Screen, shot, live_server):
    user = factories.user(Role.CONSULTATION)
    page = screen(user)
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    page.get_by_label("Identifiant").fill(user.username)
    page.get_by_label("Mot de passe").fill("faux")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("incorrect")
    shot(page, "connexion-refusée")
