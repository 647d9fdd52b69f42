"""Words that only pictures on a digital page show: a letter head, a scanned block pasted in, a printed form under
typed values. OCR looks at those regions alone, and what the text layer holds already is not read twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Provenance, Source, Word
from radlad.readers.ocr import OcrEngine, OcrLine
from radlad.readers.ocr.slips import mended

_GRAIN = 0.25
"""Cells a point, of the grid on which pictures that touch are taken together: scans are often pasted as strips."""
_SMALLEST = 50.0, 12.0
"""Width and height in points under which a picture holds no line of text."""
_MARGIN = 6
"""Pixels of page read around a picture."""
_AROUND = 0.01
"""The same and a little more, in fractions of a page."""
_SURE, _SHORTEST = 0.85, 3
"""Confidence, and characters, from which a line is text and not a logo, a stamp's ring or a signature."""
_BLOCK = 3
"""Lines that make a region a block of print."""
_OVERLAP = 0.3


def regions_of(pictures: Iterable[Box], size: tuple[float, float]) -> list[Box]:
    """Where pictures large enough to hold text stand, on a page of `size` points; those that touch as one."""
    width, height = max(1, round(size[0] * _GRAIN)), max(1, round(size[1] * _GRAIN))
    grid = np.zeros((height, width), np.uint8)
    for box in pictures:
        left, top = int(box.x0 * width), int(box.y0 * height)
        grid[top : max(top + 1, round(box.y1 * height)), left : max(left + 1, round(box.x1 * width))] = 1
    _, _, stats, _ = cv2.connectedComponentsWithStats(grid)
    found = [Box(x / width, y / height, (x + w) / width, (y + h) / height) for x, y, w, h, _ in stats[1:].tolist()]
    return [b for b in found if b.width * size[0] >= _SMALLEST[0] and b.height * size[1] >= _SMALLEST[1]]


def pasted_words(
    page: NDArray[np.uint8], regions: Iterable[Box], known: Sequence[Word], engine: OcrEngine
) -> Iterator[Word]:
    """The words that `regions` of the upright `page` (grey, about 200 dpi) show and `known` does not hold."""
    height, width = page.shape
    regions = list(regions)
    seen = [seen_of(region) for region in regions]
    page = _without(page, [word for word in known if any(word.box.meets(room) for room in seen)])
    provenance = Provenance(Source.OCR, engine.name, engine.version)
    for region in regions:
        left, top = max(0, round(region.x0 * width) - _MARGIN), max(0, round(region.y0 * height) - _MARGIN)
        part = page[top : round(region.y1 * height) + _MARGIN, left : round(region.x1 * width) + _MARGIN]
        read = engine.read(np.ascontiguousarray(part))
        if read.turn:
            continue  # pasted askew, or no text: its boxes would not be the page's
        for word in (w for line in _printed(read.lines) for w in line.words):
            x0, y0 = max(0.0, (left + word.x0) / width), max(0.0, (top + word.y0) / height)
            box = Box(x0, y0, min(1.0, (left + word.x1) / width), min(1.0, (top + word.y1) / height))
            if not any(_share(box, k.box) > _OVERLAP for k in known):
                yield Word(mended(word.text), box, provenance, round(word.confidence, 4))


def seen_of(region: Box) -> Box:
    """What is looked at of the page to read a region."""
    return region.grown(_AROUND, _AROUND)


def _without(page: NDArray[np.uint8], known: Sequence[Word]) -> NDArray[np.uint8]:
    """The page with the words of the text layer painted over in the shade around them: they need no reading."""
    page = page.copy()
    height, width = page.shape
    for word in known:
        box = word.box.grown(1.5 / width, 1.5 / height)
        top, bottom, left, right = int(box.y0 * height), int(box.y1 * height), int(box.x0 * width), int(box.x1 * width)
        part = page[top : bottom + 1, left : right + 1]
        if part.size:
            part[:] = np.median(np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]]))
    return page


def _printed(lines: Sequence[OcrLine]) -> Sequence[OcrLine]:
    """The lines that are print: all of a region that mostly is, be they hard to read; else those without doubt."""
    sure = [line for line in lines if _is_text(line)]
    return lines if len(sure) >= max(_BLOCK, len(lines) / 2) else sure


def _is_text(line: OcrLine) -> bool:
    letters = sum(len(w.text) for w in line.words)
    return letters >= _SHORTEST and sum(w.confidence * len(w.text) for w in line.words) >= _SURE * letters


def _share(box: Box, other: Box) -> float:
    """Share of the smaller of two boxes that the other covers."""
    width, height = min(box.x1, other.x1) - max(box.x0, other.x0), min(box.y1, other.y1) - max(box.y0, other.y0)
    smaller = min(box.width * box.height, other.width * other.height)
    return width * height / max(1e-9, smaller) if width > 0 and height > 0 else 0.0
