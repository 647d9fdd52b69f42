"""The database is brought up to date by many at once, and by one that is killed in the middle, all the same."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from radlad.web.acquisition.management.commands.migrate import KEY
from tests.acceptance.running import reachable_folder, until
from tests.faults.nodes import command, environment
from tests.faults.postgres import ExternalPostgres

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def scratch() -> Iterator[Path]:
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def postgres(scratch: Path) -> Iterator[ExternalPostgres]:
    with ExternalPostgres(scratch) as server:
        yield server


@pytest.fixture
def database(postgres: ExternalPostgres) -> str:
    """The address of an empty database."""
    name = f"essai_{time.monotonic_ns()}"
    with psycopg.connect(postgres.url_of("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.url_of(name)


def migrate(database: str, scratch: Path, machine: int, *arguments: str) -> subprocess.Popen[bytes]:
    own = environment({"DATABASE_URL": database, "RADLAD_DATA": str(scratch / f"machine-{machine}")})
    started = command(*(arguments or ("migrate", "--quiet")))
    return subprocess.Popen(started, env=own, stderr=subprocess.PIPE, stdout=subprocess.PIPE)


def applied(database: str) -> int:
    with psycopg.connect(database) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return 0
        row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
        return int(row[0]) if row else 0


def ended(process: subprocess.Popen[bytes]) -> None:
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def is_up_to_date(database: str, scratch: Path) -> bool:
    check = migrate(database, scratch, 9, "manage", "migrate", "--check")
    check.communicate(timeout=60)
    return check.returncode == 0


def test_machines_that_start_at_once_wait_for_each_other(database: str, scratch: Path) -> None:
    started = [migrate(database, scratch, number) for number in range(2)]
    for process in started:
        ended(process)
    assert is_up_to_date(database, scratch)


def test_a_migration_waits_for_whoever_migrates(database: str, scratch: Path) -> None:
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [KEY])
        other.execute("CREATE TABLE something (id integer)")
        waiting = migrate(database, scratch, 1)
        time.sleep(4)
        assert waiting.poll() is None
        assert applied(database) == 0
        other.execute("SET statement_timeout = '5s'")
        other.execute("CREATE INDEX CONCURRENTLY ON something (id)")  # as a migration may: it waits for old snapshots
    ended(waiting)
    assert is_up_to_date(database, scratch)


def test_a_migration_killed_in_the_middle_goes_on_at_the_next_start(database: str, scratch: Path) -> None:
    for _ in range(3):
        before = applied(database)
        process = migrate(database, scratch, 1)
        until(lambda before=before: applied(database) > before, "a migration further on", 60)
        process.kill()
        process.communicate(timeout=30)
    assert not is_up_to_date(database, scratch)
    ended(migrate(database, scratch, 2))
    assert is_up_to_date(database, scratch)


def test_without_a_database_it_says_what_to_do(scratch: Path) -> None:
    process = migrate("postgresql://radlad:faux@127.0.0.1:9/radlad", scratch, 1)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "DATABASE_URL" in said.decode()
    assert "faux" not in said.decode()
