"""Single sign-on as people live it: a browser, a running radlad, a real OpenID provider."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.browser import sign_in
from tests.acceptance.running import RunningRadlad, free_port, reachable_folder
from tests.support.issuer import running_sign_on

pytestmark = [pytest.mark.acceptance, pytest.mark.browser]
PEOPLE = {
    "f3a1": {
        "preferred_username": "marie.roux", "given_name": "Marie", "family_name": "Roux", "email": "m.roux@asp.test",
        "radlad": ["superviseur", "couloir:HOP-DPI"],
    },
    "b7c2": {"preferred_username": "sans.role", "radlad": ["autre-application"]},
    "c9d3": {"preferred_username": "administrateur", "radlad": ["consultation", "contenu"]},
}  # fmt: skip


@pytest.fixture(scope="module")
def radlad() -> Iterator[RunningRadlad]:
    web, provider = free_port(), free_port()
    settings = {
        "RADLAD_PORT": str(web),
        "RADLAD_WORKERS": "1",
        "RADLAD_SSO_ISSUER": f"http://127.0.0.1:{provider}",
        "RADLAD_SSO_CLIENT_ID": "radlad",
        "RADLAD_SSO_CLIENT_SECRET": "known to the test",
    }
    back = f"http://127.0.0.1:{web}/connexion/unique/retour"
    with running_sign_on(provider, back, PEOPLE), reachable_folder() as folder:
        running = RunningRadlad(folder / "var", **settings)
        running.start()
        yield running
        assert running.stop() == 0


@pytest.fixture
def page(chromium: Browser, radlad: RunningRadlad) -> Iterator[Page]:
    context = chromium.new_context(base_url=radlad.run["web"], viewport={"width": 1366, "height": 768}, locale="fr-FR")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def sign_on(page: Page, subject: str, to: str = "/") -> None:
    page.goto(to)
    page.get_by_role("link", name="Connexion unique").click()
    page.get_by_placeholder("Enter any login").fill(subject)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_a_person_signs_in_at_the_provider_and_has_the_rights_it_gives(page: Page):
    sign_on(page, "f3a1", "/compte/")
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()
    expect(page.locator(".shell__name")).to_have_text("Marie Roux")
    facts = page.locator(".facts").first
    expect(facts).to_contain_text("marie.roux")
    expect(facts).to_contain_text("Superviseur")
    expect(facts).to_contain_text("HOP-DPI")
    expect(facts).to_contain_text("Images et valeursNon")
    page.get_by_role("button", name="Se déconnecter").click()
    sign_on_again = page.get_by_role("link", name="Connexion unique")
    expect(sign_on_again).to_be_visible()


def test_whoever_has_no_role_there_does_not_come_in(page: Page):
    sign_on(page, "b7c2")
    expect(page.locator(".note--error")).to_contain_text("demandez un rôle à votre administrateur")
    page.goto("/suivi/")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


def test_a_local_account_of_the_same_name_is_not_taken_over(page: Page, radlad: RunningRadlad):
    sign_on(page, "c9d3", "/compte/")
    expect(page.locator(".facts").first).to_contain_text("administrateur-2")
    expect(page.locator(".facts").first).to_contain_text("Consultation")
    page.goto("/administration/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Comptes")
    page.context.clear_cookies()
    sign_in(page, "administrateur", radlad.run["users"]["administrateur"])
    page.goto("/administration/journal?action=connexion")
    expect(page.locator("tbody")).to_contain_text("administrateur-2Connexionconnexion unique")
