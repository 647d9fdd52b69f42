"""Crosses and check marks that stand by themselves, by the shape of their ink: OCR looks for words and misses many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Provenance, Word
from radlad.layout.crosses import CROSS, SIGNS
from radlad.marks.pictures import Mask

_CONFIDENCE = 0.6
"""How sure a cross is that OCR did not read."""
SIZES = 0.45, 1.9
"""Width and height of a sign, in heights of print."""
_SIDE = 24
"""Pixels of the square that a sign is looked at in."""
_SLIMMEST = 0.55
"""Width over height, or height over width, of a sign at least."""
_STROKES = {
    "cross": (((0.06, 0.06), (0.94, 0.94)), ((0.06, 0.94), (0.94, 0.06))),
    "check": (((0.08, 0.62), (0.36, 0.92)), ((0.36, 0.92), (0.93, 0.06))),
}
"""The pen's way, in fractions of the sign's width and height."""
_BARE = {
    "cross": ((0.5, 0.06), (0.5, 0.94), (0.06, 0.5), (0.94, 0.5)),
    "check": ((0.1, 0.12), (0.4, 0.15), (0.92, 0.9), (0.92, 0.6)),
}
"""Where there is none."""
_INKED, _CLEAR = 0.85, 1
"""Share of its way that is inked, and of the places that should be bare how many may not be."""


def with_signs(words: Sequence[Word], signs: Sequence[Box], witness: Provenance) -> list[Word]:
    """The words, with a cross for each sign, told by `witness`: for the letter that OCR took it for, or else before the
    word that stands behind it on its line."""
    found = list(words)
    for box in signs:
        under = [n for n, w in enumerate(found) if w.box.holds(box.cx, box.cy)]
        if under:
            found[under[0]] = _told(found[under[0]])
            continue
        level = [n for n, w in enumerate(found) if abs(w.box.cy - box.cy) < 0.6 * max(w.box.height, box.height)]
        behind = [n for n in level if found[n].box.cx > box.cx]
        at = min(behind, key=lambda n: found[n].box.x0, default=level[-1] + 1 if level else len(found))
        found.insert(at, Word(CROSS, box, witness, _CONFIDENCE))
    return found


def _told(word: Word) -> Word:
    """A word that a sign stands in, known for one where it is but a letter."""
    return replace(word, provenance=SIGNS) if len(word.text) == 1 else word


def is_sign(piece: Mask) -> bool:
    """Whether a piece of ink, cut to its edges, is a cross or a check mark."""
    rows, columns = piece.shape
    if not _SLIMMEST <= columns / rows <= 1 / _SLIMMEST:
        return False
    square = np.asarray(cv2.resize(piece, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.uint8) > 96
    near = np.asarray(cv2.dilate(square.astype(np.uint8), np.ones((3, 3), np.uint8)), np.uint8) > 0
    return any(
        near[_way(kind)].mean() >= _INKED and sum(_is_inked(square, *at) for at in _BARE[kind]) <= _CLEAR
        for kind in _STROKES
    )


@cache
def _way(kind: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the square that the pen passes."""
    steps = np.linspace(0, 1, _SIDE)
    x, y = (np.concatenate([a[n] + steps * (b[n] - a[n]) for a, b in _STROKES[kind]]) for n in (0, 1))
    return (y * _SIDE).astype(np.intp), (x * _SIDE).astype(np.intp)


def _is_inked(square: NDArray[np.bool_], x: float, y: float) -> bool:
    row, column = round(y * (_SIDE - 1)), round(x * (_SIDE - 1))
    around = square[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
    return bool(around.mean() > 0.5)
