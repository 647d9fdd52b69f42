"""What the store promises: what it took survives, and is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

from radlad.domain.errors import TransientError
from radlad.web.acquisition import storage

KEY = "ab/" + "ab" * 32


def test_a_file_and_every_folder_above_it_are_synced_before_it_is_said_to_be_stored(own_files, monkeypatch):
    synced: list[Path] = []
    sync = os.fsync

    def spied(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        sync(handle)

    monkeypatch.setattr(os, "fsync", spied)
    storage.put(KEY, ContentFile(b"content"))
    folder = own_files / "ab"
    assert synced[0] == own_files.parent
    assert synced[1] == own_files
    assert synced[2].parent == folder
    assert synced[3] == folder
    assert (own_files / KEY).read_bytes() == b"content"


def test_a_file_cut_short_by_a_crash_is_replaced(own_files):
    (own_files / "ab").mkdir(parents=True)
    (own_files / KEY).write_bytes(b"con")
    storage.put(KEY, ContentFile(b"content"))
    assert (own_files / KEY).read_bytes() == b"content"


def test_storing_twice_writes_once(own_files):
    storage.put(KEY, ContentFile(b"content"))
    before = (own_files / KEY).stat().st_ino
    storage.put(KEY, ContentFile(b"content"))
    assert (own_files / KEY).stat().st_ino == before


def test_a_file_is_lent_as_a_path(own_files):
    storage.put(KEY, ContentFile(b"content"))
    with storage.local_file(KEY) as path:
        assert path == own_files / KEY


class Elsewhere(Storage):
    """A store that has no paths on this machine, as S3 has none."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def _save(self, name: str, content: File[bytes]) -> str:
        self.held[name] = content.read()
        return name

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if name not in self.held:
            raise FileNotFoundError(name)
        return ContentFile(self.held[name])

    def exists(self, name: str) -> bool:
        return name in self.held


def test_a_store_elsewhere_lends_a_copy():
    elsewhere = Elsewhere()
    elsewhere.save(KEY, ContentFile(b"content"))
    with storage.local_file(KEY, elsewhere) as path:
        assert path.read_bytes() == b"content"
    assert not path.exists()


@pytest.mark.parametrize("store", [None, Elsewhere()])
def test_a_missing_file_is_our_trouble(store):
    with pytest.raises(TransientError), storage.local_file(KEY, *([store] if store else [])):
        pass


def test_a_fault_in_the_borrowers_own_work_stays_its_own(own_files):
    storage.put(KEY, ContentFile(b"content"))
    with pytest.raises(FileNotFoundError), storage.local_file(KEY):
        Path("/nowhere").read_bytes()
