"""Where the lines of text stand: PP-OCR's detector and its "differentiable binarization" post-processing.

Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020; thresholds of PP-OCRv6. The
polygons are rectangles, so that growing one ("unclip") needs no polygon library: a rectangle grown by `d` all round
is again a rectangle, 2 `d` wider and higher.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.readers.ocr import models

LONG_SIDE = 1472
"""Of the copy that is looked at; a multiple of 32."""
_A4 = LONG_SIDE, 1056
"""Height and width of the copy of an upright page."""
_INK, _TEXT, _GROWTH = 0.3, 0.5, 1.6
_MIN_SIDE, _MAX_LINES = 3, 1500
_UPRIGHT = 3.0
"""Degrees under which a line counts as level where it is too short for its angle to be known."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rectangle around a line of text: centre, length along the writing, height across it, in pixels; and the
    angle of the writing in degrees, clockwise, in −45..135 (90 for text that reads downwards or upwards)."""

    cx: float
    cy: float
    length: float
    height: float
    angle: float

    def turned(self, quarters: int, width: float, height: float) -> Line:
        """The same line once the picture of `width` by `height` pixels is turned `quarters` × 90° clockwise."""
        cx, cy, angle = self.cx, self.cy, self.angle
        for _ in range(quarters % 4):
            cx, cy, width, height, angle = height - cy, cx, height, width, angle + 90
        return Line(cx, cy, self.length, self.height, (angle + 45) % 180 - 45)

    @property
    def standing(self) -> bool:
        """Whether the writing runs more down or up than across."""
        return not -45 <= self.angle < 45


class Detector:
    """Finds lines. Loads its model when built."""

    def __init__(self, runtime: str = "") -> None:
        self._network = models.detector(runtime)

    def chores(self) -> Iterator[None]:
        """Makes the model ready for a page of A4."""
        yield
        self._network(np.zeros((1, 3, *_A4), np.float32))
        yield

    def lines(self, grey: NDArray[np.uint8]) -> list[Line]:
        """The lines of the picture, in no order."""
        scale = min(1.0, LONG_SIDE / max(grey.shape))
        height, width = (max(32, round(side * scale / 32) * 32) for side in grey.shape)
        small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
        planes = np.empty((1, 3, height, width), np.float32)
        planes[:] = small.astype(np.float32) / 127.5 - 1
        text = self._network(planes)[0, 0]
        return _lines(text, grey.shape[1] / width, grey.shape[0] / height)


def _lines(text: NDArray[np.float32], scale_x: float, scale_y: float) -> list[Line]:
    mask = (text > _INK).astype(np.uint8)
    contours, _ = cv2.findContours(cv2.dilate(mask, np.ones((2, 2), np.uint8)), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:_MAX_LINES]:
        (cx, cy), (w, h), angle = cv2.minAreaRect(contour)
        if min(w, h) < _MIN_SIDE or _score(text, np.asarray(contour, np.int32)) < _TEXT:
            continue
        grown = 2 * (w * h * _GROWTH / (2 * (w + h)))
        found.append(_line(cx, cy, w + grown, h + grown, angle, scale_x, scale_y))
    return found


def _score(text: NDArray[np.float32], contour: NDArray[np.int32]) -> float:
    """Mean probability of text inside the contour."""
    x, y, w, h = cv2.boundingRect(contour)
    mask = np.zeros((h, w), np.uint8)
    cv2.drawContours(mask, [contour - np.array([[x, y]], np.int32)], -1, 1, cv2.FILLED)
    return float(cv2.mean(text[y : y + h, x : x + w], mask)[0])


def _line(cx: float, cy: float, w: float, h: float, angle: float, scale_x: float, scale_y: float) -> Line:
    """OpenCV's rectangle as a line: its longer side is the writing's, unless it is nearly a square."""
    if w < h:
        w, h, angle = h, w, angle + 90
    angle = (angle + 45) % 180 - 45
    if w < 1.3 * h and not -45 <= angle < 45:
        w, h, angle = h, w, angle - 90
    if w < 2 * h and abs(angle) > _UPRIGHT and abs(angle - 90) > _UPRIGHT:
        angle = 0.0 if -45 <= angle < 45 else 90.0
    along, across = (scale_x, scale_y) if -45 <= angle < 45 else (scale_y, scale_x)
    return Line(cx * scale_x, cy * scale_y, w * along, h * across, angle)
