"""What is left when every field has had its own: printed values that say themselves what they are, given to none.

Where nothing of a kind is left, a field of that kind whose label nobody found is empty. Where one thing is left, it is
most likely the value of the one field of its kind that has none; then it is in doubt, for no label says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from radlad.domain.doctype import Field, Kind, Section
from radlad.domain.reading import Doubt
from radlad.extract.hit import SURE_LABEL, Hit
from radlad.extract.looks import is_running, is_small_print
from radlad.extract.loose import ELSEWHERE, FOOT, KEYED
from radlad.extract.options import Option, Options
from radlad.extract.slots import Layout, Place
from radlad.extract.values import TYPED, Value, looks_like_money, values
from radlad.extract.zones import Zone
from radlad.kinds import check, rate
from radlad.kinds.text import compact
from radlad.layout.page import Segment, Sheet

_OFFERED = TYPED - {Kind.AMOUNT}
"""Kinds of which one value left may be told; of amounts there are always some that no field asks for."""
_NEAR = 0.8
"""Letter sizes above and below a label that its value may stand: paper is bent, a cell has two lines."""
_ANYONES = frozenset({Kind.DATE, Kind.SIRET, Kind.PHONE, Kind.EMAIL})
"""Kinds of which sentences name those of anything and anybody."""
_REACHED = (Kind.PHONE, Kind.EMAIL)
"""Kinds that a letter-head has for the firm itself, and prints on each page."""


@dataclass(frozen=True, slots=True)
class _Left:
    value: Value
    layout: Layout
    segment: Segment
    zone: Zone

    @property
    def low(self) -> bool:
        return self.zone.foot or self.segment.rect.cy > FOOT * self.layout.sheet.height

    @property
    def headed(self) -> bool:
        """Whether it is of the letter-head, and not of a sentence that the paper begins with."""
        return self.zone.head and not self.is_spoken

    @property
    def is_spoken(self) -> bool:
        """Whether it is told in a sentence."""
        return is_running(self.segment.tokens)

    def is_others(self, field: Field) -> bool:
        """Whether a well-known label announces it as something else than `field`'s."""
        leaders = self.layout.leaders(self.segment)
        return bool(leaders) and not any(m.labels is field.anchor for h in leaders for m in h.meanings)


class Remainder:
    """The values of a document that no field was given by a label or a place, asked by field."""

    def __init__(self, options: Options, chosen: Mapping[Field, Option]) -> None:
        self._options = options
        self._given = {id(t) for o in chosen.values() for t in o.value.tokens}
        typed = (o for o in chosen.values() if o.field.kind in TYPED)
        sure = [o for o in typed if o.hit is not None and o.likeness >= SURE_LABEL and not o.conflict]
        self._surely_given = {id(t) for o in sure for t in o.value.tokens}
        sums = [o.value.text for o in sure if o.field.kind is Kind.AMOUNT]
        self._are_labelled = bool(sums) and all(map(looks_like_money, sums))
        """Whether amounts were found by their labels, and are printed as they are looked for here."""
        self._printed: dict[Kind, list[_Left]] = {}

    def is_empty_of(self, field: Field) -> bool:
        """Whether nothing that could be `field`'s value, in form or nearly, is left in a document of text layers."""
        if field.kind not in TYPED or not self._all_layers:
            return False
        if field.kind is Kind.AMOUNT and not self._are_labelled:
            return False
        left = [p for p in self._of(field.kind) if not any(id(t) in self._surely_given for t in p.value.tokens)]
        if not self._options.hits[field] and field.kind in _REACHED:
            left = self._unlike_the_firms(field, left)
        return not left

    def is_bare(self, hit: Hit) -> bool:
        """Whether nothing that is nobody's stands near a label that OCR read, be it higher or lower than it should."""
        if hit.tokens[0].word.provenance.source.is_layer:
            return True
        sheet, layout = hit.sheet, self._options.layout_of(hit.sheet)
        top, bottom = hit.rect.y0 - _NEAR * sheet.em, hit.rect.y1 + _NEAR * sheet.em
        ends = [o.rect.x0 for o in layout.hits if o.rect.x0 > hit.rect.x1 and o.rect.beside(hit.rect) > 0.5]
        right = min(ends, default=sheet.width) - sheet.em
        near = (s for s in sheet.among(top, bottom) if s.rect.y1 > top and s.rect.y0 < bottom)
        return not any(s.rect.x0 < right and s.rect.x1 > hit.rect.x0 and self._is_nobodys(s, layout) for s in near)

    def _is_nobodys(self, segment: Segment, layout: Layout) -> bool:
        """Whether it is neither a label, nor a heading, a sentence of the form or a value that was given."""
        if layout.is_label(segment) or layout.is_heading(segment):
            return False
        known = self._given | set(self._options.sentences)
        return any(t.key and id(t) not in known for t in segment.tokens)

    def only(self, field: Field) -> Option | None:
        """The one value left that may be `field`'s; None where there is none, or several."""
        if field.kind not in _OFFERED or (field.kind is Kind.FINESS and not field.mandatory):
            return None
        whole = [p for p in self._of(field.kind) if p.value.whole and _is_clear(field.kind, p.value)]
        given = {compact(p.value.text) for p in whole if self._is_given(p.value)}
        anyones = field.kind in _ANYONES
        left = [
            p
            for p in self._unlike_the_firms(field, whole)
            if not self._is_given(p.value) and not p.is_others(field) and not (anyones and p.is_spoken)
        ]
        if field.kind in KEYED:
            left = [p for p in left if compact(p.value.text) not in given]
        if len({compact(p.value.text) for p in left}) != 1:
            return None
        return Option(field, left[0].value, ELSEWHERE, None, 0.0, Place.RIGHT, left[0].layout.sheet)

    @cached_property
    def _all_layers(self) -> bool:
        return all(w.provenance.source.is_layer for s in self._options.layouts for w in s.sheet.page.words)

    def _is_given(self, value: Value) -> bool:
        return any(id(t) in self._given for t in value.tokens)

    def _of(self, kind: Kind) -> list[_Left]:
        """All that has the form of `kind`, or nearly, outside the form's own sentences."""
        if kind not in self._printed:
            self._printed[kind] = [
                _Left(v, layout, segment, zone)
                for layout in self._options.layouts
                for segment, zone in self._options.zones.lines(layout.sheet)
                for v in _values(kind, layout.sheet, segment)
                if not any(id(t) in self._options.sentences for t in v.tokens)
                and not (kind is Kind.AMOUNT and self._is_of_form(v, segment))
            ]
        return self._printed[kind]

    def _is_of_form(self, value: Value, segment: Segment) -> bool:
        """Whether an amount ends one of the form's own sentences, or is a firm's capital."""
        before = [t for t in segment.tokens[: segment.tokens.index(value.tokens[0])] if t.key]
        ends = bool(before) and id(before[-1]) in self._options.sentences
        return ends or any(t.key == "capital" for t in before)

    def _unlike_the_firms(self, field: Field, printed: Collection[_Left]) -> list[_Left]:
        """Those of `printed` that may be `field`'s by where they stand (decisions.md 19)."""
        if field.section is Section.SUPPLIER:
            return [p for p in printed if p.zone.section is not Section.CLIENT]
        ours = [p for p in printed if Section.SUPPLIER not in (p.zone.section, p.zone.owner)]
        kept = [p for p in ours if not p.low and not is_small_print(p.segment.text)]
        if field.kind in _REACHED:
            times = Counter(compact(p.value.text) for p in printed)
            kept = [p for p in kept if not p.headed and times[compact(p.value.text)] == 1]
        return kept


def _values(kind: Kind, sheet: Sheet, segment: Segment) -> Iterator[Value]:
    """What has the form of `kind` in `segment`, and what begins in it where spaces are wide: "05   09   46"."""
    for value in values(kind, segment.tokens):
        if (kind is not Kind.AMOUNT or looks_like_money(value.text)) and (kind is not Kind.RATE or "%" in value.text):
            yield value
    last = segment.tokens[-1]
    if kind in KEYED and last.text[-1:].isdigit():
        row = [t for s in sheet.row_of(segment) if s.rect.x0 >= segment.rect.x0 for t in s.tokens]
        for value in values(kind, row):
            if value.whole and last in value.tokens[:-1]:
                yield value


def _is_clear(kind: Kind, value: Value) -> bool:
    if kind is Kind.RATE and rate.parse(value.text) not in rate.LEGAL:
        return False  # a deposit's, or a penalty's
    return not set(check(kind, value.text)) - {Doubt.DATE_REWRITTEN}
