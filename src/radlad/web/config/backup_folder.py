"""What a backup's folder holds: a manifest, the dump that it names, and files under their digests.

The manifest is written last and at once, so that a folder holds the former backup until the new one is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from radlad.domain.errors import ConfigError
from radlad.service import data_folder

_MANIFEST = "manifest.json"
_FORMAT = 1
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """One backup. `migrations`: what the database had applied, as `app.name`."""

    made_at: str
    radlad: str
    dump: str
    dump_sha256: str
    documents: int
    bytes: int
    files: dict[str, int]
    """The key of each file, and its size."""
    gone: list[str]
    """Keys of files that were purged while the backup was made."""
    migrations: list[str]
    format: int = _FORMAT


class BackupFolder:
    """A folder with at most one backup in it. Raises ConfigError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Makes it, for this account alone, and refuses one that holds something else."""
        data_folder.private_folder(self.path)
        if any(self.path.iterdir()) and not (self.path / _MANIFEST).exists() and not (self.path / "files").is_dir():
            raise ConfigError(
                "BACKUP_FOLDER", f"« {self.path} » contient autre chose qu’une sauvegarde : donnez un dossier vide."
            )
        data_folder.private_folder(self.path / "files")

    def manifest(self) -> Manifest:
        """What the backup says of itself."""
        try:
            told: dict[str, Any] = json.loads((self.path / _MANIFEST).read_text(encoding="utf-8"))
            if told["format"] != _FORMAT:
                raise ValueError
            return Manifest(**told)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise ConfigError(
                "BACKUP_UNREADABLE", f"« {self.path} » ne contient pas de sauvegarde complète : donnez-en une autre."
            ) from fault

    def conclude(self, manifest: Manifest) -> None:
        """Makes `manifest` the folder's backup, and takes away what the former one alone needed."""
        data_folder.write_private(self.path / _MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
        for dump in self.path.glob("base-*.dump"):
            if dump.name != manifest.dump:
                dump.unlink()
        for key in list(self.keys()):
            if key not in manifest.files:
                self.file(key).unlink()

    def file(self, key: str) -> Path:
        return self.path / "files" / key

    def keys(self) -> Iterator[str]:
        """The keys of all files in it, also of those that a broken-off backup left."""
        root = self.path / "files"
        return (str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    def faults(self, manifest: Manifest) -> Iterator[str]:
        """For each of the manifest's files, and last for its dump: empty, or what is wrong with it, in French."""
        for key, size in manifest.files.items():
            yield "" if self._is(self.file(key), key[3:], size) else f"fichier {key} absent ou abîmé"
        dump = self.path / manifest.dump
        yield "" if self._is(dump, manifest.dump_sha256) else f"base {manifest.dump} absente ou abîmée"

    def _is(self, path: Path, digest: str, size: int | None = None) -> bool:
        try:
            return (size is None or path.stat().st_size == size) and digest_of(path) == digest
        except OSError:
            return False


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Iterator[bytes], target: Path, digest: str) -> bool:
    """Writes `source` to `target`, whole and on disk, or not at all; False when its digest is another."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}")
    found = hashlib.sha256()
    with draft.open("wb") as out:
        for chunk in source:
            found.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if found.hexdigest() != digest:
        draft.unlink()
        return False
    draft.replace(target)
    return True
