"""Photos of sheets, drawn: a sheet on a table, seen from aslant, in uneven light."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Corners = tuple[tuple[float, float], ...]
ASLANT: Corners = ((0.16, 0.10), (0.88, 0.14), (0.94, 0.93), (0.07, 0.90))
"""Where the sheet's corners stand in the photo: upper left, upper right, lower right, lower left."""


def photo(
    page: NDArray[np.uint8], corners: Corners = ASLANT, table: tuple[int, int, int] = (96, 70, 50), long: int = 2400
) -> NDArray[np.uint8]:
    """`page` (height, width, 3) as photographed upright with 3 × 4 pixels; the same every time."""
    width, height = (long * 3 // 4, long) if page.shape[0] > page.shape[1] else (long, long * 3 // 4)
    seen = (np.array(corners) * (width, height)).astype(np.float32)
    sides = np.array([(0, 0), (page.shape[1], 0), page.shape[1::-1], (0, page.shape[0])], np.float32)
    matrix = cv2.getPerspectiveTransform(sides, seen)
    grain = np.random.default_rng(7)
    wood = cv2.resize(grain.normal(0, 6, (40, 12)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    around = np.array(table, np.float32) + wood[:, :, None]
    inside = cv2.warpPerspective(np.full(page.shape[:2], 1, np.float32), matrix, (width, height))[:, :, None]
    sheet = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA).astype(np.float32)
    light = np.linspace(0.65, 0.98, width, dtype=np.float32)[None, :, None]
    picture = (around * (1 - inside) + sheet * inside) * light
    blurred = cv2.GaussianBlur(picture, (0, 0), 0.8) + grain.normal(0, 3, picture.shape)
    return blurred.clip(0, 255).astype(np.uint8)
