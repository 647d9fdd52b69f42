"""`radlad backup`: rows and files that belong together, while the service goes on (ADR 19).

The rows are those of one snapshot. A file is on durable storage before its row commits, so that every file of the
snapshot is there; one that a purge erases meanwhile is noted as gone, and its document is due to be purged again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
from radlad.web.config.backup_folder import BackupFolder, Manifest, copied, digest_of

_DOCUMENTS = "SELECT sha256, size FROM acquisition_document WHERE purged_at IS NULL"
_COUNT = "SELECT count(*) FROM acquisition_document"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY id"


@dataclass(frozen=True)
class _Snapshot:
    """What one moment's database holds: its name for `pg_dump`, the files of its documents, its migrations."""

    name: str
    documents: int
    files: dict[str, int]
    migrations: list[str]


def back_up(path: Path, out: TextIO = sys.stderr) -> Manifest:
    """Makes `path` hold a backup of this moment; a former one there is replaced once the new one is whole.

    Files that are there already are not copied again. Raises ConfigError when it cannot be made.
    """
    folder = BackupFolder(path)
    try:
        folder.prepare()
        with _snapshot() as seen:
            manifest = _made(folder, seen, out)
        folder.conclude(manifest)
    except OSError as fault:
        raise ConfigError(
            "BACKUP_FAILED", f"La sauvegarde s’est interrompue ({data_folder.cause(fault)}) : l’ancienne reste valable."
        ) from fault
    return manifest


def _made(folder: BackupFolder, seen: _Snapshot, out: TextIO) -> Manifest:
    now = datetime.now(UTC)
    name = f"base-{now:%Y%m%dT%H%M%S%f}.dump"
    dump.write(settings.RADLAD, folder.path / name, seen.name)
    (folder.path / name).chmod(0o600)
    gone = [
        key for key in tqdm(seen.files, "Fichiers", unit="", file=out) if not _fetched(folder, key, seen.files[key])
    ]
    files = {key: size for key, size in seen.files.items() if key not in set(gone)}
    return Manifest(
        made_at=now.isoformat(), radlad=__version__, dump=name, dump_sha256=digest_of(folder.path / name),
        documents=seen.documents, bytes=sum(files.values()), files=files, gone=gone, migrations=seen.migrations,
    )  # fmt: skip


@contextmanager
def _snapshot() -> Iterator[_Snapshot]:
    """Holds a snapshot for as long as the block runs, however long that is."""
    with psycopg.connect(**connection_parameters(settings.RADLAD)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        count = connection.execute(_COUNT).fetchone()
        assert row is not None
        assert count is not None
        files = {f"{digest[:2]}/{digest}": size for digest, size in connection.execute(_DOCUMENTS)}
        yield _Snapshot(row[0], count[0], files, [name for (name,) in connection.execute(_MIGRATIONS)])


def _fetched(folder: BackupFolder, key: str, size: int) -> bool:
    """Has the file in the backup; False when it was purged meanwhile. Raises ConfigError when it is lost or damaged."""
    target = folder.file(key)
    if target.exists() and target.stat().st_size == size:
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
