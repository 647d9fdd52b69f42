"""Pictures of pages for people to look at: upright, made once, small enough to travel."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from radlad.domain.errors import DocumentError
from radlad.readers.containers import open_file
from radlad.readers.upright import UprightPages

_QUALITY = 82


def render(path: Path, page: int, dpi: int, out: Path, turn: int = 0) -> None:
    """Writes page `page` (from 1) of the document at `path`, turned clockwise by `turn` degrees, to `out`.

    The suffix of `out` says the format (`.webp`, `.png`). The file appears whole or not at all. Raises DocumentError
    when there is no such page or the document cannot be opened.
    """
    with open_file(path) as opened:
        if not 1 <= page <= opened.page_count:
            raise DocumentError("NO_SUCH_PAGE", f"Le document n’a pas de page {page}.")
        pixels = UprightPages(opened, {page: turn}).raster(page, dpi, colour=True)
    image = Image.fromarray(pixels)
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    image.save(draft, format=out.suffix.lstrip("."), quality=_QUALITY, method=2)
    draft.replace(out)
