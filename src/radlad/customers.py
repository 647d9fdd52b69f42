"""The customers that results are delivered to: whose lanes, at which address, with which secrets (contracts.md 2)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError, model_validator

from radlad import doctypes
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import Lane
from radlad.domain.errors import ConfigError

DEFAULT = "client"
"""The name of the one customer that `RADLAD_CALLBACK_URL` describes."""
Network = IPv4Network | IPv6Network
SecretOf = Callable[[str, str], str]
"""The secret kept in that file, or else in the environment under that name."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Customer:
    """Where and how one customer takes its results."""

    name: str
    callback: str
    """The base of the callback's address, without a slash at its end."""
    lanes: frozenset[Lane] = frozenset()
    """Empty for the lanes of no other customer."""
    token_url: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    hmac_secret: str = field(default="", repr=False)
    hmac_secret_next: str = field(default="", repr=False)
    """The secret that is to follow: both sign while it is being changed."""
    private_networks: tuple[Network, ...] = ()
    """Networks where its addresses may be although they are not public."""
    ca_file: str = ""
    """A file of certificates that vouch for its servers; empty for the authorities that everybody trusts."""

    @property
    def queue(self) -> str:
        """The queue of its deliveries: each customer has one, so that none waits for another."""
        return "delivery" if self.name == DEFAULT else f"delivery-{self.name}"


def of_lane(customers: Sequence[Customer], lane: Lane) -> Customer:
    """The customer that takes the results of `lane`: its own, else the one of all other lanes."""
    own = next((one for one in customers if lane in one.lanes), None)
    found = own or next((one for one in customers if not one.lanes), None)
    if found is None:
        raise _wrong(f"aucun client ne reçoit les résultats de {lane.title} : ajoutez ce couloir à l’un d’eux")
    return found


def parsed(text: str, secret_of: SecretOf, rest: Customer | None = None) -> tuple[Customer, ...]:
    """The customers of a TOML file, one `[customers.name]` each, then `rest`, if given, for all other lanes.

    Raises ConfigError when the file is wrong, or an open lane has no customer; no secret is quoted.
    """
    try:
        tables = tomllib.loads(text).get("customers")
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"ce n’est pas du TOML ({error})") from error
    if not isinstance(tables, dict):
        raise _wrong("décrivez chaque client dans une table [customers.nom]")
    found = [_customer(name, table, secret_of) for name, table in tables.items()]
    if rest is not None and all(one.lanes for one in found):
        found.append(rest)
    _refuse_overlaps(found)
    for doctype in doctypes.TYPES:
        of_lane(found, doctype.lane)
    return tuple(found)


def networks(name: str, texts: Sequence[str]) -> tuple[Network, ...]:
    """The networks that the setting `name` lists (`10.0.0.0/8`). Raises ConfigError."""
    try:
        return tuple(ip_network(text.strip()) for text in texts if text.strip())
    except ValueError:
        raise ConfigError(
            "CONFIG_NETWORKS",
            f"{name} vaut « {', '.join(texts)} » : mettez des réseaux, par exemple 10.0.0.0/8, séparés d’une virgule.",
        ) from None


def require_address(name: str, value: str) -> None:
    """Raises ConfigError unless `value` is an HTTP address without a user, a query or a fragment."""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username or parts.query or parts.fragment:
        raise ConfigError(
            "CONFIG_ADDRESS", f"{name} n’est pas une adresse : mettez https://machine/chemin, sans compte ni « ? »."
        )


class _Reference(BaseModel, extra="forbid"):
    """Where a secret is: the file only ever says where."""

    file: str = ""
    env: str = ""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if bool(self.file) == bool(self.env):
            raise ValueError
        return self


class _Table(BaseModel, extra="forbid"):
    """One customer as the file describes it."""

    callback: str
    lanes: list[str] = []
    token_url: str = ""
    client_id: str = ""
    ca_file: str = ""
    private_networks: list[str] = []
    client_secret: _Reference | None = None
    hmac_secret: _Reference | None = None
    hmac_secret_next: _Reference | None = None


def _customer(name: str, content: Any, secret_of: SecretOf) -> Customer:
    if not _NAME.fullmatch(name) or name == DEFAULT:
        raise _wrong(f"« {name} » : un nom a des minuscules, chiffres et tirets, et n’est pas « {DEFAULT} »")
    try:
        table = _Table.model_validate(content, strict=True)
    except ValidationError as error:
        # Its own text quotes what was given, which may be a secret.
        places = sorted({".".join(map(str, fault["loc"])) for fault in error.errors(include_input=False)})
        raise _wrong(f"{name} : {', '.join(places)} n’est pas comme l’exemple de docs/howto/customers.md") from None
    for key, address in (("callback", table.callback), ("token_url", table.token_url)):
        if address or key == "callback":
            require_address(f"{name}.{key}", address)
    secrets = {key: getattr(table, key) for key in ("client_secret", "hmac_secret", "hmac_secret_next")}
    return Customer(
        name=name,
        callback=table.callback.rstrip("/"),
        lanes=frozenset(_lane(name, key) for key in table.lanes),
        token_url=table.token_url,
        client_id=table.client_id,
        private_networks=networks(f"{name}.private_networks", table.private_networks),
        ca_file=table.ca_file,
        **{key: secret_of(reference.file, reference.env) for key, reference in secrets.items() if reference},
    )


def _lane(name: str, key: str) -> Lane:
    found = next((lane for lane in LANES if lane.key == key.upper()), None)
    if found is None:
        raise _wrong(f"{name} : couloir inconnu « {key} » ; mettez par exemple HOP-DPI")
    return found


def _refuse_overlaps(customers: Sequence[Customer]) -> None:
    claimed = [lane for one in customers for lane in one.lanes]
    if len(claimed) != len(set(claimed)) or sum(not one.lanes for one in customers) > 1:
        raise _wrong("un couloir n’a qu’un client, et un seul client peut ne pas nommer de couloirs (lanes)")


def _wrong(what: str) -> ConfigError:
    return ConfigError("CONFIG_CUSTOMERS", f"RADLAD_CUSTOMERS : {what}.")
