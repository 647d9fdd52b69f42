"""The values that may be a field's: each under a label, scored by label, place, form and part of the form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from radlad.doctypes.labels import (
    INVOICE_DATE,
    INVOICE_NUMBER,
    NAME_STARTS,
    ORDER_DATE,
    ORDER_NUMBER,
    SOFTWARE,
)
from radlad.domain.doctype import Field, Kind, Labels, Scope, Section
from radlad.extract.captions import JOINERS
from radlad.extract.fitness import ORGANISATIONS, formed
from radlad.extract.hit import SURE_LABEL, Hit
from radlad.extract.looks import is_establishment
from radlad.extract.loose import loose
from radlad.extract.parts import scoped, suits
from radlad.extract.placement import are_captions, prefers_below
from radlad.extract.prose import SCORE, paragraphs, statements, told, value_at, without_lead, without_stop
from radlad.extract.slots import Layout, Place, Slot
from radlad.extract.sums import is_one_of, priced, totals
from radlad.extract.values import FREE, NAMING, NUMBERED, Value, looks_like_money, values
from radlad.extract.vocabulary import Meaning, Vocabulary
from radlad.extract.zones import Zone, Zones
from radlad.kinds.text import compact
from radlad.layout.page import Segment, Sheet

_LEAST = 0.22
"""An option below this score is none."""
_PLACES = {
    Place.BEHIND: 1.0, Place.RIGHT: 0.95, Place.BELOW: 0.88, Place.COLUMN: 0.93, Place.ABOVE: 0.95,
    Place.CELL: 0.95,
}  # fmt: skip
_CUT = 4
"""Figures of a number that is cut short, at least."""
_TOTAL = 1.25
"""How much likelier an amount is that is the sum of a column."""
_CAPTION, _ALL, _MOSTLY = 0.3, 0.99, 0.4
"""What a name made of nothing but words of labels counts for, the share from which it is, and the share from which it
is none where no label says so."""
_NUMBERED = frozenset({"n", "no", "num", "numero", "ref", "reference", "identifiant"})
_NAME_STARTS = frozenset(compact(w) for w in NAME_STARTS)
_ARTICLES = frozenset({"le", "la", "l", "les"})
_DATES: Mapping[Labels | None, Labels] = {ORDER_NUMBER: ORDER_DATE, INVOICE_NUMBER: INVOICE_DATE}
_NUMBER = 3
"""Words of a number before its date, at most."""

_SHORTENED = 4
"""Letters of a shortened word that tell which it is, at least."""


@dataclass(frozen=True, eq=False)
class Option:
    """A value that may be a field's, the label that says so, and how likely that is (0 to 1)."""

    field: Field
    value: Value
    score: float
    hit: Hit | None
    likeness: float
    place: Place
    sheet: Sheet
    part: float = 0.9
    """How well the label's part of the form suits the field (0 to 1)."""
    conflict: bool = False
    """The label stands in the part of someone else."""
    loose: bool = False
    """Where the value begins is a guess: its own label was taken off it, or its label is a heading as well."""

    closing: frozenset[int] = frozenset()
    """Segments (by `id`) that begin something else: a value that ends above one of them is whole."""

    def ends(self, segment: Segment) -> bool:
        """Whether what follows `segment` in its paragraph is something else than this value."""
        return segment.below is None or id(segment.below) in self.closing

    @cached_property
    def tokens(self) -> frozenset[int]:
        return frozenset(id(t) for t in self.value.tokens)


class Options:
    """The options of each labelled field of a document, and the labels they were found by."""

    def __init__(
        self,
        fields: Iterable[Field],
        layouts: list[Layout],
        zones: Zones,
        vocabulary: Vocabulary,
        sentences: Collection[int] = (),
    ) -> None:
        self.fields = [f for f in fields if f.kind is not Kind.SIGNATURE]
        self._by_labels: Mapping[Labels, Field] = {f.anchor: f for f in self.fields if isinstance(f.anchor, Labels)}
        self.zones = zones
        self.sentences = sentences
        self._words = vocabulary.words
        self._typical = vocabulary.typical
        self._found: dict[Field, list[Option]] = defaultdict(list)
        self.hits: dict[Field, list[Hit]] = defaultdict(list)
        self._unread: set[tuple[Field, int]] = set()
        """Fields and labels (by `id`) beside which something stands that is no value of the field's kind."""
        self.cut: set[Field] = set()
        """Fields beside whose labels stand figures that make no number of theirs: it may be cut short."""
        self._by_sheet = {layout.sheet.number: layout for layout in layouts}
        self.layouts = layouts
        captioned = are_captions(layouts, self._by_labels)
        for layout in layouts:
            layout.captioned = captioned
        self._below = prefers_below(layouts, self._by_labels)
        for layout in layouts:
            for hit in layout.hits:
                self._add(layout, hit)
        for layout in layouts:
            self._add_tooltips(layout, vocabulary)
            self._add_dated(layout)
            self._add_loose(layout)
            self._add_told(layout, vocabulary)

    def of(self, field: Field) -> list[Option]:
        """The options of `field`, the likeliest first.

        What stands in someone else's part is none where the field's own label is there with nothing beside it, or where
        a sentence tells it.
        """
        found = _with_totals(field, self._found[field], self._priced)
        rightful = bool(self.empty_labels(field)) or any(o.hit is None and o.place is Place.BEHIND for o in found)
        return sorted((o for o in found if not (o.conflict and rightful)), key=lambda o: -o.score)

    @cached_property
    def _priced(self) -> list[list[str]]:
        return [column for layout in self.layouts for column in priced(layout)]

    def layout_of(self, sheet: Sheet) -> Layout:
        """The labels and headings of a sheet."""
        return self._by_sheet[sheet.number]

    def like_label(self, value: Value) -> float:
        """The share of a value's words (0 to 1) that labels are made of, be they shortened: "dénom."."""
        said = [t for t in value.tokens if t.key]
        unknown = [t for t in said if t.key not in self._words]
        shortened = [t for t in unknown if len(t.key) >= _SHORTENED and t.text.rstrip(",;:)")[-1:] == "."]
        known = [t for t in shortened if any(w.startswith(t.key) for w in self._words)]
        return (len(said) - len(unknown) + len(known)) / max(1, len(said))

    def _is_caption(self, field: Field, value: Value) -> bool:
        """Whether what stands where a name is wanted is but words of labels: it is a label that nobody knows."""
        named = field.kind is Kind.NAME or field.anchor in (*ORGANISATIONS, SOFTWARE)
        return named and self.like_label(value) > _ALL

    def strays(self, field: Field) -> Iterator[Value]:
        """What has the look of `field`'s value, wherever it may stand."""
        return (v for layout in self._by_sheet.values() for v, _ in loose(field, layout, self.zones))

    def empty_labels(self, field: Field) -> list[Hit]:
        """The labels that are surely this field's, each alone or closed, in its part of the form, nothing beside it."""
        used = {id(o.hit) for o in self._found[field]}
        empty = [h for h in self.hits[field] if id(h) not in used and self._is_own(field, h)]
        return [h for h in empty if self._by_sheet[h.sheet.number].has_room(h, field.kind)]

    def _is_own(self, field: Field, hit: Hit) -> bool:
        sure = any(m.labels is field.anchor and m.likeness > SURE_LABEL for m in hit.meanings)
        apart = hit.closed or (hit.alone and len(compact(hit.text)) > 5)
        title = hit.rect.height > 1.35 * hit.sheet.letter * (1 + len(hit.upper))
        title = title or (not hit.closed and self.zones.is_heading(hit.sheet, hit.segment))
        title = title or (field.anchor in (ORDER_NUMBER, INVOICE_NUMBER) and _is_title(hit))
        if not sure or not apart or title or (field, id(hit)) in self._unread or not _scope_suits(field, hit.scope):
            return False
        sure_of = (m.labels for m in hit.meanings if m.labels is not None and m.likeness > SURE_LABEL)
        meant = [self._by_labels[labels] for labels in sure_of if labels in self._by_labels]
        if field.kind in NAMING and any(f is not field and f.section is field.section for f in meant):
            return False  # it may be the other's
        if hit.segment.above is not None and not hit.upper and hit.segment.above.tokens[-1].key in JOINERS:
            return False
        row = hit.sheet.row_of(hit.segment)
        if any(o is not hit and o.segment in row for o in self.hits[field]):
            return False  # it heads the row, in which another of its labels stands
        return not suits(field, self.zones.at(hit.sheet, hit.rect), hit, self.zones)[1]

    def _add(self, layout: Layout, hit: Hit) -> None:
        by_kind: dict[Kind, list[tuple[Slot, list[Value]]]] = {}
        for meaning in hit.meanings:
            field = self._by_labels.get(meaning.labels) if meaning.labels else None
            if field is None:
                continue
            self.hits[field].append(hit)
            if field.kind not in by_kind:
                by_kind[field.kind] = list(self._held(layout, hit, field.kind))
            for slot, held in by_kind[field.kind]:
                if slot.place in (Place.BEHIND, Place.RIGHT):
                    self._unread.add((field, id(hit)))
                text = "".join(t.text for t in slot.tokens) if field.kind in NUMBERED and not held else ""
                if sum(map(str.isdigit, text)) >= _CUT:
                    self.cut.add(field)
                self._found[field] += self._in_slot(layout, hit, field, meaning, slot, held)

    def _held(self, layout: Layout, hit: Hit, kind: Kind) -> Iterator[tuple[Slot, list[Value]]]:
        """The slots of `hit` outside the form's sentences, each with what it holds of that kind."""
        for slot in layout.slots(hit, kind):
            if not any(id(t) in self.sentences for t in slot.tokens):
                behind = kind in FREE and slot.place is Place.BEHIND
                found = values(kind, list(without_lead(slot.tokens) if behind else slot.tokens))
                said = behind or (kind in FREE and slot.place is Place.BELOW)
                yield slot, [without_stop(v) for v in found] if said else found

    def _in_slot(
        self, layout: Layout, hit: Hit, field: Field, meaning: Meaning, slot: Slot, held: list[Value]
    ) -> Iterator[Option]:
        zone = self._zone(layout.sheet, field, hit, slot)
        part, conflict = suits(field, zone, hit, self.zones)
        scope = hit.scope or slot.scope or layout.services.over(hit)
        base = meaning.likeness * self._typical(meaning) * _specific(meaning.wording) * part * scoped(field, scope)
        known = {m.labels for m in hit.meanings if m.labels in self._by_labels and m.likeness >= SURE_LABEL}
        here = sum(1 for k in known if k is not None and k.section is zone.section)
        ambiguous = len(known) > 1 and (zone.section is not field.section or (here > 1 and field.kind in NAMING))
        for rank, printed in enumerate(held):
            value = _without_label(field, printed) if _may_repeat(slot) else _without_tail(field, printed)
            score = min(1.0, base * self._placed(layout, hit, slot, rank) * formed(field, value))
            score *= _CAPTION if self._is_caption(field, value) else 1.0
            headed = slot.place is Place.BELOW and layout.is_heading(hit.segment)
            if headed and field.kind is Kind.AMOUNT and not looks_like_money(value.text):
                continue  # the number of what stands first under a heading
            loose = ambiguous or value is not printed or headed
            if score >= _LEAST and not (slot.place is Place.COLUMN and value.purity < 0.7):
                yield Option(
                    field,
                    value,
                    score,
                    hit,
                    meaning.likeness,
                    slot.place,
                    layout.sheet,
                    part,
                    conflict,
                    loose,
                    layout.closing,
                )

    def _zone(self, sheet: Sheet, field: Field, hit: Hit, slot: Slot) -> Zone:
        """Where the label stands; in the signature part where the value does: each party has a column there. A label
        that is a heading too stands in what the supplier says of itself, where that is around it: "Interlocuteur"."""
        signing = field.section is Section.SIGNATURE and slot.place is Place.RIGHT
        zone = self.zones.at(sheet, slot.tokens[0].rect if signing else hit.rect)
        if hit.owner is None and self.zones.is_heading(sheet, hit.segment):
            around = self.zones.at(sheet, hit.rect, but=hit.segment)
            return around if around.owner is Section.SUPPLIER else zone
        return zone

    def _add_tooltips(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Form fields whose tooltip is a label, whatever is printed beside them."""
        for number, form_field in enumerate(layout.sheet.page.form_fields):
            meanings = vocabulary.exact(compact(form_field.tooltip)) if form_field.tooltip else []
            tokens = [t for s in layout.sheet.segments for t in s.tokens if t.field_id == number]
            for meaning in meanings:
                field = vocabulary.field_of(meaning)
                for value in values(field.kind, tokens) if field is not None else ():
                    assert field is not None
                    score = 0.9 * _specific(meaning.wording) * formed(field, value)
                    self._found[field].append(Option(field, value, score, None, 1.0, Place.FORM, layout.sheet))

    def _add_dated(self, layout: Layout) -> None:
        """Dates behind the number of what they date: "Bon de commande n° CDE-4655 du 09/02/2026"."""
        for hit in layout.hits:
            behind = hit.segment.tokens[hit.end :]
            at = next((i for i, t in enumerate(behind[: _NUMBER + 1], 1) if t.key == "du"), 0)
            dated = (self._by_labels.get(_DATES[m.labels]) for m in hit.meanings if at and m.labels in _DATES)
            for field in filter(None, dated):
                for value in values(Kind.DATE, behind[at:])[:1]:
                    if value.tokens[0] is behind[at]:
                        self._tell(field, value, layout)

    def _add_loose(self, layout: Layout) -> None:
        for field in self.fields:
            if self.empty_labels(field):
                continue
            for value, score in loose(field, layout, self.zones):
                if field.kind is Kind.NAME and (self.like_label(value) > _MOSTLY or not formed(field, value)):
                    continue
                self._found[field].append(Option(field, value, score, None, 0.0, Place.RIGHT, layout.sheet))

    def _add_told(self, layout: Layout, vocabulary: Vocabulary) -> None:
        spoken = list(paragraphs(layout.sheet))
        for field, value, score in told(self.fields, spoken):
            self._tell(field, value, layout, score)
        for paragraph in spoken:
            for named, at in statements(paragraph):
                meant = (vocabulary.field_of(m) for m in vocabulary.likened(named))
                for field in dict.fromkeys(f for f in meant if f in self.fields):
                    found = value_at(paragraph, at, field.kind)
                    if found is not None:
                        self._tell(field, found, layout)

    def _tell(self, field: Field, value: Value, layout: Layout, score: float = SCORE) -> None:
        if any(id(t) in self.sentences for t in value.tokens):
            return
        score *= formed(field, value)
        if score < _LEAST:
            return
        self._found[field].append(Option(field, value, score, None, 0.0, Place.BEHIND, layout.sheet))

    def _placed(self, layout: Layout, hit: Hit, slot: Slot, rank: int) -> float:
        weight = _PLACES[slot.place] * (0.93 if slot.place is Place.BEHIND and not hit.closed else 1.0)
        if slot.place in (Place.RIGHT, Place.BELOW) and not hit.closed:
            below = max(self._below, 0.9) if layout.in_head_row(hit) else self._below
            weight *= 0.55 + 0.45 * (below if slot.place is Place.BELOW else 1 - below)
        if slot.place is Place.COLUMN:
            weight *= (0.97 if slot.total else 1.0) * 0.97**slot.rank
        elif slot.rank:
            weight *= 0.75**slot.rank
        return weight * 0.85**rank


def _with_totals(field: Field, found: list[Option], columns_of_prices: Sequence[Sequence[str]]) -> list[Option]:
    """`found`, likelier those that are the sum of a column of prices; not where the fields ask for its lines."""
    if field.kind is not Kind.AMOUNT or not isinstance(field.anchor, Labels) or field.anchor.scope is not None:
        return found
    columns: dict[int, list[str]] = defaultdict(list)
    for option in found:
        if option.place is Place.COLUMN:
            columns[id(option.hit)].append(option.value.text)
    known = totals((*columns.values(), *columns_of_prices), (o.value.text for o in found))
    return [replace(o, score=min(1.0, o.score * _TOTAL)) if is_one_of(o.value.text, known) else o for o in found]


def _specific(wording: str) -> float:
    return 0.82 + 0.18 * min(1.0, len(wording) / 14)


def _is_title(hit: Hit) -> bool:
    """Whether it names the paper, and not its number: "Votre bon de commande"."""
    return not hit.closed and not any(t.key in _NUMBERED for t in hit.tokens)


def _may_repeat(slot: Slot) -> bool:
    """Whether a value may begin with its own label again: on a line of its own, or as a sentence does."""
    return slot.place in (Place.BELOW, Place.CELL) or slot.tokens[0].key in _ARTICLES


def _without_label(field: Field, value: Value) -> Value:
    """`value` less the field's own label at its beginning, run together with it without a colon."""
    if field.kind not in NAMING or not isinstance(field.anchor, Labels):
        return value
    said = value.tokens[0].key in _ARTICLES
    wordings = {compact(w) for w in field.anchor.wordings} - (frozenset() if said else _NAME_STARTS)
    key, cut = "", 0
    for i, token in enumerate(value.tokens[:-1], 1):
        key += "" if i == 1 and said else token.key
        cut = i if key in wordings else cut
    if not cut:
        return value
    found = values(field.kind, [t for t in value.tokens[cut:] if t.key or t is not value.tokens[cut]])
    return found[0] if found else value


def _without_tail(field: Field, value: Value) -> Value:
    """The name of an establishment behind small words, the tail of a label that nobody knows: "entité CHU Privas"."""
    if field.anchor not in ORGANISATIONS or not value.text[:1].islower():
        return value
    for i, token in enumerate(value.tokens):
        if token.text[:1].isupper():
            rest = list(value.tokens[i:])
            found = values(field.kind, rest) if is_establishment(" ".join(t.text for t in rest)) else []
            return found[0] if found else value
    return value


def _scope_suits(field: Field, named: Scope | None) -> bool:
    want = field.anchor.scope if isinstance(field.anchor, Labels) else None
    return named is want or (named is None and want is Scope.MAIN)
