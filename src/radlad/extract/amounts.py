"""What amounts say of each other: HT + VAT = TTC and HT x rate = VAT.

That confirms them or puts them in doubt; and an amount whose label nobody knows is known by being their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from radlad.doctypes import labels
from radlad.domain.doctype import Kind, Labels
from radlad.domain.reading import Doubt, Evidence, FieldReading, Found
from radlad.extract.answers import evidence
from radlad.extract.values import Value, looks_like_money, values
from radlad.kinds import amount, rate
from radlad.kinds.errors import KindError
from radlad.layout.page import Sheet

_CENT = Decimal("0.02")
_RATES = tuple(map(Decimal, ("20", "10", "8.5", "5.5", "2.1")))
"""VAT in metropolitan France and in its departments overseas (code général des impôts, 278 to 281 nonies and 296)."""
_PARTS = (
    (labels.TOTAL_HT, labels.VAT_RATE, labels.VAT_AMOUNT, labels.TOTAL_TTC),
    (labels.MAIN_HT, labels.MAIN_RATE, labels.MAIN_VAT, labels.MAIN_TTC),
    (labels.SECONDARY_HT, labels.SECONDARY_RATE, labels.SECONDARY_VAT, labels.SECONDARY_TTC),
)
_SETTLED = frozenset({Doubt.WEAK, Doubt.SEVERAL_CANDIDATES, Doubt.LABEL_UNSURE, Doubt.OCR_UNSURE})
"""Doubts that fall when the amounts agree."""
_BY_SUM, _BY_SURE_SUM = 0.6, 0.96
"""How sure an amount is that only its sum tells, that of amounts in doubt or of those that are not."""


def checked(readings: Iterable[FieldReading], sheets: Sequence[Sheet] = ()) -> tuple[FieldReading, ...]:
    """`readings`, those of amounts in doubt where they contradict each other, out of it where they agree.

    An amount that is missing for want of a label is looked for on `sheets` by what it must be.
    """
    kept = list(readings)
    place = {r.field.anchor: i for i, r in enumerate(kept) if isinstance(r.field.anchor, Labels)}
    for parts in _PARTS:
        present = [p for p in parts if p in place]
        as_read = {p: n for p in present if (n := _number(kept[place[p]], p)) is not None}
        known = _put_right(kept, place, parts, as_read)
        known = _completed(kept, place, parts, known, sheets)
        verdict = _agree(*(known.get(p) for p in parts))
        # A rate that no label announces proves nothing: it is proved by what agrees without it.
        lone = parts[1] in known and Doubt.LABEL_ABSENT in kept[place[parts[1]]].answer.doubts
        proved = verdict and (not lone or _agree(*(known.get(p) if p is not parts[1] else None for p in parts)))
        # What had to be exchanged adds up now, but a person should see it.
        for part in known if known == as_read else ():
            if proved:
                also = (Doubt.LABEL_ABSENT,) if (lone and part is parts[1]) or _prove_each_other(known, parts) else ()
                kept[place[part]] = _settled(kept[place[part]], *also)
            elif verdict is False:
                kept[place[part]] = _contradicted(kept[place[part]])
        for part in (parts[2], parts[3]):
            if part in place and part not in known and kept[place[part]].doubtful and verdict is not False:
                owed = _owed(part, parts, known)
                if owed:
                    kept[place[part]] = _by_sum(kept[place[part]], kept[place[parts[0]]], owed, kept, sheets)
        now = {p: n for p in present if (n := _number(kept[place[p]], p)) is not None}
        if known == as_read and now != known and _prove_each_other(now, parts) and _agree(*(now[p] for p in parts)):
            for part in parts:
                kept[place[part]] = _settled(kept[place[part]], Doubt.LABEL_ABSENT)
    _doubt_lone_secondary(kept, place)
    _doubt_aid_that_is_a_price(kept, place)
    return tuple(kept)


def _doubt_lone_secondary(kept: list[FieldReading], place: dict[Labels, int]) -> None:
    """Where the secondary service has amounts and the main one none, these may be the main one's."""
    mains, secondaries = ([place[p] for p in parts if p in place] for parts in _PARTS[1:])
    if secondaries and not any(isinstance(kept[i].answer, Found) for i in mains):
        for i in secondaries:
            kept[i] = _contradicted(kept[i]) if isinstance(kept[i].answer, Found) else kept[i]


def _doubt_aid_that_is_a_price(kept: list[FieldReading], place: dict[Labels, int]) -> None:
    """An aid to the cent as high as a price is the price, of a column that is called "Montant" as the aid's is."""
    aid = place.get(labels.AID_AMOUNT)
    sum_of_aid = None if aid is None else _number(kept[aid], labels.AID_AMOUNT)
    prices = (_number(kept[place[part]], part) for parts in _PARTS for part in parts if part in place)
    if aid is not None and sum_of_aid is not None and sum_of_aid in prices:
        kept[aid] = _contradicted(kept[aid])


def _put_right(
    kept: list[FieldReading], place: dict[Labels, int], parts: tuple[Labels, ...], known: dict[Labels, Decimal]
) -> dict[Labels, Decimal]:
    """Net, VAT and total exchanged where only that makes them add up: the VAT is the least, the total the most."""
    three = (parts[2], parts[0], parts[3])
    if not all(p in known for p in three):
        return known
    vat, net, total = sorted(three, key=lambda p: known[p])
    if (vat, net, total) == three or abs(known[vat] + known[net] - known[total]) > _CENT or known[vat] <= 0:
        return known
    read = {p: kept[place[p]] for p in three}
    for right, wrong in zip(three, (vat, net, total), strict=True):
        answer = read[wrong].answer
        doubts = tuple(dict.fromkeys((*answer.doubts, Doubt.LABEL_UNSURE)))
        kept[place[right]] = replace(read[right], answer=replace(answer, doubts=doubts))
    return {**known, parts[2]: known[vat], parts[0]: known[net], parts[3]: known[total]}


def _completed(
    kept: list[FieldReading],
    place: dict[Labels, int],
    parts: tuple[Labels, ...],
    known: dict[Labels, Decimal],
    sheets: Sequence[Sheet],
) -> dict[Labels, Decimal]:
    """The net amount or the total exchanged for another printed one, where that alone makes all four add up, rate
    included: a line of the table of prices was read for its sum."""
    if not all(p in known for p in parts) or _agree(*(known[p] for p in parts)) is not False:
        return known
    ht, vat, ttc = (known[p] for p in parts if p is not parts[1])
    for part, owed in ((parts[0], ttc - vat), (parts[3], ht + vat)):
        put = {**known, part: owed}
        if vat <= 0 or not _agree(*(put[p] for p in parts)):
            continue
        value = next((v for v in _printed(sheets) if abs(amount.parse(v.text) - owed) <= _CENT), None)
        if value is not None:
            found = Found(value.text, _BY_SUM, evidence(value.tokens), (Doubt.LABEL_UNSURE,))
            kept[place[part]] = replace(kept[place[part]], answer=found)
            return put
    return known


def _number(reading: FieldReading, part: Labels) -> Decimal | None:
    if not isinstance(reading.answer, Found):
        return None
    try:
        return rate.parse(reading.answer.value) if "taux" in part.concept else amount.parse(reading.answer.value)
    except KindError:
        return None


def _agree(ht: Decimal | None, percent: Decimal | None, vat: Decimal | None, ttc: Decimal | None) -> bool | None:
    """Whether what is known of the four adds up; None when too little is known."""
    if ht is not None and ttc is not None and vat is None and percent is None:
        return _at_legal_rate(ht, ttc)
    if ht is not None and vat is None and percent is not None:
        vat, known = ht * percent / 100, ttc
    else:
        known = ttc if ttc is not None else percent
    if ht is None or vat is None or known is None:
        return None
    sums = ttc is None or abs(ht + vat - ttc) <= _CENT
    shares = percent is None or abs(ht * percent / 100 - vat) <= _CENT
    return sums and shares


def _prove_each_other(known: dict[Labels, Decimal], parts: tuple[Labels, ...]) -> bool:
    """Whether all four are known, and none is nothing: what adds up then needs no label."""
    return all(known.get(p, 0) for p in parts)


def _at_legal_rate(ht: Decimal, ttc: Decimal) -> bool | None:
    """Whether the total is the net amount with VAT at a rate of French law; equal ones may be one amount read twice."""
    if ht == ttc:
        return None
    return any(abs(ht * (100 + r) / 100 - ttc) <= _CENT for r in _RATES)


def _settled(reading: FieldReading, *also: Doubt) -> FieldReading:
    answer = reading.answer
    doubts = tuple(d for d in answer.doubts if d not in _SETTLED and d not in also)
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=max(answer.confidence, 0.95)))


def _contradicted(reading: FieldReading) -> FieldReading:
    answer = reading.answer
    doubts = (*answer.doubts, Doubt.ARITHMETIC)
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=0.6 * answer.confidence))


def _owed(part: Labels, parts: tuple[Labels, ...], known: dict[Labels, Decimal]) -> list[Decimal]:
    """What the VAT or the total must be by the other amounts, at the rates of domain.md where none is printed."""
    ht = known.get(parts[0])
    if ht is None or ht == 0:
        return []
    if part is parts[2] and parts[3] in known:
        return [known[parts[3]] - ht]
    rates = [known[parts[1]]] if parts[1] in known else [Decimal("20"), Decimal("8.5")]
    vats = [known[parts[2]]] if parts[2] in known else [ht * r / 100 for r in rates]
    return vats if part is parts[2] else [ht + v for v in vats]


def _by_sum(
    reading: FieldReading,
    net: FieldReading,
    owed: Sequence[Decimal],
    readings: Sequence[FieldReading],
    sheets: Sequence[Sheet],
) -> FieldReading:
    """`reading` with what is `owed`, where it is printed: without doubt where it was given to no field, is no price of
    a line and the `net` amount is sure, for no other is the same to the cent by chance, nothing and the net amount
    aside."""
    assert isinstance(net.answer, Found)
    base = amount.parse(net.answer.value)
    everything = list(_printed(sheets))
    printed = [v for v in everything if any(abs(amount.parse(v.text) - o) <= _CENT for o in owed)]
    others = [v for v in everything if not _is_given(evidence(v.tokens), readings)]
    free = [v for v in printed if v in others]
    if not printed or (not free and base in owed):
        return reading
    value = (free or printed)[0]
    lone = not any(o is not value and _is_level(o, value) for o in others)
    if free and lone and not net.doubtful and not {0, base} & set(owed):
        return replace(reading, answer=Found(value.text, _BY_SURE_SUM, evidence(value.tokens), ()))
    return replace(reading, answer=Found(value.text, _BY_SUM, evidence(value.tokens), (Doubt.LABEL_ABSENT,)))


def _is_level(a: Value, b: Value) -> bool:
    first, second = a.tokens[0], b.tokens[0]
    return first.page == second.page and first.rect.beside(second.rect) > 0.5


def _is_given(at: Evidence, readings: Sequence[FieldReading]) -> bool:
    """Whether a field's value stands there."""
    given = (r.answer.evidence for r in readings if isinstance(r.answer, Found))
    return any(g is not None and g.page == at.page and g.box.holds(at.box.cx, at.box.cy) for g in given)


def _printed(sheets: Sequence[Sheet]) -> Iterator[Value]:
    """The amounts on the pages that look like money."""
    for sheet in sheets:
        for segment in sheet.segments:
            for value in values(Kind.AMOUNT, segment.tokens):
                if looks_like_money(value.text) and amount.is_valid(value.text):
                    yield value
