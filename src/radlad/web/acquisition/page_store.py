"""The pictures and words of a file's pages, under the file's digest, where every machine finds them.

All of it can be made again. The store is Django's `pages` (`config.file_stores`): a folder, or a bucket.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages

from radlad.web.acquisition.models import Document


def holds(document: Document, name: str) -> bool:
    """Whether that picture or list of words is there. Raises OSError when the store is away."""
    return bool(_store().exists(_place(document, name)))


def opened(document: Document, name: str) -> File[Any]:
    """It, to be read. Raises FileNotFoundError when it is not there, another OSError when the store is away."""
    found: File[Any] = _store().open(_place(document, name))
    return found


def keep(document: Document, made: Path) -> None:
    """Stores a copy of the file `made` under its own name. Raises OSError when the store is away or full."""
    with made.open("rb") as content:
        _store().save(_place(document, made.name), File(content))


def keep_text(document: Document, name: str, text: str) -> None:
    """Stores `text`. Raises as `keep` does."""
    _store().save(_place(document, name), ContentFile(text.encode()))


def forget(sha256: str) -> None:
    """Takes away all that was made of the file of that digest. Raises OSError when the store is away."""
    store = _store()
    for found in list(store.walk(sha256)):
        store.delete(found.name)


def _store() -> Any:
    return storages["pages"]


def _place(document: Document, name: str) -> str:
    return f"{document.sha256}/{name}"
