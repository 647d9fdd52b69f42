"""Boxes whose frame a tick hides: others stand beside the same word in the same column, and tell the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from radlad.domain.document import Box, Tick, TickBox, Word
from radlad.kinds.text import compact
from radlad.marks.answers import is_answer
from radlad.marks.pictures import Grey
from radlad.marks.state import tick_of

_REACH = 2.5
"""Widths of a box from it to its word, at most."""
_COLUMN, _SAME = 2.0, 0.5
"""Widths of a box that words, and boxes, of one column are apart at most."""
_SPACE = 0.75
"""Width of a space, in fractions of the page, over the height of a word, in such fractions too, at most."""
_LEAST = 2
"""Boxes that tell a column."""
_CONFIDENCE = 0.7
"""How sure a box is whose frame was not seen."""


def hidden_boxes(grey: Grey, words: Sequence[Word], boxes: Sequence[TickBox]) -> list[TickBox]:
    """The ticked boxes of the Oui and Non that have none among `boxes`, though most have theirs on the same side."""
    answers = [w for w in words if is_answer(w) and not _goes_on(w.box, words)]
    before, after = ([_own(w.box, boxes, side) for w in answers] for side in (True, False))
    own = before if sum(map(bool, before)) >= sum(map(bool, after)) else after
    known = [(word, box) for word, box in zip(answers, own, strict=True) if box is not None]
    found: list[TickBox] = []
    printed = [*(w.box for w in words), *(b.box for b in boxes)]
    for word in (w for w, box in zip(answers, own, strict=True) if box is None):
        place = _place(word, [(w, b) for w, b in known if compact(w.text) == compact(word.text)])
        if place is None or any(place.holds(b.cx, b.cy) for b in printed):
            continue
        seen = tick_of(grey, place)
        if seen.tick is Tick.CHECKED:
            found.append(replace(seen, confidence=_CONFIDENCE))
    return found


def _goes_on(word: Box, words: Sequence[Word]) -> bool:
    """Whether another word follows, as in "Non concerné"."""
    low, high = word.x1 - _SPACE / 3 * word.height, word.x1 + _SPACE * word.height
    return any(low < w.box.x0 < high and abs(w.box.cy - word.cy) < word.height / 2 for w in words)


def _own(word: Box, boxes: Sequence[TickBox], before: bool) -> Box | None:
    """The box nearest before a word, or else behind it, on its line."""
    gaps = [(word.x0 - b.box.x1 if before else b.box.x0 - word.x1, b.box) for b in boxes]
    near = [
        (gap, b)
        for gap, b in gaps
        if -0.5 < gap / b.width < _REACH and abs(b.cy - word.cy) < max(b.height, word.height) / 2
    ]
    return min(near, key=lambda n: n[0], default=(0.0, None))[1]


def _place(word: Word, others: Sequence[tuple[Word, Box]]) -> Box | None:
    """Where the box of `word` stands, as the boxes of the same word in its column do; or as far from it as all of the
    same word."""
    column = [(w, b) for w, b in others if abs(w.box.x0 - word.box.x0) < _COLUMN * b.width]
    if len(column) >= _LEAST:
        return _usual([b for _, b in column], word.box.cy + median(b.cy - w.box.cy for w, b in column))
    beside = [replace(b, x0=b.x0 - w.box.x0 + word.box.x0, x1=b.x1 - w.box.x0 + word.box.x0) for w, b in others]
    return _usual(beside, word.box.cy) if len(beside) >= _LEAST else None


def _usual(boxes: Sequence[Box], cy: float) -> Box | None:
    """A box at `cy` as all of `boxes` stand over and under each other; None where they do not."""
    cx, width, height = (median(values) for values in zip(*((b.cx, b.width, b.height) for b in boxes), strict=True))
    if any(abs(b.cx - cx) > _SAME * width for b in boxes):
        return None
    return Box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)
