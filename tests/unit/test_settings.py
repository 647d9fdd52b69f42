"""The environment is read once, and a wrong setting says what it may be (contracts.md 5)."""

from pathlib import Path

import pytest

from radlad.domain.doctype import Lane
from radlad.domain.errors import ConfigError
from radlad.domain.rules import ReviewPolicy
from radlad.settings import Settings


def test_the_defaults_are_those_of_the_contract():
    settings = Settings.from_environment({})
    assert settings.data == Path("var").absolute()
    assert (settings.port, settings.sandbox_port, settings.workers) == (8000, 8001, 2)
    assert settings.embedded
    assert settings.review is ReviewPolicy.DOUBT
    assert settings.customer_of(Lane("HOP", "DPI")).callback == "http://127.0.0.1:8001"
    assert (settings.retention_days, settings.audit_years, settings.sso_issuer) == (90, 5, "")


def test_roles_that_must_have_a_second_factor_are_listed_with_commas():
    given = Settings.from_environment({"RADLAD_TOTP_REQUIRED": "administrateur, superviseur,"})
    assert given.totp_required == {"administrateur", "superviseur"}
    assert Settings.from_environment({}).totp_required == frozenset()


def test_a_database_url_means_no_embedded_database():
    assert not Settings.from_environment({"DATABASE_URL": "postgresql://u:p@db/radlad"}).embedded


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RADLAD_PORT", "zero"),
        ("RADLAD_PORT", "0"),
        ("RADLAD_WORKERS", "-1"),
        ("RADLAD_REVIEW", "jamais"),
        ("RADLAD_RETENTION_DAYS", "0"),
        ("RADLAD_AUDIT_YEARS", "toujours"),
        ("RADLAD_LOG_FORMAT", "xml"),
        ("RADLAD_TOTP_REQUIRED", "superviseur, chef"),
        ("RADLAD_PRIVATE_NETWORKS", "chez-nous"),
        ("RADLAD_CALLBACK_URL", "machine:8000"),
        ("RADLAD_CALLBACK_TOKEN_URL", "https://u:p@idp/token"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(name, value):
    with pytest.raises(ConfigError, match=name) as caught:
        Settings.from_environment({name: value})
    assert "mettez" in caught.value.message


SECRETS = (
    "DATABASE_URL", "RADLAD_SECRET_KEY", "RADLAD_CALLBACK_CLIENT_SECRET", "RADLAD_CALLBACK_HMAC_SECRET",
    "RADLAD_CALLBACK_HMAC_SECRET_NEXT", "RADLAD_SSO_CLIENT_SECRET", "RADLAD_METRICS_TOKEN",
)  # fmt: skip


@pytest.mark.parametrize("name", SECRETS)
def test_each_secret_may_be_in_a_file(tmp_path, name):
    secret = "postgresql://u:hush@db/x"
    (tmp_path / "secret").write_text(f"{secret}\n")
    read = Settings.from_environment({f"{name}_FILE": str(tmp_path / "secret")})
    assert read == Settings.from_environment({name: secret})
    assert read != Settings.from_environment({})
    assert "hush" not in repr(read)
    with pytest.raises(ConfigError, match=f"{name}_FILE") as caught:
        Settings.from_environment({name: secret, f"{name}_FILE": str(tmp_path / "secret")})
    assert "hush" not in str(caught.value)
    with pytest.raises(ConfigError, match="illisible"):
        Settings.from_environment({f"{name}_FILE": str(tmp_path / "nowhere")})


def test_secrets_are_not_shown():
    settings = Settings.from_environment(
        {
            "DATABASE_URL": "postgresql://u:hush@db/x",
            "RADLAD_CALLBACK_CLIENT_SECRET": "hush",
            "RADLAD_SSO_CLIENT_SECRET": "hush",
        }
    )
    assert "hush" not in repr(settings)
