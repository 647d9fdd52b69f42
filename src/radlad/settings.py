"""The only module that reads the environment: once, into a frozen object that is handed in (contracts.md 5)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from radlad.domain.errors import ConfigError
from radlad.domain.rules import ReviewPolicy


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is set up. Sizes in bytes, times in seconds."""

    data: Path
    port: int = 8000
    sandbox_port: int = 8001
    database_url: str = field(default="", repr=False)
    """An external PostgreSQL; empty for the embedded one."""
    workers: int = 2
    callback_url: str = ""
    """The customer's callback base; empty for the sandbox customer."""
    callback_token_url: str = ""
    callback_client_id: str = ""
    callback_client_secret: str = field(default="", repr=False)
    callback_hmac_secret: str = field(default="", repr=False)
    review: ReviewPolicy = ReviewPolicy.DOUBT
    base_url: str = ""
    """The address people and callers use, when a proxy stands in front; its host is then allowed."""
    bind: str = "127.0.0.1"
    proxies: int = 0
    """Trusted proxies in front, each of which adds to `X-Forwarded-For`; the last one ends TLS."""
    calls_per_second: int = 600
    """API calls that one client may make, over 10 seconds; 0 for no limit."""
    issuer: str = ""
    """An external OpenID issuer for the API; empty for the embedded authorisation server."""
    audience: str = "radlad"
    max_file_bytes: int = 50 * 1024 * 1024
    max_pages: int = 200
    read_seconds: int = 600
    """Longest reading of one document before its process is ended."""
    read_memory: int = 6 * 1024**3
    """Address space that a reading process may take."""
    agreed_hours: int = 24
    """Hours from reception to result that are agreed with the customer: what the portal measures against."""
    retention_days: int = 90
    """Days after its acknowledgement when a document's file and values are erased."""
    audit_years: int = 5
    """Years that the audit trail is kept."""
    sso_issuer: str = ""
    """The OpenID provider that people may sign in with; empty for accounts of radlad's own alone."""
    sso_client_id: str = ""
    sso_client_secret: str = field(default="", repr=False)
    sso_rights_claim: str = "radlad"
    """The claim, a list of texts, that says what a person may do."""

    @property
    def embedded(self) -> bool:
        """Whether radlad runs its own database, with its demonstration clients and users."""
        return not self.database_url

    @property
    def public_url(self) -> str:
        return self.base_url.rstrip("/") or f"http://127.0.0.1:{self.port}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def callback_base(self) -> str:
        return (self.callback_url or self.sandbox_url).rstrip("/")

    @property
    def files(self) -> Path:
        return self.data / "files"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def run_file(self) -> Path:
        return self.data / "run.json"

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads `RADLAD_*` and `DATABASE_URL`; raises ConfigError, saying which one is wrong and what it may be."""

        def text(name: str, default: str = "") -> str:
            return environment.get(name, "").strip() or default

        review = text("RADLAD_REVIEW", ReviewPolicy.DOUBT)
        if review not in set(ReviewPolicy):
            raise ConfigError("CONFIG_REVIEW", f"RADLAD_REVIEW vaut « {review} » : mettez « doubt » ou « always ».")
        return Settings(
            data=Path(text("RADLAD_DATA", "var")).expanduser().absolute(),
            port=_whole(environment, "RADLAD_PORT", 8000, 1, 65535),
            sandbox_port=_whole(environment, "RADLAD_SANDBOX_PORT", 8001, 1, 65535),
            database_url=text("DATABASE_URL"),
            workers=_whole(environment, "RADLAD_WORKERS", 2, 1, 256),
            callback_url=text("RADLAD_CALLBACK_URL"),
            callback_token_url=text("RADLAD_CALLBACK_TOKEN_URL"),
            callback_client_id=text("RADLAD_CALLBACK_CLIENT_ID"),
            callback_client_secret=text("RADLAD_CALLBACK_CLIENT_SECRET"),
            callback_hmac_secret=text("RADLAD_CALLBACK_HMAC_SECRET"),
            review=ReviewPolicy(review),
            base_url=text("RADLAD_BASE_URL"),
            bind=text("RADLAD_BIND", "127.0.0.1"),
            proxies=_whole(environment, "RADLAD_PROXIES", int(text("RADLAD_BASE_URL").startswith("https:")), 0, 9),
            calls_per_second=_whole(environment, "RADLAD_CALLS_PER_SECOND", 600, 0, 100_000),
            issuer=text("RADLAD_ISSUER"),
            audience=text("RADLAD_AUDIENCE", "radlad"),
            max_file_bytes=_whole(environment, "RADLAD_MAX_FILE_MB", 50, 1, 2000) * 1024 * 1024,
            max_pages=_whole(environment, "RADLAD_MAX_PAGES", 200, 1, 10000),
            read_seconds=_whole(environment, "RADLAD_READ_SECONDS", 600, 5, 86400),
            read_memory=_whole(environment, "RADLAD_READ_MEMORY_MB", 6144, 512, 262144) * 1024 * 1024,
            agreed_hours=_whole(environment, "RADLAD_AGREED_HOURS", 24, 1, 8760),
            retention_days=_whole(environment, "RADLAD_RETENTION_DAYS", 90, 1, 36500),
            audit_years=_whole(environment, "RADLAD_AUDIT_YEARS", 5, 1, 100),
            sso_issuer=text("RADLAD_SSO_ISSUER"),
            sso_client_id=text("RADLAD_SSO_CLIENT_ID"),
            sso_client_secret=text("RADLAD_SSO_CLIENT_SECRET"),
            sso_rights_claim=text("RADLAD_SSO_RIGHTS_CLAIM", "radlad"),
        )


def _whole(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    given = environment.get(name, "").strip()
    if not given:
        return default
    if not given.isdigit() or not low <= int(given) <= high:
        raise ConfigError("CONFIG_NUMBER", f"{name} vaut « {given} » : mettez un nombre entier de {low} à {high}.")
    return int(given)
