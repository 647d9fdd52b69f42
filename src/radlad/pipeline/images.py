"""Pictures of pages for people to look at: upright, small enough to travel."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from radlad.domain.document import DEFAULT_MAX_PAGES
from radlad.domain.errors import DocumentError
from radlad.readers.containers import open_file
from radlad.readers.upright import UprightPages

_QUALITY = 82


def render(path: Path, page: int, dpi: int, form: str, turn: int = 0, *, max_pages: int = DEFAULT_MAX_PAGES) -> bytes:
    """Page `page` (from 1) of the document at `path`, turned clockwise by `turn` degrees, as a picture.

    `form`: its format, as `webp` or `png`. Raises DocumentError when there is no such page or the document cannot be
    opened.
    """
    with open_file(path, max_pages) as opened:
        if not 1 <= page <= opened.page_count:
            raise DocumentError("NO_SUCH_PAGE", f"Le document n’a pas de page {page}.")
        pixels = UprightPages(opened, {page: turn}).raster(page, dpi, colour=True)
    drawn = io.BytesIO()
    Image.fromarray(pixels).save(drawn, format=form, quality=_QUALITY, method=2)
    return drawn.getvalue()
