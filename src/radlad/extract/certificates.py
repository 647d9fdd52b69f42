"""Whose a cryptographic signature is, by the names in its certificate (decisions.md 10).

The field it stands in tells first (`radlad.marks.signature`); but many signatures are not to be seen, or stand in no
one's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from radlad.doctypes import labels
from radlad.domain.doctype import Labels
from radlad.domain.document import Box, Document, Provenance, Signer, Source
from radlad.domain.reading import Answer, Doubt, Evidence, FieldReading, Found
from radlad.kinds import name
from radlad.kinds.text import compact, tokens

PROVENANCE = Provenance(Source.FORM, "radlad.extract.certificates", "1")

_PEOPLE = (labels.REPRESENTATIVE_NAME, labels.SIGNER_NAME)
_CLIENTS = (labels.CLIENT_NAME, labels.CLIENT_COMPANY, labels.STRUCTURE_NAME, labels.REPRESENTATIVE_MAIL)
_SUPPLIERS = (labels.SUPPLIER_NAME,)
_WHOLE_PAGE = Box(0.0, 0.0, 1.0, 1.0)
_ALIKE = 90.0
"""Names of organisations this alike (0 to 100) are one."""
_LEAST = 5
"""Letters of a name that tells anything."""


def attributed(answer: Answer, readings: Sequence[FieldReading], document: Document) -> Answer:
    """`answer`, of the client's signature: true where a certificate is the client's, in doubt where one is nobody's
    and nothing else says that the client signed, or where all are the supplier's and only their field says so."""
    if not document.signers:
        return answer
    if any(_is_of_client(s, readings) for s in document.signers):
        return answer if _is_signed(answer) and not answer.doubts else _signed_by_client(document)
    foreign = all(_is_one_of(s, _values(readings, _SUPPLIERS)) for s in document.signers)
    unsure = foreign and _is_by_field(answer) if _is_signed(answer) else not foreign
    if answer.doubts or not unsure:
        return answer
    return replace(answer, confidence=0.6 * answer.confidence, doubts=(Doubt.SIGNATURE_UNSURE,))


def _is_signed(answer: Answer) -> bool:
    return answer.value == "true"


def _is_by_field(answer: Answer) -> bool:
    """Whether a signature field says so, and no stroke or stamp."""
    return answer.evidence is not None and answer.evidence.provenance.source is Source.FORM


def _signed_by_client(document: Document) -> Found:
    shown = ((page.number, f.box) for page in document.pages for f in page.signed_fields if f.box.width > 0)
    page, box = next(shown, (document.pages[-1].number, _WHOLE_PAGE))
    return Found("true", 0.97, Evidence(page, box, PROVENANCE))


def _is_of_client(signer: Signer, readings: Sequence[FieldReading]) -> bool:
    people = [parts for value in _values(readings, _PEOPLE) if len(parts := _parts(value)) > 1]
    by_name = any(parts <= _parts(said) for said in signer.names for parts in people)
    return by_name or _is_one_of(signer, _values(readings, _CLIENTS))


def _is_one_of(signer: Signer, organisations: Iterable[str]) -> bool:
    known = [o for o in organisations if len(compact(o)) >= _LEAST]
    return any(fuzz.token_sort_ratio(said.casefold(), o.casefold()) >= _ALIKE for said in signer.names for o in known)


def _values(readings: Sequence[FieldReading], concepts: tuple[Labels, ...]) -> Iterator[str]:
    return (r.answer.value for r in readings if r.field.anchor in concepts and isinstance(r.answer, Found))


def _parts(text: str) -> set[str]:
    return set(tokens(name.without_courtesy(text)))
