"""Rubber stamps: frames and rings, often turned, with small print inside. Erased; pen strokes across them stay."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.marks.pictures import Mask

_LEAST, _MOST = 2.0, 22.0
"""Sides of a stamp, in heights of print."""
_SEEN = 0.72
"""Share of a frame, of a ring, that must be inked."""
_SIDE_SEEN = 0.5
"""Share of each side of a frame that must be."""
_PIECES, _LARGEST = 4, 6
"""A frame is in no more pieces, which are among that many largest ones."""
_RING_BAND, _FRAME_BAND = 7, 11
"""Width, in pixels, of what is erased along a ring, and along a frame, whose place is less sure."""
_PRINT = 1.6
_CENTRES = 6
_NUDGES = np.array([(dx, dy) for dx in range(-24, 25, 8) for dy in range(-24, 25, 8)], float)
"""Hough's centres are this uncertain, in pixels."""
_NUDGED = 32
"""Pixels by which a centre may have been moved out of the picture, at most."""
_FINER = np.array([(dx, dy) for dx in (-4, 0, 4) for dy in (-4, 0, 4)], float)
_STEPS = np.linspace(0.1, 0.9, 60)[:, None]
_DIRECTIONS = np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 72, endpoint=False)])


def without_rings(ink: Mask, height: float) -> Mask:
    """`ink` without round stamps; `height` is that of print on the page, in pixels."""
    return _without(ink, _rings(ink, _near(ink), height), height, _RING_BAND)


def without_frames(ink: Mask, ruled: Mask, height: float) -> Mask:
    """`ink`, whose rules are gone already, without square-cornered stamps; `ruled` is the same with its rules, which
    level sides of a stamp may have gone with."""
    return _without(ink, _frames(ink, _near(ruled), height), height, _FRAME_BAND)


def _near(ink: Mask) -> NDArray[np.bool_]:
    return np.asarray(cv2.dilate(ink, np.ones((5, 5), np.uint8)) > 0)


def _without(ink: Mask, shapes: list[NDArray[np.int32]], height: float, band: int) -> Mask:
    if not shapes:
        return ink
    left, inside = ink.copy(), np.zeros_like(ink)
    for shape in shapes:
        cv2.polylines(left, [shape], True, 0, band)
        cv2.polylines(inside, [shape], True, 255, 2 * band)
        cv2.fillPoly(inside, [shape], 255)
    return _without_small_print(left, inside, height)


def _frames(ink: Mask, near: NDArray[np.bool_], height: float) -> list[NDArray[np.int32]]:
    """Rectangles, at any angle, whose four sides are inked; in pieces where print or rules across them are gone."""
    found = []
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    contours, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = sorted(contours, key=lambda c: -cv2.arcLength(c, True))[:_LARGEST]
    pieced = [np.vstack(some) for count in range(2, _PIECES + 1) for some in combinations(largest, count)]
    for contour in (*contours, *pieced):
        rect = cv2.minAreaRect(contour)
        if _LEAST * height <= min(rect[1]) and 3 * height <= max(rect[1]) <= 2 * _MOST * height:
            corners = np.asarray(cv2.boxPoints(rect), np.float32)
            if _is_inked_round(near, corners):
                found.append(np.round(corners).astype(np.int32))
    return found


def _is_inked_round(near: NDArray[np.bool_], corners: NDArray[np.float32]) -> bool:
    """Whether the four sides between `corners` are inked; rounded corners leave the ends of the sides bare."""
    inked = 0.0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        share = _along(near, start, end)
        if share < _SIDE_SEEN:
            return False
        inked += share
    return inked / 4 >= _SEEN


def _rings(ink: Mask, near: NDArray[np.bool_], height: float) -> list[NDArray[np.int32]]:
    """Circles that are inked nearly all round: centres by Hough, then every radius around each."""
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    low, high = round(1.2 * height), round(0.5 * _MOST * height)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (0, 0), 1), cv2.HOUGH_GRADIENT, dp=1.5, minDist=height, param1=120, param2=45,
        minRadius=low // 2, maxRadius=high // 2,
    )  # fmt: skip
    if circles is None:
        return []
    radii = np.arange(low, high, 3)
    shares_of = _ring_shares(near, radii)
    found: list[NDArray[np.int32]] = []
    for cx, cy, _ in 2 * circles.reshape(-1, 3)[:_CENTRES]:
        centre, _ = _best_centre(shares_of, _NUDGES + np.array([cx, cy]))
        centre, inked = _best_centre(shares_of, _FINER + centre)
        found += [np.round(_ring(centre, r)).astype(np.int32) for r in radii[inked >= _SEEN]]
    return found


def _ring_shares(
    near: NDArray[np.bool_], radii: NDArray[np.int_]
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Tells, of each of some centres, the share that is inked of the ring of each of `radii` round it."""
    beyond = int(radii.max()) + _NUDGED
    padded = np.pad(near, beyond).view(np.uint8)
    ring = np.round(radii[:, None, None] * _DIRECTIONS).astype(np.int64)
    steps = ring[..., 1] * padded.shape[1] + ring[..., 0]

    def shares_of(centres: NDArray[np.float64]) -> NDArray[np.float64]:
        at = np.round(centres).astype(np.int64) + beyond
        inked = padded.ravel().take((at[:, 1] * padded.shape[1] + at[:, 0])[:, None, None] + steps)
        return np.asarray(inked.sum(axis=2, dtype=np.uint8) / len(_DIRECTIONS))

    return shares_of


def _best_centre(
    shares_of: Callable[[NDArray[np.float64]], NDArray[np.float64]], places: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of `places`, the centre of the ring that is inked most, and the share inked of each of its rings."""
    inked = shares_of(places)
    best = int(inked.max(axis=1).argmax())
    return places[best], inked[best]


def _ring(centre: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    return np.asarray(centre + radius * _DIRECTIONS, np.float64)


def _along(near: NDArray[np.bool_], start: NDArray[np.float32], end: NDArray[np.float32]) -> float:
    """Share of the middle four fifths of the line from `start` to `end` that is inked."""
    points = start * (1 - _STEPS) + end * _STEPS
    return _on(near, points[:, 0], points[:, 1])


def _on(near: NDArray[np.bool_], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    rows, columns = near.shape
    inside = (x >= 0) & (y >= 0) & (x < columns) & (y < rows)
    return float(near[y[inside].astype(int), x[inside].astype(int)].sum() / len(x))


def _without_small_print(ink: Mask, inside: Mask, height: float) -> Mask:
    """Without the parts inside a stamp that are no higher than print, and what is left of its frame."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y = np.round(centres[1:]).astype(int).T
    small = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1, initial=0) <= _PRINT * height
    kept = ink.copy()
    for part in (np.flatnonzero(small & (inside[y, x] > 0)) + 1).tolist():
        left, top, wide, high, _ = stats[part].tolist()
        place = slice(top, top + high), slice(left, left + wide)
        kept[place][labels[place] == part] = 0
    return kept
