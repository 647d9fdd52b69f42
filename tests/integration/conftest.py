"""What tests with a database share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each test has a data folder, and in it a file store, of its own."""
    data = tmp_path_factory.mktemp("data")
    settings.RADLAD = replace(settings.RADLAD, data=data)
    settings.MEDIA_ROOT = data / "files"
    return data / "files"


@pytest.fixture(autouse=True)
def no_jobs(request: pytest.FixtureRequest) -> None:
    """Takes away the jobs that an earlier test committed: Django does not know their tables, and leaves them."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def another_connection() -> Callable[[str], AbstractContextManager[psycopg.Connection]]:
    """A second session on the test database, with a transaction open on what the statement locked."""

    @contextmanager
    def opened(statement: str) -> Iterator[psycopg.Connection]:
        parameters = connection.get_connection_params()
        wanted = {name: parameters[name] for name in ("dbname", "user", "host", "port") if name in parameters}
        with psycopg.connect(**wanted) as other:
            other.execute(statement)
            yield other

    return opened
