"""`radlad backup`: rows and files that belong together, while the service goes on (ADR 19).

The rows are those of one snapshot. A file is on durable storage before its row commits, so that every file of the
snapshot is there; one that a purge erases meanwhile is noted as gone, and its document is due to be purged again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import psycopg
from django.conf import settings
from django.core.files.storage import default_storage
from tqdm import tqdm

from radlad import __version__
from radlad.domain.errors import ConfigError
from radlad.service import data_folder, dump
from radlad.service.embedded_postgres import connection_parameters
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.stored import key_of
from radlad.web.config.backup_folder import BackupFolder, Manifest, copied, digest_of

_DOCUMENTS = "SELECT sha256, size FROM acquisition_document WHERE purged_at IS NULL"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY id"


@dataclass(frozen=True)
class _Snapshot:
    """What one moment's database holds: its dump's name, its documents' files with their sizes, its migrations."""

    at: datetime
    dump: str
    documents: int
    files: dict[str, int]
    migrations: list[str]


def back_up(path: Path, out: TextIO = sys.stderr) -> Manifest:
    """Makes `path` hold a backup of this moment; a former one there is replaced once the new one is whole.

    Files that are there already are not copied again, unless they were damaged. Raises ConfigError when it cannot be
    made.
    """
    folder = BackupFolder(path)
    try:
        folder.prepare()
        seen = _dumped(folder)
        gone = [key for key in tqdm(seen.files, "Fichiers", unit="", file=out) if not _fetched(folder, key)]
        manifest = _manifest(folder, seen, set(gone))
        folder.conclude(manifest)
    except OSError as fault:
        raise ConfigError(
            "BACKUP_FAILED", f"La sauvegarde s’est interrompue ({data_folder.cause(fault)}) : l’ancienne reste valable."
        ) from fault
    return manifest


def _dumped(folder: BackupFolder) -> _Snapshot:
    """Writes the dump, and answers what the very same snapshot says beside it."""
    now = datetime.now(UTC)
    name = f"base-{now:%Y%m%dT%H%M%S%f}.dump"
    with psycopg.connect(**connection_parameters(settings.RADLAD)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # It waits for pg_dump, however long that takes.
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        row = connection.execute("SELECT pg_export_snapshot(), count(*) FROM acquisition_document").fetchone()
        assert row is not None
        files = {key_of(digest): size for digest, size in connection.execute(_DOCUMENTS)}
        migrations = [key for (key,) in connection.execute(_MIGRATIONS)]
        dump.write(settings.RADLAD, folder.path / name, row[0])
    (folder.path / name).chmod(0o600)
    return _Snapshot(now, name, row[1], files, migrations)


def _manifest(folder: BackupFolder, seen: _Snapshot, gone: set[str]) -> Manifest:
    files = {key: size for key, size in seen.files.items() if key not in gone}
    return Manifest(
        made_at=seen.at.isoformat(), radlad=__version__, dump=seen.dump, dump_sha256=digest_of(folder.path / seen.dump),
        documents=seen.documents, bytes=sum(files.values()), files=files, gone=sorted(gone), migrations=seen.migrations,
    )  # fmt: skip


def _fetched(folder: BackupFolder, key: str) -> bool:
    """Has the file in the backup; False when it was purged meanwhile. Raises ConfigError when it is lost or damaged."""
    target = folder.file(key)
    if target.exists() and digest_of(target) == key[3:]:
        return True
    try:
        with default_storage.open(key) as stored:
            whole = copied(stored.chunks(), target, key[3:])
    except FileNotFoundError:
        if not Document.objects.filter(sha256=key[3:], purged_at=None).exists():
            return False
        whole = False
    if not whole:
        raise ConfigError(
            "BACKUP_SOURCE",
            f"Le fichier « {key} » manque ou est abîmé dans le stockage : lancez « radlad doctor », puis recommencez.",
        )
    return True
