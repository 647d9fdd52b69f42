"""The sheet of paper in a photo: its four corners, found on a small copy, and its pixels laid flat.

An ordinary scan is told by its edges, which are as light as its middle, and costs next to nothing more. Else every
way to part paper from table proposes quadrilaterals; the best is the one along whose sides the light steps down from
paper to table, and its sides are then laid through those very steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.layout.greys import levels_of

Picture = NDArray[np.uint8]
Numbers = NDArray[np.float64]

_LOOKED_AT = 512
"""Long side of the small copy, in pixels."""
_EDGE, _DARKER = 0.02, 22
"""The strip along the picture's edges, as a share of its sides, and how much darker than paper makes it no paper."""
_SMALLEST = 0.22
"""Share of the picture that a sheet takes at least."""
_STEP = 7.0
"""Grey levels by which the light falls from the sheet to what it lies on."""
_HELD = 0.62
"""Share of the sheet's outline, out of the picture's own edges, along which it must fall."""
_ANGLES = (58.0, 122.0)
_A4 = 841.89, 595.28
_RATIO = math.sqrt(2)
_LIKE_A4, _LIKE_PAPER = 0.13, 0.2
"""How far, as a share, a sheet's shape may be from A4's to be it, and to be a whole sheet's of any paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Corners as fractions of the photo: upper left, upper right, lower right, lower left; and the paper's size in
    points, width before height, as it lies in the photo."""

    corners: tuple[tuple[float, float], ...]
    size: tuple[float, float]

    def flat(self, photo: Picture, width: int, height: int) -> Picture:
        """The sheet alone, (height, width) or (height, width, 3)."""
        stored = np.array(self.corners) * (photo.shape[1], photo.shape[0]) - 0.5
        wanted = np.array([(0, 0), (width, 0), (width, height), (0, height)]) - 0.5
        matrix = cv2.getPerspectiveTransform(stored.astype(np.float32), wanted.astype(np.float32))
        return np.asarray(
            cv2.warpPerspective(photo, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )

    def enlarged(self, photo: tuple[float, float]) -> float:
        """How much larger the sheet is than it looks in a photo of `photo` points: at most, on either axis."""
        corners = np.array(self.corners) * photo
        sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
        return max(self.size[0] / float(max(sides[0], sides[2])), self.size[1] / float(max(sides[1], sides[3])))


def may_hold_sheet(grey: Picture) -> bool:
    """Whether its greys alone leave it possible that a picture holds one."""
    return _has_margin(_smooth(_small(grey)))


def find_sheet(photo: Picture) -> Sheet | None:
    """The sheet in a colour picture (height, width, 3); None where the picture is the sheet."""
    small = _small(photo)
    light = _smooth(np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8))
    if not _has_margin(light):
        return None
    best, held = None, _HELD
    for corners in _proposals(small, light):
        share = _outline_held(light, corners)
        if share > held and _is_whole(light, corners):
            best, held = corners, share
    if best is None:
        return None
    corners = _refined(light, best)
    if _outline_held(light, corners) < held - 0.1 or not _is_sheet(corners, light.shape):
        corners = best
    height, width = light.shape
    placed = tuple((float((x + 0.5) / width), float((y + 0.5) / height)) for x, y in corners)
    return Sheet(placed, _paper(corners, (width, height)))


def _smooth(grey: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.2), np.uint8)


def _small(photo: Picture) -> Picture:
    scale = _LOOKED_AT / max(photo.shape[:2])
    size = max(32, round(photo.shape[1] * scale)), max(32, round(photo.shape[0] * scale))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)


def _has_margin(light: Picture) -> bool:
    """Whether something else than paper lies along one of the edges."""
    height, width = light.shape
    (paper,) = levels_of(light, 80)
    dy, dx = max(2, round(_EDGE * height)), max(2, round(_EDGE * width))
    strips = light[:dy], light[-dy:], light[:, :dx], light[:, -dx:]
    dark = [float(np.mean(s < paper - _DARKER)) for s in strips]
    return max(dark) > 0.5 or sum(dark) > 0.9


def _proposals(small: Picture, light: Picture) -> Iterator[Numbers]:
    """Quadrilaterals that may be the sheet."""
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
    plain = np.asarray(255 - hsv[:, :, 1], np.uint8)
    darkest = np.asarray(small.min(axis=2), np.uint8)
    for channel in (light, darkest, plain):
        smooth = cv2.medianBlur(channel, 7)
        otsu, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        for level in (otsu, otsu - 25, otsu + 25):
            mask = (smooth > level).astype(np.uint8)
            closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
            yield from _quadrilaterals(np.asarray(closed, np.uint8))
    smooth = cv2.medianBlur(light, 5)
    for low in (15, 35, 70):
        edges = cv2.dilate(cv2.Canny(smooth, low, 2.5 * low), np.ones((3, 3), np.uint8))
        yield from _quadrilaterals(_enclosed(np.asarray(edges, np.uint8)))


def _enclosed(edges: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The largest part of the picture that edges do not cross."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((edges == 0).astype(np.uint8), connectivity=4)
    biggest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])) if count > 1 else 0
    return np.asarray(labels == biggest, np.uint8)


def _quadrilaterals(mask: NDArray[np.uint8]) -> Iterator[Numbers]:
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:2]:
        if cv2.contourArea(contour) < _SMALLEST * mask.size:
            return
        corners = _four_corners(np.asarray(cv2.convexHull(contour), np.int32))
        if corners is not None and _is_sheet(corners, mask.shape):
            yield corners


def _four_corners(hull: NDArray[np.int32]) -> Numbers | None:
    """The hull as four corners, in the order of `Sheet.corners`."""
    around = cv2.arcLength(hull, True)
    for tolerance in np.arange(0.01, 0.09, 0.005):
        found = cv2.approxPolyDP(hull, tolerance * around, True)[:, 0]
        if len(found) == 4:
            return _ordered(found.astype(np.float64))
        if len(found) < 4:
            break
    return None


def _ordered(corners: Numbers) -> Numbers:
    middle = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    return np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0)


def _is_sheet(corners: Numbers, shape: tuple[int, ...]) -> bool:
    """Convex, large, its corners not far from square."""
    area = cv2.contourArea(corners.astype(np.float32))
    if not cv2.isContourConvex(corners.astype(np.float32).reshape(-1, 1, 2)) or area < _SMALLEST * shape[0] * shape[1]:
        return False
    sides = np.roll(corners, -1, axis=0) - corners
    angles = np.degrees(np.arctan2(sides[:, 1], sides[:, 0]))
    inner = 180 - (np.roll(angles, -1) - angles) % 360
    lengths = np.linalg.norm(sides, axis=1)
    return bool(np.all((inner > _ANGLES[0]) & (inner < _ANGLES[1])) and lengths.max() < 2.2 * lengths.min())


def _is_whole(light: Picture, corners: Numbers) -> bool:
    """Whether it is shaped as paper is, or goes on beyond the picture: else a fold was taken for an edge."""
    ratio = _ratio(corners, (light.shape[1], light.shape[0]))
    if abs(math.log(max(ratio, 1 / ratio) / _RATIO)) < _LIKE_PAPER:
        return True
    sides = zip(corners, np.roll(corners, -1, axis=0), strict=True)
    return any(_on_edge(_along(start, end, 60)[0], light.shape) for start, end in sides)


def _outline_held(light: Picture, corners: Numbers) -> float:
    """Share of the outline along which it is lighter inside than outside; sides on the picture's edge are left out,
    but two at least must count."""
    held, counted, sides = 0.0, 0.0, 0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points, normal = _along(start, end, 60)
        if _on_edge(points, light.shape):
            continue
        inside, outside = _levels(light, points, normal, 4.0), _levels(light, points, normal, -4.0)
        length = float(np.linalg.norm(end - start))
        share = float(np.mean(inside - outside > _STEP))
        held, counted, sides = held + share * length, counted + length, sides + (share > 0.4)
    return held / counted if sides >= 2 else 0.0


def _along(start: Numbers, end: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Points along a side, away from its corners, and the direction into the sheet."""
    steps = np.linspace(0.05, 0.95, count)[:, None]
    side = (end - start) / np.linalg.norm(end - start)
    return start + (end - start) * steps, np.array([-side[1], side[0]])


def _on_edge(points: Numbers, shape: tuple[int, ...]) -> bool:
    x, y = points[:, 0], points[:, 1]
    margin = np.minimum.reduce([x, y, shape[1] - 1 - x, shape[0] - 1 - y])
    return bool(np.median(margin) < 5)


def _levels(light: Picture, points: Numbers, normal: Numbers, inwards: float) -> Numbers:
    x, y = np.rint(points + normal * inwards).astype(int).T
    level: Numbers = light[np.clip(y, 0, light.shape[0] - 1), np.clip(x, 0, light.shape[1] - 1)].astype(np.float64)
    return level


def _refined(light: Picture, corners: Numbers) -> Numbers:
    """The corners where lines through the steepest falls of light along each side meet."""
    lines = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points, normal = _along(start, end, 80)
        steps = np.zeros(len(points))
        if not _on_edge(points, light.shape):
            offsets = np.arange(-7.0, 7.5, 0.5)
            levels = np.array([_sampled(light, points + normal * o) for o in offsets])
            falls = levels[2:] - levels[:-2]
            steps = offsets[1:-1][np.argmax(falls, axis=0)]
            kept = falls.max(axis=0) > _STEP / 2
            points, steps = (points[kept], steps[kept]) if kept.sum() >= 20 else (points, 0 * steps)
        placed = (points + normal * steps[:, None]).astype(np.float32)
        lines.append(cv2.fitLine(placed, cv2.DIST_HUBER, 0, 0.01, 0.01)[:, 0].astype(np.float64))
    return np.array([_meeting(lines[i - 1], lines[i]) for i in range(4)])


def _sampled(light: Picture, points: Numbers) -> Numbers:
    x, y = points.astype(np.float32).T
    level: Numbers = cv2.remap(light, x[None], y[None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0].astype(
        np.float64
    )
    return level


def _meeting(first: Numbers, second: Numbers) -> Numbers:
    """Where two lines (direction, point) cross; NaN where they do not."""
    directions = np.column_stack((first[:2], -second[:2]))
    if abs(np.linalg.det(directions)) < 1e-6:
        return np.full(2, np.nan)
    along = np.linalg.solve(directions, second[2:] - first[2:])
    crossing: Numbers = first[2:] + first[:2] * along[0]
    return crossing


def _paper(corners: Numbers, photo: tuple[int, int]) -> tuple[float, float]:
    """Width and height in points: A4 for whatever may be, else a sheet as long as A4."""
    ratio = _ratio(corners, photo)
    if abs(ratio / _RATIO - 1) < _LIKE_A4:
        return _A4[1], _A4[0]
    if abs(ratio * _RATIO - 1) < _LIKE_A4:
        return _A4
    return (_A4[0] / ratio, _A4[0]) if ratio > 1 else (_A4[0], _A4[0] * ratio)


def _ratio(corners: Numbers, photo: tuple[int, int]) -> float:
    """Height over width of the sheet. Its sides, foreshortened, are measured through the camera of a telephone
    (Zhang and He, "Whiteboard scanning and image enhancement", 2007), whose focal length is about the photo's height.
    """
    focal = 0.95 * max(photo)
    m1, m2, m4, m3 = np.column_stack(((corners - np.array(photo) / 2) / focal, np.ones(4)))
    k2 = np.dot(np.cross(m1, m4), m3) / np.dot(np.cross(m2, m4), m3)
    k3 = np.dot(np.cross(m1, m4), m2) / np.dot(np.cross(m3, m4), m2)
    across, down = k2 * m2 - m1, k3 * m3 - m1
    return float(np.linalg.norm(down) / np.linalg.norm(across))
