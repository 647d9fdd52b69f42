"""Who may open what: asked of every address of the screens."""

from __future__ import annotations

import pytest
from django.urls import reverse

from radlad.domain.states import Status
from radlad.web.accounts.models import Role
from radlad.web.review import locks
from tests.support import factories
from tests.support.html import page_of, text_of

pytestmark = pytest.mark.django_db
ANYONE, REVIEWERS, SUPERVISORS, ADMINISTRATORS = (
    set(Role),
    set(Role) - {Role.CONSULTATION},
    {Role.SUPERVISOR, Role.ADMINISTRATOR},
    {Role.ADMINISTRATOR},
)
ADDRESSES = [
    ("get", "home", False, ANYONE),
    ("get", "account", False, ANYONE),
    ("get", "enrol", False, ANYONE),
    ("post", "give-up", False, ANYONE),
    ("get", "accounts", False, ADMINISTRATORS),
    ("get", "person-new", False, ADMINISTRATORS),
    ("get", "trail", False, ADMINISTRATORS),
    ("get", "reporting:list", False, ANYONE),
    ("get", "reporting:document", True, ANYONE),
    ("post", "reporting:reopen", True, SUPERVISORS),
    ("post", "reporting:cancel", True, SUPERVISORS),
    ("post", "reporting:relaunch", True, SUPERVISORS),
    ("post", "reporting:hold", True, SUPERVISORS),
    ("post", "reporting:release", True, SUPERVISORS),
    ("get", "reporting:csv", False, ANYONE),
    ("get", "review:queue", False, REVIEWERS),
    ("post", "review:next", False, REVIEWERS),
    ("get", "review:document", True, REVIEWERS),
    ("get", "review:progress", True, REVIEWERS),
    *(
        ("post", f"review:{name}", True, REVIEWERS)
        for name in ("take", "release", "presence", "retype", "reject", "settle")
    ),
]


@pytest.mark.parametrize(("method", "name", "of_document", "allowed"), ADDRESSES, ids=[a[1] for a in ADDRESSES])
@pytest.mark.parametrize("role", [None, *Role])
def test_each_address_opens_for_its_roles_only(client, method, name, of_document, allowed, role):
    address = reverse(name, args=[factories.waiting().pk] if of_document else [])
    if role:
        client.force_login(factories.user(role))
    answer = getattr(client, method)(address)
    if role is None:
        assert (answer.status_code, answer.url) == (302, f"{reverse('login')}?next={address}")
    else:
        assert (answer.status_code != 403) is (role in allowed), answer.status_code


@pytest.mark.parametrize("role", [None, Role.CONSULTATION])
def test_a_field_is_not_saved_by_who_may_not_review(client, role):
    document = factories.waiting()
    if role:
        client.force_login(factories.user(role))
    answer = client.post(reverse("review:save", args=[document.pk, "siret"]), {"valeur": "1"})
    assert answer.status_code == (403 if role else 302)


def test_an_image_is_not_shown_to_strangers(client):
    address = reverse("review:page", args=[factories.waiting().pk, 1])
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    ("name", "of_document"),
    [(a[1], a[2]) for a in ADDRESSES if a[0] == "post"],
    ids=[a[1] for a in ADDRESSES if a[0] == "post"],
)
def test_what_changes_something_is_not_done_by_a_link(client, name, of_document):
    client.force_login(factories.user(Role.ADMINISTRATOR))
    assert client.get(reverse(name, args=[factories.waiting().pk] if of_document else [])).status_code == 405


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.OPERATOR, "review:queue"),
        (Role.CONSULTATION, "reporting:list"),
        (Role.SUPERVISOR, "reporting:list"),
        (Role.ADMINISTRATOR, "reporting:list"),
    ],
)
def test_each_role_begins_at_its_work(client, role, first):
    client.force_login(factories.user(role))
    assert client.get("/").url == reverse(first)


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.CONSULTATION, ["Suivi"]),
        (Role.OPERATOR, ["Vidéocodage", "Suivi"]),
        (Role.SUPERVISOR, ["Vidéocodage", "Suivi"]),
        (Role.ADMINISTRATOR, ["Vidéocodage", "Suivi", "Administration"]),
    ],
)
def test_the_navigation_shows_what_the_role_may_open(client, role, links):
    client.force_login(factories.user(role))
    page = page_of(client.get(reverse("reporting:list")))
    assert [text_of(link) for link in page.xpath("//nav[@aria-label='Navigation principale']//a")] == links
    assert [text_of(link) for link in page.xpath("//a[@aria-current]")] == ["Suivi"]


@pytest.mark.parametrize(
    ("address", "title"),
    [("delivery:stopped", "Vidéocodage"), ("review:lanes", "Vidéocodage"), ("reporting:charts", "Suivi"),
     ("trail", "Administration"), ("person-new", "Administration")],
)  # fmt: skip
def test_the_navigation_says_where_a_page_belongs(client, address, title):
    client.force_login(factories.user(Role.ADMINISTRATOR))
    page = page_of(client.get(reverse(address)))
    (here,) = page.xpath("//nav[@aria-label='Navigation principale']//a[@aria-current]")
    assert text_of(here) == title


def test_signing_in_leads_back_to_what_was_asked_for(client):
    factories.user(name="operateur")
    page_of(client.get("/connexion/"))
    answer = client.post(
        "/connexion/?next=/suivi/", {"username": "operateur", "password": factories.PASSWORD, "next": "/suivi/"}
    )
    assert answer.url == "/suivi/"


def test_a_wrong_password_is_refused_without_saying_which_part_is_wrong(client):
    factories.user(name="operateur")
    for name in ("operateur", "personne"):
        page = page_of(client.post("/connexion/", {"username": name, "password": "faux"}))
        assert "Identifiant ou mot de passe incorrect" in text_of(page.find(".//main"))


def test_pages_allow_nothing_inline_and_nothing_from_outside(client):
    policy = client.get("/connexion/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_accounts_are_listed_for_the_administrator(client):
    client.force_login(factories.user(Role.ADMINISTRATOR, "admin"))
    factories.user(name="operateur")
    assert "operateur" in text_of(page_of(client.get(reverse("accounts"))).find(".//table"))


def test_an_unknown_address_answers_a_page_in_french(client):
    answer = client.get("/nulle-part")
    assert answer.status_code == 404
    assert "Page introuvable" in answer.content.decode()


def test_signing_out_ends_the_session_and_frees_documents(client):
    operator = factories.user()
    document = factories.waiting()
    locks.take(document.pk, operator)
    client.force_login(operator)
    assert client.post("/deconnexion/").url == "/connexion/"
    assert client.get("/suivi/").status_code == 302
    document.refresh_from_db()
    assert (document.locked_by, document.status) == (None, Status.TO_REVIEW)
