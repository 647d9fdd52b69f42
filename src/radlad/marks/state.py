"""Whether a box is ticked, from the pixels in and around it. Three answers: yes, no, unclear."""

from __future__ import annotations

import cv2
import numpy as np

from radlad.domain.document import Box, Provenance, Source, Tick, TickBox
from radlad.marks.pictures import Grey, pixels_of

PROVENANCE = Provenance(Source.MARK, "radlad.marks.pixels", "2")

_MARGIN = 0.2
"""Share of the side left out all round: the border, and what a skewed border covers."""
_EMPTY, _TICKED = 0.035, 0.09
"""Share of ink inside, up to which a box is empty and from which it is ticked."""
_MIN_INSIDE = 5


def tick_of(grey: Grey, box: Box, found: float = 1.0) -> TickBox:
    """The state of the box at `box` on the grey picture of its page; `found` is how sure it is that it is one."""
    share = _share_of_ink(grey, box)
    if share is None:
        return TickBox(box, Tick.UNCLEAR, PROVENANCE, round(0.3 * found, 3))
    if share >= _TICKED:
        sure = min(0.99, 0.75 + 2.5 * (share - _TICKED))
        return TickBox(box, Tick.CHECKED, PROVENANCE, round(sure * found, 3))
    if share <= _EMPTY:
        return TickBox(box, Tick.UNCHECKED, PROVENANCE, round((0.99 - 5 * share) * found, 3))
    return TickBox(box, Tick.UNCLEAR, PROVENANCE, round(0.5 * found, 3))


def _share_of_ink(grey: Grey, box: Box) -> float | None:
    """Share of dark pixels well inside the box, specks left out; None where the box is too small to tell."""
    x0, y0, x1, y1 = pixels_of(box, grey.shape)
    width, height = x1 - x0, y1 - y0
    dx, dy = max(2, round(_MARGIN * width)), max(2, round(_MARGIN * height))
    if width - 2 * dx < _MIN_INSIDE or height - 2 * dy < _MIN_INSIDE:
        return None
    window = grey[max(0, y0 - height // 2) : y1 + height // 2, max(0, x0 - width // 2) : x1 + width // 2]
    border = grey[y0:y1, x0:x1]
    paper, dark = float(np.percentile(window, 85)), float(np.percentile(border, 4))
    level = paper - max(22.0, 0.38 * (paper - dark))
    inside = (grey[y0 + dy : y1 - dy, x0 + dx : x1 - dx] < level).astype(np.uint8)
    return float(_without_specks(inside).mean())


def _without_specks(ink: Grey) -> Grey:
    """Ink in pieces of at least three pixels: the salt of a fax is no tick."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] < 3]
    return np.where(np.isin(labels, small), 0, ink).astype(np.uint8) if small else ink
