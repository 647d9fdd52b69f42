"""The embedded authorisation server: client credentials, one client a lane (contracts.md 1)."""

from __future__ import annotations

import base64
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from radlad.domain.doctype import Lane
from radlad.web.acquisition import clients, former_secrets
from radlad.web.acquisition.callers import TOKEN_PATH
from radlad.web.acquisition.client_secret import Sha256OnceHasher
from radlad.web.acquisition.models import FormerSecret

pytestmark = pytest.mark.django_db
LANE = Lane("HOP", "DPI")


def ask(client, secret, **form):
    credentials = base64.b64encode(f"{LANE.client_id}:{secret}".encode()).decode()
    form = {"grant_type": "client_credentials", "scope": "process:write", **form}
    return client.post(TOKEN_PATH, form, headers={"Authorization": f"Basic {credentials}"})


def test_a_token_lasts_an_hour_and_is_kept_as_a_digest_only(client):
    answer = ask(client, clients.put(LANE)).json()
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == ("Bearer", 3600, "process:write")
    assert AccessToken.objects.get().token == ""


def test_the_secret_may_come_in_the_form(client):
    secret = clients.put(LANE)
    form = {"grant_type": "client_credentials", "client_id": LANE.client_id, "client_secret": secret}
    assert client.post(TOKEN_PATH, form).status_code == 200


def test_a_wrong_secret_or_grant_gets_no_token(client):
    secret = clients.put(LANE)
    assert ask(client, "faux").status_code == 401
    assert ask(client, secret, scope="tout").status_code == 400
    assert ask(client, secret, grant_type="password", username="a", password="b").status_code == 400
    assert not AccessToken.objects.exists()


def test_a_secret_is_kept_as_a_digest_and_another_replaces_it(client):
    first = clients.put(LANE)
    kept = Application.objects.get().client_secret
    assert kept.startswith("sha256_once$")
    assert first not in kept
    second = clients.put(LANE)
    assert ask(client, first).status_code == 401
    assert ask(client, second).status_code == 200


def test_after_a_rotation_both_secrets_are_good_until_the_grace_time_is_over(client):
    first = clients.put(LANE)
    second = former_secrets.rotate(LANE.client_id, timedelta(hours=1))
    assert [ask(client, secret).status_code for secret in (first, second)] == [200, 200]
    form = {"grant_type": "client_credentials", "client_id": LANE.client_id, "client_secret": first}
    assert client.post(TOKEN_PATH, form).status_code == 200
    kept = FormerSecret.objects.get()
    assert kept.digest.startswith("sha256_once$")
    FormerSecret.objects.update(valid_until=timezone.now())
    assert [ask(client, secret).status_code for secret in (first, second)] == [401, 200]
    former_secrets.forget()
    assert not FormerSecret.objects.exists()


def test_a_client_has_two_secrets_at_most_and_they_are_its_own(client):
    first = clients.put(LANE)
    other = clients.put(Lane("HOP", "PFI"))
    second = former_secrets.rotate(LANE.client_id, timedelta(hours=1))
    third = former_secrets.rotate(LANE.client_id, timedelta(hours=1))
    assert [ask(client, secret).status_code for secret in (first, second, third, other)] == [401, 200, 200, 401]
    former_secrets.rotate(Lane("HOP", "PFI").client_id, timedelta(hours=1))
    assert ask(client, other).status_code == 401


def test_a_secret_that_leaked_is_refused_at_once_when_there_is_no_grace(client):
    first = clients.put(LANE)
    former_secrets.rotate(LANE.client_id, timedelta(0))
    assert ask(client, first).status_code == 401


def test_checking_a_secret_costs_next_to_nothing(client):
    secret = clients.put(LANE)
    ask(client, secret)
    began = time.process_time()
    for _ in range(5):
        ask(client, secret)
    assert (time.process_time() - began) / 5 < 0.15


def test_the_hasher_tells_secrets_apart():
    hasher = Sha256OnceHasher()
    kept = hasher.encode("un secret")
    assert hasher.verify("un secret", kept)
    assert not hasher.verify("un autre", kept)
    assert not hasher.must_update(kept)
    assert "un secret" not in str(hasher.safe_summary(kept))
