"""Values written or typed into a printed form, somewhat above or below the line of their label, put on that line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from radlad.layout.tokens import Line, Token

_OFF = 0.95
"""Letters that a value may stand above or below its line."""
_CLEAR = 1.6
"""The next lines are so many times as far away, or more."""
_REACH = 5.0
"""Letters from the end of a label to what is written behind it, at most."""
_SPACE = 1.4
"""Letters between two words of what is written."""


def set_straight(lines: Sequence[Line], letter: float, bottom: float) -> list[Line]:
    """`lines`, top to bottom, those written into the gaps of the one above or below put on it.

    `letter`: the usual height of a word, in points; `bottom`: the height of the page.
    """
    kept: list[Line] = []
    for i, line in enumerate(lines):
        above = kept[-2].middle if len(kept) > 1 else 0.0
        below = lines[i + 1].middle if i + 1 < len(lines) else bottom
        off = line.middle - kept[-1].middle if kept else bottom
        if off > _OFF * letter or min(kept[-1].middle - above, below - line.middle) < _CLEAR * off:
            kept.append(line)
        elif _are_one(kept[-1], line, letter):
            for token in line.tokens:
                kept[-1].add(token)
        else:
            kept[-1:] = _with_answers(kept[-1], line, letter)
    return kept


def _are_one(upper: Line, lower: Line, letter: float) -> bool:
    """Whether what is in one of two lines is written into the gaps of the other."""
    printed, written = sorted((upper, lower), key=lambda line: line.tokens[0].rect.x0)
    return all(_fits(run, printed, letter) for run in _runs(written.tokens, _SPACE * letter))


def _with_answers(upper: Line, lower: Line, letter: float) -> list[Line]:
    """Two lines of which one holds print of other columns, what is written behind a label's colon put beside it."""
    for printed, written in ((lower, upper), (upper, lower)):
        runs = list(_runs(written.tokens, _SPACE * letter))
        answers = [run for run in runs if _fits(run, printed, letter) and _answers(run, written, printed)]
        if answers and len(answers) < len(runs):
            moved = [t for run in answers for t in run]
            lines = {id(printed): _line([*printed.tokens, *moved])}
            lines[id(written)] = _line(t for t in written.tokens if t not in moved)
            return [lines[id(upper)], lines[id(lower)]]
    return [upper, lower]


def _answers(run: Sequence[Token], written: Line, printed: Line) -> bool:
    """Whether the word before a run in the other line ends with a colon, and none of its own line stands nearer."""
    label = max((t for t in printed.tokens if t.rect.x1 <= run[0].rect.x0 + 1), key=lambda t: t.rect.x1)
    own = (t.rect.x1 for t in written.tokens if t.rect.x1 <= run[0].rect.x0)
    return label.text.endswith(":") and max(own, default=0.0) < label.rect.x0


def _line(tokens: Iterable[Token]) -> Line:
    line = Line()
    for token in tokens:
        line.add(token)
    return line


def _fits(run: Sequence[Token], printed: Line, letter: float) -> bool:
    """Whether `run` stands in a gap of `printed`, close behind a word of it."""
    x0, x1 = run[0].rect.x0, run[-1].rect.x1
    clear = all(t.rect.x1 <= x0 + 1 or t.rect.x0 >= x1 - 1 for t in printed.tokens)
    return clear and any(-1 <= x0 - t.rect.x1 < _REACH * letter for t in printed.tokens)


def _runs(tokens: Sequence[Token], space: float) -> Iterator[Sequence[Token]]:
    """The words of a line that stand together."""
    start = 0
    for i, (a, b) in enumerate(pairwise(tokens), 1):
        if b.rect.x0 - a.rect.x1 > space:
            yield tokens[start:i]
            start = i
    yield tokens[start:]
