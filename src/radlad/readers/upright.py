"""Turning boxes and pixels from the page as stored to the page as read, and giving pixels of the upright page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Document, FormField, TickBox, Word
from radlad.readers.containers import OpenedFile

Placed = TypeVar("Placed", Word, TickBox, FormField)

READING_DPI = 200.0
_A4_LONG = 841.89
_SHEET = (560.0, 1150.0)
"""Long sides, in points, of pages taken for A4 ones that were stored with a wrong resolution."""


def turned_box(box: Box, degrees: int) -> Box:
    """`box` once its page is turned by `degrees` clockwise."""
    if degrees == 90:
        return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    if degrees == 180:
        return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
    if degrees == 270:
        return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
    return box


def turned(items: Iterable[Placed], degrees: int) -> tuple[Placed, ...]:
    """What stands on a page, once the page is turned by `degrees` clockwise."""
    return tuple(replace(i, box=turned_box(i.box, degrees)) for i in items) if degrees else tuple(items)


def reading_dpi(width: float, height: float) -> float:
    """The resolution at which a page of `width` by `height` points is read: its print is then as high as on an A4
    page at 200 dpi, whatever resolution a careless scanner declared."""
    long = max(width, height)
    return READING_DPI * _A4_LONG / long if _SHEET[0] <= long <= _SHEET[1] else READING_DPI


class UprightPages:
    """Pixels of the pages of a read document, as they stand upright. The last picture made is kept."""

    def __init__(self, opened: OpenedFile, turns: Mapping[int, int]) -> None:
        self._opened, self._turns = opened, turns
        self._last: tuple[tuple[int, float, bool, Box | None], NDArray[np.uint8]] | None = None

    @classmethod
    def of(cls, opened: OpenedFile, document: Document) -> UprightPages:
        return cls(opened, {p.number: p.turned for p in document.pages})

    def raster(
        self, number: int, dpi: float | None = None, colour: bool = False, room: Box | None = None
    ) -> NDArray[np.uint8]:
        """Page `number` (from 1) at about `dpi`, at its reading resolution when None: (height, width) grey or
        (height, width, 3) RGB; outside of `room` it may be left white. Do not write into it."""
        index, quarters = number - 1, self._turns.get(number, 0) // 90
        asked = dpi if dpi is not None else reading_dpi(*self._opened.size(index))
        key = number, asked, colour, None if quarters else room
        if self._last is None or self._last[0] != key:
            stored = self._opened.raster(index, asked, colour, key[-1])
            self._last = key, np.ascontiguousarray(np.rot90(stored, -quarters)) if quarters else stored
        return self._last[1]
