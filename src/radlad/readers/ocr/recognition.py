"""What a line says: PP-OCR's recogniser, CTC decoding, and each word's place from the columns and the ink."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.readers.ocr import models
from radlad.readers.ocr.detection import Line
from radlad.readers.ocr.engine import OcrLine, OcrWord

_HEIGHT, _BATCH = 48, 2
"""Pixels, lines."""
_STEPS = ((128, 32), (640, 64), (1280, 128), (3328, 256))
"""Up to which width of a batch widths go by which step, in pixels: a shape that OpenVINO was never given costs it 20 to
130 ms of making ready, and memory, so that there are few of them, all batches being of one size too."""
_USUAL = (*range(64, 128, 32), *range(128, 640, 64), *range(640, 1280, 128), *range(1280, 2049, 256))
"""Widths of batches on most pages."""
_MIN_WIDTH, _MAX_WIDTH = 32, 3200
_LETTER_GAP, _WORD_GAP = 4, 8
"""Columns without ink, in a strip, that end a letter, and that no gap between letters reaches."""
_BODY = 8.0, 40.0
"""The rows of a strip that its line fills, where no ink tells."""
_FAINT = 0.03
"""Share of the ink of a line's fullest row that a row of it has at least."""
_ACCENT = 5
"""Rows between a letter and its accent, at most."""
_BLANK, _SPACED, _BEST = 0, 0.2, 0.5
"""CTC's blank; the probability from which the space, the last of the alphabet, is one where no letter is read: spaces
are lost more easily than letters; and that from which it is likelier than all else."""
_JOINING = frozenset("-'’/@._")
_FAR = 1.4 * _HEIGHT
"""Characters this far apart are of two words, though no space was read: a tick box may stand between."""
_SURE_ENOUGH = 0.5
"""Mean confidence under which a line is taken for a drawing, not for text."""
_LIGATURE = re.compile(r"(?:æ|œe|Æ|ŒE)(u|U)(?=[a-zA-Zéè])")
"""What is read of "œu", as in cœur and œuvre: no French word has "æu" nor "œeu" before a letter."""


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    column: float
    confidence: float


class Recogniser:
    """Reads lines. Loads its model when built."""

    def __init__(self, runtime: str = "") -> None:
        self._network, self._alphabet = models.recogniser(runtime)

    def chores(self) -> Iterator[None]:
        """Makes the model ready for lines of the usual widths, the widest first, whose room serves the others."""
        yield
        for width in reversed(_USUAL):
            self._network(np.zeros((_BATCH, 3, _HEIGHT, width), np.float32))
            yield

    def read(self, grey: NDArray[np.uint8], lines: Sequence[Line]) -> list[OcrLine]:
        """What each of `lines` says, in their order; a line without words where nothing is legible."""
        crops = [strip(grey, line) for line in lines]
        found: list[OcrLine] = [OcrLine(())] * len(lines)
        order = sorted(range(len(lines)), key=lambda i: crops[i].shape[1])
        order = order[:1] * (-len(order) % _BATCH) + order
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            planes = planes_of([crops[i] for i in batch])
            for row, i in zip(self._network(planes), batch, strict=True):
                found[i] = _words(self._decoded(row), planes.shape[3] / row.shape[0], crops[i], lines[i])
        return found

    def _decoded(self, row: NDArray[np.float32]) -> list[_Char]:
        """CTC, greedy: runs of one character are one character, at the run's middle; a space needs less than the
        others."""
        best = row.argmax(axis=1)
        best[(best == _BLANK) & (row[:, -1] >= _SPACED)] = row.shape[1] - 1
        starts = np.flatnonzero(np.diff(best, prepend=-1))
        surest = np.maximum.reduceat(row[np.arange(len(best)), best], starts)
        runs = zip(
            best[starts].tolist(), starts.tolist(), [*starts[1:].tolist(), len(best)], surest.tolist(), strict=True
        )
        chars = [_Char(self._alphabet[code], (start + end) / 2, sure) for code, start, end, sure in runs if code]
        return [c for i, c in enumerate(chars) if c.text != " " or c.confidence > _BEST or _parts(chars, i)]


def _parts(chars: Sequence[_Char], at: int) -> bool:
    """Whether a space that is not sure may stand where it was read: before a word, a number or a bracket, not behind a
    sign that joins, nor between digits, which stand apart in combs and tables."""
    if not 0 < at < len(chars) - 1:
        return False
    before, behind = chars[at - 1].text, chars[at + 1].text
    return (
        (behind.isalnum() or behind == "(") and before not in _JOINING and not (before.isdigit() and behind.isdigit())
    )


def planes_of(strips: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """The recogniser's input: one strip a row, in −1..1 and three times, 0 after their ends."""
    widest = max(s.shape[1] for s in strips)
    step = next(step for limit, step in _STEPS if widest <= limit)
    planes = np.zeros((len(strips), 3, _HEIGHT, math.ceil(widest / step) * step), np.float32)
    for plane, grey in zip(planes, strips, strict=True):
        plane[:, :, : grey.shape[1]] = grey.astype(np.float32) / 127.5 - 1
    return planes


def strip(grey: NDArray[np.uint8], line: Line) -> NDArray[np.uint8]:
    """The line alone, made level, 48 pixels high."""
    width = min(_MAX_WIDTH, max(_MIN_WIDTH, round(line.length / line.height * _HEIGHT)))
    to_page = _to_page(line, width)
    return np.asarray(
        cv2.warpAffine(
            grey, to_page, (width, _HEIGHT), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ), np.uint8,
    )  # fmt: skip


def _to_page(line: Line, width: int) -> NDArray[np.float64]:
    """The 2 × 3 matrix from the crop's pixels to the page's."""
    angle = math.radians(line.angle)
    along = np.array([math.cos(angle), math.sin(angle)]) * line.length / width
    down = np.array([-math.sin(angle), math.cos(angle)]) * line.height / _HEIGHT
    corner = np.array([line.cx, line.cy]) - along * width / 2 - down * _HEIGHT / 2
    return np.column_stack((along, down, corner))


def _words(chars: list[_Char], pitch: float, crop: NDArray[np.uint8], line: Line) -> OcrLine:
    """The line's words; `pitch` is the width of a column in pixels of the crop."""
    letters = [c.confidence for c in chars if not c.text.isspace()]
    if not letters or sum(letters) < _SURE_ENOUGH * len(letters):
        return OcrLine(())
    ink = _ink(crop)
    filled = (_counts(ink, 0) >= 2).tolist()
    rows, to_page = _rows_of(ink), _to_page(line, crop.shape[1])
    groups: list[list[_Char]] = [[]]
    for char in chars:
        if char.text.isspace() or (groups[-1] and (char.column - groups[-1][-1].column) * pitch > _FAR):
            groups.append([])
        if not char.text.isspace():
            groups[-1].append(char)
    groups = [g for g in groups if g]
    words = []
    for i, group in enumerate(groups):
        left = (groups[i - 1][-1].column + group[0].column) / 2 * pitch if i else 0.0
        last = i + 1 == len(groups)
        right = crop.shape[1] if last else (group[-1].column + groups[i + 1][0].column) / 2 * pitch
        words.append(_word(group, left, right, rows, pitch, filled, to_page))
    return OcrLine(tuple(words))


def _ink(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """1 where there is ink, else 0."""
    _, dark = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if cv2.countNonZero(dark) > 0.5 * dark.size:
        dark = 1 - dark  # light print on a dark band
    return np.asarray(dark, np.uint8)


def _counts(ink: NDArray[np.uint8], axis: int) -> NDArray[np.int32]:
    """How much ink there is in each column (0) or row (1)."""
    return np.asarray(cv2.reduce(ink, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S), np.int32).ravel()


def _word(
    group: list[_Char], left: float, right: float, rows: tuple[float, float], pitch: float, filled: list[bool],
    to_page: NDArray[np.float64],
) -> OcrWord:  # fmt: skip
    """As high as its line, with edges from the ink that hangs together with the characters, between `left` and `right`;
    `filled`: the columns of the line that have ink."""
    wide = (group[-1].column - group[0].column) * pitch / (len(group) - 1) if len(group) > 1 else 0.5 * _HEIGHT
    reach = max(wide, 0.3 * _HEIGHT) * 1.2
    first, last = group[0].column * pitch, group[-1].column * pitch
    x0 = _edge(filled, first, max(left, first - reach, 0.0), 0.3 * wide, -1)
    x1 = _edge(filled, last, min(right, last + reach, len(filled) - 1.0), 0.3 * wide, 1) + 1
    y0, y1 = rows
    text = _LIGATURE.sub(lambda m: ("Œ" if m[0].isupper() else "œ") + m[1], "".join(c.text for c in group))
    corners = np.array([(x0, y0, 1), (x1, y0, 1), (x0, y1, 1), (x1, y1, 1)]) @ to_page.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    return OcrWord(text, float(low[0]), float(low[1]), float(high[0]), float(high[1]), min(c.confidence for c in group))


def _rows_of(ink: NDArray[np.uint8]) -> tuple[float, float]:
    """The rows that a line fills, from the first to one past the last, without what reaches in of the lines above and
    below."""
    inked = _counts(ink, 1)
    rows = np.flatnonzero(inked >= max(2, _FAINT * inked.max()))
    if not rows.size:
        return _BODY
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > _ACCENT) + 1)
    own = max(runs, key=lambda run: int(inked[run].sum()))
    return float(own[0]), float(own[-1]) + 1


def _edge(filled: list[bool], start: float, limit: float, within: float, step: int) -> int:
    """The last column with ink from `start` towards `limit`, before a gap: what stands behind it may be a tick box.

    A gap counts only farther than `within` from `start`, where the character read there must have ended.
    """
    at = edge = min(max(round(start), 0), len(filled) - 1)
    blank = 0
    while (at - limit) * step <= 0 and 0 <= at < len(filled):
        if filled[at]:
            edge, blank = at, 0
        else:
            blank += 1
        if blank >= _WORD_GAP or (blank >= _LETTER_GAP and abs(at - start) > within):
            break
        at += step
    return edge
