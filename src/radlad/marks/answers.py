"""Answers given on the words themselves: the right one circled, framed, underlined or on a dark button, or the wrong
one struck out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from radlad.domain.document import Box, Provenance, Source, Tick, TickBox, Word
from radlad.kinds.text import compact
from radlad.layout.tokens import ANSWERS
from radlad.marks.pictures import Grey, Mask, ink_of, pixels_of

PROVENANCE = Provenance(Source.MARK, "radlad.marks.answers", "1")
_SIGN = "[-/–—:]"
_OUI, _NON = "(?:oui|ou[il1]?|0ui?)", "(?:non|n0n|nom|no)"
"""How OCR reads them where they are struck out: as one of the two only with a sign and the other word beside."""
_GLUED = re.compile(
    rf"{_SIGN}*(?:oui|non){_SIGN}*|{_SIGN}*(?:{_OUI}{_SIGN}+non|oui{_SIGN}+{_NON}|{_NON}{_SIGN}+oui|non{_SIGN}+{_OUI}){_SIGN}*",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"{_OUI}|{_NON}|{_SIGN}+", re.IGNORECASE)
"""One word of the two, or of one, with what stands between them."""
_FIRST = frozenset("-/–—:") | {"ou", "Ou", "OU", "0u", "0U", "no", "No", "NO", "n0", "N0"}
"""How such a word begins."""
_SLIM = 0.6
"""Usual letters by which one may end before the sign: an "i" is slim."""
_REACH = 14.0
"""How far apart the two words of a question may stand, in heights."""
_NEXT_LINE, _BACK = 2.5, 0.2
"""How far below, in heights, and how far to the left, in fractions of the page, a line goes on at least."""
_BOX_NEAR = 2.5
"""A tick box this near, in heights, answers instead."""
_UNDER = 3.0
"""So does one this far below or above each word."""
_RINGED = 1.25
"""How many times as high as usual a word is told that has a ring round it."""
_RING, _STRIKE = 0.72, 0.94
"""Share of an ellipse round a word, of a line through it, that must be inked."""
_GOES_ON = 0.5
"""Share that is inked beside a word of a line that goes on there: a slash between two words reaches down to it, too."""
_ASLANT, _SLOPE = 0.25, 0.4
"""Heights of a word that a pen's line through it may begin and end above and below, and goes up or down at least."""
_BEYOND = 0.1
"""As much that it goes beyond the letters."""
_WIDER, _HIGHER = np.meshgrid((1.2, 1.35, 1.5, 1.7, 1.95, 2.2), (1.4, 1.7, 2.0, 2.4, 2.8))
"""The ellipses that are tried, in sizes of the word."""
_RISE = 0.35
"""How much higher small letters that rise are than the others."""
_CENTRED, _OFF = (0.0,), (-0.1, 0.0, 0.1)
"""How far an ellipse may be from the middle of a word, in its sizes; of one whose letters' place is a guess."""
_ANGLES = np.linspace(0, 2 * np.pi, 48, endpoint=False)
_AROUND = 0.02
"""Page around what is looked at, in fractions of it, that tells its ink from its paper."""


_SHADE, _SHADE_DRAWN = 24.0, 10.0
"""Grey levels that a highlighted word's paper is darker than the other's, in a picture and where a file draws it."""
_SURE, _UNSURE = 0.9, 0.6
"""Confidence in an answer on the words, and where it may be no answer at all."""
_RARE = 4
"""As many times more often are a page's other answers told in another way than one that is told in a way of its own."""
_FRAME, _SIDE = 1.5, 0.9
"""Heights from a word to the sides of its frame, at most, and the share of each that must be inked."""
_FILLED = 0.6
"""Share that is inked of a word's box and of a rim round it, where it stands in white on a button."""


class _State(Enum):
    PLAIN = auto()
    FILLED = auto()
    CIRCLED = auto()
    UNDERLINED = auto()
    FRAMED = auto()
    STRUCK = auto()


def is_answer(word: Word) -> bool:
    """Whether a word is Oui or Non."""
    return compact(word.text) in ANSWERS


def answers_apart(words: Sequence[Word]) -> list[Word]:
    """The words, "Oui/Non" as three, each of which may be underlined or struck out by itself; "OU – NON", as OCR reads
    it where the first is struck out, with the word that is meant."""
    likely = [i for i, w in enumerate(words) if w.text[:2] in _FIRST or w.text[:1] in _FIRST]
    apart = list(words)
    for i in likely[::-1]:
        apart[i : i + 1] = _pieces_of(words, i)
    return apart


def _pieces_of(words: Sequence[Word], i: int) -> list[Word]:
    """What stands for the word `i`: its pieces, itself, or what is meant by it."""
    word = words[i]
    if _GLUED.fullmatch(word.text):
        step = word.box.width / len(word.text)
        pieces = []
        for piece in _PIECE.finditer(word.text):
            x0 = word.box.x0 + step * (piece.start() + _SLIM * (piece.start() > 0))
            x1 = word.box.x0 + step * (piece.end() - _SLIM * (piece.end() < len(word.text)))
            place = replace(word.box, x0=min(x0, x1), x1=max(x0, x1))
            pieces.append(replace(word, text=_meant(piece.group()), box=place))
        return pieces
    if word.provenance.source is not Source.OCR:
        return [word]
    runs = ("".join(w.text for w in words[low:high]) for low, high in ((i, i + 3), (max(0, i - 2), i + 1)))
    return [replace(word, text=_meant(word.text)) if any(map(_GLUED.fullmatch, runs)) else word]


def _meant(text: str) -> str:
    """Oui or Non, however OCR read it; another text, and these, as they are."""
    if compact(text) in ANSWERS:
        return text
    return next((told for told, read in (("Oui", _OUI), ("Non", _NON)) if re.fullmatch(read, text, re.I)), text)


def word_pairs(words: Sequence[Word], boxes: Iterable[TickBox], ratio: float) -> list[tuple[Word, Word]]:
    """The "Oui" and "Non" that stand side by side, or over the end of a line, without tick boxes; `ratio`: the page's
    height over its width. None where most have boxes: those of the others were not seen."""
    answers = sorted(filter(is_answer, words), key=lambda w: (round(w.box.cy, 2), w.box.x0))
    taken = [b.box for b in boxes]
    pairs: list[tuple[Word, Word]] = []
    boxed = 0
    for a, b in pairwise(answers):
        height = max(a.box.height, b.box.height) * ratio
        follows = _beside(a.box, b.box, height) or (_wrapped(a, b) and not (pairs and pairs[-1][1] is a))
        if follows and compact(a.text) != compact(b.text):
            if _boxed((a, b), taken, height):
                boxed += 1
            else:
                pairs.append((a, b))
    return pairs if boxed <= len(pairs) else []


def _beside(a: Box, b: Box, height: float) -> bool:
    return abs(a.cy - b.cy) < 0.5 * max(a.height, b.height) and 0 < b.x0 - a.x1 < _REACH * height


def _wrapped(a: Word, b: Word) -> bool:
    """Whether the "Non" `b` begins the line below that which the "Oui" `a` ends."""
    below = 0.5 < (b.box.cy - a.box.cy) / max(a.box.height, b.box.height) < _NEXT_LINE
    return compact(a.text) == "oui" and below and b.box.x1 < a.box.x0 - _BACK


def answers_on(grey: Grey, pairs: Sequence[tuple[Word, Word]], depth: float | None = None) -> list[TickBox]:
    """Each word of `pairs` as a box: checked when it is the answer; none where no word of the page is marked. `depth`:
    that of ink on the page (`ink_of`)."""
    ink = ink_of(grey, room_of(pairs), depth=depth)
    near = np.asarray(cv2.dilate(ink, np.ones((3, 3), np.uint8)), np.uint8)
    boxes = sorted((word.box for pair in pairs for word in pair), key=lambda b: b.height)
    states = [_of_pair(ink, near, pair, boxes[len(boxes) // 4]) for pair in pairs]
    if all(s is _State.PLAIN for pair in states for s in pair):
        return _highlighted(grey, pairs, _SHADE if depth is None else _SHADE_DRAWN)
    usual, odd = _ways(states)
    amiss = [odd in marks and usual not in marks for marks in states]
    states = [
        tuple(usual if m is odd else m for m in marks) if wrong else marks
        for marks, wrong in zip(states, amiss, strict=True)
    ]
    ways = [_wanted(marks) if any(m is not _State.PLAIN for m in marks) else None for marks in states]
    times = Counter(way for way in ways if way is not None)
    rare = {way for way, n in times.items() if _RARE * n <= max(times.values())}
    return [
        replace(box, confidence=_UNSURE) if wrong or way in rare else box
        for pair, marks, wrong, way in zip(pairs, states, amiss, ways, strict=True)
        for box in _boxes(pair, marks)
    ]


def _ways(states: Sequence[tuple[_State, ...]]) -> tuple[_State, _State]:
    """How most words of a page are lined, under or through, and the other way, which is then the same read amiss."""
    struck, underlined = (sum(way in marks for marks in states) for way in (_State.STRUCK, _State.UNDERLINED))
    ways = (_State.STRUCK, _State.UNDERLINED)
    return ways if struck > underlined else ways[::-1]


def _highlighted(grey: Grey, pairs: Sequence[tuple[Word, Word]], least: float) -> list[TickBox]:
    """Each word of `pairs` as a box, where the paper under one of a pair is darker than under the other by `least`: a
    marker's stroke, or a shaded cell. Where it is the same word each time, it may be but the style of a column."""
    darker = [(a - b) for a, b in ([_paper_under(grey, w.box) for w in pair] for pair in pairs)]
    if all(abs(d) < least for d in darker):
        return []
    sides = {(d < 0, compact(pair[0].text)) for d, pair in zip(darker, pairs, strict=True) if abs(d) >= least}
    sure = _SURE if len({(first == (word == "oui")) for first, word in sides}) == 2 else _UNSURE
    return [
        TickBox(word.box, Tick.CHECKED if d <= -least else Tick.UNCHECKED, PROVENANCE, sure)
        for side, pair in zip(darker, pairs, strict=True)
        for word, d in zip(pair, (side, -side), strict=True)
    ]


def _paper_under(grey: Grey, box: Box) -> float:
    """How light the paper is right over and under a word's letters."""
    x0, y0, x1, y1 = pixels_of(box, grey.shape)
    rim = max(2, (y1 - y0) // 4)
    around = np.concatenate((grey[max(0, y0 - rim) : y0, x0:x1], grey[y1 : y1 + rim, x0:x1]))
    return float(np.median(around)) if around.size else 255.0


def _boxed(pair: tuple[Word, Word], taken: Iterable[Box], height: float) -> bool:
    reach = _BOX_NEAR * height
    first, last = pair[0].box, pair[1].box
    beside = any(
        first.x0 - reach < b.cx < last.x1 + reach and abs(b.cy - first.cy) < max(first.height, b.height) for b in taken
    )
    return beside or all(any(_is_in_column(b, word.box) for b in taken) for word in pair)


def _is_in_column(box: Box, word: Box) -> bool:
    """Whether a tick box stands in the middle right under or over a word."""
    return word.x0 < box.cx < word.x1 and abs(box.cy - word.cy) < _UNDER * word.height


def room_of(pairs: Sequence[tuple[Word, Word]]) -> Box:
    """What is looked at of the page: the words of `pairs` and the widest ellipse round each."""
    words = [word.box for pair in pairs for word in pair]
    wide, high = max(b.width for b in words), max(b.height for b in words)
    return Box.around(words).grown(wide + _AROUND, high + _AROUND)


def _of_pair(ink: Mask, near: Mask, pair: tuple[Word, Word], usual: Box) -> tuple[_State, ...]:
    """What was done to the words of a pair; frames round both are a table's cells, in which one may be circled."""
    states = tuple(_state(ink, near, word, usual) for word in pair)
    if states != (_State.FRAMED, _State.FRAMED):
        return states
    circled = [_is_circled(near, word, usual) for word in pair]
    plain = circled[0] is circled[1]
    return tuple(_State.CIRCLED if c and not plain else _State.PLAIN for c in circled)


def _wanted(marks: Sequence[_State]) -> _State:
    """What was done to the answer, of a pair's words: nothing where the other is struck out."""
    ways = (_State.FILLED, _State.CIRCLED, _State.UNDERLINED, _State.FRAMED)
    return next((s for s in ways if s in marks), _State.PLAIN)


def _boxes(pair: tuple[Word, Word], marks: tuple[_State, ...]) -> Iterator[TickBox]:
    wanted = _wanted(marks)
    answered = any(m is not _State.PLAIN for m in marks)
    for word, mark in zip(pair, marks, strict=True):
        checked = answered and mark is wanted
        yield TickBox(word.box, Tick.CHECKED if checked else Tick.UNCHECKED, PROVENANCE, _SURE)


def _state(ink: Mask, near: Mask, word: Word, usual: Box) -> _State:
    """What was done to `word`; `usual`: the place of one of these words that nothing was done to."""
    x0, y0, x1, y1 = pixels_of(word.box, ink.shape)
    rim = max(1, (y1 - y0) // 5)
    read = word.provenance.source is Source.OCR
    if (read and _is_filled(ink, x0, y0, x1, y1, 0, rim)) or _is_filled(ink, x0, y0, x1, y1, rim, rim):
        return _State.FILLED
    x0, y0, x1, y1 = pixels_of(_room_of(word, usual), ink.shape)
    if _is_framed(near, x0, y0, x1, y1):
        return _State.FRAMED
    if _is_circled(near, word, usual):
        return _State.CIRCLED
    if _is_struck(ink, x0, y0, x1, y1):
        return _State.STRUCK
    return _State.UNDERLINED if _is_underlined(ink, x0, y0, x1, y1) else _State.PLAIN


def _is_circled(near: Mask, word: Word, usual: Box) -> bool:
    """Whether an ellipse round a word is inked."""
    room = _room_of(word, usual)
    off = _OFF if word.provenance.source is Source.OCR and room is not word.box else _CENTRED
    return _ringed(near, *pixels_of(room, near.shape), off) >= _RING


def _room_of(word: Word, usual: Box) -> Box:
    """Where the letters of a word stand, or could."""
    return _letters(word.box, usual) if word.provenance.source is Source.OCR else _line_of(word)


def _letters(box: Box, usual: Box) -> Box:
    """Where the letters of a word stand, of which OCR may have told the ring round it: they take as much room as
    `usual`."""
    if box.height < _RINGED * usual.height:
        return box
    width, height = usual.width / 2, usual.height / 2
    return Box(box.cx - width, box.cy - height, box.cx + width, box.cy + height)


def _line_of(word: Word) -> Box:
    """Where the letters of a word of a text layer could stand: "non" has none that rise above the others."""
    rise = _RISE * word.box.height if word.text.islower() and "i" not in word.text else 0.0
    return replace(word.box, y0=word.box.y0 - rise)


def _is_filled(ink: Mask, x0: int, y0: int, x1: int, y1: int, grown: int, rim: int) -> bool:
    """Whether a word stands on a button that reaches `grown` pixels past it: none where OCR took the button for the
    word. Its edges are `rim` pixels high."""
    whole = ink[max(0, y0 - grown) : y1 + grown, max(0, x0 - grown) : x1 + grown] > 0
    first, last = whole[:rim, grown : whole.shape[1] - grown], whole[-rim:, grown : whole.shape[1] - grown]
    return bool(min(whole.mean(), first.mean(), last.mean()) > _FILLED)


def _is_framed(near: Mask, x0: int, y0: int, x1: int, y1: int) -> bool:
    """Whether lines go over, under and on both sides of a word, close to it, and meet."""
    reach = round(_FRAME * (y1 - y0))
    rows, columns = near.shape
    over = _lines(near[max(0, y0 - reach) : y0, x0:x1].mean(axis=1))
    under = _lines(near[y1 : y1 + reach, x0:x1].mean(axis=1))
    if not over.size or not under.size:
        return False
    top, bottom = max(0, y0 - reach) + over[-1], min(rows, y1 + under[0])
    left = _lines(near[top:bottom, max(0, x0 - reach) : x0].mean(axis=0))
    right = _lines(near[top:bottom, x1 : min(columns, x1 + reach)].mean(axis=0))
    return bool(left.size and right.size)


def _lines(shares: NDArray[np.float64]) -> NDArray[np.intp]:
    """Which of the rows or columns are inked from end to end, by the share of each that is."""
    return np.flatnonzero(shares >= _SIDE * 255)


def _is_underlined(ink: Mask, x0: int, y0: int, x1: int, y1: int) -> bool:
    """Whether a line under the word is as long as the word: longer ones are a table's, or to write on."""
    height = y1 - y0
    rows = slice(y1 - round(0.15 * height), y1 + round(0.35 * height))
    under = ink[rows, x0 + 1 : x1 - 1] > 0
    if not under.size:
        return False
    lined = under.mean(axis=1) >= _STRIKE
    sides = [ink[rows, max(0, x0 - height) : max(0, x0 - height // 3)], ink[rows, x1 + height // 3 : x1 + height]]
    return bool(lined.any()) and not any(side.size and (side[lined] > 0).mean() > _GOES_ON for side in sides)


def _is_struck(ink: Mask, x0: int, y0: int, x1: int, y1: int) -> bool:
    middle = slice(y0 + round(0.25 * (y1 - y0)), max(y0 + 1, y1 - round(0.2 * (y1 - y0))))
    rows = ink[middle, max(0, x0 - 2) : x1 + 2] > 0
    if not rows.size:
        return False
    thick = rows[:-1] | rows[1:] if len(rows) > 1 else rows
    return bool(thick.mean(axis=1).max() >= _STRIKE) or _is_struck_aslant(ink, x0, y0, x1, y1)


def _is_struck_aslant(ink: Mask, x0: int, y0: int, x1: int, y1: int) -> bool:
    """Whether a straight line goes up or down through the middle of the word, from beyond it to beyond it."""
    height = y1 - y0
    x0, x1 = x0 - round(_BEYOND * height), x1 + round(_BEYOND * height)
    heights = np.arange(y0 - round(_ASLANT * height), y1 + round(_ASLANT * height) + 1)
    left, right = (ends.ravel() for ends in np.meshgrid(heights, heights))
    middle = (left + right) / 2
    aslant = (abs(left - right) > _SLOPE * height) & (middle > y0 + 0.3 * height) & (middle < y1 - 0.25 * height)
    left, right = left[aslant, None], right[aslant, None]
    steps = np.linspace(0, 1, max(2, x1 - x0))
    y = np.round(left * (1 - steps) + right * steps).astype(int)
    x = np.round(x0 + steps * (x1 - 1 - x0)).astype(int)
    inked = ink[y.clip(0, ink.shape[0] - 1), x.clip(0, ink.shape[1] - 1)] > 0
    return bool(inked.mean(axis=-1).max(initial=0.0) >= _STRIKE)


def _ringed(near: Mask, x0: int, y0: int, x1: int, y1: int, off: Sequence[float]) -> float:
    """The most that one of the ellipses round a word is inked (0 to 1), `off` from its middle, in sizes of the word."""
    aside, above = ((size * np.array(off))[:, None, None, None] for size in (x1 - x0, y1 - y0))
    across, down = (x1 - x0) / 2 * _WIDER[..., None], (y1 - y0) / 2 * _HIGHER[..., None]
    x = np.round((x0 + x1) / 2 + aside[:, None] + across * np.cos(_ANGLES)).astype(int)
    y = np.round((y0 + y1) / 2 + above[None] + down * np.sin(_ANGLES)).astype(int)
    x, y = np.broadcast_arrays(x, y)
    rows, columns = near.shape
    inside = (x >= 0) & (y >= 0) & (x < columns) & (y < rows)
    inked = inside & (near[y.clip(0, rows - 1), x.clip(0, columns - 1)] > 0)
    return float(inked.mean(axis=-1).max())
