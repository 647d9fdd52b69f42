"""Statements with a box to tick, and choices: which box is whose, and what it says (decisions.md 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterable

from radlad.domain.reading import Doubt
from radlad.extract import beside
from radlad.extract.passages import Passage, Text
from radlad.extract.ticks import Answered, Marks, of_one, of_two, of_word, seen_at
from radlad.layout import crosses
from radlad.layout.page import Mark, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import ANSWERS, Token

_SEVERAL = 3
"""Answers in words that make a column of them, at least."""
_UNCROSSED = 0.5
"""How sure it is that what has no box, among crosses, is not ticked."""


class Statements:
    """The tick boxes of a document and the passages they may belong to."""

    def __init__(self, marks: Marks, text: Text) -> None:
        self._marks, self._text = marks, text
        self._crossed: list[tuple[int, Rect]] = []
        """The pages and first lines of the passages that have a cross and no box."""
        self._denied: dict[Passage, Mark] = {}
        """The box that says the contrary of a passage, beside the one that says it: "Non confirmé" of "Confirmé"."""

    def boxes(self, passages: Iterable[Passage]) -> dict[Passage, Mark]:
        """The box of each passage: one of two behind or under it, by which it is confirmed or denied; just before it,
        else just behind it or at the end of its row; one to one."""
        passages = list(passages)
        pairs = {p: sides[0] for p in passages if (sides := self._sides(p))}
        offers: list[tuple[float, Passage, Mark]] = []
        against = {id(m) for s in self._marks.sheets.values() for m in (*beside.against(s), *self._denying(s))}
        said = {id(t) for p in passages for t in self._text.words(p)}
        captions = {id(m): beside.caption(m, s, said) for s in self._marks.sheets.values() for m in s.marks}
        for passage in passages:
            tokens = self._text.words(passage)
            sheet = self._marks.sheets[tokens[0].page]
            here = [t.rect for t in tokens if t.page == sheet.number]
            first, around = self._text.begins(passage), Rect.around(here)
            offers += [
                (distance, passage, mark)
                for mark in sheet.marks
                if self._marks.is_free(mark)
                and id(mark) not in against
                and (
                    (distance := beside.distance(mark.rect, first, here[-1], around, sheet)) is not None
                    or (distance := beside.over_caption(mark.rect, captions[id(mark)], first, around, sheet))
                    is not None
                )
            ]
        for _, passage, mark in sorted(offers, key=lambda o: o[0]):
            if passage not in pairs and self._marks.is_free(mark):
                pairs[passage] = mark
                self._marks.take([mark])
        self._crossed = [
            (m.page, self._text.begins(p)) for p, m in pairs.items() if m.tick_box.provenance == crosses.PROVENANCE
        ]
        return pairs

    def _sides(self, passage: Passage) -> list[Mark]:
        """The boxes for and against a passage: of Oui over Non before it, or of "Confirmé" and "Non confirmé" on the
        line under it, behind it, or beside it."""
        last = self._text.segments[passage.end - 1]
        sheet = self._marks.sheets[last.page]
        said = [t for t in self._text.words(passage) if t.page == sheet.number]
        own, around = {id(t) for t in said}, Rect.around(t.rect for t in said)
        stack = self._marks.stack_before(self._text.begins(passage), around, sheet)
        if stack and self._text.segments[passage.start].page == sheet.number:
            return self._taken(passage, [stack["true"], stack["false"]])
        below = next((row for row in sheet.rows if row[0].rect.y0 > last.rect.cy), [])
        if (
            not below
            or below[0].rect.y0 - last.rect.y1 > beside.UNDER * sheet.em
            or len(below[0].tokens) > beside.CAPTION
        ):
            below = []  # far away, or another sentence, whose boxes they are
        level = [s for s in sheet.among(around.y0, around.y1) if around.y0 < s.rect.cy < around.y1]
        for row in (sheet.row_of(last), level, below):
            words = [t for s in row for t in s.tokens if t.key and id(t) not in own]
            lines = Rect.around(s.rect for s in row) if words else Rect(0, 0, 0, 0)
            marks = self._marks.free(sheet, Rect(0, lines.y0, sheet.width, lines.y1))
            sides = beside.for_and_against(words, sorted(marks, key=lambda m: m.rect.x0))
            if sides:
                return self._taken(passage, sides)
        return []

    def _denying(self, sheet: Sheet) -> list[Mark]:
        """The boxes in the column of Non where Oui and Non head columns on the page before, and none on this one."""
        heads = [h for h in self._marks.heads_before(sheet) if h.key not in beside.YES]
        lone = beside.lone(sheet)
        return [
            m
            for m in sheet.marks
            if any(abs(h.rect.cx - m.rect.cx) < beside.NEAR * sheet.em for h in heads)
            and not any(beside.is_below(m, h, sheet) for h in lone)
        ]

    def _taken(self, passage: Passage, sides: list[Mark]) -> list[Mark]:
        self._marks.take(sides)
        self._denied[passage] = sides[1]
        return sides

    def uncrossed(self, passage: Passage) -> Answered | None:
        """That a passage without a box is not ticked, where others of its list have crosses and no boxes."""
        words, first = self._text.words(passage), self._text.begins(passage)
        em = self._marks.sheets[words[0].page].em
        if not any(page == words[0].page and abs(line.x0 - first.x0) < em for page, line in self._crossed):
            return None
        return Answered("false", _UNCROSSED, seen_at(words, []), (Doubt.BOX_ABSENT,))

    def in_words(self, passages: Iterable[Passage]) -> dict[Passage, Answered]:
        """What Oui and Non say of passages without a box, where one word alone stands level with each, in a column that
        answers several."""
        told = {p: words[0] for p in passages if len(words := self._level(p)) == 1}
        answered = {}
        for passage, word in told.items():
            column = [w for w in told.values() if w.page == word.page and w.rect.over(word.rect) > 0]
            if len(column) >= _SEVERAL:
                answered[passage] = of_word(word, self._text.words(passage))
        return answered

    def _level(self, passage: Passage) -> list[Token]:
        """Oui and Non, each all that its cell says, level with a passage and outside it."""
        words = self._text.words(passage)
        sheet = self._marks.sheets[words[0].page]
        around = Rect.around(t.rect for t in words if t.page == sheet.number)
        level = (s for s in sheet.among(around.y0, around.y1) if around.y0 < s.rect.cy < around.y1)
        apart = (s for s in level if s.rect.x0 > around.x1 or s.rect.x1 < around.x0)
        return [t for s in apart for t in s.tokens if t.key in ANSWERS and [o for o in s.tokens if o.key] == [t]]

    def state(self, passage: Passage, mark: Mark) -> Answered:
        """Whether the box of `passage` is ticked."""
        words, denied = self._text.words(passage), self._denied.get(passage)
        if denied is None:
            return of_one(mark, seen_at(words, [mark]))
        return of_two(mark, denied, seen_at(words, [mark, denied]))
