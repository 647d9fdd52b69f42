"""`radlad migrate`: Django's own, which many machines may start at once and which may be killed at any moment."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from django.core.management.commands import migrate
from django.db import DatabaseError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from radlad.domain.errors import ConfigError

KEY = 0x7261646C6164
"""« radlad » in bytes: the number of the lock, in the database's own name space."""
_ASKS_EVERY = 0.2
"""Seconds."""


class WholeMigrations(MigrationExecutor):
    """Records each migration in the transaction that makes it.

    Django records those that have foreign keys or indexes after they are committed: killed in between, such a one
    would be made a second time at the next start, and fail at every start from then on.
    """

    def apply_migration(self, state: Any, migration: Migration, *fakes: Any, **named: Any) -> Any:
        with self._transaction(migration):
            return super().apply_migration(state, migration, *fakes, **named)

    def unapply_migration(self, state: Any, migration: Migration, *fakes: Any, **named: Any) -> Any:
        with self._transaction(migration):
            return super().unapply_migration(state, migration, *fakes, **named)

    def _transaction(self, migration: Migration) -> contextlib.AbstractContextManager[None]:
        return transaction.atomic(self.connection.alias) if migration.atomic else contextlib.nullcontext()


# The command has no other place to say so.
migrate.MigrationExecutor = WholeMigrations  # type: ignore[attr-defined]  # its stubs name no imports


class Command(migrate.Command):
    """One migration at a time, however many machines start at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        changes_nothing = options["plan"] or options["check_unapplied"]
        with contextlib.nullcontext() if changes_nothing else _only_migrator(connections[options["database"]]):
            super().handle(*args, **options)


@contextlib.contextmanager
def _only_migrator(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Waits until nobody else migrates this database, and keeps others out while the block runs.

    The lock is held by the connection that migrates: should this process or its machine die, the database lets the
    next one in once what it was doing has been undone. Raises ConfigError when the database does not answer.
    """
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        raise ConfigError(
            "DATABASE_AWAY",
            f"La base de données ne répond pas ({type(fault).__name__}) : vérifiez DATABASE_URL, le serveur et le "
            "réseau, puis relancez « radlad migrate ».",
        ) from fault
    # Who waits inside a query would keep a snapshot, for whose end an index that is built concurrently waits in turn.
    while not _answer(connection, "SELECT pg_try_advisory_lock(%s)"):
        time.sleep(_ASKS_EVERY)
    try:
        yield
    finally:
        # A connection that is lost has lost its locks too.
        with contextlib.suppress(DatabaseError):
            _answer(connection, "SELECT pg_advisory_unlock(%s)")


def _answer(connection: BaseDatabaseWrapper, question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [KEY])
        return bool(cursor.fetchone()[0])
