"""Callers who mean harm: floods, guessed secrets, tokens and keys of others, stolen and planted sessions."""

from __future__ import annotations

import base64
import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from radlad.domain.doctype import Lane
from radlad.web.accounts.models import Role
from radlad.web.accounts.sessions import address
from radlad.web.acquisition import clients, rate
from radlad.web.acquisition.callers import TOKEN_PATH
from radlad.web.acquisition.models import CallCount, Document
from tests.support import factories

pytestmark = pytest.mark.django_db
PFI = Lane("HOP", "PFI")
PROCESS = "/process/00000000-0000-4000-8000-000000000000"


@pytest.fixture
def next_window(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Holds the time that counts are kept by; a call of it begins the next window."""
    numbers = itertools.count(1000)

    def begin() -> None:
        monkeypatch.setattr(rate, "_NOW", str(next(numbers)))

    begin()
    monkeypatch.setattr(rate, "_until_next", lambda: 7)
    return begin


def limited(settings, calls: int) -> None:
    settings.RADLAD = replace(settings.RADLAD, calls_per_second=calls)


def statuses(client, token: str, count: int) -> list[int]:
    return [client.get(PROCESS, headers={"Authorization": f"Bearer {token}"}).status_code for _ in range(count)]


def test_a_client_that_calls_too_often_is_told_to_wait_and_others_are_not(client, settings, token, next_window):
    limited(settings, 1)
    ours, theirs = token(), token(PFI)
    assert statuses(client, ours, rate.WINDOW) == [404] * rate.WINDOW
    refused = client.get(PROCESS, headers={"Authorization": f"Bearer {ours}"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "7")
    assert refused.json()["code"] == "TOO_MANY_CALLS"
    assert set(refused.json()) == {"code", "message", "details"}
    assert statuses(client, theirs, 1) == [404]
    next_window()
    assert statuses(client, ours, 1) == [404]


def test_a_flood_of_documents_is_refused_before_it_is_stored(client, settings, post_json, token, next_window):
    limited(settings, 1)
    mine = token()
    assert statuses(client, mine, rate.WINDOW) == [404] * rate.WINDOW
    assert post_json(Authorization=f"Bearer {mine}").status_code == 429
    assert not Document.objects.exists()


def test_calls_are_counted_together_over_several_connections(settings, next_window, another_connection):
    limited(settings, 1)
    with another_connection("SELECT 1") as other:
        other.execute("SELECT 1 FROM acquisition_callcount")
    for _ in range(rate.WINDOW):
        rate.count_call("a")
    with pytest.raises(rate.TooManyCallsError):
        rate.count_call("a")
    kind = "SELECT relpersistence FROM pg_class WHERE relname = 'acquisition_callcount'"
    with connection.cursor() as cursor:
        assert cursor.execute(kind).fetchone() in (("u",), (b"u",)), "a count costs no journal"


def test_a_burst_of_5_000_documents_passes_by_default():
    assert django_settings.RADLAD.calls_per_second * rate.WINDOW >= 5000


def test_without_a_limit_nothing_is_counted(client, settings, token):
    limited(settings, 0)
    assert statuses(client, token(), 20) == [404] * 20
    assert not CallCount.objects.exists()


def test_counts_that_are_over_are_thrown_away(next_window):
    rate.count_call("a")
    next_window()
    rate.forget()
    assert not CallCount.objects.exists()


def guess(client, client_id: str, secret: str = "wrong", **headers: str) -> int:
    credentials = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {credentials}", **{k.replace("_", "-"): v for k, v in headers.items()}}
    asked = {"grant_type": "client_credentials", "scope": "process:write"}
    return int(client.post(TOKEN_PATH, asked, headers=headers).status_code)


def test_whoever_guesses_secrets_is_made_to_wait(client, next_window):
    client_id, secret = PFI.client_id, clients.put(PFI)
    other_secret = clients.put(Lane("HOP", "DPI"))
    assert {guess(client, client_id) for _ in range(rate.WRONG_SECRETS)} == {401}
    assert guess(client, client_id) == 429
    assert guess(client, client_id, secret) == 429, "a guess that is right is not told apart"
    assert guess(client, client_id, X_Forwarded_For="9.9.9.9") == 429, "an address of their own making changes nothing"
    assert guess(client, Lane("HOP", "DPI").client_id, other_secret) == 200
    next_window()
    assert guess(client, client_id, secret) == 200


def test_secrets_guessed_in_the_form_count_too(client, next_window):
    asked = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "wrong"}
    assert {client.post(TOKEN_PATH, asked).status_code for _ in range(rate.WRONG_SECRETS)} == {401}
    assert client.post(TOKEN_PATH, asked).status_code == 429


def test_a_client_id_that_the_database_does_not_know_is_nobodys(client):
    asked = {"grant_type": "client_credentials", "client_id": "x\0y", "client_secret": "wrong"}
    assert client.post(TOKEN_PATH, asked).status_code == 401
    assert guess(client, "x\0y") == 401


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_where_a_call_comes_from_is_what_our_proxies_say(rf, settings, proxies, header, found):
    settings.RADLAD = replace(settings.RADLAD, proxies=proxies)
    assert address(rf.get("/", headers={"X-Forwarded-For": header} if header else {})) == found


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "implicit", ""])
def test_no_other_grant_gives_a_token(client, grant):
    credentials = base64.b64encode(f"{PFI.client_id}:{clients.put(PFI)}".encode()).decode()
    asked = {"grant_type": grant, "username": "a", "password": "b", "code": "c", "refresh_token": "d"}
    assert client.post(TOKEN_PATH, asked, headers={"Authorization": f"Basic {credentials}"}).status_code in (400, 401)


def test_a_token_works_in_its_header_alone(client, token):
    mine = token()
    for call in (
        client.get(f"{PROCESS}?access_token={mine}"),
        client.post("/process/files", {"access_token": mine}),
        client.get(PROCESS, headers={"Cookie": f"access_token={mine}"}),
        client.get(PROCESS, headers={"Authorization": f"Basic {mine}"}),
    ):
        assert call.status_code == 401
    assert client.get("/suivi/", headers={"Authorization": f"Bearer {mine}"}).status_code == 302


def test_a_key_of_another_client_tells_nothing_of_its_document(post_json, token):
    first = post_json(Idempotency_Key="k").json()["processId"]
    pfi = {"Couloir": "HOP", "Sons": "PFI", "TypeDocument": "FACTURE"}
    second = post_json(Idempotency_Key="k", parameters=pfi, Authorization=f"Bearer {token(PFI)}").json()["processId"]
    assert first != second


def test_a_known_key_opens_no_lane_that_is_shut(post_json, token):
    post_json(Idempotency_Key="k")
    assert post_json(Idempotency_Key="k", Authorization=f"Bearer {token(PFI)}").status_code == 403


@pytest.mark.parametrize("key", ["'; DROP TABLE x; --", "k" * 200, "é", "%00", "../../k"])
def test_a_strange_key_is_a_key(post_json, key):
    assert post_json(Idempotency_Key=key).json() == post_json(Idempotency_Key=key).json()


def test_a_session_that_was_planted_is_not_the_one_that_signs_in(client):
    factories.user(Role.OPERATOR, name="operateur")
    client.get("/connexion/")
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    answer = client.post("/connexion/", {"username": "operateur", "password": factories.PASSWORD})
    assert answer.status_code == 302
    begun = client.cookies["sessionid"]
    assert begun.value != "planted0planted0planted0planted0"
    assert begun["httponly"]
    thief = Client()
    thief.cookies["sessionid"] = "planted0planted0planted0planted0"
    assert thief.get("/videocodage/").status_code == 302


def test_a_session_that_ended_does_not_come_back(client):
    client.force_login(factories.user(Role.OPERATOR))
    stolen = client.cookies["sessionid"].value
    client.post("/deconnexion/")
    client.cookies["sessionid"] = stolen
    assert client.get("/videocodage/").status_code == 302


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "https:/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(client, to):
    factories.user(Role.OPERATOR, name="operateur")
    answer = client.post(
        f"/connexion/?next={to}", {"username": "operateur", "password": factories.PASSWORD, "next": to}
    )
    assert answer.url.startswith("/")
    assert "evil" not in answer.url


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example"])
def test_another_hosts_name_is_refused(client, host):
    assert client.get("/connexion/", headers={"Host": host}).status_code == 400


HTTPS = """
import json, django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
plain = client.get("/connexion/", headers={"Host": "radlad.example.fr"})
safe = client.get("/connexion/", headers={"Host": "radlad.example.fr", "X-Forwarded-Proto": "https"})
alive = client.get("/healthz", headers={"Host": "127.0.0.1"})
print(json.dumps({"plain": [plain.status_code, plain["Location"]], "safe": safe.status_code, "alive": alive.status_code,
    "hsts": safe.get("Strict-Transport-Security"), "cookies": [bool(c["secure"]) for c in safe.cookies.values()]}))
"""


def test_behind_a_proxy_in_https_nothing_goes_in_clear(tmp_path):
    environment = {
        "RADLAD_DATA": str(tmp_path), "RADLAD_BASE_URL": "https://radlad.example.fr",
        "DJANGO_SETTINGS_MODULE": "radlad.web.config.settings", "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    told = subprocess.run([sys.executable, "-c", HTTPS], env=environment, capture_output=True, text=True, check=True)
    found = json.loads(told.stdout)
    assert found["plain"] == [301, "https://radlad.example.fr/connexion/"]
    assert (found["safe"], found["alive"]) == (200, 200)
    assert found["hsts"].startswith("max-age=31536000")
    assert found["cookies"]
    assert all(found["cookies"])
