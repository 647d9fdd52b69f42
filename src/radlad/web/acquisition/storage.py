"""Where received files are kept: by their digest, written so that what was said to be stored is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.db import connection

from radlad.domain.errors import TransientError
from radlad.web.acquisition.stored import Stored


class DurableFileSystemStorage(FileSystemStorage):
    """Files on this machine's disks. A file that `save` returned survives a power cut.

    Names are digests of contents (`Document.file_key`): a name that is there already holds the same bytes,
    so that saving twice is saving once. Where several machines work, S3 takes its place (`s3_store`).
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's interface
        return name

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        if target.exists() and target.stat().st_size == content.size:
            return name
        _make_folder(target.parent)
        handle, scratch = tempfile.mkstemp(prefix=".incoming-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            Path(scratch).replace(target)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(scratch).unlink()
            raise
        _sync_folder(target.parent)
        return name

    def walk(self, folder: str = "") -> Iterator[Stored]:
        """Every file in `folder` and below it, also those that a crash left half-written."""
        root = Path(self.location)
        for place, _, names in os.walk(root / folder):
            for path in (Path(place) / name for name in names):
                with suppress(FileNotFoundError):
                    facts = path.stat()
                    modified = datetime.fromtimestamp(facts.st_mtime, UTC)
                    yield Stored(str(path.relative_to(root)), facts.st_size, modified)


class PagesOnDisk(DurableFileSystemStorage):
    """The pictures and words of pages, under the data folder."""

    @property
    def base_location(self) -> Path:
        folder: Path = settings.RADLAD.data / "pages"
        return folder

    @property
    def location(self) -> str:
        return str(self.base_location)


def _make_folder(folder: Path) -> None:
    """Makes `folder` and those above it, each known to the disk before it is used."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(key: str, content: File[Any]) -> None:
    """Stores `content` under `key`, for good. Raises TransientError when the store is away or full."""
    try:
        default_storage.save(key, content)
    except OSError as error:
        raise TransientError("STORE_UNAVAILABLE", "Le stockage des fichiers est indisponible.") from error


def hold(sha256: str, *, alone: bool = False) -> None:
    """Until the present transaction ends, the file of that digest is not purged or, `alone`, not taken in either.

    Without this, a file received anew while its last document is purged would be answered 202 and then erased.
    """
    key = int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [key])


def erase(key: str, store: Storage = default_storage) -> None:
    """Takes the file away for good; none is there afterwards. Raises TransientError when the store does not let it."""
    try:
        store.delete(key)
    except OSError as error:
        raise TransientError("STORE_UNAVAILABLE", "Le fichier ne peut pas être effacé du stockage.") from error


@contextmanager
def local_file(key: str, store: Storage = default_storage) -> Iterator[Path]:
    """The stored file as a path on this machine, for as long as the block runs; a copy where the store is elsewhere.

    Raises TransientError when the store does not give it.
    """
    with tempfile.TemporaryDirectory(prefix="radlad-") as scratch:
        try:
            path = _own_path(key, store) or _copy(key, store, Path(scratch) / "copy")
            path.stat()
        except OSError as error:
            raise TransientError(
                "STORE_UNAVAILABLE", "Le fichier reçu n’est pas accessible dans le stockage."
            ) from error
        yield path


def _own_path(key: str, store: Storage) -> Path | None:
    try:
        return Path(store.path(key))
    except NotImplementedError:
        return None


def _copy(key: str, store: Storage, target: Path) -> Path:
    with store.open(key) as stored, target.open("wb") as copy:
        for chunk in stored.chunks():
            copy.write(chunk)
    return target


def writable(store: Storage = default_storage) -> bool:
    """Whether the store takes a file now; leaves nothing behind."""
    try:
        # Of a name of its own: one that is there already would not be written.
        store.delete(store.save(f"probe/{uuid4().hex}", ContentFile(b"ready")))
    except OSError:
        return False
    return True
