"""How marks look at pixels, without knowing what kind of file they come from."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Word

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]
"""0 or 255."""
_DEPTH = 0.14


class Pictures(Protocol):
    """Pixels of the upright pages (`radlad.readers.upright.UprightPages` is one)."""

    def raster(self, number: int, dpi: float | None = None, colour: bool = False) -> NDArray[np.uint8]:
        """Page `number` (from 1), grey, about 200 dpi when `dpi` is None."""
        ...


def ink_of(grey: Grey) -> Mask:
    """Where there is ink, whatever the light: darker than the neighbourhood by a good part of the page's contrast,
    and by more than the grain of the picture."""
    paper, dark = np.percentile(grey[::4, ::4], (60, 0.5))
    contrast = max(30.0, float(paper) - float(dark))
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8), np.uint8)
    grain = _grain(smooth)
    window = max(31, round(max(grey.shape) / 40) | 1)
    depth = max(10.0, _DEPTH * contrast, 4.0 * grain)
    return np.asarray(
        cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, depth), np.uint8
    )


def _grain(grey: Grey) -> float:
    """Standard deviation of the paper's noise; print is too rare to move the median."""
    rows = grey[::3].astype(np.float32)
    return float(np.median(np.abs(rows[:, 3:] - rows[:, :-3]))) / 0.954


def pixels_of(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of `box` in pixels of a picture of that shape, kept inside it."""
    height, width = shape[:2]
    x0, y0 = max(0, int(box.x0 * width)), max(0, int(box.y0 * height))
    x1, y1 = min(width, int(np.ceil(box.x1 * width))), min(height, int(np.ceil(box.y1 * height)))
    return x0, y0, x1, y1


def text_height(words: list[Word] | tuple[Word, ...], shape: tuple[int, ...]) -> float:
    """Usual height of a word of print in pixels; that of 10-point capitals where there is none."""
    heights = [w.box.height * shape[0] for w in words if len(w.text) > 2 and any(c.isalpha() for c in w.text)]
    return float(np.median(heights)) if heights else shape[0] / 90
