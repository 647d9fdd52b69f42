"""Whether a box is ticked, from the pixels in and around it. Three answers: yes, no, unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from radlad.domain.document import Box, Provenance, Source, Tick, TickBox
from radlad.layout.greys import levels_of
from radlad.marks.pictures import Grey, pixels_of

PROVENANCE = Provenance(Source.MARK, "radlad.marks.pixels", "2")

_MARGIN = 0.2
"""Share of the side left out all round: the border, and what a skewed border covers."""
_EMPTY, _TICKED = 0.035, 0.09
"""Share of ink inside, up to which a box is empty and from which it is ticked."""
_FAINTEST = 0.3
"""As much ink as the ticked boxes of a page have, times this: a box with less is not surely ticked."""
_MANY, _GAP, _BLUR, _BLURRED = 6, 0.15, 0.3, 0.75
"""Boxes that tell how blurred a picture is, at least; how far the shares of ink of empty and of ticked ones are apart
then, at least, and how much ink empty ones have, at most; and how sure one is."""
_SOLID = 0.95
"""Share of ink of a box that is filled, or of a bullet."""
_MIN_INSIDE = 5
_MIDDLE = 0.3
"""Share of the characters of a box, each way, that may be brackets or a frame; of a circle, what is inside it."""
_CORNER, _BARE = 0.15, 0.25
"""Share of the side of a box that a corner is, and of its corners that may be inked where it is a circle."""
_AGREED, _DIFFERS = 0.95, 0.6
"""How sure a box is whose characters and pixels say the same, or not."""


def tick_of(grey: Grey, box: Box, found: float = 1.0) -> TickBox:
    """The state of the box at `box` on the grey picture of its page; `found` is how sure it is that it is one."""
    return _tick(box, _share_of_ink(grey, box), found)


def ticks_of(grey: Grey, boxes: Sequence[tuple[Box, float]]) -> list[TickBox]:
    """The states of the boxes of a picture, beside one another. What has far less ink inside than its ticked boxes
    usually have may be the picture's grain: unclear. Where none is bare, blurred frames reach inside, and those with
    clearly less ink than the others are empty."""
    shares = [_share_of_ink(grey, box) for box, _ in boxes]
    known = sorted(share for share in shares if share is not None)
    blurred = _blur_of([share for share in known if share < _SOLID])
    ticked = [share for share in known if share >= max(_TICKED, blurred)]
    least = _FAINTEST * median(ticked) if ticked else 0.0
    found = []
    for (box, sure), share in zip(boxes, shares, strict=True):
        if share is not None and share < blurred:
            found.append(TickBox(box, Tick.UNCHECKED, PROVENANCE, round(_BLURRED * sure, 3)))
        elif share is not None and _TICKED <= share < least:
            found.append(_unclear(box, sure))
        else:
            found.append(_tick(box, share, sure))
    return found


def _blur_of(shares: Sequence[float]) -> float:
    """Up to which share of ink, of those in order, a box is empty where none is bare; 0 where some are, or where they
    are not clearly of two sorts."""
    if len(shares) < _MANY or shares[0] <= 2 * _EMPTY:
        return 0.0
    gap, empty = max((b - a, a) for a, b in pairwise(shares[1:-1]))  # two of each sort at least
    return empty + gap / 2 if gap >= _GAP and empty < _BLUR else 0.0


def _tick(box: Box, share: float | None, found: float) -> TickBox:
    if share is None:
        return TickBox(box, Tick.UNCLEAR, PROVENANCE, round(0.3 * found, 3))
    if share >= _TICKED:
        sure = min(0.99, 0.75 + 2.5 * (share - _TICKED))
        return TickBox(box, Tick.CHECKED, PROVENANCE, round(sure * found, 3))
    if share <= _EMPTY:
        return TickBox(box, Tick.UNCHECKED, PROVENANCE, round((0.99 - 5 * share) * found, 3))
    return _unclear(box, found)


def _unclear(box: Box, found: float) -> TickBox:
    return TickBox(box, Tick.UNCLEAR, PROVENANCE, round(0.5 * found, 3))


def seen_of(box: Box) -> Box:
    """What is looked at of the page to tell whether `box` is ticked."""
    return box.grown(box.width, box.height)


def tick_read(grey: Grey, box: TickBox) -> TickBox:
    """`box`, which OCR read as characters, with the state that the pixels in its middle show: a tick between brackets
    and a fill are lost to it. Where the two differ, the pixels are believed, and not sure."""
    ink = _ink(grey, box.box)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return box
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    dy, dx = round(_MIDDLE * ink.shape[0]), round(_MIDDLE * ink.shape[1])
    middle = ink[dy : ink.shape[0] - dy, dx : ink.shape[1] - dx]
    if min(middle.shape) < _MIN_INSIDE:
        return box
    seen = Tick.CHECKED if middle.mean() >= _TICKED else Tick.UNCHECKED
    return replace(box, tick=seen, confidence=_AGREED if seen is box.tick else _DIFFERS)


def _share_of_ink(grey: Grey, box: Box) -> float | None:
    """Share of dark pixels well inside the box, specks left out; None where the box is too small to tell."""
    ink = _ink(grey, box)
    height, width = ink.shape
    dx, dy = max(2, round(_MARGIN * width)), max(2, round(_MARGIN * height))
    if width - 2 * dx < _MIN_INSIDE or height - 2 * dy < _MIN_INSIDE:
        return None
    inside = np.zeros(ink.shape, bool)
    inside[dy : height - dy, dx : width - dx] = True
    if _is_round(ink):
        y, x = np.ogrid[0:height, 0:width]
        inside &= np.hypot((y + 0.5) / height - 0.5, (x + 0.5) / width - 0.5) <= _MIDDLE
    return float(_without_specks(ink * inside)[inside].mean())


def _is_round(ink: Grey) -> bool:
    """Whether there is hardly ink in the corners of a box as high as wide: a circle reaches far into the square inside
    it."""
    if abs(ink.shape[0] - ink.shape[1]) > _CORNER * max(ink.shape):
        return False
    height, width = max(1, round(_CORNER * ink.shape[0])), max(1, round(_CORNER * ink.shape[1]))
    corners = [part for side in (ink[:height], ink[-height:]) for part in (side[:, :width], side[:, -width:])]
    return float(np.mean([part.mean() for part in corners])) < _BARE


def _ink(grey: Grey, box: Box) -> Grey:
    """1 where the box is dark beside the paper around it."""
    x0, y0, x1, y1 = pixels_of(box, grey.shape)
    width, height = x1 - x0, y1 - y0
    if width < 1 or height < 1:
        return np.zeros((0, 0), np.uint8)
    window = grey[max(0, y0 - height // 2) : y1 + height // 2, max(0, x0 - width // 2) : x1 + width // 2]
    inside = grey[y0:y1, x0:x1]
    (paper,), (dark,) = levels_of(window, 85), levels_of(inside, 4)
    return (inside < paper - max(22.0, 0.38 * (paper - dark))).astype(np.uint8)


def _without_specks(ink: Grey) -> Grey:
    """Ink in pieces of at least three pixels: the salt of a fax is no tick."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] < 3]
    return np.where(np.isin(labels, small), 0, ink).astype(np.uint8) if small else ink
