"""Single sign-on where no browser shows it: tokens that are not for us, rights that change, a provider that is away."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from radlad.domain.errors import CallerError
from radlad.web.accounts import sso
from radlad.web.accounts.models import Action, AuditEntry, Role, User
from radlad.web.acquisition.issuer import Issuer
from tests.support import factories
from tests.support.issuer import free_port

pytestmark = pytest.mark.django_db
ISSUER = "https://provider.test"
KEY = RSAKey.generate_key(2048, {"kid": "k", "use": "sig"})


@pytest.fixture(autouse=True)
def provider(settings, monkeypatch):
    """A provider whose keys are known already."""
    settings.RADLAD = replace(settings.RADLAD, sso_issuer=ISSUER, sso_client_id="radlad", sso_client_secret="hush")
    known = Issuer(ISSUER, "radlad", KeySet([KEY]), time.monotonic())
    monkeypatch.setattr(sso, "provider", lambda: known)


def token(key=KEY, **claims):
    given = {"iss": ISSUER, "aud": "radlad", "exp": int(time.time()) + 60, "sub": "f3a1", "nonce": "n", **claims}
    return jwt.encode({"alg": "RS256", "kid": "k"}, given, key)


@pytest.mark.parametrize(
    "claims",
    [{"aud": "another"}, {"iss": "https://other.test"}, {"exp": 1}, {"key": RSAKey.generate_key(2048, {"kid": "k"})}],
)
def test_a_token_for_another_or_by_another_is_refused(claims):
    with pytest.raises(CallerError):
        sso.Backend().verify_token(token(**claims), nonce="n")


def test_a_token_of_another_log_in_is_refused():
    assert sso.Backend().verify_token(token(), nonce="n")["sub"] == "f3a1"
    with pytest.raises(SuspiciousOperation):
        sso.Backend().verify_token(token(), nonce="m")


def claims_of(*rights, sub="f3a1", **more):
    return {"sub": sub, "preferred_username": "marie", "radlad": list(rights), **more}


@pytest.mark.parametrize(
    ("rights", "role", "lanes", "content"),
    [
        (("consultation",), Role.CONSULTATION, [], False),
        (("consultation", "superviseur", "contenu"), Role.SUPERVISOR, [], True),
        (("videocodeur", "couloir:HOP-DPI", "couloir:IMG-RIS"), Role.OPERATOR, ["HOP-DPI", "IMG-RIS"], False),
        (("administrateur", "autre"), Role.ADMINISTRATOR, [], False),
    ],
)
def test_rights_come_from_the_claim(rights, role, lanes, content):
    person = sso.Backend().create_user(claims_of(*rights))
    assert (person.role, person.lanes, person.sees_content) == (role, lanes, content)
    assert not person.has_usable_password()


def test_whoever_has_no_role_or_a_lane_that_nobody_knows_does_not_come_in():
    assert not sso.Backend().verify_claims(claims_of("consultation", "couloir:LUNE-X"))
    assert not sso.Backend().verify_claims(claims_of("couloir:HOP-DPI"))
    assert not sso.Backend().verify_claims({"sub": "f3a1"})
    assert sso.Backend().verify_claims({"sub": "f3a1", "radlad": "consultation contenu"})


def test_rights_are_taken_anew_at_each_log_in_and_each_change_is_kept():
    backend = sso.Backend()
    person = backend.create_user(claims_of("superviseur", "contenu"))
    backend.update_user(person, claims_of("superviseur", "contenu"))
    backend.update_user(person, claims_of("consultation"))
    person.refresh_from_db()
    assert (person.role, person.sees_content) == (Role.CONSULTATION, False)
    assert AuditEntry.objects.filter(action=Action.RIGHTS, subject="marie").count() == 2


def test_people_are_known_by_sub_and_never_by_name_or_mail():
    local = factories.user(Role.ADMINISTRATOR, "marie")
    backend = sso.Backend()
    assert not backend.filter_users_by_claims(claims_of("consultation", email="marie@asp.test")).exists()
    person = backend.create_user(claims_of("consultation"))
    assert person.username == "marie-2"
    assert list(backend.filter_users_by_claims(claims_of("consultation", preferred_username="autre"))) == [person]
    assert not backend.filter_users_by_claims(claims_of("consultation", sub="zzzz")).exists()
    assert User.objects.get(pk=local.pk).may_administer


def test_a_provider_that_is_away_is_said_and_local_accounts_still_come_in(client, monkeypatch):
    away = Issuer(f"http://127.0.0.1:{free_port()}", "radlad")
    monkeypatch.setattr(sso, "provider", lambda: away)
    request = RequestFactory().get("/connexion/unique")
    request.session = client.session
    from django.contrib.messages.storage.session import SessionStorage

    request._messages = SessionStorage(request)
    answer = sso.Begin.as_view()(request)
    assert answer.url == "/connexion/"
    assert "ne répond pas" in str(next(iter(get_messages(request))))
    assert sso.Backend().get_user(factories.user().pk) is not None, "looking for an account asks no provider"
