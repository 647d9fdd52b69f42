"""Pages that are pictures: whoever asks for one gets it as a person would lay it out to read it, whatever for.

A negative is made black on white, the sheet in a photo is cut out and laid flat, and rows of print that bow or run
aslant are laid level. So words, marks, boxes and the operators' pictures all speak of the same page, and none of them
knows what was done to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.readers.level import Level, find_level
from radlad.readers.limits import affordable_dpi
from radlad.readers.sheet import Sheet, find_sheet, may_hold_sheet

Size = Callable[[int], tuple[float, float]]
Raster = Callable[[int, float, bool], NDArray[np.uint8]]
_LOOKED_AT = 75.0
"""Dots an inch of the copy that is looked at: the same for whoever asks, so that all get the same."""
_DARK, _NEGATIVE, _SPOTS = 128, 0.7, 0.02
"""The grey under which a pixel is dark, the share of such in a negative, and that of the light in it once strokes as
thin as print's are gone."""


@dataclass(frozen=True, slots=True)
class Lie:
    """What has to be done to a stored page: `sheet` is where it lies in a photo, `level` how its rows lie on it."""

    negative: bool = False
    sheet: Sheet | None = None
    level: Level | None = None


class LaidFlat:
    """Sizes and pixels of pages, given those of the pages as stored. How each lies is kept.

    `is_picture` tells whether all that a page shows are pixels; `may_be_photo`, whether a camera may have taken those.
    """

    def __init__(
        self, size: Size, raster: Raster, is_picture: Callable[[int], bool], may_be_photo: Callable[[int], bool]
    ) -> None:
        self._size, self._raster, self._is_picture, self._may_be_photo = size, raster, is_picture, may_be_photo
        self._lies: dict[int, Lie] = {}
        self._last: tuple[tuple[int, float, bool], NDArray[np.uint8]] | None = None

    def leave(self) -> None:
        """Lets go of the pixels and of the file, which holds this in turn: it would outlast its reading until garbage
        is looked for. Asked afterwards, it raises `ValueError`."""
        self._last = None
        self._size = self._raster = self._is_picture = self._may_be_photo = _left

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of the sheet, in points."""
        sheet = self._lie(index).sheet
        return self._size(index) if sheet is None else sheet.size

    def raster(self, index: int, dpi: float, colour: bool) -> NDArray[np.uint8]:
        """The sheet's pixels: see `containers.OpenedFile.raster`. The last are kept: several stages ask for them."""
        asked = index, dpi, colour
        if self._last is None or self._last[0] != asked:
            self._last = asked, self._laid(index, dpi, colour)
        return self._last[1]

    def _laid(self, index: int, dpi: float, colour: bool) -> NDArray[np.uint8]:
        lie = self._lie(index)
        if lie.sheet is None:
            pixels = self._raster(index, dpi, colour)
        else:
            width, height = lie.sheet.size
            dpi = affordable_dpi(width, height, dpi)
            photo = self._raster(index, dpi * lie.sheet.enlarged(self._size(index)), colour)
            pixels = lie.sheet.flat(photo, max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72)))
        pixels = lie.level.laid(pixels) if lie.level else pixels
        return 255 - pixels if lie.negative else pixels

    def _lie(self, index: int) -> Lie:
        if index not in self._lies:
            self._lies[index] = self._looked(index) if self._is_picture(index) else Lie()
        return self._lies[index]

    def _looked(self, index: int) -> Lie:
        grey = self._raster(index, _LOOKED_AT, False)
        if _is_negative(grey):
            return Lie(negative=True, level=find_level(255 - grey))
        may_be_photo = self._may_be_photo(index) and may_hold_sheet(grey)
        sheet = find_sheet(self._raster(index, _LOOKED_AT, True)) if may_be_photo else None
        if sheet is None:
            return Lie(level=find_level(grey))
        width, height = (max(1, round(side * _LOOKED_AT / 72)) for side in sheet.size)
        return Lie(sheet=sheet, level=find_level(sheet.flat(grey, width, height), edged=True))


def _left(*_: object) -> Any:
    raise ValueError("the file is closed")


def _is_negative(grey: NDArray[np.uint8]) -> bool:
    """Whether nearly all is dark, and what is light no wider than print."""
    light = (grey >= _DARK).astype(np.uint8)
    if not 0 < light.mean() < 1 - _NEGATIVE:
        return False
    return float(cv2.erode(light, np.ones((7, 7), np.uint8)).mean()) < _SPOTS
