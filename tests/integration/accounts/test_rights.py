"""Lanes and content: what a person may not see does not exist for them, whichever way they ask (CCTP I.4)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from radlad import doctypes
from radlad.domain.doctype import Lane
from radlad.web.accounts.models import Action, AuditEntry, Role
from radlad.web.acquisition import life
from radlad.web.review import locks
from tests.support import factories
from tests.support.html import detail_of, page_of, text_of

pytestmark = pytest.mark.django_db
PFI = doctypes.by_key("hop-pfi-facture")


def limited(role, *lanes, content=True):
    person = factories.user(role)
    person.lanes, person.sees_content = list(lanes), content
    person.save()
    return person


@pytest.fixture
def both(db):
    """One document of HOP DPI, one of HOP PFI, both waiting."""
    own = factories.waiting(name="permis.pdf")
    other = factories.received(PFI, name="interdit.pdf")
    life.read_failed(other, "Illisible par la machine")
    return own, other


@pytest.mark.parametrize("role", list(Role))
def test_a_forbidden_lanes_document_is_nowhere(client, both, role):
    own, other = both
    client.force_login(limited(role, "HOP-DPI"))
    assert client.get(reverse("reporting:document", args=[own.pk])).status_code == 200
    for name, arguments in (
        ("reporting:document", [other.pk]),
        ("review:page", [other.pk, 1]),
        ("review:thumbnail", [other.pk, 1]),
    ):
        assert client.get(reverse(name, args=arguments)).status_code == 404, name
    page = page_of(client.get(reverse("reporting:list")))
    assert [row[1] for row in detail_of(page)] == ["permis.pdf"]
    assert text_of(page.xpath("//dl[@class='totals__figures']/div/dd")[0]) == "1"
    assert "interdit" not in text_of(page_of(client.get("/suivi/", {"couloir": "HOP-PFI"})).find(".//main"))
    export = b"".join(client.get(reverse("reporting:csv")).streaming_content).decode()
    assert "permis.pdf" in export
    assert "interdit.pdf" not in export


@pytest.mark.parametrize("action", ["reopen", "cancel", "relaunch", "hold", "release"])
def test_a_supervisor_of_other_lanes_changes_nothing(client, both, action):
    client.force_login(limited(Role.SUPERVISOR, "HOP-DPI"))
    answer = client.post(reverse(f"reporting:{action}", args=[both[1].pk]), {"raison": "essai"})
    assert answer.status_code == 404


def test_an_operator_of_other_lanes_is_given_nothing_of_this_one(client, both):
    own, other = both
    operator = limited(Role.OPERATOR, "HOP-PFI")
    assert locks.take_next(operator) == other
    assert not locks.take(own.pk, operator)
    client.force_login(operator)
    assert client.get(reverse("review:document", args=[own.pk])).status_code == 404
    assert "permis.pdf" not in text_of(page_of(client.get(reverse("review:queue"))).find(".//main"))


def test_a_document_in_hand_is_lost_with_its_lane(client, both):
    operator = limited(Role.OPERATOR, "HOP-DPI")
    assert locks.take(both[0].pk, operator)
    operator.lanes = ["HOP-PFI"]
    operator.save()
    client.force_login(operator)
    saved = client.post(reverse("review:save", args=[both[0].pk, "siret"]), {"valeur": "73282932000074"})
    assert saved.status_code == 409
    assert client.get(reverse("review:document", args=[both[0].pk])).status_code == 404


def test_whoever_may_not_see_content_sees_neither_images_nor_values(client, both):
    document = both[0]
    value = document.values.get(balise="siret").value
    life.set_value(document.values.get(balise="siret"), factories.user(name="autre"), "35600000009075")
    client.force_login(limited(Role.CONSULTATION, content=False))
    page = page_of(client.get(reverse("reporting:document", args=[document.pk])))
    told = text_of(page.find(".//main"))
    assert "ne vous sont pas ouvertes" in told
    assert "N° de SIRET fournisseur" in told, "what was changed is told, not into what"
    assert value not in told
    assert "35600000009075" not in told
    assert not page.xpath("//main//img | //table[contains(@class, 'values')]")
    for name in ("review:page", "review:thumbnail"):
        assert client.get(reverse(name, args=[document.pk, 1])).status_code == 404


def test_whoever_may_not_see_content_may_not_review(client, both):
    client.force_login(limited(Role.SUPERVISOR, content=False))
    assert client.get(reverse("review:queue")).status_code == 403


def test_a_new_right_holds_at_the_next_request(client, both):
    person = limited(Role.CONSULTATION, "HOP-DPI")
    client.force_login(person)
    address = reverse("reporting:document", args=[both[1].pk])
    assert client.get(address).status_code == 404
    person.lanes = ["HOP-DPI", "HOP-PFI"]
    person.save()
    assert client.get(address).status_code == 200
    person.is_active = False
    person.save()
    assert client.get(address).status_code == 302


def test_every_lane_of_the_register_can_be_a_right():
    person = factories.user(Role.CONSULTATION)
    assert person.may_open(Lane("MS2", "DUI-PDE"))
    person.lanes = ["MS2-DUI-PDE"]
    person.full_clean(exclude=["password"])
    assert person.may_open(Lane("MS2", "DUI-PDE"))
    assert not person.may_open(Lane("HOP", "DPI"))


def test_each_consultation_stands_in_the_audit_trail(client, both):
    reader = limited(Role.OPERATOR)
    client.force_login(reader)
    locks.take(both[0].pk, reader)
    client.get(reverse("reporting:document", args=[both[0].pk]))
    client.get(reverse("review:document", args=[both[0].pk]))
    b"".join(client.get(reverse("review:page", args=[both[0].pk, 1])).streaming_content)
    told = [(e.action, e.document, e.subject, e.who, e.address) for e in AuditEntry.objects.order_by("id")]
    assert told == [
        (Action.READ, both[0].pk, "", "videocodeur", "127.0.0.1"),
        (Action.READ, both[0].pk, "vidéocodage", "videocodeur", "127.0.0.1"),
        (Action.IMAGE, both[0].pk, "page 1", "videocodeur", "127.0.0.1"),
    ]
