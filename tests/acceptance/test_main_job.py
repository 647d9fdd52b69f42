"""The main job, whole: a document goes in by the API and its JSON comes out at the customer's callback."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from radlad import doctypes
from radlad.domain.doctype import Piece
from radlad.domain.states import Status
from tests.acceptance.conftest import SAMPLES
from tests.acceptance.running import RunningRadlad, until

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(400)]


def open_waiting(page: Page, name: str) -> None:
    """Takes the document of that name from the queue, or takes it up again where it is in hand already."""
    page.goto("/videocodage/")
    row = page.get_by_role("row").filter(has_text=name)
    row.get_by_role("button").or_(row.get_by_role("link")).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_every_digital_sample_is_read_and_delivered_or_waits_for_an_operator(
    radlad: RunningRadlad, requests_of_samples, truth_of_samples
) -> None:
    digital = [r for r in requests_of_samples if "digital" in r["file"]]
    sent = [radlad.send(SAMPLES / r["file"], r["parameters"]) for r in digital]
    until(
        lambda: all(radlad.status(s) in {Status.DELIVERED, Status.TO_REVIEW} for s in sent), "the samples' reading", 120
    )
    received = radlad.received()
    for request, document in zip(digital, sent, strict=True):
        if radlad.status(document) != Status.DELIVERED:
            continue
        body = received[document.process_id]["body"]
        parameters = request["parameters"]
        lane = doctypes.lane_named(parameters["Couloir"], parameters["Sons"])
        assert lane is not None
        doctype = doctypes.find(lane, Piece(parameters["TypeDocument"]))
        assert doctype is not None
        assert list(body["donnees"]) == [f.balise for f in doctype.fields], "every balise, in the customer's order"
        assert all(isinstance(v, str) for v in body["donnees"].values())
        assert body["rejet"] == "false"


def test_a_doubtful_document_goes_from_post_through_the_browser_to_the_callback(
    radlad: RunningRadlad, requests_of_samples, operator: Page
) -> None:
    request = next(r for r in requests_of_samples if r["file"].startswith("01-"))
    sent = radlad.send(SAMPLES / request["file"], request["parameters"])
    until(lambda: radlad.status(sent) == Status.TO_REVIEW, "the reading", 60)
    open_waiting(operator, request["file"])
    expect(operator.locator(".viewer__frame")).to_be_visible()
    # The button has the focus once every doubt was accepted: its last answers may still be on their way.
    for _ in range(40):
        if operator.locator("#valider:focus").count():
            break
        operator.keyboard.press("Enter")
        operator.wait_for_timeout(150)
    expect(operator.locator("[data-left]")).to_have_text("0")
    operator.locator("#valider").click()
    until(lambda: sent.process_id in radlad.received(), "the delivery", 60)
    assert radlad.received()[sent.process_id]["body"]["donnees"]["nomClient"] == "Centre Hospitalier de Vannes"
    until(lambda: radlad.status(sent) == Status.DELIVERED, "the acknowledgement", 30)


def test_a_stranger_is_rejected_by_an_operator_and_delivered_as_such(
    radlad: RunningRadlad, requests_of_samples, operator: Page
) -> None:
    request = next(r for r in requests_of_samples if "courrier" in r["file"])
    sent = radlad.send(SAMPLES / request["file"], request["parameters"])
    until(lambda: radlad.status(sent) == Status.TO_REVIEW, "the reading", 120)
    open_waiting(operator, request["file"])
    expect(operator.get_by_role("dialog", name="De quel document s’agit-il ?")).to_be_visible()
    operator.keyboard.press("Escape")
    operator.get_by_role("button", name="Rejeter…").first.click()
    operator.locator("#rejeter").get_by_label("Inconnu").check(force=True)
    operator.get_by_role("button", name="Rejeter et passer au suivant").click()
    until(lambda: sent.process_id in radlad.received(), "the delivery", 60)
    body = radlad.received()[sent.process_id]["body"]
    assert (body["rejet"], body["motifRejet"], body["donnees"]) == ("true", "Inconnu", {})
    until(lambda: radlad.status(sent) == Status.REJECTED, "the acknowledgement", 30)


def test_the_same_idempotency_key_gives_the_same_process(radlad: RunningRadlad, requests_of_samples) -> None:
    request = requests_of_samples[0]
    first = radlad.send(SAMPLES / request["file"], request["parameters"])
    assert radlad.send(SAMPLES / request["file"], request["parameters"]) == first


def test_a_refusing_customer_gets_the_document_later_and_once(radlad: RunningRadlad, requests_of_samples) -> None:
    request = next(r for r in requests_of_samples if "03-" in r["file"])
    radlad.http.post(f"{radlad.run['sandbox']}/behaviour", json={"status": 500}).raise_for_status()
    try:
        sent = radlad.send(SAMPLES / request["file"], request["parameters"])
        until(lambda: radlad.status(sent) in {Status.REVIEWED, Status.TO_REVIEW, Status.DELIVERED}, "the reading", 60)
    finally:
        radlad.http.post(f"{radlad.run['sandbox']}/behaviour", json={}).raise_for_status()
    if radlad.status(sent) == Status.REVIEWED:
        until(lambda: sent.process_id in radlad.received(), "the delivery, tried again", 180)
        until(lambda: radlad.status(sent) == Status.DELIVERED, "the acknowledgement")
