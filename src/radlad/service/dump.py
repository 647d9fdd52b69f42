"""A database's content in one file, by PostgreSQL's own `pg_dump` and `pg_restore`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from radlad.domain.errors import ConfigError
from radlad.service import postgres_files
from radlad.service.embedded_postgres import connection_parameters
from radlad.settings import Settings

_LIBPQ = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT",
          "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip


def write(settings: Settings, target: Path, snapshot: str) -> None:
    """Writes what `snapshot`, an exported one, sees of the database to `target`. Raises ConfigError when it fails."""
    _run(
        settings, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
        # Workbooks are made anew when they are asked for.
        "--exclude-table-data=reporting_workbook", f"--file={target}",
    )  # fmt: skip


def read(settings: Settings, source: Path) -> None:
    """Fills an empty database from `source`, whole or not at all. Raises ConfigError when it fails."""
    _run(
        settings, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
        "--dbname", str(connection_parameters(settings).get("dbname", "")), str(source),
    )  # fmt: skip


def _run(settings: Settings, program: str, *arguments: str) -> None:
    given = connection_parameters(settings)
    # In the environment, not among the arguments, which any account of the machine can read.
    told = {variable: str(given[name]) for name, variable in _LIBPQ.items() if given.get(name)}
    done = subprocess.run(
        [str(_program(program)), *arguments],
        env={"PATH": os.defpath, "LC_ALL": "C", **told},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        # Its first line says what failed and no value of a row.
        cause = next(iter(done.stderr.strip().splitlines()), "sans message")
        raise ConfigError("DUMP_FAILED", f"{program} a échoué ({cause[:300]}) : corrigez cela, puis recommencez.")


def _program(name: str) -> Path:
    """The wheel's program, else the system's: it must be at least as recent as the server."""
    try:
        return postgres_files.require_bundled() / name
    except ConfigError:
        found = shutil.which(name)
        if found is None:
            raise
        return Path(found)
