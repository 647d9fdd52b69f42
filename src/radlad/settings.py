"""The only module that reads the environment: once, into a frozen object that is handed in (contracts.md 5)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

from radlad.customers import DEFAULT, Customer, Network, networks, of_lane, parsed, require_address
from radlad.domain.doctype import Lane
from radlad.domain.errors import ConfigError
from radlad.domain.rules import ReviewPolicy

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
ROLES = ("consultation", "videocodeur", "superviseur", "administrateur")
"""What people may be (`web.accounts.models.Role`)."""
Choice = TypeVar("Choice", bound=StrEnum)


class LogFormat(StrEnum):
    """How log lines are written: for people, or one JSON object each."""

    LINE = "line"
    JSON = "json"


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
    callback_hmac_secret_next: str = field(default="", repr=False)
    private_networks: tuple[Network, ...] = ()
    """Networks where customers' addresses may be although they are not public."""
    customers_file: tuple[Customer, ...] = ()
    """The customers of `RADLAD_CUSTOMERS`; empty for the single one of `callback_url`."""
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    """What signs sessions, the first, and what else is still believed; empty for the data folder's `secret.key`."""
    metrics_token: str = field(default="", repr=False)
    metrics_port: int = 0
    """Where a worker shows its own counts, beside `/metrics` of the web nodes; 0 for nowhere."""
    """Who shows it may read /metrics; empty for whoever asks from this machine."""
    log_format: LogFormat = LogFormat.LINE
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
    s3_bucket: str = ""
    """The S3 bucket that files are kept in; empty for the data folder. Its keys are those of AWS's own settings."""
    s3_endpoint: str = ""
    """The address of an S3 other than Amazon's."""
    s3_region: str = ""
    s3_prefix: str = ""
    """What the names of this installation's objects begin with."""
    drain_seconds: int = 25
    """How long a worker that is asked to end goes on reading; its jobs would be taken over after 30 s."""
    max_file_bytes: int = 50 * 1024 * 1024
    max_pages: int = 200
    read_seconds: int = 600
    """Longest reading of one document before its process is ended."""
    read_memory: int = 6 * 1024**3
    """Memory of its own that a reading process may take."""
    retention_days: int = 90
    """Days after its acknowledgement when a document's file and values are erased."""
    audit_years: int = 5
    """Years that the audit trail is kept."""
    totp_required: frozenset[str] = frozenset()
    """Roles whose accounts with a password here must have a second factor."""
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
    def uses_sandbox(self) -> bool:
        """Whether the sandbox customer takes the results."""
        return not self.callback_url and not self.customers_file

    @property
    def customers(self) -> tuple[Customer, ...]:
        """Everyone whom results are delivered to."""
        return self.customers_file or (self._only_customer(),)

    def customer_of(self, lane: Lane) -> Customer:
        """The customer that takes the results of `lane`."""
        return of_lane(self.customers, lane)

    def _only_customer(self) -> Customer:
        return Customer(
            name=DEFAULT,
            callback=(self.callback_url or self.sandbox_url).rstrip("/"),
            token_url=self.callback_token_url,
            client_id=self.callback_client_id,
            client_secret=self.callback_client_secret,
            hmac_secret=self.callback_hmac_secret,
            hmac_secret_next=self.callback_hmac_secret_next,
            private_networks=self.private_networks if self.callback_url else LOOPBACK,
        )

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
        """Reads `RADLAD_*` and `DATABASE_URL`; raises ConfigError, saying which one is wrong and what it may be.

        Each secret is the content of the file that `…_FILE` names, where that is set.
        """
        given = _Given(environment)
        settings = Settings(
            data=Path(given.text("RADLAD_DATA", "var")).expanduser().absolute(),
            port=given.whole("RADLAD_PORT", 8000, 1, 65535),
            sandbox_port=given.whole("RADLAD_SANDBOX_PORT", 8001, 1, 65535),
            database_url=given.secret("DATABASE_URL"),
            workers=given.whole("RADLAD_WORKERS", 2, 1, 256),
            callback_url=given.address("RADLAD_CALLBACK_URL"),
            callback_token_url=given.address("RADLAD_CALLBACK_TOKEN_URL"),
            callback_client_id=given.text("RADLAD_CALLBACK_CLIENT_ID"),
            callback_client_secret=given.secret("RADLAD_CALLBACK_CLIENT_SECRET"),
            callback_hmac_secret=given.secret("RADLAD_CALLBACK_HMAC_SECRET"),
            callback_hmac_secret_next=given.secret("RADLAD_CALLBACK_HMAC_SECRET_NEXT"),
            secret_keys=tuple(given.secret("RADLAD_SECRET_KEY").split()),
            metrics_token=given.secret("RADLAD_METRICS_TOKEN"),
            metrics_port=given.whole("RADLAD_METRICS_PORT", 0, 0, 65535),
            log_format=given.choice("RADLAD_LOG_FORMAT", LogFormat.LINE),
            review=given.choice("RADLAD_REVIEW", ReviewPolicy.DOUBT),
            base_url=given.text("RADLAD_BASE_URL"),
            bind=given.text("RADLAD_BIND", "127.0.0.1"),
            proxies=given.whole("RADLAD_PROXIES", int(given.text("RADLAD_BASE_URL").startswith("https:")), 0, 9),
            calls_per_second=given.whole("RADLAD_CALLS_PER_SECOND", 600, 0, 100_000),
            issuer=given.text("RADLAD_ISSUER"),
            audience=given.text("RADLAD_AUDIENCE", "radlad"),
            s3_bucket=given.text("RADLAD_S3_BUCKET"),
            s3_endpoint=given.text("RADLAD_S3_ENDPOINT"),
            s3_region=given.text("RADLAD_S3_REGION"),
            s3_prefix=given.text("RADLAD_S3_PREFIX").strip("/"),
            drain_seconds=given.whole("RADLAD_DRAIN_SECONDS", 25, 1, 3600),
            max_file_bytes=given.whole("RADLAD_MAX_FILE_MB", 50, 1, 2000) * 1024 * 1024,
            max_pages=given.whole("RADLAD_MAX_PAGES", 200, 1, 10000),
            read_seconds=given.whole("RADLAD_READ_SECONDS", 600, 5, 86400),
            read_memory=given.whole("RADLAD_READ_MEMORY_MB", 6144, 512, 262144) * 1024 * 1024,
            retention_days=given.whole("RADLAD_RETENTION_DAYS", 90, 1, 36500),
            audit_years=given.whole("RADLAD_AUDIT_YEARS", 5, 1, 100),
            totp_required=given.roles("RADLAD_TOTP_REQUIRED"),
            sso_issuer=given.text("RADLAD_SSO_ISSUER"),
            sso_client_id=given.text("RADLAD_SSO_CLIENT_ID"),
            sso_client_secret=given.secret("RADLAD_SSO_CLIENT_SECRET"),
            sso_rights_claim=given.text("RADLAD_SSO_RIGHTS_CLAIM", "radlad"),
        )
        settings = replace(settings, private_networks=given.networks(LOOPBACK if settings.embedded else ()))
        return replace(settings, customers_file=given.customers(settings))


@dataclass(frozen=True, slots=True)
class _Given:
    """The environment, each of whose settings is read as what it is."""

    environment: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.environment.get(name, "").strip() or default

    def address(self, name: str) -> str:
        found = self.text(name)
        if found:
            require_address(name, found)
        return found

    def secret(self, name: str) -> str:
        """The setting `name`, or what the file `name`_FILE holds."""
        path = self.text(f"{name}_FILE")
        if not path:
            return self.text(name)
        if self.text(name):
            raise ConfigError("CONFIG_SECRET", f"{name} et {name}_FILE sont donnés tous deux : retirez l’un d’eux.")
        return _content(f"{name}_FILE", path)

    def choice(self, name: str, default: Choice) -> Choice:
        kind = type(default)
        found = self.text(name, default)
        if found not in set(kind):
            raise ConfigError(
                "CONFIG_CHOICE", f"{name} vaut « {found} » : mettez {' ou '.join(f'« {one} »' for one in kind)}."
            )
        return kind(found)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        found = self.text(name)
        if not found:
            return default
        if not found.isdigit() or not low <= int(found) <= high:
            raise ConfigError("CONFIG_NUMBER", f"{name} vaut « {found} » : mettez un nombre entier de {low} à {high}.")
        return int(found)

    def roles(self, name: str) -> frozenset[str]:
        found = frozenset(role.strip() for role in self.text(name).split(",") if role.strip())
        if not found.issubset(ROLES):
            wrong = ", ".join(sorted(found - set(ROLES)))
            raise ConfigError("CONFIG_CHOICE", f"{name} cite « {wrong} » : mettez des rôles parmi {', '.join(ROLES)}.")
        return found

    def networks(self, default: tuple[Network, ...]) -> tuple[Network, ...]:
        found = self.text("RADLAD_PRIVATE_NETWORKS")
        return networks("RADLAD_PRIVATE_NETWORKS", found.split(",")) if found else default

    def customers(self, settings: Settings) -> tuple[Customer, ...]:
        """Those of the file that `RADLAD_CUSTOMERS` names, each also allowed this installation's private networks."""
        path = self.text("RADLAD_CUSTOMERS")
        if not path:
            return ()
        rest = settings._only_customer() if settings.callback_url else None
        found = parsed(_content("RADLAD_CUSTOMERS", path), self._referred, rest)
        for one in found:
            if one.ca_file:
                _content(f"RADLAD_CUSTOMERS, {one.name}.ca_file", one.ca_file)
        own = settings.private_networks
        return tuple(replace(one, private_networks=tuple({*one.private_networks, *own})) for one in found)

    def _referred(self, file: str, name: str) -> str:
        secret = _content("RADLAD_CUSTOMERS", file) if file else self.text(name)
        if not secret:
            raise ConfigError("CONFIG_SECRET", f"RADLAD_CUSTOMERS : le secret « {file or name} » est vide.")
        return secret


def _content(name: str, path: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "CONFIG_FILE", f"{name} : le fichier « {path} » est illisible : rendez-le au compte de radlad."
        ) from error
