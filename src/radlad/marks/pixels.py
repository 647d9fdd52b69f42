"""Squares and circles of a tick box's size, found in the pixels of scans, faxes and photos.

Words and long lines are erased first; each piece of ink that is left is taken as a box when its frame is inked all
round, or when a frame is found inside it (a tick that leaves its box makes the piece larger than the box).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Source, Word
from radlad.marks.pictures import Grey, Mask, ink_of, lines_of, outlines_of, pixels_of, text_height
from radlad.marks.signs import SIZES, is_sign

_SIDE = (0.95, 3.0)
"""Side of a box, in heights of print."""
_LEAST_SIDE, _STRICT = 0.72, 0.93
"""A smaller box, where the words of a skewed line make print look higher than it is, needs more of its frame."""
_MAX_PIECE = 6.5
_LONG_LINE = 4.5
"""From this many heights of print a straight line is a rule, not a side."""
_SQUARE, _INNER_SQUARE, _BESIDE_WORD, _ROUND = 0.72, 0.8, 0.9, 0.86
"""Share of a side, of a circle, that must be inked."""
_APART = 0.3
"""Room beside a small box, in heights of print."""
_INNER_ROUND, _ROUND_CROWDED = 0.9, 0.4
"""Share of the circle inside a piece that must be inked, and of a wider one that may be."""
_LESS = 0.99
"""What rounding may make of a share, at most."""
_LARGE = 64
"""Pixels; of higher print the page is looked at smaller, for what the search costs grows with the square of a side."""
_SMALL = 28
"""Pixels; a smaller frame leaves less play, or any letter would be one."""
_SOLID = 0.97
_CROWDED = 0.25
"""Share of ink just outside a frame, beyond which it is no frame but part of a drawing."""
_RATIOS = (1.0, 1.12, 0.89, 1.25, 0.8)
_BOX_GLYPHS = frozenset("□☐☑☒■○●▢[]{}|")
_BOX_LETTERS = frozenset("OoDQ0")
_LOOKALIKES = frozenset("OoQ0XxvV8&%✓✔✕✖✗✘·*+°")
_WHOLE = Box(0, 0, 1, 1)
Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""
_NARROW, _WIDE = frozenset("ijlIftr.,:;'’|!1()[]-"), frozenset("mwMWOQ@%")
_ANGLES = np.linspace(0, 2 * np.pi, 40, endpoint=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A box found, and how much of its frame was seen (0..1)."""

    box: Box
    score: float


class Shapes(NamedTuple):
    """What is drawn on a page: tick boxes, and crosses and check marks without one, in no order."""

    boxes: list[Candidate]
    signs: list[Box]


def shapes_in(
    grey: Grey, words: Sequence[Word], slope: float = 0.0, rooms: Sequence[Box] = (_WHOLE,), depth: float | None = None
) -> Shapes:
    """What is drawn in `rooms` of the page. Words read by OCR may have swallowed a tick box; others may not.

    `slope`: that of the lines of print (`radlad.layout.skew`); `depth`: that of ink (`ink_of`).
    """
    height = text_height(words, grey.shape, slope)
    if height > _LARGE:
        smaller = _LARGE / height
        grey = np.asarray(cv2.resize(grey, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA), np.uint8)
        height = _LARGE
    ink = np.zeros_like(grey)
    places = [pixels_of(room, grey.shape) for room in rooms]
    for room, (left, top, right, bottom) in zip(rooms, places, strict=True):
        inside = slice(top, bottom), slice(left, right)
        ink[inside] = _without_rules(ink_of(grey, room, depth=depth)[inside], height)
    printed = ink.copy()
    print_places = _print_places(ink, words, height)
    for x0, y0, x1, y1 in print_places:
        ink[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = 0
    found: list[tuple[Rectangle, float]] = []
    signs: list[Rectangle] = []
    for x, y, w, h in (piece for place in places for piece in _pieces(ink, place, height)):
        part = ink[y : y + h, x : x + w]
        frame = _frame(part, height) if min(w, h) >= _LEAST_SIDE * height else None
        if frame is not None:
            (fx, fy, fw, fh), score = frame
            place = x + fx, y + fy, x + fx + fw, y + fy + fh
            alone = max(fw, fh) >= _SIDE[0] * height or _is_alone(printed, place, height)
            if alone and not _is_in_print(place, print_places):
                found.append((place, score))
        elif max(w, h) <= SIZES[1] * height and is_sign(part):
            place = x, y, x + w, y + h
            if _is_alone(printed, place, height) and not _is_in_print(place, print_places):
                signs.append(place)
    boxes = [Candidate(_box(place, grey), score) for place, score in found]
    return Shapes(_of_one_size(_apart(boxes)), [_box(place, grey) for place in signs])


def _box(place: Rectangle, grey: Grey) -> Box:
    rows, columns = grey.shape
    x0, y0, x1, y1 = place
    return Box(x0 / columns, y0 / rows, x1 / columns, y1 / rows)


def _is_in_print(place: Rectangle, print_places: Sequence[Rectangle]) -> bool:
    """Whether a word stands across the middle of `place`: it is then made of letters not wholly erased."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in print_places)


def _is_alone(ink: Mask, place: Rectangle, height: float) -> bool:
    """Whether nothing stands close on the left and right, as letters do beside a letter."""
    x0, y0, x1, y1 = place
    gap = round(_APART * height)
    left, right = ink[y0:y1, max(0, x0 - gap) : max(0, x0 - 2)], ink[y0:y1, x1 + 2 : x1 + gap]
    return not left.any() and not right.any()


def _without_rules(ink: Mask, height: float) -> Mask:
    long = max(12, round(_LONG_LINE * height))
    lines = cv2.bitwise_or(lines_of(ink, long, level=True), lines_of(ink, long, level=False))
    return np.asarray(cv2.subtract(ink, cv2.dilate(lines, np.ones((3, 3), np.uint8))), np.uint8)


def _print_places(ink: Mask, words: Sequence[Word], height: float) -> list[Rectangle]:
    """Where there is surely print: the words, but for the ends that may be a box misread."""
    places = []
    for word in words:
        x0, y0, x1, y1 = pixels_of(word.box, ink.shape)
        if word.provenance.source is Source.OCR:
            x0, x1 = _print_of(word, ink, (x0, y0, x1, y1), height)
        if x1 > x0:
            places.append((x0, y0, x1, y1))
    return places


def _print_of(word: Word, ink: Mask, place: tuple[int, int, int, int], height: float) -> tuple[int, int]:
    """From where to where the word is surely print: without a first or last character that may be a box, and
    without a box that stands so close that it was counted to the word."""
    x0, y0, x1, y1 = place
    head, tail = swallowed(word.text)
    if head + tail >= len(word.text):
        return x0, x0
    step = (x1 - x0) / len(word.text)
    # a box is wider than the character it was taken for
    start = x0 + round(1.5 * step) if head else x0
    end = x1 - round(1.5 * step) if tail else x1
    if x1 - x0 - _usual_width(word.text, min(y1 - y0, 1.1 * height)) < 0.45 * height:
        return start, max(start, end)
    # a box counted to the word may be cut by the word's edge: look a little farther
    left = max(0, x0 - round(_SIDE[1] * height))
    wide = ink[y0:y1, left : x1 + round(_SIDE[1] * height)] > 0
    blobs = [(a + left, b + left) for a, b in _blobs(wide) if a + left < x1 and b + left > x0]
    if len(blobs) > 1 and not head and _is_boxed(ink, *blobs[0], y0, y1, height):
        start = max(start, blobs[0][1] + 1)
    if len(blobs) > 1 and not tail and _is_boxed(ink, *blobs[-1], y0, y1, height):
        end = min(end, blobs[-1][0] - 1)
    return start, max(start, end)


def _usual_width(text: str, height: float) -> float:
    """About how wide `text` is in any common face, in pixels, when its capitals are `height` pixels high."""
    ems = sum(0.3 if c in _NARROW else 0.82 if c in _WIDE else 0.68 if c.isupper() else 0.53 for c in text)
    return ems * height / 0.74


def _blobs(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of columns with ink, from first to one past the last."""
    columns = np.flatnonzero(np.diff(np.concatenate(([False], ink.any(axis=0), [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in columns.reshape(-1, 2)]


def _is_boxed(ink: Mask, x0: int, x1: int, y0: int, y1: int, height: float) -> bool:
    """Whether what stands between two columns of a line is a frame, inked on all four sides."""
    if not _SIDE[0] * height <= x1 - x0 <= _SIDE[1] * height:
        return False
    margin = round(0.5 * height)
    top = max(0, y0 - margin)
    part = cv2.morphologyEx(ink[top : y1 + margin, x0:x1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    if len(stats) < 2:
        return False
    x, y, w, h, _ = (int(v) for v in max(stats[1:], key=lambda s: s[cv2.CC_STAT_AREA]))
    if not (0.77 <= w / h <= 1.3 and w >= 0.9 * (x1 - x0)):
        return False
    return _as_square(np.pad(part[y : y + h, x : x + w] > 0, 2), 2, 2, w, h) >= _BESIDE_WORD


def swallowed(text: str) -> tuple[int, int]:
    """How many characters at the start and at the end of `text` may be a tick box that OCR misread."""
    if all(c in _BOX_GLYPHS for c in text) or (len(text) == 1 and text in _LOOKALIKES):
        return len(text), 0
    head = text[0] in _BOX_GLYPHS or (text[0] in _BOX_LETTERS and text[1:2].isupper() and text[2:].islower())
    before = text[:-1].rstrip(".")[-1:]
    tail = text[-1] in _BOX_GLYPHS or (text[-1] in _BOX_LETTERS and len(text) > 2 and before.islower())
    return int(head), int(tail)


def _pieces(ink: Mask, place: Rectangle, height: float) -> Iterator[tuple[int, int, int, int]]:
    """Bounding boxes of what may be a tick box at `place`, ticked or not, once small breaks in its frame are closed, or
    a tick without one."""
    left, top, right, bottom = place
    closed = cv2.morphologyEx(ink[top:bottom, left:right], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    low, high = SIZES[0] * height, _MAX_PIECE * height
    for x, y, w, h in map(cv2.boundingRect, outlines_of(np.asarray(closed, np.uint8))):
        if low <= w <= high and low <= h <= high:
            yield left + x, top + y, w, h


def _frame(ink: Mask, height: float) -> tuple[Rectangle, float] | None:
    """The square or circle in a piece of ink: its left, top, width, height in the piece, and its score."""
    piece = cv2.copyMakeBorder(ink, 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0) > 0
    rows, columns = ink.shape
    least, low, high = (share * height for share in (_LEAST_SIDE, *_SIDE))
    if least <= columns <= high and least <= rows <= high and 0.77 <= columns / rows <= 1.3:
        strict = _STRICT if min(columns, rows) < low else 0.0
        score = _as_square(piece, 2, 2, columns, rows)
        if score >= max(_SQUARE, strict):
            return (0, 0, columns, rows), score
        round_score = _as_circle(piece, columns / 2 + 2, rows / 2 + 2, (columns + rows) / 4)
        if round_score >= max(_ROUND, strict) and 0.85 <= columns / rows <= 1.18:
            return (0, 0, columns, rows), round_score
    largest = min(high, 1.05 * max(rows, columns))
    return _inner_square(piece, low, largest) or _inner_circle(piece, least, largest)


def _as_square(piece: NDArray[np.bool_], x: int, y: int, width: int, height: int) -> float:
    """The least inked of the four sides, each given some play; 0 where a corner is bare, as a letter's are."""
    if not _has_corners(piece, x, y, width, height):
        return 0.0
    play = 2 if min(width, height) < _SMALL else 3
    t, b = piece[y - 1 : y + play, x : x + width], piece[y + height - play : y + height + 1, x : x + width]
    left, r = piece[y : y + height, x - 1 : x + play], piece[y : y + height, x + width - play : x + width + 1]
    sides = (t.any(axis=0).mean(), b.any(axis=0).mean(), left.any(axis=1).mean(), r.any(axis=1).mean())
    return float(min(sides))


def _has_corners(piece: NDArray[np.bool_], x: int, y: int, width: int, height: int) -> bool:
    reach = 3 if min(width, height) < _SMALL else 4
    return all(
        piece[cy : cy + reach, cx : cx + reach].any() for cx in (x, x + width - reach) for cy in (y, y + height - reach)
    )


def _as_circle(piece: NDArray[np.bool_], cx: float, cy: float, radius: float) -> float:
    """Share of the directions in which there is ink at about `radius`."""
    seen = np.zeros(len(_ANGLES), bool)
    for r in (radius - 2.5, radius - 1.5, radius - 0.5):
        x = np.clip((cx + r * np.cos(_ANGLES)).astype(int), 0, piece.shape[1] - 1)
        y = np.clip((cy + r * np.sin(_ANGLES)).astype(int), 0, piece.shape[0] - 1)
        seen |= piece[y, x]
    return float(seen.mean())


def _inner_square(piece: NDArray[np.bool_], low: float, high: float) -> tuple[tuple[int, int, int, int], float] | None:
    """The best square anywhere in the piece: a box whose tick leaves it."""
    padded = piece.astype(np.uint8)
    level = cv2.dilate(padded, np.ones((3, 1), np.uint8))
    upright = cv2.dilate(padded, np.ones((1, 3), np.uint8))
    along = np.pad(level.cumsum(axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    down = np.pad(upright.cumsum(axis=0, dtype=np.int32), ((1, 0), (0, 0)))
    best: tuple[float, tuple[int, int, int, int]] | None = None
    rows, columns = piece.shape
    for side in range(max(8, int(low)), min(int(high), columns, int(1.25 * rows)) + 1, 1):
        flat = (along[:, side:] - along[:, :-side]) / side
        if flat.max() < _INNER_SQUARE:
            continue
        for ratio in _RATIOS:
            tall = round(side * ratio)
            if tall > rows or tall < 8:
                continue
            stood = (down[tall:, :] - down[:-tall, :]) / tall
            score = np.minimum(
                np.minimum(flat[: rows - tall + 1], flat[tall - 1 :]),
                np.minimum(stood[:, : columns - side + 1], stood[:, side - 1 :]),
            )
            y, x = np.unravel_index(int(score.argmax()), score.shape)
            value = float(score[y, x])
            # of equally good frames the larger is the outer edge
            better = value >= _INNER_SQUARE and (best is None or value + 0.002 * side > best[0])
            if better and _is_clear_around(piece, int(x), int(y), side, tall):
                best = value + 0.002 * side, (int(x) - 2, int(y) - 2, side, tall)
    return (best[1], min(1.0, best[0])) if best else None


def _inner_circle(piece: NDArray[np.bool_], low: float, high: float) -> tuple[Rectangle, float] | None:
    """The best circle anywhere in the piece: a round box whose tick leaves it, and does not fill what is around."""
    ink = piece.astype(np.float32)
    most = np.count_nonzero(piece)
    best: tuple[float, Rectangle] | None = None
    for side in range(max(10, int(low)), min(int(high), *(n - 4 for n in piece.shape)) + 1):
        ring, outside = _ring(side, 0.0), _ring(side, 3.0)
        if most < _LESS * _INNER_ROUND * ring.sum():
            continue
        seen = cv2.filter2D(ink, -1, ring / ring.sum(), borderType=cv2.BORDER_CONSTANT)
        if seen.max() < _INNER_ROUND:
            continue
        around = cv2.filter2D(ink, -1, outside / outside.sum(), borderType=cv2.BORDER_CONSTANT)
        score = np.where(around <= _ROUND_CROWDED, seen, 0)
        y, x = np.unravel_index(int(score.argmax()), score.shape)
        value = float(score[y, x])
        if value >= _INNER_ROUND and (best is None or value > best[0]):
            best = value, (int(x) - side // 2 - 2, int(y) - side // 2 - 2, side, side)
    return (best[1], best[0]) if best else None


@cache
def _ring(side: int, beyond: float) -> NDArray[np.float32]:
    """A circle of that diameter, two pixels thick, drawn `beyond` pixels outside of it."""
    size = side + 9
    at = np.arange(size) - size // 2
    distance = np.hypot(at[:, None], at[None, :])
    radius = side / 2 + beyond
    return ((distance <= radius) & (distance > radius - 2.2)).astype(np.float32)


def _is_clear_around(piece: NDArray[np.bool_], x: int, y: int, width: int, height: int) -> bool:
    """Whether little ink surrounds the frame, as a tick that leaves it makes, and its corners are inked: initials and
    scribbles hold many a square."""
    x1, y1 = x + width, y + height
    ring = (
        piece[max(0, y - 4) : y1 + 4, max(0, x - 4) : x1 + 4].sum()
        - piece[max(0, y - 1) : y1 + 1, max(0, x - 1) : x1 + 1].sum()
    )
    solid = piece[y + 3 : y1 - 3, x + 3 : x1 - 3].mean() > _SOLID
    return _has_corners(piece, x, y, width, height) and not solid and ring <= _CROWDED * 6 * (width + height)


def _apart(found: list[Candidate]) -> list[Candidate]:
    """The outermost of nested boxes."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: -c.box.width * c.box.height):
        if not any(k.box.holds(candidate.box.cx, candidate.box.cy) for k in kept):
            kept.append(candidate)
    return kept


def _of_one_size(found: list[Candidate]) -> list[Candidate]:
    """Forms use one size of box: where most agree, the odd ones are letters or logos."""
    if len(found) < 4:
        return found
    usual = float(np.median([c.box.height for c in found]))
    return [c for c in found if 0.62 <= c.box.height / usual <= 1.6]
