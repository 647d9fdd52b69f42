"""One embedded PostgreSQL for the whole run, in a temporary folder: `pytest` needs no set-up.

Django reads its settings once, when it is set up: the temporary folder must stand in the environment before.
So this file, and not pytest's configuration, names the settings module.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from pytest_django.plugin import DjangoDbBlocker

DATA = Path(tempfile.mkdtemp(prefix="radlad-tests-"))
# The database server may run as another account, which has to reach its folder.
DATA.chmod(0o755)
for name in [name for name in os.environ if name.startswith("RADLAD_") or name == "DATABASE_URL"]:
    del os.environ[name]
os.environ["RADLAD_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"
# Here and not in a hook: conftest files further down import models.
django.setup()
# A test process of pytest-xdist inherits what stands here, and would read the settings before its own folder is known.
del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Starts the database server before Django connects, once for this process."""
    from radlad.service.embedded_postgres import EmbeddedPostgres

    # Tests ask for no survival of a power cut; those of the server itself start their own.
    with EmbeddedPostgres(DATA, options={"fsync": "off"}):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests with transactions of their own end by emptying all tables, which the audit trail refuses by design."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER audit_is_not_truncated")
