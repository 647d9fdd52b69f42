"""What kind of file came in, whether it can be read at all, and its pages one by one (contracts.md 1).

`inspect` is cheap and bounded: it runs before the 202. `open_file` gives the pages to the reader.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import DEFAULT_MAX_PAGES, Box, FileFacts
from radlad.domain.errors import DocumentError
from radlad.readers.pdf_file import PdfFile
from radlad.readers.picture_file import PictureFile

PDF, PNG, JPEG, TIFF = "application/pdf", "image/png", "image/jpeg", "image/tiff"
MEDIA_TYPES = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".tif": TIFF, ".tiff": TIFF}
_HEAD = 1024
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"II*\x00": TIFF,
    b"MM\x00*": TIFF,
    b"II+\x00": TIFF,
    b"MM\x00+": TIFF,
}
_one_at_a_time = threading.Lock()
"""PDFium is not thread-safe, and a web server inspects from several threads."""


class OpenedFile(Protocol):
    """An opened file, its pages loaded one at a time. Page indexes start at 0."""

    @property
    def page_count(self) -> int: ...

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of the page as stored (its own /Rotate or EXIF turn applied, the sheet of a photo laid
        flat), in points."""
        ...

    def raster(self, index: int, dpi: float, colour: bool = False, room: Box | None = None) -> NDArray[np.uint8]:
        """The page as stored, (height, width) grey or (height, width, 3) RGB, at about `dpi`; outside of `room` it may
        be left white.

        Where the page is one picture whose own resolution is close to `dpi`, its own pixels are given:
        callers scale by the shape. A page too large for memory is drawn coarser.
        """
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def inspect(path: Path, name: str, max_pages: int = DEFAULT_MAX_PAGES) -> FileFacts:
    """Media type and page count of the file at `path`, sent as `name`.

    Raises `DocumentError` with code `EMPTY_FILE`, `UNSUPPORTED_FILE`, `CONTENT_MISMATCH`, `ENCRYPTED_FILE`,
    `UNREADABLE_FILE`, `NO_PAGES`, `TOO_MANY_PAGES` or `PICTURE_TOO_LARGE`.
    """
    media_type = _media_type(path, name)
    with _one_at_a_time, _open(path, media_type, max_pages) as opened:
        opened.check()
        return FileFacts(media_type, opened.page_count)


def open_file(path: Path, max_pages: int = DEFAULT_MAX_PAGES) -> OpenedFile:
    """Opens the file at `path`, whatever its name says. Raises `DocumentError` as `inspect` does."""
    media_type = _sniff(path)
    if media_type is None:
        raise _unsupported()
    return _open(path, media_type, max_pages)


def _open(path: Path, media_type: str, max_pages: int) -> PdfFile | PictureFile:
    opener: Callable[[Path], Any] = PdfFile if media_type == PDF else PictureFile
    opened: PdfFile | PictureFile = opener(path)
    if opened.page_count > max_pages:
        pages = opened.page_count
        opened.close()
        raise DocumentError(
            "TOO_MANY_PAGES", f"Le fichier a {pages} pages, plus que les {max_pages} permises : découpez-le."
        )
    return opened


def _media_type(path: Path, name: str) -> str:
    declared = MEDIA_TYPES.get(Path(name).suffix.lower())
    if declared is None:
        raise _unsupported()
    found = _sniff(path)
    if found is None:
        raise DocumentError(
            "CONTENT_MISMATCH",
            "Le contenu du fichier n’est pas celui d’un PDF, JPEG, PNG ou TIFF : vérifiez le fichier envoyé.",
        )
    if found != declared:
        raise DocumentError(
            "CONTENT_MISMATCH",
            f"Le nom du fichier annonce {_name(declared)}, mais son contenu est du {_name(found)} : "
            "corrigez l’extension ou le fichier.",
        )
    return found


def _sniff(path: Path) -> str | None:
    """The media type that the first bytes tell; None for none of ours. Raises `EMPTY_FILE`."""
    with path.open("rb", buffering=0) as file:
        head = file.read(_HEAD)
    if not head:
        raise DocumentError("EMPTY_FILE", "Le fichier est vide : envoyez-le de nouveau.")
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type
    return PDF if b"%PDF-" in head else None


def _name(media_type: str) -> str:
    return media_type.rpartition("/")[2].upper()


def _unsupported() -> DocumentError:
    return DocumentError("UNSUPPORTED_FILE", "Seuls les fichiers PDF, JPEG, PNG et TIFF sont acceptés.")
