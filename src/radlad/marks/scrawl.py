"""Pen strokes in a zone, once print, ruled lines and stamps are taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from radlad.domain.document import Box, Word
from radlad.marks.pictures import Grey, Mask, ink_of, lines_of, pixels_of, text_height
from radlad.marks.stamps import without_frames, without_rings

_PRINT_HEIGHT = 1.55
"""Words higher than this many heights of print may be the pen's, whatever OCR made of them."""
_SURE, _SHORT_SURE = 0.6, 0.93
_LINE = 5.5
"""Straight strokes longer than this many heights of print are rules, or the sides of a stamp: no hand draws them."""
_RULE = 7
"""Width, in pixels, of what is taken away along a known rule."""
_NOTHING = 100
"""With less ink than this, in pixels, a zone is empty whatever it is made of."""
_SMALL = 0.3
_THIN = 0.2
"""Heights of print: what is no wider is what is left of a dotted frame, or of the edge of a band."""
_AROUND = 0.06
"""How far beyond the zone, in fractions of the page, stamps and rules are looked for."""


@dataclass(frozen=True, slots=True)
class Scrawl:
    """What is left in a zone. Sizes in pixels of a page 2,339 pixels high (A4 at 200 dpi)."""

    ink: int
    tallest: float
    widest: float
    box: Box | None
    """Around the largest part, in fractions of the page; None without ink."""


NO_SCRAWL = Scrawl(0, 0, 0, None)


def looked_at(zone: Box) -> Box:
    """What is looked at of the page to tell the strokes in `zone`."""
    return zone.grown(_AROUND, _AROUND)


def scrawl_in(
    grey: Grey, zone: Box, words: Sequence[Word], rules: Sequence[Box] = (), slope: float = 0.0,
    depth: float | None = None,
) -> Scrawl:  # fmt: skip
    """Looks for strokes in `zone` of the grey page; `words` are all that was read on the page, `rules` the lines and
    frames known to be drawn on it, `slope` that of the lines of print (`radlad.layout.skew`), `depth` that of its ink
    (`ink_of`).

    A stamp across the zone's edge is known as one only when it is seen whole, one across a rule beside the zone only
    without it: what either look takes for a stamp is none of the pen's. Where a file draws nothing around the zone the
    wider look, which has room for a stamp's outline, is enough.
    """
    height = text_height(words, grey.shape, slope)
    room = looked_at(zone)
    page = _without_print(ink_of(grey, room, depth=depth), [w for w in words if w.box.meets(room)], height, abs(slope))
    ruled = _drawn([r for r in rules if r.meets(room)], slope, grey.shape)
    x0, y0, x1, y1 = pixels_of(zone, grey.shape)
    near = page[y0:y1, x0:x1], ruled[y0:y1, x0:x1]
    left = np.count_nonzero(_without_rules(*near, height)) if x1 > x0 and y1 > y0 else 0
    if left * (2339 / max(grey.shape)) ** 2 < _NOTHING:
        return NO_SCRAWL
    if depth is not None and _is_clear_around(page, ruled, zone):
        return _look(page, ruled, zone, height, _AROUND)
    close = _look(page, ruled, zone, height, 0.0)
    if close.ink < _NOTHING:
        return close
    return min(close, _look(page, ruled, zone, height, _AROUND), key=lambda s: s.ink)


def _is_clear_around(page: Mask, ruled: Mask, zone: Box) -> bool:
    """Whether nothing stands near the zone that could go on in it."""
    x0, y0, x1, y1 = pixels_of(looked_at(zone), page.shape)
    ink = cv2.subtract(page[y0:y1, x0:x1], ruled[y0:y1, x0:x1])
    left, top, right, bottom = pixels_of(zone, page.shape)
    ink[top - y0 : bottom - y0, left - x0 : right - x0] = 0
    return bool(np.count_nonzero(ink) * (2339 / max(page.shape)) ** 2 < _NOTHING)


def _drawn(rules: Sequence[Box], slope: float, shape: tuple[int, ...]) -> Mask:
    """Where `rules` are, whose boxes are told as if the page were straight."""
    rows, columns = shape[:2]
    drawn = np.zeros((rows, columns), np.uint8)
    for rule in rules:
        middle = np.array([rule.cx * columns, rule.cy * rows])
        across, down = rule.width * columns / 2 * np.array([1, slope]), rule.height * rows / 2 * np.array([-slope, 1])
        corners = [middle - across - down, middle + across - down, middle + across + down, middle - across + down]
        cv2.polylines(drawn, [np.round(corners).astype(np.int32)], True, 255, _RULE)
    return drawn


def _without_print(ink: Mask, words: Sequence[Word], height: float, slope: float) -> Mask:
    for word in words:
        if _is_print(word, height, slope, ink.shape):
            a, b, c, d = pixels_of(word.box, ink.shape)
            ink[max(0, b - 2) : d + 2, max(0, a - 2) : c + 2] = 0
    return ink


def _look(page: Mask, ruled: Mask, zone: Box, height: float, around: float) -> Scrawl:
    """The strokes in `zone` of the page's ink, stamps and rules looked for `around` it too; `ruled`: known rules."""
    scale = 2339 / max(page.shape)
    x0, y0, x1, y1 = pixels_of(zone.grown(around, around), page.shape)
    # rings while they are whole, frames once the cells they lie across are gone
    whole = without_rings(page[y0:y1, x0:x1].copy(), height)
    ink = without_frames(_without_rules(whole, ruled[y0:y1, x0:x1], height), whole, height)
    left, top, right, bottom = pixels_of(zone, page.shape)
    if np.count_nonzero(ink[top - y0 : bottom - y0, left - x0 : right - x0]) * scale**2 < _NOTHING:
        return NO_SCRAWL
    ink = _without_sloping_lines(ink, height)
    return _measured(ink[top - y0 : bottom - y0, left - x0 : right - x0], height, scale, (left, top), page.shape)


def _is_print(word: Word, height: float, slope: float, shape: tuple[int, ...]) -> bool:
    high = word.box.height * shape[0] - slope * word.box.width * shape[1]
    if high > _PRINT_HEIGHT * height and word.confidence < 1.0:
        return False
    return word.confidence >= (_SURE if len(word.text) >= 4 else _SHORT_SURE)


def _without_rules(ink: Mask, ruled: Mask, height: float) -> Mask:
    """Without long level and upright lines: rules, cells, dotted lines; and without those of `ruled`."""
    long = max(60, round(_LINE * height))
    lines = cv2.bitwise_or(lines_of(ink, long, level=True), lines_of(ink, long, level=False))
    return np.asarray(cv2.subtract(ink, cv2.bitwise_or(cv2.dilate(lines, np.ones((5, 3), np.uint8)), ruled)), np.uint8)


def _without_sloping_lines(ink: Mask, height: float) -> Mask:
    """Without straight strokes longer than a hand draws: rules of a skewed page, sides of a turned stamp."""
    long = max(60, round(_LINE * height))
    lines = cv2.HoughLinesP(ink, 1, np.pi / 360, threshold=int(0.7 * long), minLineLength=long, maxLineGap=4)
    left = ink.copy()
    for ax, ay, bx, by in lines.reshape(-1, 4)[:200] if lines is not None else ():
        cv2.line(left, (int(ax), int(ay)), (int(bx), int(by)), 0, 5)
    return left


def _measured(ink: Mask, height: float, scale: float, origin: tuple[int, int], shape: tuple[int, ...]) -> Scrawl:
    """Strokes within a few pixels of one another are one part; parts of the size of a speck or dot do not count, nor
    bars."""
    joined = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    total, tallest, widest = 0, 0.0, 0.0
    best: tuple[int, int, int, int] | None = None
    for i in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[i])
        if max(w, h) - 4 < _SMALL * height or min(w, h) - 4 < _THIN * height:
            continue
        part = int(np.count_nonzero(ink[y : y + h, x : x + w][labels[y : y + h, x : x + w] == i]))
        total += part
        widest = max(widest, w - 4)
        if h - 4 > tallest:
            tallest, best = h - 4, (x, y, w, h)
    if best is None:
        return NO_SCRAWL
    x, y, w, h = best
    rows, columns = shape[:2]
    left, top = origin
    box = Box((left + x) / columns, (top + y) / rows, (left + x + w) / columns, (top + y + h) / rows)
    return Scrawl(round(total * scale**2), tallest * scale, widest * scale, box)
