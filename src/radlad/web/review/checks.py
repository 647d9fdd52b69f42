"""What can be said against a value while it is typed: its own form and key, then what the other fields say.

A warning never refuses: what is printed on the paper is what is returned (decisions.md 3 and 18).
"""

from __future__ import annotations

from collections.abc import Mapping

from radlad import kinds
from radlad.doctypes import labels
from radlad.domain.doctype import DocumentType, Field, Kind, Labels
from radlad.domain.document import Box, Provenance, Source
from radlad.domain.reading import Doubt, Evidence, FieldReading, Found
from radlad.extract import amounts
from radlad.kinds import date

_SUMS = (Kind.AMOUNT, Kind.RATE)
_IN_ORDER: tuple[tuple[Labels, Labels], ...] = (
    (labels.ORDER_DATE, labels.DELIVERY_DATE),
    (labels.ORDER_DATE, labels.SIGNING_DATE),
    (labels.SERVICE_DATE, labels.INVOICE_DATE),
)
"""Dates of which the first is not after the second."""
_KEYED = Evidence(1, Box(0, 0, 0, 0), Provenance(Source.FORM, "operator"))


def warnings(doctype: DocumentType, field: Field, text: str, standing: Mapping[str, str]) -> tuple[Doubt, ...]:
    """The doubts that `text` raises as the value of `field`, `standing` being the values of all fields by balise."""
    if not text:
        return ()
    own = tuple(d for d in kinds.check(field.kind, text) if d is not Doubt.DATE_REWRITTEN)
    if own:
        return own
    values = {**standing, field.balise: text}
    if field.kind in _SUMS and not _adds_up(doctype, field, values):
        return (Doubt.ARITHMETIC,)
    if field.kind is Kind.DATE and not _in_order(doctype, field, values):
        return (Doubt.DATE_ORDER,)
    return ()


def _adds_up(doctype: DocumentType, field: Field, values: Mapping[str, str]) -> bool:
    readings = [
        FieldReading(f, Found(values[f.balise], 1.0, _KEYED))
        for f in doctype.fields
        if f.kind in _SUMS and values.get(f.balise)
    ]
    checked = next(r for r in amounts.checked(readings) if r.field == field)
    return Doubt.ARITHMETIC not in checked.answer.doubts


def _in_order(doctype: DocumentType, field: Field, values: Mapping[str, str]) -> bool:
    days = {f.anchor: values.get(f.balise, "") for f in doctype.fields if f.kind is Kind.DATE}
    for first, second in _IN_ORDER:
        if field.anchor not in (first, second):
            continue
        a, b = days.get(first, ""), days.get(second, "")
        if date.is_valid(a) and date.is_valid(b) and date.parse(a) > date.parse(b):
            return False
    return True
