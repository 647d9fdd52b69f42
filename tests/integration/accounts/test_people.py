"""Accounts as an administrator looks after them; passwords, sessions and second factors as people have them."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from radlad.settings import ROLES
from radlad.web.accounts.models import Action, AuditEntry, Role, User
from tests.support import factories
from tests.support.factories import PASSWORD
from tests.support.html import page_of, text_of

pytestmark = pytest.mark.django_db
RIGHTS = {
    "first_name": "Marie",
    "last_name": "Roux",
    "email": "",
    "role": "superviseur",
    "is_active": "on",
    "sees_content": "on",
}


@pytest.fixture
def administrator(client):
    administrator = factories.user(Role.ADMINISTRATOR)
    client.force_login(administrator)
    return administrator


def sign_in(client, name, password):
    return client.post("/connexion/", {"username": name, "password": password})


def test_a_new_account_gets_a_password_that_is_shown_once_and_must_be_changed(client, administrator):
    answer = client.post(reverse("person-new"), RIGHTS | {"username": "mroux", "lanes": ["HOP-DPI", "IMG-RIS"]})
    assert "no-store" in answer["Cache-Control"]
    password = text_of(page_of(answer).xpath("//dd")[1])
    person = User.objects.get(username="mroux")
    assert (person.role, person.lanes, person.sees_content) == (Role.SUPERVISOR, ["HOP-DPI", "IMG-RIS"], True)
    client.post(reverse("logout"))
    assert sign_in(client, "mroux", password).status_code == 302
    assert client.get("/suivi/").url == reverse("password")
    strong = "une phrase assez longue"
    given = {"old_password": password, "new_password1": strong, "new_password2": strong}
    assert client.post(reverse("password"), given).url == reverse("account")
    assert client.get("/suivi/").status_code == 200


@pytest.mark.parametrize("weak", ["court", "motdepasse", "123456789012345", "password1234", "mroux"])
def test_a_weak_password_is_refused_in_french(client, weak):
    factories.user(Role.CONSULTATION, "mroux")
    client.force_login(User.objects.get(username="mroux"))
    given = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    page = page_of(client.post(reverse("password"), given))
    assert page.xpath("//p[@class='fr-error-text']")
    assert User.objects.get(username="mroux").check_password(PASSWORD)


def test_rights_are_changed_on_a_screen_and_each_change_is_kept(client, administrator):
    person = factories.user(Role.CONSULTATION, "mroux")
    page_of(client.get(reverse("person", args=["mroux"])))
    assert client.post(reverse("person", args=["mroux"]), RIGHTS | {"lanes": ["HOP-PFI"]}).status_code == 302
    person.refresh_from_db()
    assert (person.role, person.lanes) == (Role.SUPERVISOR, ["HOP-PFI"])
    entry = AuditEntry.objects.get(action=Action.RIGHTS)
    assert (entry.who, entry.subject) == ("administrateur", "mroux")
    assert entry.details == {
        "avant": {"role": "consultation", "couloirs": "tous"},
        "apres": {"role": "superviseur", "couloirs": ["HOP PFI"]},
    }


def test_a_closed_account_is_out_at_once_and_cannot_come_back(client, administrator):
    person = factories.user(Role.CONSULTATION, "mroux")
    other = type(client)()
    other.force_login(person)
    assert other.get("/suivi/").status_code == 200
    client.post(reverse("person", args=["mroux"]), {**RIGHTS, "is_active": ""})
    assert other.get("/suivi/").status_code == 302
    assert "incorrect" in text_of(page_of(sign_in(other, "mroux", PASSWORD)).find(".//main"))


def test_the_last_administrator_stays(client, administrator):
    page = page_of(client.post(reverse("person", args=["administrateur"]), RIGHTS))
    assert "dernier administrateur" in text_of(page.find(".//main"))
    administrator.refresh_from_db()
    assert administrator.role == Role.ADMINISTRATOR


def test_an_operator_must_see_what_they_settle(client, administrator):
    page = page_of(
        client.post(reverse("person-new"), {**RIGHTS, "username": "x", "role": "videocodeur", "sees_content": ""})
    )
    assert "doit voir les images" in text_of(page.find(".//main"))


def test_a_lost_password_is_replaced_and_the_old_one_dead(client, administrator):
    person = factories.user(Role.CONSULTATION, "mroux")
    TOTPDevice.objects.create(user=person, name="téléphone")
    page_of(client.post(reverse("person-password", args=["mroux"])))
    person.refresh_from_db()
    assert person.must_change_password
    assert not person.check_password(PASSWORD)
    assert not TOTPDevice.objects.filter(user=person).exists()


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(client):
    factories.user(Role.CONSULTATION, "mroux")
    for _ in range(4):
        assert sign_in(client, "mroux", "faux").status_code == 200
    assert sign_in(client, "mroux", "faux").status_code == 429
    refused = sign_in(client, "mroux", PASSWORD)
    assert refused.status_code == 429
    assert "quart d’heure" in refused.content.decode()
    assert AuditEntry.objects.filter(action=Action.REFUSED, subject="mroux").count() >= 4


def test_a_name_that_nobody_bears_is_not_kept(client):
    sign_in(client, "mon mot de passe secret", "mroux")
    assert not AuditEntry.objects.exists()


def test_a_log_in_stands_in_the_audit_trail(client):
    factories.user(Role.CONSULTATION, "mroux")
    sign_in(client, "mroux", PASSWORD)
    assert AuditEntry.objects.get().action == Action.SIGNED_IN


@pytest.mark.parametrize(("mark", "limit"), [("seen", "SESSION_IDLE_SECONDS"), ("begun", "SESSION_COOKIE_AGE")])
def test_a_session_ends_when_it_is_idle_or_old(client, settings, mark, limit):
    client.force_login(factories.user(Role.CONSULTATION))
    assert client.get("/suivi/").status_code == 200
    session = client.session
    session[mark] = time.time() - getattr(settings, limit) - 1
    session.save()
    answer = client.get("/suivi/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/connexion/")
    assert "Votre session a expiré" in answer.content.decode()


def code_of(device, shift=0):
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * shift
    return f"{totp.token():06d}"


def test_a_second_factor_is_put_in_place_and_then_asked_for(client):
    person = factories.user(Role.CONSULTATION, "mroux")
    client.force_login(person)
    secret = text_of(page_of(client.get(reverse("enrol"))).xpath("//code[@class='secret']")[0])
    assert re.fullmatch(r"[A-Z2-7]{32}", secret)
    assert client.get(reverse("enrol-picture")).content.startswith(b"<svg")
    device = TOTPDevice.objects.get(user=person)
    assert "Code refusé" in text_of(page_of(client.post(reverse("enrol"), {"code": "000 000"})).find(".//main"))
    device.refresh_from_db()
    device.throttle_reset()
    assert client.post(reverse("enrol"), {"code": code_of(device)}).url == reverse("account")
    assert client.get(reverse("enrol-picture")).status_code == 404, "a secret in force is shown to nobody"
    client.post(reverse("logout"))

    assert sign_in(client, "mroux", PASSWORD).url == reverse("code")
    assert client.get("/suivi/").status_code == 302, "a password alone opens nothing"
    page_of(client.get(reverse("code")))
    used = code_of(device)
    assert "Code refusé" in text_of(page_of(client.post(reverse("code"), {"code": used})).find(".//main")), "once only"
    TOTPDevice.objects.get(user=person).throttle_reset()
    assert client.post(reverse("code"), {"code": code_of(device, 1)}).url == "/"
    assert client.get("/suivi/").status_code == 200


@pytest.fixture
def demanding(settings):
    """An installation that demands a second factor of its administrators."""
    settings.RADLAD = replace(settings.RADLAD, totp_required=frozenset({Role.ADMINISTRATOR}))


@pytest.mark.parametrize("address", ["/", "/suivi/", "/suivi/export.csv", "/administration/", "/compte/"])
def test_where_it_is_demanded_nothing_opens_before_the_second_factor(client, demanding, address):
    client.force_login(factories.user(Role.ADMINISTRATOR, "admin"))
    assert client.get(address).url == reverse("enrol")
    assert client.post(address).url == reverse("enrol")
    page = page_of(client.get(reverse("enrol")))
    assert "Votre rôle demande la double authentification" in text_of(page.find(".//main"))
    device = TOTPDevice.objects.get()
    assert client.post(reverse("enrol"), {"code": code_of(device)}).url == "/"
    assert client.get("/administration/").status_code == 200


def test_a_given_password_is_changed_first_then_the_second_factor_is_put_in_place(client, demanding):
    person = factories.user(Role.ADMINISTRATOR, "admin")
    person.must_change_password = True
    person.save()
    client.force_login(person)
    assert client.get("/suivi/").url == reverse("password")
    assert client.get(reverse("password")).status_code == 200
    person.must_change_password = False
    person.save()
    assert client.get("/suivi/").url == reverse("enrol")
    assert client.post(reverse("logout")).url == "/connexion/"


@pytest.mark.parametrize(
    ("role", "subject"), [(Role.SUPERVISOR, None), (Role.ADMINISTRATOR, "https://idp.example.fr 42")]
)
def test_it_is_demanded_of_no_other_role_and_not_of_the_single_sign_on(client, demanding, role, subject):
    person = factories.user(role, "autre")
    person.sso_subject = subject
    person.save()
    client.force_login(person)
    assert client.get("/suivi/").status_code == 200


def test_who_takes_a_demanded_second_factor_away_puts_another_in_place(client, demanding):
    person = factories.user(Role.ADMINISTRATOR, "admin")
    TOTPDevice.objects.create(user=person, name="téléphone")
    client.force_login(person)
    assert client.get("/suivi/").status_code == 200
    client.post(reverse("give-up"), {"mot_de_passe": PASSWORD})
    assert client.get("/suivi/").url == reverse("enrol")


def test_the_roles_that_a_setting_may_name_are_those_there_are():
    assert set(ROLES) == set(Role)


def test_a_second_factor_is_given_up_with_the_password_only(client):
    person = factories.user(Role.CONSULTATION, "mroux")
    TOTPDevice.objects.create(user=person, name="téléphone")
    client.force_login(person)
    client.post(reverse("give-up"), {"mot_de_passe": "faux"})
    assert TOTPDevice.objects.filter(user=person).exists()
    client.post(reverse("give-up"), {"mot_de_passe": PASSWORD})
    assert not TOTPDevice.objects.filter(user=person).exists()


def test_accounts_are_found_by_name(client, administrator):
    factories.user(Role.CONSULTATION, "mroux")
    page = page_of(client.get(reverse("accounts"), {"nom": "ROUX"}))
    assert [text_of(row.find("th")) for row in page.xpath("//tbody/tr")] == ["mroux"]
