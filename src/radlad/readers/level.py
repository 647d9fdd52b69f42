"""How rows of print lie on a picture of a page, and the page with its rows laid level: of paper that curls, that was
folded or crushed, or was put in aslant.

Rows are found on a small copy as runs of ink, without OCR. How far each leaves its own height is drawn into a smooth
surface (as in Leptonica's dewarping, of a book's pages), on a coarse grid and by least squares, so that rows agree
and stray ones count little. A page whose rows are level enough is left as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.layout.greys import levels_of

Picture = NDArray[np.uint8]
Numbers = NDArray[np.float64]

_LOOKED_AT = 900
"""Long side of the small copy, in pixels, at most: about 75 dots an inch."""
_NODES = 12, 9
"""Of the grid, down and across."""
_JOINED, _STEP = 10, 8
"""Pixels between letters of one row, and between the points at which it is measured."""
_HIGH, _THIN = (3.0, 20.0), (1.0, 3.0)
"""Pixels that a row of print, and a rule, are high: dots that lead to a value are neither."""
_SHORTEST = 30
_FEW_ROWS, _FEW_POINTS = 8, 100
_PLENTY = 3000.0
"""Pixels of rows from which it need not be asked whether the rows run down the picture instead."""
_SMOOTH, _FLAT = 1.5, 0.1
"""How strongly the surface is kept from bending, and, where no rows tell, from sloping."""
_STRAY = 9.0, 4.0, 2.0, 1.2
"""Pixels off the surface from which a point counts little, at each pass."""
_PASSES = 2
_UNEVEN = 0.9
"""Pixels off their row's height that points of straight print are, by its letters' own ups and downs."""
_ASLANT, _BENT = 0.035, 0.6
"""The slope (2°), and the pixels that rows leave their height by, from which a page is laid level."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Points along rows of print: the row that each is of, and where it stands, in pixels."""

    row: NDArray[np.intp]
    x: Numbers
    y: Numbers

    @property
    def length(self) -> float:
        return float(self.x.size * _STEP)

    @property
    def tell(self) -> bool:
        """Whether they are enough to go by."""
        return self.x.size >= _FEW_POINTS and len(np.unique(self.row)) >= _FEW_ROWS

    @property
    def unevenness(self) -> float:
        """The pixels by which most points lie at most off the mean height of their row."""
        return float(np.percentile(np.abs(_centred(self.row, self.y)), 85))

    def turned(self, slope: float, shape: tuple[int, ...]) -> Rows:
        """The same once the picture is turned by so much, so that they are level but for their bows."""
        height, width = shape
        cos, sin = math.cos(math.atan(slope)), math.sin(math.atan(slope))
        x, y = self.x - width / 2, self.y - height / 2
        return Rows(self.row, cos * x + sin * y + width / 2, cos * y - sin * x + height / 2)


@dataclass(frozen=True, slots=True)
class Level:
    """How rows lie: their slope all over, and on a grid over the page once that is undone, how much lower than at the
    page's middle they lie, as a share of its width. `upright`: whether the rows run down the picture as stored."""

    slope: float
    drops: tuple[tuple[float, ...], ...]
    upright: bool

    def laid(self, page: Picture) -> Picture:
        """The page with its rows level, of the same size; (height, width) or (height, width, 3)."""
        if self.upright:
            return _transposed(_laid(_transposed(page), self.slope, np.array(self.drops)))
        return _laid(page, self.slope, np.array(self.drops))


def find_level(page: Picture, *, edged: bool = False) -> Level | None:
    """How the rows of a grey picture lie; None where they are level, or too few to tell.

    `edged`: its sides are a sheet's, and upright, so that rows aslant are so by their bows alone.
    """
    small = _small(page)
    rows, upright = _rows_of(small), False
    if rows.length < _PLENTY:
        other = _rows_of(_transposed(small))
        if other.length > 1.5 * rows.length:
            rows, upright, small = other, True, _transposed(small)
    if not rows.tell:
        return None
    slope = 0.0 if edged else _slope(rows)
    turned = rows.turned(slope, small.shape)
    drops = np.zeros(_NODES)
    if turned.unevenness > _UNEVEN:
        drops = _surface(turned, small.shape)
    bent = _bow(turned, drops, small.shape) > _BENT
    if not bent and abs(slope) < _ASLANT:
        return None
    return Level(slope, tuple(map(tuple, _settled(small, slope, drops).tolist())), upright)


def _small(page: Picture) -> Picture:
    scale = _LOOKED_AT / max(page.shape)
    return (
        np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        if scale < 1
        else page
    )


def _settled(small: Picture, slope: float, drops: Numbers) -> Numbers:
    """The drops, as shares of the width, once what they leave uneven is drawn in too: rows are found better on a page
    laid level, and rules only there."""
    width = small.shape[1]
    for _ in range(_PASSES):
        rows = _rows_of(_laid(small, slope, drops / width), ruled=True)
        if not rows.tell:
            break
        more = _surface(rows, small.shape)
        lines, columns = _nodes(small.shape)
        drops = more + _at(drops, columns.ravel(), (lines + more).ravel(), small.shape).reshape(_NODES)
    settled: Numbers = drops / width
    return settled


def _laid(page: Picture, slope: float, drops: Numbers) -> Picture:
    height, width = page.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] - width / 2
    map_y = _spread(drops * width, height, width)  # as large as the page, as few of these as may be
    map_y += np.arange(height, dtype=np.float32)[:, None]
    map_y -= height / 2
    angle = math.atan(slope)
    cos, sin = math.cos(angle), math.sin(angle)
    map_x = -sin * map_y
    map_x += cos * x
    map_x += width / 2
    map_y *= cos
    map_y += sin * x
    map_y += height / 2
    paper = np.median(page[:: height // 50 + 1, :: width // 50 + 1], axis=(0, 1)).tolist()
    return np.asarray(cv2.remap(page, map_x, map_y, cv2.INTER_CUBIC, borderValue=paper), np.uint8)


def _transposed(page: Picture) -> Picture:
    return np.ascontiguousarray(page.swapaxes(0, 1))


# -- rows
def _rows_of(grey: Picture, *, ruled: bool = False) -> Rows:
    """Those of print; where `ruled`, of rules too, which must then be nearly level: aslant they fall into steps."""
    ink = _ink(grey)
    upright, level = (_opened(ink, shape) for shape in ((18, 1), (1, 30)))
    found = [*_runs(_joined(ink & ~(upright | level)), _HIGH), *(_runs(level & ~upright, _THIN) if ruled else ())]
    if not found:
        return Rows(np.zeros(0, np.intp), np.zeros(0), np.zeros(0))
    row = np.repeat(np.arange(len(found)), [len(x) for x, _ in found])
    return Rows(row, np.concatenate([x for x, _ in found]), np.concatenate([y for _, y in found]))


def _runs(ink: Picture, high: tuple[float, float]) -> Iterator[tuple[Numbers, Numbers]]:
    """The points of each run of ink, longer than high, that is so many pixels high."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for number, (left, top, width, height, _) in enumerate(stats[1:].tolist(), 1):
        if width < _SHORTEST or height > 0.6 * width:
            continue
        part = labels[top : top + height, left : left + width] == number
        thick = part.sum(axis=0)
        usual = float(np.median(thick))
        if not high[0] <= usual <= high[1] or np.mean(thick > 2 * usual + 4) > 0.15:
            continue
        middle = np.arange(height) @ part / np.maximum(1, thick)
        steps = width // _STEP
        x = left + (np.arange(steps) + 0.5) * _STEP
        yield x, top + middle[: steps * _STEP].reshape(steps, _STEP).mean(axis=1)


def _ink(grey: Picture) -> Picture:
    """What is darker than the paper around it."""
    paper = cv2.blur(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), (11, 11))
    depth = cv2.subtract(paper, grey)
    (deep,) = levels_of(np.asarray(depth, np.uint8), 97)
    return np.asarray(depth > max(14.0, 0.4 * deep), np.uint8)


def _joined(ink: Picture) -> Picture:
    """Letters of a row as one, and no stroke that crosses rows."""
    rows = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _JOINED), np.uint8))
    return _opened(np.asarray(rows, np.uint8), (2, 2))


def _opened(ink: Picture, shape: tuple[int, int]) -> Picture:
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.uint8)


# -- the surface
def _slope(rows: Rows) -> float:
    """The slope of the middle one of all rows, each counting by its length."""
    x, y = _centred(rows.row, rows.x), _centred(rows.row, rows.y)
    squares = np.bincount(rows.row, x * x)
    slopes = np.bincount(rows.row, x * y) / np.maximum(1e-9, squares)
    order = np.argsort(slopes)
    length = np.cumsum(np.bincount(rows.row)[order])
    return float(slopes[order[int(np.searchsorted(length, length[-1] / 2))]])


def _surface(rows: Rows, shape: tuple[int, ...]) -> Numbers:
    """The drop at each node, in pixels."""
    drops, weights = np.zeros(_NODES), np.ones(rows.x.size)
    smooth = _smoothness()
    wanted = _centred(rows.row, rows.y)
    for stray in _STRAY:
        own = _means(rows.row, rows.y - _at(drops, rows.x, rows.y, shape))
        pulls = _centred(rows.row, _pulls(rows.x, own, shape))
        weighted = pulls * weights[:, None]
        pulled = (weighted * (wanted * weights)[:, None]).sum(axis=0)
        _, solved = cv2.solve(cv2.mulTransposed(weighted, True) + smooth, pulled[:, None], flags=cv2.DECOMP_CHOLESKY)
        drops = np.asarray(solved, np.float64).reshape(_NODES)
        weights = 1 / (1 + ((wanted - (pulls * drops.ravel()).sum(axis=1)) / stray) ** 2)
    return drops


def _bow(rows: Rows, drops: Numbers, shape: tuple[int, ...]) -> float:
    """The pixels by which most points of rows lie off their row's height at most, as `drops` say."""
    return float(np.percentile(np.abs(_centred(rows.row, _at(drops, rows.x, rows.y, shape))), 90))


def _at(drops: Numbers, x: Numbers, y: Numbers, shape: tuple[int, ...]) -> Numbers:
    drop: Numbers = (_pulls(x, y, shape) * drops.ravel()).sum(axis=1)
    return drop


def _pulls(x: Numbers, y: Numbers, shape: tuple[int, ...]) -> Numbers:
    """How much each node has a part in each point: bilinear."""
    (height, width), (down, across) = shape, _NODES
    at_x = np.clip(x / width * (across - 1), 0, across - 1 - 1e-6)
    at_y = np.clip(y / height * (down - 1), 0, down - 1 - 1e-6)
    column, line = at_x.astype(np.intp), at_y.astype(np.intp)
    pulls, each = np.zeros((x.size, down * across)), np.arange(x.size)
    for dy in (0, 1):
        for dx in (0, 1):
            share = (1 - np.abs(at_x - column - dx)) * (1 - np.abs(at_y - line - dy))
            pulls[each, (line + dy) * across + column + dx] = share
    return pulls


def _nodes(shape: tuple[int, ...]) -> tuple[Numbers, Numbers]:
    """Heights and places across, in pixels, of the nodes."""
    (height, width), (down, across) = shape, _NODES
    lines, columns = np.meshgrid(np.linspace(0, height, down), np.linspace(0, width, across), indexing="ij")
    return lines, columns


@cache
def _smoothness() -> Numbers:
    """What keeps neighbouring nodes in line, and those of the page's middle at 0: a square form of the drops."""
    down, across = _NODES
    nodes = np.eye(down * across).reshape(down, across, -1)
    along = (nodes[:, :-2] - 2 * nodes[:, 1:-1] + nodes[:, 2:]).reshape(-1, down * across)
    below = (nodes[:-2] - 2 * nodes[1:-1] + nodes[2:]).reshape(-1, down * across)
    slope = (nodes[:, 1:] - nodes[:, :-1]).reshape(-1, down * across)
    middle = nodes[:, across // 2]
    bends = along.T @ along + below.T @ below
    form: Numbers = _SMOOTH**2 * bends + _FLAT**2 * slope.T @ slope + 1e4 * middle.T @ middle
    return form


def _spread(grid: Numbers, height: int, width: int) -> NDArray[np.float32]:
    """The grid's numbers for every pixel, without edges between its cells."""
    down, across = (_weights(count, of) for count, of in zip((height, width), grid.shape, strict=True))
    spread: NDArray[np.float32] = down @ grid.astype(np.float32) @ across.T
    return spread


def _weights(count: int, of: int) -> NDArray[np.float32]:
    """The part of each of `of` values in a cubic (Catmull-Rom) through them, at `count` places."""
    values = np.eye(of)
    padded = np.concatenate((2 * values[:1] - values[1:2], values, 2 * values[-1:] - values[-2:-1]))
    at = np.linspace(0, of - 1, count)
    left = np.clip(at.astype(np.intp), 0, of - 2)
    t = (at - left)[:, None]
    before, first, second, after = (padded[left + i] for i in range(4))
    start, end, bend = (second - before) / 2, (after - first) / 2, first - second
    return np.asarray((((2 * bend + start + end) * t - 3 * bend - 2 * start - end) * t + start) * t + first, np.float32)


def _centred(group: NDArray[np.intp], values: Numbers) -> Numbers:
    """`values` less the mean of each one's group."""
    centred: Numbers = values - _means(group, values)
    return centred


def _means(group: NDArray[np.intp], values: Numbers) -> Numbers:
    """The mean of each one's group, of each column by itself."""
    columns = values[0].size
    cells = (group[:, None] * columns + np.arange(columns)).ravel()
    sums = np.bincount(cells, values.ravel()).reshape(-1, *values.shape[1:])
    means: Numbers = (sums.T / np.bincount(group)).T[group]
    return means
