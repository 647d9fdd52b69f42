"""The values that may be a field's: each under a label, scored by label, place, form and part of the form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from radlad.doctypes.labels import (
    CLIENT_COMPANY,
    CLIENT_NAME,
    INVOICE_NUMBER,
    NAME_STARTS,
    ORDER_NUMBER,
    SERVICE_NATURE,
    SOFTWARE,
    STRUCTURE_NAME,
    SUPPLIER_NAME,
    TRANCHE,
)
from radlad.doctypes.titles import WAVE_CODE
from radlad.domain.doctype import Field, Kind, Labels, Scope, Section
from radlad.domain.reading import Doubt
from radlad.extract.captions import JOINERS
from radlad.extract.hit import Hit
from radlad.extract.looks import ADDRESS, is_establishment
from radlad.extract.loose import loose
from radlad.extract.placement import are_captions, prefers_below
from radlad.extract.prose import SCORE, paragraphs, statements, told, value_at
from radlad.extract.slots import Layout, Place, Slot
from radlad.extract.sums import is_one_of, totals
from radlad.extract.values import FREE, NAMING, Value, looks_like_money, values
from radlad.extract.vocabulary import Meaning, Vocabulary
from radlad.extract.zones import Zone, Zones
from radlad.kinds import amount, check, date
from radlad.kinds.name import is_courtesy
from radlad.kinds.text import compact, folded
from radlad.layout.page import Segment, Sheet

SURE_LABEL = 0.93
"""A label this like one of its wordings is it for sure."""
_LEAST = 0.22
"""An option below this score is none."""
_PLACES = {
    Place.BEHIND: 1.0, Place.RIGHT: 0.95, Place.BELOW: 0.88, Place.COLUMN: 0.93, Place.ABOVE: 0.95,
    Place.CELL: 0.95,
}  # fmt: skip
_OWNED = (Section.SUPPLIER, Section.CLIENT)
_TOTAL = 1.25
"""How much likelier an amount is that is the sum of a column."""
_CAPTION, _ALL, _MOSTLY = 0.3, 0.99, 0.4
"""What a name made of nothing but words of labels counts for, the share from which it is, and the share from which it
is none where no label says so."""
_NUMBER = 3
"""Characters of an order's or an invoice's number, at least; digits in one word that make it a code, not a name."""
_NUMBERED = frozenset({"n", "no", "num", "numero", "ref", "reference", "identifiant"})
_NO_NUMBER = frozenset({"vague", "segur", "prestation"})
_NO_NAME = frozenset(
    {
        "prestation", "segur", "montant", "commande", "facture", "total", "document", "flux", "format", "via", "rem",
        "dpi", "pfi", "ris", "sgl", "dmp", "mss", "mssante",
        "les", "ces", "ce", "cette", "il", "nous", "vous", "je", "un", "une",
    }
)  # fmt: skip
_NOBODY = _NO_NAME | {
    "societe",
    "entreprise",
    "emettrice",
    "poste",
    "telephonique",
    "principale",
    "secondaire",
    "vendeur",
}
"""Words of no organisation's name, and of no person's."""
_NO_TEXT = frozenset(
    {"", "part", "partie", "volet", "lot", "poste", "prestation", "segur", "principale", "principal", "secondaire"}
)
"""Words that say which service something is about, and nothing else."""
_ORGANISATIONS = (SUPPLIER_NAME, CLIENT_NAME, CLIENT_COMPANY, STRUCTURE_NAME)
_LANE_CODE = re.compile(rf"{WAVE_CODE}(?![-_ ]?\d)", re.IGNORECASE)
"""A lane's code by itself."""
_REFERENCED = re.compile(rf"{WAVE_CODE}|^ANS\W?\d", re.IGNORECASE)
"""What is in the number under which a product is referenced, and in no product's name."""
_NAME_STARTS = frozenset(compact(w) for w in NAME_STARTS)
_NATURE = re.compile(
    r"vagues? ?-?\d|\bV ?[12]|prestation.*(?:principale|secondaire|-Va[12])|(?:principale|secondaire).*prestation",
    re.IGNORECASE,
)
"""What the nature of a service says: its wave, its lane, or which of two services it is."""
_DONE = frozenset({"fait", "etabli", "signe"})
"""How the line begins that dates a signature: "Fait à … le …"."""
_ARTICLES = frozenset({"le", "la", "l", "les"})
_TRANCHE = re.compile(r"[1-9]")
"""A tranche by its number alone."""
_QUANTITY = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:forfaits?|unites?|u\b|pieces?|jours?|h\b|heures?|ens(?:emble)?\b|ff\b)|forfait$"
)
"""A quantity in a table of prices, folded."""


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
            self._add_loose(layout)
            self._add_told(layout, vocabulary)

    def of(self, field: Field) -> list[Option]:
        """The options of `field`, the likeliest first.

        What stands in someone else's part is none where the field's own label is there with nothing beside it.
        """
        found = _with_totals(field, self._found[field])
        rightful = bool(self.empty_labels(field))
        return sorted((o for o in found if not (o.conflict and rightful)), key=lambda o: -o.score)

    def layout_of(self, sheet: Sheet) -> Layout:
        """The labels and headings of a sheet."""
        return self._by_sheet[sheet.number]

    def like_label(self, value: Value) -> float:
        """The share of a value's words (0 to 1) that labels are made of."""
        keys = [t.key for t in value.tokens if t.key]
        return sum(k in self._words for k in keys) / max(1, len(keys))

    def _is_caption(self, field: Field, value: Value) -> bool:
        """Whether what stands where a name is wanted is but words of labels: it is a label that nobody knows."""
        named = field.kind is Kind.NAME or field.anchor in (*_ORGANISATIONS, SOFTWARE)
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
        return not _part(field, self.zones.at(hit.sheet, hit.rect), hit, self.zones)[1]

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
                self._found[field] += self._in_slot(layout, hit, field, meaning, slot, held)

    def _held(self, layout: Layout, hit: Hit, kind: Kind) -> Iterator[tuple[Slot, list[Value]]]:
        """The slots of `hit` outside the form's sentences, each with what it holds of that kind."""
        for slot in layout.slots(hit, kind):
            if not any(id(t) in self.sentences for t in slot.tokens):
                yield slot, values(kind, list(slot.tokens))

    def _in_slot(
        self, layout: Layout, hit: Hit, field: Field, meaning: Meaning, slot: Slot, held: list[Value]
    ) -> Iterator[Option]:
        zone = self._zone(layout.sheet, field, hit, slot)
        part, conflict = _part(field, zone, hit, self.zones)
        scope = hit.scope or slot.scope or layout.scope_over(hit)
        base = meaning.likeness * self._typical(meaning) * _specific(meaning.wording) * part * _scoped(field, scope)
        known = {m.labels for m in hit.meanings if m.labels in self._by_labels and m.likeness >= SURE_LABEL}
        here = sum(1 for k in known if k is not None and k.section is zone.section)
        ambiguous = len(known) > 1 and (zone.section is not field.section or (here > 1 and field.kind in NAMING))
        for rank, printed in enumerate(held):
            value = _without_label(field, printed) if _may_repeat(slot) else _without_tail(field, printed)
            score = min(1.0, base * self._placed(layout, hit, slot, rank) * _formed(field, value))
            score *= _CAPTION if self._is_caption(field, value) else 1.0
            loose = ambiguous or value is not printed or (slot.place is Place.BELOW and layout.is_heading(hit.segment))
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
        """Where the label stands; in the signature part where the value does: each party has a column there."""
        signing = field.section is Section.SIGNATURE and slot.place is Place.RIGHT
        return self.zones.at(sheet, slot.tokens[0].rect if signing else hit.rect)

    def _add_tooltips(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Form fields whose tooltip is a label, whatever is printed beside them."""
        for number, form_field in enumerate(layout.sheet.page.form_fields):
            meanings = vocabulary.exact(compact(form_field.tooltip)) if form_field.tooltip else []
            tokens = [t for s in layout.sheet.segments for t in s.tokens if t.field_id == number]
            for meaning in meanings:
                field = vocabulary.field_of(meaning)
                for value in values(field.kind, tokens) if field is not None else ():
                    assert field is not None
                    score = 0.9 * _specific(meaning.wording) * _formed(field, value)
                    self._found[field].append(Option(field, value, score, None, 1.0, Place.FORM, layout.sheet))

    def _add_loose(self, layout: Layout) -> None:
        for field in self.fields:
            if self.empty_labels(field):
                continue
            for value, score in loose(field, layout, self.zones):
                if field.kind is Kind.NAME and (self.like_label(value) > _MOSTLY or not _formed(field, value)):
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
        score *= _formed(field, value)
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


def _with_totals(field: Field, found: list[Option]) -> list[Option]:
    """`found`, likelier those that are the sum of a column of prices; not where the fields ask for its lines."""
    if field.kind is not Kind.AMOUNT or not isinstance(field.anchor, Labels) or field.anchor.scope is not None:
        return found
    columns: dict[int, list[str]] = defaultdict(list)
    for option in found:
        if option.place is Place.COLUMN:
            columns[id(option.hit)].append(option.value.text)
    known = totals(columns.values(), (o.value.text for o in found))
    return [replace(o, score=min(1.0, o.score * _TOTAL)) if is_one_of(o.value.text, known) else o for o in found]


def _specific(wording: str) -> float:
    return 0.82 + 0.18 * min(1.0, len(wording) / 14)


def is_whole(field: Field, value: Value) -> bool:
    """Whether a value has the form of its kind; a tranche may be told by its number alone."""
    return value.whole or (field.anchor is TRANCHE and _TRANCHE.fullmatch(value.text) is not None)


def _formed(field: Field, value: Value) -> float:
    """How well the value has the form of its kind, and does not have that of another field's."""
    kind = field.kind
    if kind is Kind.NAME and (not value.whole or _NOBODY & {t.key for t in value.tokens}):
        return 0.0
    if kind in NAMING and looks_like_money(value.text) and amount.PRINTED.fullmatch(value.text):
        return 0.0
    if field.anchor in _ORGANISATIONS and not _may_be_organisation(value):
        return 0.0
    if field.anchor in (CLIENT_NAME, CLIENT_COMPANY) and _is_titled(value):
        return 0.1
    if kind is Kind.TEXT and field.anchor is not SERVICE_NATURE and _NO_TEXT.issuperset(t.key for t in value.tokens):
        return 0.0
    if field.anchor in (ORDER_NUMBER, INVOICE_NUMBER) and (_is_subtitle(value) or _is_no_number(value)):
        return 0.1
    if field.anchor is SOFTWARE and len(value.tokens) == 1 and _REFERENCED.search(value.text):
        return 0.1
    if field.anchor is SERVICE_NATURE and (_QUANTITY.match(folded(value.text)) or not _NATURE.search(value.text)):
        return 0.1
    if not is_whole(field, value):
        return 0.25 if kind in FREE else 0.45
    doubts = check(kind, value.text)
    form = 0.5 if Doubt.FORMAT in doubts else 0.85 if doubts and Doubt.DATE_REWRITTEN not in doubts else 1.0
    if kind is Kind.AMOUNT and not looks_like_money(value.text):
        form *= 0.8
    return form * (0.6 + 0.4 * value.purity)


def _is_title(hit: Hit) -> bool:
    """Whether it names the paper, and not its number: "Votre bon de commande"."""
    return not hit.closed and not any(t.key in _NUMBERED for t in hit.tokens)


def _is_subtitle(value: Value) -> bool:
    """Whether it is what a title says of the order, rather than its number: "Vague 2 DPI", "HOP-DPI-Va2"."""
    return bool(_NO_NUMBER & {t.key for t in value.tokens}) or _LANE_CODE.search(value.text) is not None


def _is_no_number(value: Value) -> bool:
    """Whether it is a line of an address, a date, or a mere row's number."""
    brief = len(compact(value.text)) < _NUMBER
    return brief or ADDRESS.match(folded(value.text)) is not None or date.is_valid(value.text)


def _may_be_organisation(value: Value) -> bool:
    named = any(c.isupper() or c.isdigit() for c in value.text) and any(c.isalpha() for c in value.tokens[0].text)
    coded = len(value.tokens) == 1 and sum(c.isdigit() for c in value.text) >= _NUMBER
    return named and not coded and value.tokens[0].key not in _NO_NAME and not _LANE_CODE.search(value.text)


def _is_titled(value: Value) -> bool:
    """Whether it is a person by the title of courtesy."""
    return len(value.tokens) > 1 and is_courtesy(value.tokens[0].text)


def _part(field: Field, zone: Zone, hit: Hit, zones: Zones) -> tuple[float, bool]:
    """How well the label's part of the form suits the field; and whether it is someone else's (decisions.md 19)."""
    want = field.section
    if field.anchor in _ORGANISATIONS and zones.is_beside_signing(hit.sheet, hit.rect):
        return 0.15, True
    if want in _OWNED and hit.owner in _OWNED:
        return (1.0, False) if hit.owner is want else (0.12, True)
    done = hit.tokens[0].key in _DONE and zones.is_above_signing(hit.sheet, hit.rect)
    if want is Section.ORDER and done:
        return 0.5, True
    if want is Section.SIGNATURE and done:
        return 0.95, False
    if want is Section.SIGNATURE:
        if zone.section is Section.SIGNATURE:
            return (0.1, True) if zone.owner is Section.SUPPLIER else (1.0 if zone.owner else 0.95, False)
        return 0.6, False
    if zone.section is Section.SIGNATURE:
        return (0.15 if want in _OWNED else 0.5), True
    if want in _OWNED and zone.section in _OWNED:
        return (1.0, False) if zone.section is want else (0.3, True)
    if want is Section.ORDER and hit.owner in _OWNED and field.kind is Kind.DATE:
        return 0.5, True  # a party's date is when it signed
    personal = want is Section.CLIENT and field.kind in (Kind.PHONE, Kind.EMAIL, Kind.NAME)
    if personal and _is_addressed_elsewhere(hit):
        return 0.3, True
    if personal and zone.head and any(is_establishment(s.text) for s in _lines_over(hit.segment.above)):
        return 0.9, False  # the client's block, which nothing heads
    apart = zone.foot or (zone.head and hit.words < 3)
    if personal and zone.section is not want and (zones.names(want) or apart):
        if hit.words > 1 and not apart and Section.SUPPLIER not in (zone.section, zone.owner):
            return 0.5, True
        return (0.2 if field.kind is not Kind.NAME else 0.3), True
    if zone.head and want in (Section.CLIENT, Section.SOLUTION, Section.AMOUNTS) and hit.likeness < SURE_LABEL:
        return 0.45, True
    if zone.section is Section.DE_MINIMIS is not want and hit.text.casefold().startswith("si oui"):
        return 0.2, True  # it asks about the question above it
    if {want, zone.section} == {Section.AMOUNTS, Section.DE_MINIMIS}:
        return 0.5, True
    if zone.section is Section.DE_MINIMIS and want is Section.ORDER:
        return 0.5, True
    return (1.0 if zone.section is want else 0.94), False


def _is_addressed_elsewhere(hit: Hit) -> bool:
    """Whether "À l'attention de" stands under a name that is no establishment's: the letter goes to the supplier."""
    above = hit.segment.above
    addressed = "attention" in hit.tokens[0].key + "".join(t.key for t in hit.tokens[1:3])
    return addressed and above is not None and not any(is_establishment(s.text) for s in _lines_over(above))


def _lines_over(segment: Segment | None) -> Iterator[Segment]:
    while segment is not None:
        yield segment
        segment = segment.above


def _scoped(field: Field, named: Scope | None) -> float:
    """How well the service named beside or above the amount suits the field's (`Scope`)."""
    anchor = field.anchor
    want = anchor.scope if isinstance(anchor, Labels) else None
    if want is None:
        return 0.4 if named is Scope.SECONDARY else 1.0
    if named is want:
        return 1.0
    if named is not None:
        return 0.05
    return 0.9 if want is Scope.MAIN else 0.25


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
    if field.anchor not in _ORGANISATIONS or not value.text[:1].islower():
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
