"""The portal at scale: loads made documents into a database of its own, asks the portal, and writes the figures.

    python -m bench.portal [--count 1000000] [--data FOLDER]

A million documents take some seven minutes and 20 GB. With `--data` the database stays there, and a folder that has
documents already is measured as it is.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

from bench import report

_ACCOUNT = "bench"


def main() -> None:
    """Loads, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000, help="documents to load")
    parser.add_argument("--data", type=Path, help="where the database stays; a temporary folder otherwise")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = given.data or Path(scratch) / "data"
        folder.mkdir(parents=True, exist_ok=True)
        # The database server may run as another account, which has to reach its folder.
        for one in (Path(scratch), folder):
            one.chmod(0o755)
        report.write_performance(_figures(folder, given.count))


def _figures(folder: Path, count: int) -> dict[str, Any]:
    os.environ |= {"RADLAD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "radlad.web.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from bench.portal.load import load
    from bench.portal.measure import measure, sizes
    from radlad.service.embedded_postgres import EmbeddedPostgres
    from radlad.web.accounts.models import User
    from radlad.web.acquisition.models import Document

    with EmbeddedPostgres(folder, options={"max_wal_size": "8GB", "maintenance_work_mem": "512MB"}):
        call_command("migrate", verbosity=0)
        if not Document.objects.exists():
            load(connection.connection, count, "portal", timezone.now())
        reader, _ = User.objects.get_or_create(username=_ACCOUNT)
        client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
        client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
        figures = asdict(measure(client, timezone.now())) | sizes()
        connection.close()
    return figures


if __name__ == "__main__":
    main()
