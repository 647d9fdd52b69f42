"""An operator's words survive the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from radlad.domain.states import Status
from tests.acceptance.browser import sign_in
from tests.acceptance.conftest import SAMPLES
from tests.acceptance.running import RunningRadlad, until

pytestmark = [pytest.mark.acceptance, pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_what_is_typed_while_the_server_is_killed_and_started_again_is_saved(
    chromium: Browser, data: Path, requests_of_samples, size
) -> None:
    radlad = RunningRadlad(data, RADLAD_REVIEW="always")
    radlad.start()
    request = next(r for r in requests_of_samples if r["file"].startswith("01-"))
    sent = radlad.send(SAMPLES / request["file"], request["parameters"])
    until(lambda: radlad.status(sent) == Status.TO_REVIEW, "the reading", 90)
    viewport = {"width": size[0], "height": size[1]}
    page = chromium.new_context(base_url=radlad.run["web"], locale="fr-FR", viewport=viewport).new_page()
    sign_in(page, "operateur", radlad.run["users"]["operateur"])
    page.get_by_role("button", name=f"Ouvrir {request['file']}").press("Enter")
    name = page.locator("#valeur-nomClient")
    expect(page.locator(".field--hand")).to_be_visible()
    page.get_by_label("Numéro du bon de commande").fill("AVANT-1")
    page.keyboard.press("Tab")
    expect(page.locator("#etat-numeroBDC")).to_contain_text("Enregistré")

    name.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Clinique des ")
    radlad.kill_tree()
    page.keyboard.type("Tilleuls")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("347425258")
    page.keyboard.press("Tab")
    expect(page.locator(".saving")).to_contain_text("Non enregistré")
    expect(page.locator("[data-balise=nomClient]")).to_have_class("field field--unsaved")

    radlad.start()
    expect(page.locator("#etat-nomClient")).to_contain_text("Enregistré", timeout=30_000)
    expect(page.locator(".saving")).to_have_text("Tout est enregistré", timeout=30_000)
    page.reload()
    expect(name).to_have_value("Clinique des Tilleuls")
    expect(page.locator("#valeur-numeroBDC")).to_have_value("AVANT-1")
    page.context.close()
    assert radlad.stop() == 0
