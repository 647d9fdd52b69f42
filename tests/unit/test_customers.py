"""The customers' file: lanes, addresses, secrets by reference (contracts.md 2)."""

from __future__ import annotations

import pytest

from radlad.customers import DEFAULT
from radlad.doctypes.lanes import HOP_DPI, HOP_PFI, IMG_DRIMBOX
from radlad.domain.errors import ConfigError
from radlad.settings import LOOPBACK, Settings

FILE = """
[customers.asp]
callback = "https://asp.example.org/api/"
lanes = ["HOP-DPI", "hop-pfi"]
token_url = "https://idp.example.org/token"
client_id = "radlad"
client_secret = { file = "SECRETS/asp" }
hmac_secret = { env = "ASP_HMAC" }
private_networks = ["10.1.0.0/16"]

[customers.imagerie]
callback = "https://imagerie.example.org"
"""


@pytest.fixture
def read(tmp_path):
    """The settings with this customers' file."""

    def settings(text: str = FILE, **environment: str) -> Settings:
        (tmp_path / "asp").write_text("chut-fichier\n", "utf-8")
        path = tmp_path / "customers.toml"
        path.write_text(text.replace("SECRETS", str(tmp_path)), "utf-8")
        given = {"RADLAD_CUSTOMERS": str(path), "ASP_HMAC": "chut-variable", **environment}
        return Settings.from_environment(given)

    return settings


def test_each_lane_has_its_customer_with_its_secrets(read):
    settings = read()
    asp = settings.customer_of(HOP_DPI)
    assert (asp.name, asp.callback, asp.queue) == ("asp", "https://asp.example.org/api", "delivery-asp")
    assert (asp.client_secret, asp.hmac_secret) == ("chut-fichier", "chut-variable")
    assert settings.customer_of(HOP_PFI) is asp
    assert settings.customer_of(IMG_DRIMBOX).name == "imagerie"
    assert not settings.uses_sandbox
    assert "chut" not in repr(settings)


def test_the_single_callback_takes_the_lanes_that_nobody_has(read):
    text = '[customers.asp]\ncallback = "https://asp.example.org"\nlanes = ["HOP-DPI"]\n'
    settings = read(text, RADLAD_CALLBACK_URL="https://tous.example.org")
    assert settings.customer_of(HOP_PFI).name == DEFAULT
    assert settings.customer_of(HOP_PFI).queue == "delivery"
    with pytest.raises(ConfigError, match="aucun client ne reçoit les résultats de HOP PFI"):
        read(text)


def test_private_networks_are_loopback_for_the_embedded_installation_and_none_elsewhere(read):
    assert set(LOOPBACK) < set(read().customer_of(HOP_DPI).private_networks)
    elsewhere = read(DATABASE_URL="postgresql://u@db/x")
    assert [str(one) for one in elsewhere.customer_of(HOP_DPI).private_networks] == ["10.1.0.0/16"]
    assert elsewhere.customer_of(IMG_DRIMBOX).private_networks == ()
    named = read(DATABASE_URL="postgresql://u@db/x", RADLAD_PRIVATE_NETWORKS="192.168.0.0/24, fd00::/8")
    assert len(named.customer_of(IMG_DRIMBOX).private_networks) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pas du TOML", "TOML"),
        ("callback = 1", "customers"),
        ('[customers."Grand Nom"]\ncallback = "https://a.fr"', "minuscules"),
        ('[customers.client]\ncallback = "https://a.fr"', "client"),
        ("[customers.asp]\nlanes = []", "callback"),
        ('[customers.asp]\ncallback = "https://[::1"', "asp.callback"),
        ('[customers.asp]\ncallback = "https://a.fr:port"', "asp.callback"),
        ('[customers.asp]\ncallback = "https://a.fr"\nca_file = "/nulle/part"', "asp.ca_file"),
        ('[customers.asp]\ncallback = "ftp://a.fr"', "asp.callback"),
        ('[customers.asp]\ncallback = "https://u:chut@a.fr"', "asp.callback"),
        ('[customers.asp]\ncallback = "https://a.fr"\nlanes = ["XXX"]', "XXX"),
        ('[customers.asp]\ncallback = "https://a.fr"\nhmac_secret = "chut"', "hmac_secret"),
        ('[customers.asp]\ncallback = "https://a.fr"\nhmac_secret = { env = "RIEN" }', "RIEN"),
        ('[customers.asp]\ncallback = "https://a.fr"\nhmac_secret = { file = "/nulle/part" }', "/nulle/part"),
        ('[customers.asp]\ncallback = "https://a.fr"\nsecret = "chut"', "secret"),
        ('[customers.asp]\ncallback = "https://a.fr"\nprivate_networks = ["dix"]', "dix"),
        ('[customers.a]\ncallback = "https://a.fr"\n[customers.b]\ncallback = "https://b.fr"', "un seul client"),
        (
            '[customers.a]\ncallback = "https://a.fr"\nlanes = ["HOP-DPI"]\n'
            '[customers.b]\ncallback = "https://b.fr"\nlanes = ["HOP-DPI"]',
            "un couloir",
        ),
    ],
)
def test_a_wrong_file_is_refused_and_quotes_no_secret(read, text, told):
    with pytest.raises(ConfigError, match=told) as caught:
        read(text)
    assert "chut" not in str(caught.value)
