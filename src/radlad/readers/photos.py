"""Pages that are photos: whoever asks for such a page gets the sheet in it, laid flat, whatever for.

So words, marks, boxes and the operators' pictures all speak of the same page, and none of them knows of photos.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from radlad.readers.limits import affordable_dpi
from radlad.readers.sheet import Sheet, find_sheet

Size = Callable[[int], tuple[float, float]]
Raster = Callable[[int, float, bool], NDArray[np.uint8]]
_LOOKED_AT = 50.0
"""Dots an inch of the copy in which a sheet is looked for: the same for whoever asks, so that all get the same."""


class LaidFlat:
    """Sizes and pixels of pages, given those of the pages as stored. Where a photo's sheet lies is kept."""

    def __init__(self, size: Size, raster: Raster, may_be_photo: Callable[[int], bool]) -> None:
        self._size, self._raster, self._may_be_photo = size, raster, may_be_photo
        self._sheets: dict[int, Sheet | None] = {}

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of the sheet, in points."""
        sheet = self._sheet(index)
        return self._size(index) if sheet is None else sheet.size

    def raster(self, index: int, dpi: float, colour: bool) -> NDArray[np.uint8]:
        """The sheet's pixels: see `containers.OpenedFile.raster`."""
        sheet = self._sheet(index)
        if sheet is None:
            return self._raster(index, dpi, colour)
        width, height = sheet.size
        dpi = affordable_dpi(width, height, dpi)
        photo = self._raster(index, dpi * sheet.enlarged(self._size(index)), colour)
        return sheet.flat(photo, max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72)))

    def _sheet(self, index: int) -> Sheet | None:
        if index not in self._sheets:
            photo = self._may_be_photo(index)
            self._sheets[index] = find_sheet(self._raster(index, _LOOKED_AT, True)) if photo else None
        return self._sheets[index]
