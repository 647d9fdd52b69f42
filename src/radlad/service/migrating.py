"""One migration at a time, however many machines start at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from radlad.domain.errors import ConfigError
from radlad.service.embedded_postgres import connection_parameters
from radlad.settings import Settings

_KEY = 0x7261646C6164
"""« radlad » in bytes: the number of the lock, in the database's own name space."""


@contextmanager
def only_migrator(settings: Settings) -> Iterator[None]:
    """Waits until nobody else migrates this database, and keeps others out while the block runs.

    The lock is the session's: should this process or its machine die, the database lets the next one in. Raises
    ConfigError when the database does not answer.
    """
    try:
        connection = psycopg.connect(**{"connect_timeout": 10, **connection_parameters(settings)}, autocommit=True)
    except psycopg.OperationalError as fault:
        raise ConfigError(
            "DATABASE_AWAY",
            f"La base de données ne répond pas ({type(fault).__name__}) : vérifiez DATABASE_URL, le serveur et le "
            "réseau, puis relancez « radlad migrate ».",
        ) from fault
    with connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_KEY])
        yield
