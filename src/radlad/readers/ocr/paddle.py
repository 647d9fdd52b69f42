"""PP-OCRv6 small through a thin pipeline of our own (decision record on the engine).

Lines are found on a reduced copy and read from the full picture; which way up the page stands is settled on a few
long lines before the rest is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.layout.greys import levels_of
from radlad.readers import orientation
from radlad.readers.ocr import models
from radlad.readers.ocr import runtime as runtimes
from radlad.readers.ocr.detection import Detector, Line
from radlad.readers.ocr.engine import OcrLine, OcrPage
from radlad.readers.ocr.recognition import Recogniser

_PIPELINE = "3"
"""Counts the changes of this pipeline that may change what is read."""
_CELLS = 362, 256
"""Down and across, into at least as many a page is cut to see whether there is ink."""
_BITONAL_SHARE = 0.985
_BITONAL_BLUR = 0.8


class PaddleEngine:
    """Models are loaded at the first page and kept as long as the engine. `runtime`: see `runtime.network`."""

    name = "PP-OCRv6-small"

    def __init__(self, runtime: str = "") -> None:
        self._runtime = runtime or runtimes.name()

    @cached_property
    def version(self) -> str:
        return f"{models.version()}+{_PIPELINE}+{self._runtime}"

    @cached_property
    def _detector(self) -> Detector:
        return Detector(self._runtime)

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self._runtime)

    def chores(self) -> Iterator[None]:
        """What the first pages would wait for, a step of less than half a second at a time: models loaded, and made
        ready for pictures of the usual sizes."""
        yield from self._detector.chores()
        yield from self._recogniser.chores()

    def read(self, grey: NDArray[np.uint8]) -> OcrPage:
        """See `OcrEngine.read`."""
        if not _has_ink(grey):
            return OcrPage(())
        grey = softened(grey)
        lines = self._detector.lines(grey)
        page = orientation.settle(grey, lines, self._recogniser.read)
        unread = [line for line in page.lines if line not in page.known]
        said = page.known | dict(zip(unread, self._recogniser.read(page.grey, unread), strict=True))
        return OcrPage(_in_reading_order(page.lines, [said[line] for line in page.lines]), page.turn)


def _has_ink(grey: NDArray[np.uint8]) -> bool:
    """False for a blank page: nothing clearly darker than the paper."""
    step = max(1, min(grey.shape[0] // _CELLS[0], grey.shape[1] // _CELLS[1]))
    rows, columns = grey.shape[0] // step, grey.shape[1] // step  # whole steps: others take seven times as long
    small = cv2.resize(grey[: rows * step, : columns * step], (columns, rows), interpolation=cv2.INTER_AREA)
    darkest, paper = levels_of(np.asarray(small, np.uint8), 0, 50)
    return int(paper) - darkest > 12


def softened(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Black-and-white pages (fax) are blurred a little: 76 to 86 % of key values."""
    extreme = np.count_nonzero((grey < 16) | (grey > 239)) / grey.size
    if extreme < _BITONAL_SHARE or np.count_nonzero(grey < 16) < 0.6 * np.count_nonzero(grey < 200):
        return grey
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), _BITONAL_BLUR), np.uint8)


def _in_reading_order(lines: list[Line], read: list[OcrLine]) -> tuple[OcrLine, ...]:
    """From top to bottom, lines of the same height from left to right; lines without words left out."""
    pairs = [(line, text) for line, text in zip(lines, read, strict=True) if text.words]
    pairs.sort(key=lambda p: p[0].cy)
    rows: list[list[tuple[Line, OcrLine]]] = []
    for pair in pairs:
        if rows and pair[0].cy - rows[-1][0][0].cy < 0.4 * min(pair[0].height, rows[-1][0][0].height):
            rows[-1].append(pair)
        else:
            rows.append([pair])
    return tuple(text for row in rows for _, text in sorted(row, key=lambda p: p[0].cx))
