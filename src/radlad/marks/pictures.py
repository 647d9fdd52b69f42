"""How marks look at pixels, without knowing what kind of file they come from."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Page, Word
from radlad.layout.greys import levels_of

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]
"""0 or 255."""
Outline = NDArray[np.int32]
"""OpenCV's contour: its points, in pixels."""
_DEPTH, _BLUR = 0.14, 0.8
_BAND, _EVERY = 7, 24
"""Rows blurred to look at the middle one, and from one such band to the next."""


class Pictures(Protocol):
    """Pixels of the upright pages (`radlad.readers.upright.UprightPages` is one)."""

    def raster(
        self, number: int, dpi: float | None = None, colour: bool = False, room: Box | None = None
    ) -> NDArray[np.uint8]:
        """Page `number` (from 1), grey, about 200 dpi when `dpi` is None; outside of `room` it may be left white."""
        ...


def ink_of(grey: Grey, room: Box | None = None, *, depth: float | None = None) -> Mask:
    """Where there is ink, whatever the light: darker than the neighbourhood by `depth`, when None by a good part of the
    page's contrast and by more than the grain of the picture. Only what stands in `room` is told, where one is given.
    """
    window = max(31, round(max(grey.shape) / 40) | 1)
    depth = _depth_of(grey) if depth is None else depth
    x0, y0, x1, y1 = pixels_of(room or Box(0, 0, 1, 1), grey.shape)
    ink = np.zeros_like(grey)
    if x1 > x0 and y1 > y0:
        smooth = cv2.GaussianBlur(grey[y0:y1, x0:x1], (0, 0), _BLUR)
        ink[y0:y1, x0:x1] = cv2.adaptiveThreshold(
            smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, depth
        )
    return ink


def lines_of(ink: Mask, length: int, *, level: bool) -> Mask:
    """The runs of ink, across the page if `level` or else down it, of `length` pixels and more; one that the picture
    cuts off may go on outside.

    To the pixel what OpenCV's opening with such a line gives, in a third of the time: each step doubles the window that
    is looked through.
    """
    before, behind = length // 2, length - 1 - length // 2

    def through_window(mask: Mask, outside: int, joined: Callable[[Mask, Mask], Any]) -> Mask:
        sides = (0, 0, before, behind) if level else (before, behind, 0, 0)
        mask = np.asarray(cv2.copyMakeBorder(mask, *sides, cv2.BORDER_CONSTANT, value=outside), np.uint8)
        wide = 1
        while wide < length:
            step = min(wide, length - wide)
            mask = joined(mask[:, :-step], mask[:, step:]) if level else joined(mask[:-step], mask[step:])
            wide += step
        return mask

    return through_window(through_window(ink, 255, cv2.bitwise_and), 0, cv2.bitwise_or)


def outlines_of(mask: Mask) -> list[Outline]:
    """Those of the pieces of ink that hang together over sides or corners, the upper first.

    The same pieces as OpenCV's connected components, which take eight times as long on a page.
    """
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    parents = tree[0, ::-1, 3].tolist() if outlines else []
    pairs = zip(reversed(outlines), parents, strict=True)
    return [np.asarray(outline, np.int32) for outline, parent in pairs if parent < 0]


def depth_on(page: Page) -> float | None:
    """How much darker than its neighbourhood ink is on `page`: known where a file draws it, black on white and without
    grain; else None."""
    return None if page.drawn is None else _DEPTH * 255


def _depth_of(grey: Grey) -> float:
    paper, dark = levels_of(grey[::6, ::6], 60, 0.5)
    return max(10.0, _DEPTH * max(30.0, paper - dark), 4.0 * _grain(grey))


def _grain(grey: Grey) -> float:
    """Standard deviation of the blurred paper's noise; print is too rare to move the median."""
    tops = np.arange(0, max(1, grey.shape[0] - _BAND + 1), _EVERY)
    band = grey[(tops[:, None] + np.arange(min(_BAND, grey.shape[0]))).ravel()]
    high = len(band) // len(tops)
    rows = cv2.GaussianBlur(band, (0, 0), _BLUR)[high // 2 :: high]
    (usual,) = levels_of(np.asarray(cv2.absdiff(rows[:, 3:], rows[:, :-3]), np.uint8), 50)
    return usual / 0.954


def pixels_of(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of `box` in pixels of a picture of that shape, kept inside it."""
    height, width = shape[:2]
    x0, y0 = max(0, int(box.x0 * width)), max(0, int(box.y0 * height))
    x1, y1 = min(width, math.ceil(box.x1 * width)), min(height, math.ceil(box.y1 * height))
    return x0, y0, x1, y1


def text_height(words: Sequence[Word], shape: tuple[int, ...], slope: float = 0.0) -> float:
    """Usual height of a word of print in pixels; that of 10-point capitals where there is none.

    `slope`: that of the lines of print (`radlad.layout.skew`), which makes the boxes of long words higher.
    """
    rows, columns = shape[:2]
    printed = [w for w in words if len(w.text) > 2 and any(c.isalpha() for c in w.text)]
    heights = [w.box.height * rows - abs(slope) * w.box.width * columns for w in printed]
    return float(np.median(heights)) if heights else rows / 90
