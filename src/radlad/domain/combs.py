"""Combs: frames side by side in which a form wants one character each. They are no tick boxes."""

from __future__ import annotations

from collections.abc import Iterable

from radlad.domain.document import Box

_LEAST = 3
"""Fewer frames side by side may be tick boxes."""
_LEVEL, _APART, _ALIKE = 0.25, 0.3, 0.6
"""How far frames of one comb may stand off a line, in heights; apart, in widths; and how unlike their widths may be."""


def combs(boxes: Iterable[Box]) -> list[list[Box]]:
    """The runs of frames that touch, or nearly, left to right."""
    runs: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: b.x0):
        run = next((r for r in runs if _continues(r[-1], box)), None)
        if run is None:
            runs.append([box])
        else:
            run.append(box)
    return [r for r in runs if len(r) >= _LEAST]


def _continues(last: Box, box: Box) -> bool:
    level = abs(box.cy - last.cy) < _LEVEL * min(box.height, last.height)
    alike = min(box.width, last.width) > _ALIKE * max(box.width, last.width)
    return level and alike and abs(box.x0 - last.x1) < _APART * last.width
