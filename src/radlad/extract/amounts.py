"""What amounts say of each other: HT + VAT = TTC and HT x rate = VAT, a veto or a confirmation, never a choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from radlad.doctypes import labels
from radlad.domain.doctype import Labels
from radlad.domain.reading import Doubt, FieldReading, Found
from radlad.kinds import amount, rate
from radlad.kinds.errors import KindError

_CENT = Decimal("0.02")
_PARTS = (
    (labels.TOTAL_HT, labels.VAT_RATE, labels.VAT_AMOUNT, labels.TOTAL_TTC),
    (labels.MAIN_HT, labels.MAIN_RATE, labels.MAIN_VAT, labels.MAIN_TTC),
    (labels.SECONDARY_HT, labels.SECONDARY_RATE, labels.SECONDARY_VAT, labels.SECONDARY_TTC),
)
_SETTLED = frozenset({Doubt.WEAK, Doubt.SEVERAL_CANDIDATES, Doubt.LABEL_UNSURE})
"""Doubts that fall when the amounts agree."""


def checked(readings: Iterable[FieldReading]) -> tuple[FieldReading, ...]:
    """`readings`, those of amounts in doubt where they contradict each other, out of it where they agree."""
    kept = list(readings)
    place = {r.field.anchor: i for i, r in enumerate(kept) if isinstance(r.field.anchor, Labels)}
    for parts in _PARTS:
        found = {p: kept[place[p]] for p in parts if p in place and isinstance(kept[place[p]].answer, Found)}
        verdict = _agree(*(_number(found[p], p) if p in found else None for p in parts))
        if verdict is None:
            continue
        for part, reading in found.items():
            kept[place[part]] = _settled(reading) if verdict else _contradicted(reading)
    return tuple(kept)


def _number(reading: FieldReading, part: Labels) -> Decimal | None:
    try:
        return rate.parse(reading.answer.value) if "taux" in part.concept else amount.parse(reading.answer.value)
    except KindError:
        return None


def _agree(ht: Decimal | None, percent: Decimal | None, vat: Decimal | None, ttc: Decimal | None) -> bool | None:
    """Whether what is known of the four adds up; None when too little is known."""
    if ht is not None and vat is None and percent is not None:
        vat, known = ht * percent / 100, ttc
    else:
        known = ttc if ttc is not None else percent
    if ht is None or vat is None or known is None:
        return None
    sums = ttc is None or abs(ht + vat - ttc) <= _CENT
    shares = percent is None or abs(ht * percent / 100 - vat) <= _CENT
    return sums and shares


def _settled(reading: FieldReading) -> FieldReading:
    answer = reading.answer
    doubts = tuple(d for d in answer.doubts if d not in _SETTLED)
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=max(answer.confidence, 0.95)))


def _contradicted(reading: FieldReading) -> FieldReading:
    answer = reading.answer
    doubts = (*answer.doubts, Doubt.ARITHMETIC)
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=0.6 * answer.confidence))
