"""Which box answers what: questions, single boxes and choices, one box for one text (decisions.md 5, 6 and 7)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from radlad.domain.doctype import Field
from radlad.domain.document import Box, Tick
from radlad.domain.reading import Doubt, Evidence
from radlad.extract.passages import Passage, Text
from radlad.layout.page import Mark, Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

_SURE_STATE = 0.8
_WORD = 0.95
"""How sure an answer is that stands by itself, in a text layer, as a word."""
_SAID, _SEVERAL = 0.6, 2
"""The same read by OCR; and how many such answers confirm each other, where no box or other word answers."""
_BOTH = 1.5
"""How many times more Oui and Non than questions there are where both are printed beside each."""
_CAPTION = 4
"""Words that may stand before an answer on its line: "Réponse du client :"."""
_NEAR = 3.0
"""Letter sizes from the middle of a Oui or Non to that of its box, at most."""
_CENTRED, _UNDER = 0.5, 1.9
"""Letter sizes that a box under a Oui or Non may be off its middle, and below it."""
_COLUMN = 2.2
"""Letter sizes from the middle of a column's head to that of its boxes, at most."""
_DENYING, _DENIAL = frozenset({"non", "ko", "nok", "sans", "so", "na", "inexact", "incorrect", "faux", "absent"}), 3
"""How the head of a column against what a row says begins, and the words of it at most."""
_RULED_OFF = 30.0
"""Letter sizes that a rule between a box and a text counts for."""
_LEVEL = 0.4
"""Share of its height that a box beside a word has in common with it."""
_ANSWERS = frozenset({"oui", "non"})
_LETTERS = frozenset({"o", "0", "n"})
"""Oui and Non by their first letters, as OCR reads them too: believed beside a box."""
_WRITTEN = frozenset("ON0")
"""The same where somebody writes them before a question."""
_YES = frozenset({"oui", "o", "0"})
_RUN = _ANSWERS | {"", "ou", "x", "1", "2", "notre", "votre", "reponse", "du", "client"}
"""What stands with Oui and Non behind a question: signs, the number of a note, "notre réponse :"."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What boxes say: `true`, `false` or nothing, with where that is seen and the reasons to doubt it."""

    value: str
    confidence: float
    evidence: Evidence | None
    doubts: tuple[Doubt, ...] = ()


class Boxes:
    """The tick boxes of a document and the passages they may belong to."""

    def __init__(self, sheets: Sequence[Sheet], text: Text) -> None:
        self._sheets = {s.number: s for s in sheets}
        self._text = text
        self._taken: set[int] = set()
        self._denied: dict[Passage, Mark] = {}
        """The box that says the contrary of a passage, beside the one that says it: "Non confirmé" of "Confirmé"."""
        self._boxed = False
        """Whether a question was answered by boxes."""
        self._said: list[int] = []
        """How many of Oui and Non stand behind each question that was answered without boxes."""

    # -- questions
    def questions(self, asked: Mapping[Field, Passage]) -> dict[Field, Answered]:
        """The answers to all questions of a document; those in words confirm each other where nothing else answers, and
        none is sure where both words are printed beside each."""
        answered = {field: self.question(passage) for field, passage in asked.items()}
        if self._boxed or set(self._said) != {1}:
            return answered
        if sum(len(self._lone(sheet)) for sheet in self._sheets.values()) > _BOTH * len(self._said):
            return {
                f: replace(a, confidence=_SAID, doubts=(Doubt.WEAK,)) if a.value else a for f, a in answered.items()
            }
        if len(self._said) < _SEVERAL:
            return answered
        return {f: replace(a, confidence=_WORD, doubts=()) if _is_word(a) else a for f, a in answered.items()}

    def question(self, passage: Passage) -> Answered:
        """Oui or Non, by the words right behind the question, by the boxes beside or below it, or under the heads Oui
        and Non of their columns."""
        tokens = self._text.words(passage)
        words = self._behind(passage)
        if words:
            sheet = self._sheets[words[0].page]
            marks = [m for m in sheet.marks if id(m) not in self._taken and any(_is_near(m, w, sheet) for w in words)]
            return self._answer(sheet, words, marks, tokens) if marks else self._printed(words, tokens, sheet)
        for number in dict.fromkeys(t.page for t in tokens):
            answered = self._on_page(self._sheets[number], [t for t in tokens if t.page == number])
            if answered is not None:
                return answered
        return self._lettered(passage) or Answered("", 0.4, _seen(tokens, []), (Doubt.BOX_ABSENT,))

    def _lettered(self, passage: Passage) -> Answered | None:
        """The answer by a letter, O or N, that stands by itself before a question: in a box to write it in."""
        tokens, line = self._text.words(passage), self._text.segments[passage.start]
        sheet = self._sheets[line.page]
        before = (s for s in sheet.among(line.rect.y0, line.rect.y1 + sheet.em) if s.rect.x1 < line.rect.x0)
        letters = [t for s in before if len(s.tokens) == 1 for t in s.tokens if t.text in _WRITTEN]
        if len(letters) != 1 or line.rect.x0 - letters[0].rect.x1 > _NEAR * sheet.em:
            return None
        self._said.append(1)
        value = "true" if letters[0].key in _YES else "false"
        return Answered(value, _SAID, _seen([*tokens[:1], letters[0]], []), (Doubt.WEAK,))

    def _behind(self, passage: Passage) -> list[Token]:
        """Oui and Non where they run on behind the question, over the end of its line; one of each at most."""
        line = self._text.segments[passage.end - 1]
        last = self._text.tokens[passage.end - 1]
        row = [t for s in self._sheets[line.page].row_of(line) for t in s.tokens]
        behind = row[row.index(last) + 1 :]
        if line.below is not None and any(t.key in _ANSWERS for t in behind):
            behind += line.below.tokens
        run = list(takewhile(lambda t: t.key in _RUN, behind))
        first = {t.key in _YES: t for t in reversed(run) if t.key in _ANSWERS}
        return list(first.values())

    def _on_page(self, sheet: Sheet, tokens: list[Token]) -> Answered | None:
        rect = Rect.around(t.rect for t in tokens)
        own = {id(t) for t in tokens}
        bands = [_band(rect, sheet)]
        below = Rect(0, rect.y1, sheet.width, rect.y1 + 1.9 * sheet.em)
        if not self._says_else(sheet, below):
            bands.append(below)
        for band in bands:
            words = [t for t in self._words(sheet, band) if id(t) not in own]
            stacked = _stacked(words, sheet) if band.y0 >= rect.y1 else None
            if stacked is not None:
                words, band = [*words, stacked], Rect(0, band.y0, band.x1, stacked.rect.y1)
            free = self._free(sheet, band)
            marks = [m for m in free if m.rect.x0 > rect.x0 + sheet.em or any(_is_near(m, w, sheet) for w in words)]
            marks = marks or self._before(sheet, rect, free, words)
            if band.y0 >= rect.y1 and not words:
                break
            pairs = self._headed(sheet, words)
            if pairs:
                return self._by_pairs(pairs, tokens)
            if marks:
                return self._answer(sheet, words, marks, tokens)
            if words:
                return self._printed(words, tokens, sheet)
        return None

    def _says_else(self, sheet: Sheet, band: Rect) -> bool:
        """Whether a Oui or Non in `band` stands on the line of a sentence, whose answer it is."""
        rows = (
            sheet.row_of(s)
            for s in sheet.segments
            if band.y0 <= s.rect.cy <= band.y1 and any(t.key in _ANSWERS for t in s.tokens)
        )
        return any(sum(t.key not in _RUN for s in row if s.text[0] != "(" for t in s.tokens) > _CAPTION for row in rows)

    def _answer(self, sheet: Sheet, words: list[Token], marks: list[Mark], tokens: list[Token]) -> Answered:
        return self._by_pairs(_paired(words, marks) if words else self._by_columns(sheet, marks), tokens)

    def _by_pairs(self, pairs: dict[str, Mark], tokens: list[Token]) -> Answered:
        """What the boxes of Oui and Non say together."""
        self._taken.update(id(m) for m in pairs.values())
        self._boxed = self._boxed or bool(pairs)
        yes, no = pairs.get("true"), pairs.get("false")
        seen = _seen(tokens, [m for m in (yes, no) if m])
        if yes is None and no is None:
            return Answered("", 0.4, seen, (Doubt.BOX_ABSENT,))
        if yes is None or no is None:
            only, value = (yes, "true") if yes else (no, "false")
            assert only is not None
            ticked = only.tick_box.tick is Tick.CHECKED
            return Answered(value if ticked else "", 0.5, seen, (Doubt.BOX_ABSENT,))
        return _of_two(yes, no, seen)

    def _printed(self, words: list[Token], tokens: list[Token], sheet: Sheet) -> Answered:
        """An answer printed as a word, without boxes: only one of the two stands there, sure by itself in a text
        layer."""
        self._said.append(len(words))
        if len(words) != 1:
            return Answered("", 0.3, _seen(tokens, []), (Doubt.BOX_ABSENT,))
        (word,) = words
        value, seen = "true" if word.key in _YES else "false", _seen([*tokens[:1], word], [])
        if not _is_apart(word, sheet):
            return Answered(value, 0.5, seen, (Doubt.WEAK,))
        sure = word.word.provenance.source.is_layer
        return Answered(value, _WORD, seen) if sure else Answered(value, _SAID, seen, (Doubt.WEAK,))

    def _headed(self, sheet: Sheet, words: list[Token]) -> dict[str, Mark]:
        """The boxes right under Oui and Non, where both have theirs there and neither beside it."""
        free = [m for m in sheet.marks if id(m) not in self._taken]
        if len(words) != 2 or any(_is_near(m, w, sheet) for w in words for m in free):
            return {}
        pairs: dict[str, Mark] = {}
        for word in words:
            under = [m for m in free if _is_under(m, word, sheet)]
            if under:
                pairs["true" if word.key in _YES else "false"] = min(under, key=lambda m: m.rect.cy)
        return pairs if len(pairs) == 2 else {}

    def _words(self, sheet: Sheet, band: Rect) -> list[Token]:
        """Oui and Non in a band of the page, one of each at most, the rightmost."""
        found: dict[bool, Token] = {}
        for segment in sheet.segments:
            for t in segment.tokens:
                if band.y0 <= t.rect.cy <= band.y1 and t.key in _ANSWERS and len(segment.tokens) <= 4:
                    found[t.key in _YES] = t
        return list(found.values()) or self._letters(sheet, band)

    def _letters(self, sheet: Sheet, band: Rect) -> list[Token]:
        """O and N in a band of the page, both, each by itself beside its box."""
        found: dict[bool, Token] = {}
        free = self._free(sheet, band)
        for segment in sheet.segments if len(free) > 1 else ():
            (token, *others) = segment.tokens
            letter = not others and token.key in _LETTERS and band.y0 <= token.rect.cy <= band.y1
            if letter and any(_is_near(m, token, sheet) for m in free):
                found[token.key in _YES] = token
        return list(found.values()) if len(found) == 2 else []

    def _free(self, sheet: Sheet, band: Rect) -> list[Mark]:
        return [m for m in sheet.marks if band.y0 <= m.rect.cy <= band.y1 and id(m) not in self._taken]

    def _by_columns(self, sheet: Sheet, marks: list[Mark]) -> dict[str, Mark]:
        """Each box by the nearest Oui or Non above it in its column; where the columns' heads are on a page before,
        which may lie otherwise, two boxes by their order."""
        heads: Sequence[Token | None] = [self._head(sheet, mark) for mark in marks]
        if not any(heads) and len(marks) == 2:
            heads = self._heads_before(sheet)
            marks = sorted(marks, key=lambda m: m.rect.x0)
        pairs: dict[str, Mark] = {}
        for head, mark in zip(heads, marks, strict=False):
            if head is not None:
                pairs.setdefault("true" if head.key in _YES else "false", mark)
        return pairs

    def _before(self, sheet: Sheet, rect: Rect, marks: list[Mark], words: list[Token]) -> list[Mark]:
        """The boxes left of a question where they stand beside Oui and Non, or in the columns of both."""
        left = [m for m in marks if m.rect.x1 <= rect.x0]
        if len(words) == 2 and all(w.rect.x1 <= rect.x0 for w in words):
            return [m for m in left if any(_is_near(m, w, sheet) for w in words)]
        return left if len(self._by_columns(sheet, left)) == len(left) == 2 else []

    def _head(self, sheet: Sheet, mark: Mark) -> Token | None:
        above = [t for t in self._lone(sheet) if _is_below(mark, t, sheet)]
        return max(above, key=lambda t: t.rect.y1, default=None)

    def _heads_before(self, sheet: Sheet) -> list[Token]:
        """The last Oui and Non side by side on the nearest page before that has any, from left to right."""
        for number in sorted((n for n in self._sheets if n < sheet.number), reverse=True):
            words = self._lone(self._sheets[number])
            rows = [(a, b) for a in words for b in words if a.rect.x1 < b.rect.x0 and a.rect.beside(b.rect) > 0.5]
            if words:
                return list(max(rows, key=lambda r: r[0].rect.cy, default=()))
        return []

    def _lone(self, sheet: Sheet) -> list[Token]:
        """Oui and Non in lines of hardly more."""
        return [t for s in sheet.segments if len(s.tokens) <= 4 for t in s.tokens if t.key in _ANSWERS]

    # -- single boxes
    def match(self, passages: Iterable[Passage]) -> dict[Passage, Mark]:
        """The box of each passage: one of two behind or under it, by which it is confirmed or denied; just before it,
        else just behind it or at the end of its row; one to one."""
        passages = list(passages)
        pairs = {p: sides[0] for p in passages if (sides := self._sides(p))}
        offers: list[tuple[float, Passage, Mark]] = []
        against = {id(m) for sheet in self._sheets.values() for m in _against(sheet)}
        said = {id(t) for p in passages for t in self._text.words(p)}
        captions = {id(m): _caption(m, s, said) for s in self._sheets.values() for m in s.marks}
        for passage in passages:
            tokens = self._text.words(passage)
            sheet = self._sheets[tokens[0].page]
            here = [t.rect for t in tokens if t.page == sheet.number]
            first, around = self._text.begins(passage), Rect.around(here)
            offers += [
                (distance, passage, mark)
                for mark in sheet.marks
                if id(mark) not in self._taken
                and id(mark) not in against
                and (
                    (distance := _distance(mark.rect, first, here[-1], around, sheet)) is not None
                    or (distance := _over_caption(mark.rect, captions[id(mark)], first, around, sheet)) is not None
                )
            ]
        for _, passage, mark in sorted(offers, key=lambda o: o[0]):
            if passage not in pairs and id(mark) not in self._taken:
                pairs[passage] = mark
                self._taken.add(id(mark))
        return pairs

    def _sides(self, passage: Passage) -> list[Mark]:
        """The boxes of "Confirmé" and "Non confirmé" on the line under a passage, behind it, or beside it."""
        last = self._text.segments[passage.end - 1]
        sheet = self._sheets[last.page]
        below = next((row for row in sheet.rows if row[0].rect.y0 > last.rect.cy), [])
        if not below or below[0].rect.y0 - last.rect.y1 > _UNDER * sheet.em or len(below[0].tokens) > _CAPTION:
            below = []  # far away, or another sentence, whose boxes they are
        said = [t for t in self._text.words(passage) if t.page == sheet.number]
        own, around = {id(t) for t in said}, Rect.around(t.rect for t in said)
        level = [s for s in sheet.among(around.y0, around.y1) if around.y0 < s.rect.cy < around.y1]
        for row in (sheet.row_of(last), level, below):
            words = [t for s in row for t in s.tokens if t.key and id(t) not in own]
            marks = self._free(sheet, Rect.around(s.rect for s in row)) if words else []
            sides = _for_and_against(words, sorted(marks, key=lambda m: m.rect.x0))
            if sides:
                self._taken.update(id(m) for m in sides)
                self._denied[passage] = sides[1]
                return sides
        return []

    def state(self, passage: Passage, mark: Mark) -> Answered:
        """Whether the box of `passage` is ticked."""
        if passage in self._denied:
            return _of_two(mark, self._denied[passage], _seen(self._text.words(passage), [mark, self._denied[passage]]))
        seen = _seen(self._text.words(passage), [mark])
        box = mark.tick_box
        doubts = (Doubt.TICK_UNCLEAR,) if box.tick is Tick.UNCLEAR or box.confidence < _SURE_STATE else ()
        return Answered(
            "true" if box.tick is Tick.CHECKED else "false", 0.5 if doubts else box.confidence, seen, doubts
        )


def _for_and_against(words: list[Token], marks: list[Mark]) -> list[Mark]:
    """Of two boxes that words stand behind, or before, the one for and the one against: what is said, and "non" it."""
    if len(marks) != 2:
        return []
    first, second = marks
    cuts = first.rect.x1, second.rect.cx
    said = [[t.key for t in words if low < t.rect.cx < high] for low, high in (cuts, (cuts[1], math.inf))]
    if not said[1]:
        said = [[t.key for t in words if low < t.rect.cx < high] for low, high in ((-math.inf, first.rect.cx), cuts)]
    (one, other), both = said, [first, second]
    if other == ["non", *one] or (one == ["oui"] and other == ["non"]):
        return both if one else []
    return both[::-1] if one == ["non", *other] and other else []


def _against(sheet: Sheet) -> list[Mark]:
    """The boxes in a column that is headed "Non", "Non conforme" or "Sans objet", right of that which is for."""
    brief = (s for s in sheet.segments if s.tokens[0].key in _DENYING and len(s.tokens) <= _DENIAL)
    right = (s for s in brief if sheet.row_of(s)[0] is not s)
    heads = [s for s in right if not any(_is_near(m, s, sheet) for m in sheet.marks)]
    return [m for head in heads for m in _headed_against(head, sheet)]


def _headed_against(head: Segment, sheet: Sheet) -> list[Mark]:
    """The boxes under a head, down to the last that has one left of it: what follows is another table."""
    under = [m for m in sheet.marks if _is_below(m, head, sheet)]
    paired = [m for m in under if any(o.rect.x1 < m.rect.x0 and o.rect.beside(m.rect) > _LEVEL for o in sheet.marks)]
    last = max((m.rect.y1 for m in paired), default=sheet.height)
    return [m for m in under if m.rect.cy < last]


def _is_below(mark: Mark, head: Token | Segment, sheet: Sheet) -> bool:
    """Whether a box stands in the column of a head."""
    return abs(head.rect.cx - mark.rect.cx) < _COLUMN * sheet.em and head.rect.y1 < mark.rect.y0


def _distance(mark: Rect, first: Rect, last: Rect, rect: Rect, sheet: Sheet) -> float | None:
    """How far a box is from a text at `rect`, which begins with `first` and ends with `last`, in points, farther than
    any other where a rule stands between; None when it cannot be its box."""
    em = sheet.em
    ruled_off = _RULED_OFF * em
    if mark.x1 <= first.x0 + 2 and mark.beside(first) > 0.35 and first.x0 - mark.x1 < 5 * em:
        return first.x0 - mark.x1 + ruled_off * sheet.upright_between(mark, first)
    if mark.x0 >= last.x1 - 2 and mark.beside(last) > 0.35:
        return 5 * em + 0.25 * (mark.x0 - last.x1) + ruled_off * sheet.upright_between(last, mark)
    if mark.x0 >= rect.x1 - 2 and rect.y0 - 2 <= mark.cy <= rect.y1 + 2:
        return 6 * em + 0.25 * (mark.x0 - rect.x1) + ruled_off * sheet.upright_between(rect, mark)
    if mark.x1 <= rect.x0 + 2 and rect.y0 - 2 <= mark.cy <= rect.y1 + 2 and rect.x0 - mark.x1 < 5 * em:
        return 2 * em + rect.x0 - mark.x1 + ruled_off * sheet.upright_between(mark, rect)
    return None


def _caption(mark: Mark, sheet: Sheet, said: Collection[int]) -> Rect | None:
    """The few words beside a box that are no statement's (by `id`): "Engagement n° 2", "à cocher si exact :"."""
    words = [t for s in sheet.beside(mark.rect) for t in s.tokens if t.key]
    if not 0 < len(words) <= _CAPTION or any(id(t) in said or t.key in _ANSWERS for t in words):
        return None
    return Rect.around(t.rect for t in words)


def _over_caption(mark: Rect, caption: Rect | None, first: Rect, rect: Rect, sheet: Sheet) -> float | None:
    """How far a box before a caption is from the text right below that, or one behind it from the text right above."""
    if caption is None:
        return None
    heads = mark.x1 <= caption.x0 and mark.x0 < first.x0 + 2 and 0 < first.y0 - caption.y1 < sheet.em
    ends = mark.x0 >= caption.x1 and rect.x0 < mark.x0 and 0 < caption.y0 - rect.y1 < sheet.em
    return 8 * sheet.em if heads or ends else None


def _band(rect: Rect, sheet: Sheet) -> Rect:
    return Rect(0, rect.y0 - 0.35 * sheet.letter, sheet.width, rect.y1 + 0.35 * sheet.letter)


def _paired(words: list[Token], marks: list[Mark]) -> dict[str, Mark]:
    """The box of Oui and that of Non: all before their words, or all behind them, whichever is nearer."""
    ways: list[tuple[float, dict[str, Mark]]] = []
    for before in (True, False):
        pairs: dict[str, Mark] = {}
        total = 0.0
        for word in sorted(words, key=lambda t: t.rect.x0):
            gaps = {id(m): _gap(word.rect, m.rect, before) for m in marks if m not in pairs.values()}
            near = [m for m in marks if gaps.get(id(m), -99.0) > -0.5 * m.rect.width]
            if near:
                mark = min(near, key=lambda m: (m.rect.beside(word.rect) < _LEVEL, gaps[id(m)]))
                pairs["true" if word.key in _YES else "false"] = mark
                total += gaps[id(mark)]
        ways.append((total - 1000 * len(pairs), pairs))
    return min(ways, key=lambda w: w[0])[1]


def _gap(word: Rect, mark: Rect, before: bool) -> float:
    """From a box to its word; 0 where the word itself is circled or struck out."""
    if mark.beside(word) > 0.8 and abs(mark.cx - word.cx) < 0.2 * word.width:
        return 0.0
    return word.x0 - mark.x1 if before else mark.x0 - word.x1


def _of_two(yes: Mark, no: Mark, seen: Evidence | None) -> Answered:
    states = (yes.tick_box.tick, no.tick_box.tick)
    confidence = min(yes.tick_box.confidence, no.tick_box.confidence)
    unsure = (Doubt.TICK_UNCLEAR,) if Tick.UNCLEAR in states or confidence < _SURE_STATE else ()
    if states[0] is Tick.CHECKED and states[1] is Tick.CHECKED:
        return Answered("", 0.9, seen, (Doubt.BOTH_TICKED,))
    if Tick.CHECKED in states:
        return Answered("true" if states[0] is Tick.CHECKED else "false", 0.5 if unsure else confidence, seen, unsure)
    return Answered("", 0.5 if unsure else 0.9, seen, (*unsure, Doubt.NONE_TICKED))


def _stacked(words: list[Token], sheet: Sheet) -> Token | None:
    """The other of Oui and Non, right under the only one of `words`; each is all that its line says."""
    if len(words) != 1:
        return None
    (word,) = words
    segment = sheet.segment_of(word)
    below = next((row for row in sheet.rows if row[0].rect.y0 > word.rect.cy), [])
    other = [t for s in below for t in s.tokens if t.key]
    alone = segment is not None and [t for s in sheet.row_of(segment) for t in s.tokens if t.key] == [word]
    if not alone or len(other) != 1 or other[0].key not in _ANSWERS or (other[0].key in _YES) == (word.key in _YES):
        return None
    near = other[0].rect.y0 - word.rect.y1 < _UNDER * sheet.em
    return other[0] if near and abs(other[0].rect.x0 - word.rect.x0) < _CENTRED * sheet.em else None


def _is_near(mark: Mark, word: Token | Segment, sheet: Sheet) -> bool:
    return mark.rect.beside(word.rect) > _LEVEL and abs(mark.rect.cx - word.rect.cx) < _NEAR * sheet.em


def _is_under(mark: Mark, word: Token, sheet: Sheet) -> bool:
    """Whether a box stands in the middle under a word, on the next line."""
    centred = abs(mark.rect.cx - word.rect.cx) < _CENTRED * sheet.em
    return centred and 0 < mark.rect.cy - word.rect.cy < _UNDER * sheet.em


def _is_apart(word: Token, sheet: Sheet) -> bool:
    """Whether a word stands by itself in its segment, or behind a question or a colon."""
    segment = sheet.segment_of(word)
    if segment is None or any(t.key for t in segment.tokens[segment.tokens.index(word) + 1 :]):
        return False
    before = segment.tokens[: segment.tokens.index(word)]
    return not any(t.key for t in before) or before[-1].text.endswith((":", "?"))


def _is_word(answered: Answered) -> bool:
    """Whether it is in doubt for nothing but that OCR read it, and no box says it."""
    return answered.confidence == _SAID and answered.doubts == (Doubt.WEAK,)


def _seen(tokens: list[Token], marks: list[Mark]) -> Evidence:
    page = marks[0].page if marks else tokens[0].page
    boxes = [m.tick_box.box for m in marks] or [t.word.box for t in tokens if t.page == page]
    provenance = marks[0].tick_box.provenance if marks else tokens[0].word.provenance
    return Evidence(page, Box.around(boxes), provenance, " ".join(t.text for t in tokens[:8]))
