"""Tick boxes that are characters: ☐ ☒ ☑, `[ ]`, `[X]`, `( )`, `|_|`; taken out of the words they stick to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from radlad.domain.document import Box, Provenance, Source, Tick, TickBox, Word
from radlad.kinds.text import compact
from radlad.layout.tokens import ANSWERS
from radlad.marks.answers import is_answer

PROVENANCE = Provenance(Source.MARK, "radlad.marks.printed", "1")

_EMPTY = "☐□▢◻◽❏❐❑❒⬜○◯⚪"
_TICKED = "☒☑⊠⊡▣◼◾⬛■☓✓✔✕✖✗✘✅❎◉⦿●⚫"
_MARKS = frozenset("☓✓✔✕✖✗✘")
"""A tick without a box around it: it may stand inside a box that is drawn, which is then the better witness."""
_BULLETS = frozenset("●■◼○◯⚫")
"""Also used as bullets: boxes only where a page shows both their states, or unmistakable boxes beside."""
_CALLS = frozenset({"(*)", "( *)", "(* )", "( * )"})
"""Also the call of a note: boxes only where a page shows empty brackets too."""
_GLYPH = re.compile(f"[{_EMPTY}{_TICKED}]")
_SIGNS = re.compile(rf"[{_EMPTY}{_TICKED}\[({{|_]")
"""Each box has one of these."""
_BRACKETS = re.compile(
    r"[\[{(]\s?([xX✓✔✗✘*•vV])\s?[\]})]|[\[{]\s?[_.]*\s?[\]}]|\(\s\)|\(\)|\|\s?(?:_*[xX✓✔✗✘]_*|_+)\s?\|"
    r"|_+[xX✓✔✗✘]_+|(?<!_)_(?:[—–-]|_{0,2})_(?!_)"
)
_LINES = re.compile(r"[_—–-]+")
"""A short line to write an X on: a box only where a page shows one with its X."""
_MISREAD = re.compile(r"[\[({|1lIU]?[xX]?[\])}|1lIJ]|[xX0OD\[\]]")
"""What OCR makes of brackets on a bad copy; believed only in a column of brackets."""
_ALIGNED = 0.012
_OPEN, _MIDDLE, _CLOSE = (
    re.compile(r"^[\[(]$|^[\[(][xX✓✔✗✘]$"),
    re.compile(r"^[xX✓✔✗✘]$"),
    re.compile(r"^[xX✓✔✗✘]?[\])]"),
)
_ROUND, _DOT = frozenset("oO0○°"), frozenset("•●")
_CROSSED = re.compile(r"[×✓✔✗✘√](oui|non)?", re.IGNORECASE)
_LETTERED = re.compile(rf"{_CROSSED.pattern}|x(oui|non)?|v", re.IGNORECASE)
"""The same, where the other ticks have boxes that are drawn."""
_SHAPE_SURE = 0.75
"""How sure the state of a box is that OCR took for a letter, a bullet or a cross."""
_NEAR = 1.6
"""Widest gap inside a pair of brackets, in heights of the bracket."""


@dataclass(frozen=True, slots=True)
class PrintedBox:
    """A box that is one or several characters, and whether OCR read them."""

    tick_box: TickBox
    glyph: str
    read: bool

    @property
    def bracketed(self) -> bool:
        """Whether it is a pair of brackets, no drawn box."""
        return len(self.glyph) > 1

    @property
    def whole(self) -> bool:
        """Whether the text layer says its state, whatever is drawn around it: a box, or the cell of a table."""
        return self.bracketed or not self.read


def printed_boxes(words: Sequence[Word], *, drawn: bool = False) -> tuple[list[Word], list[PrintedBox]]:
    """The words without the boxes they held, and these boxes with their state. `drawn`: whether pixels show boxes, so
    that a letter right before Oui or Non is the tick that another has in its box."""
    kept: list[Word] = []
    boxes: list[PrintedBox] = []
    for word in _joined(words):
        kept.extend(_without_boxes(word, boxes))
    glyphs = {box.glyph for box in boxes}
    real = {id(box): box for box in boxes if _is_box(box.glyph, glyphs)}
    if len(real) < len(boxes):
        answers = [word.box for word in kept if is_answer(word)]
        real |= {id(b): b for b in boxes if any(_is_before(b.tick_box.box, answer) for answer in answers)}
    kept, found = _with_misread(kept, list(real.values()))
    kept, crosses = _with_crosses(kept, _LETTERED if drawn else _CROSSED)
    rounds = _small_rounds(kept)
    lettered = {id(word) for word, _ in rounds}
    return [word for word in kept if id(word) not in lettered], [*found, *crosses, *(box for _, box in rounds)]


def _with_crosses(words: list[Word], crossed: re.Pattern[str]) -> tuple[list[Word], list[PrintedBox]]:
    """The words without the cross that OCR read at the beginning of a Oui or Non, or right before it, and these crosses
    as boxes: a tick that is printed instead of its box."""
    kept: list[Word] = []
    crosses: list[Word] = []
    for word, following in zip_longest(words, words[1:]):
        match = crossed.fullmatch(word.text) if word.provenance.source is Source.OCR else None
        if match is not None and match[match.lastindex or 0] != word.text:
            crosses.append(_part(word, 0, 1))
            kept.append(_part(word, 1, len(word.text)))
        elif match and following and is_answer(following) and _is_before(word.box, following.box):
            crosses.append(word)
        else:
            kept.append(word)
    return kept, [PrintedBox(TickBox(c.box, Tick.CHECKED, PROVENANCE, _SHAPE_SURE), "×", False) for c in crosses]


def _small_rounds(words: list[Word]) -> list[tuple[Word, PrintedBox]]:
    """What OCR took for a letter or a bullet right before Oui or Non, where a page shows both: circles, empty and
    filled, smaller than those that pixels tell from letters."""
    signs = _ROUND | _DOT
    pairs = ((w, n) for w, n in pairwise(words) if w.text in signs and is_answer(n))
    rounds = [w for w, n in pairs if w.provenance.source is Source.OCR and _is_before(w.box, n.box)]
    if not all(any(w.text in shape for w in rounds) for shape in (_ROUND, _DOT)):
        return []
    states = ((w, Tick.CHECKED if w.text in _DOT else Tick.UNCHECKED) for w in rounds)
    return [(w, PrintedBox(TickBox(w.box, state, PROVENANCE, _SHAPE_SURE), w.text, True)) for w, state in states]


def _with_misread(words: list[Word], found: list[PrintedBox]) -> tuple[list[Word], list[PrintedBox]]:
    """Adds the brackets that OCR misread: short words that stand exactly under or over others."""
    columns = [b.tick_box.box for b in found if b.bracketed]
    kept: list[Word] = []
    added: list[PrintedBox] = []
    for word in words:
        likely = word.provenance.source is Source.OCR and word.confidence < 0.95 and _MISREAD.fullmatch(word.text)
        if likely and any(_is_aligned(word.box, box) for box in columns) and not _stands_for_oui(word, words):
            state = Tick.CHECKED if "x" in word.text.lower() else Tick.UNCHECKED
            added.append(PrintedBox(TickBox(word.box, state, PROVENANCE, 0.7 * word.confidence), "[]", True))
        else:
            kept.append(word)
    return kept, found + added


def _stands_for_oui(word: Word, words: Sequence[Word]) -> bool:
    """Whether it is the O of O and N, Oui and Non by their first letters."""
    level = (w for w in words if w.text[:1] == "N" and abs(w.box.cy - word.box.cy) < 0.6 * word.box.height)
    return word.text in "O0" and any(len(w.text.strip("[]()|_ xX")) == 1 for w in level)


def _is_aligned(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < _ALIGNED or abs(a.x1 - b.x1) < _ALIGNED


def _joined(words: Sequence[Word]) -> list[Word]:
    """`[`, `X` and `]` printed apart, put together as one word."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is not None and _continues(last, word):
            joined[-1] = replace(
                last, text=last.text + word.text, box=Box.around((last.box, word.box)),
                confidence=min(last.confidence, word.confidence),
            )  # fmt: skip
        else:
            joined.append(word)
    return joined


def _continues(last: Word, word: Word) -> bool:
    if not _OPEN.match(last.text) and not last.text.endswith(("[",)):
        return False
    closes = _CLOSE.match(word.text) or (last.text[-1] in "[(" and _MIDDLE.match(word.text))
    return bool(closes) and _is_before(last.box, word.box)


def _is_before(first: Box, second: Box) -> bool:
    """Whether one stands right before the other on its line."""
    height = max(first.height, second.height)
    # fractions of the width and of the height differ: a page is about √2 higher than wide
    near = 0 <= second.x0 - first.x1 + 0.004 <= _NEAR * 1.41 * height
    return near and abs(first.cy - second.cy) < 0.6 * height


def _without_boxes(word: Word, boxes: list[PrintedBox]) -> list[Word]:
    """What is left of `word`; the boxes it held are added to `boxes`."""
    if not _SIGNS.search(word.text):
        return [word]
    rest: list[Word] = []
    at = 0
    for match in sorted((*_GLYPH.finditer(word.text), *_BRACKETS.finditer(word.text)), key=re.Match[str].start):
        if match.start() < at or not _stands_apart(match, word.text):
            continue
        glyph = match.group()
        mark = glyph[1:-1].strip(" _.—–-") if len(glyph) > 1 else ""
        if glyph in _BULLETS and word.provenance.source is Source.OCR:
            continue  # the pixels tell a box from a bullet better
        ticked = bool(mark) if len(glyph) > 1 else glyph in _TICKED
        state = Tick.CHECKED if ticked else Tick.UNCHECKED
        place = _part(word, match.start(), match.end()).box
        if _LINES.fullmatch(glyph):  # an X would stand on it, as high as two of its signs are wide
            place = Box(place.x0, min(place.y0, place.y1 - place.width / len(glyph)), place.x1, place.y1)
        read = word.provenance.source is Source.OCR
        boxes.append(PrintedBox(TickBox(place, state, PROVENANCE, word.confidence), glyph, read))
        if match.start() > at:
            rest.append(_part(word, at, match.start()))
        at = match.end()
    if at == 0:
        return [word]
    if at < len(word.text):
        rest.append(_part(word, at, len(word.text)))
    return [w for w in rest if w.text.strip()]


def _stands_apart(match: re.Match[str], text: str) -> bool:
    """Round brackets in a word such as `document(s)` are no box; nor is `()` behind a name, other than Oui and Non."""
    if not match.group().startswith("("):
        return True
    before = text[: match.start()]
    return not before[-1:].isalnum() or match.group() != "()" or compact(before) in ANSWERS


def _part(word: Word, start: int, end: int) -> Word:
    """Characters `start` to `end` of the word, taken to be equally wide."""
    step = word.box.width / len(word.text)
    box = Box(word.box.x0 + start * step, word.box.y0, word.box.x0 + end * step, word.box.y1)
    return replace(word, text=word.text[start:end], box=box)


def _is_box(glyph: str, glyphs: set[str]) -> bool:
    if _LINES.fullmatch(glyph):
        return any(g[0] == "_" and not _LINES.fullmatch(g) for g in glyphs)
    if glyph in _CALLS:
        return any(not g[1:-1].strip(" _.") for g in glyphs if len(g) > 1)
    if glyph not in _BULLETS:
        return True
    both_states = {"○", "●"} <= glyphs or {"◯", "●"} <= glyphs or bool(glyphs & {"■", "◼"} and glyphs & set("□☐◻"))
    return both_states or any(len(g) == 1 and g not in _BULLETS and g not in _MARKS for g in glyphs)
