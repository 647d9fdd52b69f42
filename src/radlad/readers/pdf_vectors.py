"""What a PDF page draws beside text: ruled lines, frames, small closed outlines and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from radlad.domain.document import Box

_THIN = 2.5
_LINE_LENGTH = 8.0
_OUTLINE_SIDE = (4.5, 26.0)
_OUTLINE_RATIO = (0.6, 1.67)
_MAX_SEGMENTS, _MAX_PATHS, _MAX_DEPTH = 600, 30_000, 6
_COVERING = 0.6
"""Share of the page from which a picture hides what was printed before it."""
_LIGHT = 245
_BIG_PICTURE = 0.05

Matrix = NDArray[np.float64]


@dataclass(slots=True)
class Drawing:
    """All boxes in fractions of the page as stored."""

    rules: list[Box] = field(default_factory=list)
    """Ruled lines, and frames of cells and blocks."""
    outlines: list[Box] = field(default_factory=list)
    """Closed shapes of a tick box's size: squares, circles, small pictures."""
    pictures: list[Box] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    """Addresses of the text objects that are not seen: invisible, or under a picture that covers the page."""
    curves: int = 0
    """Paths that are neither lines nor frames: letters turned to outlines, logos."""

    @property
    def picture_share(self) -> float:
        """Share of the page that its largest picture covers."""
        return max((p.width * p.height for p in self.pictures), default=0.0)


def drawing_of(page: pdfium.PdfPage, fractions: Matrix) -> Drawing:
    """Looks through the page's objects, forms (XObjects) included; very long lists are cut short."""
    found = Drawing()
    texts: set[int] = set()
    to_points = np.diag(page.get_size()) @ fractions
    for number, (handle, matrix) in enumerate(_objects(page.raw, np.eye(3)[:2], 0)):
        if number > _MAX_PATHS:
            break
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(handle, ctypes.c_void_p).value or 0
            texts.add(address)
            if raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                found.hidden.add(address)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(found, handle, _times(to_points, matrix), page.get_size())
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _picture_box(handle, _times(to_points, matrix), page.get_size())
            found.pictures.append(box)
            if box.width * box.height > _COVERING:
                found.hidden |= texts
    _add_small_pictures(found, page.get_size())
    return found


def _objects(parent: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every object that draws, with the matrix from its parent's space to the page's."""
    inside = depth > 0
    count = (raw.FPDFFormObj_CountObjects if inside else raw.FPDFPage_CountObjects)(parent)
    get = raw.FPDFFormObj_GetObject if inside else raw.FPDFPage_GetObject
    for index in range(count):
        handle = get(parent, index)
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_FORM:
            if depth < _MAX_DEPTH:
                yield from _objects(handle, _times(matrix, _own_matrix(handle)), depth + 1)
        else:
            yield handle, matrix


def _own_matrix(handle: Any) -> Matrix:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, m):
        return np.eye(3)[:2]
    return np.array([[m.a, m.c, m.e], [m.b, m.d, m.f]])


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    return np.column_stack((outer[:, :2] @ inner[:, :2], outer[:, :2] @ inner[:, 2] + outer[:, 2]))


def _add_path(found: Drawing, handle: Any, matrix: Matrix, size: tuple[float, float]) -> None:
    if _is_tiny(handle, matrix):
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    count = raw.FPDFPath_CountSegments(handle)
    if count < 2 or not (fill.value or stroke.value):
        return
    if count > _MAX_SEGMENTS:
        found.curves += 1
        return
    whole = _times(matrix, _own_matrix(handle))
    for points, closed in _subpaths(handle, count):
        placed = points @ whole[:, :2].T + whole[:, 2]
        (x0, y0), (x1, y1) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
        width, height = x1 - x0, y1 - y0
        box = Box(x0 / size[0], y0 / size[1], x1 / size[0], y1 / size[1])
        if min(width, height) <= _THIN:
            if max(width, height) >= _LINE_LENGTH:
                found.rules.append(box)
        elif _is_outline(width, height, closed) and (stroke.value or not _is_dark_or_white(handle)):
            found.outlines.append(box)
        elif closed and len(placed) <= 6 and min(width, height) > _LINE_LENGTH:
            if stroke.value or not _is_dark_or_white(handle):
                found.rules.append(box)
        else:
            found.curves += 1


def _is_tiny(handle: Any, matrix: Matrix) -> bool:
    """Whether a path is smaller than anything looked for: one dot of a dotted line, among thousands."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return True
    scale = max(abs(float(v)) for v in matrix[:, :2].flat)
    return max(right.value - left.value, top.value - bottom.value) * scale < _OUTLINE_SIDE[0]


def _subpaths(handle: Any, count: int) -> Iterator[tuple[NDArray[np.float64], bool]]:
    """Each run of segments between moves: its points (control points included) and whether it closes."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    closed = False
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield _finished(points, closed)
            points, closed = [], False
        points.append((x.value, y.value))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points:
        yield _finished(points, closed)


def _finished(points: list[tuple[float, float]], closed: bool) -> tuple[NDArray[np.float64], bool]:
    array = np.array(points)
    span = float(np.ptp(array, axis=0).max()) or 1.0
    meets = len(points) > 3 and bool(np.abs(array[0] - array[-1]).max() < 0.06 * span)
    return array, closed or meets


def _is_outline(width: float, height: float, closed: bool) -> bool:
    low, high = _OUTLINE_SIDE
    ratio = width / height
    return closed and low <= width <= high and low <= height <= high and _OUTLINE_RATIO[0] <= ratio <= _OUTLINE_RATIO[1]


def _is_dark_or_white(handle: Any) -> bool:
    """Whether a shape without a border is a bullet or part of the paper, rather than a shaded box or cell."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return True
    level = (red.value + green.value + blue.value) / 3
    return level > _LIGHT or level < 120 or alpha.value < 10


def _picture_box(handle: Any, matrix: Matrix, size: tuple[float, float]) -> Box:
    """A picture fills the unit square of its own space."""
    whole = _times(matrix, _own_matrix(handle))
    corners = np.array([(0, 0), (1, 0), (0, 1), (1, 1)]) @ whole[:, :2].T + whole[:, 2]
    low, high = corners.min(axis=0) / size, corners.max(axis=0) / size
    low, high = np.clip(low, 0, 1), np.clip(high, 0, 1)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _add_small_pictures(found: Drawing, size: tuple[float, float]) -> None:
    for picture in found.pictures:
        width, height = picture.width * size[0], picture.height * size[1]
        if height > 0 and _is_outline(width, height, closed=True):
            found.outlines.append(picture)
