"""Every address that the service answers, as its URL configuration lists them: none opens to who should not be there.

A new address is tried as soon as it exists; one with a part that this test cannot fill in fails it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from radlad import doctypes
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.delivery.models import Attempt, Delivery
from radlad.web.reporting.models import SavedSearch, Workbook
from tests.support import factories

pytestmark = pytest.mark.django_db
OPEN = {"healthz", "readyz", "metrics", "openapi.json", "schemas/<slug:key>.json", "connexion/", "connexion/code"}
"""Addresses that need no account: each on purpose."""
TOKENS = {"realms/asp/protocol/openid-connect/token"}
OF_ANYONE = {"deconnexion/"}
SECRET = "interdit"
POLICY = [
    "base-uri 'self'", "default-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "img-src 'self' data:",
    "object-src 'none'",
]  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every route, as it is written in the configuration."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route


ROUTES = sorted(set(routes()))


def is_api(route: str) -> bool:
    return route.startswith(("process/", "reporting/"))


SCREENS = [route for route in ROUTES if not is_api(route) and route not in OPEN | TOKENS]


@pytest.fixture
def theirs(db: None) -> dict[str, str]:
    """What fills the parts of an address: another lane's document, another person's things."""
    owner = factories.user(Role.SUPERVISOR, name=f"{SECRET}-proprietaire")
    document = factories.received(doctypes.by_key("hop-pfi-facture"), name=f"{SECRET}.pdf")
    life.read_failed(document, "Illisible par la machine")
    now = timezone.now()
    delivery = Delivery.objects.create(document=document, body=SECRET, created_at=now, trying_since=now)
    sent = Attempt.objects.create(delivery=delivery, at=now, seconds=0.1, address="https://a/", body=SECRET)
    return {
        "document_id": str(document.pk),
        "process_id": str(document.pk),
        "number": "1",
        "attempt_id": str(sent.pk),
        "balise": "numeroFacture",
        "key": "hop-pfi-facture",
        "name": owner.username,
        "search_id": str(SavedSearch.objects.create(user=owner, name=SECRET, criteria="").pk),
        "workbook_id": str(Workbook.objects.create(user=owner, asked_at=timezone.now()).pk),
    }


def address(route: str, theirs: dict[str, str]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: theirs[part[1]], route)


def content(answer: object) -> bytes:
    parts = getattr(answer, "streaming_content", None)
    return b"".join(parts) if parts is not None else bytes(getattr(answer, "content", b""))


def test_the_walk_sees_the_addresses():
    assert {"suivi/export.csv", "process/files", "documents/<uuid:document_id>/pages/<int:number>.webp"} <= set(ROUTES)
    assert set(ROUTES) > OPEN | TOKENS | OF_ANYONE, "no exception outlives its address"
    assert len(ROUTES) > 70


def wrong(routes_: list[str], theirs: dict[str, str], ask: Callable[[str], str]) -> list[str]:
    """What is wrong with the answers, as `ask` says of each address; nothing is what every test wants."""
    found = ((route, ask(address(route, theirs))) for route in routes_)
    return [f"{route}: {fault}" for route, fault in found if fault]


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_account_no_screen_opens(client, theirs, method):
    before = Document.objects.filter(pk=theirs["document_id"]).values().get()

    def ask(path: str) -> str:
        answer = getattr(client, method)(path)
        shut = answer.status_code in (400, 401, 403, 404, 405)
        if not shut and not (answer.status_code == 302 and answer.url.startswith("/connexion/")):
            return str(answer.status_code)
        return "tells" if SECRET.encode() in content(answer) else ""

    assert wrong(SCREENS, theirs, ask) == []
    assert Document.objects.filter(pk=theirs["document_id"]).values().get() == before


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_without_a_token_no_call_is_answered_and_a_session_is_no_token(client, theirs, method):
    client.force_login(factories.user(Role.ADMINISTRATOR))

    def ask(path: str) -> str:
        answer = getattr(client, method)(path)
        return "" if answer.status_code in (401, 405) and SECRET not in answer.content.decode() else "opens"

    assert wrong([route for route in ROUTES if is_api(route)], theirs, ask) == []


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR, Role.CONSULTATION])
def test_what_is_another_lanes_or_persons_is_not_there(client, theirs, role):
    person = factories.user(role)
    person.lanes = ["HOP-DPI"]
    person.save()
    client.force_login(person)
    before = Document.objects.filter(pk=theirs["document_id"]).values().get()

    def ask(path: str) -> str:
        for method in ("get", "post"):
            answer = getattr(client, method)(path, {"raison": "essai", "page": "1", "boite": "0 0 1 1"})
            if answer.status_code not in (403, 404, 405) or SECRET.encode() in content(answer):
                return f"{method} {answer.status_code}"
        return ""

    theirs_alone = [r for r in SCREENS if re.search("document_id|search_id|workbook_id", r)]
    assert wrong(theirs_alone, theirs, ask) == []
    assert Document.objects.filter(pk=theirs["document_id"]).values().get() == before
    assert SavedSearch.objects.count() == Workbook.objects.count() == 1


def test_no_address_breaks_on_characters_that_the_database_does_not_know(client, theirs):
    client.force_login(factories.user(Role.ADMINISTRATOR))
    odd = dict.fromkeys(("balise", "key", "name", "process_id"), "%00")

    def ask(path: str) -> str:
        answers = [client.get(path), client.get(f"{path}?nom=%00&couloir=%00&suite=%00&page=%00"), client.post(path)]
        return ", ".join(str(a.status_code) for a in answers if a.status_code >= 500)

    client.raise_request_exception = False
    assert wrong(ROUTES, theirs | odd, ask) == []


def test_no_screen_takes_a_form_that_another_site_sends(theirs):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user(Role.ADMINISTRATOR))

    def ask(path: str) -> str:
        answer = client.post(path, {"raison": "essai"}, headers={"Origin": "https://evil.example"})
        return "" if answer.status_code in (403, 405) else str(answer.status_code)

    assert wrong(SCREENS, theirs, ask) == []


def test_every_answer_forbids_frames_guesses_of_its_kind_and_what_comes_from_outside(client, theirs):
    client.force_login(factories.user(Role.ADMINISTRATOR))
    headers = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    def ask(path: str) -> str:
        answer = client.get(path)
        content(answer)
        faults = [name for name, value in headers.items() if answer.get(name) != value]
        policy = answer.get("Content-Security-Policy", "")
        faults += ["Content-Security-Policy"] if sorted(policy.split("; ")) != POLICY else []
        given = [c for c in answer.cookies.values() if c["max-age"] != 0]
        faults += [c.key for c in given if c["samesite"] != "Lax" or not (c["httponly"] or c.key == "csrftoken")]
        return ", ".join(faults)

    assert wrong(ROUTES, theirs, ask) == []
