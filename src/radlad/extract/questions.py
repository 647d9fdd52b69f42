"""Questions: Oui or Non, by words behind them, boxes beside or below, or heads of columns (decisions.md 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from radlad.domain.doctype import Field
from radlad.domain.document import Tick
from radlad.domain.reading import Doubt
from radlad.extract import beside
from radlad.extract.passages import Passage, Text
from radlad.extract.ticks import SAID, WORD, Answered, Marks, of_two, of_word, seen_at
from radlad.layout.page import Mark, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import ANSWERS, Token

_SEVERAL = 2
"""How many answers in words that OCR read confirm each other, where no box or other word answers."""
_BOTH = 1.5
"""How many times more Oui and Non than questions there are where both are printed beside each."""
_LETTERS = frozenset({"o", "0", "n"})
"""Oui and Non by their first letters, as OCR reads them too: believed beside a box."""
_WRITTEN = frozenset("ON0")
"""The same where somebody writes them before a question."""
_LEGEND = re.compile(r"\bO\s?[=:/]\s?(?:oui\b|N\b)", re.IGNORECASE)
"""What says so: "O = oui", "O/N"."""
_RUN = (
    ANSWERS
    | {"", "ou", "x", "1", "2", "notre", "votre", "reponse", "du", "client", "yes", "no"}
    | {"je", "reponds", "nous", "repondons"}
)
"""What stands with Oui and Non behind a question: signs, the number of a note, "notre réponse :", "je réponds :"."""
_REPLY, _FEW, _REPLIED = "reponse", 4, 7
"""How a line begins that tells an answer, "Réponse de l'acheteur : Oui"; the tokens of others at most, and of it."""
_UNSAID = re.compile(r"(?:communiqu|renseign|precis|connu|applicab|concern|determin|defini|reponse)")
"""What "non" denies where it is no answer."""


class Questions:
    """The questions of a document, answered together."""

    def __init__(self, marks: Marks, text: Text) -> None:
        self._marks, self._text = marks, text
        self._boxed = False
        """Whether a question was answered by boxes."""
        self._asked: dict[int, list[Rect]] = {}
        """Where questions stand, by pages."""
        self._said: list[int] = []
        """How many of Oui and Non stand behind each question that was answered without boxes."""

    def answers(self, asked: Mapping[Field, Passage]) -> dict[Field, Answered]:
        """The answers to all questions of a document; those in words confirm each other where nothing else answers, and
        none is sure where both words are printed beside each."""
        for tokens in map(self._text.words, asked.values()):
            for number in {t.page for t in tokens}:
                self._asked.setdefault(number, []).append(_place(tokens, number))
        answered = {field: self._answer_of(passage) for field, passage in asked.items()}
        if self._boxed or set(self._said) != {1}:
            return answered
        if sum(len(beside.lone(sheet)) for sheet in self._marks.sheets.values()) > _BOTH * len(self._said):
            return {f: _unsure(a) for f, a in answered.items()}
        if len(self._said) < _SEVERAL:
            return answered
        return {f: replace(a, confidence=WORD, doubts=()) if _is_word(a) else a for f, a in answered.items()}

    def _answer_of(self, passage: Passage) -> Answered:
        """Oui or Non, by the words right behind the question, by the boxes beside or below it, or under the heads Oui
        and Non of their columns."""
        tokens = self._text.words(passage)
        sheet = self._marks.sheets[tokens[0].page]
        first, rect = self._text.begins(passage), _place(tokens, sheet.number)
        stack = self._over(sheet, rect) or self._marks.stack_before(first, rect, sheet)
        if stack or beside.stack_before(first, rect, sheet):
            return self._by_pairs(stack, tokens)
        words = self._behind(passage)
        if words:
            sheet = self._marks.sheets[words[0].page]
            free = [m for m in sheet.marks if self._marks.is_free(m)]
            marks = [m for m in free if any(beside.is_near(m, w, sheet) for w in words)]
            apart = [m for m in free if len(words) > 1 and any(beside.is_next(m, w, sheet) for w in words)]
            if marks or len(apart) == len(words):
                marks += [m for m in apart if m not in marks]
                return self._answer(sheet, words, marks, tokens)
            pairs = self._headed(sheet, words)
            return self._by_pairs(pairs, tokens) if pairs else self._printed(words, tokens, sheet)
        if sheet.empty_field_beside(rect):
            return Answered("", WORD, seen_at(tokens, []), (Doubt.NONE_TICKED,))
        for number in dict.fromkeys(t.page for t in tokens):
            answered = self._on_page(self._marks.sheets[number], [t for t in tokens if t.page == number])
            if answered is not None:
                return answered
        return self._lettered(passage) or Answered("", 0.4, seen_at(tokens, []), (Doubt.BOX_ABSENT,))

    def _lettered(self, passage: Passage) -> Answered | None:
        """The answer by a letter, O or N, that stands by itself before a question, in a box to write it in; or where
        the paper says what the two mean, behind the question or at the end of the line below."""
        tokens, line = self._text.words(passage), self._text.segments[passage.start]
        sheet = self._marks.sheets[line.page]
        before = (s for s in sheet.among(line.rect.y0, line.rect.y1 + sheet.em) if s.rect.x1 < line.rect.x0)
        letters = [t for s in before if len(s.tokens) == 1 for t in s.tokens if t.text in _WRITTEN]
        if len(letters) == 1 and line.rect.x0 - letters[0].rect.x1 <= beside.NEAR * sheet.em:
            return self._written(letters[0], tokens)
        last = self._text.segments[passage.end - 1]
        sheet = self._marks.sheets[last.page]
        row = sheet.row_of(last)
        under = next((r for r in sheet.rows if r[0].rect.cy > last.rect.y1), [])
        ends = [r[-1].tokens[-1] for r in (row, under) if r]
        letters = [t for t in ends if t.text in _WRITTEN and t not in tokens]
        said = letters and any(_LEGEND.search(s.text) for s in sheet.segments)
        return self._written(letters[0], tokens) if said else None

    def _written(self, letter: Token, tokens: list[Token]) -> Answered:
        self._said.append(1)
        value = "true" if letter.key in beside.YES else "false"
        return Answered(value, SAID, seen_at([*tokens[:1], letter], []), (Doubt.WEAK,))

    def _behind(self, passage: Passage) -> list[Token]:
        """Oui and Non where they run on behind the question, over the end of its line; one of each at most."""
        line = self._text.segments[passage.end - 1]
        last = self._text.tokens[passage.end - 1]
        sheet = self._marks.sheets[line.page]
        _, right = self._room_across(sheet, _place(self._text.words(passage), line.page))
        row = [t for s in sheet.row_of(line) for t in s.tokens]
        behind = [t for t in row[row.index(last) + 1 :] if t.rect.cx < right]
        if line.below is not None and any(t.key in ANSWERS for t in behind):
            behind += line.below.tokens
        run = list(takewhile(lambda t: t.key in _RUN, _without_unsaid(behind)))
        first = {t.key in beside.YES: t for t in reversed(run) if t.key in ANSWERS}
        return list(first.values())

    def _on_page(self, sheet: Sheet, tokens: list[Token]) -> Answered | None:
        rect = Rect.around(t.rect for t in tokens)
        own = {id(t) for t in tokens}
        left, right = self._room_across(sheet, rect)
        level = beside.band(rect, sheet)
        bands = [Rect(left, level.y0, right, level.y1)]
        low = rect.y1 + beside.UNDER * sheet.em
        cut = (s.rect.y1 for s in sheet.among(low, low) if s.rect.y0 < low and s.tokens[0].key in ANSWERS)
        below = Rect(rect.x0 - beside.NEAR * sheet.em if left else 0, rect.y1, right, max((low, *cut)))
        if not self._says_else(sheet, below):
            bands.append(below)
        for band in bands:
            nexts = [r for r in self._asked.get(sheet.number, ()) if r.y0 >= rect.y1 - 1 and r.over(rect) > 0]
            words = [t for t in self._words(sheet, band) if id(t) not in own]
            words = [t for t in words if not any(r.y0 < t.rect.cy < r.y1 for r in nexts)]
            stacked = beside.stacked(words, sheet) if band.y0 >= rect.y1 else None
            if stacked is not None:
                words, band = [*words, stacked], Rect(0, band.y0, band.x1, stacked.rect.y1)
            free = self._marks.free(sheet, band)
            marks = [
                m for m in free if m.rect.x0 > rect.x0 + sheet.em or any(beside.is_near(m, w, sheet) for w in words)
            ]
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

    def _over(self, sheet: Sheet, rect: Rect) -> dict[str, Mark]:
        """The boxes of Oui over Non, or Non over Oui, each by itself on its line with its box, where the question
        stands between these lines, or along both: in one high cell beside two."""
        level = [t for t in beside.lone(sheet) if t.rect.x0 > rect.x1 and abs(t.rect.cy - rect.cy) < 2 * sheet.em]
        stacks = [(a, b) for a in level for b in level if a.rect.cy < b.rect.cy and {a.key, b.key} == ANSWERS]
        if not stacks:
            return {}
        upper, lower = min(stacks, key=lambda s: abs((s[0].rect.cy + s[1].rect.cy) / 2 - rect.cy))
        apart = lower.rect.cy - upper.rect.cy > beside.LEVEL * sheet.em and upper.rect.over(lower.rect) > 0.5
        between = upper.rect.cy < rect.y0 + 0.6 * sheet.em and rect.y1 - 0.6 * sheet.em < lower.rect.cy
        along = rect.y0 < upper.rect.cy and lower.rect.cy < rect.y1
        if not apart or not (between or along):
            return {}
        pairs: dict[str, Mark] = {}
        for word in (upper, lower):
            marks = [m for m in self._marks.free(sheet, beside.band(word.rect, sheet)) if m.rect.x0 > rect.x1]
            if len(marks) == 1:
                pairs["true" if word.key in beside.YES else "false"] = marks[0]
        return pairs if len(pairs) == 2 else {}

    def _room_across(self, sheet: Sheet, rect: Rect) -> tuple[float, float]:
        """From where to where on the page the answer of a question may stand: between those left and right of it, or
        the rules before it and before the next."""
        reach = beside.UNDER * sheet.em
        asked = self._asked.get(sheet.number, ())
        level = [r for r in asked if r.y0 - reach < rect.y1 + reach and r.y1 + reach > rect.y0]
        uprights = [u.cx for u in sheet.uprights if u.y0 <= rect.cy <= u.y1]
        left = max((r.x1 for r in level if r.x1 < rect.x0), default=0.0)
        right = min((r.x0 for r in level if r.x0 > rect.x1), default=sheet.width)
        between = [x for x in uprights if left and left < x < rect.x0]
        beyond = [x for x in uprights if right < sheet.width and rect.x1 < x < right]
        return max(between, default=left), max(beyond, default=right)

    def _says_else(self, sheet: Sheet, band: Rect) -> bool:
        """Whether a Oui or Non in `band`, or a box, stands on the line of a sentence, whose answer it is."""
        band = self._column(sheet, band)
        marks = self._marks.free(sheet, band)
        rows = (
            [o for o in sheet.row_of(s) if band.x0 <= o.rect.cx <= band.x1]
            for s in sheet.segments
            if band.holds(s.rect.cx, s.rect.cy)
            and (any(t.key in ANSWERS for t in s.tokens) or any(m.rect.beside(s.rect) > beside.LEVEL for m in marks))
        )
        return any(
            sum(t.key not in _RUN for s in row if s.text[0] != "(" for t in s.tokens) > beside.CAPTION for row in rows
        )

    def _column(self, sheet: Sheet, band: Rect) -> Rect:
        """`band` to the rule right of the Oui and Non in it, where the next column of the page begins."""
        end = max((w.rect.x1 for w in self._words(sheet, band)), default=band.x1)
        rules = (u.cx for u in sheet.uprights if u.cx > end and u.y0 <= band.cy <= u.y1)
        return replace(band, x1=min(rules, default=band.x1))

    def _answer(self, sheet: Sheet, words: list[Token], marks: list[Mark], tokens: list[Token]) -> Answered:
        return self._by_pairs(beside.paired(words, marks) if words else self._by_columns(sheet, marks), tokens)

    def _by_pairs(self, pairs: dict[str, Mark], tokens: list[Token]) -> Answered:
        """What the boxes of Oui and Non say together."""
        self._marks.take(pairs.values())
        self._boxed = self._boxed or bool(pairs)
        yes, no = pairs.get("true"), pairs.get("false")
        seen = seen_at(tokens, [m for m in (yes, no) if m])
        if yes is None and no is None:
            return Answered("", 0.4, seen, (Doubt.BOX_ABSENT,))
        if yes is None or no is None:
            only, value = (yes, "true") if yes else (no, "false")
            assert only is not None
            ticked = only.tick_box.tick is Tick.CHECKED
            return Answered(value if ticked else "", 0.5, seen, (Doubt.BOX_ABSENT,))
        return of_two(yes, no, seen)

    def _printed(self, words: list[Token], tokens: list[Token], sheet: Sheet) -> Answered:
        """An answer printed as a word, without boxes: only one of the two stands there, sure by itself in a text
        layer; or a cross beside one of them, in doubt."""
        self._said.append(len(words))
        word = words[0] if len(words) == 1 else beside.crossed(words, sheet)
        if word is None:
            return Answered("", 0.3, seen_at(tokens, []), (Doubt.BOX_ABSENT,))
        answered = of_word(word, tokens)
        if len(words) > 1:
            return replace(answered, confidence=0.5, doubts=(Doubt.TICK_UNCLEAR,))
        return answered if _is_apart(word, sheet) else replace(answered, confidence=0.5, doubts=(Doubt.WEAK,))

    def _headed(self, sheet: Sheet, words: list[Token]) -> dict[str, Mark]:
        """The boxes right under Oui and Non, or right over them, where both have theirs there and neither beside it."""
        free = [m for m in sheet.marks if self._marks.is_free(m)]
        if len(words) != 2 or any(beside.is_near(m, w, sheet) for w in words for m in free):
            return {}
        ways = [
            {
                "true" if word.key in beside.YES else "false": min(near, key=lambda m: abs(m.rect.cy - word.rect.cy))
                for word in words
                if (near := [m for m in free if beside.is_under(m, word, sheet, over=over)])
            }
            for over in (False, True)
        ]
        whole = [pairs for pairs in ways if len(pairs) == 2]
        return min(whole, key=lambda pairs: abs(pairs["true"].rect.cy - words[0].rect.cy), default={})

    def _words(self, sheet: Sheet, band: Rect) -> list[Token]:
        """Oui and Non in a band of the page, one of each at most, the rightmost."""
        found: dict[bool, Token] = {}
        for segment in sheet.segments:
            if len(segment.tokens) > _FEW and segment.tokens[0].key != _REPLY:
                continue
            for t in _without_unsaid(segment.tokens[:_REPLIED]):
                if band.holds(t.rect.cx, t.rect.cy) and t.key in ANSWERS:
                    found[t.key in beside.YES] = t
        return list(found.values()) or self._letters(sheet, band)

    def _letters(self, sheet: Sheet, band: Rect) -> list[Token]:
        """O and N in a band of the page, both, each by itself beside its box."""
        found: dict[bool, Token] = {}
        free = self._marks.free(sheet, band)
        for segment in sheet.segments if len(free) > 1 else ():
            (token, *others) = segment.tokens
            letter = not others and token.key in _LETTERS and band.holds(token.rect.cx, token.rect.cy)
            if letter and any(beside.is_near(m, token, sheet) for m in free):
                found[token.key in beside.YES] = token
        return list(found.values()) if len(found) == 2 else []

    def _by_columns(self, sheet: Sheet, marks: list[Mark]) -> dict[str, Mark]:
        """Each box by the nearest Oui or Non above it in its column; where the columns' heads are on a page before,
        which may lie otherwise, two boxes by their order."""
        heads: Sequence[Token | None] = [self._head(sheet, mark) for mark in marks]
        if not any(heads) and len(marks) == 2:
            heads = self._marks.heads_before(sheet)
            marks = sorted(marks, key=lambda m: m.rect.x0)
        pairs: dict[str, Mark] = {}
        for head, mark in zip(heads, marks, strict=False):
            if head is not None:
                pairs.setdefault("true" if head.key in beside.YES else "false", mark)
        return pairs

    def _before(self, sheet: Sheet, rect: Rect, marks: list[Mark], words: list[Token]) -> list[Mark]:
        """The boxes left of a question where they stand beside Oui and Non, or in the columns of both."""
        left = [m for m in marks if m.rect.x1 <= rect.x0]
        if len(words) == 2 and all(w.rect.x1 <= rect.x0 for w in words):
            return [m for m in left if any(beside.is_near(m, w, sheet) for w in words)]
        return left if len(self._by_columns(sheet, left)) == len(left) == 2 else []

    def _head(self, sheet: Sheet, mark: Mark) -> Token | None:
        above = [t for t in (*beside.lone(sheet), *self._lettered_heads(sheet)) if beside.is_below(mark, t, sheet)]
        return max(above, key=lambda t: t.rect.y1, default=None)

    def _lettered_heads(self, sheet: Sheet) -> list[Token]:
        """O and N, each by itself, side by side on a line: the heads of columns."""
        letters = [t for s in sheet.segments if len(s.tokens) == 1 for t in s.tokens if t.key in _LETTERS]
        pairs = ((a, b) for a in letters for b in letters if a.key in beside.YES and b.key not in beside.YES)
        return [t for a, b in pairs if a.rect.beside(b.rect) > 0.5 for t in (a, b)]


def _is_apart(word: Token, sheet: Sheet) -> bool:
    """Whether a word stands by itself in its segment, or behind a question or a colon."""
    segment = sheet.segment_of(word)
    if segment is None or any(t.key for t in segment.tokens[segment.tokens.index(word) + 1 :]):
        return False
    before = segment.tokens[: segment.tokens.index(word)]
    return not any(t.key for t in before) or before[-1].text.endswith((":", "?"))


def _without_unsaid(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` less each "non" that denies but the word behind it: "non communiquée" answers nothing."""
    denying = {id(a) for a, b in pairwise(tokens) if a.key == "non" and _UNSAID.match(b.key)}
    return [t for t in tokens if id(t) not in denying]


def _place(tokens: Iterable[Token], page: int) -> Rect:
    """Where `tokens` stand on one of their pages."""
    return Rect.around(t.rect for t in tokens if t.page == page)


def _unsure(answered: Answered) -> Answered:
    """`answered`, in doubt where it has a value."""
    doubts = tuple(dict.fromkeys((*answered.doubts, Doubt.WEAK)))
    return replace(answered, confidence=min(answered.confidence, SAID), doubts=doubts) if answered.value else answered


def _is_word(answered: Answered) -> bool:
    """Whether it is in doubt for nothing but that OCR read it, and no box says it."""
    return answered.confidence == SAID and answered.doubts == (Doubt.WEAK,)
