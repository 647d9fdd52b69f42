"""`radlad restore`: an installation put back to the moment of a backup (ADR 19)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import psycopg
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from tqdm import tqdm

from radlad.domain.errors import ConfigError
from radlad.service import dump
from radlad.service.embedded_postgres import connection_parameters
from radlad.web.acquisition import storage
from radlad.web.config.backup_folder import BackupFolder, Manifest
from radlad.web.delivery.models import Delivery, DeliveryState
from radlad.web.reporting import retention

_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
"""


@dataclass(frozen=True)
class Restored:
    """What was put back. `to_deliver`: results that the customer may have had since the backup was made."""

    documents: int
    files: int
    purged: int
    to_deliver: int


def restore(path: Path, *, replace: bool = False, out: TextIO = sys.stderr) -> Restored:
    """Checks the backup in `path` whole, then puts its rows and files in place, and brings the database up to date.

    Raises ConfigError, having changed nothing, when the backup is damaged or of a newer radlad, when anything else is
    connected to the database, or when documents or files are there already and `replace` is not given. With it, rows
    are replaced; files that the backup does not know stay, for `radlad doctor` to name.
    """
    folder = BackupFolder(path)
    manifest = folder.manifest()
    _require_known(manifest)
    _require_whole(folder, manifest, out)
    _require_free(replace)
    for key in tqdm(manifest.files, "Fichiers", unit="", file=out):
        with folder.file(key).open("rb") as content:
            storage.put(key, File(content))
    _empty_database()
    dump.read(settings.RADLAD, folder.path / manifest.dump)
    call_command("migrate", interactive=False, verbosity=0)
    return Restored(
        documents=manifest.documents,
        files=len(manifest.files),
        # First of all what was due meanwhile: its files may not even be in the backup.
        purged=retention.purge(),
        to_deliver=Delivery.objects.filter(state=DeliveryState.PENDING).count(),
    )


def _require_known(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not set(manifest.migrations) <= known:
        raise ConfigError(
            "BACKUP_NEWER",
            f"Cette sauvegarde vient d’une version plus récente ({manifest.radlad}) : restaurez-la avec celle-là.",
        )


def _require_whole(folder: BackupFolder, manifest: Manifest, out: TextIO) -> None:
    total = len(manifest.files) + 1
    faults = [fault for fault in tqdm(folder.faults(manifest), "Vérification", total, unit="", file=out) if fault]
    if faults:
        raise ConfigError(
            "BACKUP_DAMAGED",
            f"La sauvegarde est abîmée ({faults[0]} ; {len(faults)} en tout) : rien n’a été changé, "
            "prenez-en une autre.",
        )


def _require_free(replace: bool) -> None:
    with _session() as session:
        others = session.execute(_OTHERS).fetchone()
        if others and others[0]:
            raise ConfigError(
                "RESTORE_IN_USE",
                f"{others[0]} programme(s) sont reliés à la base : arrêtez le web et les lecteurs, puis recommencez.",
            )
        table = session.execute("SELECT to_regclass('acquisition_document')").fetchone()
        filled = table != (None,) and session.execute("SELECT 1 FROM acquisition_document LIMIT 1").fetchone()
    walk: Any = default_storage.walk  # type: ignore[attr-defined]  # of our own stores
    if not replace and (filled or next(iter(walk()), None)):
        raise ConfigError(
            "RESTORE_LIVE",
            "Des documents sont déjà là : ajoutez --replace pour les remplacer par ceux de la sauvegarde, "
            "ou donnez une base et un stockage vides.",
        )


def _empty_database() -> None:
    with _session() as session:
        session.execute("DROP SCHEMA public CASCADE")
        # As a new database has it: another owner would be part of the next dump.
        session.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        session.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def _session() -> psycopg.Connection[tuple[Any, ...]]:
    # Django's own connection would count as another one.
    connection.close()
    return psycopg.connect(**connection_parameters(settings.RADLAD), autocommit=True)
