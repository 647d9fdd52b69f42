"""Tokens of an external OpenID issuer, against a real one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from radlad.domain.errors import CallerError, TransientError
from radlad.web.acquisition import issuer as issuers
from radlad.web.acquisition.callers import TOKEN_PATH
from radlad.web.acquisition.issuer import Issuer
from tests.support.issuer import free_port, running_issuer, token_from

DPI, RIS = "application.segur.hop.dpi", "application.segur.img.ris"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_issuer(free_port()) as address:
        yield address


@pytest.fixture
def external(settings, address) -> str:
    settings.RADLAD = replace(settings.RADLAD, issuer=address)
    return address


@pytest.mark.django_db
def test_a_token_of_the_issuer_opens_its_lane_and_no_other(external, post_json):
    assert post_json(Authorization=f"Bearer {token_from(external, DPI)}").status_code == 202
    answer = post_json(Authorization=f"Bearer {token_from(external, RIS)}")
    assert (answer.status_code, answer.json()["code"]) == (403, "WRONG_LANE")
    answer = post_json(Authorization=f"Bearer {token_from(external, DPI, 'reporting:read')}")
    assert (answer.status_code, answer.json()["code"]) == (403, "WRONG_SCOPE")


@pytest.mark.django_db
def test_with_an_external_issuer_the_embedded_tokens_are_worth_nothing(settings, address, post_json, token, client):
    embedded = token()
    settings.RADLAD = replace(settings.RADLAD, issuer=address)
    answer = post_json(Authorization=f"Bearer {embedded}")
    assert (answer.status_code, answer.json()["code"]) == (401, "TOKEN_INVALID")
    assert client.post(TOKEN_PATH, {"grant_type": "client_credentials"}).status_code == 404


@pytest.mark.parametrize("algorithm", ["PS256", "ES256"])
def test_every_pinned_algorithm_is_understood(algorithm):
    with running_issuer(free_port(), algorithm) as address:
        claims = Issuer(address, "radlad").claims(token_from(address, DPI))
    assert (claims.client_id, claims.scopes) == (DPI, {"process:write"})


def test_a_token_for_another_service_is_refused():
    with running_issuer(free_port(), audience="autre") as address, pytest.raises(CallerError) as refusal:
        Issuer(address, "radlad").claims(token_from(address, DPI))
    assert refusal.value.code == "TOKEN_INVALID"


def test_new_keys_of_the_issuer_are_fetched_when_a_token_names_one(monkeypatch):
    port = free_port()
    with running_issuer(port) as address:
        known = Issuer(address, "radlad")
        known.claims(token_from(address, DPI))
    monkeypatch.setattr(issuers, "_KEYS_REST", 3600.0)
    with running_issuer(port) as address:
        renewed = token_from(address, DPI)
        with pytest.raises(CallerError):
            known.claims(renewed)  # asked a moment ago: not again for every unknown key
        monkeypatch.setattr(issuers, "_KEYS_REST", 0.0)
        assert known.claims(renewed).client_id == DPI


def test_known_keys_serve_while_the_issuer_is_away(monkeypatch):
    with running_issuer(free_port()) as address:
        known = Issuer(address, "radlad")
        given = token_from(address, DPI)
        known.claims(given)
    monkeypatch.setattr(issuers, "_KEYS_LAST", 0.0)
    assert known.claims(given).client_id == DPI


def test_an_issuer_that_never_answered_is_our_trouble_not_the_callers():
    with pytest.raises(TransientError):
        Issuer(f"http://127.0.0.1:{free_port()}", "radlad").claims("a.b.c")


class OwnKeys:
    """An issuer whose keys the test holds, to make tokens that no honest one would."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k", "use": "sig"})
        self.issuer = Issuer("https://issuer.test", "radlad", KeySet([self.key]), time.monotonic())

    def token(self, key=None, header=None, **claims) -> str:
        said = {
            "iss": "https://issuer.test", "aud": "radlad", "exp": int(time.time()) + 60, "azp": DPI,
            "scope": "process:write", **claims,
        }  # fmt: skip
        said = {name: value for name, value in said.items() if value is not None}
        algorithm = (header or {}).get("alg", "RS256")
        return jwt.encode({"alg": algorithm, "kid": "k", **(header or {})}, said, key or self.key, [algorithm])


@pytest.fixture(scope="module")
def own_keys() -> OwnKeys:
    return OwnKeys()


def test_scopes_may_come_as_a_list_and_the_client_as_azp(own_keys):
    claims = own_keys.issuer.claims(own_keys.token(scope=None, scp=["process:write", "reporting:read"]))
    assert (claims.client_id, claims.scopes) == (DPI, {"process:write", "reporting:read"})


@pytest.mark.parametrize(
    ("code", "claims"),
    [
        ("TOKEN_EXPIRED", {"exp": int(time.time()) - 120}),
        ("TOKEN_INVALID", {"exp": None}),
        ("TOKEN_INVALID", {"nbf": int(time.time()) + 3600}),
        ("TOKEN_INVALID", {"iss": "https://other.test"}),
        ("TOKEN_INVALID", {"iss": None}),
        ("TOKEN_INVALID", {"aud": "autre"}),
        ("TOKEN_INVALID", {"aud": None}),
    ],
)
def test_a_token_whose_claims_are_not_for_us_now_is_refused(code, claims, own_keys):
    with pytest.raises(CallerError) as refusal:
        own_keys.issuer.claims(own_keys.token(**claims))
    assert (refusal.value.code, refusal.value.status) == (code, 401)


def test_a_token_signed_with_another_key_or_another_algorithm_is_refused(own_keys):
    public = own_keys.key.as_pem(private=False)
    forged = [
        own_keys.token(key=RSAKey.generate_key(2048, {"kid": "k"})),
        own_keys.token(header={"alg": "RS512"}),
        own_keys.token(key=OctKey.import_key(b"0" * 32), header={"alg": "HS256"}),
        "e30.e30.", "pas un jeton", own_keys.token()[:-4] + "AAAA", public.decode(),
    ]  # fmt: skip
    for token in forged:
        with pytest.raises(CallerError) as refusal:
            own_keys.issuer.claims(token)
        assert refusal.value.code == "TOKEN_INVALID"
