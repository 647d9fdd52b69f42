"""Which way up a page stands: a quarter by the lines' own direction, a half by how well a few of them read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from radlad.readers.ocr.detection import Line
from radlad.readers.ocr.engine import OcrLine

Read = Callable[[NDArray[np.uint8], Sequence[Line]], list[OcrLine]]

_SAMPLE = 6
_CLEAR = 0.9
"""Mean confidence of the sample from which the other way up need not be tried."""
_MIN_RATIO = 3.0


@dataclass(frozen=True, slots=True)
class Settled:
    """The degrees clockwise that make a page upright; its picture and its lines once turned so, and those of the lines
    that were read to find out."""

    turn: int
    grey: NDArray[np.uint8]
    lines: list[Line]
    known: dict[Line, OcrLine]


def settle(grey: NDArray[np.uint8], lines: list[Line], read: Read) -> Settled:
    """Which way up the page stands."""
    quarters = 1 if _mostly_standing(lines) else 0
    grey, lines = turned(grey, lines, quarters)
    sample = _sample(lines)
    said = read(grey, sample) if sample else []
    as_is = _confidence(said)
    if sample and as_is < _CLEAR:
        other, other_lines = turned(grey, sample, 2)
        other_said = read(other, other_lines)
        if _confidence(other_said) > as_is:
            grey, lines = turned(grey, lines, 2)
            return Settled((quarters + 2) * 90, grey, lines, dict(zip(other_lines, other_said, strict=True)))
    return Settled(quarters * 90, grey, lines, dict(zip(sample, said, strict=True)))


def turned(grey: NDArray[np.uint8], lines: Sequence[Line], quarters: int) -> tuple[NDArray[np.uint8], list[Line]]:
    """The picture and its lines turned by `quarters` × 90° clockwise."""
    height, width = grey.shape[:2]
    picture = np.ascontiguousarray(np.rot90(grey, -quarters)) if quarters % 4 else grey
    return picture, [line.turned(quarters, width, height) for line in lines]


def _mostly_standing(lines: list[Line]) -> bool:
    """Whether most of the page's text, by length, runs down or up."""
    long = [line for line in lines if line.length > 1.5 * line.height]
    return sum(line.length if line.standing else -line.length for line in long) > 0


def _sample(lines: list[Line]) -> list[Line]:
    """A few lines long enough to tell, but no longer than needed."""
    fit = [line for line in lines if line.length >= _MIN_RATIO * line.height and not line.standing]
    fit.sort(key=lambda line: abs(line.length / line.height - 12))
    return fit[:_SAMPLE]


def _confidence(lines: list[OcrLine]) -> float:
    """Mean confidence of the letters read, where a line that reads as nothing counts as zero."""
    total = sum(max(1, sum(len(w.text) for w in line.words)) for line in lines)
    return sum(w.confidence * len(w.text) for line in lines for w in line.words) / max(1, total)
