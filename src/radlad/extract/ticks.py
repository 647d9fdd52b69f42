"""Tick boxes, one for one text, and what they say (decisions.md 5, 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from radlad.domain.document import Box, Tick, TickBox
from radlad.domain.reading import Doubt, Evidence
from radlad.extract import beside
from radlad.layout.page import Mark, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

WORD, SAID = 0.95, 0.6
"""How sure an answer is that stands by itself as a word, in a text layer, and read by OCR."""
_SURE_STATE = 0.8
_TICKED = 0.7
"""How sure the ticked one of two boxes is at least, for the empty one to confirm it."""
_ONE_EACH = {Tick.CHECKED, Tick.UNCHECKED}


@dataclass(frozen=True, slots=True)
class Answered:
    """What boxes say: `true`, `false` or nothing, with where that is seen and the reasons to doubt it."""

    value: str
    confidence: float
    evidence: Evidence | None
    doubts: tuple[Doubt, ...] = ()


class Marks:
    """The tick boxes of a document, and which of them are still no text's."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = {s.number: s for s in sheets}
        self._taken: set[int] = set()

    def take(self, marks: Iterable[Mark]) -> None:
        self._taken.update(map(id, marks))

    def is_free(self, mark: Mark) -> bool:
        return id(mark) not in self._taken

    def free(self, sheet: Sheet, band: Rect) -> list[Mark]:
        """Those in a band of the page."""
        return [m for m in sheet.marks if band.holds(m.rect.cx, m.rect.cy) and self.is_free(m)]

    def heads_before(self, sheet: Sheet) -> list[Token]:
        """The last Oui and Non side by side on the nearest page before that has any, from left to right."""
        for number in sorted((n for n in self.sheets if n < sheet.number), reverse=True):
            words = beside.lone(self.sheets[number])
            rows = [(a, b) for a in words for b in words if a.rect.x1 < b.rect.x0 and a.rect.beside(b.rect) > 0.5]
            if words:
                return list(max(rows, key=lambda r: r[0].rect.cy, default=()))
        return []

    def stack_before(self, first: Rect, rect: Rect, sheet: Sheet) -> dict[str, Mark]:
        """The boxes of Oui over Non before a text at `rect`, level with its `first` line."""
        pairs: dict[str, Mark] = {}
        for word in beside.stack_before(first, rect, sheet):
            marks = [m for m in sheet.marks if self.is_free(m) and beside.is_near(m, word, sheet)]
            if len(marks) == 1:
                pairs["true" if word.key in beside.YES else "false"] = marks[0]
        return pairs if len(pairs) == 2 else {}


def of_one(mark: Mark, seen: Evidence) -> Answered:
    """Whether a single box is ticked."""
    box = mark.tick_box
    doubts = (Doubt.TICK_UNCLEAR,) if box.tick is Tick.UNCLEAR or box.confidence < _SURE_STATE else ()
    return Answered("true" if box.tick is Tick.CHECKED else "false", 0.5 if doubts else box.confidence, seen, doubts)


def of_word(word: Token, tokens: list[Token]) -> Answered:
    """What Oui or Non says by itself of the text that `tokens` are."""
    value, seen = "true" if word.key in beside.YES else "false", seen_at([*tokens[:1], word], [])
    sure = word.word.provenance.source.is_layer
    return Answered(value, WORD, seen) if sure else Answered(value, SAID, seen, (Doubt.WEAK,))


def of_two(yes: Mark, no: Mark, seen: Evidence | None) -> Answered:
    """What a box for and a box against say together."""
    states = (yes.tick_box.tick, no.tick_box.tick)
    confidence = _agreed(yes.tick_box, no.tick_box)
    unsure = (Doubt.TICK_UNCLEAR,) if Tick.UNCLEAR in states or confidence < _SURE_STATE else ()
    if states[0] is Tick.CHECKED and states[1] is Tick.CHECKED:
        return Answered("", 0.9, seen, (Doubt.BOTH_TICKED,))
    if Tick.CHECKED in states:
        return Answered("true" if states[0] is Tick.CHECKED else "false", 0.5 if unsure else confidence, seen, unsure)
    if set(states) == {Tick.UNCHECKED, Tick.UNCLEAR}:  # the other one is empty
        return Answered("true" if states[0] is Tick.UNCLEAR else "false", 0.5, seen, unsure)
    return Answered("", 0.5 if unsure else 0.9, seen, (*unsure, Doubt.NONE_TICKED))


def _agreed(a: TickBox, b: TickBox) -> float:
    """How sure two boxes are together: one that is surely ticked and an empty one say the same, each by itself."""
    p, q = a.confidence, b.confidence
    ticked = [box.confidence for box in (a, b) if box.tick is Tick.CHECKED]
    if {a.tick, b.tick} != _ONE_EACH or ticked[0] < _TICKED:
        return min(p, q)
    return min(0.99, p * q / (p * q + (1 - p) * (1 - q)))


def seen_at(tokens: list[Token], marks: list[Mark]) -> Evidence:
    """Where the boxes are, or else the words, with the beginning of the text."""
    page = marks[0].page if marks else tokens[0].page
    boxes = [m.tick_box.box for m in marks] or [t.word.box for t in tokens if t.page == page]
    provenance = marks[0].tick_box.provenance if marks else tokens[0].word.provenance
    return Evidence(page, Box.around(boxes), provenance, " ".join(t.text for t in tokens[:8]))
