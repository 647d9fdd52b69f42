"""What a PDF page draws beside text: ruled lines, frames, small closed outlines and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from radlad.domain.document import Box
from radlad.readers.pdfium_calls import objects_of, unchecked

_bounds_of, _mode, _matrix, _render_mode = map(
    unchecked,
    (raw.FPDFPageObj_GetBounds, raw.FPDFPath_GetDrawMode, raw.FPDFPageObj_GetMatrix,
     raw.FPDFTextObj_GetTextRenderMode),
)  # fmt: skip
_count, _segment, _point, _segment_kind, _closes = map(
    unchecked,
    (raw.FPDFPath_CountSegments, raw.FPDFPath_GetPathSegment, raw.FPDFPathSegment_GetPoint,
     raw.FPDFPathSegment_GetType, raw.FPDFPathSegment_GetClose),
)  # fmt: skip
_SIDES = (ctypes.c_float * 4)()
"""Where PDFium, which is not for several threads, writes the left, bottom, right and top side of an object."""
_SIDES_AT = tuple(ctypes.byref(_SIDES, i * ctypes.sizeof(ctypes.c_float)) for i in range(4))
_MODE = (ctypes.c_int * 2)()
"""Where it writes whether a path is filled and whether it is stroked."""
_MODE_AT = tuple(ctypes.byref(_MODE, i * ctypes.sizeof(ctypes.c_int)) for i in range(2))
_THIN = 2.5
_LINE_LENGTH = 8.0
_DASHES, _OF_DASH = 40, 5
"""Segments of a dashed line, at least, and of each of its dashes."""
_SQUARE = 6
"""Points of a rectangle at most."""
_ROUNDED, _CORNER = 120, (10.0, 0.35)
"""Points of a frame with rounded corners at most, and how far one of them reaches: in points of the page, and as a
share of the shorter side."""
_BUTTON = 80.0
"""Width of a frame with rounded corners at least, in points: smaller ones are buttons."""
_RING = 2
"""A border drawn as a filled shape has an outer side and an inner one."""
_OUTLINE_SIDE = (4.5, 26.0)
_OUTLINE_RATIO = (0.6, 1.67)
_MAX_SEGMENTS, _MAX_PATHS, _MAX_DEPTH = 600, 30_000, 6
_COVERING = 0.6
"""Share of the page from which a picture hides what was printed before it."""
_LIGHT = 245
_GRID = 200, 280
"""Cells across and down the page, by which dots are counted together."""
_WHOLE = Box(0, 0, 1, 1)

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of ISO 32000-2, 8.3.4: x′ = ax + cy + e, y′ = bx + dy + f."""
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
Point = tuple[float, float]


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
    drawn: list[Box] = field(default_factory=list)
    """All that is neither print nor a rule nor an outline: pictures, curves, slanting strokes, dots; dots as the cells
    of a grid that they stand in."""
    curves: int = 0
    """Paths that are neither lines nor frames: letters turned to outlines, logos."""

    @property
    def picture_share(self) -> float:
        """Share of the page that its largest picture covers."""
        return max((p.width * p.height for p in self.pictures), default=0.0)


def drawing_of(objects: Iterable[tuple[Any, int]], size: Point, fractions: NDArray[np.float64]) -> Drawing:
    """Looks through the objects of a page of `size` points, forms (XObjects) included; very long lists are cut short.

    `fractions` maps user space to fractions of the page (`PdfFile.fractions`).
    """
    found = Drawing()
    texts: list[Any] = []
    (a, c, e), (b, d, f) = fractions.tolist()
    to_points = a * size[0], b * size[1], c * size[0], d * size[1], e * size[0], f * size[1]
    for number, (handle, kind, matrix) in enumerate(_shown(objects, to_points, 0)):
        if number > _MAX_PATHS:
            found.drawn.append(_WHOLE)
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(handle)
            if _render_mode(handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                found.hidden.add(_address(handle))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(found, handle, matrix, size)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _picture_box(handle, matrix, size)
            found.pictures.append(box)
            if box.width * box.height > _COVERING:
                found.hidden.update(map(_address, texts))
        else:
            found.drawn.append(_WHOLE)
    _add_small_pictures(found, size)
    found.drawn = list(dict.fromkeys((*found.drawn, *found.pictures)))
    return found


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _shown(objects: Iterable[tuple[Any, int]], matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Every object that draws, with its kind and the matrix from its parent's space to the page's points; forms are
    looked into."""
    for handle, kind in objects:
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = objects_of(handle, in_page=False)
            yield from _shown(inner, _times(matrix, _own_matrix(handle)), depth + 1)
        else:
            yield handle, kind, matrix


def _own_matrix(handle: Any) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if _matrix(handle, ctypes.byref(m)) else _SAME


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    """`inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    x, y = _at(outer, e, f)
    return (
        outer[0] * a + outer[2] * b, outer[1] * a + outer[3] * b,
        outer[0] * c + outer[2] * d, outer[1] * c + outer[3] * d, x, y,
    )  # fmt: skip


def _at(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _around(points: Iterable[Point], size: Point) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs) / size[0], min(ys) / size[1], max(xs) / size[0], max(ys) / size[1])


def _add_path(found: Drawing, handle: Any, matrix: Matrix, size: Point) -> None:
    bounds = _bounds(handle, matrix, size)
    if max(bounds.width * size[0], bounds.height * size[1]) < _OUTLINE_SIDE[0]:
        found.drawn.append(_cell(bounds))
        return
    _mode(handle, *_MODE_AT)
    fill, stroke = _MODE
    count = _count(handle)
    if count < 2 or not (fill or stroke):
        return
    if _is_dashed(bounds.width * size[0], bounds.height * size[1], count):
        found.rules.append(bounds)
        return
    if count > _MAX_SEGMENTS:
        found.curves += 1
        found.drawn.append(bounds)
        return
    paths = list(_subpaths(handle, count, _times(matrix, _own_matrix(handle))))
    for points, closed in paths:
        box = _around(points, size)
        width, height = box.width * size[0], box.height * size[1]
        if min(width, height) <= _THIN:
            if max(width, height) >= _LINE_LENGTH:
                found.rules.append(box)
            else:
                found.drawn.append(box)
        elif _is_outline(width, height, closed) and (stroke or not _is_dark_or_white(handle)):
            found.outlines.append(box)
        elif closed and min(width, height) > _LINE_LENGTH and (len(points) <= _SQUARE or _is_rounded(points, width)):
            ring = len(points) > _SQUARE and len(paths) == _RING
            if stroke or ring or not _is_dark_or_white(handle):
                found.rules.append(box)
        else:
            found.curves += 1
            found.drawn.append(box)


def _is_rounded(points: Sequence[Point], width: float) -> bool:
    """Whether a shape `width` wide is a frame with rounded corners, no button: all its points, those that bend its
    curves too, are near one of them, where an ellipse has none."""
    if len(points) > _ROUNDED or width <= _BUTTON:
        return False
    xs, ys = zip(*points, strict=True)
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    corner = min(_CORNER[0], _CORNER[1] * min(x1 - x0, y1 - y0))
    return all(min(x - x0, x1 - x) <= corner and min(y - y0, y1 - y) <= corner for x, y in points)


def _is_dashed(width: float, height: float, segments: int) -> bool:
    """Whether a path is many dashes or dots in a row, as browsers draw dashed borders: one line."""
    return (
        min(width, height) <= _THIN and segments >= _DASHES and max(width, height) * _OF_DASH < _LINE_LENGTH * segments
    )


def _bounds(handle: Any, matrix: Matrix, size: Point) -> Box:
    if not _bounds_of(handle, *_SIDES_AT):
        return Box(0, 0, 0, 0)
    left, bottom, right, top = _SIDES
    a, b, c, d, e, f = matrix
    x0, x1, x2, x3 = a * left, a * right, c * bottom, c * top
    y0, y1, y2, y3 = b * left, b * right, d * bottom, d * top
    return Box(
        (min(x0, x1) + min(x2, x3) + e) / size[0], (min(y0, y1) + min(y2, y3) + f) / size[1],
        (max(x0, x1) + max(x2, x3) + e) / size[0], (max(y0, y1) + max(y2, y3) + f) / size[1],
    )  # fmt: skip


def _cell(box: Box) -> Box:
    across, down = _GRID
    column, row = int(box.cx * across), int(box.cy * down)
    return Box(column / across, row / down, (column + 1) / across, (row + 1) / down)


def _subpaths(handle: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """Each run of segments between moves: its points (control points included) and whether it closes."""
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    points: list[Point] = []
    closed = False
    for i in range(count):
        segment = _segment(handle, i)
        _point(segment, x_at, y_at)
        if points and _segment_kind(segment) == raw.FPDF_SEGMENT_MOVETO:
            yield points, closed or _meets(points)
            points, closed = [], False
        points.append(_at(matrix, x.value, y.value))
        closed = closed or bool(_closes(segment))
    if points:
        yield points, closed or _meets(points)


def _meets(points: list[Point]) -> bool:
    """Whether the last point of a shape is at its first, near enough."""
    xs, ys = zip(*points, strict=True)
    span = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    gap = max(abs(xs[0] - xs[-1]), abs(ys[0] - ys[-1]))
    return len(points) > 3 and gap < 0.06 * span


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


def _picture_box(handle: Any, matrix: Matrix, size: Point) -> Box:
    """A picture fills the unit square of its own space."""
    whole = _times(matrix, _own_matrix(handle))
    box = _around((_at(whole, x, y) for x in (0, 1) for y in (0, 1)), size)
    x0, y0, x1, y1 = (min(1.0, max(0.0, v)) for v in (box.x0, box.y0, box.x1, box.y1))
    return Box(x0, y0, x1, y1)


def _add_small_pictures(found: Drawing, size: Point) -> None:
    for picture in found.pictures:
        width, height = picture.width * size[0], picture.height * size[1]
        if height > 0 and _is_outline(width, height, closed=True):
            found.outlines.append(picture)
