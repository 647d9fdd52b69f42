"""Words with their places, and the reading of a zone that an operator draws: what the screens ask of a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import DEFAULT_MAX_PAGES, Box, Page
from radlad.domain.errors import DocumentError
from radlad.readers.containers import open_file
from radlad.readers.ocr import OcrEngine, OcrPage
from radlad.readers.pages import read_page
from radlad.readers.upright import UprightPages

ZONE_DPI = 300.0
"""Finer than a whole page is read: what a person has to point at is small print or a hand's writing."""
_MARGIN = 24
"""White pixels round a zone: the engine looks for lines, not for cut letters."""

Words = list[list[str | float]]
"""`[text, x0, y0, x1, y1]` each, in reading order, in fractions of the upright page."""


class _NoOcr:
    """Reads nothing: for those who want a page's text layer or nothing."""

    name, version = "", ""

    def read(self, grey: NDArray[np.uint8]) -> OcrPage:  # noqa: ARG002 - the engine's interface
        return OcrPage(())


def layer_words(path: Path, number: int, *, max_pages: int = DEFAULT_MAX_PAGES) -> Words:
    """The words of the text layer of page `number` (from 1); none for a page that only OCR can read.

    Raises DocumentError when there is no such page or the document cannot be opened.
    """
    with open_file(path, max_pages) as opened:
        _expect(number, opened.page_count)
        return words_on(read_page(opened, number - 1, _NoOcr()))


def zone_text(
    path: Path, number: int, turn: int, box: Box, engine: OcrEngine, *, max_pages: int = DEFAULT_MAX_PAGES
) -> str:
    """What OCR reads inside `box` on page `number`, its lines joined by a space. Raises as `layer_words`."""
    with open_file(path, max_pages) as opened:
        _expect(number, opened.page_count)
        pixels = UprightPages(opened, {number: turn}).raster(number, ZONE_DPI)
    height, width = pixels.shape
    crop = pixels[int(box.y0 * height) : round(box.y1 * height) + 1, int(box.x0 * width) : round(box.x1 * width) + 1]
    read = engine.read(np.pad(crop, _MARGIN, constant_values=255))
    return " ".join(word.text for line in read.lines for word in line.words)


def _expect(number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise DocumentError("NO_SUCH_PAGE", f"Le document n’a pas de page {number}.")


def words_on(page: Page) -> Words:
    """The page's words."""
    return [[w.text, *(round(v, 4) for v in (w.box.x0, w.box.y0, w.box.x1, w.box.y1))] for w in page.words]
