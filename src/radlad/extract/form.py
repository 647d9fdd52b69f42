"""A document read as a form of a given type: all that is printed brought together, then field by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from radlad.doctypes.labels import SERVICE_NATURE
from radlad.domain import doctype as model
from radlad.domain.doctype import DocumentType, Field, Kind, Labels, Wording
from radlad.domain.document import Source
from radlad.domain.reading import Doubt, FieldReading, Found, Missing
from radlad.extract import amounts, answers, company, conditions, hits, mentions, passages, signers, verifier
from radlad.extract.choice import Choice
from radlad.extract.options import Option, Options
from radlad.extract.passages import Passage, Text
from radlad.extract.questions import Questions
from radlad.extract.slots import Layout
from radlad.extract.statements import Statements
from radlad.extract.tables import Tables
from radlad.extract.ticks import Answered, Marks
from radlad.extract.vocabulary import Keep, Vocabulary
from radlad.extract.zones import Zones
from radlad.kinds.text import compact
from radlad.layout.page import Mark, Sheet
from radlad.layout.rect import Rect

_LIST = 2.5
"""Heights of a line by which the statements of a list are apart at most."""
_INDENT = 0.6
"""Heights of a line that a tick box takes before it at least."""
_FAR = 3.0
"""Letter sizes from the beginning of a statement to that of the box over it, at most."""
_BRIEF = 20
"""A mention this short ("Prestation Ségur") also stands inside other sentences, and still counts."""


class Form:
    """What a document says to the fields of one type."""

    def __init__(self, sheets: Sequence[Sheet], doctype: DocumentType, vocabulary: Vocabulary | None = None) -> None:
        self.doctype, self._sheets = doctype, sheets
        zones = Zones(sheets)
        self._as_text = {f: _as_text(f) for f in doctype.fields if _may_be_text(f)}
        vocabulary = vocabulary or vocabulary_of(doctype)
        self._text = Text(sheets)
        self._passages = passages.assign(self._text, [w for w in self._wordings() if w not in self._brief])
        sentences = self._sentences()
        layouts = [_laid_out(s, vocabulary, sentences, zones) for s in sheets]
        self._choice = Choice(Options(_labelled(doctype), layouts, zones, vocabulary, sentences))
        self._add_brief()
        marks = Marks(sheets)
        self._questions = Questions(marks, self._text).answers(
            {
                f: self._passages[f.anchor]
                for f in doctype.fields
                if f.kind is Kind.QUESTION and isinstance(f.anchor, Wording) and f.anchor in self._passages
            }
        )
        statements = Statements(marks, self._text)
        stated = [self._passages[w] for w in self._boxed() if w in self._passages]
        self._boxes: Mapping[Passage, Mark] = statements.boxes(stated)
        self._states = {p: statements.state(p, mark) for p, mark in self._boxes.items()}
        self._states |= statements.in_words(p for p in stated if p not in self._boxes)
        self._uncrossed = statements.uncrossed

    def fields(self) -> tuple[FieldReading, ...]:
        read = (self._read(f) for f in self.doctype.fields if f.kind is not Kind.SIGNATURE)
        added_up = conditions.checked(amounts.checked(read, self._sheets))
        return company.checked(signers.checked(added_up, self._sheets), self._sheets)

    def facts(self) -> Mapping[str, verifier.Facts]:
        """What is known of each labelled value that is answered, by its balise: what the verifier learns from."""
        chosen = self._choice.chosen
        return {f.balise: answers.facts(o, self._choice) for f, o in chosen.items() if f in self.doctype.fields}

    def _read(self, field: Field) -> FieldReading:
        if isinstance(field.anchor, model.Choice):
            return self._chosen(field, field.anchor)
        if isinstance(field.anchor, Labels):
            return answers.labelled(field, self._choice)
        passage = self._passages.get(field.anchor)
        if field.kind is Kind.MENTION:
            return mentions.mentioned(field, field.anchor, self._passages, self._text)
        if field.kind is Kind.QUESTION:
            return _answer(field, self._questions.get(field))
        if passage in self._states:
            return _answer(field, self._states[passage])
        if field.kind is Kind.STATED:
            stated = mentions.stated(field, field.anchor, self._passages, self._text)
            boxed = passage is not None and (
                self._boxed_beside(passage) or self._is_led(passage) or self._is_under_box(passage)
            )
            return _without_box(stated) if boxed else stated
        if passage is None:
            return _answer(field, None)
        return _answer(field, self._uncrossed(passage), Doubt.BOX_ABSENT)

    def _boxed_beside(self, passage: Passage) -> bool:
        """Whether statements right above or below, in the same list, have tick boxes: its own was not seen."""
        first, last = self._text.words(passage)[0], self._text.words(passage)[-1]
        near = (self._text.words(p) for p in self._boxes)
        reach = _LIST * (last.rect.y1 - last.rect.y0)
        return any(
            w[0].page == first.page
            and (abs(first.rect.y0 - w[-1].rect.y1) < reach or abs(w[0].rect.y0 - last.rect.y1) < reach)
            for w in near
        )

    def _is_under_box(self, passage: Passage) -> bool:
        """Whether a box with nothing behind it stands over the beginning of a statement: it may be its own."""
        first = self._text.words(passage)[0]
        sheet = next(s for s in self._sheets if s.number == first.page)
        line = self._text.begins(passage)
        for mark in sheet.marks:
            above = 0 <= line.y0 - mark.rect.cy < _LIST * line.height
            if above and line.x0 - _FAR * sheet.em < mark.rect.x0 < line.x0 + _FAR * sheet.em:
                behind = [s for s in sheet.beside(mark.rect) if s.rect.x0 >= mark.rect.x1 - 1 and s.rect.y1 < line.cy]
                if not behind:
                    return True
        return False

    def _is_led(self, passage: Passage) -> bool:
        """Whether OCR left out what stands before a statement: its first line begins to the right of the others."""
        words, first = self._text.words(passage), self._text.segments[passage.start]
        read = words[0].word.provenance.source is Source.OCR
        below = first.below
        starts = words[0] is first.tokens[0] and below is not None and words[-1] not in first.tokens
        return read and starts and below is not None and first.rect.x0 - below.rect.x0 > _INDENT * first.rect.height

    # -- sentences
    def _wordings(self) -> list[Wording]:
        found: list[Wording] = []
        for f in self.doctype.fields:
            if isinstance(f.anchor, Wording):
                found.append(f.anchor)
            elif isinstance(f.anchor, model.Choice):
                found += [o.wording for o in f.anchor.options]
        return found

    def _boxed(self) -> list[Wording]:
        questions = {f.anchor for f in self.doctype.fields if f.kind in (Kind.QUESTION, Kind.MENTION)}
        return [w for w in self._wordings() if w not in questions]

    @cached_property
    def _brief(self) -> set[Wording]:
        stated = [f.anchor for f in self.doctype.fields if f.kind in (Kind.MENTION, Kind.STATED)]
        return {w for w in stated if isinstance(w, Wording) and len(compact(w.text)) <= _BRIEF}

    def _add_brief(self) -> None:
        values = {id(t) for o in self._choice.chosen.values() for t in o.value.tokens if o.score > 0.5}
        known = list(self._passages.values())
        for wording in self._brief:
            place = passages.brief(self._text, wording, known, values)
            if place is not None:
                self._passages[wording] = place

    def _sentences(self) -> set[int]:
        """The tokens of the form's own sentences: no labels and no values; options may be values in plain text."""
        options = {
            o.wording for f in self.doctype.fields if isinstance(f.anchor, model.Choice) for o in f.anchor.options
        }
        long = [p for w, p in self._passages.items() if w not in options and len(compact(p.said)) > 2 * _BRIEF]
        return {id(t) for p in long for t in self._text.words(p)}

    # -- choices
    def _chosen(self, field: Field, choice: model.Choice) -> FieldReading:
        seen = [(o, self._passages[o.wording]) for o in choice.options if o.wording in self._passages]
        states = [(o, self._states[p]) for o, p in seen if p in self._states]
        if not states:
            return self._printed_choice(field, choice)
        ticked = [(o, s) for o, s in states if s.value == "true"]
        doubts = [d for _, s in states for d in s.doubts]
        if len(states) < len(choice.options):
            doubts.append(Doubt.BOX_ABSENT)
        where = (ticked or states)[0][1].evidence
        if len(ticked) != 1 or where is None:
            reason = Doubt.BOTH_TICKED if ticked else Doubt.NONE_TICKED
            return FieldReading(field, Missing(reason, 0.6, where, (*dict.fromkeys([reason, *doubts]),)))
        confidence = min(s.confidence for _, s in states)
        return FieldReading(field, Found(ticked[0][0].code, confidence, where, (*dict.fromkeys(doubts),)))

    def _printed_choice(self, field: Field, choice: model.Choice) -> FieldReading:
        """The option printed as plain text beside the field's label (R1: decisions.md 7)."""
        seen = [(o, self._passages[o.wording]) for o in choice.options if o.wording in self._passages]
        read = answers.labelled(self._as_text[field], self._choice) if field in self._as_text else None
        if read is not None and isinstance(read.answer, Found):
            code = _option_said(choice, read.answer.value)
            others = [p for o, p in seen if o.code != code]
            if code and not self._are_offered(others, self._choice.chosen[read.field]):
                return FieldReading(field, replace(read.answer, value=code))
        if choice.printed_as_text and len(seen) == 1:
            where = answers.evidence(self._text.words(seen[0][1]), seen[0][1].said)
            return FieldReading(field, Found(seen[0][0].code, 0.6, where, (Doubt.LABEL_UNSURE,)))
        return _answer(field, None, Doubt.BOX_ABSENT if seen else Doubt.LABEL_ABSENT)

    def _are_offered(self, others: Sequence[Passage], said: Option) -> bool:
        """Whether other options of a choice stand with the one that is said: a mark that was not seen decides."""
        label = {id(t) for t in said.hit.tokens} if said.hit is not None else set()
        place, reach = Rect.around(t.rect for t in said.value.tokens), _LIST * said.sheet.em
        for words in map(self._text.words, others):
            first, last = words[0], words[-1]
            apart = max(place.y0 - last.rect.y1, first.rect.y0 - place.y1)
            if first.page == said.sheet.number and apart < reach and label.isdisjoint(map(id, words)):
                return True
        return False


def _laid_out(sheet: Sheet, vocabulary: Vocabulary, sentences: Collection[int], zones: Zones) -> Layout:
    found = hits.find(sheet, vocabulary, sentences)
    tables = Tables(sheet, vocabulary)
    return Layout(sheet, tables.labels(found), zones.headings(sheet), tables)


def _labelled(doctype: DocumentType) -> tuple[Field, ...]:
    """The fields found by a label, those that may be printed as plain text among them."""
    labelled = [f for f in doctype.fields if isinstance(f.anchor, Labels)]
    return (*labelled, *(_as_text(f) for f in doctype.fields if _may_be_text(f)))


@lru_cache(maxsize=32)
def vocabulary_of(doctype: DocumentType, keep: Keep | None = None) -> Vocabulary:
    """The labels of a type's fields, kept for the next document of that type; without those that `keep` refuses."""
    return Vocabulary(_labelled(doctype), keep=keep) if keep else Vocabulary(_labelled(doctype))


def _may_be_text(field: Field) -> bool:
    return isinstance(field.anchor, model.Choice) and field.anchor.printed_as_text


def _as_text(field: Field) -> Field:
    return Field(field.position, field.balise, Kind.TEXT, SERVICE_NATURE, field.title, field.review)


def _option_said(choice: model.Choice, text: str) -> str:
    """The code of the option that `text` names, by the longest wording in it; `""` when it names none."""
    said = compact(text)
    best = max(
        (
            (len(compact(w)), o.code)
            for o in choice.options
            for w in (o.wording.text, *o.wording.variants)
            if compact(w) in said
        ),
        default=(0, ""),
    )
    return best[1]


def _without_box(reading: FieldReading) -> FieldReading:
    """`reading` in doubt for want of the box that would decide (decisions.md 6)."""
    doubts = tuple(dict.fromkeys((*reading.answer.doubts, Doubt.BOX_ABSENT)))
    return replace(reading, answer=replace(reading.answer, doubts=doubts, confidence=0.6 * reading.answer.confidence))


def _answer(field: Field, answered: Answered | None, reason: Doubt = Doubt.LABEL_ABSENT) -> FieldReading:
    if answered is None:
        return FieldReading(field, Missing(reason, 0.4, None, (reason,)))
    if not answered.value or answered.evidence is None:
        first = answered.doubts[0] if answered.doubts else Doubt.VALUE_ABSENT
        return FieldReading(field, Missing(first, answered.confidence, answered.evidence, answered.doubts))
    return FieldReading(field, Found(answered.value, answered.confidence, answered.evidence, answered.doubts))
