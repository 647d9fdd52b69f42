"""The rows of a document's values: as read, as blank fields to key in, and which of an operator's stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from radlad.domain.doctype import Field
from radlad.domain.reading import Doubt
from radlad.domain.rules import value_needs_person
from radlad.restitution.schema import fits
from radlad.web.acquisition.models import Document, Settlement, Value
from radlad.web.acquisition.result import ReadField


def replace_by_reading(document: Document, read: Iterable[ReadField]) -> int:
    """Makes the document's values those that were read; answers how many need a person.

    What an operator settled stands, where the document's type has the same balise.
    """
    by_balise = {one.balise: one for one in read}
    return _replace(document, lambda field: _as_read(field, by_balise[field.balise]))


def replace_by_blanks(document: Document) -> int:
    """The same for a document that could not be read: empty fields, which an operator keys in."""
    return _replace(document, _blank)


def _replace(document: Document, made: Callable[[Field], Value]) -> int:
    before = list(document.values.all())
    settled = {v.balise: v for v in before if v.settlement != Settlement.MACHINE}
    if before:
        document.values.all().delete()
    rows = []
    for field in document.doctype.fields if document.doctype else ():
        kept = settled.get(field.balise)
        row = made(field)
        if kept is not None and fits(field, kept.value):
            row.value, row.settlement = kept.value, kept.settlement
            row.settled_by, row.settled_at = kept.settled_by, kept.settled_at
            row.doubts, row.needs_person = kept.doubts, kept.needs_person
        row.document, row.position, row.balise = document, field.position, field.balise
        rows.append(row)
    Value.objects.bulk_create(rows)
    return sum(row.needs_person for row in rows)


def _as_read(field: Field, read: ReadField) -> Value:
    value = read.valeur if fits(field, read.valeur) else ""
    doubts = list(dict.fromkeys(read.motifs))
    if value != read.valeur:
        doubts.append(Doubt.FORMAT)
    elif read.doute and not doubts:
        doubts.append(Doubt.WEAK)
    return Value(
        value=value,
        machine_value=value,
        confidence=read.confiance,
        doubts=[doubt.value for doubt in doubts],
        needs_person=value_needs_person(field, read.valeur, bool(doubts)),
        source=read.source or "",
        engine=(read.moteur or "")[:80],
        label=(read.libelle or "")[:200],
        page=read.page,
        box=read.boite,
        candidates=[candidate.model_dump(mode="json") for candidate in read.candidats],
    )


def _blank(field: Field) -> Value:
    return Value(doubts=[Doubt.VALUE_ABSENT.value], needs_person=value_needs_person(field, "", doubtful=True))
