"""The database as Django and its workers talk to it (ADR 17)."""

from __future__ import annotations

from typing import Any

from radlad.service.embedded_postgres import database_parameters
from radlad.settings import Settings

_SESSION = {
    # What a machine that died or froze had locked is free again within a minute or two: by default, after two hours.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    # Longer than the slowest delivery, whose row is locked while the customer answers.
    "idle_in_transaction_session_timeout": "150s",
}
_OURS = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""The same from this side: a server that went without a word is given up after 25 s."""


def database(settings: Settings) -> dict[str, Any]:
    """The parameters of Django's `DATABASES`; what DATABASE_URL itself says of a connection stands."""
    parameters = database_parameters(settings)
    session = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    return {**parameters, "OPTIONS": {**_OURS, "options": session, **parameters.get("OPTIONS", {})}}
